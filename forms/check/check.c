/* SPDX-License-Identifier: MIT */
#include "forms/check/check_private.h"

#include <assert.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft/total.h"
#include "forms/sentence/ordinals.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"

/* ---- findings ---- */

enum { HASH_SEED = 0x811c9dc5, HASH_PRIME = 16777619 }; /* FNV-1a */

static uint32_t hash_bytes(uint32_t hash, const void *bytes, size_t len)
{
    for (const unsigned char *p = bytes; len; len--, p++)
        hash = (hash ^ *p) * HASH_PRIME;
    return hash;
}

/* Mixes in what the conversions of the format stand for, without the words between them: the
 * fingerprint stays the same when a message is worded anew or shown in another language. */
static uint32_t hash_arguments(uint32_t hash, const char *format, va_list args)
{
    for (const char *p = strchr(format, '%'); p; p = strchr(p + 1, '%')) {
        p++;
        size_t n_long = strspn(p, "l");
        p += n_long;
        bool is_size = *p == 'z';
        p += is_size;
        if (*p == 's') {
            const char *text = va_arg(args, const char *);
            hash = hash_bytes(hash, text, strlen(text) + 1);
        } else if (*p == 'd' || *p == 'u') {
            int64_t number = is_size  ? (int64_t)va_arg(args, size_t)
                             : n_long ? va_arg(args, int64_t)
                                      : va_arg(args, int);
            hash = hash_bytes(hash, &number, sizeof number);
        } else {
            assert(*p == '%');
        }
    }
    return hash;
}

/* "t3-col.requests.received.other-1a2b3c4d": fit to be a key of a draft. The part behind the hyphen
 * cannot be taken for the number of a chunk. */
static char *finding_id(const struct rule *rule, const char *place, uint32_t hash)
{
    struct strbuf id = STRBUF_INIT;
    strbuf_addf(&id, "%s.%s-%08" PRIx32, rule->id, place, hash);
    for (size_t i = 0; i < strlen(rule->id); i++)
        if (id.data[i] >= 'A' && id.data[i] <= 'Z')
            id.data[i] = (char)(id.data[i] + ('a' - 'A'));
    return strbuf_steal(&id);
}

static const char *find_reason(const struct draft *draft, const struct rule *rule, const char *id)
{
    if (rule->severity == SEVERITY_ERROR && !rule->may_be_explained)
        return NULL;
    struct strbuf key = STRBUF_INIT;
    strbuf_addf(&key, "explanations.%s", id);
    const char *reason = draft_text_of(draft, key.data);
    strbuf_release(&key);
    return *reason ? reason : NULL;
}

/* "第五部分第 4 段：", the place of a finding in a narrative; without the paragraph where there is
 * only one. */
static void add_place(const struct check *check, int field, size_t offset, struct strbuf *out)
{
    const struct form_section *section =
        &check->form->sections[draft_field_section(check->draft, field)];
    const char *text = draft_text(check->draft, field);
    size_t n_before = 0;
    for (const char *end = text; (end = strchr(end, '\n')) && (size_t)(end - text) < offset; end++)
        n_before++;
    if (section->heading)
        strbuf_addf(out, _("第%s部分"), section->brief);
    else
        strbuf_add_str(out, _(section->brief));
    if (strchr(text, '\n'))
        strbuf_addf(out, _("第 %zu 段："), n_before + 1);
    else
        strbuf_add_str(out, _("："));
}

/* offset and len are those of the source; with len 0 it is about the whole field. */
static void add(struct check *check, int field, size_t offset, size_t len, const char *format,
                va_list args) __attribute__((format(printf, 5, 0)));
