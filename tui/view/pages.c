/* SPDX-License-Identifier: MIT */
/* Full-screen pages: the list of findings, the preview, help. Each is a scrolled list of lines. */
#include <stdlib.h>
#include <string.h>

#include "forms/print/report.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "tui/app/shell.h"
#include "tui/screen/ask.h"
#include "tui/screen/pager.h"
#include "tui/term/draw.h"
#include "tui/term/term.h"

/* ---- F9: what the rules found ---- */

enum { HEAD_COLS = 14 }; /* of what stands before the texts of findings and keys */

static void list_findings(struct app *app, struct entries *entries)
{
    const struct findings *findings = app_findings(app);
    entries_clear(entries);
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        bool is_error = finding->rule->severity == SEVERITY_ERROR;
        const char *head = finding->reason ? _("已说明") : is_error ? _("错误！") : _("提醒");
        entries_add(entries, head, is_error && !finding->reason ? STYLE_ERROR : STYLE_WARNING,
                    finding->text, strlen(finding->text),
                    finding->reason ? STYLE_DIM : STYLE_NORMAL);
    }
}

static struct place place_of(const struct finding *finding)
{
    return (struct place){finding->field, finding->offset};
}

/* false: it is about no place. */
static bool jump_to_finding(struct app *app, const struct finding *finding)
{
    if (finding->field < 0)
        return false;
    struct strbuf text = STRBUF_INIT;
    app_add_finding_text(finding, &text);
    app_go(app, place_of(finding));
    app_say(app, "%s", text.data);
    app->message_is_warning = true;
    strbuf_release(&text);
    return true;
}

static void explain_finding(struct app *app, const struct finding *finding)
{
    if (finding->field < 0)
        return;
    if (finding->rule->severity == SEVERITY_ERROR && !finding->rule->may_be_explained) {
        show_text(app, _("说明理由"), _("这是错误，要改正，不能用理由说明。按 Enter 跳到该处。"));
    } else {
        app_go(app, place_of(finding));
        actions_note(app);
    }
}

void page_findings(struct app *app)
{
    struct entries entries;
    struct strbuf title = STRBUF_INIT;
    bool done = false;
    app_check(app, CHECK_ALL);
    if (!app_findings(app)->count) {
        app_say(app, _("检查完毕，没有发现问题"));
        return;
    }
    entries_init(&entries, HEAD_COLS);
    entries.pager.has_current = true;
    entries.pager.foot = _("Enter 跳到该处   F4 说明理由   F1 说明   Esc 返回");
    entries.pager.help = _(
        "检查结果\n　　全部错误和提醒，按报告的次序。用 ↑ ↓ 选一条，按 Enter 跳到该处去改；改完再按 F9 检查。\n\n"
        "错误\n　　要改正，才能打印正式稿。最后写着最可能填错的是哪一格的，先核对那一格。\n\n"
        "提醒\n　　请核对。情况属实的，按 F4 写明理由，以后就是“已说明”；数据一改，理由就失效。");
    while (!done) {
        struct app_input input;
        list_findings(app, &entries);
        if (!entries.count)
            break;
        strbuf_clear(&title);
        strbuf_addf(&title, _(" 检查结果：错误 %zu  提醒 %zu"),
                    findings_n_errors(app_findings(app)), findings_n_warnings(app_findings(app)));
        entries.pager.title = title.data;
        enum pager_end end = entries_step(app, &entries, &input);
        /* Painted anew, the findings may be others by now. */
        const struct finding *chosen = entries.chosen < app_findings(app)->count
                                           ? &app_findings(app)->items[entries.chosen]
                                           : NULL;
        if (end == PAGER_LEAVE)
            done = true;
        else if (end == PAGER_ENTER && chosen)
            done = jump_to_finding(app, chosen);
        else if (end == PAGER_OTHER && chosen && input.event == APP_COMMAND &&
                 input.command == COMMAND_NOTE)
            explain_finding(app, chosen);
    }
    entries_release(&entries);
    strbuf_release(&title);
}

/* ---- the preview ---- */

struct text_lines {
    const char *text; /* all of it, with a form feed between pages */
    size_t len;
    const char **starts;
    size_t *lens;
    size_t count, capacity, capacity_lens;
    const struct pager *pager;
};

static void split_lines(struct text_lines *lines, const char *text, size_t len)
{
    lines->count = 0;
    for (size_t at = 0; at < len;) {
        size_t n = strcspn(text + at, "\n\f");
        bool is_page_end = text[at + n] == '\f';
        if (n || !is_page_end) {
            size_t count = lines->count;
            GROW(lines->starts, count, lines->capacity);
            count = lines->count;
            GROW(lines->lens, count, lines->capacity_lens);
            lines->starts[lines->count] = text + at;
            lines->lens[lines->count++] = n;
        }
        at += n + (text[at + n] != '\0');
    }
}

