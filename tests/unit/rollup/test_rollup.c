/* SPDX-License-Identifier: MIT */
/* Sums of drafts: against an addition by awk, every reason to stop, rosters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/files/lock.h"
#include "forms/rollup/rollupdraft.h"
#include "locale/encoding.h"
#include "locale/mem.h"
#include "tests/support/rollup_support.h"

/* ---- the same as awk ---- */

/* For every key of the tables "key place count-of-numbers sum", amounts in ten-thousandths. */
static const char awk_program[] =
    "awk -F' = ' '/^\\[/ { in_table = $1 == \"[disclosure]\" || $1 == \"[requests]\" || $1 == \"[review]\"; next }"
    " in_table && NF == 2 { s = $2; gsub(/\"/, \"\", s); n = split(s, part, /, */); if (s == \"\") n = 1;"
    " for (i = 1; i <= n; i++) { v = part[i]; sub(/\\./, \"\", v); if (v ~ /^[0-9]+$/) { sum[$1 \" \" i] += v;"
    " count[$1 \" \" i]++ } part[i] = \"\" } }"
    " END { for (k in sum) printf \"%s %d %.0f\\n\", k, count[k], sum[k] }'";

static bool find_row(const struct form *form, const char *key, struct cell *cell)
{
    for (int i = 0; i < form_n_cells(form); i++) {
        *cell = form_cell_at(form, i);
        if (cell->column == 0 && strcmp(form_row_of(form, *cell)->key, key) == 0)
            return true;
    }
    return false;
}

static void sum_equals_awk(void **unused)
{
    (void)unused;
    size_t n_drafts = getenv("NIANBAO_LONG") ? 100000 : 1500;
    char *sample = randomfile_sample("tests/drafts/sample-2023.ini");
    make_folder("many");
    for (size_t i = 0; i < n_drafts; i++) {
        char name[60];
        struct strbuf text = STRBUF_INIT;
        snprintf(name, sizeof name, "many/%06zu.ini", i);
        randomfile_add(&text, sample, i,
                       RANDOMFILE_BLANKS | (i % 100 == 7 ? RANDOMFILE_BY_HAND : 0));
        scratch_write(name, text.data, 0600);
        strbuf_release(&text);
    }
    free(sample);
    struct draft_list list;
    struct rollup rollup;
    list_folder(&list, "many");
    rollup_run(&rollup, &list, &two_jobs);
    for (size_t i = 0; i < rollup.n_problems; i++)
        if (rollup_effect(rollup.problems[i].kind) != ROLLUP_NOTICE)
            fail_msg("%s", rollup.problems[i].text);
    assert_int_equal(rollup.n_counted, n_drafts);
    struct draft *sum = rollup_make_draft(&rollup, NULL, scratch);

    char command[2000], key[100];
    long long place, count, expected;
    int n_compared = 0;
    /* All at once are more names than a command line holds. */
    snprintf(command, sizeof command, "find %s -name '*.ini' -exec cat {} + | %s",
             scratch_path("many"), awk_program);
    FILE *awk = popen(command, "r");
    assert_non_null(awk);
    while (fscanf(awk, "%99s %lld %lld %lld", key, &place, &count, &expected) == 4) {
        struct cell cell;
        struct strbuf shown = STRBUF_INIT;
        char text[60];
        assert_true(find_row(&format_2021, key, &cell));
        cell.column = (int)place - 1;
        total_shown_text(sum, cell, &shown);
        if (form_column_of(&format_2021, cell)->kind == CELL_AMOUNT)
            snprintf(text, sizeof text, "%lld.%04lld", expected / 10000, expected % 10000);
        else
            snprintf(text, sizeof text, "%lld", expected);
        if (strcmp(shown.data, text) != 0)
            fail_msg("%s %lld: awk says %s, the sum %s", key, place, text, shown.data);
        strbuf_release(&shown);
        n_compared++;
    }
    assert_int_equal(pclose(awk), 0);
    assert_int_equal(n_compared, form_n_cells(&format_2021));
    draft_free(sum);
    rollup_release(&rollup);
    draft_list_release(&list);
}

/* ---- reasons to stop ---- */

