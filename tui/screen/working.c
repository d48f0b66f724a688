/* SPDX-License-Identifier: MIT */
#include "tui/screen/working.h"

#include "locale/clock.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "tui/screen/box.h"
#include "tui/term/draw.h"
#include "tui/term/term.h"

enum { PATIENCE_MS = 400, REDRAW_MS = 100, BAR_COLS = 40 };

void working_start(struct working *working, struct screen *screen, const char *title)
{
    *working = (struct working){.screen = screen, .title = title};
    working->start_ms = working->drawn_ms = clock_ms();
}

static void draw(const struct working *working, size_t n_done, size_t n_all)
{
    struct strbuf text = STRBUF_INIT;
    screen_paint(working->screen);
    struct area area = box_draw(working->title, 3, BAR_COLS);
    size_t n_cols = n_all ? n_done * (size_t)area.n_cols / n_all : 0;
    strbuf_add_repeat(&text, "#", n_cols);
    draw_pad_str(area.y, area.x, area.n_cols, text.data, ALIGN_LEFT, STYLE_NORMAL);
    strbuf_clear(&text);
    strbuf_addf(&text, _("已读 %zu 份，共 %zu 份"), n_done, n_all);
    draw_pad_str(area.y + 1, area.x, area.n_cols, text.data, ALIGN_LEFT, STYLE_NORMAL);
    draw_pad_str(area.y + 2, area.x, area.n_cols, _("Esc 停止"), ALIGN_LEFT, STYLE_NORMAL);
    draw_cursor(area.y + 2, area.x);
    term_refresh();
    strbuf_release(&text);
}

void working_step(size_t n_done, size_t n_all, void *context)
{
    struct working *working = context;
    long now_ms = clock_ms();
    struct screen_input input;
    if (now_ms - working->start_ms < PATIENCE_MS || now_ms - working->drawn_ms < REDRAW_MS)
        return;
    working->drawn_ms = now_ms;
    while (screen_poll(working->screen, &input))
        if (input.event == SCREEN_KEY && input.key.code == KEYC_ESC)
            atomic_store(&working->stop, true);
    if (working->screen->leaving)
        atomic_store(&working->stop, true);
    draw(working, n_done, n_all);
}
