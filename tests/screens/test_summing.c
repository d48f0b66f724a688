/* SPDX-License-Identifier: MIT */
/* The drafts of a folder are added up from the list of drafts; nothing is written before the
 * operator agrees. */
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

#define SUM F10 "6" /* the sixth line of the list's menu */

/* Two units, the second's draft with an error where is_wrong; a list of three units. */
static void make_towns(bool is_wrong)
{
    char command[2000];
    snprintf(
        command, sizeof command,
        "mkdir -p %s/towns && for u in 东门镇 西门镇; do sed -e '/^keys = /d' -e '/^crc = /d' -e \"s/^unit = .*/unit = \\\"$u\\\"/\""
        " tests/drafts/sample-2023.ini >%s/towns/$u.ini; done; printf '东门镇\\n西门镇\\n南门镇\\n' >%s/list.txt;"
        " if %s; then sed -i 's/^carried_out = \"3,/carried_out = \"8,/' %s/towns/西门镇.ini; fi",
        scratch, scratch, scratch, is_wrong ? "true" : "false", scratch);
    assert_int_equal(system(command), 0);
}

/* Up to the page that says what was found. */
static void answer_questions(struct vtscreen *vt, const char *roster_key)
{
    vtscreen_type(vt, SUM);
    expect(vt, "不进下一层文件夹");
    vtscreen_type(vt, CLEAR "nowhere\r");
    expect(vt, "没有这个文件夹");
    vtscreen_type(vt, CLEAR "towns\r");
    expect(vt, "没有名单");
    vtscreen_type(vt, roster_key);
    expect(vt, "只换数字");
    vtscreen_type(vt, "\r"); /* 汇总.ini */
    expect(vt, "F1 说明   ↑↓");
}

static void test_sum_and_again(void **state)
{
    (void)state;
    make_towns(false);
    struct vtscreen *vt = start_list();
    expect(vt, "还没有草稿");
    answer_questions(vt, "2"); /* list.txt */
    expect(vt, "汇总：没有问题");
    expect(vt, "名单上 3 个单位，没有计入的 1 个");
    expect(vt, "南门镇：名单里有");
    assert_int_not_equal(access(scratch_path("汇总.ini"), F_OK), 0);
    vtscreen_type(vt, "\033OP"); /* F1 */
    expect(vt, "不妨碍汇总");
    vtscreen_type(vt, "\r");
    expect_gone(vt, "不妨碍汇总");
    vtscreen_type(vt, "\r");
    expect(vt, "已汇总 2 个单位，2023 年");
    assert_non_null(strstr(scratch_read("汇总.ini"), "licences = \"824\""));
    vtscreen_type(vt, "云岫县");
    vtscreen_type(vt, "\033[12~"); /* F2 */
    expect(vt, "已保存 /");
    vtscreen_type(vt, F10 "\033[B\033[B\033[B\033[B\033[B\r"); /* back to the list */
    expect(vt, "草稿列表");
    /* Only the numbers are made anew. */
    char command[400];
    snprintf(command, sizeof command,
             "sed -i 's/^licences = .*/licences = \"413\"/' %s/towns/东门镇.ini", scratch);
    assert_int_equal(system(command), 0);
    answer_questions(vt, "1");
    expect(vt, "已有的汇总，只换数字）");
    vtscreen_type(vt, "\r");
    expect(vt, "已汇总 2 个单位");
    const char *sum = scratch_read("汇总.ini");
    assert_non_null(strstr(sum, "licences = \"825\""));
    assert_non_null(strstr(sum, "unit = \"云岫县\""));
    stop(vt);
}

static void test_problems_stop_it(void **state)
{
    (void)state;
    make_towns(true);
    struct vtscreen *vt = start_list();
    expect(vt, "还没有草稿");
    answer_questions(vt, "1");
    expect(vt, "有问题要先处理");
    expect(vt, "西门镇.ini");
    vtscreen_type(vt, "\r");
    expect(vt, "照样汇总吗");
    vtscreen_type(vt, "\r"); /* no */
    expect_gone(vt, "照样汇总吗");
    assert_int_not_equal(access(scratch_path("汇总.ini"), F_OK), 0);
    answer_questions(vt, "1");
    vtscreen_type(vt, "\r");
    expect(vt, "照样汇总吗");
    vtscreen_type(vt, "1");
    expect(vt, "已汇总 2 个单位");
    stop(vt);
}

/* A draft that is no sum keeps its name; a folder without drafts gives none. */
static void test_nothing_is_overwritten(void **state)
{
    (void)state;
    make_towns(false);
    char command[400];
    snprintf(command, sizeof command, "cp %s/towns/东门镇.ini %s/a.ini && mkdir %s/empty", scratch,
             scratch, scratch);
    assert_int_equal(system(command), 0);
    struct vtscreen *vt = start_list();
    expect(vt, "100%");
    vtscreen_type(vt, SUM);
    expect(vt, "不进下一层文件夹");
    vtscreen_type(vt, CLEAR "empty\r");
    expect(vt, "没有名单");
    vtscreen_type(vt, "1");
    expect(vt, "只换数字");
    vtscreen_type(vt, CLEAR "a.ini\r");
    expect(vt, "而且不是汇总");
    vtscreen_type(vt, CLEAR "b\r");
    expect(vt, "没有一份草稿可以汇总");
    vtscreen_type(vt, "\r"); /* does nothing there */
    vtscreen_type(vt, "\033");
    expect(vt, "100%");
    assert_int_not_equal(access(scratch_path("b.ini"), F_OK), 0);
    stop(vt);
}

/* Names of units and files, and a list of units, that a terminal would obey. */
static void test_hostile_towns(void **state)
{
    (void)state;
    struct strbuf sent = STRBUF_INIT;
    static const char unit[] =
        "[report]\nformat = \"2021\"\nunit = \"甲\302\20331m\u202e&#x1b;]0;x&#x07;镇\"\nyear = \"2023\"\n"
        "[end]\ncomplete = \"1\"\n";
    mkdir(scratch_path("towns"), 0700);
    scratch_write("towns/\033]0;x\007.ini", unit, 0600);
    scratch_write("towns/\xff\xfe.ini", unit, 0600);
    scratch_write("\033[2J.txt", "乙\033]52;c;AAAA\007镇\n", 0600);
    struct vtscreen *vt = start_list();
    expect(vt, "还没有草稿");
    vtscreen_take_output(vt, &sent); /* with the questions to the terminal */
    strbuf_clear(&sent);
    answer_questions(vt, "2");
    expect(vt, "有问题要先处理");
    vtscreen_type(vt, "\r");
    expect(vt, "照样汇总吗");
    vtscreen_type(vt, "1");
    expect(vt, "已汇总 2 个单位");
    vtscreen_type(vt, "\033[20~"); /* F9 */
    vtscreen_settle(vt, 300);
    vtscreen_take_output(vt, &sent);
    hostile_expect_clean(&sent, "a sum");
    strbuf_release(&sent);
    stop(vt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_sum_and_again, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_problems_stop_it, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_hostile_towns, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_nothing_is_overwritten, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
