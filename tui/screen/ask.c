/* SPDX-License-Identifier: MIT */
#include "tui/screen/ask.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/message.h"
#include "locale/width.h"
#include "tui/screen/box.h"
#include "tui/screen/lineedit.h"
#include "tui/term/draw.h"
#include "tui/term/term.h"

/* More of a list costs a slow line too long to draw, and to draw over again. */
enum { LIST_ROWS = 8, LIST_NUMBER_COLS = 4 /* ">12 " */ };

/* Inside columns for a text and its choices: as narrow as they allow, never wider than the screen.
 */
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
        int cols = LIST_NUMBER_COLS + width_of_str(choices[i], term_ambiguous());
        most = cols > most ? cols : most;
    }
    return most < 30 ? 30 : most < box_max_cols() ? most : box_max_cols();
}

/* The next input for a dialog that has just drawn itself; commands that mean "away" become
 * SCREEN_LEAVE. */
static void dialog_wait(struct screen *screen, struct screen_input *input)
{
    screen_wait(screen, input);
    if (input->event == SCREEN_COMMAND && input->command == COMMAND_MENU)
        input->event = SCREEN_LEAVE;
}

/* Says below a list which part of it is to be seen, where it goes on, and which keys there are,
 * where there is room. */
static void draw_foot(struct area area, size_t from, size_t to, size_t count)
{
    const char *keys = _("Enter 确定  Esc 返回");
    struct strbuf text = STRBUF_INIT;
    if (to - from + 1 < count)
        strbuf_addf(&text, _("第 %zu-%zu 项，共 %zu 项"), from, to, count);
    int room = area.n_cols - 2 - width_of(text.data, text.len, term_ambiguous());
    if (width_of_str(keys, term_ambiguous()) + 2 <= room)
        strbuf_addf(&text, "%s%s", text.len ? "  " : "", keys);
    box_draw_foot(area, text.data);
    strbuf_release(&text);
}

/* A list to choose from. */
struct list {
    const char *title, *text;
    const char *const *choices;
    const int *numbers; /* of the lines; NULL: from 1 on */
    size_t count, current;
    size_t first, n_rows; /* what of it is to be seen */
    int typed;            /* the number as typed so far, 0: none */
};

static int number_of(const struct list *list, size_t i)
{
    return list->numbers ? list->numbers[i] : (int)i + 1;
}

/* Goes to the line of the number, else to the first one whose number begins with it. false: there
 * is none. is_whole: it is that line's number, and no other one begins with it. */
static bool list_find(struct list *list, int number, bool *is_whole)
{
    size_t exact = list->count, longer = list->count;
    for (size_t i = list->count; i-- > 0;) {
        exact = number_of(list, i) == number ? i : exact;
        longer = number && number_of(list, i) / 10 == number ? i : longer;
    }
    *is_whole = longer == list->count;
    if (exact == list->count && longer == list->count)
        return false;
    list->current = exact < list->count ? exact : longer;
    return true;
}

/* A digit is more of the number that is being typed, else the first of another one. true: the
 * number is whole, and chosen with that. */
static bool list_type(struct list *list, int digit)
{
    bool is_whole;
    int longer = list->typed * 10 + digit;
    list->typed = list_find(list, longer, &is_whole)  ? longer
                  : list_find(list, digit, &is_whole) ? digit
                                                      : 0;
    return list->typed && is_whole;
}

/* Gives the text at most half of the room, the list the rest with the current line in it, and draws
 * both. */
static void list_draw(struct list *list, struct screen *screen)
{
    int n_cols = cols_for(list->title, list->text, list->choices, list->count),
        max_rows = box_max_rows();
    struct wrapped wrapped;
    wrapped_init(&wrapped, list->text ? list->text : "", n_cols);
    int text_rows = (int)wrapped.count + (wrapped.count > 0);
    if (text_rows > max_rows / 2)
        text_rows = max_rows / 2;
    list->n_rows = list->count;
    if ((int)list->n_rows > max_rows - text_rows)
        list->n_rows = (size_t)(max_rows - text_rows);
    if (list->n_rows > LIST_ROWS)
        list->n_rows = LIST_ROWS;
    if (list->first > list->count - list->n_rows)
        list->first = list->count - list->n_rows;
    if (list->current < list->first)
        list->first = list->current;
    if (list->current >= list->first + list->n_rows)
        list->first = list->current - list->n_rows + 1;
    screen_paint(screen);
    struct area area = box_draw(list->title, text_rows + (int)list->n_rows, n_cols);
    wrapped_draw(&wrapped, 0, (struct area){area.y, area.x, text_rows, area.n_cols}, STYLE_NORMAL);
    wrapped_release(&wrapped);
    for (size_t row = 0; row < list->n_rows; row++) {
        size_t i = list->first + row;
        bool is_current = i == list->current;
        struct strbuf line = STRBUF_INIT;
        strbuf_addf(&line, "%c%2d %s", is_current ? '>' : ' ', number_of(list, i),
                    list->choices[i]);
        width_shorten(&line, area.n_cols, term_ambiguous());
        draw_pad(area.y + text_rows + (int)row, area.x, area.n_cols, line.data, line.len,
                 ALIGN_LEFT, is_current ? STYLE_FOCUS : STYLE_NORMAL);
        strbuf_release(&line);
    }
    draw_foot(area, list->first + 1, list->first + list->n_rows, list->count);
    draw_cursor(area.y + text_rows + (int)(list->current - list->first), area.x);
}

