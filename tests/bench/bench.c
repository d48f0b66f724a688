/* SPDX-License-Identifier: MIT */
/* `make bench`: this program and what clerks would use instead, side by side in one run, as ratios.
 * Each figure is the median of several; a peer that is not installed is left out. Timings are no
 * tests: nothing here can fail. What runs without a terminal, print and what reads many drafts, is
 * in batch.c. */
#include <fcntl.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/bench/batch.h"
#include "tests/bench/pty.h"

enum {
    RUNS = 7,
    KEYS = 40,
    QUIET_MS = 12,
    START_QUIET_MS = 60,
    REST_MS = 700,
    PARAGRAPHS = 10,
    PARAGRAPH_HANZI = 500
};

enum figure {
    FIRST_US,
    FIRST_BYTES,
    END_US,
    END_BYTES,
    MIDDLE_US,
    MIDDLE_BYTES,
    BURST_US,
    BURST_BYTES,
    DIGIT_US,
    DIGIT_BYTES,
    SUMMED_US,
    SUMMED_BYTES,
    PAGE_US,
    PAGE_BYTES,
    SECTION_BYTES,
    MENU_BYTES,
    MENU_CLOSED_BYTES,
    PRIVATE_KIB,
    SECOND_KIB,
    RESIDENT_KIB,
    N_FIGURES
};
static const char *const figure_names[N_FIGURES] = {"first screen, time",
                                                    "first screen, bytes",
                                                    "Han at the end, time",
                                                    "Han at the end, bytes",
                                                    "Han in the middle, time",
                                                    "Han in the middle, bytes",
                                                    "four Han in the middle, time",
                                                    "four Han in the middle, bytes",
                                                    "digit, time",
                                                    "digit, bytes",
                                                    "digit that changes sums, time",
                                                    "digit that changes sums, bytes",
                                                    "page down, time",
                                                    "page down, bytes",
                                                    "another section, bytes",
                                                    "menu opened, bytes",
                                                    "menu closed, bytes",
                                                    "private memory",
                                                    "private, two running",
                                                    "resident memory"};

struct peer {
    const char *name;
    const char *argv[16]; /* @: the narrative's file; NULL ends */
    const char *to_end; /* keys that bring the cursor to the end of the narrative, ready to type */
    const char *to_middle; /* from there to the middle */
    const char
        *to_digit; /* from the first screen to a place where a digit is typed; NULL: not measured */
    const char *to_summed; /* the same, to a digit that changes a row's and a column's sum */
    const char *page_down;
    const char *to_start;      /* before the pages */
    const char *to_section;    /* to the next section; NULL: there is none, and no menu */
    bool is_editor;            /* else only the first screen and the digit count */
    double figures[N_FIGURES]; /* medians; negative: not measured */
};

static char program[4096], folder[] = "/tmp/nianbao-bench-XXXXXX";

#define TEN(keys) keys keys keys keys keys keys keys keys keys keys
#define PGDN      "\033[6~"
#define PGUP      "\033[5~"
#define RIGHT     "\033[C"
#define DOWN      "\033[B"

#define NANO_KEYS                                                                                  \
    .to_end = "\033/", .to_middle = "\033[1;5H" TEN(RIGHT), .to_digit = "\r", .page_down = PGDN,   \
    .to_start = "\033[1;5H", .is_editor = true

static struct peer peers[] = {
    {.name = "nianbao",
     .argv = {program, "edit", "draft.ini", NULL},
     .to_end = "\033[19~\033[19~" TEN(PGDN) TEN(PGDN) TEN(PGDN) "\033[F",
     .to_middle = TEN(PGUP) TEN(RIGHT),
     .to_digit = "\033[19~\033[19~\033[19~" DOWN DOWN,
     .to_summed = "\033[19~\033[19~\033[19~\033[19~",
     .page_down = PGDN,
     .to_start = TEN(PGUP) TEN(PGUP) TEN(PGUP),
     .to_section = "\033[19~",
     .is_editor = true},
    {.name = "nano", .argv = {"nano", "-S", "@", NULL}, NANO_KEYS},
    {.name = "nano -I", .argv = {"nano", "-I", "-S", "@", NULL}, NANO_KEYS}, /* reads no settings */
    {.name = "vim.tiny",
     .argv = {"vim.tiny", "-u", "NONE", "-N", "-n", "@", NULL},
     .to_end = "GA",
     .to_middle = "\0332gg100|i",
     .to_digit = "ggO",
     .page_down = PGDN,
     .to_start = "\033gg0",
     .is_editor = true},
    {.name = "mcedit",
     .argv = {"mcedit", "@", NULL},
     .to_end = "\033[1;5F",
     .to_middle = "\033[1;5H\033[B" TEN(RIGHT) TEN(RIGHT),
     .to_digit = "\r",
     .page_down = PGDN,
     .to_start = "\033[1;5H",
     .is_editor = true},
    {.name = "dialog",
     .argv = {"dialog", "--form", "form", "20", "70", "10", "a", "1", "1", "", "1", "10", "20", "0",
              NULL},
     .to_digit = ""},
    {.name = "bare ncurses", .argv = {program + 1, NULL}},
};
enum { N_PEERS = sizeof peers / sizeof peers[0] };

