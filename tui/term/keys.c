/* SPDX-License-Identifier: MIT */
#include "tui/term/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "tui/term/pasted.h"

enum {
    ESC = 0x1b,
    DEL = 0x7f,
    MAX_CSI_BYTES = 256, /* a longer control sequence is swallowed without being kept */
    MAX_STRING_BYTES =
        4096, /* so much of a control string is swallowed; what follows is taken for typing */
};
#define PASTE_END "\033[201~"

enum state { STATE_PLAIN, STATE_PASTE, STATE_IN_CSI, STATE_IN_STRING };

struct keys {
    enum encoding encoding;
    enum state state;
    struct strbuf in; /* bytes as they came; those before start are done */
    size_t start;
    struct strbuf paste_raw; /* STATE_PASTE: what came so far, in the terminal's encoding */
    struct strbuf paste;     /* the last paste handed out */
    size_t n_swallowed;      /* STATE_IN_STRING: bytes of the string so far */
    bool expired;            /* time has passed since the last byte */
    bool has_keypad_digits;  /* digits came from a keypad in application mode */
    bool has_sco_keys;       /* keys came that only PuTTY's SCO mode sends */
    bool wants_replies;
};

/* What a sequence means, by its last byte. What is not in the table is swallowed. */
struct final {
    char byte;
    enum key_code code;
};

/* ESC [ X, and ESC [ 1 ; modifier X. The letters from G on are PuTTY's SCO mode; elsewhere I and O
 * are focus events, which term.c switches off, and G is the middle of a keypad without NumLock:
 * set_letter_key(). */
static const struct final csi_finals[] = {
    {'A', KEYC_UP},   {'B', KEYC_DOWN},    {'C', KEYC_RIGHT}, {'D', KEYC_LEFT}, {'H', KEYC_HOME},
    {'F', KEYC_END},  {'Z', KEYC_BACKTAB}, {'a', KEYC_UP},    {'b', KEYC_DOWN}, {'c', KEYC_RIGHT},
    {'d', KEYC_LEFT}, {'M', KEYC_F1},      {'N', KEYC_F2},    {'O', KEYC_F3},   {'P', KEYC_F4},
    {'Q', KEYC_F5},   {'R', KEYC_F6},      {'S', KEYC_F7},    {'T', KEYC_F8},   {'U', KEYC_F9},
    {'V', KEYC_F10},  {'L', KEYC_INSERT},  {'I', KEYC_PGUP},  {'G', KEYC_PGDN},
};

/* ESC O X: cursor in application mode; F1 to F10 of VT100+; rxvt's Ctrl with an arrow. The keypad:
 * set_keypad(). */
static const struct final ss3_finals[] = {
    {'A', KEYC_UP},    {'B', KEYC_DOWN}, {'C', KEYC_RIGHT}, {'D', KEYC_LEFT},  {'H', KEYC_HOME},
    {'F', KEYC_END},   {'a', KEYC_UP},   {'b', KEYC_DOWN},  {'c', KEYC_RIGHT}, {'d', KEYC_LEFT},
    {'P', KEYC_F1},    {'Q', KEYC_F2},   {'R', KEYC_F3},    {'S', KEYC_F4},    {'T', KEYC_F5},
    {'U', KEYC_F6},    {'V', KEYC_F7},   {'W', KEYC_F8},    {'X', KEYC_F9},    {'Y', KEYC_F10},
    {'M', KEYC_ENTER}, {'I', KEYC_TAB},
};

/* ESC [ [ X: the Linux console. */
static const struct final linux_finals[] = {
    {'A', KEYC_F1}, {'B', KEYC_F2}, {'C', KEYC_F3}, {'D', KEYC_F4}, {'E', KEYC_F5},
};

/* ESC [ N ~ */
static const struct {
    int number;
    enum key_code code;
} tilde_keys[] = {
    {1, KEYC_HOME}, {2, KEYC_INSERT}, {3, KEYC_DELETE}, {4, KEYC_END}, {5, KEYC_PGUP},
    {6, KEYC_PGDN}, {7, KEYC_HOME},   {8, KEYC_END},    {11, KEYC_F1}, {12, KEYC_F2},
    {13, KEYC_F3},  {14, KEYC_F4},    {15, KEYC_F5},    {17, KEYC_F6}, {18, KEYC_F7},
    {19, KEYC_F8},  {20, KEYC_F9},    {21, KEYC_F10},
};

