/* SPDX-License-Identifier: MIT */
/* nianbao recover: unsaved work that a crash or a lost line left, without the screens. */
#include <string.h>

#include "forms/base/date.h"
#include "forms/store/draftfile.h"
#include "forms/store/session.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "tui/cli/say.h"
#include "tui/cli/call.h"
#include "tui/cli/subcommands.h"

enum { OPTION_APPLY, OPTION_OUTPUT, OPTION_DROP };

static const struct option_def options[] = {
    [OPTION_APPLY] = {"apply", 0, NULL, N_("取回未保存的内容，存进草稿")},
    [OPTION_OUTPUT] = {"output", 'o', NC_("argument", "文件.ini"),
                       N_("取回以后存成另一份草稿，原来的草稿不动")},
    [OPTION_DROP] = {"drop", 0, NULL, N_("不要了，删除这些未保存的内容")},
    {0},
};

static void add_time(struct strbuf *out, time_t time) { date_add_time(out, time, DATE_TIME); }

/* ---- the list of all ---- */

static int list_all(void)
{
    struct journal_found *list;
    struct strbuf out = STRBUF_INIT;
    size_t n = journal_find(NULL, &list);
    for (size_t i = 0; i < n; i++) {
        strbuf_addf(&out, _("%s：%zu 处未保存的改动，最后一次在 "), list[i].draft_path,
                    list[i].n_unsaved);
        add_time(&out, (time_t)(list[i].last_ms / 1000));
        strbuf_addf(&out, _("（%s）%s\n"), *list[i].tty ? list[i].tty : list[i].user,
                    list[i].is_damaged ? _("，记录末尾有损坏") : "");
    }
    strbuf_add_str(&out, n ? _("用 nianbao recover 文件.ini 查看，加 --apply 取回\n")
                           : _("没有未保存的内容\n"));
    say_text(out.data, out.len);
    strbuf_release(&out);
    journal_found_free(list, n);
    return EXIT_FINE;
}

/* ---- one draft ---- */

enum { SHOWN_BYTES = 240, SAME_MAX_BYTES = 120, SAME_CHARS = 12 };

/* Where to begin to show two texts: a little before the first difference where that is far from the
 * front. */
static size_t first_shown(const char *a, const char *b)
{
    size_t same = 0;
    while (a[same] && a[same] == b[same])
        same++;
    same = utf8_valid_prefix(a, same);
    if (same <= SAME_MAX_BYTES)
        return 0;
    for (int i = 0; i < SAME_CHARS; i++)
        same = utf8_prev(a, same);
    return same;
}

static void add_text(struct strbuf *out, const char *label, const char *text, size_t first)
{
    text += first;
    size_t len = strlen(text), shown = utf8_clip_bytes(text, len, SHOWN_BYTES);
    strbuf_addf(out, "    %s%s", label, first ? "……" : "");
    for (size_t i = 0; i < shown; i++)
        strbuf_add_str(out, text[i] == '\n' ? "¶" : (char[]){text[i], '\0'});
    strbuf_addf(out, "%s\n", shown < len ? "……" : len ? "" : _("（空）"));
}

/* Returns the number of conflicts. */
static size_t add_recovery(struct strbuf *out, struct session *session,
                           const struct session_recovery *recovery)
{
    size_t n_conflicts = 0;
    add_time(out, recovery->last);
    strbuf_addf(out, _("（%s）中断，%zu 处没有保存：\n"),
                *recovery->tty ? recovery->tty : recovery->user, recovery->n_items);
    for (size_t i = 0; i < recovery->n_items; i++) {
        const struct session_recovered *item = &recovery->items[i];
        strbuf_add_str(out, "  ");
        draftfile_field_title(session_draft(session), item->key, out);
        strbuf_add_str(out, item->is_conflict ? _("（草稿里后来也改过）\n") : "\n");
        size_t first = first_shown(item->now, item->recovered);
        add_text(out, _("草稿："), item->now, first);
        add_text(out, _("取回："), item->recovered, first);
        n_conflicts += item->is_conflict;
    }
    if (recovery->is_damaged)
        strbuf_add_str(out, _("  记录末尾有损坏，最后的改动可能不全\n"));
    return n_conflicts;
}

