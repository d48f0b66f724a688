/* The sheet of a table: frozen heads and labels, the official label of the current cell in full below, totals that
 * follow while you type, the balance of the current column. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "forms/bulk.h"
#include "forms/number.h"
#include "forms/total.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"
#include "locale/width.h"
#include "tui/app.h"
#include "tui/ask.h"
#include "tui/box.h"
#include "tui/draw.h"
#include "tui/lineedit.h"
#include "tui/sheetlines.h"
#include "tui/sheetpaste.h"
#include "tui/view.h"

enum {
    LABEL_INDENT = 2,
    LABEL_ROWS = 2,      /* the full label of the current cell, three on narrow screens */
    LABEL_NARROW = 78,   /* below so many columns */
    FOOT_ROWS = 3,       /* rule, balance, what is to be said of the cell */
};

struct sheet {
    struct view view;
    const struct form *form;
    const struct form_table *table;
    struct sheet_lines lines;
    struct cell cell;   /* the current one */
    int first_line;     /* of the part that scrolls */
    int first_column;
    bool editing;       /* the operator is typing into the cell; the step of the edit is open */
    struct lineedit line;
    char *text_before;  /* of the cell, while editing */
    uint64_t change_before; /* draft_change() of the cell then */
};

static struct sheet *sheet_of(const struct view *view) { return (struct sheet *)view; }

static const struct draft *draft_of(const struct sheet *sheet) { return app_draft(sheet->view.app); }

static int field_of(const struct sheet *sheet, struct cell cell) { return draft_cell_field(draft_of(sheet), cell); }

static bool is_total(const struct sheet *sheet, struct cell cell) { return form_cell_is_total(sheet->form, cell); }

static const struct form_block *block_of(const struct sheet *sheet) { return form_block_of(sheet->form, sheet->cell); }

/* ---- moving ---- */

/* The cell one step on (direction 1) or back (-1) in reading order; false at the end of the table. */
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
            if (direction > 0)
                app_next_section(sheet->view.app);
            else
                app_previous_section(sheet->view.app);
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
    line_release(&sheet->line);
    free(sheet->text_before);
    sheet->text_before = NULL;
    edit_end(app_edit(sheet->view.app));
}

static void editing_begin(struct sheet *sheet, bool replaces)
{
    const char *text = draft_text(draft_of(sheet), field_of(sheet, sheet->cell));
    sheet->text_before = xstrdup(text);
    sheet->change_before = draft_change(draft_of(sheet), field_of(sheet, sheet->cell));
    line_init(&sheet->line, text, replaces);
    edit_begin(app_edit(sheet->view.app), N_("填写"));
    sheet->editing = true;
}

/* Puts what the line says so far into the cell, so that totals follow and nothing typed can be lost: “12+5” is 17 at
 * once. A line that is not a number yet (“12+”) leaves the last number. */
static bool editing_apply(struct sheet *sheet, struct err *err)
{
    struct strbuf text = STRBUF_INIT;
    struct strbuf typed = STRBUF_INIT;
    strbuf_add(&typed, sheet->line.text.data, sheet->line.text.len);
    while (typed.len && (typed.data[typed.len - 1] == '+' || typed.data[typed.len - 1] == '.'))
        strbuf_truncate(&typed, typed.len - 1);
    bool ok = number_from_typed(form_column_of(sheet->form, sheet->cell)->kind, typed.data, &text, err);
    if (ok)
        edit_set(app_edit(sheet->view.app), field_of(sheet, sheet->cell), text.data);
    strbuf_release(&typed);
    strbuf_release(&text);
    return ok;
}

/* Esc: as if nothing had been typed. */
static void editing_cancel(struct sheet *sheet)
{
    struct edit_place place;
    bool changed = draft_change(draft_of(sheet), field_of(sheet, sheet->cell)) != sheet->change_before;
    editing_end(sheet);
    if (changed)
        edit_undo(app_edit(sheet->view.app), &place);
}

