/* SPDX-License-Identifier: MIT */
/* Plain text: copied from Word, a web page or a PDF, tab-, comma- or |-separated, Markdown. Every
 * line becomes an item; cells are what tabs and bars divide. What belongs to the page and not to
 * the report (page numbers, “=== page 3”, heads that come back on every page) is left out and said
 * so.
 */
#include "forms/document/importtext.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/document/box.h"
#include "forms/document/csv.h"
#include "forms/document/importhtml.h"
#include "locale/blank.h"
#include "locale/mem.h"
#include "locale/message.h"

enum { MAX_FURNITURE_BYTES = 60, MAX_RUNNING_HEADS = 20, MAX_MARK_BYTES = 12 };

struct line {
    const char *text;
    size_t len;
    int number;
};

struct text_reader {
    struct import_doc *doc;
    bool is_markdown;
    bool is_barred; /* there are tables with bars: one bar with blanks round it divides cells too */
    bool has_open_table; /* a table of HTML was met that does not end */
    int n_bad_grids;
    size_t n_page_marks;
    bool at_page_top; /* nothing but blank lines since the last page mark */
    struct {
        char *text;
        int count;
    } heads[MAX_RUNNING_HEADS]; /* the first lines of pages */
    size_t n_heads;
};

/* ---- page marks ---- */

/* Matches a pattern over the text without its blanks: '#' stands for a run of digits, everything
 * else for itself. */
static bool matches(const char *pattern, const char *text)
{
    for (; *pattern; pattern++) {
        if (*pattern == '#') {
            size_t n = strspn(text, "0123456789");
            if (n == 0 || n > 4)
                return false;
            text += n;
        } else if (*text++ != *pattern) {
            return false;
        }
    }
    return *text == '\0';
}

/* The foot of a page that a browser printed: its address, blanks, 2/4. */
static bool is_browser_foot(const char *text, size_t len)
{
    static const char *const schemes[] = {"http://", "https://", "file://"};
    char last[MAX_MARK_BYTES + 1];
    size_t n = 0;
    while (n < len && n < MAX_MARK_BYTES && text[len - 1 - n] != ' ')
        n++;
    memcpy(last, text + len - n, n);
    last[n] = '\0';
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
        if (len > strlen(schemes[i]) && memcmp(text, schemes[i], strlen(schemes[i])) == 0)
            return n < len && matches("#/#", last);
    return false;
}

static bool is_page_mark(const char *text, size_t len)
{
    static const char *const patterns[] = {
        "===page#",     "===page#===", "-#-",    "—#—",      "–#–",        "－#－",
        "--#--",        "·#·",         "~#~",    "第#页",    "第#页共#页", "第#页,共#页",
        "第#页，共#页", "第#页/共#页", "page#",  "page#of#", "#/#页",      "——#——",
        "―#―",          "─#─",         "[第#页]"};
    char squeezed[MAX_FURNITURE_BYTES + 1];
    size_t n = 0;
    if (is_browser_foot(text, len))
        return true;
    if (len > MAX_FURNITURE_BYTES)
        return false;
    for (size_t i = 0; i < len; i++)
        if (text[i] != ' ' && text[i] != '\t')
            squeezed[n++] = (char)tolower((unsigned char)text[i]);
    squeezed[n] = '\0';
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++)
        if (matches(patterns[i], squeezed))
            return true;
    return false;
}

/* ---- Markdown and the marks of converters ---- */

/* |---|:---:|, and what is left of it where the bars became tabs or blanks: runs of three dashes or
 * more. */
static bool is_table_rule(const char *text, size_t len)
{
    size_t bars = 0, colons = 0, dashes = 0, shortest = SIZE_MAX;
    for (size_t i = 0; i < len;) {
        size_t run = 0;
        while (i + run < len && (text[i + run] == '-' || text[i + run] == '='))
            run++;
        if (run) {
            dashes += run;
            shortest = run < shortest ? run : shortest;
            i += run;
        } else if (strchr("|+: \t", text[i]) && text[i]) {
            bars += text[i] == '|' || text[i] == '+';
            colons += text[i++] == ':';
        } else {
            return false;
        }
    }
    /* Single dashes are cells that are not filled in. */
    return dashes >= 2 && (shortest >= 3 || (bars && (colons || shortest >= 2)));
}