static void cut_in_half(const char *name)
{
    char text[70000];
    snprintf(text, sizeof text, "%s", scratch_read(name));
    text[strlen(text) / 2] = '\0';
    scratch_write(name, text, 0600);
}
static void make_no_draft(const char *name) { scratch_write(name, "hello\n", 0600); }
static void remove_it(const char *name)
{
    unlink(scratch_path(name));
    assert_int_equal(symlink("/etc/hostname", scratch_path(name)), 0);
}
static void damage(const char *name)
{
    char text[70000];
    snprintf(text, sizeof text, "%s", scratch_read(name));
    memcpy(strstr(text, "某乙局"), "\xff\xff\xff", 3);
    scratch_write(name, text, 0600);
}
static void rewrite(const char *name, const struct form *form, const char *key, const char *value)
{
    struct draft *draft = form == &format_2021 ? make_texts("某乙局") : draft_new(form);
    set(draft, "report.unit", "某乙局");
    set(draft, "report.year", form == &format_2021 ? "2023" : "2020");
    if (strcmp(key, "empty") != 0)
        fill(draft, 100);
    if (*key && strcmp(key, "empty") != 0)
        draft_set(draft, draft_field(draft, key), value);
    write_draft(draft, name);
    draft_free(draft);
}
static void change_form(const char *name) { rewrite(name, &format_2019, "", ""); }
static void change_year(const char *name) { rewrite(name, &format_2021, "report.year", "2022"); }
static void leave_year_out(const char *name) { rewrite(name, &format_2021, "report.year", ""); }
static void change_unit(const char *name) { rewrite(name, &format_2021, "report.unit", "某甲局"); }
static void leave_unit_out(const char *name) { rewrite(name, &format_2021, "report.unit", " "); }
static void make_empty(const char *name) { rewrite(name, &format_2021, "empty", ""); }
static void upset_balance(const char *name)
{
    rewrite(name, &format_2021, "requests.received.business", "99999");
}
static void misstate_total(const char *name)
{
    rewrite(name, &format_2021, "requests.granted.total", "7");
}
static void write_words(const char *name)
{
    rewrite(name, &format_2021, "disclosure.licences", "12件");
}
static void leave_cell_blank(const char *name)
{
    rewrite(name, &format_2021, "disclosure.licences", "");
}
static void repeat_ordinal(const char *name)
{
    rewrite(name, &format_2021, "problems", "问题：一是甲；一是乙；一是丙；三是丁。加以改进。");
}
static void contradict_last_year(const char *name)
{
    struct draft *last = make_draft("某乙局");
    set(last, "report.year", "2022");
    set(last, "requests.carried_out.natural_person", "77777");
    write_draft(last, "last.ini");
    draft_free(last);
    rewrite(name, &format_2021, "report.previous", "../last.ini");
}
static void leave_alone(const char *name) { (void)name; }

static void every_problem_is_named(void **unused)
{
    (void)unused;
    static const struct {
        const char *what;
        void (*spoil)(const char *name);
        int kind; /* -1: none */
        enum rollup_effect effect;
        size_t n_counted; /* of three */
        const char *says;
    } rows[] = {
        {"nothing", leave_alone, -1, ROLLUP_NOTICE, 3, ""},
        {"cut", cut_in_half, ROLLUP_CUT, ROLLUP_LEAVES_OUT, 2, "不完整"},
        {"no draft", make_no_draft, ROLLUP_UNREADABLE, ROLLUP_LEAVES_OUT, 2, "不是年报草稿"},
        {"symlink", remove_it, ROLLUP_UNREADABLE, ROLLUP_LEAVES_OUT, 2, "读不出"},
        {"damaged", damage, ROLLUP_DAMAGED, ROLLUP_DOUBT, 3, "损坏"},
        {"other form", change_form, ROLLUP_FORMAT, ROLLUP_LEAVES_OUT, 2, "2019"},
        {"other year", change_year, ROLLUP_YEAR, ROLLUP_LEAVES_OUT, 2, "2022"},
        {"no year", leave_year_out, ROLLUP_YEAR, ROLLUP_LEAVES_OUT, 2, "没有写报告年度"},
        {"same unit", change_unit, ROLLUP_TWICE, ROLLUP_DOUBT, 3, "a.ini"},
        {"no unit", leave_unit_out, ROLLUP_UNNAMED, ROLLUP_DOUBT, 3, "机关全称"},
        {"no number", make_empty, ROLLUP_EMPTY, ROLLUP_DOUBT, 3, "一个数也没有"},
        {"balance", upset_balance, ROLLUP_ERRORS, ROLLUP_DOUBT, 3, "99999"},
        {"stated total", misstate_total, ROLLUP_ERRORS, ROLLUP_DOUBT, 3, "填 7，应为"},
        {"words", write_words, ROLLUP_ERRORS, ROLLUP_DOUBT, 3, "12件"},
        {"repeated ordinal, which is text", repeat_ordinal, -1, ROLLUP_NOTICE, 3, ""},
        {"last year", contradict_last_year, ROLLUP_ERRORS, ROLLUP_DOUBT, 3, "77777"},
        {"blank cell", leave_cell_blank, ROLLUP_BLANKS, ROLLUP_NOTICE, 3, "格空着"},
    };
    make_folder("three");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        static const char *const names[] = {"three/a.ini", "three/b.ini", "three/c.ini"};
        static const char *const units[] = {"某甲局", "某乙局", "某丙局"};
        for (int k = 0; k < 3; k++) {
            struct draft *draft = make_texts(units[k]);
            do
                fill(draft, 100);
            while (strcmp(draft_text(draft, draft_find(draft, "disclosure.licences")), "/") == 0);
            unlink(scratch_path(names[k]));
            write_draft(draft, names[k]);
            draft_free(draft);
        }
        rows[i].spoil(names[1]);
        struct draft_list list;
        struct rollup rollup;
        list_folder(&list, "three");
        rollup_run(&rollup, &list, &two_jobs);
        if (rollup_worst(&rollup) != rows[i].effect || rollup.n_counted != rows[i].n_counted)
            fail_msg("%s: effect %d, %zu counted; wanted %d and %zu", rows[i].what,
                     rollup_worst(&rollup), rollup.n_counted, rows[i].effect, rows[i].n_counted);
        bool is_named = rows[i].kind < 0;
        for (size_t k = 0; k < rollup.n_problems; k++)
            is_named |= (int)rollup.problems[k].kind == rows[i].kind &&
                        strstr(rollup.problems[k].text, rows[i].says) &&
                        strstr(rollup.problems[k].text, "b.ini");
        if (!is_named)
            fail_msg("%s: not named; first problem: %s", rows[i].what,
                     rollup.n_problems ? rollup.problems[0].text : "none");
        rollup_release(&rollup);
        draft_list_release(&list);
    }
}

