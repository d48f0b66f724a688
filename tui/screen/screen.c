/* SPDX-License-Identifier: MIT */
#include "tui/screen/screen.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "locale/message.h"
#include "locale/utf8.h"
#include "locale/width.h"
#include "tui/screen/box.h"
#include "tui/term/term.h"

enum { SENTENCE_MAX_ROWS = 5, IDLE_MAX_MS = 1000 * 60 * 60 * 24 * 7 };

/* ---- messages ---- */

static void __attribute__((format(printf, 2, 0)))
set_message(struct screen *screen, const char *format, va_list args)
{
    int len = vsnprintf(screen->message, sizeof screen->message, format, args);
    if (len >= (int)sizeof screen->message)
        screen->message[utf8_valid_prefix(screen->message, sizeof screen->message - 1)] = '\0';
    screen->message_style = STYLE_NORMAL;
}

void screen_say(struct screen *screen, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set_message(screen, format, args);
    va_end(args);
}

void screen_warn(struct screen *screen, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set_message(screen, format, args);
    va_end(args);
    screen->message_style = STYLE_WARNING;
    term_beep();
}

void screen_say_finding(struct screen *screen, const char *text, bool is_error)
{
    screen_say(screen, "%s", text);
    screen->message_style = is_error ? STYLE_ERROR : STYLE_WARNING;
}

bool screen_tells(const struct screen *screen, const char *text)
{
    return strstr(screen->message, text) != NULL;
}

/* ---- painting ---- */

void screen_push(struct screen *screen, struct screen_painter *painter)
{
    painter->below = screen->painter;
    screen->painter = painter;
}

void screen_pop(struct screen *screen) { screen->painter = screen->painter->below; }

void screen_paint(struct screen *screen)
{
    /* A screen that is too small is told so by screen_wait(). */
    if (screen_fits() && screen->painter)
        screen->painter->paint(screen->painter->context);
}

bool screen_fits(void) { return term_cols() >= SCREEN_MIN_COLS && term_rows() >= SCREEN_MIN_ROWS; }

static void draw_too_small(void)
{
    struct strbuf text = STRBUF_INIT;
    draw_clear_screen();
    strbuf_addf(&text, _("窗口太小：需要 %d 列 %d 行，现在 %d 列 %d 行。请拉大窗口，内容都还在。"),
                SCREEN_MIN_COLS, SCREEN_MIN_ROWS, term_cols(), term_rows());
    int y = 0;
    for (size_t offset = 0; offset < text.len && y < term_rows(); y++) {
        struct clip clip = width_clip(text.data + offset, text.len - offset, 0,
                                      term_cols() > 1 ? term_cols() - 1 : 1, term_ambiguous());
        if (!clip.n_bytes)
            break;
        draw_text(y, 0, term_cols(), text.data + offset, clip.n_bytes, STYLE_NORMAL);
        offset += clip.n_bytes;
    }
    /* On a blank: see draw.c on what PuTTY does to a line with the cursor. */
    bool has_row = y < term_rows();
    draw_cursor(has_row ? y : y - 1, has_row ? 0 : term_cols() - 1);
    strbuf_release(&text);
}

/* Wraps the text to the screen's width and returns how many rows of it are shown. */
static int wrap_sentence(const char *text, struct wrapped *wrapped)
{
    wrapped_init(wrapped, text, term_cols());
    return wrapped->count < 1                   ? 1
           : wrapped->count > SENTENCE_MAX_ROWS ? SENTENCE_MAX_ROWS
                                                : (int)wrapped->count;
}

int screen_sentence_rows(const char *text)
{
    struct wrapped wrapped;
    int n_rows = wrap_sentence(text, &wrapped);
    wrapped_release(&wrapped);
    return n_rows;
}

void screen_draw_sentence(const char *text, enum style style)
{
    struct wrapped wrapped;
    int n_rows = wrap_sentence(text, &wrapped);
    wrapped_draw(&wrapped, 0, (struct area){term_rows() - 1 - n_rows, 0, n_rows, term_cols()},
                 style);
    wrapped_release(&wrapped);
}