static const char han[] = "政府信息公开工作年度报告";

static void write_paragraph(FILE *file)
{
    for (int i = 0; i < PARAGRAPH_HANZI; i++)
        fprintf(file, "%.3s", han + i % 12 * 3);
}

/* The narrative as a plain text for the editors, and in a draft, as the program itself writes it.
 */
static void make_files(const char *sample)
{
    char path[4200], line[4096];
    snprintf(path, sizeof path, "%s/text.txt", folder);
    FILE *text = fopen(path, "w");
    snprintf(path, sizeof path, "%s/draft.ini", folder);
    FILE *draft = fopen(path, "w");
    FILE *in = fopen(sample, "r");
    if (!text || !draft || !in) {
        perror(sample);
        exit(1);
    }
    for (int p = 0; p < PARAGRAPHS; p++) {
        write_paragraph(text);
        fputc('\n', text);
    }
    bool skip = false;
    while (fgets(line, sizeof line, in)) {
        if (line[0] == '[') {
            skip = strncmp(line, "[overview]", 10) == 0 || strncmp(line, "[end]", 5) == 0;
            if (!skip || line[1] == 'o')
                fputs(line, draft);
            for (int p = 0; skip && line[1] == 'o' && p < PARAGRAPHS; p++)
                for (int chunk = 0; chunk < PARAGRAPH_HANZI / 20; chunk++) {
                    if (chunk)
                        fprintf(draft, "p%04d.%02d = \"", (p + 1) * 10, chunk + 1);
                    else
                        fprintf(draft, "p%04d = \"", (p + 1) * 10);
                    for (int i = 0; i < 20; i++)
                        fprintf(draft, "%.3s", han + (chunk * 20 + i) % 12 * 3);
                    fputs("\"\n", draft);
                }
            continue;
        }
        if (!skip)
            fputs(line, draft);
    }
    fputs("[end]\ncomplete = \"1\"\n", draft);
    fclose(in);
    fclose(text);
    fclose(draft);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int n)
{
    qsort(values, (size_t)n, sizeof *values, compare);
    return values[n / 2];
}

/* Types the keys n times, each measured by itself. */
static void type_many(struct pty *pty, const char *keys, int n, double *us, double *bytes)
{
    double times[KEYS], sizes[KEYS];
    for (int i = 0; i < n; i++) {
        struct cost cost = pty_type(pty, keys, strlen(keys), QUIET_MS);
        times[i] = cost.us;
        sizes[i] = (double)cost.bytes;
    }
    *us = median(times, n);
    *bytes = median(sizes, n);
}

/* Starts the peer afresh: what an earlier run left unsaved would be offered for recovery. The lock
 * file of an earlier day stays, as it does for everybody; that of nano goes, which would ask
 * whether to edit the file all the same. */
static void start(struct pty *pty, const char *const argv[])
{
    char command[4200];
    snprintf(command, sizeof command, "cd %s && rm -rf .local .*.swp && mkdir -p .local/share",
             folder);
    if (system(command) != 0)
        exit(1);
    pty_start(pty, argv, folder);
}

static void go(struct pty *pty, const char *keys) { pty_type(pty, keys, strlen(keys), 150); }

static void expand_argv(const struct peer *peer, const char *argv[16])
{
    for (int i = 0; (argv[i] = peer->argv[i]); i++)
        if (strcmp(argv[i], "@") == 0)
            argv[i] = "text.txt";
}

