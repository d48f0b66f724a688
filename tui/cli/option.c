/* SPDX-License-Identifier: MIT */
#include "tui/cli/option.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "locale/message.h"
#include "locale/strbuf.h"
#include "tui/cli/say.h"

bool option_number(const char *name, const char *given, int min, int max, int *number)
{
    if (!given)
        return true;
    char *end;
    errno = 0;
    long value = strtol(given, &end, 10);
    if (end == given || *end || errno || value < min || value > max) {
        say_problem(_("--%s 应是 %d 到 %d 的整数，不能是“%s”"), name, min, max, given);
        return false;
    }
    *number = (int)value;
    return true;
}

bool option_word(const char *name, const char *given, const char *const *words, int *index)
{
    if (!given)
        return true;
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], given) == 0) {
            *index = i;
            return true;
        }
    struct strbuf list = STRBUF_INIT;
    for (int i = 0; words[i]; i++)
        strbuf_addf(&list, "%s%s", i ? "、" : "", words[i]);
    say_problem(_("--%s 可以是 %s，不能是“%s”"), name, list.data, given);
    strbuf_release(&list);
    return false;
}

bool option_text(const char *name, const char *given, char **text)
{
    enum encoding encoding;
    struct strbuf utf8 = STRBUF_INIT;
    size_t bad_offset, len = given ? strlen(given) : 0;
    bool ok = encoding_guess(given, len, &encoding) &&
              decode_text(encoding, given, len, &utf8, &bad_offset);
    if (!ok)
        say_problem(_("--%s 的值“%s”不是 UTF-8，也不是 GB18030"), name, given);
    else if (given)
        *text = strbuf_steal(&utf8);
    strbuf_release(&utf8);
    return ok;
}

bool option_encoding(const char *name, const char *given, enum encoding *encoding)
{
    if (!given || encoding_parse(given, encoding))
        return true;
    say_problem(_("--%s 可以是 utf-8、gb18030、gbk，不能是“%s”"), name, given);
    return false;
}

bool option_ambiguous(const char *name, const char *given, int *ambiguous)
{
    static const char *const words[] = {"auto", "1", "2", NULL};
    return option_word(name, given, words, ambiguous);
}

bool option_term(const struct settings *settings, const char *ambiguous, const char *encoding,
                 struct term_options *term)
{
    static const enum draw_border borders[] = {[SETTINGS_BORDER_AUTO] = DRAW_BORDER_AUTO,
                                               [SETTINGS_BORDER_LINE] = DRAW_BORDER_LINE,
                                               [SETTINGS_BORDER_ASCII] = DRAW_BORDER_ASCII};
    static const enum draw_color colors[] = {[SETTINGS_COLOR_AUTO] = DRAW_COLOR_AUTO,
                                             [SETTINGS_COLOR_ALWAYS] = DRAW_COLOR_ALWAYS,
                                             [SETTINGS_COLOR_NEVER] = DRAW_COLOR_NEVER};
    *term = (struct term_options){.ambiguous = settings->ambiguous,
                                  .encoding_is_set =
                                      settings->encoding != SETTINGS_ENCODING_AUTO || encoding,
                                  .escdelay_ms = settings->escdelay_ms,
                                  .color = colors[settings->color],
                                  .border = borders[settings->border]};
    if (settings->encoding != SETTINGS_ENCODING_AUTO)
        term->encoding = (enum encoding)(settings->encoding - SETTINGS_ENCODING_UTF8);
    return option_ambiguous("ambiguous", ambiguous, &term->ambiguous) &&
           option_encoding("encoding", encoding, &term->encoding);
}
