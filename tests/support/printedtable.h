/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SUPPORT_PRINTEDTABLE_H
#define TESTS_SUPPORT_PRINTEDTABLE_H

/* Reads a printed table back from its characters alone: rules and text by column, cells as the
 * areas that rules enclose. Knows nothing of how tables are laid out. */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "locale/cluster.h"
#include "locale/mem.h"
#include "locale/strbuf.h"
#include "locale/width.h"

enum { ARM_UP = 1, ARM_DOWN = 2, ARM_LEFT = 4, ARM_RIGHT = 8 };

struct place {
    const char
        *text; /* the cluster that begins in this column, NULL: the right half of the one before */
    size_t len;
    int arms; /* of a rule; -1: a rule of ASCII, whose arms are not told apart; 0: text */
    int area; /* that it belongs to, -1: none */
};

struct printed_table {
    int n_lines, n_cols, rule_cols;
    struct place *places;
    struct strbuf *
        cells; /* the text of each enclosed area, by the place of its first column, top to bottom */
    int n_cells;
    char error[200]; /* "" where every rule is straight and every area a rectangle */
};

static inline int printed_arms(const char *text, size_t len)
{
    static const struct {
        const char *glyph;
        int arms;
    } glyphs[] = {{"│", ARM_UP | ARM_DOWN},
                  {"─", ARM_LEFT | ARM_RIGHT},
                  {"┌", ARM_DOWN | ARM_RIGHT},
                  {"┐", ARM_DOWN | ARM_LEFT},
                  {"└", ARM_UP | ARM_RIGHT},
                  {"┘", ARM_UP | ARM_LEFT},
                  {"├", ARM_UP | ARM_DOWN | ARM_RIGHT},
                  {"┤", ARM_UP | ARM_DOWN | ARM_LEFT},
                  {"┬", ARM_LEFT | ARM_RIGHT | ARM_DOWN},
                  {"┴", ARM_LEFT | ARM_RIGHT | ARM_UP},
                  {"┼", ARM_UP | ARM_DOWN | ARM_LEFT | ARM_RIGHT}};
    for (size_t i = 0; i < sizeof glyphs / sizeof glyphs[0]; i++)
        if (len == strlen(glyphs[i].glyph) && memcmp(text, glyphs[i].glyph, len) == 0)
            return glyphs[i].arms;
    return len == 1 && strchr("+-|", *text) ? -1 : 0;
}

/* Does the line, behind its blanks, begin with a rule? */
static inline bool printed_is_table_line(const char *line, size_t len)
{
    while (len && *line == ' ')
        line++, len--;
    if (!len || *line == '-' || (*line == '+' && (len < 2 || line[1] != '-')))
        return false;
    return printed_arms(line, cluster_len(line, len)) != 0;
}

/* Outside the table there is a place without anything. */
static inline struct place *printed_at(const struct printed_table *table, int y, int x)
{
    static struct place outside;
    bool is_inside = y >= 0 && y < table->n_lines && x >= 0 && x < table->n_cols;
    return is_inside ? &table->places[y * table->n_cols + x] : &outside;
}

static inline bool printed_has_arm(const struct printed_table *table, int y, int x, int arm)
{
    const struct place *place = printed_at(table, y, x);
    return place->text && place->arms > 0 && (place->arms & arm);
}

/* Every arm of a rule meets one of its neighbour. */
static inline void printed_check_rules(struct printed_table *table)
{
    int step = table->rule_cols;
    for (int y = 0; y < table->n_lines; y++)
        for (int x = 0; x < table->n_cols; x++) {
            const struct place *place = printed_at(table, y, x);
            if (!place->text || place->arms <= 0)
                continue;
            bool meets =
                !(place->arms & ARM_UP) == !printed_has_arm(table, y - 1, x, ARM_DOWN) &&
                !(place->arms & ARM_DOWN) == !printed_has_arm(table, y + 1, x, ARM_UP) &&
                !(place->arms & ARM_LEFT) == !printed_has_arm(table, y, x - step, ARM_RIGHT) &&
                !(place->arms & ARM_RIGHT) == !printed_has_arm(table, y, x + step, ARM_LEFT);
            if (!meets)
                snprintf(table->error, sizeof table->error,
                         "rule in line %d, column %d leads nowhere", y + 1, x + 1);
        }
}

