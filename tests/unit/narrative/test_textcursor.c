/* SPDX-License-Identifier: MIT */
/* Moving about in a narrative: expected places, and what holds for every motion in every text. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "forms/narrative/textcursor.h"
#include "forms/narrative/textlayout.h"
#include "locale/strbuf.h"

/* {n} is a number, {u} a long name. */
static size_t read_ref(const void *context, const char *text, size_t len, struct strbuf *shown)
{
    (void)context;
    if (len < 3 || text[2] != '}' || (text[1] != 'n' && text[1] != 'u'))
        return 0;
    strbuf_add_str(shown, text[1] == 'n' ? "3511" : "官庄工区党政办公室政务公开领导小组办公室");
    return 3;
}

/* Motions as letters: l r (units), u d (lines), p P (page up, down: 3 lines), h e (home, end). */
static void run(const struct textlayout *layout, struct textcursor *cursor, const char *motions)
{
    static const char letters[] = "lrudpPhe";
    for (; *motions; motions++)
        textcursor_move(layout, cursor, (enum textmove)(strchr(letters, *motions) - letters), 3);
}

/* In 14 columns, ambiguous 2: 5 汉字 in a paragraph's first line, 7 in the others. */
static const struct {
    const char *text, *motions;
    size_t offset;
    size_t line;
    int col;
} rows[] = {
    {"", "rldueh", 0, 0, 4},
    {"甲", "r", 3, 0, 6},
    {"甲\n乙", "rr", 4, 1, 4},
    {"甲\n乙", "rrl", 3, 0, 6},
    {"一二三四五六七八", "rrrrr", 15, 1, 0},
    {"一二三四五六七八", "e", 15, 0, 14}, /* behind 五, where typing goes on in this line */
    {"一二三四五六七八", "er", 18, 1, 2},
    {"一二三四五六七八", "ed", 24, 1, 6},
    {"一二三四五六七八", "edu", 15, 0, 14},
    {"一二三四五六七八", "ee", 24, 1, 6}, /* once more: the end of the text */
    {"一二三四五六七八", "eehh", 0, 0, 4},
    {"一二三四五六七八", "eeh", 15, 1, 0},
    {"一二三四五六七八", "rd", 24, 1, 6}, /* the last place of a shorter line */
    {"一二三四五\n甲\n一二三四五", "rrrdd", 29, 2,
     10}, /* the column is remembered over a short line */
    {"一二三四五\n甲\n一二三四五", "rrrddld", 26, 2, 8},
    {"一二三四五\n甲\n一二三四五", "P", 20, 2, 4},
    {"一二三四五\n甲\n一二三四五", "Pp", 0, 0, 4},
    {"共{n}件", "rr", 6, 0, 10}, /* a reference is one unit */
    {"共{n}件", "rrl", 3, 0, 6},
    {"共{n}件", "eel", 6, 0, 10},
    {"e\u0301a", "r", 3, 0, 5},
    {"一二三四五   六", "rrrrrrr", 17, 0, 14}, /* among blanks over the margin */
};

static void motions_lead_where_expected(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct textlayout layout;
        struct textcursor cursor = TEXTCURSOR_INIT;
        textlayout_init(&layout, 14, 2);
        textlayout_update(&layout, rows[i].text, strlen(rows[i].text), read_ref, NULL);
        run(&layout, &cursor, rows[i].motions);
        struct textplace place = textcursor_place(&layout, &cursor);
        if (cursor.offset != rows[i].offset || place.line != rows[i].line ||
            place.col != rows[i].col)
            fail_msg("row %zu, \"%s\" %s: wanted offset %zu, line %zu, column %d, got %zu, %zu, %d",
                     i, rows[i].text, rows[i].motions, rows[i].offset, rows[i].line, rows[i].col,
                     cursor.offset, place.line, place.col);
        textlayout_release(&layout);
    }
}

