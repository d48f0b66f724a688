/* SPDX-License-Identifier: MIT */
#ifndef TUI_TERM_WIDTHHOOK_H
#define TUI_TERM_WIDTHHOOK_H

/* The executable's own wcwidth(), wcrtomb(), iswprint() and nl_langinfo(), which ncursesw calls
 * instead of glibc's, because the executable's symbols come first. glibc's cannot be used: they
 * answer by locale (-1 for 31,070 wide characters under zh_CN.GB18030, nothing but ASCII under
 * POSIX), while what counts is the terminal's, which is known only at run time. With them the
 * program needs no locale at all: it never calls setlocale() for LC_CTYPE, and so draws the same
 * under every one. */

#include <stdbool.h>
#include <stdint.h>

#include "locale/encoding.h"

/* From now on: the columns of an ambiguous character (1 or 2), the encoding of the terminal, and
 * whether it draws what became wide with Unicode 9 in one column. */
void widthhook_set(int ambiguous, enum encoding encoding, bool emoji_is_narrow);
/* How many columns the terminal draws the character in; draw.c fills up what is missing. */
int widthhook_cols(uint32_t c);
/* Does this build's ncursesw use them? Draws U+2500 into a pad in both widths and looks where the
 * cursor went; curses must be up. */
bool widthhook_check(void);

#endif
