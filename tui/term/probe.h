/* SPDX-License-Identifier: MIT */
#ifndef TUI_TERM_PROBE_H
#define TUI_TERM_PROBE_H

/* Asks the terminal in which encoding it reads and how wide it draws ambiguous characters and
 * emoji: characters are written, each followed by a request for the cursor's place (ESC[6n), and a
 * request that every terminal answers (ESC[c) ends them. One write, one round trip. What is typed
 * meanwhile is kept. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/encoding.h"
#include "locale/strbuf.h"

enum probe_char {
    PROBE_HAN,  /* 丰为 in UTF-8: 4 columns; a terminal that reads GB makes three 汉字 of it */
    PROBE_DASH, /* U+2014 in UTF-8 */
    PROBE_DOT,  /* U+00B7 */
    PROBE_LINE, /* U+2500 */
    PROBE_GB_DASH, /* the same in GBK */
    PROBE_GB_DOT,
    PROBE_GB_LINE,
    PROBE_EMOJI, /* U+23E9 in UTF-8, wide since Unicode 9 */
    PROBE_N
};
enum { PROBE_LIMIT_MS = 1000 };

struct probe_result {
    bool asked;
    long asked_ms;       /* when */
    int n_due;           /* answers that have not come, one for each time it was asked */
    bool answered;       /* the fence came back */
    int n_replies;       /* of PROBE_N */
    int n_cols[PROBE_N]; /* what each took, -1: no reply */
    int took_ms;
    bool encoding_found; /* then encoding is what the terminal reads; GB terminals are taken for
                            GB18030 */
    enum encoding encoding;
    int ambiguous;        /* in that encoding: 1 or 2, 0: not found */
    bool line_is_narrow;  /* U+2500 takes one column in it */
    bool emoji_is_narrow; /* what became wide with Unicode 9 takes one */
};

/* What is written to the terminal. */
const char *probe_request(void) __attribute__((returns_nonnull));
/* Reads the replies out of all bytes that came so far; what is not a reply (typed keys) is appended
 * to typed. true: the fence has come and nothing more is to be waited for. */
bool probe_parse(const char *bytes, size_t len, struct probe_result *result, struct strbuf *typed);
/* Asks the terminal on the descriptor, which is in raw mode. false: it could not be written
 * (hangup). */
bool probe_ask(int out_fd, struct probe_result *result);
/* Waits for its answer, at most limit_ms from when it was asked. Typed bytes are appended to typed.
 * false: it could not be read (hangup). */
bool probe_hear(int in_fd, int limit_ms, struct probe_result *result, struct strbuf *typed);
/* A reply that came after that: the cursor's column (ESC[…R), or 0 for the fence. true: it was the
 * last one of an answer that was still due, and result says what is to be believed now. */
bool probe_hear_late(int col, struct probe_result *result);

#endif