#define N_OF(table) (sizeof(table) / sizeof *(table))

/* Of the tables' keys. */
static bool is_function_key(enum key_code code) { return code >= KEYC_F1; }

struct keys *keys_new(enum encoding encoding)
{
    struct keys *keys = xcalloc(1, sizeof *keys);
    keys->encoding = encoding;
    strbuf_init(&keys->in);
    strbuf_init(&keys->paste_raw);
    strbuf_init(&keys->paste);
    return keys;
}

void keys_free(struct keys *keys)
{
    if (!keys)
        return;
    strbuf_release(&keys->in);
    strbuf_release(&keys->paste_raw);
    strbuf_release(&keys->paste);
    free(keys);
}

void keys_set_encoding(struct keys *keys, enum encoding encoding) { keys->encoding = encoding; }

void keys_want_replies(struct keys *keys, bool wanted) { keys->wants_replies = wanted; }

void keys_feed(struct keys *keys, const char *bytes, size_t len)
{
    if (!len)
        return;
    if (keys->start == keys->in.len) {
        strbuf_clear(&keys->in);
        keys->start = 0;
    }
    strbuf_add(&keys->in, bytes, len);
    keys->expired = false;
}

void keys_time_passed(struct keys *keys) { keys->expired = true; }

int keys_wait_ms(const struct keys *keys, int escdelay_ms)
{
    size_t n_held = keys->in.len - keys->start;
    if (keys->state == STATE_PASTE)
        return KEYS_PASTE_MS;
    if (keys->state != STATE_PLAIN)
        return KEYS_SEQUENCE_MS;
    if (!n_held)
        return -1;
    /* Esc, or Alt with [ O P ]: typed by a person. Longer ones are sent by a terminal, over a line
     * that may be slow. */
    return keys->in.data[keys->start] == ESC && n_held <= 2 ? escdelay_ms : KEYS_SEQUENCE_MS;
}

static enum key_code code_of(const struct final *table, size_t n, char byte)
{
    for (const struct final *f = table; f < table + n; f++)
        if (f->byte == byte)
            return f->code;
    return KEYC_NONE;
}

/* ESC [ G pages only where another key has shown that the keyboard is in SCO mode. */
static void set_letter_key(struct keys *keys, char final, struct key *key)
{
    keys->has_sco_keys = keys->has_sco_keys || final == 'I' || (final >= 'L' && final <= 'X');
    if (final != 'G' || keys->has_sco_keys)
        key->code = code_of(csi_finals, N_OF(csi_finals), final);
}

/* A reply to ESC[6n or ESC[c: p[0..n) is ESC [ row ; column R, or ESC [ ? … c. */
static bool set_reply(const char *p, size_t n, struct key *key)
{
    int row, col, n_read = 0;
    if (p[n - 1] == 'c' && p[2] == '?')
        col = 0;
    else if (sscanf(p + 2, "%4d;%4dR%n", &row, &col, &n_read) != 2 || (size_t)n_read + 2 != n ||
             col < 1)
        return false;
    *key = (struct key){.code = KEYC_REPLY, .c = (uint32_t)col};
    return true;
}

/* p[0..n) is a whole control sequence ESC [ … final. */
static void set_csi(struct keys *keys, const char *p, size_t n, struct key *key)
{
    char final = p[n - 1];
    if (n == 3) {
        set_letter_key(keys, final, key);
        return;
    }
    if (keys->wants_replies && set_reply(p, n, key))
        return;
    int number = 0;
    size_t i = 2;
    while (p[i] >= '0' && p[i] <= '9' && number < 10000)
        number = number * 10 + (p[i++] - '0');
    bool has_modifier = p[i] == ';';
    if (has_modifier)
        while ((p[++i] >= '0' && p[i] <= '9') || p[i] == ':')
            ;
    if (i != n - 1)
        return; /* replies (ESC [ ? …), intermediate bytes, more parameters */
    if (final == '~' && number == 200 && !has_modifier) {
        keys->state = STATE_PASTE;
        return;
    }
    struct key found = {.code = KEYC_NONE};
    /* rxvt marks Shift, Ctrl and both by another last byte. */
    if (final == '~' || final == '$' || final == '^' || final == '@') {
        for (size_t k = 0; k < N_OF(tilde_keys); k++)
            if (tilde_keys[k].number == number)
                found.code = tilde_keys[k].code;
        has_modifier = has_modifier || final != '~';
    } else if (strchr("ABCDHF", final)) {
        found.code = code_of(csi_finals, N_OF(csi_finals), final);
    }
    /* A modified arrow is an arrow, but a modified function key is another key. */
    if (!(has_modifier && is_function_key(found.code)))
        *key = found;
}

