/* SPDX-License-Identifier: MIT */
/* walk ENCODING AMBIGUOUS EMOJI_IS_NARROW CAPTURE COMMAND...: runs inside of the terminal that is
 * to be tried. It runs the program on that terminal, while libvterm follows what the program
 * believes to be on its screen, and goes through the list, the cover, the tables, a narrative, the
 * menu and the findings. At each of them CAPTURE, a shell command, prints what the terminal shows
 * (a picture or a text). Then the believed screen is painted over it a cell at a time, and captured
 * again: both must be the same. Says so for each on descriptor 3. */

#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "locale/encoding.h"
#include "locale/strbuf.h"
#include "tests/screens/vtscreen.h"

enum { LIMIT_MS = 15000, QUIET_MS = 150, REPAINT_US = 150000, MOST_CAPTURES = 12 };

static const struct step {
    const char *name, *keys, *shown;
} steps[] = {
    {"list", "", "a.ini"},
    {"dialog", "\r", "发现"},
    {"cover", "\r", "[封面"},
    {"table_2", "\033[19~\033[19~\033[19~", "决定数量"},
    {"table_3", "\033[19~", "本年新收"},
    {"table_4", "\033[19~", "尚未审结"},
    {"narrative", "\033[19~", "共享"},
    {"typed", "a\033[D\033[Db", ""},
    {"menu", "\033[21~", "菜单"},
    {"closed", "\033", "共享"},
    {"findings", "\033[20~", "检查"},
};

static struct vtscreen *vt;

static void *hand_on_input(void *data)
{
    (void)data;
    char bytes[4096];
    ssize_t n;
    while ((n = read(STDIN_FILENO, bytes, sizeof bytes)) > 0)
        vtscreen_type_bytes(vt, bytes, (size_t)n);
    return NULL;
}

static void send_all(const struct strbuf *bytes)
{
    for (size_t done = 0; done < bytes->len;) {
        ssize_t n = write(STDOUT_FILENO, bytes->data + done, bytes->len - done);
        if (n <= 0)
            return;
        done += (size_t)n;
    }
}

static void capture_once(const char *command, struct strbuf *out)
{
    strbuf_clear(out);
    FILE *pipe = popen(command, "r");
    char bytes[65536];
    size_t n;
    while (pipe && (n = fread(bytes, 1, sizeof bytes, pipe)) > 0)
        strbuf_add(out, bytes, n);
    if (pipe)
        pclose(pipe);
}

static bool is_same(const struct strbuf *a, const struct strbuf *b)
{
    return a->len == b->len && !memcmp(a->data, b->data, a->len);
}

/* So many bytes of a picture may differ: some terminals let a character hang over into the next
 * cell, and then it depends on what was drawn first. One character in a wrong place is more. */
static bool is_like(const struct strbuf *a, const struct strbuf *b)
{
    const char *tolerance = getenv("WALK_TOLERANCE");
    size_t n_different = 0, n_allowed = tolerance ? (size_t)atol(tolerance) : 0;
    for (size_t i = 0; i < a->len && i < b->len; i++)
        n_different += a->data[i] != b->data[i];
    return a->len > 0 && a->len == b->len && n_different <= n_allowed;
}

/* Until the terminal has drawn all it was sent: two captures that are the same. */
static void capture(const char *command, struct strbuf *out)
{
    struct strbuf before = STRBUF_INIT;
    capture_once(command, out);
    for (int i = 0; i < MOST_CAPTURES; i++) {
        struct strbuf swapped = before;
        before = *out;
        *out = swapped;
        usleep(REPAINT_US);
        capture_once(command, out);
        if (out->len && is_same(out, &before))
            break;
    }
    strbuf_release(&before);
}

static void keep(const char *step, const char *which, const struct strbuf *bytes)
{
    const char *folder = getenv("WALK_KEEP");
    char path[512];
    if (!folder || !*folder)
        return;
    snprintf(path, sizeof path, "%s-%s.%s", folder, step, which);
    FILE *file = fopen(path, "w");
    if (file) {
        fwrite(bytes->data, 1, bytes->len, file);
        fclose(file);
    }
}

static bool shows_what_is_believed(const char *step, const char *command)
{
    struct strbuf shown = STRBUF_INIT, wanted = STRBUF_INIT, painted = STRBUF_INIT;
    capture(command, &shown);
    vtscreen_add_painted(vt, &painted);
    send_all(&painted);
    capture(command, &wanted);
    bool same = is_like(&shown, &wanted);
    keep(step, "shown", &shown);
    if (!same)
        keep(step, "wanted", &wanted);
    strbuf_release(&shown);
    strbuf_release(&wanted);
    strbuf_release(&painted);
    return same;
}

int main(int argc, char **argv)
{
    enum encoding encoding;
    struct winsize size = {0};
    struct termios raw;
    pthread_t thread;
    if (argc < 6 || !encoding_parse(argv[1], &encoding) || tcgetattr(STDIN_FILENO, &raw) != 0 ||
        ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 2;
    cfmakeraw(&raw);
    tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    vt = vtscreen_new(size.ws_row, size.ws_col, encoding, atoi(argv[2]));
    if (atoi(argv[3]))
        vtscreen_narrow_emoji(vt);
    vtscreen_mirror(vt, STDOUT_FILENO);
    struct strbuf home = STRBUF_INIT, type = STRBUF_INIT;
    strbuf_addf(&home, "HOME=%s", getenv("HOME"));
    strbuf_addf(&type, "TERM=%s", getenv("TERM"));
    const char *env[] = {home.data, type.data, "NO_COLOR=1", "LC_ALL=POSIX", "LANGUAGE=zh", NULL};
    vtscreen_spawn(vt, (const char *const *)argv + 5, env);
    bool is_well = pthread_create(&thread, NULL, hand_on_input, NULL) == 0;
    for (size_t i = 0; is_well && i < sizeof steps / sizeof *steps; i++) {
        const struct step *step = &steps[i];
        vtscreen_type(vt, step->keys);
        is_well = !*step->shown || vtscreen_wait_text(vt, step->shown, LIMIT_MS);
        vtscreen_settle_idle(vt, QUIET_MS);
        is_well = is_well && shows_what_is_believed(step->name, argv[4]);
        dprintf(3, "%s %s\n", is_well ? "ok" : "not ok", step->name);
    }
    dprintf(3, "end\n");
    _exit(is_well ? 0 : 1);
}
