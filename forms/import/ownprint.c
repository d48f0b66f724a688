/* SPDX-License-Identifier: MIT */
/* Reads a printed report by the rules by which it was printed: pages, title, paragraphs, boxes,
 * notes, signature. */
#include "forms/import/ownprint.h"
#include "forms/base/papersize.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/date.h"
#include "forms/document/box.h"
#include "forms/draft/total.h"
#include "forms/form/reportmarks.h"
#include "forms/import/importcontact.h"
#include "forms/import/owntable.h"
#include "forms/print/report.h"
#include "locale/blank.h"
#include "locale/mem.h"
#include "locale/width.h"

enum { MAX_CANDIDATE_WIDTHS = 3 };

/* ---- lines into text ---- */

static size_t leading_spaces(const char *line, size_t len)
{
    size_t n = 0;
    while (n < len && line[n] == ' ')
        n++;
    return n;
}

/* Appends the paragraphs in lines first..last-1, each ended by LF. Continued lines are indented by
 * other_cols. */
static void read_paragraphs(const struct ownpages *printed, int first, int last, struct strbuf *out)
{
    const char *before = NULL;
    size_t before_len = 0;
    int before_cols = 0;
    for (int i = first; i < last; i++) {
        const char *line = printed->lines[i];
        size_t len = printed->lens[i];
        if (ownpages_is_blank(line, len))
            continue;
        bool begins =
            len >= strlen(REPORT_INDENT) && memcmp(line, REPORT_INDENT, strlen(REPORT_INDENT)) == 0;
        if (begins) {
            line += strlen(REPORT_INDENT);
            len -= strlen(REPORT_INDENT);
        }
        if (begins || !before) {
            if (before)
                strbuf_add_byte(out, '\n');
            strbuf_add(out, line, len);
        } else {
            ownpages_join_line(printed, before, before_len, line, len, before_cols, out);
        }
        before = line;
        before_len = len;
        before_cols = begins ? REPORT_INDENT_COLS : 0;
    }
    if (before)
        strbuf_add_byte(out, '\n');
}

static void set_narrative(struct ownpages *printed, int section, const struct strbuf *text)
{
    size_t len = text->len - (text->len > 0);
    if (printed->is_draft && len == strlen(REPORT_NOT_FILLED_IN) &&
        memcmp(text->data, REPORT_NOT_FILLED_IN, len) == 0)
        return;
    ownpages_set_field(printed, draft_section_field(printed->draft, section), text->data, len);
}

/* ---- title, contact, signature ---- */

/* Lines first..last-1 as one text, without what centres them. */
static void join_centred(const struct ownpages *printed, int first, int last, struct strbuf *out)
{
    for (int i = first; i < last; i++) {
        const char *line = printed->lines[i];
        size_t len = printed->lens[i];
        blank_trim(&line, &len);
        bool latin = out->len && len && (unsigned char)out->data[out->len - 1] < 0x80 &&
                     isalpha((unsigned char)*line);
        if (latin && isalpha((unsigned char)out->data[out->len - 1]))
            strbuf_add_byte(out, ' ');
        strbuf_add(out, line, len);
    }
}

static bool read_title(struct ownpages *printed, int last)
{
    enum { YEAR_DIGITS = 4 };
    struct strbuf title = STRBUF_INIT, words = STRBUF_INIT;
    join_centred(printed, 0, last, &title);
    strbuf_addf(&words, "年%s", printed->form->title);
    size_t len = title.len;
    bool ok = ownpages_take_end(title.data, &len, words.data);
    if (ok && !(printed->is_draft && ownpages_take_end(title.data, &len, REPORT_NOT_FILLED_IN))) {
        size_t end = len;
        while (len && end - len < YEAR_DIGITS && isdigit((unsigned char)title.data[len - 1]))
            len--;
        ownpages_set_field(printed, draft_cover_field(printed->draft, COVER_REPORT_YEAR),
                           title.data + len, end - len);
    }
    bool is_empty =
        len == strlen(REPORT_NOT_FILLED_IN) && memcmp(title.data, REPORT_NOT_FILLED_IN, len) == 0;
    if (ok && !(printed->is_draft && is_empty))
        ownpages_set_field(printed, draft_cover_field(printed->draft, COVER_UNIT), title.data, len);
    strbuf_release(&title);
    strbuf_release(&words);
    return ok;
}

