/* SPDX-License-Identifier: MIT */
#include "forms/draft/bulk.h"

#include <string.h>

#include "locale/message.h"

/* Do both rows stand under the same innermost heading? Rows without one belong together in their
 * block. */
static bool same_group(const struct form_row *a, const struct form_row *b)
{
    int depth = form_path_depth(a->path);
    if (form_path_depth(b->path) != depth)
        return false;
    for (int i = 0; i + 1 < depth; i++)
        if (strcmp(a->path[i], b->path[i]) != 0)
            return false;
    return true;
}

/* 表三 and the tables after it speak of requests and what came of them; 表二 before it does not. */
static bool is_about_requests(const struct form *form, int section)
{
    for (int s = 0; s <= section; s++)
        if (form->sections[s].table && form->sections[s].table->identity)
            return true;
    return false;
}

static bool in_scope(const struct form *form, struct cell cell, struct cell at,
                     enum bulk_scope scope)
{
    switch (scope) {
    case BULK_ROW:
        return at.section == cell.section && at.block == cell.block && at.row == cell.row &&
               at.column >= cell.column;
    case BULK_GROUP:
        return at.section == cell.section && at.block == cell.block &&
               same_group(form_row_of(form, cell), form_row_of(form, at));
    case BULK_TABLE: return at.section == cell.section;
    case BULK_DRAFT: return true;
    case BULK_NO_REQUESTS: return is_about_requests(form, at.section);
    }
    return false;
}

static bool is_blank_in_scope(const struct draft *draft, struct cell cell, struct cell at,
                              enum bulk_scope scope)
{
    const struct form *form = draft_form(draft);
    return !form_cell_is_total(form, at) && in_scope(form, cell, at, scope) &&
           draft_value(draft, at).kind == VALUE_BLANK;
}

int bulk_n_blank(const struct draft *draft, struct cell cell, enum bulk_scope scope)
{
    int n = 0;
    for (int i = 0; i < form_n_cells(draft_form(draft)); i++)
        n += is_blank_in_scope(draft, cell, form_cell_at(draft_form(draft), i), scope);
    return n;
}

int bulk_fill_zero(struct edit *edit, struct cell cell, enum bulk_scope scope)
{
    static const char *const names[] = {
        [BULK_ROW] = N_("本行填 0"),
        [BULK_GROUP] = N_("本组填 0"),
        [BULK_TABLE] = N_("整表填 0"),
        [BULK_DRAFT] = N_("空着的格都填 0"),
        [BULK_NO_REQUESTS] = N_("本年未收到申请，表三、表四填 0"),
    };
    struct draft *draft = edit_draft(edit);
    const struct form *form = draft_form(draft);
    int n_filled = 0;
    edit_begin(edit, names[scope]);
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell at = form_cell_at(form, i);
        if (!is_blank_in_scope(draft, cell, at, scope))
            continue;
        edit_set(edit, draft_cell_field(draft, at), "0");
        n_filled++;
    }
    edit_end(edit);
    return n_filled;
}

int bulk_n_nonzero(const struct draft *draft, struct cell cell, enum bulk_scope scope)
{
    const struct form *form = draft_form(draft);
    int n = 0;
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell at = form_cell_at(form, i);
        const char *text = draft_text(draft, draft_cell_field(draft, at));
        n += in_scope(form, cell, at, scope) && *text && strspn(text, "0.") != strlen(text);
    }
    return n;
}
