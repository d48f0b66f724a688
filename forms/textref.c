#include "forms/textref.h"

#include <string.h>

#include "forms/report.h"

size_t textref_read(const void *draft, const char *text, size_t len, struct strbuf *shown)
{
    enum { MAX_BYTES = 102 };
    const char *end = memchr(text, '}', len < MAX_BYTES ? len : MAX_BYTES);
    if (!end)
        return 0;
    size_t start = shown->len, n = (size_t)(end - text) + 1;
    report_expand(draft, text, n, shown);
    /* What is no reference comes out as it is. */
    if (shown->len - start == n && memcmp(shown->data + start, text, n) == 0) {
        strbuf_truncate(shown, start);
        return 0;
    }
    return n;
}