/* How to reach the unit, in the last paragraph of the preface: back into the cover. */
static void take_contact(struct ownpages *printed, struct strbuf *preface)
{
    if (!preface->len)
        return;
    strbuf_truncate(preface, preface->len - 1);
    const char *last = strrchr(preface->data, '\n');
    size_t start = last ? (size_t)(last + 1 - preface->data) : 0;
    if (importcontact_take(printed->draft, preface->data + start, preface->len - start))
        strbuf_truncate(preface, start);
    else
        strbuf_add_byte(preface, '\n');
}

/* The lines at the end that begin with blanks are unit and date. Returns the first of them. */
static int find_signature(const struct ownpages *printed, int first)
{
    int start = printed->n;
    while (start > first && leading_spaces(printed->lines[start - 1], printed->lens[start - 1]))
        start--;
    return start;
}

static void read_signature(struct ownpages *printed, int first)
{
    struct date date;
    if (first == printed->n)
        return;
    const char *line = printed->lines[printed->n - 1];
    size_t len = printed->lens[printed->n - 1];
    blank_trim(&line, &len);
    char *text = xmemdup0(line, len);
    if (date_parse(text, &date, NULL)) {
        struct strbuf iso = STRBUF_INIT;
        date_add_iso(&iso, date);
        ownpages_set_field(printed, draft_cover_field(printed->draft, COVER_SIGNED), iso.data,
                           iso.len);
        strbuf_release(&iso);
    }
    free(text);
}

/* ---- the whole ---- */

static bool is_heading(const struct ownpages *printed, int i, const char *heading)
{
    const char *line = printed->lines[i];
    size_t len = printed->lens[i], n_indent = strlen(REPORT_INDENT);
    return len == n_indent + strlen(heading) && memcmp(line, REPORT_INDENT, n_indent) == 0 &&
           memcmp(line + n_indent, heading, len - n_indent) == 0;
}

/* The line of each section's heading, in order; of the preface 0. false: one is missing. */
static bool find_headings(const struct ownpages *printed, int *headings)
{
    int line = 0;
    for (int s = 0; s < printed->form->n_sections; s++) {
        const char *heading = printed->form->sections[s].heading;
        while (heading && line < printed->n && !is_heading(printed, line, heading))
            line++;
        if (line == printed->n)
            return false;
        headings[s] = line;
    }
    return true;
}

static bool begins_with_frame(const struct ownpages *printed, int line)
{
    static const char *const frames[] = {"|", "+", "│", "├", "┌", "└"};
    const char *text = printed->lines[line];
    size_t len = printed->lens[line];
    blank_trim(&text, &len);
    for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++)
        if (len >= strlen(frames[i]) && memcmp(text, frames[i], strlen(frames[i])) == 0)
            return true;
    return false;
}

/* Are the lines of every table equally long, with ambiguous characters of that width? */
static bool frames_agree(const struct ownpages *printed, int ambiguous)
{
    int n_cols = 0; /* of the table under way */
    for (int i = 0; i < printed->n; i++) {
        if (!n_cols && !box_is_top(printed->lines[i], printed->lens[i]))
            continue;
        if (!begins_with_frame(printed, i)) {
            n_cols = 0;
            continue;
        }
        int cols = width_of(printed->lines[i], printed->lens[i], ambiguous);
        if (n_cols && cols != n_cols)
            return false;
        n_cols = cols;
    }
    return true;
}

static void measure_frame(struct ownpages *printed)
{
    for (int i = 0; i < printed->n && !printed->ascii; i++)
        printed->ascii = box_is_top(printed->lines[i], printed->lens[i]) &&
                         memchr(printed->lines[i], '+', printed->lens[i]) != NULL;
    printed->ambiguous = frames_agree(printed, 1) ? 1 : 2;
}

static int line_cols(const struct ownpages *printed, int line)
{
    return width_of(printed->lines[line], printed->lens[line], printed->ambiguous);
}

/* The width of the paper: from what stands at the right margin, from the date and the unit over it;
 * else the title is centred on it, and no line is longer. */
static void measure_width(struct ownpages *printed, int signature)
{
    int last = printed->n - 1, width = PAPER_MIN_COLS;
    if (printed->right_line) {
        printed->width = width_of(printed->right_line, printed->right_len, printed->ambiguous) +
                         printed->right_cols;
        return;
    }
    if (signature <= last)
        printed->width = line_cols(printed, last) + REPORT_DATE_COLS;
    for (int i = signature; i <= last; i++) {
        int cols = line_cols(printed, i) + REPORT_UNIT_COLS;
        printed->width = cols > printed->width ? cols : printed->width;
    }
    if (printed->width)
        return;
    for (int i = 0; i <= last; i++)
        width = line_cols(printed, i) > width ? line_cols(printed, i) : width;
    int centred = (int)leading_spaces(printed->lines[0], printed->lens[0]) + line_cols(printed, 0);
    printed->width = (centred > width ? centred : width) + printed->more_cols;
}

