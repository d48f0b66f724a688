/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_HASH_H
#define LOCALE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* FNV-1a, for tables in memory: begin with HASH_START and add as many pieces as there are. */
#define HASH_START UINT64_C(14695981039346656037)

uint64_t hash_add(uint64_t hash, const char *bytes, size_t len);

#endif