static uint32_t seed = 7;
static size_t below(size_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

static void make_text(struct strbuf *text)
{
    static const char *const pieces[] = {"政府信息公开工作",
                                         "，",
                                         "。",
                                         "“",
                                         "”",
                                         "12",
                                         "年",
                                         " ",
                                         "　",
                                         "\n",
                                         "\n\n",
                                         "é",
                                         "e\u0301",
                                         "{n}",
                                         "{u}",
                                         "government",
                                         "👨‍👩‍👧",
                                         "\u202E",
                                         "——",
                                         "甲"};
    strbuf_clear(text);
    for (size_t n = below(60); n; n--)
        strbuf_add_str(text, pieces[below(sizeof pieces / sizeof pieces[0])]);
}

static void expect_on_screen(const struct textlayout *layout, const struct textcursor *cursor)
{
    struct textplace place = textcursor_place(layout, cursor);
    assert_true(place.line < textlayout_n_lines(layout));
    if (place.col < 0 || place.col > layout->n_cols)
        fail_msg("column %d of %d, offset %zu in \"%s\"", place.col, layout->n_cols, cursor->offset,
                 layout->shown.data);
}

/* To the right through the whole text and back to the left: the same places. */
static void walk_units(const struct textlayout *layout)
{
    size_t *places = calloc(layout->shown.len + 1, sizeof *places), n = 0;
    struct textcursor cursor = TEXTCURSOR_INIT;
    assert_non_null(places);
    do {
        expect_on_screen(layout, &cursor);
        places[n++] = cursor.offset;
    } while (textcursor_move(layout, &cursor, TEXTMOVE_RIGHT, 1));
    assert_int_equal(textlayout_shown_offset(layout, cursor.offset), layout->shown.len);
    do {
        if (cursor.offset != places[--n])
            fail_msg("back at %zu, not %zu, in \"%s\"", cursor.offset, places[n],
                     layout->shown.data);
        struct textcursor set = TEXTCURSOR_INIT;
        textcursor_set(layout, &set, cursor.offset);
        assert_int_equal(set.offset, cursor.offset);
    } while (textcursor_move(layout, &cursor, TEXTMOVE_LEFT, 1));
    assert_int_equal(n, 0);
    free(places);
}

/* Down reaches the last line and up the first, always onwards, whatever column is kept to. */
static void walk_lines(const struct textlayout *layout, size_t n_page)
{
    bool by_page = n_page > 1;
    struct textcursor cursor = TEXTCURSOR_INIT;
    for (size_t i = below(10); i; i--)
        textcursor_move(layout, &cursor, TEXTMOVE_RIGHT, 1);
    size_t line = textcursor_place(layout, &cursor).line, last = textlayout_n_lines(layout) - 1;
    while (line < last) {
        textcursor_move(layout, &cursor, by_page ? TEXTMOVE_PAGE_DOWN : TEXTMOVE_DOWN, n_page);
        expect_on_screen(layout, &cursor);
        size_t next = textcursor_place(layout, &cursor).line;
        if (next <= line)
            fail_msg("stuck in line %zu of %zu in \"%s\", %d columns", line, last,
                     layout->shown.data, layout->n_cols);
        line = next;
    }
    while (line > 0) {
        textcursor_move(layout, &cursor, by_page ? TEXTMOVE_PAGE_UP : TEXTMOVE_UP, n_page);
        expect_on_screen(layout, &cursor);
        size_t next = textcursor_place(layout, &cursor).line;
        if (next >= line)
            fail_msg("stuck in line %zu in \"%s\", %d columns", line, layout->shown.data,
                     layout->n_cols);
        line = next;
    }
}

/* End stays in its line and is its last place; Home the first. */
static void walk_ends(const struct textlayout *layout)
{
    struct textcursor cursor = TEXTCURSOR_INIT;
    textcursor_set(layout, &cursor, below(layout->shown.len + 1));
    struct textplace here = textcursor_place(layout, &cursor);
    struct textline line = textlayout_line(layout, here.line);
    if (textlayout_ref_at(layout, line.start) ||
        (line.end && textlayout_ref_at(layout, line.end - 1)))
        return; /* a reference may be broken over lines */
    struct textcursor home = cursor, end = cursor;
    if (textlayout_shown_offset(layout, cursor.offset) != line.end) {
        textcursor_move(layout, &end, TEXTMOVE_END, 1);
        assert_int_equal(textcursor_place(layout, &end).line, here.line);
        assert_int_equal(textlayout_shown_offset(layout, end.offset), line.end);
    }
    if (textlayout_shown_offset(layout, cursor.offset) != line.start) {
        textcursor_move(layout, &home, TEXTMOVE_HOME, 1);
        assert_int_equal(textcursor_place(layout, &home).line, here.line);
        assert_int_equal(textlayout_shown_offset(layout, home.offset), line.start);
    }
}

static void motions_hold_in_every_text(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    for (int round = 0; round < 600; round++) {
        struct textlayout layout;
        textlayout_init(&layout, 10 + (int)below(round % 2 ? 12 : 70), 1 + (int)below(2));
        make_text(&text);
        textlayout_update(&layout, text.data, text.len, read_ref, NULL);
        walk_units(&layout);
        walk_lines(&layout, 1);
        walk_lines(&layout, 1 + below(5));
        for (int i = 0; i < 5; i++)
            walk_ends(&layout);
        textlayout_release(&layout);
    }
    strbuf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(motions_lead_where_expected),
        cmocka_unit_test(motions_hold_in_every_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
