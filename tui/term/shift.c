/* SPDX-License-Identifier: MIT */
#include "tui/term/shift.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "tui/term/screenlib.h"

enum {
    MAX_SHIFT_COLS = 32,
    MIN_KEPT_COLS = 16, /* below that a line is as well drawn anew */
};

static int first_row, n_candidates;

void shift_may(int y, int n_rows)
{
    first_row = y;
    n_candidates = n_rows;
}

/* One row as cells, and where it ends. */
struct row {
    cchar_t *cells;
    int n_cols; /* up to the last that is not blank */
};

/* The attribute's character bits number the columns of a wide character. */
static bool cell_is_right_half(const cchar_t *cell) { return (cell->attr & A_CHARTEXT) > 1; }

static bool cells_equal(const cchar_t *a, const cchar_t *b)
{
    return a->attr == b->attr && memcmp(a->chars, b->chars, sizeof a->chars) == 0;
}

static bool cell_is_blank(const cchar_t *cell)
{
    return cell->chars[0] == L' ' && !cell->chars[1] && (cell->attr & ~A_CHARTEXT) == A_NORMAL;
}

static void row_read(WINDOW *window, int y, struct row *row)
{
    row->n_cols = 0;
    for (int x = 0; x < COLS; x++) {
        memset(&row->cells[x], 0, sizeof row->cells[x]);
        mvwin_wch(window, y, x, &row->cells[x]);
        if (!cell_is_blank(&row->cells[x]))
            row->n_cols = x + 1;
    }
}

/* The column where two rows begin to differ; -1 where they are the same. */
static int first_difference(const struct row *a, const struct row *b)
{
    int x = 0;
    while (x < COLS && cells_equal(&a->cells[x], &b->cells[x]))
        x++;
    if (x == COLS)
        return -1;
    while (cell_is_right_half(&a->cells[x]) || cell_is_right_half(&b->cells[x]))
        x--;
    return x;
}

/* Is the rest of the longer row from column x + by on what stands in the other one from x on?
 * Returns how many columns of it; 0: no. */
static int n_moved(const struct row *from, const struct row *to, int x, int by)
{
    int n = to->n_cols - x - by;
    if (n < MIN_KEPT_COLS || x + n > from->n_cols)
        return 0;
    for (int i = 0; i < n; i++)
        if (!cells_equal(&from->cells[x + i], &to->cells[x + by + i]))
            return 0;
    return n;
}

static struct strbuf *sent;

static int send_byte(int byte)
{
    strbuf_add_byte(sent, (char)byte);
    return byte;
}

static void send(const char *sequence) { tputs(sequence, 1, send_byte); }

static void go_to(int y, int x) { send(tiparm(cursor_address, y, x)); }

/* Columns from x on go right by `by`, n_cols of them; what stood behind them goes. On the terminal
 * and in stdscr, which holds what the terminal shows. */
static void move_right(int y, int x, int by, int n_cols)
{
    cchar_t blank;
    go_to(y, x + n_cols);
    send(clr_eol);
    go_to(y, x);
    send(tiparm(parm_ich, by));
    setcchar(&blank, L" ", A_NORMAL, 0, NULL);
    move(y, x + n_cols);
    clrtoeol();
    for (int i = 0; i < by; i++)
        mvins_wch(y, x, &blank);
}

static void move_left(int y, int x, int by)
{
    go_to(y, x);
    send(tiparm(parm_dch, by));
    for (int i = 0; i < by; i++)
        mvdelch(y, x);
}

/* Moves what stays of a row; stdscr holds the row as the terminal has it then. false where nothing
 * is gained. */
static bool shift_row(int y, struct row *old, struct row *new)
{
    row_read(curscr, y, old);
    row_read(stdscr, y, new);
    int x = first_difference(old, new);
    if (x < 0)
        return false;
    for (int by = 1; by <= MAX_SHIFT_COLS; by++) {
        int n_right = n_moved(old, new, x, by), n_left = n_moved(new, old, x, by);
        if (!n_right && !n_left)
            continue;
        copywin(curscr, stdscr, y, 0, y, 0, y, COLS - 1, FALSE);
        if (n_right)
            move_right(y, x, by, n_right);
        else
            move_left(y, x, by);
        copywin(stdscr, curscr, y, 0, y, 0, y, COLS - 1, FALSE);
        return true;
    }
    return false;
}

static bool terminal_can(void)
{
    return save_cursor && restore_cursor && clr_eol && parm_ich &&
           parm_dch; /* and term.c: cursor_address */
}

void shift_rows(struct strbuf *bytes)
{
    int end = first_row + n_candidates < LINES ? first_row + n_candidates : LINES;
    bool may = n_candidates && terminal_can();
    n_candidates = 0;
    WINDOW *wanted = may ? dupwin(stdscr) : NULL;
    if (!wanted)
        return;
    struct row old = {xcalloc((size_t)COLS, sizeof *old.cells), 0},
               new = {xcalloc((size_t)COLS, sizeof *new.cells), 0};
    int n_shifted = 0;
    sent = bytes;
    send(save_cursor);
    for (int y = first_row; y < end; y++) {
        if (!shift_row(y, &old, &new))
            continue;
        copywin(wanted, stdscr, y, 0, y, 0, y, COLS - 1, FALSE);
        n_shifted++;
    }
    send(restore_cursor); /* where ncurses believes it to be */
    if (!n_shifted)
        strbuf_clear(bytes);
    free(old.cells);
    free(new.cells);
    delwin(wanted);
}