static void measure_start(struct peer *peer, const char *const argv[])
{
    double times[RUNS], sizes[RUNS];
    for (int run = 0; run < RUNS; run++) {
        struct pty pty;
        start(&pty, argv);
        struct cost cost = pty_settle(&pty, pty.started_us, START_QUIET_MS);
        times[run] = cost.us;
        sizes[run] = (double)cost.bytes;
        pty_end(&pty);
    }
    peer->figures[FIRST_US] = median(times, RUNS);
    peer->figures[FIRST_BYTES] = median(sizes, RUNS);
}

static void measure_digits(const char *const argv[], const char *to_digit, double *us,
                           double *bytes)
{
    struct pty pty;
    if (!to_digit)
        return;
    start(&pty, argv);
    pty_settle(&pty, pty.started_us, START_QUIET_MS);
    go(&pty, to_digit);
    type_many(&pty, "1", 5, us, bytes);
    pty_end(&pty);
}

/* What a slow line waits for. */
static void measure_changes(struct peer *peer, struct pty *pty)
{
    double us, *f = peer->figures;
    if (!peer->to_section)
        return;
    type_many(pty, peer->to_section, 6, &us, &f[SECTION_BYTES]);
    for (int i = 0; i < 2; i++) {
        static const char *const keys[] = {"\033[21~", "\033"};
        struct cost cost = pty_type(pty, keys[i], strlen(keys[i]), QUIET_MS + 700);
        f[MENU_BYTES + i] = (double)cost.bytes;
    }
}

/* At rest; then beside a second one of the same program, with which it shares the program's own
 * pages: what one more operator costs on a server. */
static void measure_memory(struct peer *peer, const struct pty *pty, const char *const argv[])
{
    struct pty second;
    long private_kib, second_kib, resident_kib;
    pty_memory(pty, &private_kib, &resident_kib);
    pty_start(&second, argv, folder);
    pty_settle(&second, second.started_us, REST_MS);
    pty_memory(pty, &second_kib, &resident_kib);
    pty_end(&second);
    peer->figures[PRIVATE_KIB] = (double)private_kib;
    peer->figures[SECOND_KIB] = (double)second_kib;
    peer->figures[RESIDENT_KIB] = (double)resident_kib;
}

static void measure(struct peer *peer)
{
    const char *argv[16];
    struct pty pty;
    double *f = peer->figures;
    expand_argv(peer, argv);
    measure_start(peer, argv);
    measure_digits(argv, peer->to_digit, &f[DIGIT_US], &f[DIGIT_BYTES]);
    measure_digits(argv, peer->to_summed, &f[SUMMED_US], &f[SUMMED_BYTES]);
    if (!peer->is_editor)
        return;
    start(&pty, argv);
    pty_settle(&pty, pty.started_us, START_QUIET_MS);
    go(&pty, peer->to_end);
    type_many(&pty, "公", KEYS, &f[END_US], &f[END_BYTES]);
    go(&pty, peer->to_middle);
    type_many(&pty, "开", KEYS, &f[MIDDLE_US], &f[MIDDLE_BYTES]);
    type_many(&pty, "信息公开", KEYS, &f[BURST_US], &f[BURST_BYTES]);
    go(&pty, peer->to_start);
    type_many(&pty, peer->page_down, 8, &f[PAGE_US], &f[PAGE_BYTES]);
    measure_changes(peer, &pty);
    pty_settle(&pty, now_us(), REST_MS);
    measure_memory(peer, &pty, argv);
    pty_end(&pty);
}

static bool is_installed(const char *name)
{
    char command[256];
    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", name);
    return strchr(name, '/') || system(command) == 0;
}

/* How nianbao compares: its figure by the peer's. */
static void print_table(void)
{
    printf("%-30s %12s", "", peers[0].name);
    for (int p = 1; p < N_PEERS; p++)
        if (peers[p].figures[FIRST_US] > 0)
            printf(" %13s", peers[p].name);
    printf("\n%-30s %12s", "", "(itself)");
    for (int p = 1; p < N_PEERS; p++)
        if (peers[p].figures[FIRST_US] > 0)
            printf(" %13s", "nianbao/it");
    printf("\n");
    for (int i = 0; i < N_FIGURES; i++) {
        printf("%-30s %12.0f", figure_names[i], peers[0].figures[i]);
        for (int p = 1; p < N_PEERS; p++) {
            if (peers[p].figures[FIRST_US] <= 0)
                continue;
            if (peers[p].figures[i] > 0)
                printf(" %13.2f", peers[0].figures[i] / peers[p].figures[i]);
            else
                printf(" %13s", "-");
        }
        printf("\n");
    }
    printf(
        "times in microseconds, memory in KiB, medians; the other columns are ratios, below 1 is better\n");
}