static void draw_text_line(void *context, size_t index, int y)
{
    const struct text_lines *lines = context;
    draw_fill(y, 0, term_cols(), STYLE_NORMAL);
    draw_text_from(y, 0, lines->pager->skip_cols, term_cols(), lines->starts[index],
                   lines->lens[index], STYLE_NORMAL);
}

static size_t n_form_feeds(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += text[i] == '\f';
    return n;
}

/* Which page of the paper the first line on the screen is on, where there is more than one. */
static void add_page_number(void *context, size_t first, struct strbuf *title)
{
    const struct text_lines *lines = context;
    size_t n_pages = 1 + n_form_feeds(lines->text, lines->len);
    if (n_pages > 1)
        strbuf_addf(title, _("    第 %zu 页 共 %zu 页"),
                    1 + n_form_feeds(lines->text, (size_t)(lines->starts[first] - lines->text)),
                    n_pages);
}

void page_text(struct app *app, const char *title, const char *help, const char *text, size_t len)
{
    struct text_lines lines = {.text = text, .len = len};
    struct pager pager = {.title = title,
                          .foot = _("↑↓ PgUp PgDn 翻看   ←→ 左右移动   F1 说明   Esc 返回"),
                          .help = help,
                          .draw_line = draw_text_line,
                          .add_position = add_page_number,
                          .context = &lines};
    struct app_input input;
    enum pager_end end;
    lines.pager = &pager;
    split_lines(&lines, text, len);
    pager.n_lines = lines.count;
    do {
        end = pager_step(app, &pager, &input);
    } while (end == PAGER_MOVED || end == PAGER_OTHER);
    free(lines.starts);
    free(lines.lens);
}

void page_preview(struct app *app)
{
    const struct settings *settings = app_settings(app);
    struct strbuf text = STRBUF_INIT;
    struct err err = {0};
    struct report_options options = {
        .width = settings->print_width,
        .page_length = settings->page_length,
        .ambiguous = term_ambiguous(),
        .border = draw_has_lines() ? REPORT_BORDER_LINE : REPORT_BORDER_ASCII,
        .is_draft = findings_n_errors(app_findings(app)) > 0,
    };
    if (report_render(app_draft(app), &options, &text, &err))
        page_text(
            app, _(" 预览：打印出来就是这样"),
            _("预览\n　　打印出来就是这样，只能看，不能改。PgUp、PgDn 一屏一屏翻，Home、End 到开头、末尾；纸比屏幕宽的，"
              "用 ← → 左右移动。第一行写着现在看的是第几页。\n\n"
              "打印\n　　按 Esc 返回，再按 F10 选“打印”。还有错误的，每页标着“草稿”；改正以后就没有了。\n\n"
              "纸宽、每页行数\n　　在设置里：print_width、page_length。"),
            text.data, text.len);
    else
        show_text(app, _("不能预览"), err.text);
    strbuf_release(&text);
}

/* ---- help ---- */

void page_help(struct app *app)
{
    struct strbuf text = STRBUF_INIT;
    struct place here = app_place(app);
    for (size_t i = 0; i < app_findings(app)->count; i++) {
        const struct finding *finding = &app_findings(app)->items[i];
        if (finding->field == here.field && !finding->reason) {
            app_add_finding_text(finding, &text);
            strbuf_add_str(&text, "\n\n");
        }
    }
    app->view->class->help(app->view, &text);
    show_text(app, _("说明（按键一览在 F10 菜单里）"), text.data);
    strbuf_release(&text);
}

void page_keys(struct app *app)
{
    struct entries entries;
    struct app_input input;
    const char *first =
        _("每个命令有三种按法：功能键、Ctrl 键、先按 Esc 再按数字。哪个按了没有反应，就换一种。");
    entries_init(&entries, HEAD_COLS);
    entries.pager.title = _(" 按键一览");
    entries.pager.foot = _("↑↓ PgUp PgDn 翻看   Esc 返回");
    entries_add(&entries, "", STYLE_NORMAL, first, strlen(first), STYLE_NORMAL);
    for (int c = COMMAND_NONE + 1; c < COMMAND_N; c++) {
        const struct command_def *def = command_def((enum command)c);
        struct strbuf keys = STRBUF_INIT, text = STRBUF_INIT;
        command_add_keys(def, &keys);
        strbuf_addf(&text, "%s：%s", _(def->name), _(def->help));
        entries_add(&entries, keys.len ? keys.data : _("F10 菜单"), STYLE_HEADING, text.data,
                    text.len, STYLE_NORMAL);
        strbuf_release(&keys);
        strbuf_release(&text);
    }
    enum pager_end end;
    do {
        end = entries_step(app, &entries, &input);
    } while (end == PAGER_MOVED || end == PAGER_OTHER);
    entries_release(&entries);
}
