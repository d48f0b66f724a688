#include "forms/textref.h"

#include <string.h>

#include "forms/report.h"

size_t textref_read(const void *draft, const char *text, size_t len, struct strbuf *shown)
{
    size_t n = strspn(text + 1, "abcdefghijklmnopqrstuvwxyz0123456789_.") + 2, start = shown->len;
    if (n > len || text[n - 1] != '}')
        return 0;
    report_expand(draft, text, n, shown);
    /* What is no reference comes out as it is. */
    if (shown->len - start == n && memcmp(shown->data + start, text, n) == 0) {
        strbuf_truncate(shown, start);
        return 0;
    }
    return n;
}
