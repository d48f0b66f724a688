/* SPDX-License-Identifier: MIT */
/* The tables of a printed report, and the notes below them. */
#include "forms/import/owntable.h"

#include <stdlib.h>
#include <string.h>

#include "forms/document/box.h"
#include "forms/draft/total.h"
#include "forms/form/label.h"
#include "forms/form/reportmarks.h"
#include "locale/blank.h"
#include "locale/mem.h"

/* A value with its remark behind it: 3（其中修订1件）. */
static void set_value(struct ownpages *printed, struct cell cell, const char *text)
{
    size_t len = strlen(text), value_len = len;
    const char *bracket = strstr(text, "（");
    if (form_column_of(printed->form, cell)->kind != CELL_MONEY && bracket &&
        ownpages_take_end(text, &value_len, "）")) {
        char *value = xmemdup0(text, (size_t)(bracket - text));
        if (value_of(form_column_of(printed->form, cell)->kind, value).kind != VALUE_INVALID) {
            struct strbuf key = STRBUF_INIT;
            strbuf_add_str(&key, "remarks.");
            form_cell_key(printed->form, cell, &key);
            const char *remark = bracket + strlen("（");
            ownpages_set_field(printed, draft_field(printed->draft, key.data), remark,
                               (size_t)(text + value_len - remark));
            strbuf_release(&key);
            len = (size_t)(bracket - text);
        }
        free(value);
    }
    ownpages_set_field(printed, draft_cell_field(printed->draft, cell), text, len);
}

/* Are all cells of the row words of the form? A stroke is a value, though labels hold some. */
static bool is_heading_row(struct label_set *set, const struct box_row *row)
{
    bool any = false;
    for (int c = 0; c < row->n_cells; c++) {
        const char *text = row->cells[c];
        if (*text && (strcmp(text, "/") == 0 || label_find(set, text, false).kind == LABEL_NONE))
            return false;
        any = any || *row->cells[c];
    }
    return any;
}

/* Rows with a label before their numbers. */
static bool take_labelled(struct ownpages *printed, struct label_set *set, const struct box *box,
                          bool *filled)
{
    for (int r = 0; r < box->n_rows; r++) {
        const struct box_row *row = &box->rows[r];
        bool taken = false;
        for (int c = row->n_cells - 1; c >= 0 && !taken; c--) {
            struct label label = label_find(set, row->cells[c], false);
            if (label.kind != LABEL_ROW || !label.is_exact || filled[label.row] ||
                row->n_cells - c - 1 != label_n_columns(set, label.row))
                continue;
            for (int i = c + 1; i < row->n_cells; i++)
                set_value(printed, label_cell(set, label.row, i - c - 1), row->cells[i]);
            taken = filled[label.row] = true;
        }
        if (!taken && !is_heading_row(set, row))
            return false;
    }
    return true;
}

/* A table that reads across: the rows that are no headings hold all numbers in order. */
static bool take_across(struct ownpages *printed, struct label_set *set, const struct box *box,
                        int *n_taken)
{
    int n_columns = label_n_columns(set, 0), n = label_n_rows(set) * n_columns;
    for (int r = 0; r < box->n_rows; r++) {
        const struct box_row *row = &box->rows[r];
        if (is_heading_row(set, row))
            continue;
        for (int c = 0; c < row->n_cells; c++, ++*n_taken) {
            if (*n_taken == n)
                return false;
            set_value(printed, label_cell(set, *n_taken / n_columns, *n_taken % n_columns),
                      row->cells[c]);
        }
    }
    return true;
}

/* Bytes of the note that are the head; 0: it begins otherwise. A blank of the head is not there
 * where a line ended at it. */
static size_t head_len(const char *note, size_t len, const struct strbuf *head)
{
    size_t pos = 0;
    for (size_t i = 0; i < head->len; i++) {
        if (pos < len && note[pos] == head->data[i])
            pos++;
        else if (head->data[i] != ' ')
            return 0;
    }
    return pos;
}

