/* SPDX-License-Identifier: MIT */
#ifndef TUI_CLI_DOCTORKEYS_H
#define TUI_CLI_DOCTORKEYS_H

/* The key test of `nianbao doctor`. */

#include "locale/strbuf.h"

/* Asks for one key after the other on the screen, which is up, and appends a line for each: asked
 * for, bytes that came, what they were understood as. */
void doctorkeys_run(struct strbuf *out);

#endif