/* ---- the loop ---- */

bool screen_is_away(const struct screen *screen)
{
    return screen->hooks.is_away(screen->hooks.context, screen->idle_ms);
}

/* Outside of dialogs, where Esc leaves, it announces one of the keys Esc 0 to Esc 9: the next key
 * decides, however late it comes. true: nothing is to be done but to say so. */
static bool take_esc(struct screen *screen, struct key *key)
{
    bool was_open = screen->esc_is_open;
    screen->esc_is_open = !was_open && key->code == KEYC_ESC;
    if (was_open)
        keys_follow_esc(key);
    if (screen->esc_is_open)
        screen_say(screen, _("Esc：再按 0-9；再按 Esc 取消"));
    return screen->esc_is_open;
}

static void key_to_command(const struct screen *screen, struct screen_input *input)
{
    input->command = command_of_key(screen->commands, &input->key);
    if (input->command == COMMAND_LINE_START) {
        input->key.code = KEYC_HOME;
        input->command = COMMAND_NONE;
    }
    input->event = input->command == COMMAND_NONE ? SCREEN_KEY : SCREEN_COMMAND;
}

/* The time to wait: until something is due, or until what is on the screen is to be painted again.
 */
static int timeout_ms(const struct screen *screen)
{
    int due = screen->hooks.due_ms(screen->hooks.context, screen->idle_ms);
    return screen->poll_ms && screen->poll_ms < due ? screen->poll_ms : due;
}

static void take_key(struct screen *screen, struct screen_input *input, bool in_dialog)
{
    screen->idle_ms = 0;
    if (!in_dialog && take_esc(screen, &input->key)) {
        input->event = SCREEN_PAINT;
        return;
    }
    key_to_command(screen, input);
    if (input->event == SCREEN_COMMAND && input->command == COMMAND_REDRAW) {
        term_redraw();
        input->event = SCREEN_PAINT;
    }
    if (!screen_fits())
        input->event = SCREEN_PAINT; /* keys have no effect on a screen that shows nothing */
}

static void wait_for_input(struct screen *screen, struct screen_input *input, bool in_dialog)
{
    const struct screen_hooks *hooks = &screen->hooks;
    *input = (struct screen_input){.event = SCREEN_LEAVE};
    if (screen->leaving || (in_dialog && screen_is_away(screen)))
        return;
    hooks->before_wait(hooks->context);
    if (!screen_fits())
        draw_too_small();
    if (!term_pending())
        term_refresh();
    for (;;) {
        int timeout = timeout_ms(screen);
        switch (term_wait(timeout, &input->key)) {
        case TERM_KEY: take_key(screen, input, in_dialog); return;
        case TERM_RESIZE: input->event = SCREEN_PAINT; return;
        case TERM_SIGNAL:
        case TERM_HANGUP: screen->leaving = true; return;
        case TERM_TIMEOUT:
            if (screen->idle_ms < IDLE_MAX_MS)
                screen->idle_ms += timeout;
            if (in_dialog && screen_is_away(screen))
                return;
            if (hooks->idle(hooks->context, screen->idle_ms, in_dialog) || screen_is_away(screen) ||
                screen->poll_ms) {
                input->event = SCREEN_PAINT;
                return;
            }
        }
    }
}

void screen_wait(struct screen *screen, struct screen_input *input)
{
    wait_for_input(screen, input, true);
}

void screen_wait_outermost(struct screen *screen, struct screen_input *input)
{
    wait_for_input(screen, input, false);
}

bool screen_input_pending(const struct screen *screen)
{
    return !screen->leaving && term_pending();
}

bool screen_poll(struct screen *screen, struct screen_input *input)
{
    enum term_event event = screen->leaving ? TERM_TIMEOUT : term_wait(0, &input->key);
    screen->leaving |= event == TERM_SIGNAL || event == TERM_HANGUP;
    if (event != TERM_KEY)
        return false;
    screen->idle_ms = 0;
    key_to_command(screen, input);
    return true;
}