/* [c4], [v], [^], [c3v]: what some converters leave of merged cells. */
static size_t merge_mark_len(const char *text, size_t len)
{
    size_t i = 1;
    if (len < 3 || text[0] != '[')
        return 0;
    if (text[i] == 'c' && isdigit((unsigned char)text[i + 1]))
        for (i++; i < len && isdigit((unsigned char)text[i]);)
            i++;
    if (i < len && (text[i] == 'v' || text[i] == '^'))
        i++;
    return i > 1 && i < len && text[i] == ']' && i < MAX_MARK_BYTES ? i + 1 : 0;
}

/* Length of what Markdown and its HTML put into a text and what is not to be read: **, <span …>,
 * <br>, {#id}; 0. */
static size_t mark_len(const char *text, size_t len)
{
    static const char *const tags[] = {"<span", "</span", "<u>",  "</u>",  "<br", "<!--",
                                       "<sup",  "</sup",  "<sub", "</sub", "<p>", "</p>"};
    if (len >= 2 && memcmp(text, "**", 2) == 0)
        return 2;
    const char *end = NULL;
    for (size_t i = 0; *text == '<' && i < sizeof tags / sizeof tags[0] && !end; i++)
        if (len > strlen(tags[i]) && memcmp(text, tags[i], strlen(tags[i])) == 0)
            end = memchr(text, '>', len);
    if (len >= 3 && *text == '{' && strchr("#.", text[1]))
        end = memchr(text, '}', len);
    return end ? (size_t)(end - text) + 1 : 0;
}

/* Appends a text without the marks of Markdown; a backslash keeps a mark from being one. */
static void add_plain(const char *text, size_t len, struct strbuf *out)
{
    for (size_t i = 0, n; i < len; i += n) {
        n = mark_len(text + i, len - i);
        if (n)
            continue;
        n = 1;
        if (text[i] == '\\' && (i + 1 == len || ispunct((unsigned char)text[i + 1]))) {
            if (i + 1 < len)
                strbuf_add_byte(out, text[i + 1]);
            n = 2;
        } else {
            strbuf_add_byte(out, text[i]);
        }
    }
}

static void add_cell(struct text_reader *reader, const char *text, size_t len)
{
    blank_trim(&text, &len);
    size_t mark;
    while ((mark = merge_mark_len(text, len)) > 0) {
        text += mark;
        len -= mark;
        blank_trim(&text, &len);
    }
    if (!reader->is_markdown) {
        import_doc_add_cell(reader->doc, text, len);
        return;
    }
    struct strbuf plain = STRBUF_INIT;
    add_plain(text, len, &plain);
    import_doc_add_cell(reader->doc, plain.data, plain.len);
    strbuf_release(&plain);
}

/* ---- cells ---- */

/* Bars that divide cells: ASCII, the full-width one, and what draws tables. Length in bytes of the
 * one at text, 0. */
static size_t bar_len(const char *text, size_t len)
{
    static const char *const bars[] = {"|", "｜", "│", "┃", "║"};
    for (size_t i = 0; i < sizeof bars / sizeof bars[0]; i++)
        if (len >= strlen(bars[i]) && memcmp(text, bars[i], strlen(bars[i])) == 0)
            return strlen(bars[i]);
    return 0;
}

static size_t count_bars(const char *text, size_t len)
{
    size_t count = 0;
    for (size_t i = 0, n; i < len; i += n ? n : 1)
        count += (n = bar_len(text + i, len - i)) > 0;
    return count;
}

static void add_bar_row(struct text_reader *reader, const struct line *line)
{
    const char *text = line->text;
    size_t len = line->len, start = 0, n;
    blank_trim(&text, &len);
    import_doc_add_item(reader->doc, line->number, true);
    if ((n = bar_len(text, len)) > 0)
        start = n;
    for (size_t i = start; i < len; i += n ? n : 1) {
        if ((n = bar_len(text + i, len - i)) == 0)
            continue;
        add_cell(reader, text + start, i - start);
        start = i + n;
    }
    if (start < len)
        add_cell(reader, text + start, len - start);
}

