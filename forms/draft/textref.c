/* SPDX-License-Identifier: MIT */
#include "forms/draft/textref.h"

#include <stdbool.h>
#include <string.h>

#include "forms/draft/total.h"
#include "forms/form/reportmarks.h"

/* Appends what a name stands for; false: nothing known. */
static bool add_referenced(const struct draft *draft, const char *name, struct strbuf *out)
{
    size_t start = out->len;
    struct cell cell;
    if (form_cell_find(draft_form(draft), name, &cell)) {
        total_shown_text(draft, cell, out);
    } else {
        int cover = 0;
        while (cover < COVER_N_FIELDS && strcmp(form_cover[cover].key, name) != 0)
            cover++;
        if (cover == COVER_N_FIELDS)
            return false;
        strbuf_add_str(out, draft_text(draft, draft_cover_field(draft, cover)));
    }
    if (out->len == start)
        strbuf_add_str(out, REPORT_NOT_FILLED_IN);
    return true;
}

size_t textref_read(const void *draft, const char *text, size_t len, struct strbuf *shown)
{
    enum { MAX_NAME_BYTES = 100 };
    char name[MAX_NAME_BYTES + 1] = "";
    size_t name_len = strspn(text + 1, "abcdefghijklmnopqrstuvwxyz0123456789_.");
    if (name_len > MAX_NAME_BYTES || name_len + 2 > len || text[1 + name_len] != '}')
        return 0;
    memcpy(name, text + 1, name_len);
    return add_referenced(draft, name, shown) ? name_len + 2 : 0;
}

void textref_expand(const struct draft *draft, const char *text, size_t len, struct strbuf *out)
{
    for (size_t pos = 0; pos < len;) {
        const char *brace = memchr(text + pos, '{', len - pos);
        size_t plain = brace ? (size_t)(brace - text) - pos : len - pos;
        strbuf_add(out, text + pos, plain);
        pos += plain;
        if (!brace)
            break;
        size_t n = textref_read(draft, brace, len - pos, out);
        if (!n)
            strbuf_add_byte(out, '{');
        pos += n ? n : 1;
    }
}