/* A character or an editing key for the cell: refused at once, with the reason, where it cannot become a number. */
static bool editing_key(struct sheet *sheet, const struct key *key)
{
    if (!sheet->editing)
        editing_begin(sheet, key->code == KEYC_CHAR);
    struct strbuf before = STRBUF_INIT;
    strbuf_add_str(&before, sheet->line.text.data);
    size_t cursor = sheet->line.cursor;
    struct err err = {0};
    bool taken = line_key(&sheet->line, key);
    if (taken && !editing_apply(sheet, &err)) {
        strbuf_clear(&sheet->line.text);
        strbuf_add_str(&sheet->line.text, before.data);
        sheet->line.cursor = cursor;
        app_warn(sheet->view.app, "%s", err.text);
    }
    strbuf_release(&before);
    if (!sheet->line.text.len && !*sheet->text_before)
        editing_end(sheet);
    return taken;
}

static bool may_edit(struct sheet *sheet)
{
    if (app_is_read_only(sheet->view.app)) {
        app_warn(sheet->view.app, _("只能阅读，不能修改"));
        return false;
    }
    return true;
}

/* A number for a total: both the stated and the computed one are kept and the difference is shown. */
static void ask_stated_total(struct sheet *sheet, uint32_t first)
{
    char digit[UTF8_MAX_BYTES];
    struct strbuf answer = STRBUF_INIT, text = STRBUF_INIT, prompt = STRBUF_INIT;
    struct total total = total_of(draft_of(sheet), sheet->cell);
    strbuf_addf(&prompt, _("总计由程序计算，现在是 %" PRId64 "。确实要另报一个数的，请输入；两个数都会保留，不一致就列为错误。"),
                total.number);
    strbuf_add(&answer, digit, utf8_encode(first, digit));
    struct err err = {0};
    if (ask_line(sheet->view.app, _("另报总计"), prompt.data, &answer)) {
        if (number_from_typed(form_column_of(sheet->form, sheet->cell)->kind, answer.data, &text, &err))
            edit_set(app_edit(sheet->view.app), field_of(sheet, sheet->cell), text.data);
        else
            app_warn(sheet->view.app, "%s", err.text);
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
    sheet_paste(sheet->view.app, sheet->cell, key->text, key->len);
}

/* ---- keys and commands ---- */

static bool is_motion(enum key_code code)
{
    return code == KEYC_UP || code == KEYC_DOWN || code == KEYC_LEFT || code == KEYC_RIGHT || code == KEYC_HOME ||
           code == KEYC_END || code == KEYC_PGUP || code == KEYC_PGDN;
}

static int page_rows(const struct sheet *sheet);

static void move(struct sheet *sheet, enum key_code code)
{
    struct cell cell = sheet->cell;
    switch (code) {
    case KEYC_UP:
    case KEYC_DOWN:
        row_step(sheet, &cell, code == KEYC_DOWN ? 1 : -1);
        break;
    case KEYC_PGUP:
    case KEYC_PGDN:
        for (int i = 0; i < page_rows(sheet) && row_step(sheet, &cell, code == KEYC_PGDN ? 1 : -1); i++)
            ;
        break;
    case KEYC_LEFT:
        cell.column -= cell.column > 0;
        break;
    case KEYC_RIGHT:
        cell.column += cell.column + 1 < block_of(sheet)->n_columns;
        break;
    case KEYC_HOME:
        cell.column = 0;
        break;
    default:
        cell.column = block_of(sheet)->n_columns - 1;
        break;
    }
    sheet->cell = cell;
}

static bool sheet_key(struct view *view, const struct key *key)
{
    struct sheet *sheet = sheet_of(view);
    if (sheet->editing && (key->code == KEYC_LEFT || key->code == KEYC_RIGHT) && !sheet->line.replaces &&
        sheet->line.cursor != (key->code == KEYC_LEFT ? 0 : sheet->line.text.len))
        return line_key(&sheet->line, key);
    if (is_motion(key->code)) {
        editing_end(sheet);
        move(sheet, key->code);
        return true;
    }
    switch (key->code) {
    case KEYC_ENTER:
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
        if (may_edit(sheet))
            paste(sheet, key);
        return true;
    case KEYC_DELETE:
        if (!sheet->editing && may_edit(sheet)) {
            edit_set(app_edit(view->app), field_of(sheet, sheet->cell), "");
            return true;
        }
        break;
    case KEYC_CHAR:
        if (key->c == ' ')
            return true;
        if (!sheet->editing && is_total(sheet, sheet->cell)) {
            if (may_edit(sheet))
                ask_stated_total(sheet, key->c);
            return true;
        }
        break;
    case KEYC_BACKSPACE:
        if (is_total(sheet, sheet->cell)) {
            app_warn(view->app, _("总计由程序计算；按 Delete 去掉另报的数"));
            return true;
        }
        break;
    default:
        return false;
    }
    return !may_edit(sheet) || editing_key(sheet, key);
}

static void say_filled(struct sheet *sheet, int n_filled)
{
    if (n_filled)
        app_say(sheet->view.app, _("填了 %d 个 0，^Z 可以撤销"), n_filled);
    else
        app_say(sheet->view.app, _("没有空格可填"));
}

static void fill_no_requests(struct sheet *sheet)
{
    int n_nonzero = bulk_n_nonzero(draft_of(sheet), sheet->cell, BULK_NO_REQUESTS);
    if (n_nonzero) {
        struct strbuf text = STRBUF_INIT;
        strbuf_addf(&text, _("表三、表四里已有 %d 个不是 0 的数。只把空着的格子填 0 吗？"), n_nonzero);
        bool yes = ask_yes_no(sheet->view.app, _("本年未收到申请"), text.data, false);
        strbuf_release(&text);
        if (!yes)
            return;
    }
    say_filled(sheet, bulk_fill_zero(app_edit(sheet->view.app), sheet->cell, BULK_NO_REQUESTS));
}

/* F5: last year's value where one is known, else the value from above. */
static bool repeat_value(struct sheet *sheet)
{
    const struct draft *previous = app_previous(sheet->view.app);
    struct edit *edit = app_edit(sheet->view.app);
    struct strbuf key = STRBUF_INIT, title = STRBUF_INIT;
    struct cell source = sheet->cell, above = sheet->cell;
    const char *text = NULL;
    if (is_total(sheet, sheet->cell)) {
        app_warn(sheet->view.app, _("总计由程序计算，不用填"));
        return true;
    }
    if (previous) {
        /* 上年结转 is last year's 结转: the identity's second row on the left is its second on the right, a year on. */
        const struct form_identity *identity = sheet->table->identity;
        if (identity && source.row == identity->left[1])
            source.row = identity->right[1];
        form_cell_key(sheet->form, source, &key);
        int field = draft_find(previous, key.data);
        text = field >= 0 ? draft_text(previous, field) : "";
        if (*text) {
            form_cell_title(sheet->form, source, &title);
            app_say(sheet->view.app, _("取上年报告的 %s：%s"), title.data, text);
        } else {
            app_say(sheet->view.app, _("上年报告的这一格是空的"));
        }
    } else if (row_step(sheet, &above, -1) && above.block == sheet->cell.block) {
        text = draft_text(draft_of(sheet), field_of(sheet, above));
        app_say(sheet->view.app, *text ? _("重复上一行的数（没有上年报告）") : _("上一行是空的"));
    } else {
        app_say(sheet->view.app, _("没有上年报告，上面也没有数可以重复"));
    }
    if (text && *text && may_edit(sheet)) {
        char *copy = xstrdup(text);
        edit_set(edit, field_of(sheet, sheet->cell), copy);
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
    } fills[] = {
        {COMMAND_ZERO_ROW, BULK_ROW}, {COMMAND_ZERO_BLOCK, BULK_GROUP}, {COMMAND_ZERO_TABLE, BULK_TABLE}};
    if (command == COMMAND_LAST_YEAR)
        return repeat_value(sheet);
    if (!may_edit(sheet))
        return true;
    for (size_t i = 0; i < sizeof fills / sizeof fills[0]; i++)
        if (command == fills[i].command) {
            say_filled(sheet, bulk_fill_zero(app_edit(view->app), sheet->cell, fills[i].scope));
            return true;
        }
    if (command == COMMAND_NO_REQUESTS)
        fill_no_requests(sheet);
    else if (command == COMMAND_CLEAR)
        edit_set(app_edit(view->app), field_of(sheet, sheet->cell), "");
    else
        return false;
    return true;
}

/* ---- drawing ---- */

static int label_rows(const struct sheet *sheet) { return LABEL_ROWS + (sheet->view.area.n_cols < LABEL_NARROW); }

static int page_rows(const struct sheet *sheet)
{
    int n_rows = sheet->view.area.n_rows - 1 - FOOT_ROWS - label_rows(sheet);
    return n_rows < 1 ? 1 : n_rows;
}

enum { NUMBER_COLS_GOOD = 10 }; /* what a number column gets before labels are spelled out */

static const char *full_label(const struct form_row *row) { return row->path[form_path_depth(row->path) - 1]; }

static int label_cols_of(const struct sheet *sheet, const struct sheet_line *line, bool full)
{
    const struct form_row *row = &sheet->table->blocks[line->block].rows[line->row];
    return 2 + line->depth * LABEL_INDENT + width_of_str(full ? full_label(row) : row->brief, term_ambiguous());
}

/* The columns of the row labels: short labels always fit, official ones as far as the numbers leave room. */
static int widest_label(const struct sheet *sheet)
{
    int widest = 0, widest_full = 0;
    int room = sheet->view.area.n_cols - block_of(sheet)->n_columns * NUMBER_COLS_GOOD;
    for (int i = 0; i < sheet->lines.count; i++) {
        const struct sheet_line *line = &sheet->lines.items[i];
        if (line->kind != SHEET_ROW)
            continue;
        int cols = label_cols_of(sheet, line, false), full = label_cols_of(sheet, line, true);
        widest = cols > widest ? cols : widest;
        widest_full = full > widest_full && full <= room ? full : widest_full;
    }
    return widest_full > widest ? widest_full : widest;
}

static struct sheet_columns fit_columns(const struct sheet *sheet, const struct form_block *block)
{
    return sheet_columns_fit(block, widest_label(sheet), sheet->view.area.n_cols, sheet->cell.column,
                             sheet->first_column);
}

static const char *head_of(const struct form_column *column) { return column->path[form_path_depth(column->path) - 1]; }

/* Do the official column heads need two lines? */
static int head_rows(const struct sheet *sheet, const struct form_block *block)
{
    struct sheet_columns columns = fit_columns(sheet, block);
    for (int i = 0; i < block->n_columns; i++)
        if (width_of_str(head_of(&block->columns[i]), term_ambiguous()) > columns.number_cols - 2)
            return 2;
    return 1;
}

/* Half of a head that takes two lines: 社会公 and 益组织. A short head stands in the second line. */
static void draw_half_head(int y, int x, int n_cols, const char *head, int half)
{
    size_t len = strlen(head), middle = 0;
    int n_clusters = 0, n = 0;
    for (size_t at = 0; at < len; at += cluster_len(head + at, len - at))
        n_clusters++;
    if (width_of_str(head, term_ambiguous()) > n_cols - 1)
        for (; n < (n_clusters + 1) / 2; n++)
            middle += cluster_len(head + middle, len - middle);
    if (half == 0)
        draw_pad(y, x, n_cols, head, middle, ALIGN_RIGHT, STYLE_HEADING);
    else
        draw_pad(y, x, n_cols, head + middle, len - middle, ALIGN_RIGHT, STYLE_HEADING);
}

/* Heads end where the numbers below them end; the column behind holds the marks. */
static void draw_heads(const struct sheet *sheet, int y, int block_index, int n_rows)
{
    const struct form_block *block = &sheet->table->blocks[block_index];
    struct area area = sheet->view.area;
    struct sheet_columns columns = fit_columns(sheet, block);
    for (int row = 0; row < n_rows; row++) {
        draw_fill(y + row, area.x, area.n_cols, STYLE_HEADING);
        for (int i = 0; i < columns.n_shown; i++) {
            int x = area.x + columns.label_cols + i * columns.number_cols;
            const struct form_column *column = &block->columns[columns.first_column + i];
            if (n_rows > 1)
                draw_half_head(y + row, x, columns.number_cols - 1, head_of(column), row);
            else
                draw_pad_str(y, x, columns.number_cols - 1,
                             head_rows(sheet, block) == 1 ? head_of(column) : column->brief, ALIGN_RIGHT, STYLE_HEADING);
        }
    }
}

/* Words and marks, not colour alone: `!` an error, `?` a warning, `*` a remark behind the number. */
static char mark_of(const struct sheet *sheet, struct cell cell)
{
    int severity = app_field_severity(sheet->view.app, field_of(sheet, cell));
    if (severity == 2)
        return '!';
    if (severity == 1)
        return '?';
    return *draft_remark(draft_of(sheet), cell) ? '*' : ' ';
}

static enum style style_of(const struct sheet *sheet, struct cell cell, char mark)
{
    if (cell_equal(cell, sheet->cell))
        return STYLE_CURSOR;
    if (mark == '!')
        return STYLE_ERROR;
    if (mark == '?')
        return STYLE_WARNING;
    return is_total(sheet, cell) ? STYLE_TOTAL : STYLE_NORMAL;
}

static void draw_cell(struct sheet *sheet, int y, int x, int n_cols, struct cell cell)
{
    struct strbuf text = STRBUF_INIT;
    char mark = mark_of(sheet, cell);
    enum style style = style_of(sheet, cell, mark);
    bool is_current = cell_equal(cell, sheet->cell);
    total_shown_text(draft_of(sheet), cell, &text);
    if (!text.len) {
        strbuf_add_str(&text, term_ambiguous() == 1 ? "·" : ".");
        style = is_current ? STYLE_CURSOR : STYLE_DIM;
    }
    if (is_current && sheet->editing) {
        line_draw(&sheet->line, y, x + 1, n_cols - 2);
        draw_fill(y, x + n_cols - 1, 1, STYLE_NORMAL);
    } else {
        /* One column in front keeps numbers apart, the last one holds the mark. */
        int cols = width_of(text.data, text.len, term_ambiguous());
        bool cut = cols > n_cols - 2;
        draw_fill(y, x, 1, STYLE_NORMAL);
        draw_pad(y, x + 1, n_cols - 2, cut ? ">" : text.data, cut ? 1 : text.len, ALIGN_RIGHT, style);
        draw_fill(y, x + n_cols - 1, 1, STYLE_NORMAL);
        draw_text(y, x + n_cols - 1, 1, &mark, 1,
                  mark == '!' ? STYLE_ERROR : mark == ' ' ? STYLE_NORMAL : STYLE_WARNING);
        if (is_current)
            draw_cursor(y, x + n_cols - 2);
    }
    strbuf_release(&text);
}

static void draw_row(struct sheet *sheet, int y, const struct sheet_line *line)
{
    const struct form_block *block = &sheet->table->blocks[line->block];
    struct area area = sheet->view.area;
    struct sheet_columns columns = fit_columns(sheet, block);
    bool is_current = line->block == sheet->cell.block && line->row == sheet->cell.row;
    int indent = 1 + line->depth * LABEL_INDENT;
    draw_fill(y, area.x, area.n_cols, STYLE_NORMAL);
    draw_str(y, area.x, 1, is_current ? ">" : " ", STYLE_NORMAL);
    draw_str(y, area.x + indent, columns.label_cols - indent,
             label_cols_of(sheet, line, true) <= columns.label_cols ? full_label(&block->rows[line->row])
                                                                     : block->rows[line->row].brief,
             is_current ? STYLE_HEADING : STYLE_NORMAL);
    for (int i = 0; i < columns.n_shown; i++) {
        struct cell cell = {sheet->view.section, line->block, line->row, columns.first_column + i};
        draw_cell(sheet, y, area.x + columns.label_cols + i * columns.number_cols, columns.number_cols, cell);
    }
}

static void draw_line(struct sheet *sheet, int y, const struct sheet_line *line)
{
    struct area area = sheet->view.area;
    switch (line->kind) {
    case SHEET_HEADS:
        draw_heads(sheet, y, line->block, 1);
        break;
    case SHEET_ROW:
        draw_row(sheet, y, line);
        break;
    case SHEET_TITLE:
    case SHEET_GROUP:
        draw_fill(y, area.x, area.n_cols, STYLE_NORMAL);
        draw_str(y, area.x + 1 + line->depth * LABEL_INDENT, area.n_cols - 1, line->text,
                 line->kind == SHEET_TITLE ? STYLE_HEADING : STYLE_NORMAL);
        break;
    }
}

/* The line of the block's heads in the part that scrolls; -1: they stand above it. */
static int heads_line(const struct sheet *sheet, int current)
{
    while (current >= 0 && sheet->lines.items[current].kind != SHEET_HEADS)
        current--;
    return current;
}

/* The lines that scroll, below the heads of the current block where those would be scrolled away. */
static void draw_lines(struct sheet *sheet)
{
    struct area area = sheet->view.area;
    int n_heads = sheet->table->n_blocks == 1 ? head_rows(sheet, block_of(sheet)) : 0;
    int n_rows = page_rows(sheet) + 1 - n_heads;
    int current = sheet_line_of_row(&sheet->lines, sheet->cell.block, sheet->cell.row);
    /* Headings right above the current row come into view with it. */
    int top = current;
    while (top > 0 && sheet->lines.items[top - 1].kind != SHEET_ROW)
        top--;
    if (top < sheet->first_line)
        sheet->first_line = top;
    if (current - sheet->first_line >= n_rows)
        sheet->first_line = current - n_rows + 1;
    if (sheet->first_line > sheet->lines.count - n_rows)
        sheet->first_line = sheet->lines.count - n_rows;
    if (sheet->first_line < 0)
        sheet->first_line = 0;
    if (n_heads)
        draw_heads(sheet, area.y, 0, n_heads);
    for (int row = 0; row < n_rows; row++) {
        int i = sheet->first_line + row, y = area.y + n_heads + row;
        if (row == 0 && heads_line(sheet, current) >= 0 && heads_line(sheet, current) < sheet->first_line &&
            i != current)
            draw_heads(sheet, y, sheet->cell.block, 1);
        else if (i < sheet->lines.count)
            draw_line(sheet, y, &sheet->lines.items[i]);
        else
            draw_fill(y, area.x, area.n_cols, STYLE_NORMAL);
    }
}

static int n_table_rows(const struct form_table *table, int before_block)
{
    int n = 0;
    for (int b = 0; b < before_block; b++)
        n += table->blocks[b].n_rows;
    return n;
}

/* The rule below the table, with the row's number in it. */
static void draw_position(const struct sheet *sheet, int y)
{
    struct strbuf text = STRBUF_INIT;
    struct area area = sheet->view.area;
    strbuf_addf(&text, _(" 第 %d 行 共 %d 行 "), n_table_rows(sheet->table, sheet->cell.block) + sheet->cell.row + 1,
                n_table_rows(sheet->table, sheet->table->n_blocks));
    int n_cols = width_of(text.data, text.len, term_ambiguous());
    draw_rule(y, area.x, area.n_cols, STYLE_RULE);
    draw_text(y, area.x + area.n_cols - n_cols - 2, n_cols, text.data, text.len, STYLE_RULE);
    strbuf_release(&text);
}

static void draw_label(const struct sheet *sheet, struct area area)
{
    struct strbuf text = STRBUF_INIT;
    form_row_label(sheet->form, sheet->cell, " / ", &text);
    strbuf_add_str(&text, " × ");
    form_column_label(sheet->form, sheet->cell, " / ", &text);
    struct wrapped wrapped;
    wrapped_init(&wrapped, text.data, area.n_cols);
    for (int row = 0; row < area.n_rows; row++) {
        draw_fill(area.y + row, area.x, area.n_cols, STYLE_NORMAL);
        if ((size_t)row < wrapped.count)
            draw_text(area.y + row, area.x, area.n_cols, text.data + wrapped.lines[row].offset, wrapped.lines[row].len,
                      STYLE_NORMAL);
    }
    wrapped_release(&wrapped);
    strbuf_release(&text);
}

/* “一、本年新收” and “（七）总计” without their ordinals. */
static const char *without_ordinal(const char *brief)
{
    static const char *const ends[] = {"、", "）"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        const char *end = strstr(brief, ends[i]);
        if (end)
            return end + strlen(ends[i]);
    }
    return brief;
}

static void add_term(const struct sheet *sheet, struct strbuf *out, int row, int64_t number)
{
    struct cell cell = {sheet->view.section, sheet->cell.block, row, sheet->cell.column};
    struct strbuf shown = STRBUF_INIT;
    total_shown_text(draft_of(sheet), cell, &shown);
    strbuf_add_str(out, without_ordinal(form_row_of(sheet->form, cell)->brief));
    if (shown.len)
        strbuf_addf(out, " %" PRId64, number);
    else
        strbuf_add_str(out, _(" 未填"));
    strbuf_release(&shown);
}

/* The balance of the current column, its verdict first, so that a narrow screen cuts what can be missed. */
static void draw_balance(const struct sheet *sheet, struct area area)
{
    struct balance balance;
    draw_fill(area.y, area.x, area.n_cols, STYLE_NORMAL);
    if (!total_balance(draft_of(sheet), sheet->cell, &balance))
        return;
    const struct form_identity *identity = sheet->table->identity;
    bool agrees = !balance.overflow && !balance.difference;
    struct strbuf text = STRBUF_INIT;
    if (balance.overflow)
        strbuf_add_str(&text, _("本列数太大，无法核对："));
    else if (balance.difference)
        strbuf_addf(&text, _("本列差 %" PRId64 "："), balance.difference);
    else
        strbuf_add_str(&text, balance.n_blank ? _("本列差 0：") : _("本列相符："));
    add_term(sheet, &text, identity->left[0], balance.left[0]);
    strbuf_add_str(&text, " + ");
    add_term(sheet, &text, identity->left[1], balance.left[1]);
    strbuf_add_str(&text, agrees ? " = " : _(" 对 "));
    add_term(sheet, &text, identity->right[0], balance.right[0]);
    strbuf_add_str(&text, " + ");
    add_term(sheet, &text, identity->right[1], balance.right[1]);
    draw_text(area.y, area.x, area.n_cols, text.data, text.len, agrees ? STYLE_GOOD : STYLE_ERROR);
    strbuf_release(&text);
}

/* What is to be said of the cell: a finding, a misstated total, the remark, last year's value. */
static void draw_note(const struct sheet *sheet, struct area area)
{
    struct strbuf text = STRBUF_INIT;
    enum style style = STYLE_NORMAL;
    int field = field_of(sheet, sheet->cell);
    const struct findings *findings = app_findings(sheet->view.app);
    for (size_t i = 0; i < findings->count && !text.len; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->field != field || finding->reason)
            continue;
        style = finding->rule->severity == SEVERITY_ERROR ? STYLE_ERROR : STYLE_WARNING;
        strbuf_addf(&text, "%s：%s", style == STYLE_ERROR ? _("错误") : _("提醒"), finding->text);
    }
    const char *remark = draft_remark(draft_of(sheet), sheet->cell);
    if (!text.len && *remark)
        strbuf_addf(&text, _("备注：%s"), remark);
    const struct draft *previous = app_previous(sheet->view.app);
    if (!text.len && previous) {
        int before = draft_find(previous, draft_key(draft_of(sheet), field));
        if (before >= 0 && draft_len(previous, before))
            strbuf_addf(&text, _("上年：%s"), draft_text(previous, before));
    }
    if (!text.len && is_total(sheet, sheet->cell))
        strbuf_add_str(&text, _("总计，由程序计算"));
    draw_pad(area.y, area.x, area.n_cols, text.data, text.len, ALIGN_LEFT, style);
    strbuf_release(&text);
}

