/* SPDX-License-Identifier: MIT */
/* The sheet of a table as a view: moving, typing with totals that follow, filling, pasting, help.
 */
#include "tui/view/sheet.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft/bulk.h"
#include "forms/draft/total.h"
#include "forms/form/number.h"
#include "forms/rollup/rollupdraft.h"
#include "locale/cluster.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"
#include "tui/screen/ask.h"
#include "tui/view/view.h"
#include "tui/view/registerview.h"
#include "tui/view/rollupview.h"
#include "tui/view/sheetpaste.h"

static struct sheet *sheet_of(const struct view *view) { return (struct sheet *)view; }

static bool is_total(const struct sheet *sheet, struct cell cell)
{
    return form_cell_is_total(sheet->form, cell);
}

/* ---- moving ---- */

/* The cell one step on (direction 1) or back (-1) in reading order; false at the end of the table.
 */
static bool cell_step(const struct sheet *sheet, struct cell *cell, int direction)
{
    int index = form_cell_index(sheet->form, *cell) + direction;
    if (index < 0 || index >= form_n_cells(sheet->form))
        return false;
    struct cell next = form_cell_at(sheet->form, index);
    if (next.section != cell->section)
        return false;
    *cell = next;
    return true;
}

/* The row below or above, across blocks; the column is kept as far as the block has it. */
static bool row_step(const struct sheet *sheet, struct cell *cell, int direction)
{
    struct cell next = *cell;
    next.row += direction;
    if (next.row < 0 || next.row >= form_block_of(sheet->form, next)->n_rows) {
        next.block += direction;
        if (next.block < 0 || next.block >= sheet->table->n_blocks)
            return false;
        next.row = direction > 0 ? 0 : sheet->table->blocks[next.block].n_rows - 1;
    }
    if (next.column >= form_block_of(sheet->form, next)->n_columns)
        next.column = form_block_of(sheet->form, next)->n_columns - 1;
    *cell = next;
    return true;
}

/* Goes on to the next cell that takes a number; behind the last one to the next section. */
static void advance(struct sheet *sheet, int direction)
{
    struct cell cell = sheet->cell;
    do {
        if (!cell_step(sheet, &cell, direction)) {
            const struct desk_ways *ways = &sheet->view.desk->ways;
            (direction > 0 ? ways->next : ways->previous)(ways->context);
            return;
        }
    } while (is_total(sheet, cell));
    sheet->cell = cell;
}

/* ---- typing into a cell ---- */

/* Ends the typing: what was typed is in the cell already, the line goes. */
static void editing_end(struct sheet *sheet)
{
    if (!sheet->editing)
        return;
    sheet->editing = false;
    lineedit_release(&sheet->line);
    free(sheet->text_before);
    sheet->text_before = NULL;
    edit_end(desk_edit(sheet->view.desk));
}

static void editing_begin(struct sheet *sheet, bool replaces)
{
    const char *text = draft_text(sheet_draft(sheet), sheet_field(sheet, sheet->cell));
    sheet->text_before = xstrdup(text);
    sheet->change_before = draft_change(sheet_draft(sheet), sheet_field(sheet, sheet->cell));
    lineedit_init(&sheet->line, text, replaces);
    edit_begin(desk_edit(sheet->view.desk), N_("填数字"));
    sheet->editing = true;
    sheet->has_refused = sheet->is_unfinished = false;
}

/* Puts what the line says so far into the cell, so that totals follow and nothing typed can be
 * lost: “12+5” is 17 at once. A line that is not a number yet (“12+”, “1,2”) leaves the number that
 * it begins with. false: the line cannot become one; the cell is as before. */
static bool editing_apply(struct sheet *sheet, bool is_deletion, struct err *err)
{
    struct strbuf text = STRBUF_INIT, typed = STRBUF_INIT;
    enum cell_kind kind = form_column_of(sheet->form, sheet->cell)->kind;
    strbuf_add(&typed, sheet->line.text.data, sheet->line.text.len);
    bool ok = number_from_typed(kind, typed.data, &text, err);
    sheet->is_unfinished = !ok && (is_deletion || number_is_begun(kind, typed.data));
    while (!ok && sheet->is_unfinished) {
        strbuf_truncate(&typed, cluster_prev(typed.data, typed.len));
        ok = number_from_typed(kind, typed.data, &text, NULL);
    }
    if (ok)
        edit_set(desk_edit(sheet->view.desk), sheet_field(sheet, sheet->cell), text.data);
    strbuf_release(&typed);
    strbuf_release(&text);
    return ok;
}

