/* Full-screen pages: the list of findings, the preview, help. Each is a scrolled list of lines. */
#include <stdlib.h>
#include <string.h>

#include "forms/report.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/width.h"
#include "tui/ask.h"
#include "tui/box.h"
#include "tui/draw.h"
#include "tui/shell.h"
#include "tui/term.h"

struct pager {
    const char *title, *foot;
    size_t n_lines;
    size_t first, current;
    bool has_current; /* one line is chosen (findings); else the lines only scroll */
    size_t n_chosen;  /* lines from the chosen one on that belong together and are kept on the screen */
    void (*draw_line)(void *context, size_t index, int y);
    void (*add_position)(void *context, size_t first, struct strbuf *title); /* appends; NULL: nothing */
    void *context;
    int skip_cols; /* columns left out at the left: a preview wider than the screen */
};

static size_t pager_rows(void) { return (size_t)(term_rows() > 3 ? term_rows() - 2 : 1); }

static void pager_draw(struct pager *pager)
{
    size_t n_rows = pager_rows();
    if (pager->has_current) {
        size_t end = pager->current + (pager->n_chosen < n_rows ? pager->n_chosen : n_rows);
        if (end > pager->first + n_rows)
            pager->first = end - n_rows;
        if (pager->current < pager->first)
            pager->first = pager->current;
    }
    if (pager->first + n_rows > pager->n_lines)
        pager->first = pager->n_lines > n_rows ? pager->n_lines - n_rows : 0;
    struct strbuf title = STRBUF_INIT;
    strbuf_add_str(&title, pager->title);
    if (pager->add_position)
        pager->add_position(pager->context, pager->first, &title);
    draw_clear_screen();
    draw_pad_str(0, 0, term_cols(), title.data, ALIGN_LEFT, STYLE_TITLE);
    strbuf_release(&title);
    for (size_t row = 0; row < n_rows && pager->first + row < pager->n_lines; row++)
        pager->draw_line(pager->context, pager->first + row, (int)row + 1);
    draw_pad_str(term_rows() - 1, 0, term_cols(), pager->foot, ALIGN_LEFT, STYLE_STATUS);
    draw_cursor(pager->has_current ? (int)(pager->current - pager->first) + 1 : term_rows() - 1, 0);
}

static void move_by(struct pager *pager, long n)
{
    size_t *at = pager->has_current ? &pager->current : &pager->first;
    size_t last = pager->n_lines ? pager->n_lines - 1 : 0;
    if (n < 0)
        *at = *at > (size_t)-n ? *at - (size_t)-n : 0;
    else
        *at = *at + (size_t)n < last ? *at + (size_t)n : last;
}

enum pager_end { PAGER_MOVED, PAGER_ENTER, PAGER_LEAVE, PAGER_OTHER };

/* Paints, waits, moves; what is not a motion is the caller's (in *input). */
static enum pager_end pager_step(struct app *app, struct pager *pager, struct app_input *input)
{
    if (frame_fits())
        pager_draw(pager);
    app_wait(app, input);
    long page = (long)pager_rows();
    if (input->event == APP_LEAVE)
        return PAGER_LEAVE;
    if (input->event == APP_PAINT)
        return PAGER_MOVED;
    if (input->event == APP_COMMAND)
        return input->command == COMMAND_MENU || input->command == COMMAND_QUIT ? PAGER_LEAVE : PAGER_OTHER;
    switch (input->key.code) {
    case KEYC_UP:
        move_by(pager, -1);
        return PAGER_MOVED;
    case KEYC_DOWN:
        move_by(pager, 1);
        return PAGER_MOVED;
    case KEYC_PGUP:
        move_by(pager, -page);
        return PAGER_MOVED;
    case KEYC_PGDN:
        move_by(pager, page);
        return PAGER_MOVED;
    case KEYC_HOME:
        move_by(pager, -(long)pager->n_lines);
        return PAGER_MOVED;
    case KEYC_END:
        move_by(pager, (long)pager->n_lines);
        return PAGER_MOVED;
    case KEYC_LEFT:
        pager->skip_cols = pager->skip_cols > 8 ? pager->skip_cols - 8 : 0;
        return PAGER_MOVED;
    case KEYC_RIGHT:
        pager->skip_cols += pager->has_current ? 0 : 8;
        return PAGER_MOVED;
    case KEYC_ENTER:
        return PAGER_ENTER;
    case KEYC_ESC:
        return PAGER_LEAVE;
    default:
        return PAGER_OTHER;
    }
}

/* ---- F9: what the rules found ---- */

/* A finding's message takes as many lines as it needs. */
struct finding_line {
    size_t finding;
    size_t offset, len; /* of its text */
    bool is_first;
};
struct finding_list {
    struct app *app;
    struct finding_line *lines;
    size_t count, capacity;
    size_t chosen; /* finding */
};

enum { FINDING_INDENT = 14 };

static void list_findings(struct finding_list *list)
{
    const struct findings *findings = app_findings(list->app);
    list->count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        struct wrapped wrapped;
        wrapped_init(&wrapped, findings->items[i].text, term_cols() - FINDING_INDENT - 1);
        for (size_t k = 0; k < wrapped.count; k++) {
            GROW(list->lines, list->count, list->capacity);
            list->lines[list->count++] =
                (struct finding_line){i, wrapped.lines[k].offset, wrapped.lines[k].len, k == 0};
        }
        wrapped_release(&wrapped);
    }
}

