/* SPDX-License-Identifier: MIT */
/* The numbers of paragraphs in a draft's file: kept, and new ones put in between. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/draft/numbering.h"
#include "tests/support/session_support.h"

static void numbers_stay_where_they_can(void **unused)
{
    (void)unused;
    /* a paragraph is a letter; numbers divided by blanks */
    static const struct {
        const char *before, *numbers, *after, *wanted;
    } rows[] = {
        {"", "", "abc", "10 20 30"},
        {"abc", "10 20 30", "abc", "10 20 30"},
        {"abc", "10 15 20", "abc", "10 15 20"},
        {"abc", "10 20 30", "axbc", "10 15 20 30"},
        {"abc", "10 20 30", "axybc", "10 13 16 20 30"},
        {"abc", "10 20 30", "xabc", "5 10 20 30"},
        {"abc", "10 20 30", "abcx", "10 20 30 40"},
        {"abc", "10 20 35", "abcxy", "10 20 35 40 50"},
        {"abc", "10 20 30", "ac", "10 30"},
        {"abc", "10 20 30", "c", "30"},
        {"abc", "10 20 30", "", ""},
        {"abc", "10 20 30", "axc", "10 20 30"},
        {"abc", "10 20 30", "axyc", "10 20 25 30"},
        {"abc", "10 20 30", "xyz", "10 20 30"},
        {"abc", "10 20 30", "cab", "5 10 20"},
        {"abc", "10 11 12", "axbc", "10 20 30 40"},
        {"abc", "10 20 30", "a123456789bc", "10 11 12 13 14 15 16 17 18 19 20 30"},
        {"abc", "10 20 30", "a1234567890bc", "10 20 30 40 50 60 70 80 90 100 110 120 130"},
        {"ab", "0 10", "xab", "10 20 30"},
        {"aaa", "10 20 30", "aaaa", "10 20 30 40"},
        {"abc", "15 15 20", "abc", "10 20 30"},
        {"ab", "10 999999999", "abx", "10 20 30"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct numbering before = {0};
        struct strbuf found = STRBUF_INIT, text = STRBUF_INIT;
        const char *numbers = rows[i].numbers;
        for (const char *c = rows[i].before; *c; c++)
            numbering_add(&before, &(struct paragraph){c, 1},
                          strtol(numbers, (char **)&numbers, 10));
        for (const char *c = rows[i].after; *c; c++)
            strbuf_addf(&text, "%s%c", c > rows[i].after ? "\n" : "", *c);
        struct paragraphs after = paragraphs_split(text.data);
        long *given = numbering_apply(&before, &after);
        for (size_t j = 0; j < after.count; j++)
            strbuf_addf(&found, "%s%ld", j ? " " : "", given[j]);
        if (strcmp(found.data, rows[i].wanted) != 0)
            fail_msg("%s (%s) to %s: %s, wanted %s", rows[i].before, rows[i].numbers, rows[i].after,
                     found.data, rows[i].wanted);
        free(given);
        free(after.items);
        numbering_release(&before);
        strbuf_release(&found);
        strbuf_release(&text);
    }
}

/* Whatever is typed, the file holds it, and the numbers grow. */
static void any_narrative_comes_back(void **unused)
{
    (void)unused;
    unsigned seed = 7;
    scratch_write(
        "a.ini",
        "[report]\nformat = \"2021\"\n[overview]\np5 = \"a\"\np0006 = \"b\"\np0100 = \"c\"\n"
        "p0100.02 = \"d\"\n[end]\ncomplete = \"1\"\n",
        0600);
    for (int round = 0; round < 40; round++) {
        struct strbuf text = STRBUF_INIT;
        struct session *session = open_it("a.ini");
        for (int saves = 0; saves < 2; saves++) {
            strbuf_clear(&text);
            for (unsigned n = (seed = seed * 1103515245u + 12345u) >> 16 & 15; n; n--) {
                seed = seed * 1103515245u + 12345u;
                strbuf_addf(&text, "%c%s", "abcdefg"[(seed >> 16) % 7],
                            n > 1            ? "\n"
                            : seed >> 28 & 1 ? "\n\n"
                                             : "");
            }
            type_text(session, "overview", text.data);
            save_it(session);
        }
        session_close(session, false);
        session = open_it("a.ini");
        if (strcmp(text_in(session, "overview"), text.data) != 0)
            fail_msg("round %d: “%s” came back as “%s”", round, text.data,
                     text_in(session, "overview"));
        session_close(session, false);
        strbuf_release(&text);
    }
}

static void a_paragraph_put_between_is_the_only_new_line(void **unused)
{
    (void)unused;
    scratch_write(
        "a.ini",
        "[report]\nformat = \"2021\"\n[overview]\np0010 = \"一\"\np0020 = \"二\"\np0030 = \"三\"\n"
        "[end]\ncomplete = \"1\"\n",
        0600);
    struct session *session = open_it("a.ini");
    type_text(session, "overview", "一\n一半\n二\n三");
    save_it(session);
    assert_non_null(strstr(scratch_read("a.ini"),
                           "p0010 = \"一\"\np0015 = \"一半\"\np0020 = \"二\"\np0030 = \"三\"\n"));
    /* in the same session once more: what was just written stays, too */
    type_text(session, "overview", "一\n又\n一半\n二\n三");
    save_it(session);
    assert_non_null(strstr(scratch_read("a.ini"),
                           "p0010 = \"一\"\np0012 = \"又\"\np0015 = \"一半\"\np0020 = \"二\"\n"));
    session_close(session, false);
    session = open_it("a.ini");
    type_text(session, "overview", "又\n一半\n二\n三改");
    save_it(session);
    session_close(session, false);
    assert_non_null(
        strstr(scratch_read("a.ini"),
               "[overview]\np0012 = \"又\"\np0015 = \"一半\"\np0020 = \"二\"\np0030 = \"三改\"\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_stay_where_they_can),
        cmocka_unit_test_setup_teardown(any_narrative_comes_back, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_paragraph_put_between_is_the_only_new_line, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
