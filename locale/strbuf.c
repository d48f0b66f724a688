/* SPDX-License-Identifier: MIT */
#include "locale/strbuf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

char strbuf_empty[1];

void strbuf_init(struct strbuf *sb) { *sb = (struct strbuf)STRBUF_INIT; }

void strbuf_release(struct strbuf *sb)
{
    if (sb->capacity)
        free(sb->data);
    strbuf_init(sb);
}

void strbuf_clear(struct strbuf *sb) { strbuf_truncate(sb, 0); }

void strbuf_truncate(struct strbuf *sb, size_t len)
{
    if (len < sb->len) {
        sb->len = len;
        sb->data[len] = '\0';
    }
}

void strbuf_reserve(struct strbuf *sb, size_t extra)
{
    size_t need = sb->len + extra + 1;
    if (need <= sb->capacity)
        return;
    size_t capacity = sb->capacity + sb->capacity / 2 + 16;
    if (capacity < need)
        capacity = need;
    sb->data = xreallocarray(sb->capacity ? sb->data : NULL, capacity, 1);
    sb->capacity = capacity;
    sb->data[sb->len] = '\0';
}

void strbuf_splice(struct strbuf *sb, size_t offset, size_t n_removed, const char *text, size_t len)
{
    assert(offset <= sb->len && n_removed <= sb->len - offset);
    if (!n_removed && !len)
        return;
    strbuf_reserve(sb, len);
    memmove(sb->data + offset + len, sb->data + offset + n_removed, sb->len - offset - n_removed);
    if (len)
        memcpy(sb->data + offset, text, len);
    sb->len += len - n_removed;
    sb->data[sb->len] = '\0';
}

void strbuf_add(struct strbuf *sb, const char *bytes, size_t len)
{
    if (!len)
        return;
    strbuf_reserve(sb, len);
    memcpy(sb->data + sb->len, bytes, len);
    sb->len += len;
    sb->data[sb->len] = '\0';
}

void strbuf_add_str(struct strbuf *sb, const char *text) { strbuf_add(sb, text, strlen(text)); }

void strbuf_add_byte(struct strbuf *sb, char byte) { strbuf_add(sb, &byte, 1); }

void strbuf_add_repeat(struct strbuf *sb, const char *text, size_t times)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < times; i++)
        strbuf_add(sb, text, len);
}

void strbuf_vaddf(struct strbuf *sb, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    assert(len >= 0);
    strbuf_reserve(sb, (size_t)len);
    vsnprintf(sb->data + sb->len, (size_t)len + 1, format, again);
    sb->len += (size_t)len;
    va_end(again);
}

void strbuf_addf(struct strbuf *sb, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    strbuf_vaddf(sb, format, args);
    va_end(args);
}

char *strbuf_steal(struct strbuf *sb)
{
    char *text = sb->capacity ? sb->data : xstrdup("");
    strbuf_init(sb);
    return text;
}
