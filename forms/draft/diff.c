/* SPDX-License-Identifier: MIT */
#include "forms/draft/diff.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/decimal.h"
#include "forms/draft/paragraphs.h"
#include "forms/draft/textref.h"
#include "forms/draft/total.h"
#include "locale/mem.h"
#include "locale/message.h"

struct diff {
    const struct draft *a, *b;
    struct strbuf *out;
    size_t count;
    bool has_heading; /* that of the group under way is written */
    const char *heading;
    struct diff_places *places; /* NULL: not wanted */
};

/* The differences that follow stand under this heading; it is written with the first of them. */
static void begin_group(struct diff *diff, const char *heading)
{
    diff->heading = heading;
    diff->has_heading = false;
}

/* field, offset: of draft b. */
static void begin_difference(struct diff *diff, int field, size_t offset)
{
    if (!diff->has_heading)
        strbuf_addf(diff->out, "%s%s\n", diff->out->len ? "\n" : "", diff->heading);
    diff->has_heading = true;
    diff->count++;
    if (diff->places) {
        GROW(diff->places->items, diff->places->count, diff->places->capacity);
        diff->places->items[diff->places->count++] =
            (struct diff_place){diff->out->len, field, offset};
    }
}

static const char *or_blank(const char *text) { return *text ? text : _("（空）"); }

/* ---- cells ---- */

/* Appends "+12，+8.33%" for two numbers of a kind; nothing where they are none. */
static void add_change(enum cell_kind kind, const char *a, const char *b, struct strbuf *out)
{
    struct value from = value_of(kind, a), to = value_of(kind, b);
    if (from.kind != VALUE_NUMBER || to.kind != VALUE_NUMBER || kind == CELL_MONEY)
        return;
    struct strbuf change = STRBUF_INIT;
    int64_t number;
    bool has_change;
    if (kind == CELL_AMOUNT) {
        has_change = decimal_is_valid(a) && decimal_is_valid(b) && decimal_subtract(&change, b, a);
    } else {
        has_change = !__builtin_sub_overflow(to.number, from.number, &number);
        if (has_change)
            strbuf_addf(&change, "%" PRId64, number);
    }
    if (has_change) {
        strbuf_addf(out, "（%s%s", change.data[0] == '-' ? "" : "+", change.data);
        /* For people to look at: a double is exact enough for two decimals. */
        double base = strtod(a, NULL), difference = strtod(b, NULL) - base;
        if (base > 0)
            strbuf_addf(out, "，%+.2f%%", 100 * difference / base);
        strbuf_add_str(out, "）");
    }
    strbuf_release(&change);
}

static void shown_text(const struct draft *draft, struct cell cell, struct strbuf *out)
{
    strbuf_clear(out);
    total_shown_text(draft, cell, out);
}

static void diff_cell(struct diff *diff, struct cell place, struct cell other)
{
    struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;
    const struct form *form = draft_form(diff->a);
    shown_text(diff->a, place, &a);
    shown_text(diff->b, other, &b);
    if (strcmp(a.data, b.data) != 0) {
        begin_difference(diff, draft_cell_field(diff->b, other), 0);
        form_cell_title(form, place, diff->out);
        strbuf_addf(diff->out, "：%s → %s", or_blank(a.data), or_blank(b.data));
        add_change(form_column_of(form, place)->kind, a.data, b.data, diff->out);
        strbuf_add_byte(diff->out, '\n');
    }
    strbuf_release(&a);
    strbuf_release(&b);
}

/* A cell that the other draft's format does not have. */
static void diff_lone_cell(struct diff *diff, const struct draft *draft, struct cell cell)
{
    struct strbuf text = STRBUF_INIT;
    shown_text(draft, cell, &text);
    if (text.len) {
        begin_difference(diff, draft == diff->b ? draft_cell_field(draft, cell) : -1, 0);
        form_cell_title(draft_form(draft), cell, diff->out);
        strbuf_addf(diff->out, _("：%s（只有 %s 年的格式里有这一格）\n"), text.data,
                    draft_form(draft)->id);
    }
    strbuf_release(&text);
}

static void diff_cells(struct diff *diff, int section)
{
    const struct form *form = draft_form(diff->a), *other_form = draft_form(diff->b);
    struct strbuf key = STRBUF_INIT;
    for (int side = 0; side < 2; side++) {
        const struct draft *draft = side ? diff->b : diff->a;
        const struct form *here = side ? other_form : form, *there = side ? form : other_form;
        for (int i = 0; i < form_n_cells(here); i++) {
            struct cell cell = form_cell_at(here, i), found;
            if (cell.section != section)
                continue;
            strbuf_clear(&key);
            form_cell_key(here, cell, &key);
            bool in_both = form_cell_find(there, key.data, &found) &&
                           form_column_of(there, found)->kind == form_column_of(here, cell)->kind;
            if (!in_both)
                diff_lone_cell(diff, draft, cell);
            else if (side == 0)
                diff_cell(diff, cell, found);
        }
    }
    strbuf_release(&key);
}

/* ---- text ---- */

/* Where the paragraph of that number begins, or the text ends. */
static size_t paragraph_offset(const char *text, size_t number)
{
    const char *at = text;
    for (size_t i = 0; i < number; i++) {
        const char *end = strchr(at, '\n');
        if (!end)
            return strlen(text);
        at = end + 1;
    }
    return (size_t)(at - text);
}

