/* SPDX-License-Identifier: MIT */
#include "tests/bench/batch.h"

#include <dirent.h>
#include <fcntl.h>
#include <iniparser.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "forms/files/safefile.h"
#include "tests/bench/command.h"
#include "tests/support/randomfile.h"

/* A path in a folder. */
struct path {
    char text[4200];
};

static struct path path_in(const char *folder, const char *name)
{
    struct path path;
    if ((size_t)snprintf(path.text, sizeof path.text, "%s/%s", folder, name) >= sizeof path.text)
        exit(2);
    return path;
}

/* ---- the peers ---- */

static int say_nothing(const char *format, ...)
{
    (void)format;
    return 0;
}

static bool load(const char *path)
{
    dictionary *loaded = iniparser_load(path);
    if (loaded)
        iniparser_freedict(loaded);
    return loaded != NULL;
}

int batch_peer_load(const char *folder)
{
    DIR *dir = opendir(folder);
    size_t n_failed = 0;
    iniparser_set_error_callback(say_nothing);
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        n_failed += !load(path_in(folder, entry->d_name).text);
    }
    if (dir)
        closedir(dir);
    return !dir || n_failed;
}

int batch_peer_print(const char *draft, const char *text, const char *output)
{
    struct strbuf bytes = STRBUF_INIT, unfinished = STRBUF_INIT;
    strbuf_addf(&unfinished, "%s.new", output);
    int in = open(text, O_RDONLY), out = open(unfinished.data, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    iniparser_set_error_callback(say_nothing);
    bool ok = load(draft) && in >= 0 && out >= 0 && safefile_read_all(in, 1 << 24, &bytes) &&
              retry_write_all(out, bytes.data, bytes.len) && fsync(out) == 0 && close(out) == 0 &&
              rename(unfinished.data, output) == 0;
    strbuf_release(&bytes);
    strbuf_release(&unfinished);
    return !ok;
}

/* ---- print ---- */

/* A copy of the sample: the first print is recorded in it, the further ones find it recorded. */
static struct path copy_of(const char *sample_path, const char *folder)
{
    struct path copy = path_in(folder, "printed.ini");
    char *sample = randomfile_sample(sample_path);
    FILE *file = fopen(copy.text, "w");
    if (!file || fputs(sample, file) == EOF || fclose(file) != 0)
        perror(copy.text);
    free(sample);
    return copy;
}

void batch_measure_print(const char *program, const char *self, const char *sample,
                         const char *folder)
{
    enum { RUNS = 50 };
    const struct path draft = copy_of(sample, folder);
    struct path output = path_in(folder, "report.txt"), text = path_in(folder, "again.txt"),
                copy = path_in(folder, "copy.txt");
    struct command first = {.name = "nianbao print",
                            .argv = {program, "print", draft.text, "-o", text.text}};
    commands_measure(&first, 1, 1); /* the text that the peers write */
    struct command commands[] = {
        {.name = "iniparser_load, write, fsync",
         .argv = {self, "--peer-print", draft.text, text.text, copy.text}},
        {.name = "nianbao print", .argv = {program, "print", draft.text, "-o", output.text}},
        {.name = "pr -f", .argv = {"pr", "-f", "-l", "60", text.text}, .output = copy.text},
    };
    enum { N = sizeof commands / sizeof commands[0] };
    commands_measure(commands, N, RUNS);
    printf(
        "\nprinting the complete sample to a file, once; minima of %d runs in turn, ratios of cpu:\n",
        RUNS);
    commands_print(commands, N, RUNS, 1);
}

/* ---- many drafts ---- */

static void make_drafts(const char *sample_path, const char *folder, int n_drafts)
{
    char *sample = randomfile_sample(sample_path);
    if (mkdir(folder, 0700) < 0 || !*sample)
        perror(folder);
    for (int i = 0; i < n_drafts; i++) {
        struct strbuf bytes = STRBUF_INIT;
        randomfile_add(&bytes, sample, (size_t)i, RANDOMFILE_NARRATIVES);
        char name[20];
        snprintf(name, sizeof name, "%06d.ini", i);
        FILE *file = fopen(path_in(folder, name).text, "w");
        if (!file || fwrite(bytes.data, 1, bytes.len, file) != bytes.len || fclose(file) != 0) {
            perror(name);
            exit(1);
        }
        strbuf_release(&bytes);
    }
    free(sample);
    sync(); /* or the kernel writes while it is measured */
}

/* A script of the shell: it gets the program as $0, a folder as $1. Some drafts have errors, so
 * that check and print end with 1. */
#define SHELL(script, program, folder)                                                             \
    {                                                                                              \
        "sh", "-c", (script), (program), (folder)                                                  \
    }
#define CHECK                                                                                      \
    "find \"$1/drafts\" -name '*.ini' -print0 | xargs -0 -n 1000 \"$0\" check; [ $? -le 123 ]"
#define PRINT                                                                                      \
    "mkdir -p \"$1/reports\"; for i in \"$1\"/drafts/000[0-4]??.ini; do"                           \
    " r=${i##*/}; \"$0\" print --draft -o \"$1/reports/${r%.ini}.txt\" \"$i\"; done"
#define IMPORT                                                                                     \
    "rm -rf \"$1/imported\"; mkdir \"$1/imported\"; \"$0\" import \"$1/reports\" -o \"$1/imported\" 2>/dev/null"

enum { DRAFT_RUNS = 5 };

static void measure_reading(const char *program, const char *self, const char *folder, int n_drafts)
{
    struct path drafts = path_in(folder, "drafts"), sum = path_in(folder, "sum.ini");
    struct command commands[] = {
        {.name = "iniparser_load", .argv = {self, "--peer-load", drafts.text}},
        {.name = "nianbao sum -j1", .argv = {program, "sum", "-j1", "-o", sum.text, drafts.text}},
        {.name = "nianbao sum -j2", .argv = {program, "sum", "-j2", "-o", sum.text, drafts.text}},
        {.name = "nianbao status -j1", .argv = {program, "status", "-j1", drafts.text}},
        {.name = "nianbao status -j2", .argv = {program, "status", "-j2", drafts.text}},
        {.name = "nianbao check, 1000 at once", .argv = SHELL(CHECK, program, folder)},
    };
    enum { N = sizeof commands / sizeof commands[0] };
    commands_measure(commands, N, DRAFT_RUNS);
    printf("\n%d drafts of a dozen offices, per draft; minima of %d runs in turn, warm cache:\n",
           n_drafts, DRAFT_RUNS);
    commands_print(commands, N, DRAFT_RUNS, n_drafts);
}

/* The first 500 drafts as printed reports. */
static void measure_import(const char *program, const char *self, const char *folder, int n_drafts)
{
    struct path imported = path_in(folder, "imported");
    struct command print = {.name = "nianbao print", .argv = SHELL(PRINT, program, folder)};
    struct command commands[] = {
        {.name = "iniparser_load", .argv = {self, "--peer-load", imported.text}},
        {.name = "nianbao import", .argv = SHELL(IMPORT, program, folder)},
    };
    int n_reports = n_drafts < 500 ? n_drafts : 500;
    commands_measure(&print, 1, 1);
    commands_measure(&commands[1], 1, 1); /* what the peer loads */
    commands_measure(commands, 2, DRAFT_RUNS);
    printf("\n%d printed reports made drafts, each saved with fsync, per report:\n", n_reports);
    commands_print(commands, 2, DRAFT_RUNS, n_reports);
}

void batch_measure_drafts(const char *program, const char *self, const char *sample,
                          const char *folder, int n_drafts)
{
    make_drafts(sample, path_in(folder, "drafts").text, n_drafts);
    measure_reading(program, self, folder, n_drafts);
    measure_import(program, self, folder, n_drafts);
}
