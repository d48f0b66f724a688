/* SPDX-License-Identifier: MIT */
#include "forms/import/import.h"

#include <string.h>

#include "forms/document/importclean.h"
#include "forms/document/importhtml.h"
#include "forms/document/importoffice.h"
#include "forms/document/importtext.h"
#include "forms/draft/importnote.h"
#include "forms/draft/total.h"
#include "forms/form/label.h"
#include "forms/import/importcontact.h"
#include "forms/import/importfurniture.h"
#include "forms/import/importprose.h"
#include "forms/import/importsections.h"
#include "forms/import/importsignature.h"
#include "forms/import/importtable.h"
#include "forms/import/importtitle.h"
#include "forms/import/ownhtml.h"
#include "forms/import/ownprint.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"

enum {
    MAX_PROSE_BYTES = 1024 * 1024, /* all narratives: more does not fit into a draft's file */
    MAX_FILE_LINES = 18000,        /* of them, as a draft's file has them */
    FILE_LINE_BYTES = 90,
    MAX_WORD_CELLS = 20000, /* looked at to tell the form */
    MAX_WORD_BYTES = 120,
    QUOTED_BYTES = 90, /* of what could not be placed, in a note */
};

/* Counts, for each form whose section s is a table, the cells that are words of that table and not
 * of every other form's. */
static void count_words(const struct import_doc *doc, int s, int n_words[FORM_N_FORMATS])
{
    struct label_set *tables[FORM_N_FORMATS] = {NULL};
    struct strbuf folded = STRBUF_INIT;
    bool has_table = false;
    for (int f = 0; f < FORM_N_FORMATS; f++)
        if (s < form_formats[f]->n_sections && form_formats[f]->sections[s].table) {
            tables[f] = label_set_new(form_formats[f], s);
            has_table = true;
        }
    for (size_t i = 0; has_table && i < doc->n_cells && i < MAX_WORD_CELLS; i++) {
        const char *cell = doc->text.data + doc->cells[i];
        bool is_word[FORM_N_FORMATS] = {false}, is_shared = true;
        if (strlen(cell) > MAX_WORD_BYTES)
            continue;
        strbuf_clear(&folded);
        label_fold(cell, &folded);
        for (int f = 0; f < FORM_N_FORMATS; f++) {
            is_word[f] = tables[f] && label_is_word(tables[f], folded.data);
            is_shared &= is_word[f];
        }
        for (int f = 0; f < FORM_N_FORMATS; f++)
            n_words[f] += is_word[f] && !is_shared;
    }
    for (int f = 0; f < FORM_N_FORMATS; f++)
        label_set_free(tables[f]);
    strbuf_release(&folded);
}

/* The form that the words of the tables are those of; the one of the year where they do not tell.
 */
static const struct form *choose_form(const struct import_doc *doc)
{
    int n_words[FORM_N_FORMATS] = {0}, n_sections = 0, chosen = 0;
    for (int f = 0; f < FORM_N_FORMATS; f++)
        if (form_formats[f]->n_sections > n_sections)
            n_sections = form_formats[f]->n_sections;
    for (int s = 0; s < n_sections; s++)
        count_words(doc, s, n_words);
    while (form_formats[chosen] != form_for_year(importtitle_year(doc)))
        chosen++;
    for (int f = 0; f < FORM_N_FORMATS; f++)
        if (n_words[f] > n_words[chosen])
            chosen = f;
    return form_formats[chosen];
}

/* The narrative nearest to a section; of two the one before it. */
static int nearest_narrative(const struct form *form, int section)
{
    for (int distance = 0; distance < form->n_sections; distance++) {
        if (section >= distance && !form->sections[section - distance].table)
            return section - distance;
        if (section + distance < form->n_sections && !form->sections[section + distance].table)
            return section + distance;
    }
    return 0;
}

static void append_narrative(struct draft *draft, int section, const char *text, size_t len)
{
    int field = draft_section_field(draft, section);
    while (len && text[len - 1] == '\n')
        len--;
    if (draft_len(draft, field) && len)
        draft_splice(draft, field, draft_len(draft, field), 0, "\n", 1);
    draft_splice(draft, field, draft_len(draft, field), 0, text, len);
}

static void quote_items(const struct import_doc *doc, size_t first, size_t last, struct strbuf *out)
{
    for (size_t i = first; i < last && out->len < QUOTED_BYTES; i++) {
        if (out->len)
            strbuf_add_byte(out, ' ');
        import_doc_join(doc, &doc->items[i], " ", out);
    }
    size_t len = utf8_clip_bytes(out->data, out->len, QUOTED_BYTES);
    if (len < out->len) {
        strbuf_truncate(out, len);
        strbuf_add_str(out, "……");
    }
}

static void import_narratives(struct import_doc *doc, const struct import_prose *prose,
                              struct draft *draft, struct import_notes *notes)
{
    const struct form *form = draft_form(draft);
    for (int s = 0; s < form->n_sections; s++) {
        if (form->sections[s].table)
            continue;
        struct strbuf text = STRBUF_INIT;
        size_t n_rows = import_prose_add(prose, doc, s, 0, doc->n_items, &text);
        append_narrative(draft, s, text.data, text.len);
        strbuf_release(&text);
        if (n_rows) {
            struct strbuf note = STRBUF_INIT;
            strbuf_addf(&note, _("“%s”里有表格，%zu 行改成了文字，格与格之间用“|”隔开。"),
                        form->sections[s].heading ? form->sections[s].heading
                                                  : _(form->sections[s].brief),
                        n_rows);
            import_note_add(notes, 0, NULL, NULL, strbuf_steal(&note));
        }
    }
}