static inline void printed_fill(struct printed_table *table, int first_y, int first_x, int area,
                                int *stack)
{
    int n_stack = 0, n_places = 0, top = first_y, bottom = first_y, left = first_x, right = first_x;
    stack[n_stack++] = first_y * table->n_cols + first_x;
    printed_at(table, first_y, first_x)->area = area;
    while (n_stack) {
        int at = stack[--n_stack], y = at / table->n_cols, x = at % table->n_cols;
        n_places++;
        top = y < top ? y : top;
        bottom = y > bottom ? y : bottom;
        left = x < left ? x : left;
        right = x > right ? x : right;
        static const int steps[4][2] = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
        for (int i = 0; i < 4; i++) {
            struct place *next = printed_at(table, y + steps[i][0], x + steps[i][1]);
            if (!next->arms && next->area < 0) {
                next->area = area;
                stack[n_stack++] = (int)(next - table->places);
            }
        }
    }
    if (n_places != (bottom - top + 1) * (right - left + 1) || top == 0 ||
        bottom == table->n_lines - 1 || left == 0 || right == table->n_cols - 1)
        snprintf(table->error, sizeof table->error,
                 "the cell in line %d, column %d is no rectangle", first_y + 1, first_x + 1);
    for (int y = top; y <= bottom; y++) {
        struct strbuf line = STRBUF_INIT;
        for (int x = left; x <= right; x++) {
            const struct place *place = printed_at(table, y, x);
            if (place->text)
                strbuf_add(&line, place->text, place->len);
        }
        while (line.len && line.data[line.len - 1] == ' ')
            strbuf_truncate(&line, line.len - 1);
        strbuf_add_str(&table->cells[area], line.data + strspn(line.data, " "));
        strbuf_release(&line);
    }
}

static inline void printed_read_line(struct printed_table *table, int y, const char *line,
                                     size_t len, int ambiguous)
{
    int x = 0;
    for (size_t pos = 0; pos < len;) {
        size_t n = cluster_len(line + pos, len - pos);
        int cols = cluster_cols(line + pos, n, ambiguous), arms = printed_arms(line + pos, n);
        for (int i = 0; i < cols; i++, x++)
            if (x < table->n_cols)
                *printed_at(table, y, x) =
                    (struct place){i == 0 ? line + pos : NULL, i == 0 ? n : 0, arms, -1};
        pos += n;
    }
    if (x != table->n_cols)
        snprintf(table->error, sizeof table->error, "line %d has %d columns, the first %d", y + 1,
                 x, table->n_cols);
}

/* Reads the table whose lines begin at text; *text moves behind it. The text must outlive the
 * table. */
static inline struct printed_table printed_read(const char **text, int ambiguous)
{
    struct printed_table table = {.rule_cols = 1};
    size_t indent = strspn(*text, " ");
    const char *end = *text;
    while (printed_is_table_line(end, strcspn(end, "\n"))) {
        end += strcspn(end, "\n") + 1;
        table.n_lines++;
    }
    table.n_cols = width_of(*text + indent, strcspn(*text + indent, "\n"), ambiguous);
    size_t n_places = (size_t)(table.n_lines * table.n_cols);
    table.places = xcalloc(n_places, sizeof *table.places);
    table.cells = xcalloc(n_places, sizeof *table.cells);
    int *stack = xcalloc(n_places, sizeof *stack);
    for (int y = 0; y < table.n_lines; y++) {
        size_t len = strcspn(*text, "\n");
        if (strspn(*text, " ") != indent)
            snprintf(table.error, sizeof table.error, "line %d begins in another column", y + 1);
        else
            printed_read_line(&table, y, *text + indent, len - indent, ambiguous);
        *text += len + 1;
    }
    if (table.places[0].arms > 0)
        table.rule_cols = ambiguous;
    printed_check_rules(&table);
    for (int y = 0; y < table.n_lines; y++)
        for (int x = 0; x < table.n_cols; x++) {
            struct place *place = printed_at(&table, y, x);
            if (place->text && !place->arms && place->area < 0) {
                strbuf_init(&table.cells[table.n_cells]);
                printed_fill(&table, y, x, table.n_cells++, stack);
            }
        }
    free(stack);
    return table;
}

static inline void printed_release(struct printed_table *table)
{
    for (int i = 0; i < table->n_cells; i++)
        strbuf_release(&table->cells[i]);
    free(table->cells);
    free(table->places);
}

#endif