/* Moves the current line; false where the key does something else. */
static bool list_move(struct list *list, enum key_code code)
{
    size_t page = list->n_rows, last = list->count - 1;
    switch (code) {
    case KEYC_UP:
    case KEYC_BACKTAB:
    case KEYC_LEFT: list->current = list->current ? list->current - 1 : last; return true;
    case KEYC_DOWN:
    case KEYC_TAB:
    case KEYC_RIGHT: list->current = list->current < last ? list->current + 1 : 0; return true;
    case KEYC_PGUP:
        list->current = list->current > page ? list->current - page : 0;
        list->first = list->first > page ? list->first - page : 0;
        return true;
    case KEYC_PGDN:
        list->current = list->current + page < list->count ? list->current + page : last;
        list->first += page;
        return true;
    case KEYC_HOME: list->current = 0; return true;
    case KEYC_END: list->current = last; return true;
    default: return false;
    }
}

static int list_run(struct list *list, struct screen *screen)
{
    for (;;) {
        struct screen_input input;
        list_draw(list, screen);
        dialog_wait(screen, &input);
        if (input.event == SCREEN_LEAVE)
            return -1;
        if (input.event != SCREEN_KEY)
            continue;
        int digit = keys_digit(&input.key);
        if (digit >= 0 ? list_type(list, digit) : input.key.code == KEYC_ENTER)
            return (int)list->current;
        if (input.key.code == KEYC_ESC)
            return -1;
        if (list_move(list, input.key.code))
            list->typed = 0;
    }
}

int ask_choice(struct screen *screen, const char *title, const char *text,
               const char *const *choices, size_t count, size_t initial)
{
    struct list list = {title, text, choices, .count = count,
                        .current = initial < count ? initial : 0};
    return list_run(&list, screen);
}

struct strbuf *ask_list_add(struct ask_list *list)
{
    return ask_list_add_numbered(list, (int)list->count + 1);
}

struct strbuf *ask_list_add_numbered(struct ask_list *list, int number)
{
    size_t capacity = list->capacity;
    GROW(list->lines, list->count, list->capacity);
    if (list->capacity != capacity)
        list->numbers = xreallocarray(list->numbers, list->capacity, sizeof *list->numbers);
    list->numbers[list->count] = number;
    strbuf_init(&list->lines[list->count]);
    return &list->lines[list->count++];
}

void ask_list_release(struct ask_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        strbuf_release(&list->lines[i]);
    free(list->lines);
    free(list->numbers);
}

int ask_list_choose(struct screen *screen, const char *title, const char *text,
                    struct ask_list *list, size_t initial)
{
    const char **choices = xcalloc(list->count, sizeof *choices);
    for (size_t i = 0; i < list->count; i++)
        choices[i] = list->lines[i].data;
    struct list shown = {title,       text,
                         choices,     list->numbers,
                         list->count, .current = initial < list->count ? initial : 0};
    int answer = list_run(&shown, screen);
    ask_list_release(list);
    free(choices);
    return answer;
}

bool ask_yes_no(struct screen *screen, const char *title, const char *text, bool yes_is_default)
{
    const char *const choices[] = {_("是"), _("否")};
    return ask_choice(screen, title, text, choices, 2, !yes_is_default) == 0;
}

