/* SPDX-License-Identifier: MIT */
#include "locale/cluster.h"

#include <stdbool.h>

#include "locale/charclass.h"
#include "locale/utf8.h"

/* As many as Unicode recommends; a longer chain would hide text in two columns. */
enum { MAX_JOINED_PICTURES = 4 };

/* The characters of the text after the base, one at a time. */
struct reader {
    const char *text;
    size_t len, pos;
};

/* The next character; U+FFFD, which extends nothing, at the end or at a bad byte. */
static uint32_t peek(const struct reader *reader, size_t *n_bytes)
{
    uint32_t c;
    *n_bytes = utf8_decode(reader->text + reader->pos, reader->len - reader->pos, &c);
    return c;
}

static bool take(struct reader *reader, bool (*matches)(uint32_t c))
{
    size_t n;
    uint32_t c = peek(reader, &n);
    if (!n || !matches(c))
        return false;
    reader->pos += n;
    return true;
}

static bool is_regional(uint32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }
static bool is_skin_tone(uint32_t c) { return c >= 0x1F3FB && c <= 0x1F3FF; }
static bool is_emoji_style(uint32_t c) { return c == CHAR_EMOJI_STYLE; }
static bool is_text_style(uint32_t c) { return c == CHAR_TEXT_STYLE; }
static bool is_zwj(uint32_t c) { return c == CHAR_ZWJ; }
static bool is_keycap(uint32_t c) { return c == CHAR_KEYCAP; }
static bool is_keycap_base(uint32_t c) { return (c >= '0' && c <= '9') || c == '#' || c == '*'; }
static bool is_picture(uint32_t c) { return char_is_picture(c) && char_is_safe(c); }
static bool is_safe_mark(uint32_t c) { return char_class(c) == CHAR_MARK && char_is_safe(c); }

static bool is_jamo_initial(uint32_t c)
{
    return (c >= 0x1100 && c <= 0x115E) || (c >= 0xA960 && c <= 0xA97C);
}
static bool is_jamo_vowel(uint32_t c)
{
    return (c >= 0x1161 && c <= 0x11A7) || (c >= 0xD7B0 && c <= 0xD7C6);
}
static bool is_jamo_final(uint32_t c)
{
    return (c >= 0x11A8 && c <= 0x11FF) || (c >= 0xD7CB && c <= 0xD7FB);
}
static bool is_open_syllable(uint32_t c)
{
    return c >= 0xAC00 && c <= 0xD7A3 && (c - 0xAC00) % 28 == 0;
}

/* Takes what follows a picture; true if that makes an emoji. */
static bool take_picture_tail(struct reader *reader)
{
    bool emoji = false;
    for (int n_pictures = 1;; n_pictures++) {
        if (take(reader, is_emoji_style) || take(reader, is_skin_tone))
            emoji = true;
        else
            take(reader, is_text_style);
        size_t before_joiner = reader->pos;
        if (n_pictures == MAX_JOINED_PICTURES || !take(reader, is_zwj) ||
            !take(reader, is_picture)) {
            reader->pos = before_joiner;
            return emoji;
        }
        emoji = true;
    }
}

/* Lead bytes of characters that never extend a cluster: ASCII and U+4000 to U+9FFF. */
static bool is_plain_lead(char byte)
{
    unsigned char lead = (unsigned char)byte;
    return lead < 0x80 || (lead >= 0xE4 && lead <= 0xE9);
}

/* Bytes of the character at text[0..len) if it is one that most are, printable ASCII or U+4000 to
 * U+9FFF, which are clusters before one that extends nothing; else 0. */
static size_t usual_len(const char *text, size_t len)
{
    const unsigned char *b = (const unsigned char *)text;
    size_t n = b[0] >= ' ' && b[0] < 0x7F                                                     ? 1
               : len >= 3 && b[0] >= 0xE4 && b[0] <= 0xE9 && b[1] >> 6 == 2 && b[2] >> 6 == 2 ? 3
                                                                                              : 0;
    return n && (n == len || is_plain_lead(text[n])) ? n : 0;
}

