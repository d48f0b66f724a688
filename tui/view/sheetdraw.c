/* SPDX-License-Identifier: MIT */
/* Drawing a sheet: frozen heads and labels, the official label of the current cell in full below,
 * its column's balance, what is to be said of it. */
#include "tui/view/sheet.h"

#include <inttypes.h>
#include <string.h>

#include "forms/check/progress.h"
#include "forms/draft/total.h"
#include "locale/cluster.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/width.h"
#include "tui/screen/box.h"
#include "tui/term/draw.h"
#include "tui/term/term.h"

enum {
    LABEL_INDENT = 2,
    LABEL_ROWS = 2,    /* kept for the full label of the current cell, three on narrow screens */
    LABEL_NARROW = 78, /* below so many columns */
    FOOT_ROWS = 3,     /* rule, balance, what is to be said of the cell */
};

static int label_rows(const struct sheet *sheet)
{
    return LABEL_ROWS + (sheet->view.area.n_cols < LABEL_NARROW);
}

int sheet_page_rows(const struct sheet *sheet)
{
    int n_rows = sheet->view.area.n_rows - 1 - FOOT_ROWS - label_rows(sheet);
    return n_rows < 1 ? 1 : n_rows;
}

enum { NUMBER_COLS_GOOD = 10 }; /* what a number column gets before labels are spelled out */

static const char *full_label(const struct form_row *row)
{
    return row->path[form_path_depth(row->path) - 1];
}

static int label_cols_of(const struct sheet *sheet, const struct sheet_line *line, bool full)
{
    const struct form_row *row = &sheet->table->blocks[line->block].rows[line->row];
    return 2 + line->depth * LABEL_INDENT +
           width_of_str(full ? full_label(row) : row->brief, term_ambiguous());
}

/* The columns of the row labels: short labels always fit, official ones as far as the numbers leave
 * room. */
static int widest_label(const struct sheet *sheet)
{
    int widest = 0, widest_full = 0;
    int room = sheet->view.area.n_cols - sheet_block(sheet)->n_columns * NUMBER_COLS_GOOD;
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
    return sheet_columns_fit(block, sheet->label_cols, sheet->view.area.n_cols, sheet->cell.column,
                             sheet->first_column);
}

static const char *head_of(const struct form_column *column)
{
    return column->path[form_path_depth(column->path) - 1];
}

/* Do the official column heads need two lines? */
static int head_rows(const struct sheet *sheet, const struct form_block *block)
{
    struct sheet_columns columns = fit_columns(sheet, block);
    for (int i = 0; i < block->n_columns; i++)
        if (width_of_str(head_of(&block->columns[i]), term_ambiguous()) > columns.number_cols - 2)
            return 2;
    return 1;
}

/* Half of a head that takes two lines: 社会公 and 益组织. A short head stands in the second line.
 */
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
                             head_rows(sheet, block) == 1 ? head_of(column) : column->brief,
                             ALIGN_RIGHT, STYLE_HEADING);
        }
    }
}

/* Words and marks, not colour alone: `!` an error, `?` a warning, `*` a remark behind the number.
 */
static char mark_of(const struct sheet *sheet, struct cell cell)
{
    int severity = desk_severity_of_field(sheet->view.desk, sheet_field(sheet, cell));
    if (severity == 2)
        return '!';
    if (severity == 1)
        return '?';
    return sheet->has_remark[form_cell_index(sheet->form, cell)] ? '*' : ' ';
}

static enum style style_of(const struct sheet *sheet, struct cell cell, char mark)
{
    if (cell_equal(cell, sheet->cell))
        return STYLE_FOCUS;
    if (mark == '!')
        return STYLE_ERROR;
    if (mark == '?')
        return STYLE_WARNING;
    return form_cell_is_total(sheet->form, cell) ? STYLE_HEADING : STYLE_NORMAL;
}

static void draw_cell(struct sheet *sheet, int y, int x, int n_cols, struct cell cell)
{
    struct strbuf text = STRBUF_INIT;
    char mark = mark_of(sheet, cell);
    enum style style = style_of(sheet, cell, mark);
    bool is_current = cell_equal(cell, sheet->cell);
    total_shown_text(sheet_draft(sheet), cell, &text);
    if (!text.len) {
        strbuf_add_str(&text, term_ambiguous() == 1 ? "·" : ".");
        style = is_current ? STYLE_FOCUS : STYLE_DIM;
    }
    /* One column in front keeps numbers apart, the last one holds the mark. */
    bool cut = width_of(text.data, text.len, term_ambiguous()) > n_cols - 2;
    draw_fill(y, x, 1, STYLE_NORMAL);
    draw_pad(y, x + 1, n_cols - 2, cut ? ">" : text.data, cut ? 1 : text.len, ALIGN_RIGHT, style);
    draw_fill(y, x + n_cols - 1, 1, STYLE_NORMAL);
    draw_text(y, x + n_cols - 1, 1, &mark, 1,
              mark == '!'   ? STYLE_ERROR
              : mark == ' ' ? STYLE_NORMAL
                            : STYLE_WARNING);
    if (is_current)
        draw_cursor(y, x + n_cols - 2);
    strbuf_release(&text);
}

