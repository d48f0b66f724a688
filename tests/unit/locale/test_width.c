/* SPDX-License-Identifier: MIT */
/* Columns: of every character, of clusters, and of text clipped and padded at every edge. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "locale/charclass.h"
#include "locale/cluster.h"
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
    {"\U00020BB7", 2, 2}, /* 𠮷, in a name */
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
    {"#\uFE0F\u20E3", 2, 2},
    {"*\uFE0F\u20E3", 2, 2},
    {"!\u0301", 1, 1},
    {"=\u0301", 1, 1},
    {"\uA960\uD7B0\uD7CB", 2, 2}, /* letters of old Hangul */
    {"\u1112\uD7B0\u11AB", 2, 2},
    {"\U0001F44D\U0001F3FD", 2, 2},
    {"\U0001F1E8\U0001F1F3", 2, 2},
    {"\U0001F1E8", 1, 1},
    {"\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466", 2, 2},
    {"\U0001F469\U0001F3FB\u200D\u2764\uFE0F\u200D\U0001F48B\u200D\U0001F468\U0001F3FB", 2, 2},
    {"\n", 8, 8}, /* <U+000A> */
    {"\u200B", 8, 8},
    {"\U000E0041", 9, 9},
    {"\U0010FFFD", 10, 10},
    {"\u0301", 8, 8},
    {"\u00AD", 8, 8},
    {"\xFF", 6, 6}, /* <0xFF> */
};

static void test_single_clusters(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof single_clusters / sizeof single_clusters[0]; i++) {
        const char *text = single_clusters[i].text;
        size_t len = strlen(text);
        int narrow = width_of(text, len, 1), wide = width_of(text, len, 2);
        if (cluster_len(text, len) != len || cluster_prev(text, len) != 0 ||
            narrow != single_clusters[i].narrow || wide != single_clusters[i].wide)
            fail_msg(
                "row %zu: %s: cluster of %zu of %zu bytes, before its end %zu, %d and %d columns",
                i, text, cluster_len(text, len), len, cluster_prev(text, len), narrow, wide);
        assert_int_equal(cluster_cols(text, len, 1), narrow);
    }
}

/* The properties of every character as Unicode's own files give them. */
enum { N_CHARS = 0x110000 };
static char east_asian_width[N_CHARS][3], category[N_CHARS][3];

/* Reads lines of "XXXX..YYYY ; VALUE # comment"; false if there is no such file. */
static bool read_property(const char *path, char values[N_CHARS][3], char version[16])
{
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    char line[1000];
    if (version && fgets(line, sizeof line, file))
        assert_int_equal(sscanf(line, "# EastAsianWidth-%15[0-9.].txt", version), 1);
    while (fgets(line, sizeof line, file)) {
        unsigned first, last;
        char value[3];
        if (sscanf(line, "%x..%x ; %2[A-Za-z]", &first, &last, value) != 3) {
            if (sscanf(line, "%x ; %2[A-Za-z]", &first, value) != 2)
                continue;
            last = first;
        }
        for (unsigned c = first; c <= last && c < N_CHARS; c++)
            memcpy(values[c], value, sizeof value);
    }
    fclose(file);
    return true;
}

/* What Unicode changed in assigned characters between 15.0 (Debian 12) and the version of the
 * table. */
static bool changed_since_15(uint32_t c)
{
    return (c >= 0x2630 && c <= 0x2637) || (c >= 0x268A && c <= 0x268F) ||
           (c >= 0x4DC0 && c <= 0x4DFF) || c == 0x1171E || (c >= 0x1D300 && c <= 0x1D376);
}

/* Every character of the version that is installed has the width that the rule of UAX #11 gives it.
 */
static void test_every_character(void **state)
{
    (void)state;
    char version[16] = "";
    if (!read_property("/usr/share/unicode/EastAsianWidth.txt", east_asian_width, version) ||
        !read_property("/usr/share/unicode/extracted/DerivedGeneralCategory.txt", category, NULL)) {
        print_message("skip test_every_character (package unicode-data is not installed)\n");
        skip();
    }
    bool same_version = !strcmp(version, char_unicode_version());
    for (uint32_t c = 0; c < N_CHARS; c++) {
        const char *wide = east_asian_width[c], *kind = category[c];
        bool hidden = !strcmp(kind, "Cn") || !strcmp(kind, "Co") || !strcmp(kind, "Cc") ||
                      !strcmp(kind, "Cs") || !strcmp(kind, "Zl") || !strcmp(kind, "Zp") || !kind[0];
        if (!same_version && (!strcmp(kind, "Cn") || !kind[0] || changed_since_15(c)))
            continue;
        bool zero = !strcmp(kind, "Mn") || !strcmp(kind, "Me") ||
                    (!strcmp(kind, "Cf") && c != 0xAD) || (c >= 0x1160 && c <= 0x11FF) ||
                    (c >= 0xD7B0 && c <= 0xD7FF);
        bool ambiguous = !hidden && !zero && !strcmp(wide, "A") && c != 0xAD;
        int narrow_cols = hidden ? -1 : zero ? 0 : !strcmp(wide, "W") || !strcmp(wide, "F") ? 2 : 1;
        int wide_cols = ambiguous ? 2 : narrow_cols;
        if (char_cols(c, 1) != narrow_cols || char_cols(c, 2) != wide_cols)
            fail_msg("U+%04X (%s, %s): %d and %d columns, not %d and %d", c, kind, wide,
                     char_cols(c, 1), char_cols(c, 2), narrow_cols, wide_cols);
    }
}