struct cluster cluster_read(const char *text, size_t len)
{
    uint32_t c;
    size_t n = usual_len(text, len);
    if (n == 1)
        return (struct cluster){CLUSTER_PLAIN, 1, (unsigned char)*text};
    if (n)
        return (struct cluster){
            CLUSTER_PLAIN, 3, (text[0] & 0x0Fu) << 12 | (text[1] & 0x3Fu) << 6 | (text[2] & 0x3Fu)};
    n = utf8_decode(text, len, &c);
    if (!n)
        return (struct cluster){CLUSTER_BAD_BYTE, 1, (unsigned char)text[0]};
    enum char_class class = char_class(c);
    if (class == CHAR_MARK || class == CHAR_JAMO || !char_is_safe(c))
        return (struct cluster){CLUSTER_HIDDEN, n, c};
    struct reader reader = {text, len, n};
    enum cluster_kind kind = CLUSTER_PLAIN;
    if (n == len || is_plain_lead(text[n]))
        return (struct cluster){kind, n, c};
    if (is_regional(c)) {
        if (take(&reader, is_regional))
            kind = CLUSTER_EMOJI;
    } else if (char_is_picture(c)) {
        if (take_picture_tail(&reader))
            kind = CLUSTER_EMOJI;
    } else if (is_keycap_base(c)) {
        if (take(&reader, is_emoji_style) && take(&reader, is_keycap))
            kind = CLUSTER_EMOJI;
        else
            reader.pos = n;
    } else if (is_jamo_initial(c)) {
        if (take(&reader, is_jamo_vowel))
            take(&reader, is_jamo_final);
    } else if (is_open_syllable(c)) {
        take(&reader, is_jamo_final);
    }
    for (int n_marks = 0; n_marks < CHAR_MAX_MARKS && take(&reader, is_safe_mark);)
        n_marks++;
    return (struct cluster){kind, reader.pos, c};
}

int cluster_read_cols(const struct cluster *cluster, int ambiguous)
{
    if (cluster->kind == CLUSTER_PLAIN)
        return char_cols(cluster->base, ambiguous);
    if (cluster->kind == CLUSTER_EMOJI)
        return 2;
    if (cluster->kind == CLUSTER_BAD_BYTE) /* <0xXX> */
        return 6;
    return cluster->base > 0xFFFFF  ? 10
           : cluster->base > 0xFFFF ? 9
                                    : 8; /* <U+XXXX>, <U+XXXXX>, <U+XXXXXX> */
}

size_t cluster_len(const char *text, size_t len) { return len ? cluster_read(text, len).len : 0; }

int cluster_cols(const char *text, size_t len, int ambiguous)
{
    if (!len)
        return 0;
    struct cluster cluster = cluster_read(text, len);
    return cluster_read_cols(&cluster, ambiguous);
}

/* Can the character at offset > 0 continue a cluster? */
static bool may_continue(const char *text, size_t offset, size_t end)
{
    uint32_t c;
    if (!utf8_decode(text + offset, end - offset, &c))
        return false;
    enum char_class class = char_class(c);
    if (class == CHAR_MARK || class == CHAR_JAMO || class == CHAR_FORMAT || is_regional(c) ||
        is_skin_tone(c))
        return true;
    if (char_is_picture(c)) {
        size_t before = utf8_prev(text, offset);
        utf8_decode(text + before, offset - before, &c);
        return c == CHAR_ZWJ;
    }
    return false;
}

size_t cluster_prev(const char *text, size_t offset)
{
    size_t start = offset;
    do
        start = utf8_prev(text, start);
    while (start && may_continue(text, start, offset));
    for (;;) {
        size_t next = start + cluster_read(text + start, offset - start).len;
        if (next >= offset)
            return start;
        start = next;
    }
}
