/* SPDX-License-Identifier: MIT */
#include "locale/visible.h"

#include <stdio.h>
#include <string.h>

#include "locale/cluster.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"

size_t visible_next(const char *text, size_t len, bool *replaced, char form[16])
{
    *replaced = false;
    if (!len)
        return 0;
    struct cluster cluster = cluster_read(text, len);
    *replaced = cluster.kind == CLUSTER_HIDDEN || cluster.kind == CLUSTER_BAD_BYTE;
    if (*replaced)
        snprintf(form, 16, cluster.kind == CLUSTER_HIDDEN ? "<U+%04X>" : "<0x%02X>",
                 (unsigned)cluster.base);
    return cluster.len;
}

size_t visible_add(struct strbuf *out, const char *text, size_t len)
{
    size_t n_replaced = 0, safe_start = 0;
    for (size_t pos = 0; pos < len;) {
        bool replaced;
        char form[16];
        size_t n = visible_next(text + pos, len - pos, &replaced, form);
        if (replaced) {
            strbuf_add(out, text + safe_start, pos - safe_start);
            strbuf_add_str(out, form);
            safe_start = pos + n;
            n_replaced++;
        }
        pos += n;
    }
    strbuf_add(out, text + safe_start, len - safe_start);
    return n_replaced;
}

size_t visible_add_str(struct strbuf *out, const char *text)
{
    return visible_add(out, text, strlen(text));
}

void visible_add_name(struct strbuf *out, const char *name)
{
    size_t len = strlen(name);
    if (utf8_is_valid(name, len))
        strbuf_add(out, name, len);
    else
        visible_add(out, name, len);
}
