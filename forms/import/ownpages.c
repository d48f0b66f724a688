/* SPDX-License-Identifier: MIT */
#include "forms/import/ownpages.h"

#include <string.h>

#include "forms/form/reportmarks.h"
#include "locale/blank.h"
#include "locale/linebreak.h"
#include "locale/width.h"

/* ---- pages ---- */

static void add_line(struct ownpages *printed, const char *line, size_t len)
{
    size_t margin = (size_t)printed->margin_left < len ? (size_t)printed->margin_left : len;
    if (printed->n < OWNPAGES_MAX_LINES) {
        printed->lines[printed->n] = line + margin;
        printed->lens[printed->n++] = len - margin;
    }
}

/* “— 3 —” or “- 3 -”, and nothing else but blanks before it. */
static bool is_page_number(const char *line, size_t len, int number)
{
    struct strbuf wide = STRBUF_INIT, ascii = STRBUF_INIT;
    strbuf_addf(&wide, "— %d —", number);
    strbuf_addf(&ascii, "- %d -", number);
    blank_trim(&line, &len);
    bool is_number = (len == wide.len && memcmp(line, wide.data, len) == 0) ||
                     (len == ascii.len && memcmp(line, ascii.data, len) == 0);
    strbuf_release(&wide);
    strbuf_release(&ascii);
    return is_number;
}

bool ownpages_is_blank(const char *line, size_t len)
{
    blank_trim(&line, &len);
    return len == 0;
}

/* The blanks that all lines begin with, and the blank lines at the head of the first page. */
static void measure_margins(struct ownpages *printed, const char *text, size_t len)
{
    int n_top = 0;
    bool any = false;
    for (size_t pos = 0; pos < len;) {
        int n_blanks = 0;
        while (pos < len && text[pos] == ' ')
            n_blanks++, pos++;
        const char *end = pos < len ? memchr(text + pos, '\n', len - pos) : NULL;
        size_t n = end ? (size_t)(end - text) - pos : len - pos;
        if (n && text[pos] != '\f') {
            printed->margin_left =
                any && printed->margin_left < n_blanks ? printed->margin_left : n_blanks;
            any = true;
        }
        n_top += !any;
        pos += n + 1;
    }
    printed->margin_top = n_top;
}

/* A page that begins with a line of its own after the margin. */
static bool take_head(struct ownpages *printed, int first)
{
    int n_head = printed->margin_top + (printed->is_draft ? 2 : 0);
    if (printed->n - first < n_head)
        return false;
    for (int i = first; i < first + printed->margin_top; i++)
        if (printed->lens[i])
            return false;
    for (int i = first; i + n_head < printed->n; i++) {
        printed->lines[i] = printed->lines[i + n_head];
        printed->lens[i] = printed->lens[i + n_head];
    }
    printed->n -= n_head;
    return true;
}

static void set_right_line(struct ownpages *printed, int line, int right_cols)
{
    printed->right_line = printed->lines[line];
    printed->right_len = printed->lens[line];
    printed->right_cols = right_cols;
}

/* Adds the lines of a page; false where pages are numbered and this one is not. */
static bool read_page(struct ownpages *printed, const char *text, size_t len, int number)
{
    int first = printed->n, n_lines = 0;
    while (len) {
        const char *end = memchr(text, '\n', len);
        size_t n = end ? (size_t)(end - text) : len;
        add_line(printed, text, n);
        n_lines++;
        n += end != NULL;
        text += n;
        len -= n;
    }
    if (printed->n <= first + printed->margin_top)
        return false;
    int last = printed->n - 1;
    bool is_numbered = is_page_number(printed->lines[last], printed->lens[last], number);
    if (number == 1) {
        const char *line = printed->lines[first + printed->margin_top];
        size_t line_len = printed->lens[first + printed->margin_top];
        blank_trim(&line, &line_len);
        printed->is_draft =
            line_len == strlen(REPORT_DRAFT_MARK) && memcmp(line, REPORT_DRAFT_MARK, line_len) == 0;
        if (printed->is_draft)
            set_right_line(printed, first + printed->margin_top, 0);
        else if (is_numbered)
            set_right_line(printed, last, REPORT_NUMBER_COLS);
        printed->page_length = is_numbered ? n_lines : 0;
    } else if (!is_numbered) {
        return false;
    }
    if (is_numbered)
        printed->n--;
    while (printed->n > first + printed->margin_top &&
           ownpages_is_blank(printed->lines[printed->n - 1], printed->lens[printed->n - 1]))
        printed->n--;
    return take_head(printed, first);
}

bool ownpages_read(struct ownpages *printed, const char *text, size_t len)
{
    measure_margins(printed, text, len);
    for (int number = 1; len; number++) {
        const char *end = memchr(text, '\f', len);
        size_t n = end ? (size_t)(end - text) : len;
        if (!read_page(printed, text, n, number))
            return false;
        n += end != NULL;
        text += n;
        len -= n;
    }
    return printed->n > 0;
}

/* ---- lines ---- */

bool ownpages_take_end(const char *text, size_t *len, const char *end)
{
    size_t n = strlen(end);
    if (*len < n || memcmp(text + *len - n, end, n) != 0)
        return false;
    *len -= n;
    return true;
}

/* Would `before` be a line, if `separator` and `behind` stood behind it? */
static bool breaks_there(const struct ownpages *printed, const char *before, size_t before_len,
                         const char *separator, const char *behind, size_t behind_len,
                         int first_cols)
{
    struct strbuf text = STRBUF_INIT;
    size_t visible;
    strbuf_add(&text, before, before_len);
    strbuf_add_str(&text, separator);
    strbuf_add(&text, behind, behind_len);
    linebreak_next(text.data, text.len, printed->width, first_cols, printed->ambiguous, &visible);
    strbuf_release(&text);
    return visible == before_len;
}

/* Where a line was broken at a blank, the blank is not on the paper: the line breaker tells whether
 * there was one. */
void ownpages_join_line(const struct ownpages *printed, const char *before, size_t before_len,
                        const char *line, size_t len, int first_cols, struct strbuf *out)
{
    bool latin = before_len && len && (unsigned char)before[before_len - 1] < 0x80 &&
                 (unsigned char)*line < 0x80;
    const char *likely = latin ? " " : "", *other = latin ? "" : " ";
    bool takes_other = !breaks_there(printed, before, before_len, likely, line, len, first_cols) &&
                       breaks_there(printed, before, before_len, other, line, len, first_cols);
    strbuf_add_str(out, takes_other ? other : likely);
    strbuf_add(out, line, len);
}

void ownpages_set_field(struct ownpages *printed, int field, const char *text, size_t len)
{
    draft_splice(printed->draft, field, 0, draft_len(printed->draft, field), text, len);
}
