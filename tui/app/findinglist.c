/* SPDX-License-Identifier: MIT */
/* Errors first, each kind in the order of the report, what is explained folded at the end. The list
 * opens where it was left. */
#include "tui/app/findinglist.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/message.h"
#include "tui/app/problems.h"
#include "tui/screen/ask.h"
#include "tui/screen/entries.h"
#include "tui/view/view.h"

enum { HEAD_COLS = 14 }; /* of what stands before the texts */

/* The page: places of findings in the order in which they stand on it. */
struct page {
    struct app *app;
    struct entries entries;
    size_t *order; /* indices of findings; those behind n_open are explained */
    size_t n_open, n_all;
    bool is_unfolded; /* the explained ones are to be seen, too */
};

enum rank { RANK_ERROR, RANK_WARNING, RANK_IMPORTED, RANK_EXPLAINED, N_RANKS };

/* A remark of the import on what rules find right: information, to be looked at once. */
static bool is_imported(const struct finding *finding)
{
    return strncmp(finding->rule->id, "I-", 2) == 0 && finding->rule->severity == SEVERITY_WARNING;
}

static enum rank rank_of(const struct finding *finding)
{
    return finding->reason                             ? RANK_EXPLAINED
           : finding->rule->severity == SEVERITY_ERROR ? RANK_ERROR
           : is_imported(finding)                      ? RANK_IMPORTED
                                                       : RANK_WARNING;
}

static const struct findings *findings_of(const struct page *page)
{
    return &page->app->desk.findings;
}

static void sort(struct page *page)
{
    const struct findings *findings = findings_of(page);
    page->order = xreallocarray(page->order, findings->count + 1, sizeof *page->order);
    page->n_all = 0;
    for (int rank = 0; rank < N_RANKS; rank++) {
        if (rank == RANK_EXPLAINED)
            page->n_open = page->n_all;
        for (size_t i = 0; i < findings->count; i++)
            if (rank_of(&findings->items[i]) == (enum rank)rank)
                page->order[page->n_all++] = i;
    }
}

/* "错误！ 三": what it is, and the section that it is in. */
static void add_head(const struct page *page, const struct finding *finding, struct strbuf *out)
{
    static const char *const names[] = {[RANK_ERROR] = N_("错误！"),
                                        [RANK_WARNING] = N_("提醒"),
                                        [RANK_IMPORTED] = N_("导入"),
                                        [RANK_EXPLAINED] = N_("已说明")};
    const struct draft *draft = desk_draft(&page->app->desk);
    int section = finding->field < 0 ? DRAFT_NO_SECTION : draft_section_of(draft, finding->field);
    strbuf_add_str(out, message_get(names[rank_of(finding)]));
    if (section >= 0)
        strbuf_addf(out, " %s", _(draft_form(draft)->sections[section].brief));
}

static void fill(struct page *page)
{
    struct entries *entries = &page->entries;
    size_t n_explained = page->n_all - page->n_open;
    entries_clear(entries);
    for (size_t i = 0; i < (page->is_unfolded ? page->n_all : page->n_open); i++) {
        const struct finding *finding = &findings_of(page)->items[page->order[i]];
        enum rank rank = rank_of(finding);
        struct strbuf head = STRBUF_INIT;
        add_head(page, finding, &head);
        entries_add(entries, head.data,
                    rank == RANK_ERROR     ? STYLE_ERROR
                    : rank == RANK_WARNING ? STYLE_WARNING
                                           : STYLE_DIM,
                    finding->text, strlen(finding->text),
                    rank == RANK_EXPLAINED ? STYLE_DIM : STYLE_NORMAL);
        strbuf_release(&head);
    }
    if (n_explained) {
        struct strbuf text = STRBUF_INIT;
        strbuf_addf(&text,
                    page->is_unfolded ? _("已说明的 %zu 条都在上面，按 Enter 收起")
                                      : _("已说明的 %zu 条，按 Enter 展开"),
                    n_explained);
        entries_add(entries, "", STYLE_DIM, text.data, text.len, STYLE_DIM);
        strbuf_release(&text);
    }
}

/* The finding that is chosen; NULL: the line that folds. */
static const struct finding *chosen(const struct page *page)
{
    size_t n_shown = page->is_unfolded ? page->n_all : page->n_open;
    return page->entries.chosen < n_shown
               ? &findings_of(page)->items[page->order[page->entries.chosen]]
               : NULL;
}

static void add_title(const struct page *page, struct strbuf *out)
{
    const struct findings *findings = findings_of(page);
    strbuf_clear(out);
    strbuf_addf(out, _(" 检查结果：错误 %zu  提醒 %zu"), findings_n_errors(findings),
                findings_n_warnings(findings));
    if (chosen(page))
        strbuf_addf(out, _("    第 %zu 条 共 %zu 条"), page->entries.chosen + 1,
                    page->is_unfolded ? page->n_all : page->n_open);
}