/* What holds in every version of Unicode. */
static void test_invariants(void **state)
{
    (void)state;
    int n_wide = 0, n_ambiguous = 0, n_marks = 0;
    for (uint32_t c = 0; c < N_CHARS + 16; c++) {
        int narrow = char_cols(c, 1), wide = char_cols(c, 2);
        assert_in_range(narrow + 1, 0, 3);
        assert_true(narrow == wide || (narrow == 1 && wide == 2));
        bool hidden = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c <= 0xF8FF) ||
                      c >= 0xF0000 || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) ||
                      c == 0x2028 || c == 0x2029;
        if (hidden && narrow != -1)
            fail_msg("U+%04X has %d columns", c, narrow);
        if (char_is_safe(c))
            assert_true(narrow >= 0);
        n_wide += narrow == 2;
        n_ambiguous += narrow != wide;
        n_marks += narrow == 0;
    }
    /* Unicode has only ever added to these. */
    assert_true(n_wide > 100000);
    assert_true(n_ambiguous >= 700);
    assert_true(n_marks >= 2000);
    for (uint32_t c = 0x4E00; c <= 0x9FFF; c++)
        assert_int_equal(char_cols(c, 1), 2);
    for (uint32_t c = 0x20; c < 0x7F; c++)
        assert_int_equal(char_cols(c, 2), 1);
    for (uint32_t c = 0xAC00; c <= 0xD7A3; c++)
        assert_int_equal(char_cols(c, 1), 2);
}

/* Texts of several clusters, their borders marked by | (which is in none of the texts). */
static const char *const clustered[] = {
    "a|b|中|，|—|—",
    "e\u0301|中|\xFF|\xE4|\xB8|中",
    "a\u0301\u0301\u0301\u0301|\u0301|\u0301|b",
    "\u0301|a",
    "\u200D|\U0001F468|a",
    "a|\u200D|\U0001F468",
    "a|\uFE0F|b",
    "1|\uFE0F|2\u20E3|3\uFE0F\u20E3",
    "\U0001F1E8\U0001F1F3|\U0001F1E8\U0001F1F3|\U0001F1E8|x|\U0001F1E8",
    "\U0001F468\u200D\U0001F468\u200D\U0001F468\u200D\U0001F468|\u200D|\U0001F468",
    "\U0001F600|\U0001F600\U0001F3FB|\U0001F600|\U000E0067|\U000E007F",
    "\u1112\u1161\u11AB|\u11AB|\u1161|\uD55C|\u11AB|\u1112|\u1112\u1161",
    "\uD558\u11AB|\u115F|\u1160",
    "\u1112\u0301|\u1112|é|\u1112|\uD55C|\u1112|\uD7CB|x",
    "\u1112\u1161\u0301|\u1112\u1161|\uD55C|\u1112\u1161|\uFF0D|\uD7B0",
    "\U0001F1E8|é|\U0001F1E8\u0301|x",
    "\U0001F600|\u200D|\U0001FAFF|\U0001F600|\u200D|é", /* the second is no character yet */
    "葛|\U000E0100|城",
    "\u202E|a|b|c",
};

static void test_borders(void **state)
{
    (void)state;
    assert_int_equal(cluster_len("", 0), 0);
    assert_int_equal(cluster_cols("", 0, 1), 0);
    for (size_t i = 0; i < sizeof clustered / sizeof clustered[0]; i++) {
        char text[200];
        size_t borders[40], n_borders = 0, len = 0;
        for (const char *p = clustered[i]; *p; p++) {
            if (*p == '|')
                borders[n_borders++] = len;
            else
                text[len++] = *p;
        }
        borders[n_borders++] = len;
        size_t pos = 0;
        for (size_t j = 0; j < n_borders; j++) {
            size_t next = pos + cluster_len(text + pos, len - pos);
            if (next != borders[j] || cluster_prev(text, next) != pos)
                fail_msg("row %zu, cluster %zu: ends at %zu, not %zu; before it %zu, not %zu", i, j,
                         next, borders[j], cluster_prev(text, next), pos);
            pos = next;
        }
    }
}

/* A text of every kind of width, seen through every window at every place: the columns are those of
 * a ruler on which the whole text is laid out. */