/* A motion goes from finding to finding: down to the next one, otherwise to the first line of that which was met. */
static void choose_finding(struct finding_list *list, struct pager *pager, size_t before)
{
    size_t at = pager->current, n = 1;
    if (at > before)
        while (at < list->count && !list->lines[at].is_first)
            at++;
    at = at < list->count ? at : list->count - 1;
    while (!list->lines[at].is_first)
        at--;
    while (at + n < list->count && !list->lines[at + n].is_first)
        n++;
    pager->current = at;
    pager->n_chosen = n;
    list->chosen = list->lines[at].finding;
}

static void draw_finding_line(void *context, size_t index, int y)
{
    const struct finding_list *list = context;
    const struct finding_line *line = &list->lines[index];
    bool is_current = line->finding == list->chosen;
    const struct finding *finding = &app_findings(list->app)->items[line->finding];
    enum style style = is_current ? STYLE_CURSOR : finding->reason ? STYLE_DIM : STYLE_NORMAL;
    struct strbuf head = STRBUF_INIT;
    if (line->is_first)
        strbuf_addf(&head, "%s%s",
                    finding->reason                             ? _("已说明")
                    : finding->rule->severity == SEVERITY_ERROR ? _("错误！")
                                                                : _("提醒"),
                    is_current ? " >" : "");
    draw_fill(y, 0, term_cols(), STYLE_NORMAL);
    draw_str(y, 1, FINDING_INDENT - 2, head.data,
             finding->rule->severity == SEVERITY_ERROR && !finding->reason ? STYLE_ERROR : STYLE_WARNING);
    draw_text(y, FINDING_INDENT, term_cols() - FINDING_INDENT, finding->text + line->offset, line->len, style);
    strbuf_release(&head);
}

static const struct finding *chosen_finding(const struct finding_list *list, const struct pager *pager)
{
    return &app_findings(list->app)->items[list->lines[pager->current].finding];
}

static struct place place_of(const struct finding *finding) { return (struct place){finding->field, finding->offset}; }

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
    struct finding_list list = {.app = app};
    struct strbuf title = STRBUF_INIT;
    struct pager pager = {.foot = _("Enter 跳到该处   F4 说明理由   Esc 返回"),
                          .has_current = true,
                          .draw_line = draw_finding_line,
                          .context = &list};
    bool done = false;
    size_t before = 0;
    app_check(app, CHECK_ALL);
    if (!app_findings(app)->count) {
        app_say(app, _("检查完毕，没有发现问题"));
        return;
    }
    while (!done) {
        struct app_input input;
        list_findings(&list);
        if (!list.count)
            break;
        choose_finding(&list, &pager, before);
        before = pager.current;
        strbuf_clear(&title);
        strbuf_addf(&title, _(" 检查结果：错误 %zu  提醒 %zu"), findings_n_errors(app_findings(app)),
                    findings_n_warnings(app_findings(app)));
        pager.title = title.data;
        pager.n_lines = list.count;
        switch (pager_step(app, &pager, &input)) {
        case PAGER_MOVED: /* or painted anew: the findings may be others by now */
            break;
        case PAGER_ENTER:
            done = jump_to_finding(app, chosen_finding(&list, &pager));
            break;
        case PAGER_LEAVE:
            done = true;
            break;
        case PAGER_OTHER:
            if (input.event == APP_COMMAND && input.command == COMMAND_NOTE)
                explain_finding(app, chosen_finding(&list, &pager));
            break;
        }
    }
    free(list.lines);
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
    draw_text_from(y, 0, lines->pager->skip_cols, term_cols(), lines->starts[index], lines->lens[index], STYLE_NORMAL);
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
                    1 + n_form_feeds(lines->text, (size_t)(lines->starts[first] - lines->text)), n_pages);
}

void page_text(struct app *app, const char *title, const char *foot, const char *text, size_t len)
{
    struct text_lines lines = {.text = text, .len = len};
    struct pager pager = {.title = title,
                          .foot = foot,
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
        page_text(app, _(" 预览：打印出来就是这样"), _("↑↓ PgUp PgDn 翻看   ←→ 左右移动   Esc 返回"), text.data, text.len);
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
    struct strbuf text = STRBUF_INIT;
    strbuf_add_str(&text, _("每个命令有三种按法：功能键、Ctrl 键、先按 Esc 再按数字。哪个按了没有反应，就换一种。\n\n"));
    for (int c = COMMAND_NONE + 1; c < COMMAND_N; c++) {
        const struct command_def *def = command_def((enum command)c);
        struct strbuf keys = STRBUF_INIT;
        command_add_keys(def, &keys);
        width_pad(&text, keys.len ? keys.data : _("F10 菜单"), keys.len ? keys.len : strlen(_("F10 菜单")), 14, ALIGN_LEFT,
                  term_ambiguous());
        strbuf_addf(&text, "%s：%s\n", _(def->name), _(def->help));
        strbuf_release(&keys);
    }
    show_text(app, _("按键一览"), text.data);
    strbuf_release(&text);
}
