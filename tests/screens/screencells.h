/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SCREENS_SCREENCELLS_H
#define TESTS_SCREENS_SCREENCELLS_H

/* The terminal compared with what the program believes to be on it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#include <cmocka.h>

#include "tests/screens/vtscreen.h"
#include "tui/term/screenlib.h"
#include "tui/term/term.h"

/* Brings what was drawn to the terminal; its cells must be what ncurses, and so the program,
 * believes. */
static inline void screencells_expect(struct vtscreen *vt, const char *what)
{
    term_refresh();
    vtscreen_sync(vt);
    for (int y = 0; y < LINES; y++) {
        for (int x = 0; x < COLS; x++) {
            struct vtscreen_cell cell = vtscreen_cell(vt, y, x);
            cchar_t believed;
            wchar_t chars[CCHARW_MAX + 1] = {0};
            attr_t attrs;
            short pair;
            mvin_wch(y, x, &believed);
            getcchar(&believed, chars, &attrs, &pair, NULL);
            bool is_right = (believed.attr & A_CHARTEXT) > 1;
            if (is_right != (cell.n_cols == 0))
                fail_msg(
                    "%s: row %d column %d: %s half of a wide character on the terminal (U+%04X, believed U+%04X)",
                    what, y, x, is_right ? "no" : "a", (unsigned)cell.chars[0], (unsigned)chars[0]);
            if (is_right)
                continue;
            for (int i = 0; i < CCHARW_MAX; i++)
                if ((uint32_t)chars[i] != cell.chars[i])
                    fail_msg("%s: row %d column %d: character %d is U+%04X, believed U+%04X", what,
                             y, x, i, (unsigned)cell.chars[i], (unsigned)chars[i]);
            int wanted = (attrs & A_REVERSE ? VTSCREEN_REVERSE : 0) |
                         (attrs & A_BOLD ? VTSCREEN_BOLD : 0) |
                         (attrs & A_UNDERLINE ? VTSCREEN_UNDERLINE : 0);
            /* ncurses from 6.5 on sends bold blanks plain: nobody sees the difference. */
            if (chars[0] == ' ') {
                wanted &= ~VTSCREEN_BOLD;
                cell.attrs &= ~VTSCREEN_BOLD;
            }
            if ((cell.attrs & ~VTSCREEN_COLOR) != wanted)
                fail_msg("%s: row %d column %d (U+%04X): attributes %d, believed %d", what, y, x,
                         (unsigned)chars[0], cell.attrs, wanted);
        }
    }
}

#endif
