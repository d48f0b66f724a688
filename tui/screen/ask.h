/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_ASK_H
#define TUI_SCREEN_ASK_H

/* Questions to the operator, each a box over the current screen with a loop of its own. All of them
 * return "cancelled" at once when the terminal goes away. Texts may hold line feeds and are wrapped
 * to the box. */

#include <stdbool.h>
#include <stddef.h>

#include "locale/strbuf.h"
#include "tui/screen/screen.h"

/* Yes or no: Enter takes the default, 是 and 否 are chosen by arrows, Tab or Y/N/1/2; Esc is no. */
bool ask_yes_no(struct screen *screen, const char *title, const char *text, bool yes_is_default);

/* One line of text; text holds the proposal and receives the answer. false: cancelled (Esc). */
bool ask_line(struct screen *screen, const char *title, const char *prompt, struct strbuf *text);

/* One of count lines, chosen by arrows and Enter, or by its number: as soon as no longer one begins
 * with what was typed, without Enter. Returns its index, -1 when cancelled. text may be NULL. */
int ask_choice(struct screen *screen, const char *title, const char *text,
               const char *const *choices, size_t count, size_t initial);

/* The same, with lines that are put together one by one. Begins as {0}. */
struct ask_list {
    struct strbuf *lines;
    int *numbers;
    size_t count, capacity;
};
/* A new line, to be filled; it is the next in number. */
struct strbuf *ask_list_add(struct ask_list *list) __attribute__((returns_nonnull));
/* The same, with a number of its own, which means the same wherever the line is offered. */
struct strbuf *ask_list_add_numbered(struct ask_list *list, int number)
    __attribute__((returns_nonnull));
void ask_list_release(struct ask_list *list);
/* Releases the list. */
int ask_list_choose(struct screen *screen, const char *title, const char *text,
                    struct ask_list *list, size_t initial);

/* A card at the end of a stretch of work: a text, and below it which keys lead on. Returns on_enter
 * for Enter, one of the offered commands for its key, COMMAND_NONE for Esc or a key that goes back.
 */
enum command ask_card(struct screen *screen, const char *title, const char *text, const char *keys,
                      command_set offered, enum command on_enter);

/* Shows a text with a title until a key is pressed; long texts scroll. */
void ask_show(struct screen *screen, const char *title, const char *text);

#endif