/* Esc: as if nothing had been typed. */
static void editing_cancel(struct sheet *sheet)
{
    struct edit_place place;
    bool changed =
        draft_change(sheet_draft(sheet), sheet_field(sheet, sheet->cell)) != sheet->change_before;
    editing_end(sheet);
    if (changed)
        edit_undo(desk_edit(sheet->view.desk), &place);
}

/* A character or an editing key for the cell: refused at once, with the reason, where it cannot
 * become a number. */
static bool editing_key(struct sheet *sheet, const struct key *key)
{
    if (!sheet->editing)
        editing_begin(sheet, key->code == KEYC_CHAR);
    struct strbuf before = STRBUF_INIT;
    strbuf_add_str(&before, sheet->line.text.data);
    size_t cursor = sheet->line.cursor;
    bool replaces = sheet->line.replaces, was_unfinished = sheet->is_unfinished;
    struct err err = {0};
    bool taken = lineedit_key(&sheet->line, key);
    bool is_deletion = key->code != KEYC_CHAR && key->code != KEYC_PASTE;
    if (taken && !editing_apply(sheet, is_deletion, &err)) {
        strbuf_clear(&sheet->line.text);
        strbuf_add_str(&sheet->line.text, before.data);
        sheet->line.cursor = cursor;
        sheet->line.replaces =
            replaces; /* what stood there is still to be replaced: -5 over 9 must not become 95 */
        sheet->is_unfinished = was_unfinished;
        sheet->has_refused = true;
        screen_warn(sheet->view.screen, "%s", err.text);
    }
    strbuf_release(&before);
    if (!sheet->line.text.len && !*sheet->text_before && !sheet->has_refused)
        editing_end(sheet);
    return taken;
}

/* Is the number in the cell another one than was typed? 12.5 left 12, 1,2 left 1. */
static bool differs_from_typed(const struct sheet *sheet)
{
    const char *text = draft_text(sheet_draft(sheet), sheet_field(sheet, sheet->cell));
    return sheet->editing &&
           (sheet->is_unfinished || (sheet->has_refused && strcmp(text, sheet->text_before) != 0));
}

static const char *text_to_tell(const struct sheet *sheet)
{
    const char *text = draft_text(sheet_draft(sheet), sheet_field(sheet, sheet->cell));
    return *text ? text : _("空的");
}

/* Going on from a cell that did not take all that was typed: the reason was gone with the next key.
 * Said once, instead of going. */
static bool stays_to_look(struct sheet *sheet)
{
    if (!differs_from_typed(sheet))
        return false;
    sheet->has_refused = sheet->is_unfinished = false;
    screen_warn(
        sheet->view.screen,
        _("有的字没有填进这一格，现在是 %s。请核对：对的，再按一次 Enter；不对的，改正它。"),
        text_to_tell(sheet));
    return true;
}

/* A number for a total: both the stated and the computed one are kept and the difference is shown.
 */
static void ask_stated_total(struct sheet *sheet, uint32_t first)
{
    char digit[UTF8_MAX_BYTES];
    struct strbuf answer = STRBUF_INIT, text = STRBUF_INIT, prompt = STRBUF_INIT;
    struct total total = total_of(sheet_draft(sheet), sheet->cell);
    strbuf_addf(&prompt,
                _("总计由程序计算，现在是 %" PRId64
                  "。确实要另报一个数的，请输入；两个数都会保留，不一致就列为错误。"),
                total.number);
    strbuf_add(&answer, digit, utf8_encode(first, digit));
    struct err err = {0};
    if (ask_line(sheet->view.screen, _("另报总计"), prompt.data, &answer)) {
        if (number_from_typed(form_column_of(sheet->form, sheet->cell)->kind, answer.data, &text,
                              &err))
            edit_set(desk_edit(sheet->view.desk), sheet_field(sheet, sheet->cell), text.data);
        else
            screen_warn(sheet->view.screen, "%s", err.text);
    }
    strbuf_release(&answer);
    strbuf_release(&text);
    strbuf_release(&prompt);
}