/* Where the list was left: the same finding, or its place in the list. */
static void choose_again(struct page *page)
{
    const struct desk *desk = &page->app->desk;
    page->entries.chosen = desk->listed_at < page->n_open ? desk->listed_at : 0;
    for (size_t i = 0; desk->listed_finding && i < page->n_open; i++)
        if (strcmp(findings_of(page)->items[page->order[i]].id, desk->listed_finding) == 0)
            page->entries.chosen = i;
}

static void remember(const struct page *page)
{
    struct desk *desk = &page->app->desk;
    const struct finding *finding = chosen(page);
    free(desk->listed_finding);
    desk->listed_finding = finding ? xstrdup(finding->id) : NULL;
    desk->listed_at = page->entries.chosen;
}

static struct place place_of(const struct finding *finding)
{
    return (struct place){finding->field, finding->offset};
}

/* false: it is about no place. */
static bool jump_to(struct app *app, const struct finding *finding)
{
    if (finding->field < 0)
        return false;
    struct strbuf text = STRBUF_INIT;
    view_add_finding_text(finding, &text);
    shell_go(app, place_of(finding));
    desk_tell(&app->desk, finding);
    screen_say_finding(&app->screen, text.data,
                       finding->rule->severity == SEVERITY_ERROR && !finding->reason);
    strbuf_release(&text);
    return true;
}

static void explain(struct app *app, const struct finding *finding)
{
    if (finding->field < 0)
        return;
    if (!problems_may_be_explained(finding)) {
        ask_show(&app->screen, _("说明理由"),
                 _("这是错误，要改正，不能用理由说明。按 Enter 跳到该处。"));
    } else {
        shell_go(app, place_of(finding));
        if (view_may_edit(app->view))
            problems_explain(app, finding);
    }
}

/* The operator has looked at the import's remark (or at all of them): it is right as it is. */
static void confirm_imported(struct page *page, const struct finding *only)
{
    struct edit *edit = desk_edit(&page->app->desk);
    if (desk_is_read_only(&page->app->desk))
        return;
    edit_begin(edit, N_("核对导入的提醒"));
    for (size_t i = 0; i < findings_of(page)->count; i++) {
        const struct finding *finding = &findings_of(page)->items[i];
        struct strbuf key = STRBUF_INIT;
        if (rank_of(finding) != RANK_IMPORTED || (only && finding != only))
            continue;
        strbuf_addf(&key, "explanations.%s", finding->id);
        edit_set(edit, draft_field(edit_draft(edit), key.data), _("已核对"));
        strbuf_release(&key);
    }
    edit_end(edit);
    desk_check(&page->app->desk, CHECK_ALL);
}

/* true: the page is done with. */
static bool take(struct page *page, enum pager_end end, const struct screen_input *input)
{
    const struct finding *finding = chosen(page);
    enum command command = input->event == SCREEN_COMMAND ? input->command : COMMAND_NONE;
    if (end == PAGER_LEAVE)
        return true;
    if (end == PAGER_ENTER && finding)
        return jump_to(page->app, finding);
    if (end == PAGER_ENTER)
        page->is_unfolded = !page->is_unfolded;
    else if (end == PAGER_OTHER && finding && command == COMMAND_NOTE)
        explain(page->app, finding);
    else if (end == PAGER_OTHER && finding && command == COMMAND_LAST_YEAR &&
             rank_of(finding) == RANK_IMPORTED)
        confirm_imported(page, finding);
    else if (end == PAGER_OTHER && command == COMMAND_GO_TO)
        confirm_imported(page, NULL);
    return false;
}

void findinglist_show(struct app *app)
{
    struct page page = {.app = app};
    struct strbuf title = STRBUF_INIT;
    struct screen_input input;
    bool done = false;
    desk_check(&app->desk, CHECK_ALL);
    if (!app->desk.findings.count) {
        problems_say_nothing_found(app);
        return;
    }
    entries_init(&page.entries, HEAD_COLS);
    page.entries.pager.has_current = true;
    page.entries.pager.foot = _("Enter 跳到该处   F4 说明理由   F1 说明   Esc 返回");
    page.entries.pager.help = _(
        "检查结果\n　　全部错误和提醒，错误在前，各按报告的次序。用 ↑ ↓ 选一条，按 Enter 跳到该处去改；改完再按 F9，还在原来那一条。\n\n"
        "错误\n　　要改正，才能打印正式稿。最后写着最可能填错的是哪一格的，先核对那一格。\n\n"
        "提醒\n　　请核对。情况属实的，按 F4 写明理由，以后就是“已说明”，收在最后；数据一改，理由就失效。\n\n"
        "导入\n　　导入报告时没有把握的地方。核对过没有错的，按 F5 去掉一条，按 F6 全部去掉。");
    sort(&page);
    choose_again(&page);
    while (!done) {
        sort(&page);
        fill(&page);
        if (!page.entries.count)
            break;
        add_title(&page, &title);
        page.entries.pager.title = title.data;
        enum pager_end end = entries_step(&app->screen, &page.entries, &input);
        entries_settle(&page.entries);
        /* Painted anew, the findings may be others by now. */
        sort(&page);
        remember(&page);
        done = take(&page, end, &input);
    }
    entries_release(&page.entries);
    free(page.order);
    strbuf_release(&title);
}
