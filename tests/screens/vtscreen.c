/* SPDX-License-Identifier: MIT */
#include "tests/screens/vtscreen.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "locale/charclass.h"
#include "locale/clock.h"
#include "locale/mem.h"
#include "locale/utf8.h"
#include "locale/width.h"

/* vtscreen_sync() writes this into the program's output; the terminal takes it out and counts. */
#define SYNC_MARK "\033]777;sync\a"

enum { SYNC_LIMIT_S = 20 };

struct vtscreen {
    VTerm *vterm;
    VTermScreen *screen;
    enum encoding encoding;
    int master;
    FILE *in, *out; /* the slave */
    int n_rows, n_cols;
    pid_t child;
    int wake[2]; /* ends the thread */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t synced;
    int n_syncs_wanted, n_syncs;
    bool is_dead; /* the thread has ended */
    int delay_ms;
    struct strbuf pending; /* bytes not yet shown: part of a mark or of a character */
    struct strbuf output;  /* all that the program sent */
    struct strbuf answers; /* not sent yet */
    long answers_due_ms;
    long last_output_ms;
    const char *hidden, *shown; /* vtscreen_show_as() */
    int mirror;                 /* -1: none */
};

static int terminal_ambiguous = 1;
static bool has_narrow_emoji;

/* ---- libvterm's width table, replaced (linked with --wrap) ---- */

int __wrap_vterm_unicode_width(uint32_t c);
int __wrap_vterm_unicode_is_combining(uint32_t c);

int __wrap_vterm_unicode_width(uint32_t c)
{
    int n_cols = char_cols(c, terminal_ambiguous);
    bool is_emoji = (c >= 0x2300 && c < 0x2E80 && char_cols(c, 1) == 2) || c >> 16 == 1;
    return n_cols < 0 || (is_emoji && n_cols == 2 && has_narrow_emoji) ? 1 : n_cols;
}

int __wrap_vterm_unicode_is_combining(uint32_t c) { return char_cols(c, terminal_ambiguous) == 0; }

/* ---- the thread ---- */

static void die(const char *what)
{
    perror(what);
    abort();
}

static void write_all(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno != EINTR && errno != EAGAIN)
            return;
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        }
    }
}

/* How many bytes at p a terminal of a GB encoding takes as one character: shows them as UTF-8. 0:
 * more must come. */
static size_t show_gb(struct vtscreen *vt, const char *p, size_t len)
{
    unsigned char lead = (unsigned char)p[0];
    if (lead < 0x81 || lead == 0xff) {
        vterm_input_write(vt->vterm, lead < 0x80 ? p : "?", 1);
        return 1;
    }
    if (len < 2)
        return 0;
    struct strbuf text = STRBUF_INIT;
    size_t bad;
    bool is_char = (unsigned char)p[1] >= 0x40 && decode_text(vt->encoding, p, 2, &text, &bad);
    vterm_input_write(vt->vterm, is_char ? text.data : "?", is_char ? text.len : 1);
    strbuf_release(&text);
    return is_char ? 2 : 1;
}

static size_t show(struct vtscreen *vt, const char *p, size_t len)
{
    if (vt->encoding != ENCODING_UTF8)
        return show_gb(vt, p, len);
    return vterm_input_write(vt->vterm, p, len);
}

/* Shows what is pending, up to a mark or an unfinished piece. */
static void show_pending(struct vtscreen *vt)
{
    const size_t mark_len = sizeof SYNC_MARK - 1;
    size_t pos = 0;
    while (pos < vt->pending.len) {
        const char *p = vt->pending.data + pos;
        size_t len = vt->pending.len - pos;
        const char *esc = memchr(p, '\033', len);
        size_t n;
        if (esc == p) {
            size_t n_same = len < mark_len ? len : mark_len;
            if (!memcmp(p, SYNC_MARK, n_same)) {
                if (n_same < mark_len)
                    break;
                vt->n_syncs++;
                pthread_cond_broadcast(&vt->synced);
                pos += mark_len;
                continue;
            }
            n = vterm_input_write(vt->vterm, p, 1);
        } else {
            n = show(vt, p, esc ? (size_t)(esc - p) : len);
            if (!n && esc) /* half a character, and then a sequence */
                n = vterm_input_write(vt->vterm, "?", 1);
        }
        if (!n)
            break;
        pos += n;
    }
    strbuf_splice(&vt->pending, 0, pos, "", 0);
    char answer[256];
    size_t n_answer;
    while ((n_answer = vterm_output_read(vt->vterm, answer, sizeof answer)) > 0) {
        if (vt->delay_ms < 0)
            continue;
        if (!vt->answers.len)
            vt->answers_due_ms = clock_ms() + vt->delay_ms;
        strbuf_add(&vt->answers, answer, n_answer);
    }
}

