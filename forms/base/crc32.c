/* SPDX-License-Identifier: MIT */
#include "forms/base/crc32.h"

#include <stdbool.h>

#if defined __x86_64__
#include <immintrin.h>
#endif

/* Eight bytes at a time ("slicing by 8"): of_byte[k][b] is what byte b leaves behind when k more
 * bytes follow it. A roll-up checks the files of a whole province, and there the plain way took
 * most of the time. */
enum { SLICES = 8 };
static uint32_t of_byte[SLICES][256];
static bool can_fold;

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
#if defined __x86_64__
    can_fold = __builtin_cpu_supports("pclmul");
#endif
}

static uint32_t add_bytes(uint32_t crc, const unsigned char *p, size_t len)
{
    for (; len >= SLICES; len -= SLICES, p += SLICES) {
        crc ^= p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
        crc = of_byte[7][crc & 0xFF] ^ of_byte[6][crc >> 8 & 0xFF] ^ of_byte[5][crc >> 16 & 0xFF] ^
              of_byte[4][crc >> 24] ^ of_byte[3][p[4]] ^ of_byte[2][p[5]] ^ of_byte[1][p[6]] ^
              of_byte[0][p[7]];
    }
    for (; len; len--, p++)
        crc = of_byte[0][(crc ^ *p) & 0xFF] ^ crc >> 8;
    return crc;
}

#if defined __x86_64__
enum { LANE_BYTES = 16, LANES = 4, FOLD_BYTES = LANES * LANE_BYTES };

/* The block with `next` behind it, as far away as the powers of x in by are for. */
__attribute__((target("pclmul"))) static __m128i fold(__m128i block, __m128i by, __m128i next)
{
    return _mm_xor_si128(next, _mm_xor_si128(_mm_clmulepi64_si128(block, by, 0x00),
                                             _mm_clmulepi64_si128(block, by, 0x11)));
}

/* Carry-less multiplication, after Gopal and others, "Fast CRC Computation for Generic Polynomials
 * Using PCLMULQDQ": the blocks are reduced to one of 16 bytes that leaves the same remainder. len
 * is at least FOLD_BYTES; what does not fill a lane at the end is not taken. Returns how much was
 * taken. */
__attribute__((target("pclmul"))) static size_t fold_blocks(uint32_t *crc,
                                                            const unsigned char *bytes, size_t len)
{
    const __m128i by_four =
        _mm_set_epi64x(0x1c6e41596, 0x154442bd4); /* 4 lanes on: x^(4·128±32), reflected */
    const __m128i by_one = _mm_set_epi64x(0x0ccaa009e, 0x1751997d0); /* 1 lane on: x^(128±32) */
    const __m128i *p = (const __m128i *)bytes, *end = p + len / LANE_BYTES;
    unsigned char rest[LANE_BYTES];
    __m128i lanes[LANES];
    for (int i = 0; i < LANES; i++)
        lanes[i] = _mm_loadu_si128(p++);
    lanes[0] = _mm_xor_si128(lanes[0], _mm_cvtsi32_si128((int)*crc));
    for (; end - p >= LANES; p += LANES)
        for (int i = 0; i < LANES; i++)
            lanes[i] = fold(lanes[i], by_four, _mm_loadu_si128(p + i));
    __m128i all = lanes[0];
    for (int i = 1; i < LANES; i++)
        all = fold(all, by_one, lanes[i]);
    while (p < end)
        all = fold(all, by_one, _mm_loadu_si128(p++));
    _mm_storeu_si128((__m128i *)rest, all);
    *crc = add_bytes(0, rest, sizeof rest);
    return len / LANE_BYTES * LANE_BYTES;
}
#endif

uint32_t crc32_add(uint32_t crc, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    size_t n = 0;
    crc = ~crc;
#if defined __x86_64__
    if (can_fold && len >= FOLD_BYTES)
        n = fold_blocks(&crc, p, len);
#endif
    return ~add_bytes(crc, p + n, len - n);
}
