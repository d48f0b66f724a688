/* Columns: of every character, of clusters, and of text clipped and padded at every edge. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "locale/visible.h"
#include "locale/width.h"

/* A text that is one cluster, and its columns with ambiguous width 1 and 2. */
static const struct {
    const char *text;
    int narrow, wide;
} single_clusters[] = {
    {"a", 1, 1},
    {"中", 2, 2},
    {"，", 2, 2},
    {"—", 1, 2},
    {"“", 1, 2},
    {"①", 1, 2},
    {"─", 1, 2},
    {"〇", 2, 2},
    {"\uFF0D", 2, 2},
    {"\U00020BB7", 2, 2},         /* 𠮷, in a name */
    {"e\u0301", 1, 1},
    {"a\u0301\u0302\u0303\u0304", 1, 1},
    {"中\u0301", 2, 2},
    {"\u2014\u0301", 1, 2},
    {"\u1112\u1161\u11AB", 2, 2}, /* a Hangul syllable in three parts */
    {"\uD55C", 2, 2},
    {"\uD558\u11AB", 2, 2},
    {"\U0001F600", 2, 2},
    {"\u2764", 1, 1},
    {"\u2764\uFE0F", 2, 2},
    {"\u2764\uFE0E", 1, 1},
    {"1\uFE0F\u20E3", 2, 2},
    {"1\u20E3", 1, 1},
    {"\U0001F44D\U0001F3FD", 2, 2},
    {"\U0001F1E8\U0001F1F3", 2, 2},
    {"\U0001F1E8", 1, 1},
    {"\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466", 2, 2},
    {"\U0001F469\U0001F3FB\u200D\u2764\uFE0F\u200D\U0001F48B\u200D\U0001F468\U0001F3FB", 2, 2},
    {"\n", 8, 8},                 /* <U+000A> */
    {"\u200B", 8, 8},
    {"\U000E0041", 9, 9},
    {"\U0010FFFD", 10, 10},
    {"\u0301", 8, 8},
    {"\u00AD", 8, 8},
    {"\xFF", 6, 6},               /* <0xFF> */
};

static void test_single_clusters(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof single_clusters / sizeof single_clusters[0]; i++) {
        const char *text = single_clusters[i].text;
        size_t len = strlen(text);
        int narrow = width_of(text, len, 1), wide = width_of(text, len, 2);
        if (cluster_len(text, len) != len || cluster_prev(text, len) != 0 || narrow != single_clusters[i].narrow ||
            wide != single_clusters[i].wide)
            fail_msg("row %zu: %s: cluster of %zu of %zu bytes, before its end %zu, %d and %d columns", i, text,
                     cluster_len(text, len), len, cluster_prev(text, len), narrow, wide);
        assert_int_equal(cluster_cols(text, len, 1), narrow);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_single_clusters),
    };
    return cmocka_run_group_tests_name("width", tests, NULL, NULL);
}
