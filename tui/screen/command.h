/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_COMMAND_H
#define TUI_SCREEN_COMMAND_H

/* Commands and what a row of the table of commands says: keys, names, what the command does in
 * words and which function does it. The table is the program's (tui/app/commands.c); key bar, menu
 * and the page of keys are made from it. Terminals and their clients keep some keys for themselves,
 * so each command of the bar has three: a function key, a Ctrl key, and Esc followed by a digit.
 * Commands without a key are reached from the menu. */

#include <stdbool.h>
#include <stdint.h>

#include "locale/strbuf.h"
#include "tui/term/keys.h"

enum command {
    COMMAND_NONE,
    /* the key bar, F1 to F10 in this order */
    COMMAND_HELP,
    COMMAND_SAVE,
    COMMAND_NEXT_PROBLEM,
    COMMAND_NOTE, /* a remark to the cell, or why a warning stands */
    COMMAND_LAST_YEAR,
    COMMAND_GO_TO,
    COMMAND_PREVIOUS_SECTION,
    COMMAND_NEXT_SECTION,
    COMMAND_CHECK,
    COMMAND_MENU,
    /* with a Ctrl key */
    COMMAND_UNDO,
    COMMAND_REDO,
    COMMAND_CLEAR,
    COMMAND_CUT_LINE,
    COMMAND_PASTE_LINE,
    COMMAND_REDRAW,
    COMMAND_BREAK, /* ^C: asks whether to leave, never kills */
    COMMAND_HOW_TO_PASTE,
    COMMAND_LINE_START, /* ^A: the screen makes it Home */
    COMMAND_ZERO_TABLE,
    COMMAND_PREVIEW,
    COMMAND_PRINT,
    /* from the menu */
    COMMAND_COPY_LINE,
    COMMAND_FIND,
    COMMAND_FIND_NEXT,
    COMMAND_REPLACE,
    COMMAND_INSERT_FIGURE,
    COMMAND_ZERO_ROW,
    COMMAND_ZERO_BLOCK,
    COMMAND_NO_REQUESTS, /* 本年未收到申请: tables three and four */
    COMMAND_NEXT_BLANK,
    COMMAND_BREAKDOWN, /* on a sum: the units behind a number */
    COMMAND_COUNT,     /* a register of requests into 表三 */
    COMMAND_SAVE_AS,
    COMMAND_COMPARE,
    COMMAND_OPEN,
    COMMAND_KEYS_HELP,
    COMMAND_QUIT,
    COMMAND_N
};

enum command_group {
    COMMAND_GROUP_FILE,
    COMMAND_GROUP_EDIT,
    COMMAND_GROUP_TABLE,
    COMMAND_GROUP_TEXT,
    COMMAND_GROUP_MOVE,
    COMMAND_GROUP_OTHER,
    COMMAND_GROUP_N
};

struct app; /* what the program runs its commands on; only passed on here */

struct command_def {
    enum command command;
    enum command_group group;
    enum key_code function_key; /* KEYC_F1 …, KEYC_NONE */
    char ctrl;                  /* 'G' for ^G, 0 */
    char other_ctrl;            /* a second one, which other programs have taught; 0 */
    char esc_digit;             /* '1', 0 */
    const char
        *label; /* for the key bar, two to four characters; N_(), NULL where it is not in the bar */
    const char *name;             /* for the menu; N_() */
    const char *help;             /* a sentence; N_() */
    void (*run)(struct app *app); /* NULL: the current view does it */
};

/* A set of commands: what a screen offers. */
typedef uint64_t command_set;
#define COMMAND_BIT(command) (UINT64_C(1) << (command))

/* The command of a key in a table of COMMAND_N rows, COMMAND_NONE where the key is no command. */
enum command command_of_key(const struct command_def *defs, const struct key *key);
const char *command_group_name(enum command_group group) __attribute__((returns_nonnull));
/* Only the function key and the Ctrl key: for the menu, which is to be narrow. Appends. */
void command_add_main_keys(const struct command_def *def, struct strbuf *out);
/* Appends "F1 ^G Esc1", nothing where the command has no key. */
void command_add_keys(const struct command_def *def, struct strbuf *out);

/* Draws the key bar into row y, n_cols wide, from column 0: the function keys, with names as long
 * as the room allows; where there is no room for all, the least important ones are left out. */
void command_draw_bar(const struct command_def *defs, int y, int n_cols);

#endif
