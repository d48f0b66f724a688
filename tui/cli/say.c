/* SPDX-License-Identifier: MIT */
#include "tui/cli/say.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "forms/settings/settings.h"
#include "locale/encoding.h"
#include "locale/strbuf.h"
#include "locale/visible.h"

static enum encoding people_encoding = ENCODING_UTF8;

void say_in_encoding_of(const struct settings *settings)
{
    people_encoding = settings->encoding == SETTINGS_ENCODING_AUTO
                          ? encoding_of_environment()
                          : (enum encoding)(settings->encoding - SETTINGS_ENCODING_UTF8);
}

int say_ambiguous(void) { return people_encoding == ENCODING_UTF8 ? 1 : 2; }

/* Appends the text with its lines kept and everything else that a terminal could act upon made
 * visible. */
static void add_visible_lines(struct strbuf *out, const char *text, size_t len)
{
    while (len) {
        const char *end = memchr(text, '\n', len);
        size_t n = end ? (size_t)(end - text) : len;
        visible_add(out, text, n);
        if (end)
            strbuf_add_byte(out, '\n');
        text += n + (end != NULL);
        len -= n + (end != NULL);
    }
}

/* What the encoding lacks is written as what stands for it. */
static void write_visible(FILE *file, const char *text, size_t len)
{
    struct strbuf shown = STRBUF_INIT, encoded = STRBUF_INIT;
    add_visible_lines(&shown, text, len);
    bool is_encoded = people_encoding != ENCODING_UTF8 &&
                      encode_text(people_encoding, ENCODE_SUBSTITUTE, shown.data, shown.len,
                                  &encoded, NULL, NULL);
    const struct strbuf *bytes = is_encoded ? &encoded : &shown;
    fwrite(bytes->data, 1, bytes->len, file);
    strbuf_release(&shown);
    strbuf_release(&encoded);
}

void say_problem(const char *format, ...)
{
    struct strbuf text = STRBUF_INIT;
    va_list args;
    va_start(args, format);
    strbuf_vaddf(&text, format, args);
    va_end(args);
    strbuf_add_byte(&text, '\n');
    fputs("nianbao: ", stderr);
    write_visible(stderr, text.data, text.len);
    strbuf_release(&text);
}

void say_text(const char *text, size_t len) { write_visible(stdout, text, len); }

void say(const char *format, ...)
{
    struct strbuf text = STRBUF_INIT;
    va_list args;
    va_start(args, format);
    strbuf_vaddf(&text, format, args);
    va_end(args);
    say_text(text.data, text.len);
    strbuf_release(&text);
}

bool say_is_unread(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO};
    return poll(&out, 1, 0) == 1 && (out.revents & POLLERR);
}
