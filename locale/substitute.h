/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_SUBSTITUTE_H
#define LOCALE_SUBSTITUTE_H

/* Substitutes for characters that an encoding lacks or that were not meant, and letters composed
 * with combining marks. */

#include <stdint.h>

/* A static string, "" for invisible characters; NULL: no substitute. */
const char *substitute_find(uint32_t c);

/* The letter that base and mark make together, 0 if there is none in the table. */
uint32_t substitute_compose(uint32_t base, uint32_t mark);

#endif