static void add_tab_row(struct text_reader *reader, const struct line *line)
{
    import_doc_add_item(reader->doc, line->number, true);
    size_t start = 0;
    for (size_t i = 0; i <= line->len; i++) {
        if (i < line->len && line->text[i] != '\t')
            continue;
        add_cell(reader, line->text + start, i - start);
        start = i + 1;
    }
}

static bool is_indented(const char *text, size_t len)
{
    return len >= 3 && (memcmp(text, "\xE3\x80\x80", 3) == 0 || memcmp(text, "  ", 2) == 0 ||
                        memcmp(text, "\xC2\xA0\xC2", 3) == 0);
}

/* Without its blanks: what sets the parts of a head apart changes from page to page. The caller
 * frees it. */
static char *squeeze(const char *text, size_t len)
{
    struct strbuf squeezed = STRBUF_INIT;
    for (size_t i = 0; i < len; i++)
        if (text[i] != ' ')
            strbuf_add_byte(&squeezed, text[i]);
    return strbuf_steal(&squeezed);
}

/* The first lines of pages are counted; those that come back are heads. */
static void note_page_top(struct text_reader *reader, const char *text, size_t len)
{
    reader->at_page_top = false;
    if (len > 3 * MAX_FURNITURE_BYTES)
        return;
    char *head = squeeze(text, len);
    for (size_t i = 0; i < reader->n_heads; i++) {
        if (strcmp(reader->heads[i].text, head) == 0) {
            reader->heads[i].count++;
            free(head);
            return;
        }
    }
    if (reader->n_heads < MAX_RUNNING_HEADS) {
        reader->heads[reader->n_heads].text = head;
        reader->heads[reader->n_heads++].count = 1;
    } else {
        free(head);
    }
}

static void end_page(struct text_reader *reader)
{
    reader->at_page_top = true;
    if (reader->doc->n_items)
        reader->doc->items[reader->doc->n_items - 1].is_page_end = true;
}

static void read_line(struct text_reader *reader, const struct line *line)
{
    const char *text = line->text;
    size_t len = line->len;
    blank_trim(&text, &len);
    if (len == 0) {
        import_doc_add_item(reader->doc, line->number, false);
        return;
    }
    if (is_page_mark(text, len)) {
        reader->n_page_marks++;
        end_page(reader);
        return;
    }
    if (is_table_rule(text, len) || (len >= 3 && memcmp(text, ":::", 3) == 0))
        return;
    if (reader->at_page_top)
        note_page_top(reader, text, len);
    size_t bars = count_bars(text, len);
    bool framed = bar_len(text, len) > 0 || text[len - 1] == '|';
    bool divided = reader->is_barred && memmem(text, len, " | ", 3);
    if (bars >= 2 || (bars == 1 && (framed || divided))) {
        add_bar_row(reader, line);
    } else if (memchr(text, '\t', len) || (line->len && line->text[0] == '\t')) {
        add_tab_row(reader, line);
    } else {
        size_t marks = reader->is_markdown ? strspn(text, "#") : 0;
        import_doc_add_item(reader->doc, line->number, false)->is_indented =
            is_indented(line->text, line->len);
        if (marks && marks < len && text[marks] == ' ')
            reader->doc->items[reader->doc->n_items - 1].is_heading = true;
        else
            marks = 0;
        add_cell(reader, text + marks, len - marks);
    }
}

static bool is_running_head(const struct text_reader *reader, const char *text)
{
    /* A page's first line that comes back on three pages is no part of the report. */
    char *head = squeeze(text, strlen(text));
    bool is_head = false;
    for (size_t i = 0; i < reader->n_heads && !is_head; i++)
        is_head = reader->heads[i].count >= 3 && strcmp(reader->heads[i].text, head) == 0;
    free(head);
    return is_head;
}