/* number: before which of draft b it stands, or stood. */
static void diff_paragraph(struct diff *diff, char sign, const struct paragraph *paragraph,
                           int field, size_t number)
{
    begin_difference(diff, field, paragraph_offset(draft_text(diff->b, field), number));
    if (paragraph->len)
        strbuf_addf(diff->out, "%c %.*s\n", sign, (int)paragraph->len, paragraph->text);
    else
        strbuf_addf(diff->out, "%c %s\n", sign, _("（空行）"));
}

/* Compared as it reads, with the figures in the place of references. */
static void diff_narrative(struct diff *diff, int a_field, int b_field)
{
    struct strbuf a_text = STRBUF_INIT, b_text = STRBUF_INIT;
    textref_expand(diff->a, draft_text(diff->a, a_field), draft_len(diff->a, a_field), &a_text);
    textref_expand(diff->b, draft_text(diff->b, b_field), draft_len(diff->b, b_field), &b_text);
    struct paragraphs a = paragraphs_split(a_text.data), b = paragraphs_split(b_text.data);
    long *match = xcalloc(a.count + 1, sizeof *match);
    if (!paragraphs_match(&a, &b,
                          match)) /* too long to look for more than what both begin and end with */
        for (size_t i = 0; i < a.count; i++)
            match[i] = i < b.count && paragraph_equal(&a.items[i], &b.items[i])
                           ? (long)i
                           : PARAGRAPH_NO_MATCH;
    size_t j = 0;
    for (size_t i = 0; i <= a.count; i++) {
        if (i < a.count && match[i] == PARAGRAPH_NO_MATCH) {
            diff_paragraph(diff, '-', &a.items[i], b_field, j);
            continue;
        }
        for (size_t end = i < a.count ? (size_t)match[i] : b.count; j < end; j++)
            diff_paragraph(diff, '+', &b.items[j], b_field, j);
        j++;
    }
    free(match);
    free(a.items);
    free(b.items);
    strbuf_release(&a_text);
    strbuf_release(&b_text);
}

/* ---- everything that has a name ---- */

static void diff_line(struct diff *diff, const char *name, const char *a, const char *b, int field)
{
    if (strcmp(a, b) == 0)
        return;
    begin_difference(diff, field, 0);
    strbuf_addf(diff->out, "%s：%s → %s\n", name, or_blank(a), or_blank(b));
}

/* Remarks and explanations; what the program keeps for itself (imports, what was copied) is no
 * difference. */
static void diff_named(struct diff *diff, const char *prefix, const char *heading)
{
    begin_group(diff, heading);
    for (int side = 0; side < 2; side++) {
        const struct draft *draft = side ? diff->b : diff->a;
        for (int field = 0; field < draft_n_fields(draft); field++) {
            const char *key = draft_key(draft, field);
            if (strncmp(key, prefix, strlen(prefix)) != 0 ||
                (side == 1 && draft_find(diff->a, key) >= 0))
                continue;
            struct strbuf name = STRBUF_INIT;
            struct cell cell;
            int field_b = form_cell_find(draft_form(diff->b), key + strlen(prefix), &cell)
                              ? draft_cell_field(diff->b, cell)
                              : -1;
            if (form_cell_find(draft_form(draft), key + strlen(prefix), &cell))
                form_cell_title(draft_form(draft), cell, &name);
            else
                strbuf_add_str(&name, key + strlen(prefix));
            diff_line(diff, name.data, draft_text_of(diff->a, key), draft_text_of(diff->b, key),
                      field_b);
            strbuf_release(&name);
        }
    }
}

static void diff_section(struct diff *diff, int section)
{
    const struct form_section *def = &draft_form(diff->a)->sections[section];
    int other = form_section_index(draft_form(diff->b), def->key);
    struct strbuf heading = STRBUF_INIT;
    int year_a = draft_year(diff->a), year_b = draft_year(diff->b);
    strbuf_add_str(&heading, def->heading ? def->heading : _(def->brief));
    if (def->table && year_a && year_b && year_a != year_b)
        strbuf_addf(&heading, _("（%d 年 → %d 年）"), year_a, year_b);
    begin_group(diff, heading.data);
    if (def->table)
        diff_cells(diff, section);
    else if (other >= 0)
        diff_narrative(diff, draft_section_field(diff->a, section),
                       draft_section_field(diff->b, other));
    strbuf_release(&heading);
}

size_t diff_drafts(const struct draft *a, const struct draft *b, struct strbuf *out)
{
    return diff_drafts_placed(a, b, out, NULL);
}

size_t diff_drafts_placed(const struct draft *a, const struct draft *b, struct strbuf *out,
                          struct diff_places *places)
{
    struct diff diff = {.a = a, .b = b, .out = out, .places = places};
    size_t start = out->len;
    begin_group(&diff, _("封面"));
    diff_line(&diff, _("格式"), draft_form(a)->document, draft_form(b)->document, -1);
    for (int cover = 0; cover < COVER_N_FIELDS; cover++)
        diff_line(&diff, _(form_cover[cover].label), draft_text(a, draft_cover_field(a, cover)),
                  draft_text(b, draft_cover_field(b, cover)), draft_cover_field(b, cover));
    for (int s = 0; s < draft_form(a)->n_sections; s++)
        diff_section(&diff, s);
    diff_named(&diff, "remarks.", _("备注"));
    diff_named(&diff, "explanations.", C_("explanation of a warning", "说明"));
    if (diff.count)
        strbuf_addf(out, _("%s共 %zu 处不同。\n"), out->len > start ? "\n" : "", diff.count);
    return diff.count;
}