static void add(struct check *check, int field, size_t offset, size_t len, const char *format,
                va_list args)
{
    enum { MAX_PER_TEXT = 20 }; /* of one rule in one narrative; nobody reads more */
    bool same_text = len && check->last_rule == check->rule && check->last_field == field;
    check->n_in_text = same_text ? check->n_in_text + 1 : 1;
    check->last_rule = check->rule;
    check->last_field = field;
    if (check->n_in_text > MAX_PER_TEXT)
        return;
    uint32_t hash = HASH_SEED;
    if (len)
        hash = hash_bytes(hash, draft_text(check->draft, field) + offset, len);
    va_list copy;
    va_copy(copy, args);
    hash = hash_arguments(hash, format, copy);
    va_end(copy);
    struct strbuf text = STRBUF_INIT;
    if (len)
        add_place(check, field, offset, &text);
    strbuf_vaddf(&text, message_get(format), args);
    char *id = finding_id(check->rule, field < 0 ? "report" : draft_key(check->draft, field), hash);
    struct findings *findings = check->findings;
    GROW(findings->items, findings->count, findings->capacity);
    findings->items[findings->count++] =
        (struct finding){.rule = check->rule,
                         .field = field,
                         .offset = offset,
                         .len = len,
                         .text = strbuf_steal(&text),
                         .id = id,
                         .reason = find_reason(check->draft, check->rule, id)};
}

void check_add(struct check *check, int field, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(check, field, 0, 0, format, args);
    va_end(args);
}

void check_add_cell(struct check *check, struct cell cell, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(check, draft_cell_field(check->draft, cell), 0, 0, format, args);
    va_end(args);
}

void check_add_text(struct check *check, const struct narrative *narrative, size_t offset,
                    size_t len, const char *format, ...)
{
    size_t start = scan_source_offset(&narrative->scan, offset);
    size_t end = len ? scan_source_end(&narrative->scan, offset + len) : start;
    va_list args;
    va_start(args, format);
    add(check, narrative->field, start, end - start, format, args);
    va_end(args);
}

void check_add_source(struct check *check, const struct narrative *narrative, size_t offset,
                      size_t len, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(check, narrative->field, offset, len, format, args);
    va_end(args);
}

void check_add_hint(struct check *check, const char *format, ...)
{
    struct finding *finding = &check->findings->items[check->findings->count - 1];
    struct strbuf text = STRBUF_INIT;
    strbuf_add_str(&text, finding->text);
    va_list args;
    va_start(args, format);
    strbuf_vaddf(&text, message_get(format), args);
    va_end(args);
    free(finding->text);
    finding->text = strbuf_steal(&text);
}

void finding_release(struct finding *finding)
{
    free(finding->text);
    free(finding->id);
}

void findings_release(struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        finding_release(&findings->items[i]);
    free(findings->items);
    *findings = (struct findings){0};
}

static size_t count_standing(const struct findings *findings, enum severity severity)
{
    size_t n = 0;
    for (size_t i = 0; i < findings->count; i++)
        n += findings->items[i].rule->severity == severity && !findings->items[i].reason;
    return n;
}

size_t findings_n_errors(const struct findings *findings)
{
    return count_standing(findings, SEVERITY_ERROR);
}
size_t findings_n_warnings(const struct findings *findings)
{
    return count_standing(findings, SEVERITY_WARNING);
}

bool findings_have(const struct findings *findings, const char *rule_id)
{
    for (size_t i = 0; i < findings->count; i++)
        if (!findings->items[i].reason && strcmp(findings->items[i].rule->id, rule_id) == 0)
            return true;
    return false;
}

/* ---- what rules ask for ---- */

int check_table_section(const struct check *check, const char *key)
{
    int section = form_section_index(check->form, key);
    return section >= 0 && check->form->sections[section].table ? section : -1;
}

const struct narrative *check_narrative(const struct check *check, const char *key)
{
    int section = form_section_index(check->form, key);
    for (int i = 0; i < check->n_narratives; i++)
        if (check->narratives[i].section == section)
            return &check->narratives[i];
    return NULL;
}

bool check_cell_number(const struct draft *draft, struct cell cell, int64_t *number)
{
    enum cell_kind kind = form_column_of(draft_form(draft), cell)->kind;
    *number = 0;
    if (kind != CELL_COUNT && kind != CELL_CHANGE)
        return false;
    struct value own = draft_value(draft, cell);
    if (own.kind == VALUE_NUMBER) {
        *number = own.number;
        return true;
    }
    struct total total = total_of(draft, cell);
    *number = total.number;
    return total.n_filled && !total.overflow;
}

bool check_named_number(const struct draft *draft, const char *key, int64_t *number)
{
    struct cell cell;
    *number = 0;
    return form_cell_find(draft_form(draft), key, &cell) && check_cell_number(draft, cell, number);
}