static void check_windows(const char *text, int ambiguous)
{
    enum { MAX_COLS = 100, PART = -1 };
    size_t len = strlen(text), starts[MAX_COLS + 1];
    int n_cols = 0, owner[MAX_COLS];
    for (size_t pos = 0; pos < len;) {
        int cols = cluster_cols(text + pos, len - pos, ambiguous);
        for (int i = 0; i < cols; i++) {
            assert_true(n_cols < MAX_COLS);
            starts[n_cols] = pos;
            owner[n_cols++] = i ? PART : cols;
        }
        pos += cluster_len(text + pos, len - pos);
    }
    assert_int_equal(width_of(text, len, ambiguous), n_cols);
    starts[n_cols] = len;
    for (int skip = 0; skip <= n_cols + 2; skip++) {
        for (int max = 0; max <= n_cols + 2; max++) {
            struct clip clip = width_clip(text, len, skip, max, ambiguous);
            int col = skip < n_cols ? skip : n_cols;
            while (col < n_cols && owner[col] == PART && skip)
                col++;
            int pad_left = skip < n_cols ? col - skip : 0, full_pad = pad_left;
            if (pad_left > max)
                pad_left = max;
            int end = col;
            while (end < n_cols && end + owner[end] - col + pad_left <= max)
                end += owner[end];
            if (clip.start_bytes != starts[col] || clip.n_bytes != starts[end] - starts[col] ||
                clip.pad_left != pad_left || clip.n_cols != end - col ||
                clip.cut != (end < n_cols || full_pad > pad_left))
                fail_msg(
                    "%s from %d, %d columns, ambiguous %d: %zu bytes from %zu, %d blanks, %d columns, cut %d",
                    text, skip, max, ambiguous, clip.n_bytes, clip.start_bytes, clip.pad_left,
                    clip.n_cols, clip.cut);
        }
    }
}

static void test_windows(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",    "a",       "中", "a中b文c", "中文——“年报”a\u0301é", "\u2764\uFE0F中\u202E中\xFFz",
        "①②③", "\u0301a",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        check_windows(texts[i], 1);
        check_windows(texts[i], 2);
    }
}

static void test_pad(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int n_cols;
        enum align align;
        int ambiguous;
        const char *padded;
    } rows[] = {
        {"中文", 6, ALIGN_LEFT, 2, "中文  "},
        {"中文", 6, ALIGN_RIGHT, 2, "  中文"},
        {"中文", 7, ALIGN_CENTER, 2, " 中文  "},
        {"中文", 4, ALIGN_CENTER, 2, "中文"},
        {"中文", 3, ALIGN_LEFT, 2, "中 "},
        {"中文", 3, ALIGN_RIGHT, 2, " 中"},
        {"中文", 1, ALIGN_LEFT, 2, " "},
        {"中文", 0, ALIGN_LEFT, 2, ""},
        {"中文", -1, ALIGN_RIGHT, 2, ""},
        {"", 2, ALIGN_CENTER, 2, "  "},
        {"3402", 6, ALIGN_RIGHT, 2, "  3402"},
        {"——", 4, ALIGN_RIGHT, 1, "  ——"},
        {"——", 4, ALIGN_RIGHT, 2, "——"},
        {"a\u0301b", 1, ALIGN_LEFT, 2, "a\u0301"},
        {"\u0301", 9, ALIGN_RIGHT, 2, " <U+0301>"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strbuf out = STRBUF_INIT;
        width_pad(&out, rows[i].text, strlen(rows[i].text), rows[i].n_cols, rows[i].align,
                  rows[i].ambiguous);
        if (strcmp(out.data, rows[i].padded))
            fail_msg("row %zu: [%s], not [%s]", i, out.data, rows[i].padded);
        strbuf_release(&out);
    }
}

static void test_shorten(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int max_cols, ambiguous;
        const char *shortened;
    } rows[] = {
        {"", 0, 1, ""},      {"年报", 4, 1, "年报"},  {"年报", 3, 1, "年…"},
        {"年报", 3, 2, "…"}, {"年报", 2, 1, "…"},     {"年报", 1, 2, ""},
        {"年报", 0, 1, ""},  {"ab年报", 5, 2, "ab…"}, {"e\u0301ab", 2, 1, "e\u0301…"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strbuf out = STRBUF_INIT;
        strbuf_add_str(&out, rows[i].text);
        width_shorten(&out, rows[i].max_cols, rows[i].ambiguous);
        if (strcmp(out.data, rows[i].shortened))
            fail_msg("row %zu: [%s], not [%s]", i, out.data, rows[i].shortened);
        strbuf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_single_clusters), cmocka_unit_test(test_every_character),
        cmocka_unit_test(test_invariants),      cmocka_unit_test(test_borders),
        cmocka_unit_test(test_windows),         cmocka_unit_test(test_pad),
        cmocka_unit_test(test_shorten),
    };
    return cmocka_run_group_tests_name("width", tests, NULL, NULL);
}
