/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_PROBLEMS_H
#define TUI_APP_PROBLEMS_H

/* What the rules found in the open draft: the next one, all of them, a reason why one stands. */

#include "tui/app/shell.h"

/* F3: goes to the next finding and says it. */
void problems_next(struct app *app);
/* F4: a reason for the finding that is shown, or a remark to the cell. */
void problems_note(struct app *app);
/* Goes to the first place that is not filled in. */
void problems_next_blank(struct app *app);
/* F9: all findings as a page, from which Enter goes to the place. */
void problems_list(struct app *app);

#endif
