/* SPDX-License-Identifier: MIT */
#include "forms/import/importsections.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/hanzi.h"
#include "forms/base/span.h"
#include "forms/form/label.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"

enum {
    MAX_HEADING_BYTES = 180,
    MAX_OWN_WORDS_BYTES = 96, /* of a heading in the office's own words */
    MAX_CANDIDATES = 400,
    TABLE_WITHIN_ITEMS = 8,
};

struct candidate {
    size_t item, n_items; /* a heading may be broken over two lines */
    int section;
    bool has_ordinal; /* the right one */
    bool is_similar;  /* not the official words, nor a known variant */
    bool is_variant;
    bool is_ordinal_alone; /* the right ordinal, before words that no form knows */
    bool is_table;         /* then: the section is a table */
    int n_to_table;        /* its first words come after so many items; 0: not soon */
    bool is_caption;       /* “表二：……” */
    size_t rest; /* bytes of the item that are the heading, the text goes on behind; 0: all of it */
    int best;    /* weight of the best order that ends here */
    int before;  /* the candidate before it there, -1 */
};

/* Length of an ordinal such as “一、”, “第一部分”, “1.” at the front, 0 if there is none; “（一）”
 * is none. */
static size_t ordinal_len(const char *text)
{
    static const char *const marks[] = {"、", "．", ".", "，", ",", "：", ":", " ", "　", "部分"};
    const char *p = text;
    if (strncmp(p, "第", strlen("第")) == 0)
        p += strlen("第");
    const char *start = p;
    p += strspn(p, "0123456789");
    if (p == start)
        p += hanzi_number(p, &(int64_t){0});
    if (p == start || p - start > 3)
        return 0;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0];) {
        if (strncmp(p, marks[i], strlen(marks[i])) == 0) {
            p += strlen(marks[i]);
            start = NULL;
            i = 0;
        } else {
            i++;
        }
    }
    return start ? 0 : (size_t)(p - text);
}

static size_t caption_len(const char *text)
{
    static const char *const captions[] = {"表一", "表二", "表三", "表四", "附表"};
    for (size_t i = 0; i < sizeof captions / sizeof captions[0]; i++)
        if (strncmp(text, captions[i], strlen(captions[i])) == 0)
            return strlen(captions[i]) + strspn(text + strlen(captions[i]), " :123.");
    return 0;
}

static char *fold_copy(const char *text)
{
    struct strbuf out = STRBUF_INIT;
    label_fold(text, &out);
    return strbuf_steal(&out);
}

/* The section whose heading the text is, -1. */
static int match_heading(const struct form *form, const char *text, struct candidate *found)
{
    size_t ordinal = ordinal_len(text);
    found->is_caption = caption_len(text) > 0;
    const char *words = text + (found->is_caption ? caption_len(text) : ordinal);
    for (int s = 0; s < form->n_sections; s++) {
        const struct form_section *section = &form->sections[s];
        if (!section->heading)
            continue;
        const char *official = section->heading + ordinal_len(section->heading);
        const char *number = strncmp(text, "第", strlen("第")) == 0 ? text + strlen("第") : text;
        found->has_ordinal =
            ordinal && strncmp(number, section->brief, strlen(section->brief)) == 0;
        found->is_variant = found->is_similar = false;
        if (label_same_words(words, official))
            return s;
        found->is_variant = true;
        for (const char *const *variant = section->variants; variant && *variant; variant++)
            if (label_same_words(words, *variant))
                return s;
    }
    found->is_variant = false;
    if (!ordinal && strlen(text) > 60)
        return -1;
    /* A stray letter, a lost character: “l六、其他需要报告的事项”. */
    char *whole = fold_copy(text);
    int limit = (int)utf8_n_chars(whole, strlen(whole)) / 6, section = -1;
    for (int s = 0; s < form->n_sections && section < 0 && limit > 0; s++) {
        char *heading =
            form->sections[s].heading ? fold_copy(form->sections[s].heading) : xstrdup("");
        if (*heading && label_distance(whole, heading, limit) <= limit)
            section = s;
        free(heading);
    }
    free(whole);
    found->is_similar = found->has_ordinal = section >= 0;
    return section;
}

/* A heading with the text behind it on the same line: “一、总体情况。2023 年……”. */
static int match_run_in(const struct form *form, const char *text, struct candidate *found)
{
    static const char *const marks[] = {"。", "：", ":", " ", "　"};
    for (int s = 0; s < form->n_sections; s++) {
        const char *heading = form->sections[s].heading;
        if (!heading || form->sections[s].table || strncmp(text, heading, strlen(heading)) != 0)
            continue;
        for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
            if (strncmp(text + strlen(heading), marks[i], strlen(marks[i])) == 0) {
                *found = (struct candidate){.has_ordinal = true,
                                            .rest = strlen(heading) + strlen(marks[i])};
                return s;
            }
        }
    }
    return -1;
}