static void sheet_draw(struct view *view)
{
    struct sheet *sheet = sheet_of(view);
    struct area area = view->area;
    sheet->first_column = fit_columns(sheet, block_of(sheet)).first_column;
    draw_lines(sheet);
    int y = area.y + page_rows(sheet) + 1;
    draw_position(sheet, y);
    draw_label(sheet, (struct area){y + 1, area.x, label_rows(sheet), area.n_cols});
    y += 1 + label_rows(sheet);
    draw_balance(sheet, (struct area){y, area.x, 1, area.n_cols});
    draw_note(sheet, (struct area){y + 1, area.x, 1, area.n_cols});
}

/* ---- the rest of the interface ---- */

static struct place sheet_place(const struct view *view)
{
    return (struct place){field_of(sheet_of(view), sheet_of(view)->cell), 0};
}

static void sheet_go(struct view *view, struct place place)
{
    struct sheet *sheet = sheet_of(view);
    struct cell cell;
    editing_end(sheet);
    if (draft_field_cell(draft_of(sheet), place.field, &cell) && cell.section == view->section)
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
    strbuf_addf(out, "\n　　%s\n\n%s\n　　%s", _(column->help), sheet->form->sections[view->section].heading,
                _(sheet->form->sections[view->section].help));
    strbuf_add_str(out, _("\n\n怎样填\n　　直接输入数字，按 Enter 到下一格。可以写 12+5+3，程序取 20。没有的填 0；不适用的填 /。"
                          "Delete 清空，F5 取上年的数，F10 菜单里可以把整行、整组、整表填 0。"));
}