static void drop_running_heads(struct text_reader *reader, struct import_notes *notes)
{
    struct import_doc *doc = reader->doc;
    for (size_t i = 0; i < doc->n_items; i++) {
        struct import_item *item = &doc->items[i];
        const char *text = import_doc_cell(doc, item, 0);
        if (item->is_row || item->n_cells != 1 || !is_running_head(reader, text))
            continue;
        struct strbuf note = STRBUF_INIT;
        strbuf_addf(&note, _("第 %d 行“%s”是每页重复的页眉，没有放进正文。"), item->line, text);
        import_note_add(notes, item->line, NULL, NULL, strbuf_steal(&note));
        item->n_cells = 0;
    }
}

/* A heading of Markdown, or a line that is bold as a whole. */
static bool is_marked_line(const char *text, size_t len)
{
    size_t marks = 0;
    while (marks < len && text[marks] == '#')
        marks++;
    return (marks && marks < 7 && marks < len && text[marks] == ' ') ||
           (len > 4 && memcmp(text, "**", 2) == 0 && memcmp(text + len - 2, "**", 2) == 0);
}

static bool is_markdown(const char *text, size_t len)
{
    if (memmem(text, len, "|---", 4) || memmem(text, len, "| ---", 5) ||
        memmem(text, len, "| :-", 4))
        return true;
    for (size_t i = 0, n; i < len; i += n + 1) {
        const char *end = memchr(text + i, '\n', len - i), *line = text + i;
        n = end ? (size_t)(end - line) : len - i;
        size_t line_len = n;
        blank_trim(&line, &line_len);
        if (is_marked_line(line, line_len))
            return true;
    }
    return false;
}

/* ---- tables in other forms ---- */

/* A grid table, +---+ and |, from a line on: its rows, with the cells' lines joined. Returns how
 * many bytes it takes, 0 where there is none. */
static size_t read_grid(struct text_reader *reader, const char *text, size_t len, int *number)
{
    enum { MAX_LINES = 1000, MAX_TRIES = 20 };
    const char *first_end = memchr(text, '\n', len);
    if (!first_end || !box_is_top(text, (size_t)(first_end - text)) ||
        reader->n_bad_grids > MAX_TRIES)
        return 0;
    const char **lines = xcalloc(MAX_LINES, sizeof *lines);
    size_t *lens = xcalloc(MAX_LINES, sizeof *lens), taken = 0;
    int n = 0, last = 0;
    for (size_t pos = 0, line_len; pos < len && n < MAX_LINES; pos += line_len + 1) {
        const char *end = memchr(text + pos, '\n', len - pos);
        line_len = end ? (size_t)(end - text) - pos : len - pos;
        lines[n] = text + pos;
        lens[n] = line_len;
        blank_trim(&lines[n], &lens[n]);
        if (!lens[n] || !strchr("+|", *lines[n]))
            break;
        n++;
        if (box_is_top(lines[n - 1], lens[n - 1])) {
            last = n;
            taken = pos + line_len + (end != NULL);
        }
    }
    struct box box = {0};
    bool found = false;
    for (int ambiguous = 1; ambiguous <= 2 && !found && last > 2; ambiguous++) {
        box_release(&box);
        found = box_read(&box, lines, lens, last, ambiguous);
    }
    reader->n_bad_grids += !found;
    for (int r = 0; found && r < box.n_rows; r++) {
        import_doc_add_item(reader->doc, *number, true);
        for (int c = 0; c < box.rows[r].n_cells; c++)
            add_cell(reader, box.rows[r].cells[c], strlen(box.rows[r].cells[c]));
    }
    box_release(&box);
    free(lines);
    free(lens);
    *number += found ? last : 0;
    return found ? taken : 0;
}

