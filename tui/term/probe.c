/* SPDX-License-Identifier: MIT */
#include "tui/term/probe.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "locale/clock.h"

enum { ESC = 0x1b, MAX_REPLY_BYTES = 32, MAX_TYPED_BYTES = 1 << 16 };

/* Each character from column 1 on, then a request for the cursor's place. None of the bytes of 中为
 * and · is a C1 control where they are not understood. At the end the line is blank again. */
const char *probe_request(void)
{
    return "\r中为\033[6n"
           "\r—\033[6n"
           "\r·\033[6n"
           "\r─\033[6n"
           "\r\033[K\033[c";
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
    int han = result->n_cols[PROBE_HAN];
    result->encoding_found = han >= 4 && han <= 6;
    result->encoding = han > 4 ? ENCODING_GB18030 : ENCODING_UTF8;
    result->ambiguous = 0;
    result->line_is_narrow = false;
    if (!result->encoding_found)
        return;
    if (result->encoding != ENCODING_UTF8) {
        result->ambiguous = 2; /* every two-byte character takes two columns there */
        return;
    }
    /* Wide if any of them is: a column too many shows as a gap, one too few tears the line. */
    for (int i = PROBE_DASH; i < PROBE_N; i++)
        if (result->n_cols[i] == 1 || result->n_cols[i] == 2)
            result->ambiguous =
                result->n_cols[i] > result->ambiguous ? result->n_cols[i] : result->ambiguous;
    result->line_is_narrow = result->n_cols[PROBE_LINE] == 1;
}

bool probe_parse(const char *bytes, size_t len, struct probe_result *result, struct strbuf *typed)
{
    result->n_replies = 0;
    result->answered = false;
    for (int i = 0; i < PROBE_N; i++)
        result->n_cols[i] = -1;
    for (size_t i = 0; i < len;) {
        char final;
        int col;
        size_t n = result->answered ? 0 : reply_len(bytes + i, len - i, &final, &col);
        if (!n) {
            strbuf_add_byte(typed, bytes[i++]);
            continue;
        }
        if (final == 'c')
            result->answered = true;
        else if (result->n_replies < PROBE_N)
            result->n_cols[result->n_replies++] = col - 1;
        i += n;
    }
    conclude(result);
    return result->answered;
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
    *result = (struct probe_result){.asked = true, .asked_ms = clock_ms()};
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
    result->took_ms = (int)(clock_ms() - result->asked_ms);
    strbuf_release(&in);
    return alive;
}