static void paste(struct sheet *sheet, const struct key *key)
{
    bool is_block = memchr(key->text, '\n', key->len) || memchr(key->text, '\t', key->len);
    if (!is_block && sheet->editing) {
        editing_key(sheet, key);
        return;
    }
    editing_end(sheet);
    sheetpaste_run(sheet->view.screen, sheet->view.desk, sheet->cell, key->text, key->len);
}

/* ---- keys and commands ---- */

static bool is_motion(enum key_code code)
{
    return code == KEYC_UP || code == KEYC_DOWN || code == KEYC_LEFT || code == KEYC_RIGHT ||
           code == KEYC_HOME || code == KEYC_END || code == KEYC_PGUP || code == KEYC_PGDN;
}

static void move(struct sheet *sheet, enum key_code code)
{
    struct cell cell = sheet->cell;
    switch (code) {
    case KEYC_UP:
    case KEYC_DOWN: row_step(sheet, &cell, code == KEYC_DOWN ? 1 : -1); break;
    case KEYC_PGUP:
    case KEYC_PGDN:
        for (int i = 0;
             i < sheet_page_rows(sheet) && row_step(sheet, &cell, code == KEYC_PGDN ? 1 : -1); i++)
            ;
        break;
    case KEYC_LEFT: cell.column -= cell.column > 0; break;
    case KEYC_RIGHT: cell.column += cell.column + 1 < sheet_block(sheet)->n_columns; break;
    case KEYC_HOME: cell.column = 0; break;
    default: cell.column = sheet_block(sheet)->n_columns - 1; break;
    }
    sheet->cell = cell;
}

static bool sheet_key(struct view *view, const struct key *key)
{
    struct sheet *sheet = sheet_of(view);
    if (sheet->editing && (key->code == KEYC_LEFT || key->code == KEYC_RIGHT) &&
        !sheet->line.replaces &&
        sheet->line.cursor != (key->code == KEYC_LEFT ? 0 : sheet->line.text.len))
        return lineedit_key(&sheet->line, key);
    bool goes_on = is_motion(key->code) || key->code == KEYC_ENTER || key->code == KEYC_TAB ||
                   key->code == KEYC_BACKTAB;
    if (goes_on && stays_to_look(sheet))
        return true;
    if (is_motion(key->code)) {
        editing_end(sheet);
        move(sheet, key->code);
        return true;
    }
    switch (key->code) {
    case KEYC_ENTER:
        if (!sheet->editing && rollup_is_sum(desk_draft(view->desk))) {
            rollupview_show(view->screen, view->desk, view->class->place(view));
            return true;
        }
        if (!sheet->editing && registerview_has(view->desk, view->class->place(view))) {
            registerview_show(view->screen, view->desk, view->class->place(view));
            return true;
        }
        __attribute__((fallthrough));
    case KEYC_TAB:
        editing_end(sheet);
        advance(sheet, 1);
        return true;
    case KEYC_BACKTAB:
        editing_end(sheet);
        advance(sheet, -1);
        return true;
    case KEYC_ESC:
        if (!sheet->editing)
            return false;
        editing_cancel(sheet);
        return true;
    case KEYC_PASTE:
        if (view_may_edit(&sheet->view))
            paste(sheet, key);
        return true;
    case KEYC_DELETE:
        if (!sheet->editing && view_may_edit(&sheet->view)) {
            edit_set(desk_edit(view->desk), sheet_field(sheet, sheet->cell), "");
            return true;
        }
        break;
    case KEYC_CHAR:
        if (key->c == ' ' && (!sheet->editing || !sheet->line.text.len))
            return true;
        if (!sheet->editing && is_total(sheet, sheet->cell)) {
            if (view_may_edit(&sheet->view))
                ask_stated_total(sheet, key->c);
            return true;
        }
        break;
    case KEYC_BACKSPACE:
        if (is_total(sheet, sheet->cell)) {
            screen_warn(view->screen, _("总计由程序计算；按 Delete 去掉另报的数"));
            return true;
        }
        break;
    default: return false;
    }
    return !view_may_edit(&sheet->view) || editing_key(sheet, key);
}