static void sheet_settle(struct view *view) { editing_end(sheet_of(view)); }

static void sheet_free(struct view *view)
{
    struct sheet *sheet = sheet_of(view);
    editing_end(sheet);
    sheet_lines_release(&sheet->lines);
    free(sheet);
}

static const struct view_class sheet_class = {
    .commands = COMMAND_BIT(COMMAND_LAST_YEAR) | COMMAND_BIT(COMMAND_ZERO_ROW) | COMMAND_BIT(COMMAND_ZERO_BLOCK) |
                COMMAND_BIT(COMMAND_ZERO_TABLE) | COMMAND_BIT(COMMAND_NO_REQUESTS) | COMMAND_BIT(COMMAND_CLEAR),
    .free = sheet_free,
    .draw = sheet_draw,
    .key = sheet_key,
    .settle = sheet_settle,
    .command = sheet_command,
    .place = sheet_place,
    .go = sheet_go,
    .help = sheet_help,
};

struct view *sheetview_new(struct app *app, int section)
{
    struct sheet *sheet = xcalloc(1, sizeof *sheet);
    sheet->view = (struct view){.class = &sheet_class, .app = app, .section = section};
    sheet->form = draft_form(app_draft(app));
    sheet->table = sheet->form->sections[section].table;
    sheet->cell = (struct cell){section, 0, 0, 0};
    sheet_lines_make(&sheet->lines, sheet->table);
    return &sheet->view;
}
