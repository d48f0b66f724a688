/* SPDX-License-Identifier: MIT */
#include "forms/draft/paragraphs.h"

#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"

struct paragraphs paragraphs_split(const char *text)
{
    struct paragraphs list = {0};
    while (*text || list.count) {
        size_t len = strcspn(text, "\n");
        GROW(list.items, list.count, list.capacity);
        list.items[list.count++] = (struct paragraph){text, len};
        if (!text[len])
            break;
        text += len + 1;
    }
    return list;
}

bool paragraph_equal(const struct paragraph *a, const struct paragraph *b)
{
    return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

enum { MAX_TABLE = 4 * 1000 * 1000 };

bool paragraphs_match(const struct paragraphs *base, const struct paragraphs *other, long *match)
{
    size_t n = base->count, m = other->count, head = 0;
    for (size_t i = 0; i < base->count; i++)
        match[i] = PARAGRAPH_NO_MATCH;
    for (; head < n && head < m && paragraph_equal(&base->items[head], &other->items[head]); head++)
        match[head] = (long)head;
    for (; n > head && m > head && paragraph_equal(&base->items[n - 1], &other->items[m - 1]);
         n--, m--)
        match[n - 1] = (long)m - 1;
    size_t rows = n - head, columns = m - head;
    if (rows && columns > MAX_TABLE / rows)
        return false;
    /* length[i][j]: of the longest common subsequence of base from i on and other from j on */
    int *length = xcalloc((rows + 1) * (columns + 1), sizeof *length);
    const size_t line = columns + 1;
    for (size_t i = rows; i-- > 0;)
        for (size_t j = columns; j-- > 0;) {
            int down = length[(i + 1) * line + j], right = length[i * line + j + 1];
            length[i * line + j] = paragraph_equal(&base->items[head + i], &other->items[head + j])
                                       ? length[(i + 1) * line + j + 1] + 1
                                   : down > right ? down
                                                  : right;
        }
    for (size_t i = 0, j = 0; i < rows && j < columns;) {
        if (paragraph_equal(&base->items[head + i], &other->items[head + j])) {
            match[head + i++] = (long)(head + j++);
        } else if (length[(i + 1) * line + j] >= length[i * line + j + 1]) {
            i++;
        } else {
            j++;
        }
    }
    free(length);
    return true;
}
