/* SPDX-License-Identifier: MIT */
/* CRC-32: the fast ways against the definition. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/base/crc32.h"

static uint32_t bit_by_bit(uint32_t crc, const unsigned char *bytes, size_t len)
{
    crc = ~crc;
    for (size_t i = 0; i < len; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
    }
    return ~crc;
}

static void the_check_value_of_the_standard(void **unused)
{
    (void)unused;
    assert_int_equal(crc32_add(0, "123456789", 9), 0xCBF43926);
    assert_int_equal(crc32_add(0, "", 0), 0);
}

static void every_length_and_start(void **unused)
{
    (void)unused;
    unsigned char bytes[700];
    uint32_t state = 1;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)((state = state * 1664525 + 1013904223) >> 24);
    for (size_t start = 0; start < 20; start++)
        for (size_t len = 0; start + len <= sizeof bytes; len++)
            if (crc32_add(0, bytes + start, len) != bit_by_bit(0, bytes + start, len))
                fail_msg("%zu bytes from %zu on: %08x, not %08x", len, start,
                         crc32_add(0, bytes + start, len), bit_by_bit(0, bytes + start, len));
}

static void in_two_parts(void **unused)
{
    (void)unused;
    unsigned char bytes[400];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 7);
    uint32_t whole = bit_by_bit(0, bytes, sizeof bytes);
    for (size_t first = 0; first <= sizeof bytes; first++)
        if (crc32_add(crc32_add(0, bytes, first), bytes + first, sizeof bytes - first) != whole)
            fail_msg("%zu bytes, then the rest", first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_check_value_of_the_standard),
        cmocka_unit_test(every_length_and_start),
        cmocka_unit_test(in_two_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