static void *serve(void *data)
{
    struct vtscreen *vt = data;
    for (;;) {
        pthread_mutex_lock(&vt->lock);
        long wait = -1;
        if (vt->answers.len) {
            wait = vt->answers_due_ms - clock_ms();
            if (wait <= 0) {
                write_all(vt->master, vt->answers.data, vt->answers.len);
                strbuf_clear(&vt->answers);
                wait = -1;
            }
        }
        int master = vt->master;
        pthread_mutex_unlock(&vt->lock);
        struct pollfd waited[2] = {{.fd = vt->wake[0], .events = POLLIN},
                                   {.fd = master, .events = POLLIN}};
        if (poll(waited, 2, (int)wait) < 0 && errno != EINTR)
            break;
        if (waited[0].revents)
            break;
        if (!waited[1].revents)
            continue;
        char bytes[16384];
        ssize_t n = read(master, bytes, sizeof bytes);
        if (n <= 0 && errno != EINTR && errno != EAGAIN)
            break;
        if (n <= 0)
            continue;
        pthread_mutex_lock(&vt->lock);
        strbuf_add(&vt->output, bytes, (size_t)n);
        strbuf_add(&vt->pending, bytes, (size_t)n);
        if (vt->mirror >= 0)
            write_all(vt->mirror, bytes, (size_t)n);
        vt->last_output_ms = clock_ms();
        show_pending(vt);
        pthread_mutex_unlock(&vt->lock);
    }
    pthread_mutex_lock(&vt->lock);
    vt->is_dead = true;
    pthread_cond_broadcast(&vt->synced);
    pthread_mutex_unlock(&vt->lock);
    return NULL;
}

static void stop_thread(struct vtscreen *vt)
{
    write_all(vt->wake[1], "x", 1);
    pthread_join(vt->thread, NULL);
}

/* ---- public ---- */

