/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_SUBSTITUTE_H
#define LOCALE_SUBSTITUTE_H

/* What may stand for a character: where an encoding lacks it, or because it is not the one that was
 * meant. And which letters with a combining mark are composed. */

#include <stdint.h>

/* A static string, "" for what shows nothing anyway; NULL: nothing can stand for c. */
const char *substitute_find(uint32_t c);

/* The letter that base and mark make together, 0 if there is none in the table. */
uint32_t substitute_compose(uint32_t base, uint32_t mark);

#endif
