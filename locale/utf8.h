/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_UTF8_H
#define LOCALE_UTF8_H

/* UTF-8 as the Unicode Standard defines it (table 3-7): no overlong form, no surrogate, nothing
 * above U+10FFFF. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_MAX_BYTES = 4 };

/* Decodes the character at text[0..len). Returns its length in bytes and stores it; 0 where the
 * bytes are not a whole valid character or len is 0 (*c is then 0xFFFD). */
size_t utf8_decode(const char *text, size_t len, uint32_t *c) __attribute__((nonnull));
/* Writes c to out (UTF8_MAX_BYTES big, no NUL) and returns the number of bytes; 0 for what is no
 * scalar value. */
size_t utf8_encode(uint32_t c, char *out) __attribute__((nonnull));
/* Offset of the first byte that is not valid, len if all are. */
size_t utf8_valid_prefix(const char *text, size_t len);
bool utf8_is_valid(const char *text, size_t len);
/* Number of characters (code points) of valid text. */
size_t utf8_n_chars(const char *text, size_t len);
/* The longest prefix of valid text that has at most max_bytes bytes and ends at a character. */
size_t utf8_clip_bytes(const char *text, size_t len, size_t max_bytes);
/* Start of the character (or of the invalid byte) that ends at offset; offset > 0. */
size_t utf8_prev(const char *text, size_t offset) __attribute__((nonnull));

#endif