struct vtscreen *vtscreen_new(int n_rows, int n_cols, enum encoding encoding, int ambiguous)
{
    struct vtscreen *vt = xcalloc(1, sizeof *vt);
    *vt = (struct vtscreen){.encoding = encoding, .n_rows = n_rows, .n_cols = n_cols, .mirror = -1};
    strbuf_init(&vt->pending);
    strbuf_init(&vt->output);
    strbuf_init(&vt->answers);
    terminal_ambiguous = ambiguous;
    has_narrow_emoji = false;
    struct winsize size = {.ws_row = (unsigned short)n_rows, .ws_col = (unsigned short)n_cols};
    int slave;
    if (openpty(&vt->master, &slave, NULL, NULL, &size) != 0 || pipe2(vt->wake, O_CLOEXEC) != 0)
        die("openpty");
    fcntl(vt->master, F_SETFD, FD_CLOEXEC);
    vt->in = fdopen(slave, "r");
    vt->out = fdopen(dup(slave), "w");
    fcntl(fileno(vt->in), F_SETFD, FD_CLOEXEC);
    fcntl(fileno(vt->out), F_SETFD, FD_CLOEXEC);
    vt->vterm = vterm_new(n_rows, n_cols);
    vterm_set_utf8(vt->vterm, 1);
    vt->screen = vterm_obtain_screen(vt->vterm);
    vterm_screen_enable_altscreen(vt->screen, 1);
    vterm_screen_reset(vt->screen, 1);
    pthread_mutex_init(&vt->lock, NULL);
    pthread_cond_init(&vt->synced, NULL);
    /* Signals are for the program under test. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_create(&vt->thread, NULL, serve, vt) != 0)
        die("pthread_create");
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return vt;
}

void vtscreen_free(struct vtscreen *vt)
{
    if (!vt)
        return;
    stop_thread(vt);
    if (vt->master >= 0)
        close(vt->master);
    if (vt->child > 0 && vtscreen_wait_exit(vt, 2000) < 0) {
        kill(vt->child, SIGKILL);
        waitpid(vt->child, NULL, 0);
    }
    fclose(vt->in);
    fclose(vt->out);
    close(vt->wake[0]);
    close(vt->wake[1]);
    vterm_free(vt->vterm);
    strbuf_release(&vt->pending);
    strbuf_release(&vt->output);
    strbuf_release(&vt->answers);
    pthread_mutex_destroy(&vt->lock);
    pthread_cond_destroy(&vt->synced);
    free(vt);
}

FILE *vtscreen_in(struct vtscreen *vt) { return vt->in; }
FILE *vtscreen_out(struct vtscreen *vt) { return vt->out; }
int vtscreen_pid(const struct vtscreen *vt) { return (int)vt->child; }

/* Does env set the variable of NAME=VALUE? */
static bool has_variable(const char *const env[], const char *variable)
{
    size_t len = strcspn(variable, "=") + 1;
    for (; env && *env; env++)
        if (!strncmp(*env, variable, len))
            return true;
    return false;
}

void vtscreen_spawn(struct vtscreen *vt, const char *const argv[], const char *const env[])
{
    static const char *const defaults[] = {"TERM=xterm-256color", "PATH=/usr/bin:/bin",
                                           "HOME=/nonexistent", "LC_ALL=C.UTF-8",
                                           "TZ=Asia/Shanghai"};
    const char *all[64] = {NULL};
    size_t n = 0;
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (!has_variable(env, defaults[i]))
            all[n++] = defaults[i];
    for (; env && *env && n < 63; env++)
        all[n++] = *env;
    vt->child = fork();
    if (vt->child < 0)
        die("fork");
    if (vt->child == 0) {
        setsid();
        int slave = fileno(vt->in);
        ioctl(slave, TIOCSCTTY, 0);
        dup2(slave, 0);
        dup2(slave, 1);
        dup2(slave, 2);
        execve(argv[0], (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)all);
        _exit(127);
    }
}

int vtscreen_wait_exit(struct vtscreen *vt, int limit_ms)
{
    long end = clock_ms() + limit_ms;
    for (;;) {
        int status;
        if (waitpid(vt->child, &status, WNOHANG) == vt->child) {
            vt->child = 0;
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
        if (clock_ms() > end)
            return -1;
        usleep(2000);
    }
}

void vtscreen_type_bytes(struct vtscreen *vt, const char *bytes, size_t len)
{
    write_all(vt->master, bytes, len);
}

void vtscreen_type(struct vtscreen *vt, const char *text)
{
    struct strbuf bytes = STRBUF_INIT;
    encode_text(vt->encoding, ENCODE_STRICT, text, strlen(text), &bytes, NULL, NULL);
    vtscreen_type_bytes(vt, bytes.data, bytes.len);
    strbuf_release(&bytes);
}

void vtscreen_paste(struct vtscreen *vt, const char *text)
{
    vtscreen_type(vt, "\033[200~");
    vtscreen_type(vt, text);
    vtscreen_type(vt, "\033[201~");
}

void vtscreen_resize(struct vtscreen *vt, int n_rows, int n_cols)
{
    pthread_mutex_lock(&vt->lock);
    vterm_set_size(vt->vterm, n_rows, n_cols);
    vt->n_rows = n_rows;
    vt->n_cols = n_cols;
    pthread_mutex_unlock(&vt->lock);
    struct winsize size = {.ws_row = (unsigned short)n_rows, .ws_col = (unsigned short)n_cols};
    ioctl(vt->master, TIOCSWINSZ, &size);
}

void vtscreen_hang_up(struct vtscreen *vt)
{
    stop_thread(vt);
    close(vt->master);
    vt->master = -1;
    close(vt->wake[0]);
    close(vt->wake[1]);
    /* The thread is joined once more at the end: give it one that waits for that. */
    if (pipe2(vt->wake, O_CLOEXEC) != 0 || pthread_create(&vt->thread, NULL, serve, vt) != 0)
        die("pthread_create");
}

void vtscreen_delay_answers(struct vtscreen *vt, int delay_ms)
{
    pthread_mutex_lock(&vt->lock);
    vt->delay_ms = delay_ms;
    pthread_mutex_unlock(&vt->lock);
}

void vtscreen_set_ambiguous(struct vtscreen *vt, int ambiguous)
{
    pthread_mutex_lock(&vt->lock);
    terminal_ambiguous = ambiguous;
    pthread_mutex_unlock(&vt->lock);
}

void vtscreen_narrow_emoji(struct vtscreen *vt)
{
    pthread_mutex_lock(&vt->lock);
    has_narrow_emoji = true;
    pthread_mutex_unlock(&vt->lock);
}

void vtscreen_mirror(struct vtscreen *vt, int fd)
{
    pthread_mutex_lock(&vt->lock);
    vt->delay_ms = -1;
    vt->mirror = fd;
    pthread_mutex_unlock(&vt->lock);
}

void vtscreen_sync(struct vtscreen *vt)
{
    fflush(vt->out);
    pthread_mutex_lock(&vt->lock);
    int wanted = ++vt->n_syncs_wanted;
    pthread_mutex_unlock(&vt->lock);
    write_all(fileno(vt->out), SYNC_MARK, sizeof SYNC_MARK - 1);
    pthread_mutex_lock(&vt->lock);
    struct timespec limit;
    clock_gettime(CLOCK_REALTIME, &limit);
    limit.tv_sec += SYNC_LIMIT_S;
    while (vt->n_syncs < wanted && !vt->is_dead)
        if (pthread_cond_timedwait(&vt->synced, &vt->lock, &limit) != 0)
            die("vtscreen_sync");
    pthread_mutex_unlock(&vt->lock);
}

static bool has_text(struct vtscreen *vt, const char *text)
{
    struct strbuf all = STRBUF_INIT;
    vtscreen_add_text(vt, &all);
    bool found = strstr(all.data, text) != NULL;
    strbuf_release(&all);
    return found;
}

static bool wait_for(struct vtscreen *vt, const char *text, bool present, int limit_ms)
{
    long end = clock_ms() + limit_ms;
    while (has_text(vt, text) != present) {
        if (clock_ms() > end) {
            struct strbuf all = STRBUF_INIT;
            vtscreen_add_text(vt, &all);
            fprintf(stderr, "waited %d ms for \"%s\" to be %s; the screen is\n%s", limit_ms, text,
                    present ? "shown" : "gone", all.data);
            strbuf_release(&all);
            return false;
        }
        usleep(5000);
    }
    return true;
}

bool vtscreen_wait_text(struct vtscreen *vt, const char *text, int limit_ms)
{
    return wait_for(vt, text, true, limit_ms);
}

bool vtscreen_wait_gone(struct vtscreen *vt, const char *text, int limit_ms)
{
    return wait_for(vt, text, false, limit_ms);
}

static bool has_bytes(int fd)
{
    int n = 0;
    return fd >= 0 && ioctl(fd, FIONREAD, &n) == 0 && n > 0;
}

/* Is the child running, or waiting for a processor or a disk, are there keys that it has not read
 * or bytes that have not come from it? On a busy machine a screen is quiet also because nobody had
 * time to draw it. */
static bool is_busy(const struct vtscreen *vt)
{
    char path[64], state = 'S';
    snprintf(path, sizeof path, "/proc/%d/stat", (int)vt->child);
    FILE *file = fopen(path, "r");
    if (file) {
        if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
            state = 'S';
        fclose(file);
    }
    int terminal = open(ptsname(vt->master), O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    bool has_keys = has_bytes(terminal);
    if (terminal >= 0)
        close(terminal);
    return state == 'R' || state == 'D' || has_keys || has_bytes(vt->master);
}

/* busy_limit_ms: how long the child may be busy; 0: nobody asks whether it is. */
static void settle(struct vtscreen *vt, int quiet_ms, int busy_limit_ms)
{
    long start = clock_ms(), busy = start;
    for (;;) {
        usleep(5000);
        long now = clock_ms();
        pthread_mutex_lock(&vt->lock);
        long last = vt->last_output_ms > busy ? vt->last_output_ms : busy;
        pthread_mutex_unlock(&vt->lock);
        if (now - start < busy_limit_ms && is_busy(vt))
            busy = now;
        else if (now - last >= quiet_ms)
            return;
    }
}

void vtscreen_settle(struct vtscreen *vt, int quiet_ms) { settle(vt, quiet_ms, 0); }
void vtscreen_settle_idle(struct vtscreen *vt, int quiet_ms) { settle(vt, quiet_ms, 5000); }

static struct vtscreen_cell get_cell(struct vtscreen *vt, int y, int x)
{
    VTermScreenCell raw = {0};
    vterm_screen_get_cell(vt->screen, (VTermPos){.row = y, .col = x}, &raw);
    struct vtscreen_cell cell = {.n_cols = raw.width};
    if (raw.chars[0] == (uint32_t)-1)
        cell.n_cols = 0;
    else
        memcpy(cell.chars, raw.chars, sizeof cell.chars);
    if (!cell.chars[0] && cell.n_cols)
        cell.chars[0] = ' ';
    cell.attrs =
        (raw.attrs.bold ? VTSCREEN_BOLD : 0) | (raw.attrs.underline ? VTSCREEN_UNDERLINE : 0) |
        (raw.attrs.reverse ? VTSCREEN_REVERSE : 0) |
        (VTERM_COLOR_IS_DEFAULT_FG(&raw.fg) && VTERM_COLOR_IS_DEFAULT_BG(&raw.bg) ? 0
                                                                                  : VTSCREEN_COLOR);
    return cell;
}

struct vtscreen_cell vtscreen_cell(struct vtscreen *vt, int y, int x)
{
    pthread_mutex_lock(&vt->lock);
    struct vtscreen_cell cell = get_cell(vt, y, x);
    pthread_mutex_unlock(&vt->lock);
    return cell;
}

void vtscreen_cursor(struct vtscreen *vt, int *y, int *x)
{
    pthread_mutex_lock(&vt->lock);
    VTermPos pos;
    vterm_state_get_cursorpos(vterm_obtain_state(vt->vterm), &pos);
    pthread_mutex_unlock(&vt->lock);
    *y = pos.row;
    *x = pos.col;
}

static void drop_blanks(struct strbuf *out, size_t line_start)
{
    while (out->len > line_start && out->data[out->len - 1] == ' ')
        strbuf_truncate(out, out->len - 1);
}

static void add_row(struct vtscreen *vt, int y, struct strbuf *out)
{
    size_t start = out->len;
    for (int x = 0; x < vt->n_cols; x++) {
        struct vtscreen_cell cell = get_cell(vt, y, x);
        for (int i = 0; i < 6 && cell.chars[i]; i++) {
            char bytes[UTF8_MAX_BYTES];
            strbuf_add(out, bytes, utf8_encode(cell.chars[i], bytes));
        }
    }
    drop_blanks(out, start);
    strbuf_add_byte(out, '\n');
}

void vtscreen_add_text(struct vtscreen *vt, struct strbuf *out)
{
    pthread_mutex_lock(&vt->lock);
    for (int y = 0; y < vt->n_rows; y++)
        add_row(vt, y, out);
    pthread_mutex_unlock(&vt->lock);
}

static void add_painted_cell(struct vtscreen *vt, int y, int x, struct strbuf *out)
{
    struct vtscreen_cell cell = get_cell(vt, y, x);
    struct strbuf text = STRBUF_INIT;
    for (int i = 0; i < 6 && cell.chars[i]; i++) {
        char bytes[UTF8_MAX_BYTES];
        strbuf_add(&text, bytes, utf8_encode(cell.chars[i], bytes));
    }
    if (cell.n_cols) {
        strbuf_addf(
            out, "\033[%d;%dH\033[0%s%s%sm", y + 1, x + 1, cell.attrs & VTSCREEN_BOLD ? ";1" : "",
            cell.attrs & VTSCREEN_UNDERLINE ? ";4" : "", cell.attrs & VTSCREEN_REVERSE ? ";7" : "");
        encode_text(vt->encoding, ENCODE_STRICT, text.data, text.len, out, NULL, NULL);
    }
    strbuf_release(&text);
}

void vtscreen_add_painted(struct vtscreen *vt, struct strbuf *out)
{
    pthread_mutex_lock(&vt->lock);
    strbuf_add_str(out, "\0337\033[m\033[2J");
    for (int y = 0; y < vt->n_rows; y++)
        for (int x = 0; x < vt->n_cols; x++)
            add_painted_cell(vt, y, x, out);
    strbuf_add_str(out, "\0338");
    pthread_mutex_unlock(&vt->lock);
}

void vtscreen_take_output(struct vtscreen *vt, struct strbuf *out)
{
    pthread_mutex_lock(&vt->lock);
    strbuf_add(out, vt->output.data, vt->output.len);
    strbuf_clear(&vt->output);
    pthread_mutex_unlock(&vt->lock);
    for (;;) {
        char *mark = memmem(out->data, out->len, SYNC_MARK, sizeof SYNC_MARK - 1);
        if (!mark)
            break;
        strbuf_splice(out, (size_t)(mark - out->data), sizeof SYNC_MARK - 1, "", 0);
    }
}

static char attr_letter(int attrs)
{
    attrs &= ~VTSCREEN_COLOR;
    return attrs == 0                                      ? ' '
           : attrs == VTSCREEN_BOLD                        ? 'b'
           : attrs == VTSCREEN_UNDERLINE                   ? 'u'
           : attrs == VTSCREEN_REVERSE                     ? 'r'
           : attrs == (VTSCREEN_BOLD | VTSCREEN_REVERSE)   ? 'R' /* an error */
           : attrs == (VTSCREEN_BOLD | VTSCREEN_UNDERLINE) ? 'U' /* a warning */
                                                           : '#';
}

static void add_picture(struct vtscreen *vt, struct strbuf *out)
{
    vtscreen_add_text(vt, out);
    for (int y = 0; y < vt->n_rows; y++) {
        struct strbuf row = STRBUF_INIT;
        for (int x = 0; x < vt->n_cols; x++) {
            struct vtscreen_cell cell = vtscreen_cell(vt, y, x);
            /* Nobody sees bold blanks, and ncurses from 6.5 on sends them plain. */
            if (cell.chars[0] == ' ')
                cell.attrs &= ~VTSCREEN_BOLD;
            /* A wide character's right half looks as its left. */
            strbuf_add_byte(&row, cell.n_cols ? attr_letter(cell.attrs) : row.data[x - 1]);
        }
        drop_blanks(&row, 0);
        if (row.len)
            strbuf_addf(out, "%02d:%s\n", y, row.data);
        strbuf_release(&row);
    }
    int y, x;
    vtscreen_cursor(vt, &y, &x);
    strbuf_addf(out, "cursor %d %d\n", y, x);
}

void vtscreen_show_as(struct vtscreen *vt, const char *text, const char *shown)
{
    vt->hidden = text;
    vt->shown = shown;
}

bool vtscreen_matches(struct vtscreen *vt, const char *name)
{
    struct strbuf now = STRBUF_INIT, golden = STRBUF_INIT, path = STRBUF_INIT;
    add_picture(vt, &now);
    for (char *at; vt->hidden && (at = strstr(now.data, vt->hidden));)
        strbuf_splice(&now, (size_t)(at - now.data), strlen(vt->hidden), vt->shown,
                      strlen(vt->shown));
    strbuf_addf(&path, "tests/screens/golden/%s.txt", name);
    const char *generate = getenv("GENERATE");
    bool writes = generate && *generate == '1';
    FILE *file = fopen(path.data, writes ? "w" : "r");
    bool same = false;
    if (file && writes) {
        same = fwrite(now.data, 1, now.len, file) == now.len;
    } else if (file) {
        char bytes[4096];
        size_t n;
        while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
            strbuf_add(&golden, bytes, n);
        same = golden.len == now.len && !memcmp(golden.data, now.data, now.len);
    }
    if (file)
        fclose(file);
    if (!same)
        fprintf(stderr, "%s differs. Wanted:\n%sFound:\n%s", path.data, golden.data, now.data);
    strbuf_release(&now);
    strbuf_release(&golden);
    strbuf_release(&path);
    return same;
}
