/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_STRBUF_H
#define LOCALE_STRBUF_H

/* A growing byte string. data is always NUL-terminated; len does not count the NUL. */

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct strbuf {
    char *data;
    size_t len;
    size_t capacity; /* 0: data is the static empty string */
};

extern char strbuf_empty[];
#define STRBUF_INIT                                                                                \
    {                                                                                              \
        strbuf_empty, 0, 0                                                                         \
    }

void strbuf_init(struct strbuf *sb);
void strbuf_release(struct strbuf *sb);
/* Sets the length to 0 and keeps the memory. */
void strbuf_clear(struct strbuf *sb);
/* Shortens to len bytes; no effect if it is shorter already. */
void strbuf_truncate(struct strbuf *sb, size_t len);
void strbuf_reserve(struct strbuf *sb, size_t extra);
void strbuf_add(struct strbuf *sb, const char *bytes, size_t len);
void strbuf_add_str(struct strbuf *sb, const char *text);
void strbuf_add_byte(struct strbuf *sb, char byte);
void strbuf_add_repeat(struct strbuf *sb, const char *text, size_t times);
void strbuf_addf(struct strbuf *sb, const char *format, ...) __attribute__((format(printf, 2, 3)));
void strbuf_vaddf(struct strbuf *sb, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/* Replaces n_removed bytes at offset, which must be inside the string, by len bytes of text. */
void strbuf_splice(struct strbuf *sb, size_t offset, size_t n_removed, const char *text,
                   size_t len);
/* Hands the string over (free it) and leaves the buffer empty. */
char *strbuf_steal(struct strbuf *sb) __attribute__((warn_unused_result, returns_nonnull));

#endif
