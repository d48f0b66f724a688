#include "tui/ask.h"

#include <stdio.h>
#include <string.h>

#include "locale/message.h"
#include "locale/width.h"
#include "tui/app.h"
#include "tui/box.h"
#include "tui/draw.h"
#include "tui/lineedit.h"
#include "tui/term.h"

/* Inside columns for a text and its choices: as narrow as they allow, never wider than the screen. */
static int cols_for(const char *title, const char *text, const char *const *choices, size_t count)
{
    int most = width_of_str(title, term_ambiguous()) + 2;
    for (const char *line = text ? text : ""; *line;) {
        size_t len = strcspn(line, "\n");
        int cols = width_of(line, len, term_ambiguous());
        most = cols > most ? cols : most;
        line += len + (line[len] == '\n');
    }
    for (size_t i = 0; i < count; i++) {
        int cols = width_of_str(choices[i], term_ambiguous()) + 6;
        most = cols > most ? cols : most;
    }
    return most < 30 ? 30 : most < box_max_cols() ? most : box_max_cols();
}

/* The next input for a dialog that has just drawn itself; commands that mean "away" become APP_LEAVE. */
static void dialog_wait(struct app *app, struct app_input *input)
{
    app_wait(app, input);
    if (input->event == APP_COMMAND && input->command == COMMAND_MENU)
        input->event = APP_LEAVE;
}

/* The number of a line that is being typed, digit by digit; 0: none. In a list of up to nine one digit decides. */
static size_t typed_number(size_t number, uint32_t c, size_t count)
{
    if (c < '0' || c > '9')
        return 0;
    size_t longer = number * 10 + (c - '0');
    return longer && longer <= count ? longer : c - '0' <= count ? c - '0' : 0;
}

/* Says below a list that goes on which part of it is to be seen. */
static void draw_part(struct area area, size_t from, size_t to, size_t count)
{
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(&text, _("第 %zu-%zu 项，共 %zu 项"), from, to, count);
    box_draw_foot(area, text.data);
    strbuf_release(&text);
}

int ask_choice(struct app *app, const char *title, const char *text, const char *const *choices, size_t count,
               size_t initial)
{
    size_t current = initial < count ? initial : 0, first = 0, number = 0;
    for (;;) {
        int n_cols = cols_for(title, text, choices, count);
        struct wrapped wrapped;
        wrapped_init(&wrapped, text ? text : "", n_cols);
        int text_rows = (int)wrapped.count + (wrapped.count > 0);
        int list_rows = (int)count;
        if (text_rows > box_max_rows() / 2)
            text_rows = box_max_rows() / 2;
        if (list_rows > box_max_rows() - text_rows)
            list_rows = box_max_rows() - text_rows;
        if (first > count - (size_t)list_rows)
            first = count - (size_t)list_rows;
        if (current < first)
            first = current;
        if (current >= first + (size_t)list_rows)
            first = current - (size_t)list_rows + 1;
        app_paint(app);
        struct area area = box_draw(title, text_rows + list_rows, n_cols);
        wrapped_draw(&wrapped, 0, (struct area){area.y, area.x, text_rows, area.n_cols}, STYLE_MENU);
        wrapped_release(&wrapped);
        for (int row = 0; row < list_rows; row++) {
            size_t i = first + (size_t)row;
            struct strbuf line = STRBUF_INIT;
            strbuf_addf(&line, "%c%2zu %s", i == current ? '>' : ' ', i + 1, choices[i]);
            width_shorten(&line, area.n_cols, term_ambiguous());
            draw_pad(area.y + text_rows + row, area.x, area.n_cols, line.data, line.len, ALIGN_LEFT,
                     i == current ? STYLE_MENU_CURRENT : STYLE_MENU);
            strbuf_release(&line);
        }
        if (list_rows < (int)count)
            draw_part(area, first + 1, first + (size_t)list_rows, count);
        draw_cursor(area.y + text_rows + (int)(current - first), area.x);

        struct app_input input;
        size_t page = (size_t)list_rows;
        dialog_wait(app, &input);
        if (input.event == APP_LEAVE)
            return -1;
        if (input.event != APP_KEY)
            continue;
        switch (input.key.code) {
        case KEYC_UP:
        case KEYC_BACKTAB:
        case KEYC_LEFT:
            current = current ? current - 1 : count - 1;
            break;
        case KEYC_DOWN:
        case KEYC_TAB:
        case KEYC_RIGHT:
            current = current + 1 < count ? current + 1 : 0;
            break;
        case KEYC_PGUP:
            current = current > page ? current - page : 0;
            first = first > page ? first - page : 0;
            break;
        case KEYC_PGDN:
            current = current + page < count ? current + page : count - 1;
            first += page;
            break;
        case KEYC_HOME:
            current = 0;
            break;
        case KEYC_END:
            current = count - 1;
            break;
        case KEYC_ENTER:
            return (int)current;
        case KEYC_ESC:
            return -1;
        case KEYC_CHAR:
            number = typed_number(number, input.key.c, count);
            if (number)
                current = number - 1;
            if (number && count <= 9)
                return (int)current;
            break;
        default:
            break;
        }
    }
}

