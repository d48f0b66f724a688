/* SPDX-License-Identifier: MIT */
#include "forms/draft/importnote.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/crc32.h"
#include "forms/draft/total.h"
#include "locale/mem.h"
#include "locale/message.h"

const char import_unplaced_mark[] = "〔导入时未能归位，请核对〕";

static const char prefix[] = "import.n";

void import_note_add(struct import_notes *notes, int line, const char *rule, const char *key,
                     char *text)
{
    if (notes->count >= IMPORT_MAX_NOTES) {
        notes->n_dropped++;
        free(text);
        return;
    }
    GROW(notes->items, notes->count, notes->capacity);
    notes->items[notes->count++] =
        (struct import_note){line, rule, key ? xstrdup(key) : NULL, text};
}

void import_notes_sort(struct import_notes *notes)
{
    /* At most IMPORT_MAX_NOTES, and nearly sorted. */
    for (size_t i = 1; i < notes->count; i++) {
        struct import_note note = notes->items[i];
        size_t j = i;
        for (; j > 0 && notes->items[j - 1].line > note.line; j--)
            notes->items[j] = notes->items[j - 1];
        notes->items[j] = note;
    }
}

void import_notes_release(struct import_notes *notes)
{
    for (size_t i = 0; i < notes->count; i++) {
        free(notes->items[i].key);
        free(notes->items[i].text);
    }
    free(notes->items);
    *notes = (struct import_notes){0};
}

static uint32_t add_field(uint32_t crc, const struct draft *draft, int field)
{
    /* With the NUL, so that “1” “2” and “12” “” differ. */
    return crc32_add(crc, draft_text(draft, field), draft_len(draft, field) + 1);
}

static uint32_t add_row(uint32_t crc, const struct draft *draft, struct cell cell)
{
    const struct form *form = draft_form(draft);
    for (cell.column = 0; cell.column < form_block_of(form, cell)->n_columns; cell.column++)
        if (!form_cell_is_total(form, cell))
            crc = add_field(crc, draft, draft_cell_field(draft, cell));
    return crc;
}

/* Of what a note is about: a cell's row, a section's cells or narrative, a line of the cover.
 * Totals are left out: they follow from the cells. */
static uint32_t fingerprint(const struct draft *draft, const char *key)
{
    const struct form *form = draft_form(draft);
    struct cell place;
    bool is_cell = form_cell_find(form, key, &place);
    int section = is_cell ? -1 : form_section_index(form, key), field = draft_find(draft, key);
    uint32_t crc = 0;
    if (!is_cell && (section < 0 || !form->sections[section].table))
        return field >= 0 ? add_field(crc, draft, field) : 0;
    if (is_cell)
        return add_row(crc, draft, place);
    const struct form_table *table = form->sections[section].table;
    for (struct cell cell = {section, 0, 0, 0}; cell.block < table->n_blocks; cell.block++)
        for (cell.row = 0; cell.row < table->blocks[cell.block].n_rows; cell.row++)
            crc = add_row(crc, draft, cell);
    return crc;
}

void import_notes_store(struct draft *draft, const struct import_notes *notes)
{
    int number = 0;
    for (size_t i = 0; i < notes->count; i++) {
        const struct import_note *note = &notes->items[i];
        if (!note->rule || !note->key)
            continue;
        struct strbuf key = STRBUF_INIT, value = STRBUF_INIT;
        strbuf_addf(&key, "%s%04d", prefix, number += 10);
        strbuf_addf(&value, "%s %d %s %08" PRIx32 " %s", note->rule, note->line, note->key,
                    fingerprint(draft, note->key), note->text);
        draft_set(draft, draft_field(draft, key.data), value.data);
        strbuf_release(&key);
        strbuf_release(&value);
    }
}

/* false: the field is no note, or what it is about was changed. */
static bool read_note(const struct draft *draft, int field, struct import_stored *note)
{
    const char *text = draft_text(draft, field);
    uint32_t crc;
    int n = 0;
    if (strncmp(draft_key(draft, field), prefix, strlen(prefix)) != 0 ||
        sscanf(text, "%15s %d %99s %8" SCNx32 "%n", note->rule, &note->line, note->key, &crc, &n) !=
            4)
        return false;
    note->text = text + n + (text[n] == ' ');
    return crc == fingerprint(draft, note->key);
}

