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
        {.name = "nianbao print", .argv = {program, "print", draft.text, "-o", output.text}},
        {.name = "iniparser_load, write, fsync",
         .argv = {self, "--peer-print", draft.text, text.text, copy.text}},
        {.name = "pr -f", .argv = {"pr", "-f", "-l", "60", text.text}, .output = copy.text},
    };
    enum { N = sizeof commands / sizeof commands[0] };
    commands_measure(commands, N, RUNS);
    printf(
        "\nprinting the complete sample to a file, once (minima of %d runs; nianbao/it: below 1 is better):\n",
        RUNS);
    printf("%-30s %12s %12s %12s %12s\n", "", "time us", "nianbao/it", "cpu us", "nianbao/it");
    for (int i = 0; i < N; i++)
        printf("%-30s %12.0f %12.2f %12.0f %12.2f\n", commands[i].name, commands[i].best.wall_us,
               commands[0].best.wall_us / commands[i].best.wall_us, commands[i].best.cpu_us,
               commands[0].best.cpu_us / commands[i].best.cpu_us);
}

/* ---- sum ---- */

static void make_drafts(const char *sample_path, const char *folder, int n_drafts)
{
    char *sample = randomfile_sample(sample_path);
    if (mkdir(folder, 0700) < 0 || !*sample)
        perror(folder);
    for (int i = 0; i < n_drafts; i++) {
        struct strbuf bytes = STRBUF_INIT;
        randomfile_add(&bytes, sample, (size_t)i, 0);
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

void batch_measure_sum(const char *program, const char *self, const char *sample,
                       const char *folder, int n_drafts)
{
    enum { LOAD, ONE, TWO, N, RUNS = 5 };
    struct path drafts = path_in(folder, "drafts"), sum = path_in(folder, "sum.ini");
    make_drafts(sample, drafts.text, n_drafts);
    struct command commands[N] = {
        [LOAD] = {.name = "iniparser_load", .argv = {self, "--peer-load", drafts.text}},
        [ONE] = {.name = "nianbao sum -j1",
                 .argv = {program, "sum", "-j1", "-o", sum.text, drafts.text}},
        [TWO] = {.name = "nianbao sum -j2",
                 .argv = {program, "sum", "-j2", "-o", sum.text, drafts.text}},
    };
    commands_measure(commands, N, RUNS);
    printf("\nadding up %d drafts, per draft (minima of %d runs in turn, warm cache):\n", n_drafts,
           RUNS);
    printf("%-30s %12s %12s %12s\n", "", "time us", "cpu us", "memory KiB");
    for (int i = 0; i < N; i++)
        printf("%-30s %12.2f %12.2f %12ld\n", commands[i].name, commands[i].best.wall_us / n_drafts,
               commands[i].best.cpu_us / n_drafts, commands[i].best.resident_kib);
    const struct usage *load_usage = &commands[LOAD].best, *one = &commands[ONE].best,
                       *two = &commands[TWO].best;
    printf("one core: %.2f times as fast as iniparser_load (cpu: %.2f); wanted: 3\n",
           load_usage->wall_us / one->wall_us, load_usage->cpu_us / one->cpu_us);
    printf("two cores: %.2f times as fast as one; wanted: 1.8 (cpu of two by that of one: %.2f)\n",
           one->wall_us / two->wall_us, two->cpu_us / one->cpu_us);
}
