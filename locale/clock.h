/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_CLOCK_H
#define LOCALE_CLOCK_H

/* Milliseconds since a moment that stays the same while the system runs: for waiting, whatever is
 * done to the date. */
long clock_ms(void);

#endif
