/* SPDX-License-Identifier: MIT */
#include "tui/screen/bar.h"

#include <stdio.h>
#include <unistd.h>

void bar_start(struct bar *bar)
{
    *bar = (struct bar){.is_terminal = isatty(STDERR_FILENO)};
    clock_gettime(CLOCK_MONOTONIC, &bar->start);
}

void bar_draw(size_t n_done, size_t n_files, void *context)
{
    enum { BAR_COLS = 30, WAIT_S = 1 };
    struct bar *bar = context;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (!bar->is_terminal || now.tv_sec - bar->start.tv_sec <= WAIT_S)
        return;
    bar->is_drawn = true;
    int n_cols = (int)(n_done * BAR_COLS / n_files);
    fprintf(stderr, "\r[%.*s%*s] %zu/%zu", n_cols, "##############################",
            BAR_COLS - n_cols, "", n_done, n_files);
}

void bar_end(const struct bar *bar)
{
    if (bar && bar->is_drawn)
        fputs("\r\033[K", stderr);
}
