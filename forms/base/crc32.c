/* SPDX-License-Identifier: MIT */
#include "forms/base/crc32.h"

/* Eight bytes at a time ("slicing by 8"): of_byte[k][b] is what byte b leaves behind when k more
 * bytes follow it. A roll-up checks the files of a whole province, and there the plain way took
 * most of the time. */
enum { SLICES = 8 };
static uint32_t of_byte[SLICES][256];

/* Before main(), so that no thread finds the tables half done. */
__attribute__((constructor)) static void fill_tables(void)
{
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t rest = byte;
        for (int bit = 0; bit < 8; bit++)
            rest = rest & 1 ? rest >> 1 ^ 0xEDB88320 : rest >> 1;
        of_byte[0][byte] = rest;
    }
    for (int k = 1; k < SLICES; k++)
        for (int byte = 0; byte < 256; byte++)
            of_byte[k][byte] = of_byte[k - 1][byte] >> 8 ^ of_byte[0][of_byte[k - 1][byte] & 0xFF];
}

uint32_t crc32_add(uint32_t crc, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    crc = ~crc;
    for (; len >= SLICES; len -= SLICES, p += SLICES) {
        crc ^= p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
        crc = of_byte[7][crc & 0xFF] ^ of_byte[6][crc >> 8 & 0xFF] ^ of_byte[5][crc >> 16 & 0xFF] ^
              of_byte[4][crc >> 24] ^ of_byte[3][p[4]] ^ of_byte[2][p[5]] ^ of_byte[1][p[6]] ^
              of_byte[0][p[7]];
    }
    for (; len; len--, p++)
        crc = of_byte[0][(crc ^ *p) & 0xFF] ^ crc >> 8;
    return ~crc;
}
