/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_PROBLEMS_H
#define TUI_APP_PROBLEMS_H

/* What the rules found in the open draft: the next one, all of them, a reason why one stands. */

#include <stdbool.h>

#include "tui/app/shell.h"

/* F3: goes to the next finding and says it. */
void problems_next(struct app *app);
/* F4: a reason for the finding that is shown, or a remark to the cell. */
void problems_note(struct app *app);
/* Goes to the first place that is not filled in. */
void problems_next_blank(struct app *app);

/* For the list of findings. Nothing is wrong: what is not filled in is named. */
void problems_say_nothing_found(struct app *app);
/* Warnings may, and errors whose rule says so. */
bool problems_may_be_explained(const struct finding *finding);
/* Asks for the reason why it stands. */
void problems_explain(struct app *app, const struct finding *finding);

#endif
