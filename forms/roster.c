#include "forms/roster.h"

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
        char *const *kept = bsearch(&roster->units[i], roster->sorted, n_sorted, sizeof *roster->sorted, compare);
        if (kept && *kept == roster->units[i])
            roster->units[n_units++] = roster->units[i];
        else
            free(roster->units[i]);
    }
    roster->n_units = n_units;
}

bool roster_parse(struct roster *roster, const char *bytes, size_t len, struct err *err)
{
    enum encoding encoding;
    struct strbuf text = STRBUF_INIT, name = STRBUF_INIT;
    size_t bad_offset;
    *roster = (struct roster)ROSTER_INIT;
    if (!encoding_guess(bytes, len, &encoding) || !decode_text(encoding, bytes, len, &text, &bad_offset) ||
        memchr(text.data, '\0', text.len)) {
        strbuf_release(&text);
        return err_set(err, _("名单既不是 UTF-8 也不是 GB18030 编码的文本"));
    }
    size_t at = text.len >= BOM_BYTES && memcmp(text.data, bom, BOM_BYTES) == 0 ? BOM_BYTES : 0;
    while (at < text.len) {
        size_t n = strcspn(text.data + at, "\n");
        strbuf_clear(&name);
        roster_add_name(&name, text.data + at, n);
        if (name.len && *name.data != '#') {
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
    char *const *found =
        roster->n_units ? bsearch(&unit, roster->sorted, roster->n_units, sizeof *roster->sorted, compare) : NULL;
    if (found)
        *index = (size_t)(found - roster->sorted);
    return found != NULL;
}
