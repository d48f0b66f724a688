/* SPDX-License-Identifier: MIT */
#include "forms/sentence/url.h"

#include <string.h>

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

/* Is it the name of a host: labels of letters, digits and hyphens with dots between, the last of
 * letters? */
bool url_is_host(const char *host, size_t len)
{
    size_t label = 0;
    int n_labels = 1;
    bool letters_only = true;
    for (size_t i = 0; i < len; i++) {
        char c = host[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == '.') {
            if (!label)
                return false;
            label = 0;
            n_labels++;
            letters_only = true;
        } else if (is_letter || (c >= '0' && c <= '9') || c == '-') {
            label++;
            letters_only &= is_letter;
        } else {
            return false;
        }
    }
    return label >= 2 && letters_only && n_labels >= (strncmp(host, "www.", 4) == 0 ? 3 : 2);
}

bool url_is_valid(const char *url, size_t len)
{
    static const char *const schemes[] = {"https://", "http://"};
    for (int i = 0; i < COUNT(schemes); i++) {
        size_t scheme = strlen(schemes[i]);
        if (len > scheme && strncmp(url, schemes[i], scheme) == 0) {
            url += scheme;
            len -= scheme;
            break;
        }
    }
    size_t host = strcspn(url, "/:?#");
    return url_is_host(url, host < len ? host : len);
}

size_t url_len(const char *p)
{
    size_t len = 0;
    while (p[len] > ' ' && p[len] < 0x7F && !strchr("<>\"'(),;", p[len]))
        len++;
    while (len && p[len - 1] == '.')
        len--;
    return len;
}
