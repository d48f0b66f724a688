/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_CLOCK_H
#define LOCALE_CLOCK_H

/* Monotonic milliseconds, for waiting: not affected by changes of the date. */
long clock_ms(void);

#endif
