/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_CHARCLASS_H
#define LOCALE_CHARCLASS_H

/* The class of a character, its columns and whether it may be shown, from the generated table
 * locale/widthtab.h. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum char_class {
    CHAR_NONE,      /* controls, unassigned, private, surrogates, line and paragraph separator */
    CHAR_NARROW,    /* East Asian Width N, Na, H */
    CHAR_WIDE,      /* W, F */
    CHAR_AMBIGUOUS, /* A */
    CHAR_MARK,      /* Mn, Me: takes no column of its own */
    CHAR_JAMO,      /* conjoining vowels and finals: drawn inside the syllable begun before them */
    CHAR_FORMAT,    /* Cf: invisible, no column */
};

enum {
    CHAR_ZWJ = 0x200D,
    CHAR_TEXT_STYLE = 0xFE0E,  /* variation selector 15 */
    CHAR_EMOJI_STYLE = 0xFE0F, /* variation selector 16 */
    CHAR_KEYCAP = 0x20E3,
    CHAR_MAX_MARKS = 4, /* combining marks that stay on a base */
};

enum char_class char_class(uint32_t c);
/* Extended_Pictographic: can it be the base of an emoji sequence? */
bool char_is_picture(uint32_t c);
/* 0, 1 or 2 columns (ambiguous characters take as many as `ambiguous` says); -1 for controls,
 * unassigned and private characters, which are never sent as they are. The soft hyphen, which is
 * not sent either, counts 1, as terminals that do show it have it. */
int char_cols(uint32_t c, int ambiguous);
/* May c be sent to a terminal as it is? (Assigned, graphic, not bidi, not invisible.) */
bool char_is_safe(uint32_t c);
/* The Unicode version of the table, such as "17.0.0". */
const char *char_unicode_version(void);

/* Looks c up in a sorted table of n ranges, structs of `size` bytes whose first two members are the
 * first and the last character, uint32_t both. The index of the range, n where c is in none. */
size_t char_find_range(uint32_t c, const void *ranges, size_t n, size_t size);

#endif
