/* SPDX-License-Identifier: MIT */
/* Where last year's draft is found: named, else beside the draft. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/draft/newdraft.h"
#include "forms/store/draftfile.h"
#include "forms/store/previous.h"
#include "tests/support/session_support.h"

/* The phone says which file a draft was read from. */
static void write_draft(const char *name, const char *unit, int year, size_t max_bytes)
{
    struct draft *draft = newdraft_empty(unit, year);
    struct strbuf text = STRBUF_INIT;
    draft_set(draft, draft_find(draft, "report.phone"), name);
    draftfile_write(draft, &text);
    if (text.len > max_bytes)
        strbuf_truncate(&text, max_bytes);
    scratch_write(name, text.data, 0600);
    strbuf_release(&text);
    draft_free(draft);
}

enum { WHOLE = 1 << 20, HALF = 300 };

static void it_is_the_named_one_else_the_one_beside(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch_path("now"), 0700), 0);
    assert_int_equal(mkdir(scratch_path("last"), 0700), 0);
    write_draft("now/b.ini", "甲局", 2022, WHOLE);
    write_draft("now/a.ini", "甲局", 2022, WHOLE);
    write_draft("now/quoted.ini", "\"甲\"局", 2022, WHOLE);
    write_draft("now/.hidden.ini", "乙局", 2022, WHOLE);
    write_draft("now/copy.txt", "乙局", 2022, WHOLE);
    write_draft("now/cut.ini", "丙局", 2022, HALF);
    write_draft("last/x.ini", "别的局", 2022, WHOLE);
    scratch_write("now/noise.ini", "unit\n", 0600);
    scratch_write("now/no-year.ini", "\nunit = \"戊局\"\n", 0600);
    scratch_write("now/open.ini", "\nyear = \"2022\"\nunit = \"戊局", 0600);
    char *only_folder = realpath(scratch_path("now"), NULL);
    static const struct {
        const char *unit;
        int year;
        const char *named;
        bool is_restricted;
        const char *found; /* NULL: none */
        const char *why;   /* part of it; "": nothing to say */
    } rows[] = {
        {"甲局", 2023, "", false, "now/a.ini", ""},
        {"甲局", 2023, "b.ini", false, "now/b.ini", ""},
        {"甲局", 2023, "gone.ini", false, "now/a.ini", ""},
        {"甲局", 2023, "../gone/gone.ini", false, "now/a.ini", ""},
        {"甲局", 2023, "../last/x.ini", false, "last/x.ini",
         ""}, /* named is named: the unit was renamed */
        {"甲局", 2023, "../last/x.ini", true, "now/a.ini", ""},
        {"丁局", 2023, "../last/x.ini", true, NULL, "不在草稿文件夹里"},
        {"甲局", 2022, "", false, NULL, ""},
        {"甲局", 2024, "", false, NULL, ""},
        {"甲局", 0, "", false, NULL, ""},
        {"", 2023, "", false, NULL, ""},
        {"甲", 2023, "", false, NULL, ""},
        {"\"甲\"局", 2023, "", false, "now/quoted.ini", ""},
        {"乙局", 2023, "", false, NULL, ""},
        {"丙局", 2023, "", false, NULL, "文件不完整"},
        {"丁局", 2023, "cut.ini", false, NULL, "文件不完整"},
        {"丁局", 2023, "gone.ini", false, NULL, ""},
        {"戊局", 2023, "", false, NULL, ""},
        {"丁局", 2023, "noise.ini", false, NULL, "不是年报草稿"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct previous_search search =
            PREVIOUS_SEARCH_INIT(rows[i].is_restricted ? only_folder : NULL);
        struct draft *draft = newdraft_empty(rows[i].unit, rows[i].year);
        struct err err;
        draft_set(draft, draft_field(draft, "report.previous"), rows[i].named);
        struct draft *previous =
            previous_find_draft(&search, scratch_path("now/me.ini"), draft, &err);
        const char *found = previous ? draft_text_of(previous, "report.phone") : "(none)";
        if (strcmp(found, rows[i].found ? rows[i].found : "(none)") != 0 ||
            !*rows[i].why != !*err.text || !strstr(err.text, rows[i].why))
            fail_msg("row %zu: found %s, wanted %s; “%s”, wanted “%s”", i, found, rows[i].found,
                     err.text, rows[i].why);
        draft_free(previous);
        draft_free(draft);
        previous_search_release(&search);
    }
    free(only_folder);
}