static void say_filled(struct sheet *sheet, int n_filled)
{
    if (n_filled)
        screen_say(sheet->view.screen, _("填了 %d 个 0，^Z 可以撤销"), n_filled);
    else
        screen_say(sheet->view.screen, _("没有空格可填"));
}

/* A table that has no empty cell left: those of the other tables are meant. */
static void fill_others(struct sheet *sheet)
{
    int n_blank = bulk_n_blank(sheet_draft(sheet), sheet->cell, BULK_DRAFT);
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(&text, _("这张表没有空格了。别的表还有 %d 个空格，都填 0 吗？"), n_blank);
    if (!n_blank || ask_yes_no(sheet->view.screen, _("整表填 0"), text.data, true))
        say_filled(sheet, bulk_fill_zero(desk_edit(sheet->view.desk), sheet->cell, BULK_DRAFT));
    strbuf_release(&text);
}

static void fill_no_requests(struct sheet *sheet)
{
    int n_nonzero = bulk_n_nonzero(sheet_draft(sheet), sheet->cell, BULK_NO_REQUESTS);
    if (n_nonzero) {
        struct strbuf text = STRBUF_INIT;
        strbuf_addf(&text, _("表三、表四里已有 %d 个不是 0 的数。只把空着的格子填 0 吗？"),
                    n_nonzero);
        bool yes = ask_yes_no(sheet->view.screen, _("本年未收到申请"), text.data, false);
        strbuf_release(&text);
        if (!yes)
            return;
    }
    say_filled(sheet, bulk_fill_zero(desk_edit(sheet->view.desk), sheet->cell, BULK_NO_REQUESTS));
}

/* F5: last year's value where one is known, else the value from above. */
static bool repeat_value(struct sheet *sheet)
{
    const struct draft *previous = desk_previous(sheet->view.desk);
    struct edit *edit = desk_edit(sheet->view.desk);
    struct strbuf key = STRBUF_INIT, title = STRBUF_INIT;
    struct cell source = sheet->cell, above = sheet->cell;
    const char *text = NULL;
    if (is_total(sheet, sheet->cell)) {
        screen_warn(sheet->view.screen, _("总计由程序计算，不用填"));
        return true;
    }
    if (previous) {
        /* 上年结转 is last year's 结转: the identity's second row on the left is its second on the
         * right, a year on. */
        const struct form_identity *identity = sheet->table->identity;
        if (identity && source.row == identity->left[1])
            source.row = identity->right[1];
        form_cell_key(sheet->form, source, &key);
        text = draft_text_of(previous, key.data);
        if (*text) {
            form_cell_title(sheet->form, source, &title);
            screen_say(sheet->view.screen, _("取上年报告的 %s：%s"), title.data, text);
        } else {
            screen_say(sheet->view.screen, _("上年报告的这一格是空的"));
        }
    } else if (row_step(sheet, &above, -1) && above.block == sheet->cell.block) {
        text = draft_text(sheet_draft(sheet), sheet_field(sheet, above));
        screen_say(sheet->view.screen,
                   *text ? _("重复上一行的数（没有上年报告）") : _("上一行是空的"));
    } else {
        screen_say(sheet->view.screen, _("没有上年报告，上面也没有数可以重复"));
    }
    if (text && *text && view_may_edit(&sheet->view)) {
        char *copy = xstrdup(text);
        edit_set(edit, sheet_field(sheet, sheet->cell), copy);
        free(copy);
    }
    strbuf_release(&key);
    strbuf_release(&title);
    return true;
}

static bool sheet_command(struct view *view, enum command command)
{
    struct sheet *sheet = sheet_of(view);
    static const struct {
        enum command command;
        enum bulk_scope scope;
    } fills[] = {{COMMAND_ZERO_ROW, BULK_ROW},
                 {COMMAND_ZERO_BLOCK, BULK_GROUP},
                 {COMMAND_ZERO_TABLE, BULK_TABLE}};
    if (command == COMMAND_LAST_YEAR)
        return repeat_value(sheet);
    if (!view_may_edit(&sheet->view))
        return true;
    if (command == COMMAND_ZERO_TABLE &&
        !bulk_n_blank(sheet_draft(sheet), sheet->cell, BULK_TABLE)) {
        fill_others(sheet);
        return true;
    }
    for (size_t i = 0; i < sizeof fills / sizeof fills[0]; i++)
        if (command == fills[i].command) {
            say_filled(sheet, bulk_fill_zero(desk_edit(view->desk), sheet->cell, fills[i].scope));
            return true;
        }
    if (command == COMMAND_NO_REQUESTS)
        fill_no_requests(sheet);
    else if (command == COMMAND_CLEAR)
        edit_set(desk_edit(view->desk), sheet_field(sheet, sheet->cell), "");
    else
        return false;
    return true;
}

