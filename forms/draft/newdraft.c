/* SPDX-License-Identifier: MIT */
#include "forms/draft/newdraft.h"

#include <stdio.h>

#include "forms/base/date.h"
#include "forms/draft/bulk.h"
#include "forms/draft/edit.h"
#include "forms/draft/total.h"
#include "locale/visible.h"

int newdraft_usual_year(void) { return date_today().year - 1; }

struct draft *newdraft_empty(const char *unit, int year)
{
    char digits[16] = "";
    struct draft *draft = draft_new(form_for_year(year));
    if (year)
        snprintf(digits, sizeof digits, "%d", year);
    draft_set(draft, draft_cover_field(draft, COVER_UNIT), unit);
    draft_set(draft, draft_cover_field(draft, COVER_REPORT_YEAR), digits);
    return draft;
}

/* The number that stood in the cell, with the name of the cell it came from. */
static void carry_cell(struct draft *draft, struct cell to, const struct draft *previous,
                       const char *from_key)
{
    int source = draft_find(previous, from_key);
    struct cell from;
    struct strbuf text = STRBUF_INIT, mark = STRBUF_INIT;
    if (source >= 0 && draft_field_cell(previous, source, &from)) {
        total_shown_text(previous, from, &text);
        if (value_of(CELL_COUNT, text.data).kind == VALUE_NUMBER) {
            draft_set(draft, draft_cell_field(draft, to), text.data);
            strbuf_add_str(&mark, "carried.");
            form_cell_key(draft_form(draft), to, &mark);
            int field = draft_field(draft, mark.data);
            strbuf_clear(&mark);
            strbuf_addf(&mark, "%s = %s", from_key, text.data);
            draft_set(draft, field, mark.data);
        }
    }
    strbuf_release(&text);
    strbuf_release(&mark);
}

/* 上年结转 is the second row on the left of the identity, 结转下年度 the second on its right. */
static void carry_requests(struct draft *draft, const struct draft *previous)
{
    const struct form *form = draft_form(draft);
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell to = form_cell_at(form, i), from = to;
        const struct form_identity *identity = form->sections[to.section].table->identity;
        if (!identity || to.row != identity->left[1] || form_cell_is_total(form, to))
            continue;
        from.row = identity->right[1];
        struct strbuf key = STRBUF_INIT;
        form_cell_key(form, from, &key);
        carry_cell(draft, to, previous, key.data);
        strbuf_release(&key);
    }
}

struct draft *newdraft_from_previous(const struct draft *previous, const char *previous_path)
{
    int year = draft_year(previous);
    struct draft *draft = newdraft_empty(
        draft_text(previous, draft_cover_field(previous, COVER_UNIT)), year ? year + 1 : 0);
    const struct form *form = draft_form(draft);
    struct strbuf path = STRBUF_INIT;
    for (int i = COVER_ADDRESS; i < COVER_N_FIELDS; i++)
        draft_set(draft, draft_cover_field(draft, i),
                  draft_text(previous, draft_cover_field(previous, i)));
    visible_add_name(&path, previous_path);
    draft_set(draft, draft_field(draft, "report.previous"), path.data);
    strbuf_release(&path);
    carry_requests(draft, previous);
    for (int s = 0; s < form->n_sections; s++) {
        int source = form->sections[s].table ? -1 : draft_find(previous, form->sections[s].key);
        if (source >= 0)
            draft_set(draft, draft_section_field(draft, s), draft_text(previous, source));
    }
    return draft;
}

void newdraft_fill_zero(struct draft *draft)
{
    struct edit *edit = edit_new(draft);
    const struct form *form = draft_form(draft);
    for (int s = 0; s < form->n_sections; s++)
        if (form->sections[s].table)
            bulk_fill_zero(edit, (struct cell){s, 0, 0, 0}, BULK_TABLE);
    edit_free(edit);
}
