/* SPDX-License-Identifier: MIT */
#include "locale/hash.h"

uint64_t hash_add(uint64_t hash, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return hash;
}