bool ask_yes_no(struct app *app, const char *title, const char *text, bool yes_is_default)
{
    const char *const choices[] = {_("是"), _("否")};
    return ask_choice(app, title, text, choices, 2, !yes_is_default) == 0;
}

bool ask_line(struct app *app, const char *title, const char *prompt, struct strbuf *text)
{
    struct lineedit line;
    line_init(&line, text->data, text->len > 0);
    bool accepted = false;
    for (;;) {
        int n_cols = box_max_cols();
        struct wrapped wrapped;
        wrapped_init(&wrapped, prompt, n_cols);
        app_paint(app);
        struct area area = box_draw(title, (int)wrapped.count + 3, n_cols);
        wrapped_draw(&wrapped, 0, (struct area){area.y, area.x, area.n_rows - 3, area.n_cols},
                     STYLE_MENU);
        wrapped_release(&wrapped);
        draw_pad_str(area.y + area.n_rows - 1, area.x, area.n_cols, _("Enter 确定    Esc 取消"), ALIGN_LEFT, STYLE_MENU);
        line_draw(&line, area.y + area.n_rows - 3, area.x, area.n_cols);

        struct app_input input;
        dialog_wait(app, &input);
        if (input.event == APP_LEAVE || (input.event == APP_KEY && input.key.code == KEYC_ESC))
            break;
        if (input.event == APP_COMMAND && input.command == COMMAND_CLEAR)
            line_set(&line, "");
        if (input.event != APP_KEY)
            continue;
        if (input.key.code == KEYC_ENTER) {
            strbuf_clear(text);
            strbuf_add(text, line.text.data, line.text.len);
            accepted = true;
            break;
        }
        line_key(&line, &input.key);
    }
    line_release(&line);
    return accepted;
}

void show_text(struct app *app, const char *title, const char *text)
{
    size_t first = 0;
    for (;;) {
        int n_cols = cols_for(title, text, NULL, 0);
        struct wrapped wrapped;
        wrapped_init(&wrapped, text, n_cols);
        int n_rows = (int)wrapped.count + 2 < box_max_rows() ? (int)wrapped.count + 2 : box_max_rows();
        size_t page = (size_t)(n_rows > 3 ? n_rows - 2 : 1);
        size_t last = wrapped.count > page ? wrapped.count - page : 0;
        if (first > last)
            first = last;
        app_paint(app);
        struct area area = box_draw(title, n_rows, n_cols);
        wrapped_draw(&wrapped, first, (struct area){area.y, area.x, (int)page, area.n_cols}, STYLE_MENU);
        draw_pad_str(area.y + area.n_rows - 1, area.x, area.n_cols,
                     last ? _("↑↓ 翻看    Enter 返回") : _("Enter 返回"), ALIGN_LEFT, STYLE_MENU);
        wrapped_release(&wrapped);
        draw_cursor(area.y + area.n_rows - 1, area.x);

        struct app_input input;
        dialog_wait(app, &input);
        if (input.event == APP_LEAVE)
            return;
        if (input.event != APP_KEY)
            continue;
        switch (input.key.code) {
        case KEYC_UP:
            first -= first > 0;
            break;
        case KEYC_DOWN:
            first += first < last;
            break;
        case KEYC_PGUP:
            first = first > page ? first - page : 0;
            break;
        case KEYC_PGDN:
            first = first + page < last ? first + page : last;
            break;
        case KEYC_HOME:
            first = 0;
            break;
        case KEYC_END:
            first = last;
            break;
        default:
            return;
        }
    }
}