/* p[0..2) is ESC [. Returns the bytes used, 0: more are needed. */
static size_t take_csi(struct keys *keys, const char *p, size_t len, struct key *key)
{
    if (len > 2 && p[2] == '[') {
        if (len < 4)
            return 0;
        key->code = code_of(linux_finals, N_OF(linux_finals), p[3]);
        return p[3] >= 0x20 && p[3] < DEL ? 4 : 3;
    }
    for (size_t i = 2; i < len; i++) {
        unsigned char b = (unsigned char)p[i];
        if (b < 0x20 || b >= DEL)
            return i; /* broken off by another key */
        bool is_rxvt_shift = b == '$' && i > 2 && p[i - 1] >= '0' && p[i - 1] <= '9' && p[2] != '?';
        if (b >= 0x40 || is_rxvt_shift) {
            set_csi(keys, p, i + 1, key);
            return i + 1;
        }
        if (i == MAX_CSI_BYTES) {
            keys->state = STATE_IN_CSI;
            return i + 1;
        }
    }
    return 0;
}

/* The keypad in application mode: * + , - . / 0 to 9, each 0x40 higher. We have switched that mode
 * off, and then ESC O w is End from a PuTTY with rxvt's Home and End; 7 only where other digits
 * have come like this. */
static void set_keypad(struct keys *keys, char byte, struct key *key)
{
    if (byte == 'w' && !keys->has_keypad_digits) {
        key->code = KEYC_END;
        return;
    }
    keys->has_keypad_digits = keys->has_keypad_digits || byte >= 'p';
    key->code = KEYC_CHAR;
    key->c = (uint32_t)byte - 0x40;
}

/* p[0..2) is ESC O; old terminals put a modifier before the last byte. */
static size_t take_ss3(struct keys *keys, const char *p, size_t len, struct key *key)
{
    size_t i = 2;
    while (i < len && i < 8 && ((p[i] >= '0' && p[i] <= '9') || p[i] == ';'))
        i++;
    if (i == len)
        return 0;
    unsigned char b = (unsigned char)p[i];
    if (b < 0x20 || b >= DEL)
        return i;
    struct key found = {.code = code_of(ss3_finals, N_OF(ss3_finals), p[i])};
    if (b >= 'j' && b <= 'y')
        set_keypad(keys, p[i], &found);
    if (i == 2 || !is_function_key(found.code))
        *key = found;
    return i + 1;
}

/* Does ESC P or ESC ] begin a terminal's answer rather than being Alt with a key? */
static bool is_string_start(const char *p)
{
    return (p[1] == ']' && p[2] >= '0' && p[2] <= '9') ||
           (p[1] == 'P' && p[2] && strchr("0123456789>!$", p[2]));
}

static size_t take_escape(struct keys *keys, const char *p, size_t len, struct key *key)
{
    if (len < 2)
        return 0;
    unsigned char b = (unsigned char)p[1];
    if (b < 0x20 || b >= DEL) {
        key->code = KEYC_ESC;
        return 1;
    }
    if (b >= '0' && b <= '9') {
        key->code = KEYC_ESC_DIGIT;
        key->c = b;
        return 2;
    }
    switch (b) {
    case '[': return take_csi(keys, p, len, key);
    case 'O': return take_ss3(keys, p, len, key);
    case ']':
    case 'P':
        if (len < 3)
            return 0;
        if (is_string_start(p)) {
            keys->state = STATE_IN_STRING;
            keys->n_swallowed = 0;
        }
        return 2;
    default: return 2; /* Alt with a key */
    }
}

static size_t take_control(unsigned char b, struct key *key)
{
    switch (b) {
    case '\r':
    case '\n': key->code = KEYC_ENTER; break;
    case '\t': key->code = KEYC_TAB; break;
    case '\b':
    case DEL: key->code = KEYC_BACKSPACE; break;
    default: key->code = KEYC_CTRL; key->c = (uint32_t)(b | 0x40);
    }
    return 1;
}

