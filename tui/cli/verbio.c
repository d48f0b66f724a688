/* SPDX-License-Identifier: MIT */
/* What the verbs of the command line share: complaints, option values, reading and writing. */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/files/safefile.h"
#include "forms/rollup/draftlist.h"
#include "forms/rollup/roster.h"
#include "forms/store/draftfile.h"
#include "forms/store/output.h"
#include "forms/store/previous.h"
#include "forms/store/session.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/visible.h"
#include "tui/cli/options.h"
#include "tui/cli/outtext.h"
#include "tui/term/term.h"

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

void options_complain(const char *format, ...)
{
    struct strbuf text = STRBUF_INIT, shown = STRBUF_INIT;
    va_list args;
    va_start(args, format);
    strbuf_vaddf(&text, format, args);
    va_end(args);
    add_visible_lines(&shown, text.data, text.len);
    strbuf_add_byte(&shown, '\n');
    fputs("nianbao: ", stderr);
    outtext_write(stderr, shown.data, shown.len);
    strbuf_release(&text);
    strbuf_release(&shown);
}

void options_print(const char *text, size_t len)
{
    struct strbuf shown = STRBUF_INIT;
    add_visible_lines(&shown, text, len);
    outtext_write(stdout, shown.data, shown.len); /* a failure is seen when the program ends */
    strbuf_release(&shown);
}

void options_printf(const char *format, ...)
{
    struct strbuf text = STRBUF_INIT;
    va_list args;
    va_start(args, format);
    strbuf_vaddf(&text, format, args);
    va_end(args);
    options_print(text.data, text.len);
    strbuf_release(&text);
}

/* ---- values of options ---- */

bool options_number(const char *option, const char *text, int min, int max, int *number)
{
    if (!text)
        return true;
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (end == text || *end || errno || value < min || value > max) {
        options_complain(_("--%s 应是 %d 到 %d 的整数，不能是“%s”"), option, min, max, text);
        return false;
    }
    *number = (int)value;
    return true;
}

bool options_word(const char *option, const char *text, const char *const *words, int *index)
{
    if (!text)
        return true;
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], text) == 0) {
            *index = i;
            return true;
        }
    struct strbuf list = STRBUF_INIT;
    for (int i = 0; words[i]; i++)
        strbuf_addf(&list, "%s%s", i ? "、" : "", words[i]);
    options_complain(_("--%s 可以是 %s，不能是“%s”"), option, list.data, text);
    strbuf_release(&list);
    return false;
}

bool options_text(const char *option, const char *given, char **text)
{
    enum encoding encoding;
    struct strbuf utf8 = STRBUF_INIT;
    size_t bad_offset, len = given ? strlen(given) : 0;
    bool ok = encoding_guess(given, len, &encoding) &&
              decode_text(encoding, given, len, &utf8, &bad_offset);
    if (!ok)
        options_complain(_("--%s 的值“%s”不是 UTF-8，也不是 GB18030"), option, given);
    else if (given)
        *text = strbuf_steal(&utf8);
    strbuf_release(&utf8);
    return ok;
}

bool options_encoding(const char *option, const char *text, enum encoding *encoding)
{
    if (!text || encoding_parse(text, encoding))
        return true;
    options_complain(_("--%s 可以是 utf-8、gb18030、gbk，不能是“%s”"), option, text);
    return false;
}

bool options_ambiguous(const char *option, const char *text, int *ambiguous)
{
    static const char *const words[] = {"auto", "1", "2", NULL};
    return options_word(option, text, words, ambiguous);
}

bool options_term(const struct settings *settings, const char *ambiguous, const char *encoding,
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
    return options_ambiguous("ambiguous", ambiguous, &term->ambiguous) &&
           options_encoding("encoding", encoding, &term->encoding);
}

/* ---- files ---- */

static bool is_std(const char *path) { return !path || strcmp(path, "-") == 0; }

bool options_may_open(const struct verb_call *call, const char *path)
{
    struct err err = {0};
    if (is_std(path) || settings_allow_path(call->settings, path, &err))
        return true;
    options_complain("%s", err.text);
    return false;
}

/* Why a file could not be read. */
static void complain_of_file(const char *path, const struct safefile *file, const struct err *err)
{
    if (file->dirfd >= 0 &&
        strchr(path, '/')) /* the reason has the name only, and other folders have such files */
        options_complain("%s%s%s", path, _("："), err->text);
    else
        options_complain("%s", err->text);
}

bool options_read_file(const struct verb_call *call, const char *path, size_t max_bytes,
                       struct strbuf *bytes)
{
    struct err err = {0};
    if (!options_may_open(call, path))
        return false;
    if (is_std(path)) {
        if (safefile_read_all(STDIN_FILENO, max_bytes, bytes))
            return true;
        options_complain("%s%s%s", _("标准输入"), _("："), err_describe(errno));
        return false;
    }
    struct safefile file = SAFEFILE_INIT;
    bool ok =
        safefile_open(&file, path, &err) && safefile_read(&file, max_bytes, bytes, NULL, &err);
    if (!ok)
        complain_of_file(path, &file, &err);
    safefile_close(&file);
    return ok;
}

