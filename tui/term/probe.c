/* SPDX-License-Identifier: MIT */
#include "tui/term/probe.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "locale/clock.h"

enum { ESC = 0x1b, MAX_REPLY_BYTES = 32, MAX_TYPED_BYTES = 1 << 16 };

/* Each from column 1 on, then a request for the cursor's place. The blank keeps a terminal of
 * another encoding from taking ESC for the second half of a character. The bytes of 丰为, unlike
 * those of 中为, are three 汉字 in GB2312, which every GB decoder knows, and none of the bytes
 * starts a control string where they are read as controls. At the end the line is blank again. */
const char *probe_request(void)
{
    return "\r丰为\033[6n"
           "\r— \033[6n"
           "\r· \033[6n"
           "\r─ \033[6n"
           "\r\xA1\xAA\033[6n"
           "\r\xA1\xA4\033[6n"
           "\r\xA9\xA4\033[6n"
           "\r⏩ \033[6n"
           "\r\033[K\033[c";
}

static bool has_blank(size_t i)
{
    return i != PROBE_HAN && (i < PROBE_GB_DASH || i > PROBE_GB_LINE);
}

/* The length of a reply at p, 0 where none begins there. final is R with two numbers (the cursor's
 * column in *col), or c with ? before the numbers (the fence). */
static size_t reply_len(const char *p, size_t len, char *final, int *col)
{
    if (len < 3 || p[0] != ESC || p[1] != '[')
        return 0;
    bool is_private = p[2] == '?';
    int numbers[2] = {0, 0}, n_separators = 0;
    for (size_t i = is_private ? 3 : 2; i < len && i < MAX_REPLY_BYTES; i++) {
        if (p[i] >= '0' && p[i] <= '9') {
            int *number = &numbers[n_separators ? 1 : 0];
            if (*number < 10000)
                *number = *number * 10 + (p[i] - '0');
        } else if (p[i] == ';') {
            n_separators++;
        } else {
            *final = p[i];
            *col = numbers[1];
            bool is_cursor = p[i] == 'R' && !is_private && n_separators == 1 && numbers[1] > 0;
            bool is_fence = p[i] == 'c' && is_private;
            return is_cursor || is_fence ? i + 1 : 0;
        }
    }
    return 0;
}

static void conclude(struct probe_result *result)
{
    const int *n_cols = result->n_cols;
    int han = n_cols[PROBE_HAN];
    result->encoding_found = han >= 4 && han <= 6;
    result->encoding = han > 4 ? ENCODING_GB18030 : ENCODING_UTF8;
    result->ambiguous = 0;
    result->line_is_narrow = false;
    result->emoji_is_narrow = false;
    if (!result->encoding_found)
        return;
    const int *ambiguous =
        n_cols + (result->encoding == ENCODING_UTF8 ? PROBE_DASH : PROBE_GB_DASH);
    /* Wide if any of them is: a column too many shows as a gap, one too few tears the line. */
    for (int i = 0; i <= PROBE_LINE - PROBE_DASH; i++)
        if ((ambiguous[i] == 1 || ambiguous[i] == 2) && ambiguous[i] > result->ambiguous)
            result->ambiguous = ambiguous[i];
    result->line_is_narrow = ambiguous[PROBE_LINE - PROBE_DASH] == 1;
    result->emoji_is_narrow = result->encoding == ENCODING_UTF8 && n_cols[PROBE_EMOJI] == 1;
}

static void forget_replies(struct probe_result *result)
{
    result->n_replies = 0;
    result->answered = false;
    for (int i = 0; i < PROBE_N; i++)
        result->n_cols[i] = -1;
}

/* col: where the cursor stands, from 1 on; 0: the fence. */
static void add_reply(int col, struct probe_result *result)
{
    size_t i = (size_t)result->n_replies;
    if (!col) {
        result->answered = true;
    } else if (i < PROBE_N) {
        result->n_cols[i] = col - (has_blank(i) ? 2 : 1);
        result->n_replies++;
    }
}

bool probe_parse(const char *bytes, size_t len, struct probe_result *result, struct strbuf *typed)
{
    forget_replies(result);
    for (size_t i = 0; i < len;) {
        char final;
        int col;
        size_t n = result->answered ? 0 : reply_len(bytes + i, len - i, &final, &col);
        if (!n) {
            strbuf_add_byte(typed, bytes[i++]);
            continue;
        }
        add_reply(final == 'c' ? 0 : col, result);
        i += n;
    }
    conclude(result);
    return result->answered;
}

bool probe_hear_late(int col, struct probe_result *result)
{
    if (!result->n_due)
        return false;
    if (result->answered) /* the answer before */
        forget_replies(result);
    add_reply(col, result);
    if (!result->answered)
        return false;
    result->n_due--;
    result->took_ms = (int)(clock_ms() - result->asked_ms);
    conclude(result);
    return true;
}

/* Adds what can be read before the deadline; false at the end of input. *n: how many bytes, 0 where
 * the time is up. */
static bool read_some(int fd, long deadline_ms, struct strbuf *in, size_t *n)
{
    *n = 0;
    for (;;) {
        long left = deadline_ms - clock_ms();
        struct pollfd waited = {.fd = fd, .events = POLLIN};
        int ready = poll(&waited, 1, left > 0 ? (int)left : 0);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return ready == 0;
        char bytes[4096];
        ssize_t got = read(fd, bytes, sizeof bytes);
        if (got < 0 && errno == EAGAIN)
            continue;
        if (got <= 0)
            return false;
        strbuf_add(in, bytes, (size_t)got);
        *n = (size_t)got;
        return true;
    }
}

bool probe_ask(int out_fd, struct probe_result *result)
{
    const char *request = probe_request();
    *result =
        (struct probe_result){.asked = true, .asked_ms = clock_ms(), .n_due = result->n_due + 1};
    return retry_write_all(out_fd, request, strlen(request));
}

bool probe_hear(int in_fd, int limit_ms, struct probe_result *result, struct strbuf *typed)
{
    struct strbuf in = STRBUF_INIT;
    size_t typed_before = typed->len, n;
    bool alive;
    do {
        alive = read_some(in_fd, result->asked_ms + limit_ms, &in, &n);
        strbuf_truncate(typed, typed_before);
    } while (!probe_parse(in.data, in.len, result, typed) && alive && n &&
             in.len < MAX_TYPED_BYTES);
    result->n_due -= result->answered;
    result->took_ms = (int)(clock_ms() - result->asked_ms);
    strbuf_release(&in);
    return alive;
}
