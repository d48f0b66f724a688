/* SPDX-License-Identifier: MIT */
#ifndef TUI_CLI_DOCTOR_H
#define TUI_CLI_DOCTOR_H

/* `nianbao doctor`: one page for the help desk about the terminal, how it was recognised and which
 * keys arrive. */

#include <stdbool.h>

#include "forms/settings/settings.h"
#include "locale/strbuf.h"
#include "tui/term/term.h"

struct doctor_options {
    struct term_options term;
    const struct settings *settings;
    bool test_keys; /* asks for keys one by one; only where there is a terminal */
};

/* Appends the page in UTF-8, safe to show. Without a terminal it holds what can be known without
 * one. Returns the exit status: EXIT_FINE, or EXIT_USAGE where there is no terminal or it cannot be
 * used. */
int doctor_run(const struct doctor_options *options, struct strbuf *page);

#endif