/* What is being typed into the current cell, over whole cells beside it where it is longer
 * (12+5+3). The row's cells begin at x. */
static void draw_typing(struct sheet *sheet, int y, int x, struct sheet_columns columns)
{
    int n_cols = columns.number_cols, first = sheet->cell.column - columns.first_column;
    int wanted = width_of_str(sheet->line.text.data, term_ambiguous()) +
                 3; /* the cursor, a blank on either side */
    int n_cells = (wanted + n_cols - 1) / n_cols;
    if (n_cells > columns.n_shown)
        n_cells = columns.n_shown;
    if (first > columns.n_shown - n_cells)
        first = columns.n_shown - n_cells;
    x += first * n_cols;
    draw_fill(y, x, n_cells * n_cols, STYLE_NORMAL);
    lineedit_draw(&sheet->line, y, x + 1, n_cells * n_cols - 2);
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
             label_cols_of(sheet, line, true) <= columns.label_cols
                 ? full_label(&block->rows[line->row])
                 : block->rows[line->row].brief,
             is_current ? STYLE_HEADING : STYLE_NORMAL);
    for (int i = 0; i < columns.n_shown; i++) {
        struct cell cell = {sheet->view.section, line->block, line->row, columns.first_column + i};
        draw_cell(sheet, y, area.x + columns.label_cols + i * columns.number_cols,
                  columns.number_cols, cell);
    }
    if (is_current && sheet->editing)
        draw_typing(sheet, y, area.x + columns.label_cols, columns);
}

