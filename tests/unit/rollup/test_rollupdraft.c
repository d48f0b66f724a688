/* SPDX-License-Identifier: MIT */
/* A sum as a draft: sums of sums, and saving over an earlier one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/files/lock.h"
#include "forms/rollup/rollupdraft.h"
#include "tests/support/rollup_support.h"

/* ---- sums of sums ---- */

static enum rollup_save sum_folder(const char *folder, const char *output, const char *unit,
                                   struct rollup *rollup, struct draft_list *list)
{
    struct err err = {0};
    list_folder(list, folder);
    rollup_run(rollup, list, &two_jobs);
    enum rollup_save result = rollup_save(rollup, scratch_path(output), unit, &err);
    if (result == ROLLUP_SAVE_FAILED)
        print_message("%s\n", err.text);
    return result;
}

static void sums_of_sums_go_on(void **unused)
{
    (void)unused;
    struct draft_list list;
    struct rollup rollup;
    static const char *const folders[] = {"east", "west", "county", "all"};
    for (int i = 0; i < 4; i++)
        make_folder(folders[i]);
    for (int i = 0; i < 40; i++) {
        char unit[40], name[60];
        snprintf(unit, sizeof unit, "第%d镇人民政府", i);
        struct draft *draft = make_draft(unit);
        snprintf(name, sizeof name, "%s/%02d.ini", i % 2 ? "east" : "west", i);
        write_draft(draft, name);
        snprintf(name, sizeof name, "all/%02d.ini", i);
        write_draft(draft, name);
        draft_free(draft);
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(sum_folder(folders[i], i ? "county/west.ini" : "county/east.ini",
                                    i ? "西县" : "东县", &rollup, &list),
                         ROLLUP_SAVED);
        rollup_release(&rollup);
        draft_list_release(&list);
    }
    assert_int_equal(sum_folder("all", "all.ini", "全市", &rollup, &list), ROLLUP_SAVED);
    struct draft *direct = rollup_make_draft(&rollup, NULL, scratch);
    rollup_release(&rollup);
    draft_list_release(&list);

    assert_int_equal(sum_folder("county", "city.ini", "某市", &rollup, &list), ROLLUP_SAVED);
    assert_int_equal(rollup_worst(&rollup), ROLLUP_NOTICE);
    struct draft *staged = rollup_make_draft(&rollup, NULL, scratch);
    for (int i = 0; i < form_n_cells(&format_2021); i++) {
        int field = draft_cell_field(direct, form_cell_at(&format_2021, i));
        assert_string_equal(draft_text(direct, field), draft_text(staged, field));
    }
    size_t n_parts, n_units;
    struct rollup_part *parts = rollup_parts(staged, &n_parts, &n_units);
    assert_int_equal(n_parts, 2);
    assert_int_equal(n_units, 2);
    assert_string_equal(parts[0].file, "county/east.ini");
    assert_string_equal(parts[0].unit, "东县");
    free(parts);
    draft_free(staged);
    rollup_release(&rollup);
    draft_list_release(&list);

    /* A township beside the county that has added it up already. */
    struct draft *again = make_draft("第3镇人民政府");
    write_draft(again, "county/again.ini");
    draft_free(again);
    list_folder(&list, "county");
    rollup_run(&rollup, &list, &two_jobs);
    assert_int_equal(rollup_n_of_kind(&rollup, ROLLUP_TWICE), 1);
    rollup_release(&rollup);
    draft_list_release(&list);
    draft_free(direct);
}

/* Folders of very different sizes, each added up, and the sums added up: the same as all at once.
 */
