/* SPDX-License-Identifier: MIT */
#include "forms/rollup/roster.h"

#include <stdlib.h>
#include <string.h>

#include "locale/blank.h"
#include "locale/encoding.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"

static const char bom[] = "\xEF\xBB\xBF";
enum { BOM_BYTES = sizeof bom - 1 };

void roster_add_name(struct strbuf *out, const char *name, size_t len)
{
    blank_trim(&name, &len);
    strbuf_add(out, name, len);
}

static int compare(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* In file order, without the second of equal names: found through the sorted list. */
static void drop_repeated(struct roster *roster)
{
    roster->sorted = xreallocarray(NULL, roster->n_units + 1, sizeof *roster->sorted);
    memcpy(roster->sorted, roster->units, roster->n_units * sizeof *roster->sorted);
    qsort(roster->sorted, roster->n_units, sizeof *roster->sorted, compare);
    size_t n_sorted = 0, n_units = 0;
    for (size_t i = 0; i < roster->n_units; i++)
        if (!n_sorted || strcmp(roster->sorted[n_sorted - 1], roster->sorted[i]) != 0)
            roster->sorted[n_sorted++] = roster->sorted[i];
    for (size_t i = 0, n = roster->n_units; i < n; i++) {
        char *const *kept =
            bsearch(&roster->units[i], roster->sorted, n_sorted, sizeof *roster->sorted, compare);
        if (kept && *kept == roster->units[i])
            roster->units[n_units++] = roster->units[i];
        else
            free(roster->units[i]);
    }
    roster->n_units = n_units;
}

/* ---- lines of a spreadsheet ---- */

/* The heading of the column with the names. No unit is called so. */
static bool is_heading(const char *cell)
{
    static const char *const headings[] = {"单位",     "单位名称", "单位全称", "机关",
                                           "机关名称", "机关全称", "行政机关", "名称",
                                           "全称",     "填报单位", "报送单位", "应交单位"};
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
        if (strcmp(cell, headings[i]) == 0)
            return true;
    return false;
}

/* Takes the cell up to the next tab or comma off the line, in quotes or not; false where no more
 * follows (*at is NULL). */
static bool take_cell(const char **at, const char *end, struct strbuf *cell)
{
    struct strbuf raw = STRBUF_INIT;
    bool in_quotes = false;
    const char *p = *at;
    if (!p)
        return false;
    for (; p < end && (in_quotes || (*p != ',' && *p != '\t')); p++) {
        if (*p != '"')
            strbuf_add_byte(&raw, *p);
        else if (in_quotes && p + 1 < end && p[1] == '"')
            strbuf_add_byte(&raw, *p++);
        else
            in_quotes = !in_quotes;
    }
    *at = p < end ? p + 1 : NULL;
    strbuf_clear(cell);
    roster_add_name(cell, raw.data, raw.len);
    strbuf_release(&raw);
    return true;
}

static bool is_number(const char *cell) { return !cell[strspn(cell, "0123456789.-+ ")]; }

/* The unit's name: in that column (-1: not known), else in the first cell that is no number. Empty:
 * none. */
static void read_name(const char *line, size_t len, int column, struct strbuf *name)
{
    struct strbuf cell = STRBUF_INIT;
    const char *at = line;
    strbuf_clear(name);
    for (int i = 0; take_cell(&at, line + len, &cell); i++) {
        if (i == column || (!name->len && !is_number(cell.data))) {
            strbuf_clear(name);
            strbuf_add(name, cell.data, cell.len);
        }
        if (i == column)
            break;
    }
    strbuf_release(&cell);
}

static int heading_column(const char *line, size_t len)
{
    struct strbuf cell = STRBUF_INIT;
    const char *at = line;
    int column = -1;
    for (int i = 0; column < 0 && take_cell(&at, line + len, &cell); i++)
        if (is_heading(cell.data))
            column = i;
    strbuf_release(&cell);
    return column;
}

/* What stands above the headings is a title. */
static void drop_all(struct roster *roster)
{
    while (roster->n_units)
        free(roster->units[--roster->n_units]);
}

bool roster_parse(struct roster *roster, const char *bytes, size_t len, struct err *err)
{
    enum encoding encoding;
    struct strbuf text = STRBUF_INIT, name = STRBUF_INIT;
    size_t bad_offset;
    *roster = (struct roster)ROSTER_INIT;
    if (!encoding_guess(bytes, len, &encoding) ||
        !decode_text(encoding, bytes, len, &text, &bad_offset) ||
        memchr(text.data, '\0', text.len)) {
        strbuf_release(&text);
        return err_set(
            err,
            _("名单既不是 UTF-8 也不是 GB18030 编码的文本。在 Excel 里请另存为 CSV 或者制表符分隔的文本文件"));
    }
    size_t at = text.len >= BOM_BYTES && memcmp(text.data, bom, BOM_BYTES) == 0 ? BOM_BYTES : 0;
    for (int column = -1; at < text.len;) {
        size_t n = strcspn(text.data + at, "\n");
        int heading = column < 0 ? heading_column(text.data + at, n) : -1;
        read_name(text.data + at, n, column, &name);
        if (heading >= 0) {
            column = heading;
            drop_all(roster);
        } else if (name.len && *name.data != '#') {
            GROW(roster->units, roster->n_units, roster->capacity);
            roster->units[roster->n_units++] = xstrdup(name.data);
        }
        at += n + 1;
    }
    strbuf_release(&text);
    strbuf_release(&name);
    if (!roster->n_units)
        return err_set(err, _("名单里没有单位（每行写一个单位的全称）"));
    drop_repeated(roster);
    return true;
}

void roster_release(struct roster *roster)
{
    for (size_t i = 0; i < roster->n_units; i++)
        free(roster->units[i]);
    free(roster->units);
    free(roster->sorted);
    *roster = (struct roster)ROSTER_INIT;
}

bool roster_find(const struct roster *roster, const char *unit, size_t *index)
{
    char *const *found = roster->n_units ? bsearch(&unit, roster->sorted, roster->n_units,
                                                   sizeof *roster->sorted, compare)
                                         : NULL;
    if (found)
        *index = (size_t)(found - roster->sorted);
    return found != NULL;
}
