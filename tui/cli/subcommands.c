/* SPDX-License-Identifier: MIT */
#include "tui/cli/subcommands.h"

#include <stddef.h>
#include <string.h>

const struct subcommand *const subcommands[] = {
    &cmd_edit,   &cmd_new,  &cmd_check, &cmd_print,  &cmd_import,  &cmd_count,  &cmd_sum,
    &cmd_status, &cmd_diff, &cmd_merge, &cmd_export, &cmd_recover, &cmd_doctor, NULL,
};

const struct subcommand *subcommands_find(const char *name)
{
    for (const struct subcommand *const *subcommand = subcommands; *subcommand; subcommand++)
        if (strcmp((*subcommand)->name, name) == 0)
            return *subcommand;
    return NULL;
}

enum { MAX_NAME = 15, MAX_DISTANCE = 2 };

static int least(int a, int b, int c) { return a < b ? (a < c ? a : c) : b < c ? b : c; }

/* How many letters are to be put in, left out, replaced, or exchanged with the next one. */
static int distance(const char *a, const char *b)
{
    int d[MAX_NAME + 1][MAX_NAME + 1], n = (int)strlen(a), m = (int)strlen(b);
    if (n > MAX_NAME || m > MAX_NAME)
        return MAX_NAME;
    for (int i = 0; i <= n; i++)
        for (int j = 0; j <= m; j++) {
            if (!i || !j) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] =
                least(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                d[i - 2][j - 2] + 1 < d[i][j])
                d[i][j] = d[i - 2][j - 2] + 1;
        }
    return d[n][m];
}

const struct subcommand *subcommands_like(const char *name)
{
    const struct subcommand *best = NULL;
    int best_distance = MAX_DISTANCE + 1;
    for (const struct subcommand *const *subcommand = subcommands; *subcommand; subcommand++) {
        int d = distance(name, (*subcommand)->name);
        if (d < best_distance && d < (int)strlen((*subcommand)->name)) {
            best = *subcommand;
            best_distance = d;
        }
    }
    return best;
}