/* Does the item begin the table of a section, whose heading is missing? */
static bool begins_table(const struct import_doc *doc, const struct import_item *item,
                         const struct form_table *table)
{
    const struct form_block *block = &table->blocks[0];
    for (size_t i = 0; i < item->n_cells; i++) {
        const char *cell = import_doc_cell(doc, item, i);
        if (!*cell || strlen(cell) > MAX_HEADING_BYTES)
            continue;
        if ((block->title && label_same_words(cell, block->title)) ||
            (!block->title && block->corner && label_same_words(cell, block->corner)) ||
            label_same_words(cell, block->rows[0].path[form_path_depth(block->rows[0].path) - 1]))
            return item->is_row || !table->reads_across;
        return false;
    }
    return false;
}

/* How many items behind this one the table begins; 0: not soon. */
static int distance_to_table(const struct import_doc *doc, size_t index,
                             const struct form_table *table)
{
    for (int n = 1; n <= TABLE_WITHIN_ITEMS && index + (size_t)n < doc->n_items; n++)
        if (begins_table(doc, &doc->items[index + (size_t)n], table))
            return n;
    return 0;
}

/* A short line with an ordinal that is no sentence: the section of that ordinal, -1. */
static int match_ordinal(const struct form *form, const char *text)
{
    static const char *const behind[] = {"、", "．", ".", "部分", NULL};
    static const char *const sentence[] = {"，", "；", "。", "？", "“", NULL};
    static const char *const ends[] = {"。", "：", ":", " ", NULL};
    struct span span = span_all(text);
    span_chop(&span, ends);
    bool is_part = span_starts_with(span, "第");
    const char *number = text + (is_part ? strlen("第") : 0);
    int64_t value;
    size_t len = hanzi_number(number, &value), ordinal = ordinal_len(text);
    if (!len || !ordinal || !span_word_at(number + len, behind) || span.len > MAX_OWN_WORDS_BYTES ||
        span.len <= ordinal || span_contains_any(span, sentence))
        return -1;
    for (int s = 0; s < form->n_sections; s++)
        if (form->sections[s].heading && strncmp(number, form->sections[s].brief, len) == 0 &&
            !form->sections[s].brief[len])
            return s;
    return -1;
}

/* Is the line a label of one of the tables: 一、本年新收政府信息公开申请数量? */
static bool is_label(struct label_set *const *sets, int n_sets, const char *text)
{
    char *folded = fold_copy(text);
    bool found = false;
    for (int i = 0; i < n_sets && !found; i++)
        found = sets[i] && label_is_word(sets[i], folded);
    free(folded);
    return found;
}

static bool find_candidate(const struct import_doc *doc, const struct form *form,
                           struct label_set *const *sets, size_t index, struct candidate *found)
{
    const struct import_item *item = &doc->items[index];
    const char *text = import_doc_only_cell(doc, item);
    *found = (struct candidate){.item = index, .n_items = 1};
    if (!text || item->used)
        return false;
    int section = -1;
    if (strlen(text) <= MAX_HEADING_BYTES)
        section = match_heading(form, text, found);
    if (section < 0 && (ordinal_len(text) || caption_len(text))) {
        section = match_run_in(form, text, found);
        const struct import_item *next = index + 1 < doc->n_items ? item + 1 : NULL;
        const char *more = next ? import_doc_only_cell(doc, next) : NULL;
        if (section < 0 && more && strlen(text) + strlen(more) <= MAX_HEADING_BYTES) {
            struct strbuf both = STRBUF_INIT;
            strbuf_addf(&both, "%s%s", text, more);
            section = match_heading(form, both.data, found);
            found->n_items = 2;
            if (found->is_similar)
                section = -1;
            strbuf_release(&both);
        }
    }
    if (section < 0 && (section = match_ordinal(form, text)) >= 0) {
        if (is_label(sets, form->n_sections, text))
            section = -1;
        *found = (struct candidate){.n_items = 1, .has_ordinal = true, .is_variant = true};
        found->is_ordinal_alone = true;
        found->is_table = section >= 0 && form->sections[section].table;
        if (found->is_table)
            found->n_to_table = distance_to_table(doc, index, form->sections[section].table);
    }
    found->item = index;
    found->n_items = found->n_items ? found->n_items : 1;
    found->section = section;
    return section >= 0;
}

/* A table of contents: three headings or more with nothing between them, all of which come again.
 */
static void drop_contents(struct import_doc *doc, struct candidate *candidates, int *n,
                          struct import_notes *notes)
{
    int end = 1;
    while (end < *n) {
        bool adjacent = true;
        for (size_t i = candidates[end - 1].item + candidates[end - 1].n_items;
             i < candidates[end].item; i++)
            adjacent = adjacent && doc->items[i].n_cells == 0;
        if (!adjacent || candidates[end].section <= candidates[end - 1].section)
            break;
        end++;
    }
    if (end < 3)
        return;
    for (int i = 0; i < end; i++) {
        bool again = false;
        for (int j = end; j < *n; j++)
            again = again || candidates[j].section == candidates[i].section;
        if (!again)
            return;
    }
    for (int i = 0; i < end; i++)
        doc->items[candidates[i].item].used = true;
    struct strbuf note = STRBUF_INIT;
    strbuf_addf(&note, _("第 %d 行起是目录，没有放进正文。"), doc->items[candidates[0].item].line);
    import_note_add(notes, 0, NULL, NULL, strbuf_steal(&note));
    memmove(candidates, candidates + end, (size_t)(*n - end) * sizeof *candidates);
    *n -= end;
}