/* One note below a table: “规章 本年制发件数：3（其中修订1件）。” */
static void take_note(struct ownpages *printed, int section, const char *note, size_t len)
{
    const char *table = printed->form->sections[section].table->name;
    for (int i = 0; i < form_n_cells(printed->form); i++) {
        struct cell cell = form_cell_at(printed->form, i);
        if (cell.section != section)
            continue;
        struct strbuf head = STRBUF_INIT, key = STRBUF_INIT;
        form_cell_title(printed->form, cell, &head);
        strbuf_splice(&head, 0, strlen(table) + 1, "", 0);
        strbuf_add_str(&head, "：");
        total_shown_text(printed->draft, cell, &head);
        strbuf_add_str(&head, "（");
        size_t note_len = len, n_head = head_len(note, len, &head);
        if (n_head && len > n_head && ownpages_take_end(note, &note_len, "）。")) {
            strbuf_add_str(&key, "remarks.");
            form_cell_key(printed->form, cell, &key);
            ownpages_set_field(printed, draft_field(printed->draft, key.data), note + n_head,
                               note_len - n_head);
        }
        strbuf_release(&head);
        strbuf_release(&key);
    }
}

/* The notes in lines first..last-1, numbered where there are several; false: that are no notes. */
static bool read_notes(struct ownpages *printed, int section, int first, int last)
{
    struct strbuf note = STRBUF_INIT;
    const char *before = NULL;
    size_t before_len = 0;
    int number = 1;
    bool ok = true;
    for (int i = first; i <= last && ok; i++) {
        const char *line = i < last ? printed->lines[i] : "";
        size_t len = i < last ? printed->lens[i] : 0;
        if (i < last && ownpages_is_blank(line, len))
            continue;
        const char *mark = before ? REPORT_INDENT REPORT_INDENT : REPORT_INDENT REPORT_NOTE_MARK;
        if (i < last && (len < strlen(mark) || memcmp(line, mark, strlen(mark)) != 0))
            ok = false;
        if (i < last && ok) {
            line += strlen(mark);
            len -= strlen(mark);
        }
        struct strbuf ordinal = STRBUF_INIT;
        strbuf_addf(&ordinal, "%d.", number);
        size_t note_len = note.len;
        bool ended = ownpages_take_end(note.data, &note_len, "）。");
        bool begins = len >= ordinal.len && memcmp(line, ordinal.data, ordinal.len) == 0 &&
                      (!before || ended);
        if (begins || i == last) {
            if (note.len)
                take_note(printed, section, note.data, note.len);
            strbuf_clear(&note);
            if (begins)
                strbuf_add(&note, line + ordinal.len, len - ordinal.len);
            number++;
        } else if (!before) {
            strbuf_add(&note, line, len);
        } else {
            ownpages_join_line(printed, before, before_len, line, len, REPORT_NOTE_COLS, &note);
        }
        strbuf_release(&ordinal);
        before = line;
        before_len = len;
    }
    strbuf_release(&note);
    return ok;
}

/* Is the line the lower edge of a table? In ASCII every rule over the whole width looks like one;
 * the last has no row below it. */
static bool is_end_of_box(const struct ownpages *printed, int line, int last)
{
    if (!box_is_bottom(printed->lines[line], printed->lens[line]))
        return false;
    if (!printed->ascii || line + 1 == last)
        return true;
    const char *next = printed->lines[line + 1];
    size_t len = printed->lens[line + 1];
    blank_trim(&next, &len);
    return len == 0 || *next != '|';
}

bool owntable_read(struct ownpages *printed, int section, int first, int last)
{
    struct label_set *set = label_set_new(printed->form, section);
    bool *filled = xcalloc((size_t)label_n_rows(set), sizeof *filled);
    bool across = printed->form->sections[section].table->reads_across, ok = true;
    int n_taken = 0, line = first;
    while (ok && line < last) {
        if (ownpages_is_blank(printed->lines[line], printed->lens[line])) {
            line++;
            continue;
        }
        if (!box_is_top(printed->lines[line], printed->lens[line]))
            break;
        int end = line + 1;
        while (end < last && !is_end_of_box(printed, end, last))
            end++;
        struct box box;
        ok = end < last && box_read(&box, &printed->lines[line], &printed->lens[line],
                                    end + 1 - line, printed->ambiguous);
        if (end < last) {
            ok = ok && (across ? take_across(printed, set, &box, &n_taken)
                               : take_labelled(printed, set, &box, filled));
            box_release(&box);
        }
        line = end + 1;
    }
    for (int r = 0; r < label_n_rows(set) && ok; r++)
        ok = across ? n_taken == label_n_rows(set) * label_n_columns(set, 0) : filled[r];
    ok = ok && read_notes(printed, section, line, last);
    free(filled);
    label_set_free(set);
    return ok;
}