/* How many bytes the character that begins at p should have, from as many as are there; 1 where it
 * cannot be one. */
static size_t utf8_wanted(const char *p, size_t len)
{
    unsigned char b = (unsigned char)p[0];
    size_t n = b < 0xc2 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 1;
    for (size_t i = 1; i < n && i < len; i++)
        if (((unsigned char)p[i] & 0xc0) != 0x80)
            return 1;
    return n;
}

static bool is_gb_digit(char byte) { return byte >= '0' && byte <= '9'; }

static size_t gb_wanted(const char *p, size_t len, bool has_four_bytes)
{
    unsigned char b = (unsigned char)p[0];
    if (b < 0x81 || b == 0xff)
        return 1;
    if (len < 2)
        return 2;
    if (is_gb_digit(p[1])) {
        bool fits = has_four_bytes &&
                    (len < 3 || ((unsigned char)p[2] >= 0x81 && (unsigned char)p[2] < 0xff)) &&
                    (len < 4 || is_gb_digit(p[3]));
        return fits ? 4 : 1;
    }
    unsigned char second = (unsigned char)p[1];
    return second >= 0x40 && second != DEL && second != 0xff ? 2 : 1;
}

/* One character of the terminal's encoding, ASCII or not. */
static size_t take_char(struct keys *keys, const char *p, size_t len, struct key *key)
{
    size_t n = keys->encoding == ENCODING_UTF8
                   ? utf8_wanted(p, len)
                   : gb_wanted(p, len, keys->encoding == ENCODING_GB18030);
    if (n > len)
        return 0;
    uint32_t c = 0;
    struct strbuf decoded = STRBUF_INIT;
    size_t bad;
    bool is_char = decode_text(keys->encoding, p, n, &decoded, &bad);
    utf8_decode(decoded.data, decoded.len, &c);
    strbuf_release(&decoded);
    if (!is_char) {
        key->code = KEYC_INVALID;
        return 1;
    }
    if (c >= 0xa0 || c < 0x80) { /* a C1 control is no key */
        key->code = KEYC_CHAR;
        key->c = c;
    }
    return n;
}

static void finish_paste(struct keys *keys, struct key *key)
{
    strbuf_clear(&keys->paste);
    pasted_add_text(keys->encoding, keys->paste_raw.data, keys->paste_raw.len, &keys->paste);
    strbuf_release(&keys->paste_raw);
    strbuf_init(&keys->paste_raw);
    keys->state = STATE_PLAIN;
    *key = (struct key){.code = KEYC_PASTE, .text = keys->paste.data, .len = keys->paste.len};
}

/* How many of the last bytes may be the beginning of the end mark. */
static size_t n_of_end_mark(const char *p, size_t len)
{
    for (size_t n = sizeof PASTE_END - 2; n > 0; n--)
        if (n <= len && !memcmp(p + len - n, PASTE_END, n))
            return n;
    return 0;
}

static size_t take_paste(struct keys *keys, const char *p, size_t len, struct key *key)
{
    const char *end = memmem(p, len, PASTE_END, sizeof PASTE_END - 1);
    if (end) {
        strbuf_add(&keys->paste_raw, p, (size_t)(end - p));
        finish_paste(keys, key);
        return (size_t)(end - p) + sizeof PASTE_END - 1;
    }
    size_t n = len - n_of_end_mark(p, len);
    strbuf_add(&keys->paste_raw, p, n);
    return n;
}

/* The rest of a control sequence that is too long to be a key. */
static size_t skip_csi(struct keys *keys, unsigned char b)
{
    if (b >= 0x20 && b < 0x40)
        return 1;
    keys->state = STATE_PLAIN;
    if (b < 0x20 || b >= DEL)
        return 0;
    return 1;
}

/* The rest of a control string: up to ST (ESC \) or BEL. */
static size_t skip_string(struct keys *keys, const char *p, size_t len)
{
    if (p[0] == ESC) {
        if (len < 2)
            return 0;
        keys->state = STATE_PLAIN;
        return p[1] == '\\' ? 2 : 0;
    }
    if (p[0] == '\a' || ++keys->n_swallowed > MAX_STRING_BYTES)
        keys->state = STATE_PLAIN;
    return 1;
}

/* Decodes from the first bytes; returns how many are done with, 0: more are needed. key->code stays
 * KEYC_NONE where they are no key. */
