/* SPDX-License-Identifier: MIT */
#include "forms/check/progress.h"

#include <stdlib.h>
#include <string.h>

#include "forms/check/check_claims.h"
#include "forms/check/check_figures.h"
#include "forms/check/check_sums.h"
#include "forms/check/check_table.h"
#include "forms/check/check_text.h"
#include "locale/message.h"

/* ---- what is not filled in yet ---- */

enum extent { EXTENT_COLUMN, EXTENT_ROW, EXTENT_TABLE };

static bool is_within(struct cell cell, struct cell of, enum extent extent)
{
    return cell.section == of.section &&
           (extent == EXTENT_TABLE ||
            (cell.block == of.block &&
             (extent == EXTENT_COLUMN ? cell.column == of.column : cell.row == of.row)));
}

/* Blank cells of what the cell's total, or its column's balance, is made of: where its column (row)
 * has nothing but totals, that is the whole table. */
static int n_blank(const struct draft *draft, struct cell of, enum extent extent)
{
    const struct form *form = draft_form(draft);
    int n = 0, n_cells = 0;
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell cell = form_cell_at(form, i);
        if (!is_within(cell, of, extent) || form_cell_is_total(form, cell))
            continue;
        n_cells++;
        n += draft_value(draft, cell).kind == VALUE_BLANK;
    }
    return n_cells || extent == EXTENT_TABLE ? n : n_blank(draft, of, EXTENT_TABLE);
}

int progress_n_blank_of_column(const struct draft *draft, struct cell cell)
{
    return n_blank(draft, cell, EXTENT_COLUMN);
}

/* Rules that judge several cells together, or a sentence by a table: there is nothing to judge
 * while cells of them are blank. */
static const struct judge {
    void (*check)(struct check *check);
    enum extent extent;
    const char *section; /* the table that sentences are compared with; NULL: the finding's own */
} judges[] = {
    {check_balance, EXTENT_COLUMN, NULL},
    {check_totals_of_sum, EXTENT_COLUMN, NULL},
    {check_totals_of_rows, EXTENT_ROW, NULL},
    {check_stock, EXTENT_ROW, NULL},
    {check_swapped_columns, EXTENT_TABLE, NULL},
    {check_split_number, EXTENT_TABLE, NULL},
    {check_applicant_kinds, EXTENT_TABLE, NULL},
    {check_cells_are_filled, EXTENT_TABLE, NULL},
    {check_request_figures, EXTENT_TABLE, "requests"},
    {check_requests_without_table, EXTENT_TABLE, "requests"},
    {check_result_figures, EXTENT_TABLE, "requests"},
    {check_contradictions, EXTENT_TABLE, "requests"},
    {check_fee_and_requests, EXTENT_TABLE, "requests"},
    {check_disclosure_figures, EXTENT_TABLE, "disclosure"},
    {check_review_figures, EXTENT_TABLE, "review"},
    {check_review_claims, EXTENT_TABLE, "review"},
};

static bool judges_blanks(const struct judge *judge, const struct draft *draft,
                          const struct finding *finding)
{
    struct cell cell = {0};
    if (judge->section)
        cell.section = form_section_index(draft_form(draft), judge->section);
    else if (!draft_field_cell(draft, finding->field, &cell))
        return false;
    return n_blank(draft, cell, judge->extent) > 0;
}

bool progress_is_premature(const struct draft *draft, const struct finding *finding)
{
    if (finding->field < 0)
        return false;
    if (finding->rule->check == check_cover || finding->rule->check == check_sections)
        return !draft_len(draft, finding->field);
    for (size_t i = 0; i < sizeof judges / sizeof *judges; i++)
        if (finding->rule->check == judges[i].check)
            return judges_blanks(&judges[i], draft, finding);
    return false;
}

void progress_drop_premature(const struct draft *draft, struct findings *findings)
{
    size_t n_left = 0;
    for (size_t i = 0; i < findings->count; i++) {
        struct finding *finding = &findings->items[i];
        if (progress_is_premature(draft, finding))
            finding_release(finding);
        else
            findings->items[n_left++] = *finding;
    }
    findings->count = n_left;
}

/* ---- how far it is ---- */

/* The date is asked for at the formal print only, but a cover without it is not finished. */
static bool is_wanted(int cover_field)
{
    return form_cover[cover_field].required || form_cover[cover_field].kind == COVER_DATE;
}

static void add_missing(struct strbuf *out, const char *what)
{
    strbuf_addf(out, "%s%s", out->len ? _("、") : "", what);
}

/* The first blank cell of a table's section, or its narrative. */
static int first_blank_of(const struct draft *draft, int section)
{
    const struct form *form = draft_form(draft);
    for (int i = 0; form->sections[section].table && i < form_n_cells(form); i++) {
        struct cell cell = form_cell_at(form, i);
        if (cell.section == section && !form_cell_is_total(form, cell) &&
            draft_value(draft, cell).kind == VALUE_BLANK)
            return draft_cell_field(draft, cell);
    }
    return draft_section_field(draft, section);
}

