/* SPDX-License-Identifier: MIT */
#ifndef FORMS_INI_INILIB_H
#define FORMS_INI_INILIB_H

/* The only place where libiniparser is called. It gets a clean text made from the entries
 * (sections, quoted and escaped values, short lines) through a memfd, and must read exactly those
 * entries. It runs in a child process, because 4.1 dereferences a null pointer when an allocation
 * fails, and because its answer is all that is wanted of it. */

#include <stdbool.h>

#include "locale/err.h"

struct inifile;

/* false when the library cannot read the text, reads less, more or something else, or crashes; err
 * says which. */
bool inilib_confirm(const struct inifile *ini, struct err *err) __attribute__((warn_unused_result));
/* false: in this process, one thread at a time: while several threads read (a child of such a
 * process may find locks that nobody will open), for fuzzing and for tests that watch the library.
 * The default is true. Returns what was set. */
bool inilib_set_isolated(bool isolated);

#endif
