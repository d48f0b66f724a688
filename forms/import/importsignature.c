/* SPDX-License-Identifier: MIT */
#include "forms/import/importsignature.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/date.h"
#include "forms/base/span.h"
#include "forms/form/label.h"
#include "locale/blank.h"
#include "locale/mem.h"
#include "locale/message.h"

enum { MAX_BYTES = 160 };

/* The last item before `end` that is neither blank nor used; doc->n_items where there is none. */
static size_t item_before(const struct import_doc *doc, size_t end)
{
    while (end > 0 && (doc->items[end - 1].n_cells == 0 || doc->items[end - 1].used))
        end--;
    return end ? end - 1 : doc->n_items;
}

/* （此件公开发布） and the like, behind the signature. */
static bool is_release_mark(const char *text)
{
    static const char *const words[] = {"此件公开发布", "此件主动公开", "此页无正文", "公开属性",
                                        NULL};
    return strlen(text) <= MAX_BYTES && span_contains_any(span_all(text), words) &&
           !strstr(text, "。");
}

/* Takes a date off the end of a line; `before` is what stands in front of it. false: the line ends
 * with no date. */
static bool take_date(const char *text, struct date *date, struct strbuf *before)
{
    static const char *const fillers[] = {"日期", "落款", "：", ":", "（", "(", " ", "　", NULL};
    size_t len = strlen(text);
    struct span whole = {text, len};
    static const char *const closing[] = {"）", ")", " ", NULL};
    span_chop(&whole, closing);
    char *plain = xmemdup0(whole.at, whole.len);
    bool found = false;
    for (const char *p = plain; *p && !found; p++) {
        if (((unsigned char)*p & 0xC0) == 0x80 || !date_parse(p, date, NULL))
            continue;
        struct span rest = {plain, (size_t)(p - plain)};
        span_chop(&rest, fillers);
        strbuf_add(before, rest.at, rest.len);
        found = true;
    }
    free(plain);
    return found;
}

/* Is the signed name the fuller form of the one in the title (街道办事处 for 街道)? */
static bool is_fuller(const char *name, const char *unit)
{
    size_t len = strlen(unit);
    return len && strncmp(name, unit, len) == 0 && strcmp(name + len, "办事处") == 0;
}

/* The name under the report: true where it belongs to the signature. */
static bool take_name(const char *name, int line, struct draft *draft, struct import_notes *notes)
{
    int field = draft_cover_field(draft, COVER_UNIT);
    struct strbuf note = STRBUF_INIT;
    if (!*name || strlen(name) > MAX_BYTES || strstr(name, "。") || strstr(name, "，"))
        return false;
    if (label_same_words(name, draft_text(draft, field)))
        return true;
    if (*draft_text(draft, field) && !is_fuller(name, draft_text(draft, field)))
        return false;
    draft_set(draft, field, name);
    strbuf_addf(&note, _("机关名称取自第 %d 行的落款，请核对。"), line);
    import_note_add(notes, line, NULL, NULL, strbuf_steal(&note));
    return true;
}

void importsignature_read(struct import_doc *doc, struct draft *draft, struct import_notes *notes)
{
    struct strbuf name = STRBUF_INIT, iso = STRBUF_INIT;
    struct date date;
    size_t i = item_before(doc, doc->n_items), mark = doc->n_items;
    const char *text = i < doc->n_items ? import_doc_only_cell(doc, &doc->items[i]) : NULL;
    if (text && is_release_mark(text)) {
        mark = i;
        i = item_before(doc, i);
        text = i < doc->n_items ? import_doc_only_cell(doc, &doc->items[i]) : NULL;
    }
    if (!text || strlen(text) > MAX_BYTES || strstr(text, "。") || !take_date(text, &date, &name))
        goto out;
    /* The name stands before the date, or on the line above it. */
    if (name.len && !take_name(name.data, doc->items[i].line, draft, notes))
        goto out;
    date_add_iso(&iso, date);
    draft_set(draft, draft_cover_field(draft, COVER_SIGNED), iso.data);
    doc->items[i].used = true;
    if (mark < doc->n_items) {
        struct strbuf note = STRBUF_INIT;
        strbuf_addf(&note, _("第 %d 行“%s”不是正文，没有放进去。"), doc->items[mark].line,
                    import_doc_only_cell(doc, &doc->items[mark]));
        import_note_add(notes, doc->items[mark].line, NULL, NULL, strbuf_steal(&note));
        doc->items[mark].used = true;
    }
    size_t above = item_before(doc, i);
    if (!name.len && above < doc->n_items && doc->items[above].section == doc->items[i].section) {
        text = import_doc_only_cell(doc, &doc->items[above]);
        if (text && take_name(text, doc->items[above].line, draft, notes))
            doc->items[above].used = true;
    }
out:
    strbuf_release(&name);
    strbuf_release(&iso);
}
