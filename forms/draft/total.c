/* SPDX-License-Identifier: MIT */
#include "forms/draft/total.h"

#include <inttypes.h>

void total_shown_text(const struct draft *draft, struct cell cell, struct strbuf *out)
{
    const char *own = draft_text(draft, draft_cell_field(draft, cell));
    strbuf_add_str(out, own);
    if (*own || !form_cell_is_total(draft_form(draft), cell))
        return;
    struct total total = total_of(draft, cell);
    if (total.n_filled)
        strbuf_addf(out, "%" PRId64, total.number);
}

void total_drop_agreeing(struct draft *draft)
{
    const struct form *form = draft_form(draft);
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell cell = form_cell_at(form, i);
        if (form_cell_is_total(form, cell) && draft_value(draft, cell).kind == VALUE_NUMBER &&
            total_of(draft, cell).n_filled && !total_is_misstated(draft, cell))
            draft_set(draft, draft_cell_field(draft, cell), "");
    }
}