static void draw_line(struct sheet *sheet, int y, const struct sheet_line *line)
{
    struct area area = sheet->view.area;
    switch (line->kind) {
    case SHEET_HEADS: draw_heads(sheet, y, line->block, 1); break;
    case SHEET_ROW: draw_row(sheet, y, line); break;
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

/* The lines that scroll, below the heads of the current block where those would be scrolled away.
 */
static void draw_lines(struct sheet *sheet)
{
    struct area area = sheet->view.area;
    int n_heads = sheet->table->n_blocks == 1 ? head_rows(sheet, sheet_block(sheet)) : 0;
    int n_rows = sheet_page_rows(sheet) + 1 - n_heads;
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
        if (row == 0 && heads_line(sheet, current) >= 0 &&
            heads_line(sheet, current) < sheet->first_line && i != current)
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
    strbuf_addf(&text, _(" 第 %d 行 共 %d 行 "),
                n_table_rows(sheet->table, sheet->cell.block) + sheet->cell.row + 1,
                n_table_rows(sheet->table, sheet->table->n_blocks));
    int n_cols = width_of(text.data, text.len, term_ambiguous());
    draw_rule(y, area.x, area.n_cols, STYLE_DIM);
    draw_text(y, area.x + area.n_cols - n_cols - 2, n_cols, text.data, text.len, STYLE_DIM);
    strbuf_release(&text);
}

/* Returns the rows it took; what is left of the area is for the note. */
static int draw_label(const struct sheet *sheet, struct area area)
{
    struct strbuf text = STRBUF_INIT;
    form_row_label(sheet->form, sheet->cell, " / ", &text);
    strbuf_add_str(&text, term_ambiguous() == 1 ? " × " : " x ");
    form_column_label(sheet->form, sheet->cell, " / ", &text);
    struct wrapped wrapped;
    wrapped_init(&wrapped, text.data, area.n_cols);
    int n_rows = wrapped.count < (size_t)area.n_rows ? (int)wrapped.count : area.n_rows;
    wrapped_draw(&wrapped, 0, (struct area){area.y, area.x, n_rows, area.n_cols}, STYLE_NORMAL);
    wrapped_release(&wrapped);
    strbuf_release(&text);
    return n_rows;
}

static void add_term(const struct sheet *sheet, struct strbuf *out, int row, int64_t number)
{
    struct cell cell = {sheet->view.section, sheet->cell.block, row, sheet->cell.column};
    struct strbuf shown = STRBUF_INIT;
    total_shown_text(sheet_draft(sheet), cell, &shown);
    strbuf_add_str(out, form_row_name(form_row_of(sheet->form, cell)));
    if (shown.len)
        strbuf_addf(out, " %" PRId64, number);
    else
        strbuf_add_str(out, _(" 未填"));
    strbuf_release(&shown);
}

/* The balance of the current column, its verdict first, so that a narrow screen cuts what can be
 * missed. */
static void draw_balance(const struct sheet *sheet, struct area area)
{
    struct balance balance;
    draw_fill(area.y, area.x, area.n_cols, STYLE_NORMAL);
    if (!total_balance(sheet_draft(sheet), sheet->cell, &balance))
        return;
    const struct form_identity *identity = sheet->table->identity;
    int n_blank = progress_n_blank_of_column(sheet_draft(sheet), sheet->cell);
    bool agrees = !balance.overflow && !balance.difference;
    struct strbuf text = STRBUF_INIT;
    if (balance.overflow)
        strbuf_add_str(&text, _("本列数太大，无法核对："));
    else if (n_blank)
        strbuf_addf(&text, _("本列还缺 %d 格，目前差 %" PRId64 "："), n_blank, balance.difference);
    else if (balance.difference)
        strbuf_addf(&text, _("本列差 %" PRId64 "："), balance.difference);
    else
        strbuf_add_str(&text, _("本列相符："));
    add_term(sheet, &text, identity->left[0], balance.left[0]);
    strbuf_add_str(&text, " + ");
    add_term(sheet, &text, identity->left[1], balance.left[1]);
    strbuf_add_str(&text, agrees ? " = " : _(" 对 "));
    add_term(sheet, &text, identity->right[0], balance.right[0]);
    strbuf_add_str(&text, " + ");
    add_term(sheet, &text, identity->right[1], balance.right[1]);
    draw_text(area.y, area.x, area.n_cols, text.data, text.len,
              balance.overflow ? STYLE_ERROR
              : n_blank        ? STYLE_DIM
              : agrees         ? STYLE_DIM
                               : STYLE_ERROR);
    strbuf_release(&text);
}

/* Where a number came from that was carried over from last year's report (newdraft.h), while it
 * still is that number. */
static void add_source(const struct sheet *sheet, int field, struct strbuf *out)
{
    const struct draft *draft = sheet_draft(sheet);
    struct strbuf key = STRBUF_INIT, title = STRBUF_INIT;
    struct cell source;
    strbuf_addf(&key, "carried.%s", draft_key(draft, field));
    const char *text = draft_text_of(draft, key.data), *number = strstr(text, " = ");
    strbuf_clear(&key);
    strbuf_add(&key, text, number ? (size_t)(number - text) : 0);
    if (number && form_cell_find(sheet->form, key.data, &source) &&
        strcmp(number + strlen(" = "), draft_text(draft, field)) == 0) {
        form_cell_title(sheet->form, source, &title);
        strbuf_addf(out, _("取自上年报告：%s %s"), title.data, number + strlen(" = "));
    }
    strbuf_release(&key);
    strbuf_release(&title);
}

/* What is to be said of the cell, as far as there are rows for it: a finding, a misstated total,
 * the remark, last year's value. */
static void draw_note(const struct sheet *sheet, struct area area)
{
    struct strbuf text = STRBUF_INIT;
    enum style style = STYLE_NORMAL;
    int field = sheet_field(sheet, sheet->cell);
    const struct finding *finding = view_add_finding(&sheet->view, field, &text);
    if (finding)
        style = finding->rule->severity == SEVERITY_ERROR ? STYLE_ERROR : STYLE_WARNING;
    const char *remark = draft_remark(sheet_draft(sheet), sheet->cell);
    if (!text.len && *remark)
        strbuf_addf(&text, _("备注：%s"), remark);
    if (!text.len)
        add_source(sheet, field, &text);
    const struct draft *previous = desk_previous(sheet->view.desk);
    if (!text.len && previous) {
        const char *before = draft_text_of(previous, draft_key(sheet_draft(sheet), field));
        if (*before)
            strbuf_addf(&text, _("上年：%s"), before);
    }
    if (!text.len && form_cell_is_total(sheet->form, sheet->cell))
        strbuf_add_str(&text, _("总计，由程序计算"));
    struct wrapped wrapped;
    wrapped_init(&wrapped, text.data, area.n_cols);
    draw_clear_area(area.y, area.x, area.n_rows, area.n_cols, STYLE_NORMAL);
    if (wrapped.count < (size_t)area.n_rows)
        area.n_rows = (int)wrapped.count;
    wrapped_draw(&wrapped, 0, area, style);
    wrapped_release(&wrapped);
    strbuf_release(&text);
}

static void find_remarks(struct sheet *sheet)
{
    static const char prefix[] = "remarks.";
    const struct draft *draft = sheet_draft(sheet);
    struct cell cell;
    memset(sheet->has_remark, 0, (size_t)form_n_cells(sheet->form) * sizeof *sheet->has_remark);
    for (int field = 0; field < draft_n_fields(draft); field++)
        if (strncmp(draft_key(draft, field), prefix, strlen(prefix)) == 0 &&
            draft_len(draft, field) &&
            form_cell_find(sheet->form, draft_key(draft, field) + strlen(prefix), &cell))
            sheet->has_remark[form_cell_index(sheet->form, cell)] = true;
}

void sheet_draw(struct sheet *sheet)
{
    struct area area = sheet->view.area;
    /* Once a paint: every row or cell asks for them. */
    sheet->label_cols = widest_label(sheet);
    find_remarks(sheet);
    sheet->first_column = fit_columns(sheet, sheet_block(sheet)).first_column;
    draw_lines(sheet);
    int y = area.y + sheet_page_rows(sheet) + 1;
    draw_position(sheet, y);
    int n_label_rows =
        draw_label(sheet, (struct area){y + 1, area.x, label_rows(sheet), area.n_cols});
    y += 1 + n_label_rows;
    draw_balance(sheet, (struct area){y, area.x, 1, area.n_cols});
    draw_note(sheet,
              (struct area){y + 1, area.x, 1 + label_rows(sheet) - n_label_rows, area.n_cols});
}