bool ask_line(struct screen *screen, const char *title, const char *prompt, struct strbuf *text)
{
    struct lineedit line;
    lineedit_init(&line, text->data, text->len > 0);
    bool accepted = false;
    for (;;) {
        int n_cols = box_max_cols();
        struct wrapped wrapped;
        wrapped_init(&wrapped, prompt, n_cols);
        screen_paint(screen);
        struct area area = box_draw(title, (int)wrapped.count + 3, n_cols);
        wrapped_draw(&wrapped, 0, (struct area){area.y, area.x, area.n_rows - 3, area.n_cols},
                     STYLE_NORMAL);
        wrapped_release(&wrapped);
        draw_pad_str(area.y + area.n_rows - 1, area.x, area.n_cols, _("Enter 确定    Esc 取消"),
                     ALIGN_LEFT, STYLE_NORMAL);
        lineedit_draw(&line, area.y + area.n_rows - 3, area.x, area.n_cols);

        struct screen_input input;
        dialog_wait(screen, &input);
        if (input.event == SCREEN_LEAVE ||
            (input.event == SCREEN_KEY && input.key.code == KEYC_ESC))
            break;
        if (input.event == SCREEN_COMMAND && input.command == COMMAND_CLEAR)
            lineedit_set(&line, "");
        if (input.event != SCREEN_KEY)
            continue;
        if (input.key.code == KEYC_ENTER) {
            strbuf_clear(text);
            strbuf_add(text, line.text.data, line.text.len);
            accepted = true;
            break;
        }
        lineedit_key(&line, &input.key);
    }
    lineedit_release(&line);
    return accepted;
}

/* The command of an input to a card: COMMAND_N where it means nothing there. */
static enum command card_answer(const struct screen_input *input, command_set offered,
                                enum command on_enter)
{
    if (input->event == SCREEN_LEAVE)
        return COMMAND_NONE;
    if (input->event == SCREEN_COMMAND && (offered & COMMAND_BIT(input->command)))
        return input->command;
    if (input->event != SCREEN_KEY)
        return COMMAND_N;
    switch (input->key.code) {
    case KEYC_ENTER: return on_enter;
    case KEYC_ESC:
    case KEYC_UP:
    case KEYC_LEFT:
    case KEYC_PGUP:
    case KEYC_BACKTAB: return COMMAND_NONE;
    default: return COMMAND_N;
    }
}

enum command ask_card(struct screen *screen, const char *title, const char *text, const char *keys,
                      command_set offered, enum command on_enter)
{
    enum command answer;
    do {
        struct screen_input input;
        struct wrapped lines, last;
        const char *const choices[] = {keys};
        int n_cols = cols_for(title, text, choices, 1);
        wrapped_init(&lines, text, n_cols);
        wrapped_init(&last, keys, n_cols);
        int n_lines = (int)lines.count, n_last = (int)last.count;
        screen_paint(screen);
        struct area area = box_draw(title, n_lines + 1 + n_last, n_cols);
        wrapped_draw(&lines, 0, (struct area){area.y, area.x, n_lines, n_cols}, STYLE_NORMAL);
        wrapped_draw(&last, 0, (struct area){area.y + n_lines + 1, area.x, n_last, n_cols},
                     STYLE_NORMAL);
        wrapped_release(&lines);
        wrapped_release(&last);
        draw_cursor(area.y + n_lines + 1, area.x);
        dialog_wait(screen, &input);
        answer = card_answer(&input, offered, on_enter);
    } while (answer == COMMAND_N);
    return answer;
}

void ask_show(struct screen *screen, const char *title, const char *text)
{
    size_t first = 0;
    for (;;) {
        int n_cols = cols_for(title, text, NULL, 0);
        struct wrapped wrapped;
        wrapped_init(&wrapped, text, n_cols);
        int n_rows =
            (int)wrapped.count + 2 < box_max_rows() ? (int)wrapped.count + 2 : box_max_rows();
        size_t page = (size_t)(n_rows > 3 ? n_rows - 2 : 1);
        size_t last = wrapped.count > page ? wrapped.count - page : 0;
        if (first > last)
            first = last;
        screen_paint(screen);
        struct area area = box_draw(title, n_rows, n_cols);
        wrapped_draw(&wrapped, first, (struct area){area.y, area.x, (int)page, area.n_cols},
                     STYLE_NORMAL);
        draw_pad_str(area.y + area.n_rows - 1, area.x, area.n_cols,
                     last ? _("↑↓ 翻看    Enter 返回") : _("Enter 返回"), ALIGN_LEFT, STYLE_NORMAL);
        wrapped_release(&wrapped);
        draw_cursor(area.y + area.n_rows - 1, area.x);

        struct screen_input input;
        dialog_wait(screen, &input);
        if (input.event == SCREEN_LEAVE)
            return;
        if (input.event != SCREEN_KEY)
            continue;
        switch (input.key.code) {
        case KEYC_UP: first -= first > 0; break;
        case KEYC_DOWN: first += first < last; break;
        case KEYC_PGUP: first = first > page ? first - page : 0; break;
        case KEYC_PGDN: first = first + page < last ? first + page : last; break;
        case KEYC_HOME: first = 0; break;
        case KEYC_END: first = last; break;
        default: return;
        }
    }
}