/* The peer that draws as much as the first screen of nianbao does, with nothing else to do. */
static int bare(void)
{
    initscr();
    raw();
    for (int y = 0; y < 14; y++)
        mvprintw(y, 1, "政府信息公开 工作年度报告 %d", y);
    move(1, 0);
    refresh();
    getch();
    endwin();
    return 0;
}

/* Types into narratives of growing length: the growth is what counts. */
static void measure_growth(void)
{
    static const int lengths[] = {1000, 10000, 100000};
    printf("\nper Han typed at the end of ONE paragraph of so many 字 (time; bytes):\n");
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        const char *const argv[] = {program, "edit", "grow.ini", NULL};
        char path[4200];
        struct pty pty;
        double us, bytes;
        snprintf(path, sizeof path, "%s/grow.ini", folder);
        FILE *draft = fopen(path, "w");
        if (!draft)
            return;
        fputs("[report]\nformat = \"2021\"\nyear = \"2023\"\n[overview]\n", draft);
        for (int chunk = 0; chunk < lengths[i] / 100; chunk++) {
            if (chunk)
                fprintf(draft, "p0010.%02d = \"", chunk + 1);
            else
                fputs("p0010 = \"", draft);
            for (int k = 0; k < 100; k++)
                fprintf(draft, "%.3s", han + k % 12 * 3);
            fputs("\"\n", draft);
        }
        fputs("[disclosure]\n[requests]\n[review]\n[problems]\n[other]\n[end]\ncomplete = \"1\"\n",
              draft);
        fclose(draft);
        start(&pty, argv);
        pty_settle(&pty, pty.started_us, 300);
        go(&pty, "\033[19~\033[19~");
        for (int k = 0; k < lengths[i] / 400 / 10 + 1; k++)
            pty_type(&pty, TEN(PGDN), strlen(TEN(PGDN)), 20);
        go(&pty, "\033[F");
        type_many(&pty, "公", KEYS, &us, &bytes);
        printf("%8d 字 %10.0f us %6.0f bytes\n", lengths[i], us, bytes);
        pty_end(&pty);
        unlink(path);
    }
}

static void measure_screens(const char *sample)
{
    make_files(sample);
    for (int p = 0; p < N_PEERS; p++) {
        for (int i = 0; i < N_FIGURES; i++)
            peers[p].figures[i] = -1;
        if (is_installed(peers[p].argv[0]))
            measure(&peers[p]);
    }
    print_table();
}

/* Is that part asked for? No parts are all of them. */
static bool is_asked(int n_parts, char **parts, const char *part)
{
    for (int i = 0; i < n_parts; i++)
        if (strcmp(parts[i], part) == 0)
            return true;
    return n_parts == 0;
}

int main(int argc, char **argv)
{
    enum { DRAFTS = 100000 };
    if (argc == 2 && strcmp(argv[1], "--bare") == 0)
        return bare();
    if (argc == 3 && strcmp(argv[1], "--peer-load") == 0)
        return batch_peer_load(argv[2]);
    if (argc == 5 && strcmp(argv[1], "--peer-print") == 0)
        return batch_peer_print(argv[2], argv[3], argv[4]);
    if (argc < 3 || !realpath(argv[1], program) || !mkdtemp(folder)) {
        fprintf(stderr, "usage: bench PROGRAM SAMPLE [screens|growth|print|drafts]...\n");
        return 2;
    }
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    self[n > 0 ? n : 0] = '\0';
    peers[N_PEERS - 1].argv[0] = self;
    peers[N_PEERS - 1].argv[1] = "--bare";
    const char *sample = argv[2], *drafts = getenv("BENCH_DRAFTS");
    int n_parts = argc - 3, n_drafts = drafts && atoi(drafts) > 0 ? atoi(drafts) : DRAFTS;
    char **parts = argv + 3;
    if (is_asked(n_parts, parts, "screens"))
        measure_screens(sample);
    if (is_asked(n_parts, parts, "growth"))
        measure_growth();
    if (is_asked(n_parts, parts, "print"))
        batch_measure_print(program, self, sample, folder);
    if (is_asked(n_parts, parts, "drafts"))
        batch_measure_drafts(program, self, sample, folder, n_drafts);
    char command[4200];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) != 0;
}