/* The headings that make the most of the six in their order; of equals the earlier. Returns the
 * last, -1 for none. */
static int choose(struct candidate *candidates, int n)
{
    enum {
        FOUND = 100,
        CAPTION = 90,
        TABLE_FOLLOWS = 89,
        ALONE = 60,
        NO_TABLE = 40,
        EXACT = 3,
        ORDINAL = 1
    };
    int last = -1;
    for (int i = 0; i < n; i++) {
        struct candidate *c = &candidates[i];
        if (c->is_ordinal_alone)
            c->best = c->n_to_table ? TABLE_FOLLOWS - c->n_to_table
                      : c->is_table ? NO_TABLE
                                    : ALONE;
        else if (c->is_caption)
            c->best = CAPTION;
        else
            c->best = FOUND + (c->is_similar ? 0 : EXACT) + (c->has_ordinal ? ORDINAL : 0);
        c->before = -1;
        int add = c->best;
        for (int j = 0; j < i; j++) {
            if (candidates[j].section < c->section && candidates[j].best + add > c->best) {
                c->best = candidates[j].best + add;
                c->before = j;
            }
        }
        if (last < 0 || c->best > candidates[last].best)
            last = i;
    }
    return last;
}

static void note_heading(const struct import_doc *doc, const struct form *form,
                         const struct candidate *c, struct import_notes *notes)
{
    const struct import_item *item = &doc->items[c->item];
    struct strbuf text = STRBUF_INIT;
    import_doc_join(doc, item, "", &text);
    if (c->is_similar || !c->has_ordinal) {
        import_note_add(notes, item->line, "P-SECTIONS", form->sections[c->section].key,
                        strbuf_steal(&text));
        return;
    }
    struct strbuf note = STRBUF_INIT;
    if (c->is_variant) {
        strbuf_addf(&note, _("第 %d 行的标题“%s”改作规定的“%s”。"), item->line, text.data,
                    form->sections[c->section].heading);
        import_note_add(notes, item->line, NULL, NULL, strbuf_steal(&note));
    }
    strbuf_release(&text);
}

/* Tables whose heading is missing are known by their first words. */
static void find_tables(struct import_doc *doc, const struct form *form, const bool *found)
{
    for (int s = 0; s < form->n_sections; s++) {
        if (!form->sections[s].table || found[s])
            continue;
        size_t i = 0;
        while (i < doc->n_items && (doc->items[i].used || doc->items[i].section >= s ||
                                    !begins_table(doc, &doc->items[i], form->sections[s].table)))
            i++;
        for (; i < doc->n_items && doc->items[i].section < s; i++)
            doc->items[i].section = s;
    }
}

void importsections_find(struct import_doc *doc, const struct form *form,
                         struct import_notes *notes)
{
    struct candidate *candidates = xcalloc(MAX_CANDIDATES, sizeof *candidates);
    bool *found = xcalloc((size_t)form->n_sections, sizeof *found);
    struct label_set **sets = xcalloc((size_t)form->n_sections, sizeof *sets);
    int n = 0;
    for (int s = 0; s < form->n_sections; s++)
        if (form->sections[s].table)
            sets[s] = label_set_new(form, s);
    for (size_t i = 0; i < doc->n_items && n < MAX_CANDIDATES; i++)
        n += find_candidate(doc, form, sets, i, &candidates[n]);
    for (int s = 0; s < form->n_sections; s++)
        label_set_free(sets[s]);
    free(sets);
    drop_contents(doc, candidates, &n, notes);
    for (int i = choose(candidates, n); i >= 0; i = candidates[i].before) {
        struct candidate *c = &candidates[i];
        struct import_item *item = &doc->items[c->item];
        found[c->section] = true;
        note_heading(doc, form, c, notes);
        c->best = 0; /* chosen */
        if (c->rest)
            doc->cells[item->first_cell] += c->rest;
        for (size_t j = 0; j < c->n_items && !c->rest; j++)
            doc->items[c->item + j].used = true;
        for (size_t j = c->item; j < doc->n_items && doc->items[j].section == 0; j++)
            doc->items[j].section = c->section;
    }
    /* Captions that repeat the heading of the table that they stand in. */
    for (int i = 0; i < n; i++) {
        struct import_item *item = &doc->items[candidates[i].item];
        if (candidates[i].best && item->section == candidates[i].section &&
            form->sections[item->section].table)
            item->used = true;
    }
    find_tables(doc, form, found);
    for (int s = 0; s < form->n_sections; s++)
        if (form->sections[s].heading && !found[s])
            import_note_add(notes, 0, "P-SECTIONS", form->sections[s].key, xstrdup(""));
    free(candidates);
    free(found);
}