static size_t show_all(struct session *session)
{
    struct strbuf out = STRBUF_INIT;
    size_t n_conflicts = 0;
    for (size_t i = 0; i < session_n_recoveries(session); i++)
        n_conflicts += add_recovery(&out, session, session_recovery(session, i));
    if (!out.len)
        strbuf_add_str(&out, _("没有未保存的内容\n"));
    say_text(out.data, out.len);
    strbuf_release(&out);
    return n_conflicts;
}

static int drop_all(struct session *session)
{
    struct err err = {0};
    while (session_n_recoveries(session))
        if (!session_recovery_drop(session, 0, &err)) {
            say_problem("%s", err.text);
            return EXIT_TROUBLE;
        }
    return EXIT_FINE;
}

/* Into the draft, or into another file where output is one. */
static int apply_all(struct session *session, const char *output)
{
    struct err err = {0}, warning = {0};
    if (!session_n_recoveries(session))
        return EXIT_FINE;
    while (session_n_recoveries(session))
        session_recovery_apply(session, 0, NULL);
    enum session_save_result result = output
                                          ? session_save_as(session, output, false, &warning, &err)
                                          : session_save(session, &warning, &err);
    if (warning.text[0])
        say_problem("%s", warning.text);
    if (result == SESSION_SAVED) {
        say(_("已取回，存入 %s\n"), session_path(session));
        return EXIT_FINE;
    }
    say_problem(_("没有存成，取回的内容还在，可以再试：%s"), err.text);
    return EXIT_TROUBLE;
}

static int recover_draft(const struct call *call, struct session *session)
{
    const char *output = call->values[OPTION_OUTPUT];
    bool apply = call->values[OPTION_APPLY] || output;
    if (session_access(session) == SESSION_HELD) {
        say_problem(_("%s 正开着，请先退出那一边"), session_path(session));
        return EXIT_LOCKED;
    }
    size_t n_conflicts = show_all(session);
    if (call->values[OPTION_DROP])
        return drop_all(session);
    if (apply && n_conflicts && !output) {
        say_problem(
            _("有 %zu 处草稿里后来也改过，没有取回：请用 nianbao edit 打开逐处选择，或者加 -o 存成另一份"),
            n_conflicts);
        return EXIT_FINDINGS;
    }
    return apply ? apply_all(session, output) : EXIT_FINE;
}

static int run(const struct call *call)
{
    struct err err = {0};
    const char *output = call->values[OPTION_OUTPUT];
    if (call->values[OPTION_DROP] && (output || call->values[OPTION_APPLY])) {
        say_problem(_("--drop 不能和 --apply、--output 一起用"));
        return EXIT_USAGE;
    }
    if (!call->n_operands) {
        if (output || call->values[OPTION_APPLY] || call->values[OPTION_DROP]) {
            say_problem(_("请写明是哪一份草稿"));
            return EXIT_USAGE;
        }
        return list_all();
    }
    if (!call_allows(call, call->operands[0]) || (output && !call_allows_draft(call, output)))
        return EXIT_TROUBLE;
    struct session *session = session_open(call->operands[0], &err);
    if (!session) {
        say_problem("%s", err.text);
        return EXIT_TROUBLE;
    }
    int code = recover_draft(call, session);
    session_close(session, true); /* what was not saved stays to be recovered */
    return code;
}

const struct subcommand cmd_recover = {"recover",
                                       N_("[文件.ini [--apply | -o 另一份.ini | --drop]]"),
                                       N_("断线、死机以后没有保存的内容"),
                                       options,
                                       0,
                                       1,
                                       run};
