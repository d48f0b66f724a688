/* SPDX-License-Identifier: MIT */
#include "tui/screen/pager.h"

#include "locale/message.h"
#include "tui/screen/ask.h"
#include "tui/term/term.h"

static size_t pager_rows(void) { return (size_t)(term_rows() > 3 ? term_rows() - 2 : 1); }

static void pager_draw(struct pager *pager)
{
    size_t n_rows = pager_rows();
    if (pager->lay_out)
        pager->lay_out(pager);
    if (pager->has_current) {
        size_t end = pager->current + (pager->n_chosen < n_rows ? pager->n_chosen : n_rows);
        if (end > pager->first + n_rows)
            pager->first = end - n_rows;
        if (pager->current < pager->first)
            pager->first = pager->current;
    }
    if (pager->first + n_rows > pager->n_lines)
        pager->first = pager->n_lines > n_rows ? pager->n_lines - n_rows : 0;
    struct strbuf title = STRBUF_INIT;
    strbuf_add_str(&title, pager->title);
    if (pager->add_position)
        pager->add_position(pager->context, pager->first, &title);
    draw_clear_screen();
    draw_pad_str(0, 0, term_cols(), title.data, ALIGN_LEFT, STYLE_CHROME);
    strbuf_release(&title);
    for (size_t row = 0; row < n_rows && pager->first + row < pager->n_lines; row++)
        pager->draw_line(pager->context, pager->first + row, (int)row + 1);
    draw_pad_str(term_rows() - 1, 0, term_cols(), pager->foot, ALIGN_LEFT, STYLE_CHROME);
    draw_cursor(pager->has_current ? (int)(pager->current - pager->first) + 1 : term_rows() - 1, 0);
}

static void move_by(struct pager *pager, long n)
{
    size_t *at = pager->has_current ? &pager->current : &pager->first;
    size_t last = pager->n_lines ? pager->n_lines - 1 : 0;
    if (n < 0)
        *at = *at > (size_t)-n ? *at - (size_t)-n : 0;
    else
        *at = *at + (size_t)n < last ? *at + (size_t)n : last;
}

static void paint_page(void *context) { pager_draw(context); }

enum pager_end pager_step(struct screen *screen, struct pager *pager, struct screen_input *input)
{
    if (screen_fits())
        pager_draw(pager);
    screen_wait(screen, input);
    if (pager->help && input->event == SCREEN_COMMAND && input->command == COMMAND_HELP) {
        struct screen_painter page = {.paint = paint_page, .context = pager};
        screen_push(screen, &page);
        ask_show(screen, _("说明"), pager->help);
        screen_pop(screen);
        return PAGER_MOVED;
    }
    long page = (long)pager_rows();
    if (input->event == SCREEN_LEAVE)
        return PAGER_LEAVE;
    if (input->event == SCREEN_PAINT)
        return PAGER_MOVED;
    if (input->event == SCREEN_COMMAND)
        return input->command == COMMAND_MENU || input->command == COMMAND_QUIT ? PAGER_LEAVE
                                                                                : PAGER_OTHER;
    switch (input->key.code) {
    case KEYC_UP: move_by(pager, -1); return PAGER_MOVED;
    case KEYC_DOWN: move_by(pager, 1); return PAGER_MOVED;
    case KEYC_PGUP: move_by(pager, -page); return PAGER_MOVED;
    case KEYC_PGDN: move_by(pager, page); return PAGER_MOVED;
    case KEYC_HOME: move_by(pager, -(long)pager->n_lines); return PAGER_MOVED;
    case KEYC_END: move_by(pager, (long)pager->n_lines); return PAGER_MOVED;
    case KEYC_LEFT:
        pager->skip_cols = pager->skip_cols > 8 ? pager->skip_cols - 8 : 0;
        return PAGER_MOVED;
    case KEYC_RIGHT: pager->skip_cols += pager->has_current ? 0 : 8; return PAGER_MOVED;
    case KEYC_ENTER: return PAGER_ENTER;
    case KEYC_ESC: return PAGER_LEAVE;
    default: return PAGER_OTHER;
    }
}

void pager_run(struct screen *screen, struct pager *pager)
{
    struct screen_input input;
    enum pager_end end;
    do {
        end = pager_step(screen, pager, &input);
    } while (end == PAGER_MOVED || end == PAGER_OTHER);
}
