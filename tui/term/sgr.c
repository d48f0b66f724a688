/* SPDX-License-Identifier: MIT */
#include "tui/term/sgr.h"

#include <string.h>

enum { MOST_BYTES = 30 }; /* of one sequence; old terminals take 16 numbers */

/* The length of the SGR sequence that text begins with, 0 if none. */
static size_t sgr_len(const char *text)
{
    if (text[0] != '\033' || text[1] != '[')
        return 0;
    size_t n = 2 + strspn(text + 2, "0123456789;");
    return text[n] == 'm' ? n + 1 : 0;
}

static size_t ascii_set_len(const char *text)
{
    return strncmp(text, SGR_ASCII_SET, strlen(SGR_ASCII_SET)) == 0 ? strlen(SGR_ASCII_SET) : 0;
}

/* \033[m, \033[0m, \033[0;… */
static bool is_reset(const char *sgr)
{
    return sgr[2] == 'm' || (sgr[2] == '0' && (sgr[3] == 'm' || sgr[3] == ';'));
}

void sgr_shorten(struct strbuf *bytes)
{
    char *data = bytes->data;
    size_t to = 0,
           last = 0; /* where the sequence that ends at to begins, plus 1; 0: none ends there */
    for (size_t from = 0; from < bytes->len;) {
        size_t n = sgr_len(data + from), n_last = last ? to + 1 - last : 0;
        if (!n && ascii_set_len(data + from)) {
            from += ascii_set_len(data + from);
            continue;
        }
        if (!n) {
            data[to++] = data[from++];
            last = 0;
            continue;
        }
        bool replaces = is_reset(data + from);
        if (n_last && !replaces && n_last + n < MOST_BYTES) {
            to--; /* over the m */
            if (data[to - 1] == '[')
                data[to++] = '0';
            data[to++] = ';';
            from += 2;
            n -= 2;
        } else {
            if (n_last && replaces)
                to = last - 1;
            last = to + 1;
        }
        memmove(data + to, data + from, n);
        to += n;
        from += n;
    }
    strbuf_truncate(bytes, to);
}
