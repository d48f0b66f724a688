/* SPDX-License-Identifier: MIT */
#include "forms/rollup/figures.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

void figures_release(struct figures *figures)
{
    strbuf_release(&figures->unit);
    strbuf_release(&figures->previous);
    strbuf_release(&figures->amounts);
    free(figures->values);
    free(figures->texts);
    *figures = (struct figures)FIGURES_INIT;
}

void figures_start(struct figures *figures, const struct form *form, int n_cells)
{
    if (n_cells > figures->capacity) {
        figures->values = xreallocarray(figures->values, (size_t)n_cells, sizeof *figures->values);
        figures->texts = xreallocarray(figures->texts, (size_t)n_cells, sizeof *figures->texts);
        figures->capacity = n_cells;
    }
    figures->form = form;
    figures->year = figures->n_numbers = figures->n_blank = 0;
    strbuf_clear(&figures->unit);
    strbuf_clear(&figures->previous);
    strbuf_clear(&figures->amounts);
}

void figures_count(struct figures *figures, struct value value)
{
    figures->n_numbers += value.kind == VALUE_NUMBER;
    figures->n_blank += value.kind == VALUE_BLANK;
}

bool figures_has_text(enum cell_kind kind) { return kind == CELL_AMOUNT || kind == CELL_MONEY; }

void figures_keep_text(struct figures *figures, int cell, const char *text, size_t len)
{
    figures->texts[cell] = figures->amounts.len;
    strbuf_add(&figures->amounts, text, len);
    strbuf_add_byte(&figures->amounts, '\0');
}

const char *figures_amount(const struct figures *figures, int cell)
{
    return figures->amounts.data + figures->texts[cell];
}

void figures_from_draft(const struct draft *draft, struct figures *figures)
{
    const struct form *form = draft_form(draft);
    int n_cells = form_n_cells(form);
    figures_start(figures, form, n_cells);
    figures->year = draft_year(draft);
    strbuf_add_str(&figures->unit, draft_text(draft, draft_cover_field(draft, COVER_UNIT)));
    strbuf_add_str(&figures->previous, draft_text_of(draft, "report.previous"));
    memcpy(figures->values, draft_values(draft), (size_t)n_cells * sizeof *figures->values);
    for (int i = 0; i < n_cells; i++) {
        struct cell cell = form_cell_at(form, i);
        int field = draft_cell_field(draft, cell);
        if (!form_cell_is_total(form, cell))
            figures_count(figures, figures->values[i]);
        if (figures_has_text(form_column_of(form, cell)->kind))
            figures_keep_text(figures, i, draft_text(draft, field), draft_len(draft, field));
    }
}
