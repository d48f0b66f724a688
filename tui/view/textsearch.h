/* SPDX-License-Identifier: MIT */
#ifndef TUI_VIEW_TEXTSEARCH_H
#define TUI_VIEW_TEXTSEARCH_H

/* Finding and replacing in a narrative: the questions. What was looked for last is remembered for
 * all narratives. */

#include <stdbool.h>

#include "forms/narrative/textedit.h"
#include "tui/screen/screen.h"

/* Asks what to look for and goes there. true: the cursor is at a place now. */
bool textsearch_find(struct screen *screen, struct textedit *te);
/* The same without asking again. */
bool textsearch_find_next(struct screen *screen, struct textedit *te);
void textsearch_replace(struct screen *screen, struct textedit *te);
/* Length in bytes of what was looked for last. */
size_t textsearch_len(void);

#endif