/* The folder, of however many drafts, is read only where the name does not tell. */
static void a_name_with_the_year_tells(void **state)
{
    (void)state;
    struct strbuf late = STRBUF_INIT;
    assert_int_equal(mkdir(scratch_path("years"), 0700), 0);
    write_draft("years/a.ini", "甲局", 2022, WHOLE);
    write_draft("years/甲局-2022.ini", "甲局", 2022, WHOLE);
    write_draft("years/丙局-2022.ini", "丁局", 2022, WHOLE);
    write_draft("years/2022.ini", "丁局", 2021, WHOLE);
    for (int i = 0; i < 1000; i++)
        strbuf_add_str(&late, "; 一行说明\n");
    strbuf_add_str(&late, "[report]\nformat = \"2021\"\nunit = \"戊局\"\nyear = \"2022\"\n"
                          "phone = \"years/late.ini\"\n[end]\ncomplete = \"1\"\n");
    scratch_write("years/late.ini", late.data, 0600);
    strbuf_release(&late);
    static const struct {
        const char *path, *unit, *found; /* NULL: none */
        bool folder_is_read;
    } rows[] = {
        {"years/甲局-2023.ini", "甲局", "years/甲局-2022.ini", false},
        {"years/乙局-2023.ini", "甲局", "years/a.ini", true},
        {"years/甲局.ini", "甲局", "years/a.ini", true},
        {"years/丙局-2023.ini", "丙局", NULL, true},
        {"years/2023.ini", "丁局", "years/丙局-2022.ini", true},
        {"years/戊局-2023.ini", "戊局", "years/late.ini", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct previous_search search = PREVIOUS_SEARCH_INIT(NULL);
        struct draft *draft = newdraft_empty(rows[i].unit, 2023);
        struct err err;
        struct draft *previous =
            previous_find_draft(&search, scratch_path(rows[i].path), draft, &err);
        const char *found = previous ? draft_text_of(previous, "report.phone") : "(none)";
        if (strcmp(found, rows[i].found ? rows[i].found : "(none)") != 0 ||
            (search.count > 0) != rows[i].folder_is_read)
            fail_msg("%s: found %s, wanted %s; folder read: %d", rows[i].path, found, rows[i].found,
                     search.count > 0);
        draft_free(previous);
        draft_free(draft);
        previous_search_release(&search);
    }
}

static void names_begin_at_the_folder_of_the_draft(void **state)
{
    (void)state;
    static const struct {
        const char *path, *name, *wanted;
    } rows[] = {
        {"now.ini", "last.ini", "last.ini"},
        {"now.ini", "/srv/last.ini", "/srv/last.ini"},
        {"a/now.ini", "last.ini", "a/last.ini"},
        {"a/now.ini", "../b/last.ini", "a/../b/last.ini"},
        {"/srv/now.ini", "/last.ini", "/last.ini"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *path = previous_path(rows[i].path, rows[i].name);
        if (strcmp(path, rows[i].wanted) != 0)
            fail_msg("%s of %s: %s, wanted %s", rows[i].name, rows[i].path, path, rows[i].wanted);
        free(path);
    }
}

static void standard_input_has_none(void **state)
{
    (void)state;
    write_draft("last.ini", "甲局", 2022, WHOLE);
    struct previous_search search = PREVIOUS_SEARCH_INIT(NULL);
    struct draft *draft = newdraft_empty("甲局", 2023);
    struct err err;
    draft_set(draft, draft_field(draft, "report.previous"), scratch_path("last.ini"));
    assert_null(previous_find_draft(&search, "-", draft, &err));
    assert_string_equal(err.text, "");
    draft_free(draft);
    previous_search_release(&search);
}

static bool is_found(struct previous_search *search, const char *name)
{
    struct strbuf bytes = STRBUF_INIT;
    struct err err;
    bool found = previous_find(
        search, &(struct previous_wanted){scratch_path(name), "", "甲局", 2023}, &bytes, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(found, bytes.len > 0);
    strbuf_release(&bytes);
    return found;
}

/* Each folder is read once: what comes or goes later is not found, and what is gone is no trouble.
 */
static void folders_are_read_once(void **state)
{
    (void)state;
    struct previous_search search = PREVIOUS_SEARCH_INIT(NULL);
    assert_int_equal(mkdir(scratch_path("x"), 0700), 0);
    assert_int_equal(mkdir(scratch_path("y"), 0700), 0);
    assert_int_equal(mkdir(scratch_path("empty"), 0700), 0);
    write_draft("x/a.ini", "甲局", 2022, WHOLE);
    assert_true(is_found(&search, "x/me.ini"));
    assert_false(is_found(&search, "y/me.ini"));
    assert_false(is_found(&search, "empty/me.ini"));
    for (int i = 0; i < 10; i++) {
        char name[40];
        snprintf(name, sizeof name, "no such folder %d/me.ini", i);
        assert_false(is_found(&search, name));
    }
    write_draft("y/a.ini", "甲局", 2022, WHOLE);
    assert_false(is_found(&search, "y/me.ini"));
    assert_true(is_found(&search, "x/other.ini"));
    assert_int_equal(unlink(scratch_path("x/a.ini")), 0);
    assert_false(is_found(&search, "x/me.ini"));
    previous_search_release(&search);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_the_named_one_else_the_one_beside, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(a_name_with_the_year_tells, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test(names_begin_at_the_folder_of_the_draft),
        cmocka_unit_test_setup_teardown(folders_are_read_once, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(standard_input_has_none, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("last year's draft", tests, NULL, NULL);
}