/* What no table took goes, marked, to the end of the nearest narrative, run by run. */
static void import_unplaced(struct import_doc *doc, const struct import_prose *prose,
                            struct draft *draft, struct import_notes *notes)
{
    const struct form *form = draft_form(draft);
    for (size_t first = 0; first < doc->n_items; first++) {
        if (doc->items[first].used || doc->items[first].n_cells == 0)
            continue;
        int section = doc->items[first].section;
        size_t last = first + 1;
        while (last < doc->n_items && !doc->items[last].used && doc->items[last].section == section)
            last++;
        int target = nearest_narrative(form, section);
        struct strbuf quoted = STRBUF_INIT, text = STRBUF_INIT, note = STRBUF_INIT;
        quote_items(doc, first, last, &quoted);
        strbuf_add_str(&text, import_unplaced_mark);
        int line = doc->items[first].line;
        import_prose_add(prose, doc, section, first, last, &text);
        if (text.len > strlen(import_unplaced_mark)) {
            append_narrative(draft, target, text.data, text.len);
            strbuf_addf(&note, _("第 %d 行起“%s”不能归入表格，放在“%s”的末尾，前面标了“%s”。"),
                        line, quoted.data,
                        form->sections[target].heading ? form->sections[target].heading
                                                       : _(form->sections[target].brief),
                        import_unplaced_mark);
            import_note_add(notes, line, NULL, NULL, strbuf_steal(&note));
        }
        strbuf_release(&quoted);
        strbuf_release(&text);
        strbuf_release(&note);
        first = last - 1;
    }
}

/* Does the draft fit into the file of a draft? */
static bool fits(const struct draft *draft, struct err *err)
{
    size_t n_bytes = 0, n_paragraphs = 0;
    for (int s = 0; s < draft_form(draft)->n_sections; s++) {
        int field = draft_section_field(draft, s);
        if (field < 0)
            continue;
        n_bytes += draft_len(draft, field);
        for (const char *p = draft_text(draft, field); (p = strchr(p, '\n')) != NULL; p++)
            n_paragraphs++;
    }
    if (n_bytes > MAX_PROSE_BYTES || n_paragraphs + n_bytes / FILE_LINE_BYTES > MAX_FILE_LINES)
        return err_set(err,
                       _("正文有 %zu 个字节、%zu 段，不像是年度报告。请只保留报告本身再导入。"),
                       n_bytes, n_paragraphs);
    return true;
}

static struct draft *import_foreign(const struct strbuf *raw, struct import_notes *notes,
                                    struct err *err)
{
    struct import_doc doc = {.text = STRBUF_INIT, .page_title = STRBUF_INIT};
    struct strbuf text = STRBUF_INIT;
    struct draft *draft = NULL;
    importclean_text(raw->data, raw->len, &text, notes);
    if (importhtml_is(text.data, text.len))
        importhtml_read(text.data, text.len, 1, &doc, notes);
    else
        importtext_read(text.data, text.len, &doc, notes);
    strbuf_release(&text);
    if (doc.is_too_large) {
        err_set(
            err,
            _("文件的行数或者表格的格数太多（限 %d 行、%d 格），不像是年度报告。请只保留报告本身再导入。"),
            IMPORT_MAX_ITEMS, IMPORT_MAX_CELLS);
    } else if (doc.n_cells == 0) {
        err_set(err, _("文件里没有文字。"));
    } else {
        draft = draft_new(choose_form(&doc));
        importtitle_read(&doc, draft, notes);
        importsections_find(&doc, draft_form(draft), notes);
        importfurniture_remove(&doc, draft_form(draft), notes);
        importsignature_read(&doc, draft, notes);
        importcontact_read(&doc, draft);
        for (int s = 0; s < draft_form(draft)->n_sections; s++)
            if (draft_form(draft)->sections[s].table)
                importtable_read(&doc, s, draft, notes);
        struct import_prose prose = import_prose_measure(&doc);
        import_narratives(&doc, &prose, draft, notes);
        import_unplaced(&doc, &prose, draft, notes);
    }
    import_doc_release(&doc);
    return draft;
}

/* The print of a draft of ours; NULL: it is something else. */
static struct draft *import_print(const struct strbuf *text, struct import_notes *notes)
{
    bool is_exact = true;
    struct draft *draft = ownhtml_read(text->data, text->len);
    if (!draft)
        draft = ownprint_read(text->data, text->len, &is_exact);
    if (draft)
        import_note_add(
            notes, 0, NULL, NULL,
            xstrdup(is_exact
                        ? _("这是本程序打印的报告，已还原成草稿，重新打印与原文逐字相同。")
                        : _("这是本程序打印的报告，打印以后改动过；已还原成草稿，请与原文核对。")));
    return draft;
}

struct draft *import_report(const char *bytes, size_t len, struct import_notes *notes,
                            struct err *err)
{
    struct strbuf decoded = STRBUF_INIT, text = STRBUF_INIT;
    struct draft *draft = NULL;
    if (len <= IMPORT_MAX_BYTES && importoffice_is(bytes, len)) {
        if (importoffice_read(bytes, len, &decoded, err))
            draft = import_foreign(&decoded, notes, err);
    } else if (importclean_decode(bytes, len, &decoded, notes, err)) {
        importclean_unify_lines(decoded.data, decoded.len, &text);
        draft = import_print(&text, notes);
        if (!draft)
            draft = import_foreign(&text, notes, err);
    }
    strbuf_release(&decoded);
    strbuf_release(&text);
    if (draft && !fits(draft, err)) {
        draft_free(draft);
        draft = NULL;
    }
    if (draft) {
        import_notes_sort(notes);
        total_drop_agreeing(draft);
        import_notes_store(draft, notes);
    }
    return draft;
}