/* A table of HTML in the midst of Markdown. Returns how many bytes it takes, 0. */
static size_t read_html_table(struct text_reader *reader, const char *text, size_t len, int *number,
                              struct import_notes *notes)
{
    const char *start = text + strspn(text, " "), *end = text + len;
    size_t rest = start < end ? (size_t)(end - start) : 0;
    if (reader->has_open_table || rest < 6 || strncasecmp(start, "<table", 6) != 0)
        return 0;
    const char *close = start;
    for (int depth = 0; (close = memchr(close, '<', (size_t)(end - close))) != NULL; close++) {
        if (strncasecmp(close, "<table", 6) == 0)
            depth++;
        else if (strncasecmp(close, "</table>", 8) == 0 && --depth == 0)
            break;
    }
    if (!close) {
        reader->has_open_table = true;
        return 0;
    }
    close += strlen("</table>");
    bool is_flowed = reader->doc->is_flowed;
    importhtml_read(start, (size_t)(close - start), *number, reader->doc, notes);
    reader->doc->is_flowed = is_flowed;
    for (const char *p = text; p < close; p++)
        *number += *p == '\n';
    return (size_t)(close - text);
}

/* ---- a spreadsheet with commas ---- */

/* A line of text for each line of the field. */
static void add_lines(struct import_doc *doc, int number, const char *text)
{
    for (size_t n; *text; text += n + (text[n] != '\0')) {
        n = strcspn(text, "\n");
        import_doc_add_line(doc, number, text, n);
    }
}

/* A row is one where more than one cell has text; blanks of merged cells stay in it. */
static void read_csv(const char *text, size_t len, struct import_doc *doc)
{
    struct csv csv = CSV_INIT(text, len, ',');
    struct csv_record record = CSV_RECORD_INIT;
    while (csv_next(&csv, &record)) {
        size_t n_filled = 0, last = 0;
        for (size_t i = 0; i < record.n_fields; i++) {
            n_filled += *csv_field(&record, i) != '\0';
            last = *csv_field(&record, i) ? i : last;
        }
        if (n_filled < 2) {
            add_lines(doc, record.line, csv_field(&record, last));
            continue;
        }
        import_doc_add_item(doc, record.line, true);
        for (size_t i = 0; i <= last; i++) {
            struct strbuf cell = STRBUF_INIT;
            for (const char *c = csv_field(&record, i); *c; c++)
                if (*c != '\n')
                    strbuf_add_byte(&cell, *c);
            import_doc_add_cell(doc, cell.data, cell.len);
            strbuf_release(&cell);
        }
    }
    csv_record_release(&record);
    doc->is_flowed = true;
}

void importtext_read(const char *text, size_t len, struct import_doc *doc,
                     struct import_notes *notes)
{
    if (csv_is(text, len)) {
        read_csv(text, len, doc);
        return;
    }
    struct text_reader reader = {.doc = doc, .is_markdown = is_markdown(text, len)};
    struct line line = {.number = 1};
    enum { MIN_BARS = 10 };
    size_t n_bars = 0;
    for (size_t i = 0; i < len && n_bars < MIN_BARS; i++)
        n_bars += text[i] == '|';
    reader.is_barred = n_bars >= MIN_BARS;
    for (size_t start = 0; start < len && !doc->is_too_large; line.number++) {
        size_t n = text[start] == '+'
                       ? read_grid(&reader, text + start, len - start, &line.number)
                       : read_html_table(&reader, text + start, len - start, &line.number, notes);
        if (n) {
            line.number--;
            start += n;
            continue;
        }
        const char *end = memchr(text + start, '\n', len - start);
        size_t line_len = end ? (size_t)(end - text) - start : len - start;
        /* A form feed ends a page as a page number does. */
        size_t skip = 0;
        while (skip < line_len && text[start + skip] == '\f') {
            end_page(&reader);
            skip++;
        }
        line.text = text + start + skip;
        line.len = line_len - skip;
        if (line.len && line.text[line.len - 1] == '\r')
            line.len--;
        read_line(&reader, &line);
        start += line_len + 1;
    }
    drop_running_heads(&reader, notes);
    if (reader.n_page_marks) {
        struct strbuf note = STRBUF_INIT;
        strbuf_addf(&note, _("去掉了 %zu 处页码或者分页标记。"), reader.n_page_marks);
        import_note_add(notes, 0, NULL, NULL, strbuf_steal(&note));
    }
    for (size_t i = 0; i < reader.n_heads; i++)
        free(reader.heads[i].text);
}
