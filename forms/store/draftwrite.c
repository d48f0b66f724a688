/* SPDX-License-Identifier: MIT */
/* Writes the text of a draft's file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft/numbering.h"
#include "forms/draft/total.h"
#include "forms/ini/iniwriter.h"
#include "forms/store/draftfile.h"
#include "forms/store/printed.h"
#include "locale/mem.h"
#include "locale/message.h"

/* A field unknown to the form, split into section and key. */
struct named {
    const char *section; /* not NUL-terminated */
    size_t section_len;
    const char *key;
    const char *text;
    bool is_written;
};

/* false if it cannot be written. */
static bool named_parse(struct named *named, const char *key)
{
    char section[INI_MAX_NAME_BYTES + 1];
    size_t len = strcspn(key, ":");
    if (!key[len])
        len = strcspn(key, ".");
    if (!key[len] || len >= sizeof section)
        return false;
    memcpy(section, key, len);
    section[len] = '\0';
    *named = (struct named){key, len, key + len + 1, NULL, false};
    return inifile_name_is_valid(section) && strcmp(section, "end") != 0 &&
           inifile_name_is_valid(named->key);
}

static bool named_is_in(const struct named *named, const char *section, size_t len)
{
    return named->section_len == len && memcmp(named->section, section, len) == 0;
}

struct writer {
    struct ini_writer ini;
    const struct draft *draft;
    bool is_exact; /* totals with their own text, not as shown */
    struct named *named;
    size_t n_named;
};

static void collect_named(struct writer *writer)
{
    const struct draft *draft = writer->draft;
    writer->named = xcalloc((size_t)draft_n_fields(draft), sizeof *writer->named);
    for (int f = COVER_N_FIELDS; f < draft_n_fields(draft); f++) {
        struct named *named = &writer->named[writer->n_named];
        struct cell cell;
        if (!draft_len(draft, f) && strcmp(draft_key(draft, f), PRINTED_KEY) == 0)
            continue; /* never printed */
        if (draft_field_section(draft, f) < 0 && !draft_field_cell(draft, f, &cell) &&
            named_parse(named, draft_key(draft, f))) {
            named->text = draft_text(draft, f);
            writer->n_named++;
        }
    }
}

static void write_named(struct writer *writer, const char *section, size_t len, bool empty_ones)
{
    for (size_t i = 0; i < writer->n_named; i++) {
        struct named *named = &writer->named[i];
        if (!named->is_written && named_is_in(named, section, len)) {
            named->is_written = true;
            if (empty_ones || *named->text)
                ini_writer_add(&writer->ini, named->key, named->text);
        }
    }
}

static void write_cover(struct writer *writer)
{
    ini_writer_section(&writer->ini, "report");
    ini_writer_add(&writer->ini, "format", draft_form(writer->draft)->id);
    for (int i = 0; i < COVER_N_FIELDS; i++)
        ini_writer_add(&writer->ini, strchr(form_cover[i].key, '.') + 1,
                       draft_text(writer->draft, draft_cover_field(writer->draft, i)));
    write_named(writer, "report", strlen("report"), true);
}

static void write_paragraphs(struct writer *writer, int section)
{
    const char *narrative = draft_text(writer->draft, draft_section_field(writer->draft, section));
    struct paragraphs paragraphs = paragraphs_split(narrative);
    long *numbers = numbering_apply(draft_numbering(writer->draft, section), &paragraphs);
    struct strbuf paragraph = STRBUF_INIT;
    char key[24];
    for (size_t i = 0; i < paragraphs.count; i++) {
        strbuf_clear(&paragraph);
        strbuf_add(&paragraph, paragraphs.items[i].text, paragraphs.items[i].len);
        snprintf(key, sizeof key, "p%04ld", numbers[i]);
        ini_writer_add_paragraph(&writer->ini, key, paragraph.data);
    }
    strbuf_release(&paragraph);
    free(numbers);
    free(paragraphs.items);
}

static bool begins_or_ends_with(const char *text, const char *part)
{
    size_t len = strlen(text), part_len = strlen(part);
    return len >= part_len && (memcmp(text, part, part_len) == 0 ||
                               memcmp(text + len - part_len, part, part_len) == 0);
}

/* Would reading a list return the same text? */
static bool fits_in_list(const char *text, bool is_single)
{
    return !begins_or_ends_with(text, " ") && !begins_or_ends_with(text, "\t") &&
           !begins_or_ends_with(text, "　") &&
           (is_single || (!strchr(text, ',') && !strstr(text, "，")));
}

