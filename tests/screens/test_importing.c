/* SPDX-License-Identifier: MIT */
/* A printed report becomes a draft from the list of drafts; nothing is written before the operator
 * agrees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/screens/hostile.h"
#include "tests/screens/startlist.h"

#define IMPORT F10 "\033[B\033[B\033[B\r" /* the fourth line of the list's menu */

/* What the program prints of the sample, as NAME in the folder. */
static void print_sample(const char *name)
{
    char command[1000];
    snprintf(command, sizeof command, "%s print tests/drafts/sample-2023.ini >\"$DIR/%s\"",
             getenv("NIANBAO"), name);
    setenv("DIR", scratch, 1);
    assert_int_equal(system(command), 0);
}

static void test_print_becomes_draft(void **state)
{
    (void)state;
    print_sample("report.txt");
    struct vtscreen *vt = start_list();
    expect(vt, "还没有草稿");
    vtscreen_type(vt, IMPORT);
    expect(vt, "report.txt");
    expect(vt, "别处的文件");
    vtscreen_type(vt, "\r");
    expect(vt, "云岫县自然资源局，2023 年；填好 100%，错误 0");
    vtscreen_type(vt, "\033OP"); /* F1 */
    expect(vt, "现在什么都还没有写");
    vtscreen_type(vt, "\r");
    expect_gone(vt, "现在什么都还没有写");
    vtscreen_type(vt, "\r");
    expect(vt, "云岫县自然资源局-2023.ini");
    assert_int_not_equal(access(scratch_path("云岫县自然资源局-2023.ini"), F_OK), 0);
    vtscreen_type(vt, "\r");
    expect(vt, "导入的内容还没有保存");
    assert_int_not_equal(access(scratch_path("云岫县自然资源局-2023.ini"), F_OK), 0);
    vtscreen_type(vt, "\033[12~"); /* F2 */
    expect(vt, "已保存 /");
    const char *saved = scratch_read("云岫县自然资源局-2023.ini");
    assert_non_null(strstr(saved, "received = \"46, 9, 1, 0, 3, 1, 60\""));
    stop(vt);
}

static void test_esc_leaves_nothing(void **state)
{
    (void)state;
    print_sample("report.txt");
    struct vtscreen *vt = start_list();
    expect(vt, "还没有草稿");
    vtscreen_type(vt, IMPORT);
    expect(vt, "report.txt");
    vtscreen_type(vt, "\r");
    expect(vt, "填好 100%");
    vtscreen_type(vt, "\033");
    expect(vt, "还没有草稿");
    /* What is there already is not overwritten either. */
    scratch_write("a.ini", "mine", 0600);
    vtscreen_type(vt, IMPORT);
    expect(vt, "report.txt");
    vtscreen_type(vt, "\r");
    expect(vt, "填好 100%");
    vtscreen_type(vt, "\r");
    expect(vt, "云岫县自然资源局-2023.ini");
    vtscreen_type(vt, CLEAR "a.ini\r");
    expect(vt, "已经有这个文件了");
    vtscreen_type(vt, "\033");
    expect_gone(vt, "已经有这个文件了");
    assert_string_equal(scratch_read("a.ini"), "mine");
    stop(vt);
}

static void test_no_report_is_said(void **state)
{
    (void)state;
    scratch_write("a.txt", "%PDF-1.4\n", 0600);
    struct vtscreen *vt = start_list();
    expect(vt, "还没有草稿");
    vtscreen_type(vt, IMPORT);
    expect(vt, "a.txt");
    vtscreen_type(vt, "\r");
    expect(vt, "没有导入");
    vtscreen_type(vt, "\r");
    expect(vt, "别处的文件"); /* another one may be meant */
    vtscreen_type(vt, "2");
    expect(vt, "完整的路径");
    vtscreen_type(vt, "b.txt\r");
    expect(vt, "没有导入");
    stop(vt);
}

/* Name and content want to be obeyed by the terminal. */
static void test_hostile_report(void **state)
{
    (void)state;
    char text[3000];
    snprintf(text, sizeof text,
             "官庄\033[2J区政府信息公开工作年度报告\n一、总体情况\n\033]52;c;AAAA\007甲\u202e乙\n"
             "二、主动公开政府信息情况\n第九\033P项\t\033[6n\t三\n");
    scratch_write("\033]0;evil\007\u202e.txt", text, 0600);
    struct vtscreen *vt = start_list();
    struct strbuf sent = STRBUF_INIT;
    expect(vt, "还没有草稿");
    vtscreen_take_output(vt, &sent); /* with the questions to the terminal */
    strbuf_clear(&sent);
    vtscreen_type(vt, IMPORT);
    expect(vt, "<U+202E>.txt");
    vtscreen_type(vt, "\r");
    expect(vt, "不导入");
    vtscreen_type(vt, "\033[6~\033[6~\r");
    expect(vt, "草稿的文件名");
    vtscreen_type(vt, CLEAR "a\r");
    expect(vt, "没有保存");
    for (int section = 0; section < 3; section++)
        vtscreen_type(vt, "\033[19~"); /* F8 */
    vtscreen_settle(vt, 300);
    vtscreen_take_output(vt, &sent);
    hostile_expect_clean(&sent, "an import");
    strbuf_release(&sent);
    stop(vt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_print_becomes_draft, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_esc_leaves_nothing, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_no_report_is_said, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_hostile_report, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
