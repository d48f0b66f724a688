/* SPDX-License-Identifier: MIT */
#ifndef TUI_VIEW_SHEET_H
#define TUI_VIEW_SHEET_H

/* The sheet of a table, shared by the file that takes keys (sheetview.c) and the one that draws
 * (sheetdraw.c). */

#include <stdbool.h>
#include <stdint.h>

#include "forms/form/formdef.h"
#include "tui/screen/lineedit.h"
#include "tui/view/view.h"
#include "tui/view/sheetlines.h"

struct sheet {
    struct view view;
    const struct form *form;
    const struct form_table *table;
    struct sheet_lines lines;
    struct cell cell; /* the current one */
    int first_line;   /* of the part that scrolls */
    int first_column;
    int label_cols;   /* of the row labels, measured at each paint */
    bool *has_remark; /* of each cell of the form, looked up at each paint */
    bool editing;     /* the operator is typing into the cell; the step of the edit is open */
    bool has_refused; /* something typed since then was not taken, and nobody has been told when he
                         went on */
    bool is_unfinished; /* the line is no number yet: the cell has that which it begins with */
    struct lineedit line;
    char *text_before;      /* of the cell, while editing */
    uint64_t change_before; /* draft_change() of the cell then */
};

static inline const struct draft *sheet_draft(const struct sheet *sheet)
{
    return desk_draft(sheet->view.desk);
}
static inline int sheet_field(const struct sheet *sheet, struct cell cell)
{
    return draft_cell_field(sheet_draft(sheet), cell);
}
static inline const struct form_block *sheet_block(const struct sheet *sheet)
{
    return form_block_of(sheet->form, sheet->cell);
}

/* Draws the sheet into its area. */
void sheet_draw(struct sheet *sheet);
/* Rows that one page moves by. */
int sheet_page_rows(const struct sheet *sheet);

#endif