void check_cell_text(const struct draft *draft, struct cell cell, struct strbuf *out)
{
    int field = draft_cell_field(draft, cell);
    size_t len = utf8_clip_bytes(draft_text(draft, field), draft_len(draft, field), 60);
    strbuf_add(out, draft_text(draft, field), len);
    if (len < draft_len(draft, field))
        strbuf_add_str(out, "…");
}

char *check_cell_title(const struct draft *draft, struct cell cell)
{
    struct strbuf title = STRBUF_INIT;
    form_cell_title(draft_form(draft), cell, &title);
    return strbuf_steal(&title);
}

/* ---- the engine ---- */

struct place {
    int section;  /* -1: the cover */
    size_t order; /* in which it was found: the sort is stable */
    struct finding finding;
};

/* What is in no section comes behind all that is. */
static int section_order(const struct draft *draft, int field)
{
    int section = draft_section_of(draft, field);
    return section == DRAFT_NO_SECTION ? INT_MAX : section;
}

#define COMPARE(a, b)                                                                              \
    if ((a) != (b))                                                                                \
    return (a) < (b) ? -1 : 1

static int compare_places(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    COMPARE(a->section, b->section);
    COMPARE(a->finding.field, b->finding.field);
    COMPARE(a->finding.offset, b->finding.offset);
    COMPARE(a->order, b->order);
    return 0;
}

bool finding_is_behind(const struct draft *draft, const struct finding *finding, int field,
                       size_t offset)
{
    struct place here = {.section = section_order(draft, field),
                         .finding = {.field = field, .offset = offset}};
    struct place there = {.section = section_order(draft, finding->field), .finding = *finding};
    return compare_places(&there, &here) > 0;
}

static void sort_findings(const struct draft *draft, struct finding *items, size_t count)
{
    if (count < 2)
        return;
    struct place *places = xreallocarray(NULL, count, sizeof *places);
    for (size_t i = 0; i < count; i++)
        places[i] = (struct place){section_order(draft, items[i].field), i, items[i]};
    qsort(places, count, sizeof *places, compare_places);
    for (size_t i = 0; i < count; i++)
        items[i] = places[i].finding;
    free(places);
}

static void prepare_narratives(struct check *check)
{
    check->narratives = xcalloc((size_t)check->form->n_sections, sizeof *check->narratives);
    for (int s = 0; s < check->form->n_sections; s++) {
        int field = draft_section_field(check->draft, s);
        if (field < 0)
            continue;
        struct narrative *narrative = &check->narratives[check->n_narratives];
        *narrative = (struct narrative){.section = s, .field = field};
        scan_init(&narrative->scan, check->draft, draft_text(check->draft, field),
                  draft_len(check->draft, field));
        if (scan_is_blank(&narrative->scan)) {
            scan_release(&narrative->scan);
            continue;
        }
        narrative->n_ordinals = ordinals_of(&narrative->scan, &narrative->ordinals);
        check->n_narratives++;
    }
}

void check_draft(const struct draft *draft, const struct draft *previous, enum check_scope scope,
                 struct findings *findings)
{
    struct check check = {.draft = draft,
                          .previous = previous,
                          .form = draft_form(draft),
                          .findings = findings,
                          .at_print = scope == CHECK_PRINT};
    struct import_stored *notes = import_notes_read(draft, &check.n_notes);
    size_t first = findings->count;
    check.notes = notes;
    bool with_slow = scope == CHECK_ALL || scope == CHECK_ERRORS || scope == CHECK_PRINT;
    bool with_warnings = scope == CHECK_ALL || scope == CHECK_FAST || scope == CHECK_PRINT;
    if (with_slow)
        prepare_narratives(&check);
    for (size_t i = 0; i < check_n_rules; i++) {
        check.rule = &check_rules[i];
        if ((check.rule->time == RULE_SLOW && !with_slow) ||
            (check.rule->severity == SEVERITY_WARNING && !with_warnings) ||
            (check.rule->needs_previous && !previous) ||
            (check.rule->time == RULE_AT_PRINT && scope != CHECK_PRINT))
            continue;
        check.rule->check(&check);
    }
    if (findings->count)
        sort_findings(draft, findings->items + first, findings->count - first);
    for (int i = 0; i < check.n_narratives; i++) {
        scan_release(&check.narratives[i].scan);
        free(check.narratives[i].ordinals);
    }
    free(check.narratives);
    free(notes);
}
