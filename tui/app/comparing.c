/* SPDX-License-Identifier: MIT */
#include "tui/app/comparing.h"

#include <stdlib.h>
#include <string.h>

#include "forms/draft/diff.h"
#include "forms/rollup/draftsummary.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "tui/screen/ask.h"
#include "tui/screen/choosefile.h"
#include "tui/screen/entries.h"

enum { INDENT_COLS = 3 };

struct comparison {
    struct entries entries;
    const struct diff_place **places; /* by entry; NULL: there is nowhere to go */
    size_t count, capacity;
};

static void add_line(struct comparison *comparison, const char *text, size_t len,
                     const struct diff_place *place, enum style style)
{
    entries_add(&comparison->entries, "", STYLE_HEADING, text, len, style);
    GROW(comparison->places, comparison->count, comparison->capacity);
    comparison->places[comparison->count++] = place;
}

/* Lines without a place of their own are headings: they lead to the first difference below. Blank
 * lines are left out, and the last line, which counts what the title counts. */
static void list_lines(struct comparison *comparison, const struct strbuf *text,
                       const struct diff_places *places)
{
    size_t next = 0;
    for (size_t at = 0; at < text->len && next < places->count;) {
        size_t len = strcspn(text->data + at, "\n");
        const struct diff_place *place = &places->items[next];
        bool is_difference = place->line == at;
        if (len)
            add_line(comparison, text->data + at, len, place->field >= 0 ? place : NULL,
                     is_difference ? STYLE_NORMAL : STYLE_HEADING);
        next += is_difference;
        at += len + 1;
    }
}

/* true: gone there. */
static bool go_to_line(struct app *app, const struct comparison *comparison, size_t line)
{
    const struct diff_place *place = comparison->places[line];
    if (!place)
        return false;
    shell_go(app, (struct place){place->field, place->offset});
    screen_say(&app->screen, "%s", comparison->entries.items[line].text);
    return true;
}

static void show_comparison(struct app *app, const char *name, const struct strbuf *text,
                            const struct diff_places *places)
{
    struct comparison comparison = {.places = NULL};
    struct entries *entries = &comparison.entries;
    struct strbuf title = STRBUF_INIT;
    struct screen_input input;
    bool done = false;
    entries_init(entries, INDENT_COLS);
    list_lines(&comparison, text, places);
    strbuf_addf(&title, _(" %zu 处不同：%s → 这一份"), places->count, name);
    entries->pager.title = title.data;
    entries->pager.foot = _("Enter 跳到该处   F1 说明   Esc 返回   ↑↓ PgUp PgDn 翻看");
    entries->pager.has_current = true;
    entries->pager.help = _(
        "比较\n　　箭头前面是另一份草稿的，后面是现在打开的这一份的；数后面的括号里是增减。文字一段一段地比，“-”是那一份才有的段落，"
        "“+”是这一份才有的。用 ↑ ↓ 选一条，按 Enter 跳到这一份里的该处。\n\n"
        "只是比较，两份都不改动。");
    while (!done) {
        enum pager_end end = entries_step(&app->screen, entries, &input);
        done = end == PAGER_LEAVE ||
               (end == PAGER_ENTER && go_to_line(app, &comparison, entries->chosen));
    }
    entries_release(entries);
    strbuf_release(&title);
    free(comparison.places);
}

static void compare_with(struct app *app, const char *path)
{
    struct strbuf text = STRBUF_INIT;
    struct diff_places places = {0};
    struct err err = {0};
    const char *slash = strrchr(path, '/');
    struct draft *other = draft_summary_read_draft(path, &err);
    if (!other || *err.text) /* half of one would differ in everything that is missing */
        ask_show(&app->screen, _("不能比较"), err.text);
    else if (diff_drafts_placed(other, desk_draft(&app->desk), &text, &places))
        show_comparison(app, slash ? slash + 1 : path, &text, &places);
    else
        screen_say(&app->screen, _("与 %s 没有不同"), slash ? slash + 1 : path);
    draft_free(other);
    free(places.items);
    strbuf_release(&text);
}

void comparing_run(struct app *app)
{
    char *folder = xstrdup(session_path(app->desk.session)), *slash = strrchr(folder, '/');
    slash[slash == folder] = '\0';
    const struct file_wish wish = {
        .title = _("与另一份草稿比较"),
        .text = _("选哪一份？例如去年的。选这一份自己的文件名，就是与上次保存的比较。"),
        .folder = folder,
        .settings = app->desk.settings,
        .is_fit = choosefile_is_draft};
    char *path = choosefile_ask(&app->screen, &wish, NULL);
    if (path)
        compare_with(app, path);
    free(path);
    free(folder);
}