bool options_read_stored(const struct verb_call *call, const char *path,
                         struct stored_draft *stored)
{
    struct err err = {0};
    struct strbuf bytes = STRBUF_INIT;
    *stored = (struct stored_draft)STORED_DRAFT_INIT;
    bool is_read = is_std(path) ? options_read_file(call, path, INI_MAX_BYTES, &bytes)
                                : options_may_open(call, path);
    if (is_read && is_std(path))
        stored->draft = draftfile_read(bytes.data, bytes.len, &stored->state, &stored->notes, &err);
    else if (is_read)
        stored_draft_read(stored, path, &err);
    strbuf_release(&bytes);
    if (is_read && !stored->draft) {
        if (is_std(path) || stored->stamp.exists)
            options_complain("%s%s%s", path, _("："), err.text);
        else
            complain_of_file(path, &stored->file, &err);
    }
    for (size_t i = 0; i < stored->notes.n; i++)
        options_complain("%s%s%s", path, _("："), stored->notes.items[i].text);
    if (stored->draft && stored->state == INI_CUT)
        options_complain(
            _("%s：文件不完整，没有使用。用 nianbao edit 打开可以取回上一版、备份或者还能读出的部分"),
            path);
    return stored->draft && stored->state != INI_CUT;
}

struct draft *options_read_draft(const struct verb_call *call, const char *path)
{
    struct stored_draft stored;
    struct draft *draft = NULL;
    if (options_read_stored(call, path, &stored)) {
        draft = stored.draft;
        stored.draft = NULL;
    }
    stored_draft_release(&stored);
    return draft;
}

struct draft *options_read_previous(const struct verb_call *call, struct previous_search *search,
                                    const char *given, const char *path, const struct draft *draft,
                                    bool *ok)
{
    struct err err;
    struct draft *previous =
        given ? options_read_draft(call, given) : previous_find_draft(search, path, draft, &err);
    *ok = !given || previous;
    if (!given && *err.text)
        options_complain(_("%s：没有和上年的草稿核对：%s"), path, err.text);
    return previous;
}

bool options_roster(const struct verb_call *call, const char *given, struct roster *roster)
{
    struct strbuf bytes = STRBUF_INIT;
    struct err err = {0};
    if (!given)
        return true;
    bool ok = options_read_file(call, given, ROSTER_MAX_BYTES, &bytes);
    if (ok && !roster_parse(roster, bytes.data, bytes.len, &err)) {
        options_complain("%s%s%s", given, _("："), err.text);
        ok = false;
    }
    strbuf_release(&bytes);
    return ok;
}

bool options_draft_list(const struct verb_call *call, const char *except, struct draft_list *list)
{
    struct err err = {0};
    for (int i = 0; i < call->n_operands; i++) {
        if (!options_may_open(call, call->operands[i]))
            return false;
        if (!draft_list_add(list, call->operands[i], except, &err)) {
            options_complain("%s", err.text);
            return false;
        }
    }
    draft_list_drop_repeated(list);
    return true;
}

/* What came of an output to the path. false after a complaint. */
static bool tell_output(enum output_result result, const char *path, const struct err *err)
{
    if (result == OUTPUT_FOREIGN)
        options_complain(_("%s。要换掉它请加 --overwrite（原来的内容留作 %s~）"), err->text, path);
    else if (result != OUTPUT_OK)
        options_complain("%s", err->text);
    return result == OUTPUT_OK;
}

bool options_may_write(const struct verb_call *call, const char *path, bool overwrite)
{
    struct err err = {0};
    return is_std(path) ||
           tell_output(output_check(call->settings, path, overwrite, &err), path, &err);
}

bool options_may_save_draft(const struct verb_call *call, const char *path)
{
    struct err err = {0};
    if (is_std(path) || output_allows_draft(call->settings, path, &err))
        return true;
    options_complain("%s", err.text);
    return false;
}

bool options_write(const struct verb_call *call, const char *path, const char *bytes, size_t len,
                   bool overwrite)
{
    struct err err = {0};
    if (is_std(path)) {
        if (fwrite(bytes, 1, len, stdout) == len && fflush(stdout) == 0)
            return true;
        options_complain("%s%s%s", _("标准输出"), _("："), err_describe(errno));
        return false;
    }
    return tell_output(output_write(call->settings, path, bytes, len, overwrite, &err), path, &err);
}

int options_create_draft(const char *path, struct draft *draft)
{
    struct err err = {0}, warning = {0};
    struct session *session = session_create(path, draft, &err);
    if (!session) {
        options_complain(err.number == EEXIST ? _("%s 已经存在，没有改动") : "%s",
                         err.number == EEXIST ? path : err.text);
        return EXIT_TROUBLE;
    }
    enum session_save_result result = session_save(session, &warning, &err);
    if (result != SESSION_SAVED)
        options_complain("%s%s%s", path, _("："), err.text);
    else if (warning.text[0])
        options_complain("%s", warning.text);
    else if (!draftfile_stem_len(path))
        options_complain(_("%s 不以 .ini 结尾：草稿列表、汇总和进度都不列它"), path);
    int code = result == SESSION_SAVED                   ? EXIT_FINE
               : session_access(session) == SESSION_HELD ? EXIT_LOCKED
                                                         : EXIT_TROUBLE;
    session_close(session, false);
    return code;
}
