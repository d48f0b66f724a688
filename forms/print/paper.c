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
    return (style->is_draft ? HEAD_LINES : 0) + (style->page_length ? FOOT_LINES : 0);
}

void paper_init(struct paper *paper, const struct paper_style *style, struct strbuf *out)
{
    int n_body = style->page_length ? style->page_length - paper_n_margins(style) : INT_MAX;
    *paper = (struct paper){.style = *style, .out = out, .n_body = n_body};
}

static void add_aligned(const struct paper *paper, const char *text, size_t len, enum align align)
{
    int blanks = paper->style.width - width_of(text, len, paper->style.ambiguous);
    blanks = blanks < 0 || align == ALIGN_LEFT ? 0 : align == ALIGN_CENTER ? blanks / 2 : blanks;
    strbuf_add_repeat(paper->out, " ", (size_t)blanks);
    strbuf_add(paper->out, text, len);
    strbuf_add_byte(paper->out, '\n');
}

static void begin_page(struct paper *paper)
{
    if (paper->page++)
        strbuf_add_byte(paper->out, '\f');
    paper->n_used = 0;
    paper->wants_blank = false;
    if (paper->style.is_draft) {
        add_aligned(paper, REPORT_DRAFT_MARK, strlen(REPORT_DRAFT_MARK), ALIGN_RIGHT);
        strbuf_add_byte(paper->out, '\n');
    }
}

static void end_page(struct paper *paper)
{
    if (!paper->style.page_length)
        return;
    strbuf_add_repeat(paper->out, "\n", (size_t)(paper->n_body - paper->n_used) + 1);
    struct strbuf number = STRBUF_INIT;
    const char *dash = paper->style.ascii ? "-" : "—";
    strbuf_addf(&number, "%s %d %s", dash, paper->page, dash);
    add_aligned(paper, number.data, number.len, ALIGN_CENTER);
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
    add_aligned(paper, text, len, ALIGN_LEFT);
    paper->n_used++;
}

void paper_blank(struct paper *paper) { paper->wants_blank = true; }

void paper_end(struct paper *paper)
{
    if (!paper->page)
        begin_page(paper);
    end_page(paper);
}

void paper_paragraph(struct paper *paper, const char *text, size_t len, int first_cols,
                     int other_cols)
{
    struct strbuf line = STRBUF_INIT;
    for (size_t pos = 0, visible; pos < len;) {
        int indent = pos ? other_cols : first_cols;
        size_t n = linebreak_next(text + pos, len - pos, paper->style.width, indent,
                                  paper->style.ambiguous, &visible);
        strbuf_clear(&line);
        strbuf_add_repeat(&line, "　", (size_t)indent / 2);
        strbuf_add(&line, text + pos, visible);
        paper_line(paper, line.data, line.len);
        pos += n;
    }
    strbuf_release(&line);
}

int paper_n_lines(const struct paper *paper, const char *text, size_t len, int first_cols,
                  int other_cols)
{
    int n = 0;
    for (size_t pos = 0, visible; pos < len; n++)
        pos += linebreak_next(text + pos, len - pos, paper->style.width,
                              pos ? other_cols : first_cols, paper->style.ambiguous, &visible);
    return n;
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
