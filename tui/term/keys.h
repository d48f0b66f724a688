/* SPDX-License-Identifier: MIT */
#ifndef TUI_TERM_KEYS_H
#define TUI_TERM_KEYS_H

/* Bytes from a terminal in, keys out: xterm, PuTTY in all its keyboard modes, SecureCRT, Xshell,
 * Windows Terminal, the Linux console, rxvt, VT220/VT420, tmux and screen. One table knows the
 * sequences; terminfo's is not used, because it describes one terminal and users have another.
 * Reading and clocks are the caller's: the decoder is fed bytes, and told when time has passed
 * without one.
 *
 * Esc has three meanings. Followed at once by a sequence it is part of it; followed at once by a
 * digit it is a command (KEYC_ESC_DIGIT); alone it is KEYC_ESC, and whether the key after it, as
 * late as it may come, belongs to it is the caller's: keys_follow_esc(). Alt with a letter, and
 * every sequence that is not in the table, is swallowed whole. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "locale/encoding.h"

enum key_code {
    KEYC_NONE,
    KEYC_CHAR, /* c: a character, never a control */
    KEYC_CTRL, /* c: 'A'..'Z' or one of @ \ ] ^ _; those with a name of their own (Tab, Enter …)
                  come as that */
    KEYC_ESC,  /* Esc alone */
    KEYC_ESC_DIGIT, /* c: '0'..'9' */
    KEYC_ENTER,     /* CR, LF and the keypad's Enter */
    KEYC_TAB,
    KEYC_BACKTAB,
    KEYC_BACKSPACE, /* 0x7f and 0x08 */
    KEYC_DELETE,
    KEYC_INSERT,
    KEYC_UP,
    KEYC_DOWN,
    KEYC_LEFT,
    KEYC_RIGHT,
    KEYC_HOME,
    KEYC_END,
    KEYC_PGUP,
    KEYC_PGDN,
    KEYC_F1,
    KEYC_F2,
    KEYC_F3,
    KEYC_F4,
    KEYC_F5,
    KEYC_F6,
    KEYC_F7,
    KEYC_F8,
    KEYC_F9,
    KEYC_F10,
    KEYC_PASTE,   /* text: a whole bracketed paste */
    KEYC_INVALID, /* bytes that are no character in the terminal's encoding: say so, its encoding is
                     set wrong */
    KEYC_REPLY,   /* c: the cursor's column, or 0 for ESC[?…c; only after keys_want_replies() */
    KEYC_N
};

struct key {
    enum key_code code;
    uint32_t c;       /* KEYC_CHAR, KEYC_CTRL, KEYC_ESC_DIGIT */
    const char *text; /* KEYC_PASTE: valid UTF-8, line ends are LF, tabs kept, no other control;
                         borrowed from the */
    size_t len;       /* decoder until the next keys_next(). len is in bytes. */
};

enum {
    KEYS_SEQUENCE_MS = 1000, /* how long the rest of a begun sequence or character is waited for */
    KEYS_PASTE_MS = 3000,    /* a paste whose end does not come ends after so long a silence */
};

struct keys;
struct keys *keys_new(enum encoding encoding) __attribute__((warn_unused_result));
void keys_free(struct keys *keys);
void keys_set_encoding(struct keys *keys, enum encoding encoding);
/* Are the terminal's replies handed out as KEYC_REPLY (true) or swallowed? */
void keys_want_replies(struct keys *keys, bool wanted);
void keys_feed(struct keys *keys, const char *bytes, size_t len);
/* The next whole key; false: none is there yet. */
bool keys_next(struct keys *keys, struct key *key);
/* After how many milliseconds without a byte keys_time_passed() is to be called; -1: nothing waits
 * for time to pass. */
int keys_wait_ms(const struct keys *keys, int escdelay_ms);
/* So much time has passed without a byte; keys_next() may have a key then. */
void keys_time_passed(struct keys *keys);

/* The digit that was typed, of whatever width; -1: none was. */
int keys_digit(const struct key *key);
/* The key that came after a KEYC_ESC: a digit becomes KEYC_ESC_DIGIT. */
void keys_follow_esc(struct key *key);

/* What the key is called on the screen and in help: "F1", "^G", "Esc 1", "Enter", "←"; at least 16
 * bytes. */
void keys_name(const struct key *key, char name[16]);

#endif
