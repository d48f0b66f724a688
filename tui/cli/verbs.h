/* SPDX-License-Identifier: MIT */
#ifndef TUI_CLI_VERBS_H
#define TUI_CLI_VERBS_H

/* The verbs of the command line, one per file verb_NAME.c. */

#include "tui/cli/options.h"

extern const struct verb verb_edit, verb_new, verb_check, verb_print, verb_import, verb_sum,
    verb_status, verb_diff, verb_recover, verb_doctor;

/* In the order of the help; ended by NULL. */
extern const struct verb *const verbs[];

#endif
