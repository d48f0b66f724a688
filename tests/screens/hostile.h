/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SCREENS_HOSTILE_H
#define TESTS_SCREENS_HOSTILE_H

/* Texts that attack a terminal or its reader, and the check that nothing of them reached it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "locale/charclass.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "locale/visible.h"

enum { HOSTILE_N = 660 };

/* Appends text number 0 to HOSTILE_N - 1: something a terminal obeys, or shows otherwise than it
 * is, in different surroundings. */
static inline void hostile_add(struct strbuf *text, int number)
{
    static const char *const shapes[] = {
        "%s",
        "a%sb",
        "官庄%s区",
        "%s%s",
        "\x1b%s",
        "\x1b[%sm",
        "\x1b]0;%s\x07",
        "\x9b%s",
        "中%s\b\b\b覆盖",
        "%s\r盖住",
        "A\x1bP%s\x1b\\",
        "\xff%s\xfe",
    };
    static const char *const cores[] = {
        "\x1b",
        "\x1b[2J",
        "\x1b[31m",
        "\x1b]52;c;AAAA\x07",
        "\x1b[6n",
        "\x1b[c",
        "\x1bP$q\x1b\\",
        "\x1b(0",
        "\x0e",
        "\x0f",
        "\x05",
        "\x07",
        "\x08",
        "\x0b",
        "\x0c",
        "\x7f",
        "\302\200",
        "\302\205",
        "\302\220",
        "\302\23331m",
        "\302\2350;t\302\234",
        "\23331m",
        "\u202e",
        "\u202a\u202c",
        "\u2066\u2069",
        "\u200e\u200f",
        "\u061c",
        "\u200b",
        "\u200d\u200d",
        "\ufeff",
        "\u2028\u2029",
        "\U000e0041\U000e007f",
        "\u00ad",
        "\ufffe",
        "\U0010ffff",
        "\ue000",
        "\xed\xa0\x80",
        "\xc0\x80",
        "\xf5\x80\x80\x80",
        "\xe4\xb8",
        "\xf0\x9f",
        "\u0301",
        "\u3164",
        "\u115f",
        "\ufe0f",
        "\U000e0100",
        "\u180e",
        "\u2060\u2064",
        "\ufff9\ufffb",
        "%n%s%p",
        "\x1b[?1049l",
        "\x1b[200~",
        "\x18",
        "\x1a",
        "\t\t",
        "\n\n",
    };
    enum { N_SHAPES = sizeof shapes / sizeof *shapes, N_CORES = sizeof cores / sizeof *cores };
    const char *core = cores[number % N_CORES];
    const char *shape = shapes[number / N_CORES % N_SHAPES];
    for (const char *p = shape; *p; p++) {
        if (p[0] == '%' && p[1] == 's') {
            strbuf_add_str(text, core);
            p++;
        } else {
            strbuf_add_byte(text, *p);
        }
    }
    if (number % 7 == 0)
        strbuf_add_repeat(text, "\u0308", 300);
}

/* Everything sent is ASCII, one of our own sequences (CSI, charset, keypad: what terminfo and
 * term.c use), or a character that the white list passes. */
static inline void hostile_expect_clean(const struct strbuf *sent, const char *what)
{
    for (size_t i = 0; i < sent->len;) {
        const char *p = sent->data + i;
        uint32_t c;
        size_t n = utf8_decode(p, sent->len - i, &c);
        if (!n)
            fail_msg("%s: byte %02x sent", what, (unsigned char)*p);
        if (c == 0x1b) {
            n = 2;
            if (p[1] == '[') {
                while (p[n] >= 0x20 && p[n] < 0x40)
                    n++;
                if (!strchr("mHJKXGdABCDLMPSThlrt@", p[n]))
                    fail_msg("%s: ESC [ … %c sent", what, p[n]);
                n++;
            } else if (p[1] == '(') {
                assert_int_equal(p[2], 'B');
                n = 3;
            } else if (!strchr(">=78M", p[1])) {
                fail_msg("%s: ESC %c sent", what, p[1]);
            }
        } else if (c == '\r' || c == '\n' || c == '\b') {
            /* cursor movement by ncurses */
        } else if (c < 0x20 || c == 0x7f || !char_is_safe(c)) {
            fail_msg("%s: U+%04X sent", what, (unsigned)c);
        }
        i += n;
    }
}

#endif
