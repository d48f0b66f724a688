/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_HASH_H
#define LOCALE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* FNV-1a: start with HASH_START and add any number of pieces. statedir.h names files by it, so the
 * values must not change. */
#define HASH_START UINT64_C(14695981039346656037)

uint64_t hash_add(uint64_t hash, const char *bytes, size_t len);

#endif
