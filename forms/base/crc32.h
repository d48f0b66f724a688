/* SPDX-License-Identifier: MIT */
#ifndef FORMS_BASE_CRC32_H
#define FORMS_BASE_CRC32_H

/* CRC-32 of IEEE 802.3 (reflected polynomial 0xEDB88320, as in gzip and PNG): of "123456789" it is
 * 0xCBF43926. */

#include <stddef.h>
#include <stdint.h>

/* Continues crc, which is 0 before the first byte, over len bytes; bytes may be NULL when len is 0.
 */
uint32_t crc32_add(uint32_t crc, const void *bytes, size_t len) __attribute__((warn_unused_result));

#endif