/* ---- the rest of the interface ---- */

static struct place sheet_place(const struct view *view)
{
    return (struct place){sheet_field(sheet_of(view), sheet_of(view)->cell), 0};
}

static void sheet_go(struct view *view, struct place place)
{
    struct sheet *sheet = sheet_of(view);
    struct cell cell;
    editing_end(sheet);
    if (draft_field_cell(sheet_draft(sheet), place.field, &cell) && cell.section == view->section)
        sheet->cell = cell;
}

static void sheet_help(const struct view *view, struct strbuf *out)
{
    const struct sheet *sheet = sheet_of(view);
    const struct form_row *row = form_row_of(sheet->form, sheet->cell);
    const struct form_column *column = form_column_of(sheet->form, sheet->cell);
    form_row_label(sheet->form, sheet->cell, " / ", out);
    strbuf_addf(out, "\n　　%s\n\n", _(row->help));
    form_column_label(sheet->form, sheet->cell, " / ", out);
    strbuf_addf(out, "\n　　%s\n\n%s\n　　%s", _(column->help),
                sheet->form->sections[view->section].heading,
                _(sheet->form->sections[view->section].help));
    strbuf_add_str(
        out,
        _("\n\n怎样填\n　　直接输入数字，按 Enter 到下一格。可以写 12+5+3，程序取 20；1,234 就是 1234。没有的填 0；不适用的填 /。"
          "Delete 清空，F5 取上年的数，F10 菜单里可以把整行、整组、整表填 0。"));
    if (rollup_is_sum(desk_draft(view->desk)))
        strbuf_add_str(
            out,
            _("\n\n这是汇总\n　　按 Enter 列出这一格的数由哪些单位合成，各占多少，去年多少；Tab 到下一格。"));
}

static void draw(struct view *view) { sheet_draw(sheet_of(view)); }

static void sheet_settle(struct view *view)
{
    struct sheet *sheet = sheet_of(view);
    if (differs_from_typed(sheet))
        screen_warn(view->screen, _("有的字没有填进刚才的格子，它现在是 %s，请回去核对。"),
                    text_to_tell(sheet));
    editing_end(sheet);
}

static void sheet_free(struct view *view)
{
    struct sheet *sheet = sheet_of(view);
    editing_end(sheet);
    sheet_lines_release(&sheet->lines);
    free(sheet->has_remark);
    free(sheet);
}

static const struct view_class sheet_class = {
    .commands = COMMAND_BIT(COMMAND_LAST_YEAR) | COMMAND_BIT(COMMAND_ZERO_ROW) |
                COMMAND_BIT(COMMAND_ZERO_BLOCK) | COMMAND_BIT(COMMAND_ZERO_TABLE) |
                COMMAND_BIT(COMMAND_NO_REQUESTS) | COMMAND_BIT(COMMAND_CLEAR),
    .free = sheet_free,
    .draw = draw,
    .key = sheet_key,
    .settle = sheet_settle,
    .command = sheet_command,
    .place = sheet_place,
    .go = sheet_go,
    .help = sheet_help,
};

struct view *sheetview_new(struct screen *screen, struct desk *desk, int section)
{
    struct sheet *sheet = xcalloc(1, sizeof *sheet);
    sheet->view =
        (struct view){.class = &sheet_class, .screen = screen, .desk = desk, .section = section};
    sheet->form = draft_form(desk_draft(desk));
    sheet->table = sheet->form->sections[section].table;
    sheet->cell = (struct cell){section, 0, 0, 0};
    sheet->has_remark = xcalloc((size_t)form_n_cells(sheet->form), sizeof *sheet->has_remark);
    sheet_lines_make(&sheet->lines, sheet->table);
    return &sheet->view;
}
