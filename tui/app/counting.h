/* SPDX-License-Identifier: MIT */
#ifndef TUI_APP_COUNTING_H
#define TUI_APP_COUNTING_H

/* Counting a register of requests (依申请公开台账) into the open draft. */

#include "tui/app/shell.h"

void counting_run(struct app *app);

#endif
