/* SPDX-License-Identifier: MIT */
#ifndef TUI_TERM_ENTRY_H
#define TUI_TERM_ENTRY_H

/* Terminals whose terminfo entry says more than they do right. */

/* mlterm leaves pieces of wide characters behind where it erases a few columns (ECH) or up to the
 * cursor (EL 1). For its types newterm() is shown an entry without these, until
 * entry_show_all(). ncurses keeps a copy of what it reads, so they cannot be taken away later.
 * Where the entry is not found in a folder, nothing changes. */
void entry_hide_erasers(const char *type);
void entry_show_all(void);

#endif
