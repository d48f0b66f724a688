/* SPDX-License-Identifier: MIT */
/* The lines of `status`: states, order by roster, deadlines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/base/customs.h"
#include "forms/draft/newdraft.h"
#include "forms/files/lock.h"
#include "forms/rollup/status.h"
#include "forms/store/draftfile.h"
#include "tests/support/session_support.h"

static void deadlines_follow_the_unit(void **unused)
{
    (void)unused;
    static const struct {
        const char *unit;
        int year, month;
        struct date today;
        int days;
    } rows[] = {
        {"云岫县教育局", 2023, 1, {2024, 1, 31}, 0},
        {"云岫县教育局", 2023, 1, {2024, 1, 1}, 30},
        {"云岫县教育局", 2023, 1, {2024, 2, 3}, -3},
        {"云岫县人民政府", 2023, 3, {2024, 1, 31}, 60},
        {"云岫县人民政府", 2024, 3, {2025, 1, 31}, 59},
        {"云岫县人民政府办公室", 2023, 1, {2024, 1, 30}, 1},
        {"云岫地区行政公署", 2023, 3, {2024, 3, 31}, 0},
        {"云岫县青石镇人民政府", 2023, 1, {2024, 1, 31}, 0},
        {"白亭县松坡苗族乡人民政府", 2023, 1, {2024, 2, 1}, -1},
        {"云岫县东门街道", 2023, 1, {2024, 1, 31}, 0},
        {"青石镇人民政府办公室", 2023, 1, {2024, 1, 31}, 0},
        {"云岫县人民政府东门街道办事处", 2023, 1, {2024, 1, 31}, 0},
        {"云岫经济开发区管理委员会", 2023, 1, {2024, 2, 1}, -1},
        {"", 2023, 1, {2023, 12, 31}, 31},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct date deadline = customs_deadline(rows[i].unit, rows[i].year);
        int days = status_days_between(rows[i].today, deadline);
        if (deadline.year != rows[i].year + 1 || deadline.month != rows[i].month ||
            deadline.day != 31 || days != rows[i].days)
            fail_msg("%s %d: %d-%02d-%02d, %d days", rows[i].unit, rows[i].year, deadline.year,
                     deadline.month, deadline.day, days);
    }
}

static void write_unit(const char *name, const char *unit, bool fill, const char *licences)
{
    struct draft *draft = newdraft_empty(unit, 2023);
    struct strbuf text = STRBUF_INIT;
    if (fill) {
        newdraft_fill_zero(draft);
        for (int s = 0; s < draft_form(draft)->n_sections; s++)
            if (draft_section_field(draft, s) >= 0 && draft_form(draft)->sections[s].heading)
                draft_set(
                    draft, draft_section_field(draft, s),
                    "本机关全年按照规定公开政府信息，没有需要另行说明的事项。收取信息处理费0元。");
        draft_set(draft, draft_cover_field(draft, COVER_SIGNED), "2024-01-20");
    }
    if (*licences)
        draft_set(draft, draft_find(draft, "disclosure.licences"), licences);
    draftfile_write(draft, &text);
    scratch_write(name, text.data, 0600);
    strbuf_release(&text);
    draft_free(draft);
}

static const struct status_line *line_of(const struct status *status, const char *unit)
{
    for (size_t i = 0; i < status->count; i++)
        if (strcmp(status->lines[i].unit, unit) == 0)
            return &status->lines[i];
    fail_msg("no line of %s", unit);
    return NULL;
}

static void each_unit_has_its_state(void **unused)
{
    (void)unused;
    static const char names[] = "没交局\n完成局\n有错局\n在填局\n打开局\n";
    struct roster roster;
    struct draft_list list = DRAFT_LIST_INIT;
    struct status status;
    struct err err = {0};
    struct safefile file = SAFEFILE_INIT;
    struct lock lock = LOCK_INIT;
    assert_int_equal(mkdir(scratch_path("units"), 0700), 0);
    write_unit("units/a.ini", "在填局", false, "5");
    write_unit("units/b.ini", "有错局", true, "5件");
    write_unit("units/c.ini", "完成局", true, "5");
    write_unit("units/d.ini", "打开局", true, "5");
    write_unit("units/e.ini", "外来局", true, "5");
    scratch_write("units/f.ini", "x\n", 0600);
    assert_true(safefile_open(&file, scratch_path("units/d.ini"), &err));
    assert_int_equal(lock_acquire(&lock, &file, NULL, &err), LOCK_OK);
    assert_true(roster_parse(&roster, names, strlen(names), &err));
    assert_true(draft_list_add(&list, scratch_path("units"), NULL, &err));
    status_read(&status, &list,
                &(struct status_options){.roster = &roster, .today = {2024, 1, 21}});

    assert_int_equal(status.count, 7);
    static const char *const order[] = {"没交局", "完成局", "有错局", "在填局",
                                        "打开局", "外来局", ""};
    for (size_t i = 0; i < 7; i++)
        assert_string_equal(status.lines[i].unit, order[i]);
    assert_int_equal(line_of(&status, "没交局")->state, STATUS_MISSING);
    assert_int_equal(line_of(&status, "没交局")->days_left, 10);
    assert_true(line_of(&status, "完成局")->state == STATUS_DONE ||
                line_of(&status, "完成局")->state == STATUS_WARNINGS);
    assert_int_equal(line_of(&status, "完成局")->percent, 100);
    assert_false(line_of(&status, "完成局")->is_surplus);
    assert_int_equal(line_of(&status, "有错局")->state, STATUS_ERRORS);
    assert_true(line_of(&status, "有错局")->n_errors >= 1);
    assert_int_equal(line_of(&status, "打开局")->state, STATUS_WORKING);
    assert_true(*line_of(&status, "打开局")->who != '\0');
    assert_true(line_of(&status, "外来局")->is_surplus);
    assert_int_equal(line_of(&status, "")->state, STATUS_UNREADABLE);
    assert_true(*line_of(&status, "")->problem != '\0');
    assert_int_equal(status_n_of(&status, STATUS_MISSING), 1);
    lock_release(&lock);
    safefile_close(&file);
    status_release(&status);
    draft_list_release(&list);
    roster_release(&roster);
}

static void a_deadline_of_its_own_counts_for_all(void **unused)
{
    (void)unused;
    struct draft_list list = DRAFT_LIST_INIT;
    struct status status;
    struct err err = {0};
    write_unit("one.ini", "某县人民政府", true, "5");
    assert_true(draft_list_add(&list, scratch_path("one.ini"), NULL, &err));
    status_read(&status, &list,
                &(struct status_options){.today = {2024, 1, 21}, .deadline = {2024, 1, 26}});
    assert_int_equal(status.count, 1);
    assert_int_equal(status.lines[0].days_left, 5);
    assert_false(status.lines[0].is_surplus);
    status_release(&status);
    draft_list_release(&list);
}

/* What is printed, finished, late: rows of a report of 2023 on two days. */
static void only_what_is_not_finished_is_late(void **unused)
{
    (void)unused;
    static const struct {
        const char *unit;
        bool fill;
        const char *licences;
        bool print;
        const char *changed_licences; /* after the print */
        enum status_state state;
        bool is_finished;
    } rows[] = {
        {"完成局", true, "5", false, "", STATUS_DONE, true},
        {"已印局", true, "5", true, "", STATUS_PRINTED, true},
        {"改回局", true, "5", true, "5", STATUS_PRINTED, true},
        {"印改局", true, "5", true, "6", STATUS_CHANGED, true},
        {"印错局", true, "5", true, "6件", STATUS_ERRORS, false},
        {"有错局", true, "5件", false, "", STATUS_ERRORS, false},
        {"在填局", false, "5", false, "", STATUS_WORKING, false},
        {"印填局", false, "5", true, "6", STATUS_WORKING, false},
    };
    enum { N = sizeof rows / sizeof rows[0] };
    static const struct {
        struct date today;
        bool is_late, is_of_past_year;
    } days[] = {
        {{2024, 1, 21}, false, false}, {{2024, 2, 2}, true, false}, {{2026, 2, 2}, true, true}};
    struct err err = {0};
    assert_int_equal(mkdir(scratch_path("units"), 0700), 0);
    for (size_t i = 0; i < N; i++) {
        char name[20];
        snprintf(name, sizeof name, "units/%zu.ini", i);
        write_unit(name, rows[i].unit, rows[i].fill, rows[i].licences);
        if (rows[i].print) {
            struct session *session = open_it(name);
            assert_int_equal(printed_record_session(session, (struct date){2024, 1, 20}, &err),
                             PRINTED_RECORDED);
            session_close(session, false);
        }
        if (*rows[i].changed_licences)
            overwrite(name, "disclosure.licences", rows[i].changed_licences);
    }
    for (size_t d = 0; d < sizeof days / sizeof days[0]; d++) {
        struct draft_list list = DRAFT_LIST_INIT;
        struct status status;
        size_t n_late = 0;
        assert_true(draft_list_add(&list, scratch_path("units"), NULL, &err));
        status_read(&status, &list,
                    &(struct status_options){.today = days[d].today, .n_jobs = (int)d + 1});
        for (size_t i = 0; i < N; i++) {
            const struct status_line *line = line_of(&status, rows[i].unit);
            bool is_late = days[d].is_late && !rows[i].is_finished;
            n_late += is_late;
            if (line->state != rows[i].state &&
                !(rows[i].state == STATUS_DONE && line->state == STATUS_WARNINGS))
                fail_msg("%s: %s, wanted %s", line->unit, status_word(line->state),
                         status_word(rows[i].state));
            if (line->is_finished != rows[i].is_finished || line->is_overdue != is_late ||
                line->is_of_past_year != (is_late && days[d].is_of_past_year))
                fail_msg("%s in %d: finished %d, late %d, past year %d", line->unit,
                         days[d].today.year, line->is_finished, line->is_overdue,
                         line->is_of_past_year);
            if ((line->printed != PRINTED_NEVER) != rows[i].print ||
                line->printed_on.year != (rows[i].print ? 2024 : 0))
                fail_msg("%s: printed %d in %d", line->unit, line->printed, line->printed_on.year);
        }
        assert_int_equal(status_n_overdue(&status), n_late);
        status_release(&status);
        draft_list_release(&list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deadlines_follow_the_unit),
        cmocka_unit_test_setup_teardown(each_unit_has_its_state, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(only_what_is_not_finished_is_late, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(a_deadline_of_its_own_counts_for_all, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