int progress_first_missing(const struct draft *draft)
{
    for (int i = 0; i < COVER_N_FIELDS; i++)
        if (is_wanted(i) && !draft_len(draft, draft_cover_field(draft, i)))
            return draft_cover_field(draft, i);
    for (int s = 0; s < draft_form(draft)->n_sections; s++) {
        struct progress progress = progress_of_section(draft, s, NULL);
        if (progress.n_filled < progress.n_wanted)
            return first_blank_of(draft, s);
    }
    return -1;
}

void progress_add_missing(const struct draft *draft, struct strbuf *out)
{
    const struct form *form = draft_form(draft);
    struct strbuf missing = STRBUF_INIT, text = STRBUF_INIT;
    for (int i = 0; i < COVER_N_FIELDS; i++)
        if (is_wanted(i) && !draft_len(draft, draft_cover_field(draft, i)))
            add_missing(&missing, _(form_cover[i].label));
    for (int s = 0; s < form->n_sections; s++) {
        const struct form_section *section = &form->sections[s];
        struct progress progress = progress_of_section(draft, s, NULL);
        if (progress.n_filled == progress.n_wanted)
            continue;
        strbuf_clear(&text);
        if (section->table)
            strbuf_addf(&text, _("%s %d 格"), section->table->name,
                        progress.n_wanted - progress.n_filled);
        else
            strbuf_addf(&text, _("第%s部分"), section->brief);
        add_missing(&missing, text.data);
    }
    strbuf_add(out, missing.data, missing.len);
    strbuf_release(&missing);
    strbuf_release(&text);
}

static void count(struct progress *progress, bool filled)
{
    progress->n_wanted++;
    progress->n_filled += filled;
}

static void count_cells(struct progress *progress, const struct draft *draft, int section)
{
    const struct form *form = draft_form(draft);
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell cell = form_cell_at(form, i);
        if (cell.section == section && !form_cell_is_total(form, cell))
            count(progress, draft_value(draft, cell).kind != VALUE_BLANK);
    }
}

static void set_state(struct progress *progress)
{
    progress->state = progress->n_errors                         ? PROGRESS_ERROR
                      : progress->n_filled == progress->n_wanted ? PROGRESS_DONE
                      : progress->n_filled                       ? PROGRESS_WORKING
                                                                 : PROGRESS_EMPTY;
}

struct progress progress_of_section(const struct draft *draft, int section,
                                    const struct findings *findings)
{
    const struct form *form = draft_form(draft);
    struct progress progress = {0};
    if (section < 0) {
        for (int i = 0; i < COVER_N_FIELDS; i++)
            if (is_wanted(i))
                count(&progress, draft_len(draft, draft_cover_field(draft, i)) > 0);
    } else if (form->sections[section].table) {
        count_cells(&progress, draft, section);
    } else if (form->sections[section].heading ||
               draft_len(draft, draft_section_field(draft, section))) {
        /* A preface that stays empty wants nothing. */
        count(&progress, draft_len(draft, draft_section_field(draft, section)) > 0);
    }
    for (size_t i = 0; findings && i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->reason || draft_section_of(draft, finding->field) != section ||
            progress_is_premature(draft, finding))
            continue;
        progress.n_errors += finding->rule->severity == SEVERITY_ERROR;
        progress.n_warnings += finding->rule->severity == SEVERITY_WARNING;
    }
    set_state(&progress);
    if (!progress.n_filled) /* what is empty is not wrong yet, and the preface may stay so */
        progress.state = PROGRESS_EMPTY;
    return progress;
}

struct progress progress_of_draft(const struct draft *draft, const struct findings *findings)
{
    struct progress all = {0};
    bool is_begun = false;
    for (int s = -1; s < draft_form(draft)->n_sections; s++) {
        struct progress progress = progress_of_section(draft, s, findings);
        /* Each section is as much of a report as another: two tables of zeros are no report. */
        all.n_filled += progress_percent(progress);
        all.n_wanted += progress.n_wanted ? 100 : 0;
        is_begun |= s >= 0 && progress.state != PROGRESS_EMPTY;
    }
    for (size_t i = 0; findings && i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->reason || progress_is_premature(draft, finding))
            continue;
        all.n_errors += finding->rule->severity == SEVERITY_ERROR;
        all.n_warnings += finding->rule->severity == SEVERITY_WARNING;
    }
    set_state(&all);
    if (!is_begun && !all.n_errors)
        all.state = PROGRESS_EMPTY;
    return all;
}

int progress_percent(struct progress progress)
{
    return progress.n_wanted ? progress.n_filled * 100 / progress.n_wanted : 0;
}

const char *progress_name(enum progress_state state)
{
    static const char *const names[] = {
        [PROGRESS_EMPTY] = N_("空"),
        [PROGRESS_WORKING] = N_("填写中"),
        [PROGRESS_ERROR] = N_("有错"),
        [PROGRESS_DONE] = N_("完成"),
    };
    return message_get(names[state]);
}
