/* SPDX-License-Identifier: MIT */
#include "forms/import/importplace.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

/* Rows and parents on one scale: a parent comes just before its first row. */
static int rank_of(const struct import_vector *vector)
{
    return vector->first < vector->row ? 2 * vector->first - 1 : 2 * vector->row;
}

/* Marks the labelled vectors of the longest run that is in the form's order; the others are out of
 * order. */
static void mark_in_order(const struct import_vectors *vectors, bool *in_order)
{
    size_t n = vectors->count;
    int *length = xcalloc(n + 1, sizeof *length);
    size_t *before = xcalloc(n + 1, sizeof *before);
    size_t best = n;
    for (size_t i = 0; i < n; i++) {
        if (vectors->items[i].row < 0)
            continue;
        length[i] = 1;
        before[i] = n;
        for (size_t j = 0; j < i; j++) {
            if (length[j] && rank_of(&vectors->items[j]) < rank_of(&vectors->items[i]) &&
                length[j] + 1 > length[i]) {
                length[i] = length[j] + 1;
                before[i] = j;
            }
        }
        if (best == n || length[i] > length[best])
            best = i;
    }
    for (; best < n; best = before[best])
        in_order[best] = true;
    free(length);
    free(before);
}

struct gap {
    int *rows; /* not yet taken, in order */
    int n_rows;
    size_t *vectors; /* without a label, in order */
    size_t n_vectors;
};

static void place(struct import_vectors *vectors, size_t index, int row, bool *taken)
{
    vectors->items[index].row = vectors->items[index].first = row;
    taken[row] = true;
}

static void fill_gap(struct import_vectors *vectors, struct gap *gap, const bool *row_seen,
                     bool *taken)
{
    if (gap->n_vectors == 0)
        return;
    if (gap->n_vectors != (size_t)gap->n_rows) {
        /* Perhaps there are as many as labels were met. */
        int n_seen = 0;
        for (int i = 0; i < gap->n_rows; i++)
            if (row_seen[gap->rows[i]])
                gap->rows[n_seen++] = gap->rows[i];
        gap->n_rows = n_seen;
    }
    if (gap->n_vectors == (size_t)gap->n_rows) {
        for (int i = 0; i < gap->n_rows; i++)
            place(vectors, gap->vectors[i], gap->rows[i], taken);
        return;
    }
    for (size_t i = 0; i < gap->n_vectors; i++) {
        int row = vectors->items[gap->vectors[i]].weak_row;
        for (int r = 0; row >= 0 && r < gap->n_rows; r++)
            if (gap->rows[r] == row && !taken[row])
                place(vectors, gap->vectors[i], row, taken);
    }
}

/* A parent that stands for its rows leaves only the last of them. */
static bool is_hidden(int row, const struct importplace_group *groups, int n_groups)
{
    for (int i = 0; i < n_groups; i++)
        if (row >= groups[i].first && row < groups[i].last)
            return true;
    return false;
}

void importplace_vectors(struct import_vectors *vectors, int n_rows, const bool *row_seen,
                         const struct importplace_group *groups, int n_groups)
{
    bool *in_order = xcalloc(vectors->count + 1, sizeof *in_order);
    bool *taken = xcalloc((size_t)n_rows, sizeof *taken);
    struct gap gap = {xcalloc((size_t)n_rows, sizeof *gap.rows), 0,
                      xcalloc(vectors->count + 1, sizeof *gap.vectors), 0};
    mark_in_order(vectors, in_order);
    for (size_t i = 0; i < vectors->count; i++)
        if (vectors->items[i].row >= 0)
            taken[vectors->items[i].row] = true;
    int last_row = -1;
    for (size_t i = 0; i <= vectors->count; i++) {
        bool is_end = i == vectors->count;
        if (!is_end && !in_order[i]) {
            if (vectors->items[i].row < 0)
                gap.vectors[gap.n_vectors++] = i;
            continue;
        }
        int next_row = is_end ? n_rows : vectors->items[i].first;
        gap.n_rows = 0;
        for (int row = last_row + 1; row < next_row; row++)
            if (!taken[row] && !is_hidden(row, groups, n_groups))
                gap.rows[gap.n_rows++] = row;
        fill_gap(vectors, &gap, row_seen, taken);
        gap.n_vectors = 0;
        if (!is_end) {
            bool is_parent = vectors->items[i].first < vectors->items[i].row;
            last_row = is_parent ? vectors->items[i].first - 1 : vectors->items[i].row;
        }
    }
    free(in_order);
    free(taken);
    free(gap.rows);
    free(gap.vectors);
}