static void a_draft_in_work_is_named(void **unused)
{
    (void)unused;
    struct draft *draft = make_draft("某甲局");
    struct safefile file = SAFEFILE_INIT;
    struct lock lock = LOCK_INIT;
    struct err err = {0};
    make_folder("locked");
    write_draft(draft, "locked/a.ini");
    draft_free(draft);
    assert_true(safefile_open(&file, scratch_path("locked/a.ini"), &err));
    for (int is_held = 1; is_held >= 0; is_held--) {
        if (is_held)
            assert_int_equal(lock_acquire(&lock, &file, NULL, &err), LOCK_OK);
        else
            lock_release(&lock);
        struct draft_list list;
        struct rollup rollup;
        list_folder(&list, "locked");
        assert_int_equal(list.n_files, 1);
        rollup_run(&rollup, &list, &two_jobs);
        assert_int_equal(rollup_n_of_kind(&rollup, ROLLUP_LOCKED), is_held);
        assert_int_equal(rollup.n_counted, 1);
        rollup_release(&rollup);
        draft_list_release(&list);
    }
    safefile_close(&file);
}

static void overflow_is_caught(void **unused)
{
    (void)unused;
    static const struct {
        const char *key, *text;
        size_t n_drafts;
        bool overflows;
        const char *sum;
    } rows[] = {
        {"disclosure.licences", "4611686018427387903", 2, false, "9223372036854775806"},
        {"disclosure.licences", "4611686018427387904", 2, true, ""},
        {"disclosure.licences", "9223372036854775807", 1, false, "9223372036854775807"},
        {"disclosure.licences", "9223372036854775807", 3, true, ""},
        {"disclosure.fees", "999999999999999999999999999999999999.5", 2, false,
         "1999999999999999999999999999999999999.0"},
        {"disclosure.fees", "9999999999999999999999999999999999999999", 2, true, ""},
        {"disclosure.fees", "0.10", 3, false, "0.30"},
        {"review.reconsideration.upheld", "4611686018427387904", 1, false, "4611686018427387904"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char name[60];
        snprintf(name, sizeof name, "big%zu", i);
        make_folder(name);
        for (size_t k = 0; k < rows[i].n_drafts; k++) {
            char unit[40];
            snprintf(unit, sizeof unit, "第%zu局", k);
            struct draft *draft = make_texts(unit);
            set(draft, rows[i].key, rows[i].text);
            snprintf(name, sizeof name, "big%zu/%zu.ini", i, k);
            write_draft(draft, name);
            draft_free(draft);
        }
        snprintf(name, sizeof name, "big%zu", i);
        struct draft_list list;
        struct rollup rollup;
        list_folder(&list, name);
        rollup_run(&rollup, &list, &two_jobs);
        if ((rollup_worst(&rollup) == ROLLUP_FATAL) != rows[i].overflows)
            fail_msg("row %zu: overflow %s", i, rows[i].overflows ? "not seen" : "seen");
        struct draft *sum = rollup_make_draft(&rollup, NULL, scratch);
        const char *text = draft_text(sum, draft_find(sum, rows[i].key));
        if (strcmp(text, rows[i].sum) != 0)
            fail_msg("row %zu: %s, wanted %s", i, text, rows[i].sum);
        draft_free(sum);
        rollup_release(&rollup);
        draft_list_release(&list);
    }
}

/* ---- rosters ---- */

static void roster_tells_missing_and_surplus(void **unused)
{
    (void)unused;
    static const char names[] = "# 应交单位\n某甲局\r\n　某丁局  \n\n某乙局\n某丁局\n";
    make_folder("units");
    for (int i = 0; i < 3; i++) {
        static const char *const units[] = {"某甲局", "某乙局", "某丙局"};
        static const char *const files[] = {"units/a.ini", "units/b.ini", "units/c.ini"};
        struct draft *draft = make_draft(units[i]);
        write_draft(draft, files[i]);
        draft_free(draft);
    }
    for (int is_gb = 0; is_gb < 2; is_gb++) {
        struct strbuf bytes = STRBUF_INIT;
        struct roster roster;
        struct err err = {0};
        struct draft_list list;
        struct rollup rollup;
        assert_true(encode_text(is_gb ? ENCODING_GB18030 : ENCODING_UTF8, ENCODE_STRICT, names,
                                strlen(names), &bytes, NULL, &err));
        assert_true(roster_parse(&roster, bytes.data, bytes.len, &err));
        assert_int_equal(roster.n_units, 3);
        list_folder(&list, "units");
        rollup_run(&rollup, &list, &(struct rollup_options){.n_jobs = 1, .roster = &roster});
        assert_int_equal(rollup.n_missing, 1);
        assert_int_equal(rollup.n_surplus, 1);
        assert_int_equal(rollup_worst(&rollup), ROLLUP_NOTICE);
        for (size_t i = 0; i < rollup.n_problems; i++) {
            const struct rollup_problem *problem = &rollup.problems[i];
            if (problem->kind == ROLLUP_MISSING)
                assert_non_null(strstr(problem->text, "某丁局"));
            if (problem->kind == ROLLUP_SURPLUS)
                assert_non_null(strstr(problem->text, "某丙局"));
        }
        rollup_release(&rollup);
        draft_list_release(&list);
        roster_release(&roster);
        strbuf_release(&bytes);
    }
    struct roster roster;
    struct err err = {0};
    assert_false(roster_parse(&roster, "\n# x\n", 5, &err));
    roster_release(&roster);
    assert_false(roster_parse(&roster, "\xff\xff\xff", 3, &err));
    roster_release(&roster);
}

/* As people save a list out of a spreadsheet: three units each time, the second of them 某乙局. */
static void rosters_of_spreadsheets_are_read(void **unused)
{
    (void)unused;
    static const char *const rosters[] = {
        "序号,单位\r\n1,某甲局\r\n2,某乙局\r\n3,某丙局\r\n",
        "序号\t单位名称\t联系人\r\n1\t某甲局\t张三\r\n2\t\"某乙局\"\t李四\r\n3\t某丙局\t\r\n\t\t\r\n",
        "2023年年报应交单位,,\n类别,机关全称,\n部门,某甲局,\n部门, 某乙局 ,\n乡镇,\"某丙局\",x\n,,\n",
        "某甲局\t1\n某乙局\t2\n某丙局\t3\n",
        "1,某甲局\n2,某乙局\n3,某丙局\n",
        "单位\n某甲局\n某乙局\n某丙局\n",
        "某甲局,,\n某乙局,,\n某丙局,,\n",
    };
    for (size_t i = 0; i < sizeof rosters / sizeof rosters[0]; i++) {
        struct roster roster;
        struct err err = {0};
        if (!roster_parse(&roster, rosters[i], strlen(rosters[i]), &err) || roster.n_units != 3 ||
            strcmp(roster.units[1], "某乙局") != 0)
            fail_msg("roster %zu: %zu units, the second <%s> %s", i, roster.n_units,
                     roster.n_units > 1 ? roster.units[1] : "", err.text);
        roster_release(&roster);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sum_equals_awk, scratch_setup, scratch_teardown),
        cmocka_unit_test(rosters_of_spreadsheets_are_read),
        cmocka_unit_test_setup_teardown(every_problem_is_named, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_draft_in_work_is_named, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(overflow_is_caught, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(roster_tells_missing_and_surplus, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
