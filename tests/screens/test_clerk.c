/* SPDX-License-Identifier: MIT */
/* A clerk's day by keys: how many it takes, and a whole report from nothing to the printed page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/screens/startlist.h"

#define ESC   "\033"
#define F6    "\033[17~"
#define F8    "\033[19~"
#define ENTER "\r"
#define ZEROS "\002" /* ^B */
#define PRINT "\034" /* ^\ */

/* What a hand presses: a sequence of the terminal is one key, and so is a character. */
static int n_keys(const char *typed)
{
    int n = 0;
    for (const char *p = typed; *p; n++) {
        if (p[0] == '\033' && p[1] == '[') {
            p += 2 + strcspn(p + 2, "ABCDHF~") + 1;
            continue;
        }
        for (p++; ((unsigned char)*p & 0xc0) == 0x80; p++)
            ;
    }
    return n;
}

struct step {
    const char *keys, *wait;
};

/* Returns the keys it took. */
static int walk(struct vtscreen *vt, const struct step *steps)
{
    int n = 0;
    for (const struct step *step = steps; step->keys; step++) {
        vtscreen_type(vt, step->keys);
        n += n_keys(step->keys);
        expect(vt, step->wait);
    }
    return n;
}

static struct vtscreen *start_draft(void)
{
    char path[200];
    snprintf(path, sizeof path, "%s", scratch_path("a.ini"));
    return start_program(path);
}

static void make_new(const char *options)
{
    char command[600];
    snprintf(command, sizeof command,
             "%s new %s/a.ini --unit=青石县水务局 --year=2023 %s >/dev/null", getenv("NIANBAO"),
             scratch, options);
    assert_int_equal(system(command), 0);
}

static void test_tables_of_zeros(void **state)
{
    (void)state;
    make_new("");
    struct vtscreen *vt = start_draft();
    static const struct step steps[] = {
        {F6 "2", "还有 10 格没有填"},
        {ZEROS, "填了 10 个 0"},
        {ZEROS, "别的表还有 156 个空格"},
        {ENTER, "填了 156 个 0"},
        {NULL, NULL},
    };
    expect(vt, "机关全称");
    assert_true(walk(vt, steps) <= 6);
    stop(vt);
}

/* Figures like those of a county with a few dozen requests, row by row as they are typed. */
static const char table2[] = "0 0 0 3 1 25 356 41 0 12.5";
static const char table3[] = "78 12 0 1 3 2 "
                             "5 1 0 0 0 0 "
                             "30 4 0 1 1 1 "
                             "11 2 0 0 0 0 "
                             "0 0 0 0 0 0 2 0 0 0 0 0 0 0 0 0 0 0 3 1 0 0 0 0 "
                             "1 0 0 0 0 0 2 0 0 0 0 0 1 0 0 0 0 0 4 1 0 0 1 0 "
                             "12 3 0 0 1 1 1 0 0 0 0 0 2 0 0 0 0 0 "
                             "3 0 0 0 0 0 2 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 "
                             "2 1 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 "
                             "5 1 0 0 0 0";
static const char table4[] = "2 0 0 1 0 0 0 0 1 0 0 0";

/* Types a table's numbers, each with Enter; counts digits and cells. */
static void type_table(struct vtscreen *vt, const char *numbers, int *n_typed, int *n_needed)
{
    for (const char *p = numbers; *p;) {
        char number[16];
        int len = (int)strcspn(p, " ");
        snprintf(number, sizeof number, "%.*s\r", len, p);
        vtscreen_type(vt, number);
        *n_typed += len + 1;
        *n_needed += len + 1;
        p += len + (p[len] == ' ');
    }
}

static void type_tables(struct vtscreen *vt, int *n_typed, int *n_needed)
{
    type_table(vt, table2, n_typed, n_needed);
    expect(vt, "表二 填完：10 格");
    vtscreen_type(vt, ENTER);
    expect(vt, "还有 144 格没有填");
    type_table(vt, table3, n_typed, n_needed);
    expect(vt, "表三 填完：144 格，7 列相符");
    vtscreen_type(vt, ENTER);
    expect(vt, "还有 12 格没有填");
    type_table(vt, table4, n_typed, n_needed);
    expect(vt, "表四 填完：12 格");
    *n_typed += 2;
}

static void test_tables_of_a_county(void **state)
{
    (void)state;
    int n_typed = n_keys(F6 "2"), n_needed = 0;
    make_new("");
    struct vtscreen *vt = start_draft();
    expect(vt, "机关全称");
    vtscreen_type(vt, F6 "2");
    expect(vt, "还有 10 格没有填");
    type_tables(vt, &n_typed, &n_needed);
    assert_true(n_typed <= n_needed + 10);
    stop(vt);
}

