/* SPDX-License-Identifier: MIT */
#include "forms/import/importcontact.h"

#include <stdlib.h>
#include <string.h>

#include "forms/form/reportmarks.h"
#include "locale/mem.h"
#include "locale/strbuf.h"

/* The place of the next label at or behind *cover in the text: “；联系电话：”; NULL: there is none.
 */
static const char *find_label(const char *text, int *cover, bool is_first)
{
    const char *found = NULL;
    int found_cover = COVER_N_FIELDS;
    for (int c = *cover; c < COVER_N_FIELDS; c++) {
        struct strbuf label = STRBUF_INIT;
        strbuf_addf(&label, "%s%s：", is_first ? "" : "；", form_cover[c].label);
        const char *p = is_first ? (strncmp(text, label.data, label.len) == 0 ? text : NULL)
                                 : strstr(text, label.data);
        strbuf_release(&label);
        if (p && (!found || p < found)) {
            found = p;
            found_cover = c;
        }
    }
    *cover = found_cover;
    return found;
}

bool importcontact_take(struct draft *draft, const char *text, size_t len)
{
    static const char lead[] = REPORT_CONTACT_LEAD, stop[] = "。";
    size_t lead_len = strlen(lead), stop_len = strlen(stop);
    int cover = COVER_SIGNED + 1;
    if (len > lead_len && memcmp(text, lead, lead_len) == 0) {
        text += lead_len;
        len -= lead_len;
    }
    if (len < stop_len || memcmp(text + len - stop_len, stop, stop_len) != 0)
        return false;
    char *lines = xmemdup0(text, len - stop_len);
    const char *first = find_label(lines, &cover, true);
    for (const char *p = first; p;) {
        const char *value =
            p + (p == lines ? 0 : strlen("；")) + strlen(form_cover[cover].label) + strlen("：");
        int field = draft_cover_field(draft, cover++);
        p = find_label(value, &cover, false);
        draft_splice(draft, field, 0, draft_len(draft, field), value,
                     p ? (size_t)(p - value) : strlen(value));
    }
    free(lines);
    return first != NULL;
}

void importcontact_read(struct import_doc *doc, struct draft *draft)
{
    struct import_item *last = NULL;
    for (size_t i = 0; i < doc->n_items && doc->items[i].section == 0; i++)
        if (doc->items[i].n_cells && !doc->items[i].used)
            last = &doc->items[i];
    const char *text = last ? import_doc_only_cell(doc, last) : NULL;
    if (text && importcontact_take(draft, text, strlen(text)))
        last->used = true;
}
