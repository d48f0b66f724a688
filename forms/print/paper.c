/* SPDX-License-Identifier: MIT */
#include "forms/print/paper.h"

#include <limits.h>
#include <string.h>

#include "forms/form/reportmarks.h"
#include "forms/print/papertext.h"
#include "locale/linebreak.h"
#include "locale/width.h"

enum {
    HEAD_LINES = 2, /* 草稿 and a blank line */
    FOOT_LINES = 2, /* a blank line and the page number */
};

int paper_n_margins(const struct paper_style *style)
{
    return style->top + (style->is_draft ? HEAD_LINES : 0) + (style->page_length ? FOOT_LINES : 0);
}

void paper_init(struct paper *paper, const struct paper_style *style, struct strbuf *out)
{
    int n_body = style->page_length ? style->page_length - paper_n_margins(style) : INT_MAX;
    *paper = (struct paper){.style = *style, .out = out, .n_body = n_body};
}

/* A line that begins `indent` columns behind the left margin. */
static void add_line(const struct paper *paper, int indent, const char *text, size_t len)
{
    if (len)
        strbuf_add_repeat(paper->out, " ", (size_t)paper->style.left + (size_t)indent);
    strbuf_add(paper->out, text, len);
    strbuf_add_byte(paper->out, '\n');
}

static void begin_page(struct paper *paper)
{
    if (paper->page++)
        strbuf_add_byte(paper->out, '\f');
    paper->n_used = 0;
    paper->wants_blank = false;
    strbuf_add_repeat(paper->out, "\n", (size_t)paper->style.top);
    if (paper->style.is_draft) {
        int n_cols = width_of_str(REPORT_DRAFT_MARK, paper->style.ambiguous);
        add_line(paper, paper->style.width - n_cols, REPORT_DRAFT_MARK, strlen(REPORT_DRAFT_MARK));
        strbuf_add_byte(paper->out, '\n');
    }
}

/* The number stands outside on a leaf printed on both sides: at the right on odd pages. */
static void end_page(struct paper *paper)
{
    if (!paper->style.page_length)
        return;
    strbuf_add_repeat(paper->out, "\n", (size_t)(paper->n_body - paper->n_used) + 1);
    struct strbuf number = STRBUF_INIT;
    const char *dash = paper->style.ascii ? "-" : "—";
    strbuf_addf(&number, "%s %d %s", dash, paper->page, dash);
    int n_cols = width_of(number.data, number.len, paper->style.ambiguous);
    bool is_odd = paper->page % 2;
    add_line(paper, is_odd ? paper->style.width - n_cols - REPORT_NUMBER_COLS : REPORT_NUMBER_COLS,
             number.data, number.len);
    strbuf_release(&number);
}

int paper_room(const struct paper *paper)
{
    if (!paper->style.page_length)
        return INT_MAX;
    return paper->n_body - paper->n_used - (paper->wants_blank && paper->n_used ? 1 : 0);
}

/* A full page stays open until something has to go on the next one, so that no page is empty. */
void paper_need(struct paper *paper, int n_lines)
{
    if (paper->page && paper->n_used && paper_room(paper) < n_lines) {
        end_page(paper);
        begin_page(paper);
    }
}

void paper_line(struct paper *paper, const char *text, size_t len)
{
    if (!paper->page)
        begin_page(paper);
    paper_need(paper, 1);
    if (paper->wants_blank && paper->n_used) {
        strbuf_add_byte(paper->out, '\n');
        paper->n_used++;
    }
    paper->wants_blank = false;
    add_line(paper, 0, text, len);
    paper->n_used++;
}

void paper_blank(struct paper *paper) { paper->wants_blank = true; }

void paper_end(struct paper *paper)
{
    if (!paper->page)
        begin_page(paper);
    end_page(paper);
}

/* ---- paragraphs ---- */

/* How many of the n lines left of a paragraph go on a page with that room, if any. */
static int lines_on_page(int n, int n_after, int room)
{
    if (n + n_after <= room)
        return n;
    int n_behind = n_after ? 2 : 0; /* that must follow on the next page */
    int n_here = room < n - n_behind ? room : n - n_behind;
    if (n - n_here == 1)
        n_here--;
    return n_here == n || n_here >= 2 ? n_here : 0;
}

int paper_start_lines(const struct paper *paper, const char *text, size_t len, int first_cols,
                      int other_cols, int n_after)
{
    int n = papertext_n_lines(text, len, paper->style.width, first_cols, other_cols,
                              paper->style.ambiguous);
    int n_lines = 1;
    while (n_lines < n + n_after && !lines_on_page(n, n_after, n_lines))
        n_lines++;
    return n_lines;
}

void paper_paragraph(struct paper *paper, const char *text, size_t len, int first_cols,
                     int other_cols, int n_after)
{
    struct strbuf line = STRBUF_INIT;
    int n = papertext_n_lines(text, len, paper->style.width, first_cols, other_cols,
                              paper->style.ambiguous);
    int n_here = lines_on_page(n, n_after, paper_room(paper));
    for (size_t pos = 0, visible; pos < len; n--, n_here--) {
        if (!n_here) {
            paper_need(paper, INT_MAX);
            n_here = lines_on_page(n, n_after, paper_room(paper));
            n_here = n_here ? n_here : n; /* a page that is too short for all this */
        }
        int indent = pos ? other_cols : first_cols;
        size_t n_bytes = linebreak_next(text + pos, len - pos, paper->style.width, indent,
                                        paper->style.ambiguous, &visible);
        strbuf_clear(&line);
        strbuf_add_repeat(&line, "　", (size_t)indent / 2);
        strbuf_add(&line, text + pos, visible);
        paper_line(paper, line.data, line.len);
        pos += n_bytes;
    }
    strbuf_release(&line);
}

void paper_centred(struct paper *paper, const char *text, size_t len, int max_cols)
{
    int ambiguous = paper->style.ambiguous,
        n_cols = papertext_balanced_cols(text, len, max_cols, 2, ambiguous);
    struct strbuf line = STRBUF_INIT;
    for (size_t pos = 0, visible; pos < len;) {
        size_t n = linebreak_next(text + pos, len - pos, n_cols, 0, ambiguous, &visible);
        strbuf_clear(&line);
        strbuf_add_repeat(&line, " ",
                          (size_t)(paper->style.width - width_of(text + pos, visible, ambiguous)) /
                              2);
        strbuf_add(&line, text + pos, visible);
        paper_line(paper, line.data, line.len);
        pos += n;
    }
    strbuf_release(&line);
}