static bool read_report(struct ownpages *printed)
{
    int *headings = xcalloc((size_t)printed->form->n_sections + 1, sizeof *headings);
    bool ok = find_headings(printed, headings);
    int title_end = 0, n = printed->form->n_sections;
    while (ok && title_end < headings[1] &&
           !ownpages_is_blank(printed->lines[title_end], printed->lens[title_end]))
        title_end++;
    ok = ok && title_end < headings[1] && read_title(printed, title_end);
    if (ok) {
        headings[n] = find_signature(printed, headings[n - 1] + 1);
        measure_width(printed, headings[n]);
        read_signature(printed, headings[n]);
    }
    for (int s = 0; s < n && ok; s++) {
        int first = printed->form->sections[s].heading ? headings[s] + 1 : title_end;
        if (printed->form->sections[s].table) {
            ok = owntable_read(printed, s, first, headings[s + 1]);
        } else {
            struct strbuf text = STRBUF_INIT;
            read_paragraphs(printed, first, headings[s + 1], &text);
            if (s == 0)
                take_contact(printed, &text);
            set_narrative(printed, s, &text);
            strbuf_release(&text);
        }
    }
    free(headings);
    return ok;
}

/* Does the draft print as the text? */
static bool prints_as(const struct ownpages *printed, const char *text, size_t len)
{
    struct report_options options = {
        .width = printed->width + printed->margin_left,
        .margin_left = printed->margin_left,
        .margin_top = printed->margin_top,
        .page_length = printed->page_length,
        .border = printed->ascii ? REPORT_BORDER_ASCII : REPORT_BORDER_LINE,
        .ambiguous = printed->ambiguous,
        .is_draft = printed->is_draft,
    };
    struct strbuf again = STRBUF_INIT;
    bool same = report_render(printed->draft, &options, &again, NULL) && again.len == len &&
                memcmp(again.data, text, len) == 0;
    strbuf_release(&again);
    return same;
}

/* Reads the pages in one form, on paper that is `more` columns wider than it looks. NULL: it is no
 * print. */
static struct draft *read_as(const struct form *form, const char *text, size_t len, int more,
                             bool *is_exact)
{
    struct ownpages printed = {.form = form, .ambiguous = 1, .more_cols = more};
    printed.lines = xcalloc(OWNPAGES_MAX_LINES, sizeof *printed.lines);
    printed.lens = xcalloc(OWNPAGES_MAX_LINES, sizeof *printed.lens);
    printed.draft = draft_new(form);
    bool ok = ownpages_read(&printed, text, len);
    if (ok) {
        measure_frame(&printed);
        ok = read_report(&printed);
    }
    if (ok) {
        total_drop_agreeing(printed.draft);
        *is_exact = prints_as(&printed, text, len);
    } else {
        draft_free(printed.draft);
        printed.draft = NULL;
    }
    free(printed.lines);
    free(printed.lens);
    return printed.draft;
}

/* A print holds no control characters but these two. */
static bool is_printable(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] < 0x20 && text[i] != '\n' && text[i] != '\f')
            return false;
    return true;
}

struct draft *ownprint_read(const char *text, size_t len, bool *is_exact)
{
    enum { MAX_BYTES = 4 * 1024 * 1024 };
    if (len == 0 || len > MAX_BYTES ||
        !memmem(text, len, REPORT_INDENT "一、", strlen(REPORT_INDENT "一、")) ||
        !is_printable(text, len))
        return NULL;
    for (int i = FORM_N_FORMATS - 1; i >= 0; i--) {
        struct draft *draft = read_as(form_formats[i], text, len, 0, is_exact);
        for (int more = 1; draft && !*is_exact && more < MAX_CANDIDATE_WIDTHS; more++) {
            struct draft *wider = read_as(form_formats[i], text, len, more, is_exact);
            struct draft *worse = *is_exact ? draft : wider;
            draft = *is_exact ? wider : draft;
            draft_free(worse);
        }
        if (draft)
            return draft;
    }
    return NULL;
}
