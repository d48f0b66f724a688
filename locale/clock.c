/* SPDX-License-Identifier: MIT */
#include "locale/clock.h"

#include <time.h>

long clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