static size_t take(struct keys *keys, const char *p, size_t len, struct key *key)
{
    if (keys->state == STATE_PASTE)
        return take_paste(keys, p, len, key);
    if (keys->state != STATE_PLAIN) {
        size_t n = keys->state == STATE_IN_CSI ? skip_csi(keys, (unsigned char)p[0])
                                               : skip_string(keys, p, len);
        if (n || keys->state != STATE_PLAIN)
            return n;
        /* What ended the sequence without belonging to it is looked at as any other byte. */
    }
    unsigned char b = (unsigned char)p[0];
    if (b == ESC)
        return take_escape(keys, p, len, key);
    if (b < 0x20 || b == DEL)
        return take_control(b, key);
    return take_char(keys, p, len, key);
}

/* Time has passed and what is held will not be completed. */
static size_t take_incomplete(struct keys *keys, const char *p, size_t len, struct key *key)
{
    if (keys->state == STATE_PASTE) {
        strbuf_add(&keys->paste_raw, p, len);
        finish_paste(keys, key);
        return len;
    }
    keys->state = STATE_PLAIN;
    if (!len)
        return 0;
    if (p[0] != ESC)
        key->code = KEYC_INVALID; /* the first half of a character */
    else if (len == 1)
        key->code = KEYC_ESC;
    return len;
}

bool keys_next(struct keys *keys, struct key *key)
{
    for (;;) {
        *key = (struct key){.code = KEYC_NONE};
        const char *p = keys->in.data + keys->start;
        size_t len = keys->in.len - keys->start;
        size_t n = len ? take(keys, p, len, key) : 0;
        bool gave_up = !n && keys->expired;
        if (gave_up) {
            keys->expired = false;
            n = take_incomplete(keys, p, len, key);
        }
        keys->start += n;
        if (key->code != KEYC_NONE)
            return true;
        if (!n)
            return false;
    }
}

int keys_digit(const struct key *key)
{
    enum { FULL_WIDTH_ZERO = 0xff10 };
    uint32_t digit = key->c >= FULL_WIDTH_ZERO ? key->c - FULL_WIDTH_ZERO : key->c - '0';
    return key->code == KEYC_CHAR && digit <= 9 ? (int)digit : -1;
}

void keys_follow_esc(struct key *key)
{
    int digit = keys_digit(key);
    if (digit >= 0)
        *key = (struct key){.code = KEYC_ESC_DIGIT, .c = '0' + (uint32_t)digit};
}

void keys_name(const struct key *key, char name[16])
{
    static const char *const names[KEYC_N] = {
        [KEYC_NONE] = "",         [KEYC_INVALID] = "?",
        [KEYC_ESC] = "Esc",       [KEYC_ENTER] = "Enter",
        [KEYC_TAB] = "Tab",       [KEYC_BACKTAB] = "Shift-Tab",
        [KEYC_DELETE] = "Delete", [KEYC_BACKSPACE] = "Backspace",
        [KEYC_INSERT] = "Insert", [KEYC_UP] = "↑",
        [KEYC_DOWN] = "↓",        [KEYC_LEFT] = "←",
        [KEYC_RIGHT] = "→",       [KEYC_HOME] = "Home",
        [KEYC_END] = "End",       [KEYC_PGUP] = "PgUp",
        [KEYC_PGDN] = "PgDn",     [KEYC_F1] = "F1",
        [KEYC_F2] = "F2",         [KEYC_F3] = "F3",
        [KEYC_F4] = "F4",         [KEYC_F5] = "F5",
        [KEYC_F6] = "F6",         [KEYC_F7] = "F7",
        [KEYC_F8] = "F8",         [KEYC_F9] = "F9",
        [KEYC_F10] = "F10",
    };
    if (key->code == KEYC_CTRL || key->code == KEYC_ESC_DIGIT) {
        snprintf(name, 16, "%s%c", key->code == KEYC_CTRL ? "^" : "Esc ", (int)key->c);
    } else if (key->code == KEYC_CHAR) {
        char bytes[UTF8_MAX_BYTES];
        size_t len = utf8_encode(key->c, bytes);
        snprintf(name, 16, "%.*s", (int)len, bytes);
    } else {
        snprintf(name, 16, "%s", key->code == KEYC_PASTE ? _("粘贴") : names[key->code]);
    }
}
