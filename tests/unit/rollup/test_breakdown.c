/* SPDX-License-Identifier: MIT */
/* What units contribute to a cell of a sum: order, breakdown, last year. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/rollup/breakdown.h"
#include "forms/rollup/rollupdraft.h"
#include "forms/store/draftfile.h"
#include "tests/support/scratch.h"

static void write_unit(const char *name, const char *unit, const char *year, const char *licences,
                       const char *fees, const char *received, const char *previous)
{
    struct draft *draft = draft_new(&format_2021);
    struct strbuf text = STRBUF_INIT;
    draft_set(draft, draft_cover_field(draft, COVER_UNIT), unit);
    draft_set(draft, draft_cover_field(draft, COVER_REPORT_YEAR), year);
    draft_set(draft, draft_find(draft, "disclosure.licences"), licences);
    draft_set(draft, draft_find(draft, "disclosure.fees"), fees);
    draft_set(draft, draft_find(draft, "requests.received.natural_person"), received);
    draft_set(draft, draft_find(draft, "requests.carried_out.natural_person"), received);
    draft_set(draft, draft_find(draft, "requests.received.business"), received);
    draft_set(draft, draft_find(draft, "requests.carried_out.business"), received);
    if (*previous)
        draft_set(draft, draft_field(draft, "report.previous"), previous);
    draftfile_write(draft, &text);
    scratch_write(name, text.data, 0600);
    strbuf_release(&text);
    draft_free(draft);
}

/* A sum over three units, and the breakdown of a cell of it as lines "unit value percent last
 * change".
 */
static void add_lines_of(const char *key, const char *only_folder, bool is_listed,
                         struct strbuf *out)
{
    struct draft_list list = DRAFT_LIST_INIT;
    struct rollup rollup;
    struct breakdown breakdown;
    struct cell cell;
    struct err err = {0};
    assert_true(draft_list_add(&list, scratch_path("units"), NULL, &err));
    rollup_run(&rollup, &list, &(struct rollup_options){.n_jobs = 1});
    char *folder = realpath(scratch, NULL), path[200];
    if (!is_listed)
        rollup.n_counted = ROLLUP_MAX_LISTED + 1;
    struct draft *sum = rollup_make_draft(&rollup, NULL, folder);
    snprintf(path, sizeof path, "%s/sum.ini", folder);
    assert_true(form_cell_find(&format_2021, key, &cell));
    breakdown_read(&breakdown, sum, path, cell,
                   &(struct breakdown_options){.only_folder = only_folder});
    for (size_t i = 0; i < breakdown.count; i++) {
        const struct share *share = &breakdown.items[i];
        strbuf_addf(out, "%s %s ", share->unit, share->value);
        breakdown_add_percent(&breakdown, i, out);
        strbuf_addf(out, " %s ", share->last_year);
        breakdown_add_change(share, out);
        strbuf_addf(out, "%s\n", share->problem ? "!" : "");
    }
    strbuf_addf(out, "%s\n", breakdown.total);
    breakdown_release(&breakdown);
    draft_free(sum);
    free(folder);
    rollup_release(&rollup);
    draft_list_release(&list);
}

static void add_lines(const char *key, const char *only_folder, struct strbuf *out)
{
    add_lines_of(key, only_folder, true, out);
}

static void write_units(void)
{
    assert_int_equal(mkdir(scratch_path("units"), 0700), 0);
    assert_int_equal(mkdir(scratch_path("last"), 0700), 0);
    write_unit("units/a.ini", "甲局", "2023", "100", "0.50", "3", "../last/a.ini");
    write_unit("units/b.ini", "乙局", "2023", "300", "1.25", "4", "../last/b.ini");
    write_unit("units/c.ini", "丙局", "2023", "", "/", "0", "");
    write_unit("last/a.ini", "甲局", "2022", "88", "0.75", "3", "");
    write_unit("last/b.ini", "乙局", "2022", "30", "1.25", "2", "");
}

static void the_largest_share_comes_first(void **unused)
{
    (void)unused;
    static const struct {
        const char *key, *lines;
    } rows[] = {
        {"disclosure.licences",
         "乙局 300 75.0% 30 +270 增十倍以上\n甲局 100 25.0% 88 +12\n丙局    \n400\n"},
        {"disclosure.fees",
         "乙局 1.25 71.4% 1.25 0.00\n甲局 0.50 28.6% 0.75 -0.25\n丙局 /   \n1.75\n"},
        {"requests.received.total", "乙局 8 57.1% 4 +4\n甲局 6 42.9% 6 0\n丙局 0 0.0%  \n14\n"},
    };
    write_units();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strbuf lines = STRBUF_INIT;
        add_lines(rows[i].key, NULL, &lines);
        assert_string_equal(lines.data, rows[i].lines);
        strbuf_release(&lines);
    }
}

static void files_elsewhere_are_not_opened_when_restricted(void **unused)
{
    (void)unused;
    struct strbuf lines = STRBUF_INIT, only_folder = STRBUF_INIT;
    write_units();
    char *folder = realpath(scratch, NULL);
    strbuf_addf(&only_folder, "%s/units", folder);
    add_lines("disclosure.licences", only_folder.data, &lines);
    assert_string_equal(
        lines.data,
        "乙局 300 75.0%  \n甲局 100 25.0%  \n丙局    \n400\n"); /* nothing of last year */
    strbuf_clear(&lines);
    strbuf_clear(&only_folder);
    strbuf_addf(&only_folder, "%s/last", folder);
    add_lines("disclosure.licences", only_folder.data, &lines);
    assert_non_null(strstr(lines.data, "乙局    !"));
    free(folder);
    strbuf_release(&lines);
    strbuf_release(&only_folder);
}

/* Of a province's sum the draft cannot hold the list; the folders tell. */
static void units_without_a_list_are_found(void **unused)
{
    (void)unused;
    struct strbuf lines = STRBUF_INIT, only_folder = STRBUF_INIT;
    write_units();
    write_unit("units/old.ini", "甲局", "2022", "100", "0.50", "3",
               ""); /* not counted, and no share of it */
    add_lines_of("disclosure.licences", NULL, false, &lines);
    assert_string_equal(
        lines.data, "乙局 300 75.0% 30 +270 增十倍以上\n甲局 100 25.0% 88 +12\n丙局    \n400\n");
    strbuf_clear(&lines);
    char *folder = realpath(scratch, NULL);
    strbuf_addf(&only_folder, "%s/last", folder);
    add_lines_of("disclosure.licences", only_folder.data, false, &lines);
    assert_string_equal(lines.data, "0\n");
    free(folder);
    strbuf_release(&lines);
    strbuf_release(&only_folder);
}

static void the_table_says_when_units_have_changed(void **unused)
{
    (void)unused;
    struct strbuf text = STRBUF_INIT;
    struct breakdown breakdown = {.n_units = 6000, .total = strdup("0")};
    breakdown_add_table(&breakdown, 1, &text);
    assert_non_null(strstr(text.data, "汇总的是 6000 个单位，现在找到 0 个"));
    assert_non_null(strstr(text.data, "请重新汇总"));
    strbuf_release(&text);
    breakdown_release(&breakdown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_largest_share_comes_first, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(units_without_a_list_are_found, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test(the_table_says_when_units_have_changed),
        cmocka_unit_test_setup_teardown(files_elsewhere_are_not_opened_when_restricted,
                                        scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