static void write_row(struct writer *writer, struct cell cell)
{
    const struct form_block *block = form_block_of(draft_form(writer->draft), cell);
    const char *row_key = block->rows[cell.row].key;
    struct strbuf list = STRBUF_INIT, text = STRBUF_INIT, key = STRBUF_INIT;
    for (cell.column = 0; cell.column < block->n_columns; cell.column++) {
        strbuf_clear(&text);
        if (writer->is_exact)
            strbuf_add_str(&text, draft_text(writer->draft, draft_cell_field(writer->draft, cell)));
        else
            total_shown_text(writer->draft, cell, &text);
        if (fits_in_list(text.data, block->n_columns == 1))
            strbuf_add(&list, text.data, text.len);
        if (cell.column + 1 < block->n_columns)
            strbuf_add_str(&list, ", ");
    }
    ini_writer_add(&writer->ini, row_key, list.data);
    for (cell.column = 0; cell.column < block->n_columns; cell.column++) {
        const char *own = draft_text(writer->draft, draft_cell_field(writer->draft, cell));
        if (fits_in_list(own, block->n_columns == 1))
            continue;
        const char *column_key = block->columns[cell.column].key;
        strbuf_clear(&key);
        strbuf_addf(&key, "%s.%s", row_key, column_key ? column_key : "text");
        ini_writer_add(&writer->ini, key.data, own);
    }
    strbuf_release(&list);
    strbuf_release(&text);
    strbuf_release(&key);
}

static void write_section(struct writer *writer, int index)
{
    const struct form_section *section = &draft_form(writer->draft)->sections[index];
    ini_writer_section(&writer->ini, section->key);
    if (section->table) {
        for (struct cell c = {index, 0, 0, 0}; c.block < section->table->n_blocks; c.block++)
            for (c.row = 0; c.row < section->table->blocks[c.block].n_rows; c.row++)
                write_row(writer, c);
    } else {
        write_paragraphs(writer, index);
    }
    write_named(writer, section->key, strlen(section->key), true);
}

/* Remarks or explanations, if there are any. */
static void write_notes(struct writer *writer, const char *section)
{
    bool has_any = false;
    for (size_t i = 0; i < writer->n_named; i++)
        has_any |=
            named_is_in(&writer->named[i], section, strlen(section)) && *writer->named[i].text;
    if (has_any)
        ini_writer_section(&writer->ini, section);
    write_named(writer, section, strlen(section), false);
}

static void write_unknown(struct writer *writer)
{
    struct strbuf name = STRBUF_INIT;
    for (size_t i = 0; i < writer->n_named; i++) {
        const struct named *named = &writer->named[i];
        if (named->is_written)
            continue;
        strbuf_clear(&name);
        strbuf_add(&name, named->section, named->section_len);
        ini_writer_section(&writer->ini, name.data);
        write_named(writer, name.data, name.len, true);
    }
    strbuf_release(&name);
}

static void write_draft(const struct draft *draft, bool is_exact, struct strbuf *out)
{
    struct writer writer = {.draft = draft, .is_exact = is_exact};
    collect_named(&writer);
    ini_writer_init(&writer.ini, out);
    write_cover(&writer);
    for (int s = 0; s < draft_form(draft)->n_sections; s++)
        write_section(&writer, s);
    write_notes(&writer, "remarks");
    write_notes(&writer, "explanations");
    write_unknown(&writer);
    ini_writer_finish(&writer.ini);
    free(writer.named);
}

bool draftfile_key_is_valid(const struct draft *draft, const char *key)
{
    struct named named;
    return draft_find(draft, key) >= 0 || named_parse(&named, key);
}

void draftfile_write(const struct draft *draft, struct strbuf *out)
{
    write_draft(draft, false, out);
}

void draftfile_write_exact(const struct draft *draft, struct strbuf *out)
{
    write_draft(draft, true, out);
}

void draftfile_field_title(const struct draft *draft, const char *key, struct strbuf *out)
{
    static const char remarks[] = "remarks.", explanations[] = "explanations.",
                      carried[] = "carried.";
    const struct form *form = draft_form(draft);
    struct cell cell;
    if (strncmp(key, remarks, strlen(remarks)) == 0) {
        draftfile_field_title(draft, key + strlen(remarks), out);
        strbuf_add_str(out, _(" 的注"));
        return;
    }
    if (strncmp(key, explanations, strlen(explanations)) == 0) {
        strbuf_addf(out, _("说明 %s"), key + strlen(explanations));
        return;
    }
    if (strncmp(key, carried, strlen(carried)) == 0) {
        draftfile_field_title(draft, key + strlen(carried), out);
        strbuf_add_str(out, _(" 取自上年的哪一格"));
        return;
    }
    if (strcmp(key, "report.previous") == 0) {
        strbuf_add_str(out, _("上年的草稿"));
        return;
    }
    for (int i = 0; i < COVER_N_FIELDS; i++)
        if (strcmp(form_cover[i].key, key) == 0) {
            strbuf_add_str(out, _(form_cover[i].label));
            return;
        }
    if (strcmp(key, PRINTED_KEY) == 0) {
        strbuf_add_str(out, _("打印记录"));
        return;
    }
    int section = form_section_index(form, key);
    if (section >= 0)
        strbuf_add_str(out, form->sections[section].heading ? form->sections[section].heading
                                                            : _(form->sections[section].brief));
    else if (form_cell_find(form, key, &cell))
        form_cell_title(form, cell, out);
    else
        strbuf_add_str(out, key);
}
