/* SPDX-License-Identifier: MIT */
#ifndef TUI_SCREEN_ENTRIES_H
#define TUI_SCREEN_ENTRIES_H

/* A full-screen page of entries: texts as long as they like, wrapped, each with a head in a column
 * of its own. */

#include "tui/screen/pager.h"

struct entry {
    char *head, *text;
    enum style head_style, style;
};
struct entry_line {
    size_t entry;
    size_t offset, len; /* of its text */
    bool is_first;
};
struct entries {
    struct pager pager; /* title, foot, help and has_current are set by whoever shows them */
    int indent_cols;    /* of the texts; the heads stand before them, from column 1 on */
    struct entry *items;
    size_t count, capacity;
    struct entry_line *lines;
    size_t n_lines, lines_capacity;
    size_t chosen;      /* entry, with has_current */
    size_t chosen_line; /* where it began when it was laid out last */
};

void entries_init(struct entries *entries, int indent_cols);
void entries_release(struct entries *entries);
void entries_clear(struct entries *entries);
void entries_add(struct entries *entries, const char *head, enum style head_style, const char *text,
                 size_t len, enum style style);
/* As pager_step(); a motion goes from entry to entry. There is at least one. */
enum pager_end entries_step(struct screen *screen, struct entries *entries,
                            struct screen_input *input);
/* Makes `chosen` the entry that the last motion led to, as the next step would. */
void entries_settle(struct entries *entries);
/* Shows the page until Esc leaves it or, where has_enter, Enter takes it: then true. */
bool entries_run(struct screen *screen, struct entries *entries, bool has_enter);

#endif
