/* SPDX-License-Identifier: MIT */
/* A preload library: libiniparser that answers another unit than the one in the draft, “换了的局”.
 * Tests look whether it shows: then what the program shows is what the library returned. */
#include <dlfcn.h>
#include <string.h>

const char *iniparser_getstring(const void *dict, const char *key, const char *otherwise);
const char *iniparser_getstring(const void *dict, const char *key, const char *otherwise)
{
    static __typeof__(iniparser_getstring) *real;
    if (!real)
        real = (__typeof__(real))dlsym(RTLD_NEXT, "iniparser_getstring");
    return strcmp(key, "report:unit") == 0 ? "换了的局" : real(dict, key, otherwise);
}