static void many_sums_equal_one(void **unused)
{
    (void)unused;
    bool is_long = getenv("NIANBAO_LONG");
    size_t n_drafts = is_long ? 4000 : 120;
    uint32_t n_folders = is_long ? 356 : 11;
    struct draft_list list;
    struct rollup rollup;
    char *sample = randomfile_sample("tests/drafts/sample-2023.ini");
    char name[80], output[80], unit[80];
    make_folder("at-once");
    make_folder("sums");
    make_folder("parts");
    for (uint32_t f = 0; f < n_folders; f++) {
        snprintf(name, sizeof name, "parts/%u", f);
        make_folder(name);
    }
    for (size_t i = 0; i < n_drafts; i++) {
        struct strbuf text = STRBUF_INIT;
        randomfile_add(&text, sample, i, RANDOMFILE_NARRATIVES);
        snprintf(name, sizeof name, "at-once/%zu.ini", i);
        scratch_write(name, text.data, 0600);
        snprintf(name, sizeof name, "parts/%u/%zu.ini",
                 i < n_folders ? (uint32_t)i : random_below(1 + random_below(n_folders)), i);
        scratch_write(name, text.data, 0600);
        strbuf_release(&text);
    }
    free(sample);
    for (uint32_t f = 0; f < n_folders; f++) {
        snprintf(name, sizeof name, "parts/%u", f);
        snprintf(output, sizeof output, "sums/%u.ini", f);
        snprintf(unit, sizeof unit, "第%u县", f);
        assert_int_equal(sum_folder(name, output, unit, &rollup, &list), ROLLUP_SAVED);
        rollup_release(&rollup);
        draft_list_release(&list);
    }
    struct draft *sums[2];
    for (int i = 0; i < 2; i++) {
        assert_int_equal(sum_folder(i ? "sums" : "at-once", i ? "staged.ini" : "direct.ini", "某省",
                                    &rollup, &list),
                         ROLLUP_SAVED);
        assert_int_equal(rollup.n_counted, i ? n_folders : n_drafts);
        sums[i] = rollup_make_draft(&rollup, NULL, scratch);
        rollup_release(&rollup);
        draft_list_release(&list);
    }
    for (int i = 0; i < form_n_cells(&format_2021); i++) {
        int field = draft_cell_field(sums[0], form_cell_at(&format_2021, i));
        assert_string_equal(draft_text(sums[0], field), draft_text(sums[1], field));
    }
    draft_free(sums[0]);
    draft_free(sums[1]);
}

/* ---- saving ---- */

static void a_new_sum_keeps_what_was_written(void **unused)
{
    (void)unused;
    struct draft_list list;
    struct rollup rollup;
    struct err err = {0};
    make_folder("keep");
    struct draft *draft = make_draft("某甲局");
    write_draft(draft, "keep/a.ini");
    draft_free(draft);
    assert_int_equal(sum_folder("keep", "keep.ini", "某县", &rollup, &list), ROLLUP_SAVED);

    struct draft *sum = rollup_make_draft(&rollup, NULL, scratch);
    set(sum, "report.unit", "某县人民政府");
    set(sum, "overview", "本县各单位……");
    draft_set(sum, draft_field(sum, "remarks.disclosure.licences"), "含下放的");
    draft_set(sum, draft_field(sum, "rollup.file_00009"), "gone.ini");
    write_draft(sum, "keep.ini");
    draft_free(sum);
    assert_int_equal(rollup_save(&rollup, scratch_path("keep.ini"), NULL, &err), ROLLUP_SAVED);
    const char *text = scratch_read("keep.ini");
    assert_non_null(strstr(text, "某县人民政府"));
    assert_non_null(strstr(text, "本县各单位"));
    assert_non_null(strstr(text, "含下放的"));
    assert_null(strstr(text, "gone.ini"));

    /* What is no sum is not overwritten. */
    assert_int_equal(rollup_save(&rollup, scratch_path("keep/a.ini"), NULL, &err),
                     ROLLUP_SAVE_FAILED);
    assert_non_null(strstr(err.text, "不是汇总"));
    assert_non_null(strstr(scratch_read("keep/a.ini"), "某甲局"));

    /* Nor is one that somebody has open. */
    struct safefile file = SAFEFILE_INIT;
    struct lock lock = LOCK_INIT;
    assert_true(safefile_open(&file, scratch_path("keep.ini"), &err));
    assert_int_equal(lock_acquire(&lock, &file, NULL, &err), LOCK_OK);
    assert_int_equal(rollup_save(&rollup, scratch_path("keep.ini"), "别的县", &err),
                     ROLLUP_SAVE_LOCKED);
    assert_null(strstr(scratch_read("keep.ini"), "别的县"));
    lock_release(&lock);
    safefile_close(&file);
    rollup_release(&rollup);
    draft_list_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sums_of_sums_go_on, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(many_sums_equal_one, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_new_sum_keeps_what_was_written, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
