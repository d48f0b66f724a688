/* SPDX-License-Identifier: MIT */
#include "tui/screen/textpage.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/message.h"
#include "tui/screen/pager.h"
#include "tui/term/term.h"

struct text_lines {
    const char *text; /* all of it, with a form feed between pages */
    size_t len;
    const char **starts;
    size_t *lens;
    size_t count, capacity, capacity_lens;
    const struct pager *pager;
};

static void split_lines(struct text_lines *lines, const char *text, size_t len)
{
    lines->count = 0;
    for (size_t at = 0; at < len;) {
        size_t n = strcspn(text + at, "\n\f");
        bool is_page_end = text[at + n] == '\f';
        if (n || !is_page_end) {
            size_t count = lines->count;
            GROW(lines->starts, count, lines->capacity);
            count = lines->count;
            GROW(lines->lens, count, lines->capacity_lens);
            lines->starts[lines->count] = text + at;
            lines->lens[lines->count++] = n;
        }
        at += n + (text[at + n] != '\0');
    }
}

static void draw_text_line(void *context, size_t index, int y)
{
    const struct text_lines *lines = context;
    draw_fill(y, 0, term_cols(), STYLE_NORMAL);
    draw_text_from(y, 0, lines->pager->skip_cols, term_cols(), lines->starts[index],
                   lines->lens[index], STYLE_NORMAL);
}

static size_t n_form_feeds(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += text[i] == '\f';
    return n;
}

/* Which page of the paper the first line on the screen is on, where there is more than one. */
static void add_page_number(void *context, size_t first, struct strbuf *title)
{
    const struct text_lines *lines = context;
    size_t n_pages = 1 + n_form_feeds(lines->text, lines->len);
    if (n_pages > 1)
        strbuf_addf(title, _("    第 %zu 页 共 %zu 页"),
                    1 + n_form_feeds(lines->text, (size_t)(lines->starts[first] - lines->text)),
                    n_pages);
}

void textpage_show(struct screen *screen, const char *title, const char *help, const char *text,
                   size_t len)
{
    struct text_lines lines = {.text = text, .len = len};
    struct pager pager = {.title = title,
                          .foot = _("↑↓ PgUp PgDn 翻看   ←→ 左右移动   F1 说明   Esc 返回"),
                          .help = help,
                          .draw_line = draw_text_line,
                          .add_position = add_page_number,
                          .context = &lines};
    lines.pager = &pager;
    split_lines(&lines, text, len);
    pager.n_lines = lines.count;
    pager_run(screen, &pager);
    free(lines.starts);
    free(lines.lens);
}