struct import_stored *import_notes_read(const struct draft *draft, size_t *count)
{
    struct import_stored *notes = NULL, note;
    size_t capacity = 0;
    *count = 0;
    for (int field = draft_first_added(draft); field < draft_n_fields(draft); field++) {
        if (!read_note(draft, field, &note))
            continue;
        GROW(notes, *count, capacity);
        notes[(*count)++] = note;
    }
    return notes;
}

/* ---- sentences ---- */

static const char *row_label(const struct form *form, struct cell cell)
{
    const struct form_row *row = form_row_of(form, cell);
    return row->path[form_path_depth(row->path) - 1];
}

static void describe_cell(const struct draft *draft, struct cell cell, const char *rule,
                          const char *text, struct strbuf *out)
{
    const struct form *form = draft_form(draft);
    const char *table = form->sections[cell.section].table->name, *row = row_label(form, cell);
    if (strcmp(rule, "T3-OLDFORM") == 0) {
        strbuf_addf(
            out,
            _("%s的（六）其他处理只有一行，是 2019 年的格式；数已放在“%s”，请按三个小项分开填写。"),
            table, row);
    } else if (strcmp(rule, "T3-LABEL") == 0 || strcmp(rule, "T2-ROWNAME") == 0) {
        strbuf_addf(out, _("%s的标签“%s”与规定的“%s”不同，打印时用规定的。"), table, text, row);
    } else if (strcmp(rule, "T3-SPLIT") == 0) {
        strbuf_addf(out, _("%s“%s”一行多出一格，相邻两格合成“%s”以后总计才对得上，请核对。"), table,
                    row, text);
    } else if (strcmp(rule, "T3-ROW") == 0 || strcmp(rule, "T3-SUM") == 0 ||
               strcmp(rule, "T4-SUM") == 0) {
        struct strbuf title = STRBUF_INIT;
        form_cell_title(form, cell, &title);
        strbuf_addf(out, _("“%s”在原文中空白，应为 %" PRId64 "；打印时印计算的数。"), title.data,
                    total_of(draft, cell).number);
        strbuf_release(&title);
    } else if (strcmp(rule, "T3-ORPHAN") == 0 || strcmp(rule, "I-ROW") == 0) {
        strbuf_addf(out, _("%s“%s”：%s。请对照原文核对。"), table, row, text);
    } else {
        strbuf_addf(out, _("%s“%s”：%s"), table, row, text);
    }
}

static void describe_section(const struct form *form, int section, const char *rule,
                             const char *text, struct strbuf *out)
{
    const char *heading = form->sections[section].heading ? form->sections[section].heading
                                                          : _(form->sections[section].brief);
    if (strcmp(rule, "P-SECTIONS") == 0 && *text)
        strbuf_addf(out, _("原文的标题是“%s”，规定的是“%s”，打印时用规定的。"), text, heading);
    else if (strcmp(rule, "P-SECTIONS") == 0)
        strbuf_addf(out, _("原文没有标题“%s”，请核对这一部分的内容。"), heading);
    else
        strbuf_addf(out, _("“%s”：%s"), heading, text);
}

void import_note_describe(const struct draft *draft, const char *rule, int line, const char *key,
                          const char *text, struct strbuf *out)
{
    const struct form *form = draft_form(draft);
    struct cell cell;
    if (!rule) {
        strbuf_add_str(out, text);
        return;
    }
    if (line)
        strbuf_addf(out, _("第 %d 行："), line);
    int section = form_section_index(form, key);
    if (form_cell_find(form, key, &cell))
        describe_cell(draft, cell, rule, text, out);
    else if (section >= 0)
        describe_section(form, section, rule, text, out);
    else if (strcmp(rule, "P-TITLE") == 0 && *text)
        strbuf_addf(out, _("原文的标题“%s”不是“机关全称 + 年份 + %s”，打印时用规定的。"), text,
                    form->title);
    else if (strcmp(rule, "P-TITLE") == 0)
        strbuf_add_str(out, _("没有找到报告的标题，请填写机关全称和报告年度。"));
    else
        strbuf_addf(out, _("%s。请核对。"), text);
}
