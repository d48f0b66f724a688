/* SPDX-License-Identifier: MIT */
#include "tui/view/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/check/progress.h"
#include "locale/mem.h"

struct edit *desk_edit(const struct desk *desk) { return session_edit(desk->session); }
const struct draft *desk_draft(const struct desk *desk) { return session_draft(desk->session); }
bool desk_is_read_only(const struct desk *desk)
{
    return session_access(desk->session) == SESSION_HELD;
}
const struct draft *desk_previous(const struct desk *desk)
{
    return session_previous(desk->session);
}

/* Moves what the slow rules had found behind what the fast ones found now. */
static void keep_slow(struct findings *findings, struct findings *before)
{
    size_t n_left = 0;
    for (size_t i = 0; i < before->count; i++) {
        if (before->items[i].rule->time == RULE_SLOW) {
            GROW(findings->items, findings->count, findings->capacity);
            findings->items[findings->count++] = before->items[i];
        } else {
            before->items[n_left++] = before->items[i];
        }
    }
    before->count = n_left;
}

void desk_check(struct desk *desk, enum check_scope scope)
{
    const struct draft *draft = desk_draft(desk);
    struct findings before = desk->findings;
    desk->findings = (struct findings){0};
    /* Looking for last year's draft reads the whole folder: not before the first pause. */
    bool may_look = scope == CHECK_ALL || desk->disk_is_known;
    check_draft(draft, may_look ? desk_previous(desk) : NULL, scope, &desk->findings);
    if (scope == CHECK_FAST)
        keep_slow(&desk->findings, &before);
    findings_release(&before);
    progress_drop_premature(draft, &desk->findings);
    desk->checked = draft_change_any(draft);
    desk->checked_all = scope == CHECK_ALL;
    desk->n_severities = draft_n_fields(draft);
    desk->severities = xreallocarray(desk->severities, (size_t)desk->n_severities, 1);
    memset(desk->severities, 0, (size_t)desk->n_severities);
    for (size_t i = 0; i < desk->findings.count; i++) {
        const struct finding *finding = &desk->findings.items[i];
        if (finding->field < 0 || finding->field >= desk->n_severities || finding->reason)
            continue;
        unsigned char severity = finding->rule->severity == SEVERITY_ERROR ? 2 : 1;
        if (severity > desk->severities[finding->field])
            desk->severities[finding->field] = severity;
    }
}

bool desk_findings_are_fresh(const struct desk *desk)
{
    return desk->checked == draft_change_any(desk_draft(desk));
}

int desk_severity_of_field(const struct desk *desk, int field)
{
    return field >= 0 && field < desk->n_severities ? desk->severities[field] : 0;
}

void desk_tell(struct desk *desk, const struct finding *finding)
{
    free(desk->told_finding);
    desk->told_finding = finding ? xstrdup(finding->id) : NULL;
}

const struct finding *desk_finding_shown(const struct desk *desk, int field, size_t offset)
{
    const struct finding *found = NULL;
    for (size_t i = 0; i < desk->findings.count; i++) {
        const struct finding *finding = &desk->findings.items[i];
        if (finding->field != field)
            continue;
        if (desk->told_finding && strcmp(finding->id, desk->told_finding) == 0)
            return finding;
        bool is_here = !finding->len ||
                       (offset >= finding->offset && offset <= finding->offset + finding->len);
        if (finding->reason || !is_here)
            continue;
        bool is_nearer = found && !found->len && finding->len;
        bool is_worse = found && !found->len == !finding->len &&
                        finding->rule->severity < found->rule->severity;
        if (!found || is_nearer || is_worse)
            found = finding;
    }
    return found;
}

void desk_forget(struct desk *desk)
{
    free(desk->listed_finding);
    desk->listed_finding = NULL;
    desk->listed_at = 0;
    desk_tell(desk, NULL);
    findings_release(&desk->findings);
    desk->findings = (struct findings){0};
    desk->n_severities = 0;
    desk->n_problem = 0;
    desk->checked_all = desk->disk_is_known = false;
}

bool desk_look_at_disk(struct desk *desk)
{
    struct err err = {0};
    bool was_bad = *desk->save_problem;
    bool is_bad = session_access(desk->session) == SESSION_WRITABLE &&
                  !session_save_is_possible(desk->session, &err);
    snprintf(desk->save_problem, sizeof desk->save_problem, "%s", is_bad ? err.text : "");
    desk->disk_is_known = true;
    return is_bad != was_bad;
}
