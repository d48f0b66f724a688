/* SPDX-License-Identifier: MIT */
#include "forms/check/progress.h"

#include <string.h>

#include "locale/message.h"

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
            if (form_cover[i].required)
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
        if (finding->reason || draft_section_of(draft, finding->field) != section)
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
    int n_elsewhere = 0; /* errors of sections that are empty: what is missing is not wrong yet */
    bool is_begun = false;
    for (int s = -1; s < draft_form(draft)->n_sections; s++) {
        struct progress progress = progress_of_section(draft, s, findings);
        all.n_filled += progress.n_filled;
        all.n_wanted += progress.n_wanted;
        n_elsewhere += progress.state == PROGRESS_EMPTY ? progress.n_errors : 0;
        is_begun |= s >= 0 && progress.state != PROGRESS_EMPTY;
    }
    if (findings)
        all.n_errors = (int)findings_n_errors(findings) - n_elsewhere;
    set_state(&all);
    if (!is_begun && !all.n_errors)
        all.state = PROGRESS_EMPTY;
    if (findings) {
        all.n_errors += n_elsewhere;
        all.n_warnings = (int)findings_n_warnings(findings);
    }
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