static void copy_sample(const char *name)
{
    char command[200];
    snprintf(command, sizeof command, "cp tests/drafts/sample-2023.ini %s/%s", scratch, name);
    assert_int_equal(system(command), 0);
}

static void test_print_to_a_file(void **state)
{
    (void)state;
    copy_sample("a.ini");
    char *here = getcwd(NULL, 0);
    assert_int_equal(chdir(scratch), 0); /* where the file is proposed to go */
    struct vtscreen *vt = start_draft();
    assert_int_equal(chdir(here), 0);
    free(here);
    static const struct step steps[] = {
        {PRINT, "共 4 页"}, {ENTER, "文件名："}, {ENTER, "已写到"}, {NULL, NULL}};
    expect(vt, "机关全称");
    assert_true(walk(vt, steps) <= 4);
    stop(vt);
    assert_int_equal(access(scratch_path("云岫县自然资源局-2023.txt"), F_OK), 0);
}

static void test_next_year(void **state)
{
    (void)state;
    copy_sample("a.ini");
    struct vtscreen *vt = start_list();
    static const struct step steps[] = {{"\033[21~", "以这份为上年报告"},
                                        {"3", "草稿的文件名"},
                                        {ENTER, "云岫县自然资源局  2024 年"},
                                        {NULL, NULL}};
    expect(vt, "a.ini");
    assert_true(walk(vt, steps) <= 4);
    stop(vt);
}

/* ---- a whole report ---- */

static const struct step cover_steps[] = {
    {ENTER, "机关全称（与公章一致）"},
    {" 青石县水务局　" ENTER, "报告哪一年"},
    {"\025"
     "2023" ENTER,
     "青石县水务局-2023.ini"},
    {ENTER, "与公章一致。标题"},
    {ENTER ENTER, "落款日期，例如"},
    {"2024年1月18日" ENTER, "2024-01-18"},
    {"青石县河滨路3号" ENTER "311800" ENTER "0400-5550199" ENTER, "可以不填"},
    {"nb＠qsshuiwu。example" ENTER, "nb@qsshuiwu.example"},
    {"http://qsshuiwu.example/nb" ENTER, "前言 空"},
    {"根据《中华人民共和国政府信息公开条例》和国务院办公厅政府信息与政务公开办公室印发的格式，青石县水务局编制了2023年政府信息公开工作年度报告。本报告统计期限为2023年1月1日至2023年12月31日。",
     "12月31日。"},
    {F8, "一、总体情况 空"},
    {"2023年，青石县水务局把供水、河道、水库三类信息作为公开的重点。" ENTER
     "（一）主动公开情况。在县政府网站公开信息356条，制发行政规范性文件3件，废止1件。" ENTER
     "（二）依申请公开情况。本年新收政府信息公开申请96件，上年结转6件，均依法办理。" ENTER
     "（三）政府信息管理情况。公文印发之前一并确定公开属性。" ENTER
     "（四）平台建设情况。专栏按河道、水库、供水三类整理。" ENTER
     "（五）监督保障情况。全年组织一次培训，没有需要追究责任的情形。",
     "情形。"},
    {F8, "还有 10 格没有填"},
    {NULL, NULL},
};
static const struct step text_steps[] = {
    {ENTER, "五、存在的主要问题及改进情况 空"},
    {"一是水质信息的解读偏少。二是答复告知书的文字不够通俗。" ENTER
     "下一步，一是每季度配一张图解。二是请窗口人员试读以后再发出。",
     "再发出。"},
    {F8, "六、其他需要报告的事项 空"},
    {"2023年没有发出收费通知，收取信息处理费0元。", "费0元。"},
    {F8, "各节都填了"},
    {NULL, NULL},
};

/* The paper as it was when somebody read it last. */
static void expect_paper(const char *path, const char *golden)
{
    char command[700];
    snprintf(command, sizeof command, getenv("GENERATE") ? "cp %s %s" : "diff -u %2$s %1$s >&2",
             path, golden);
    assert_int_equal(system(command), 0);
}

static void test_whole_report(void **state)
{
    (void)state;
    int n_typed = 0, n_needed = 0;
    struct vtscreen *vt = start_list();
    expect(vt, "这里还没有草稿");
    walk(vt, cover_steps);
    type_tables(vt, &n_typed, &n_needed);
    walk(vt, text_steps);
    vtscreen_type(vt, ENTER);
    expect(vt, "给哪里用");
    vtscreen_type(vt, ENTER);
    expect(vt, "文件名：");
    vtscreen_type(vt, "\025");
    vtscreen_type(vt, scratch_path("paper.txt"));
    vtscreen_type(vt, ENTER);
    expect(vt, "已写到");
    stop(vt);
    expect_paper(scratch_path("paper.txt"), "tests/reports/clerk-2023.txt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_tables_of_zeros, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_tables_of_a_county, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_print_to_a_file, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_next_year, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_whole_report, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("clerk", tests, NULL, NULL);
}
