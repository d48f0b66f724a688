/* SPDX-License-Identifier: MIT */
/* F9: errors first, which one of how many, where it was left, what is explained folded, remarks of
 * an import confirmed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/screens/startlist.h"

#define F4   "\033OS"
#define F5   "\033[15~"
#define F6   "\033[17~"
#define F9   "\033[20~"
#define DOWN "\033[B"

static struct vtscreen *open_edited(const char *edits)
{
    char command[900], path[400];
    snprintf(path, sizeof path, "%s", scratch_path("a.ini"));
    snprintf(command, sizeof command,
             "sed '/^keys = /d; /^crc = /d; %s' tests/drafts/sample-2023.ini >\"%s\"", edits, path);
    assert_int_equal(system(command), 0);
    struct vtscreen *vt = start_program(path);
    expect(vt, "机关全称");
    return vt;
}

static void errors_stand_first_and_the_place_is_kept(void **state)
{
    (void)state;
    struct vtscreen *vt = open_edited("s/^postcode = .*/postcode = \"123\"/; "
                                      "s/^carried_out = .*/carried_out = \"8, 1, 0, 0, 0, 0, 9\"/; "
                                      "s/^phone = .*/phone = \"1\"/");
    vtscreen_type(vt, F9);
    expect(vt, "第 1 条 共 3 条");
    expect(vt, "错误！ 三 >");
    vtscreen_type(vt, DOWN DOWN);
    expect(vt, "第 3 条 共 3 条");
    vtscreen_type(vt, "\r"); /* to the place, and back */
    expect_gone(vt, "第 3 条");
    vtscreen_type(vt, F9);
    expect(vt, "第 3 条 共 3 条");
    stop(vt);
}

static void what_is_explained_is_folded(void **state)
{
    (void)state;
    struct vtscreen *vt = open_edited("s/^postcode = .*/postcode = \"123\"/");
    vtscreen_type(vt, F9);
    expect(vt, "邮政编码“123”不是六位数字");
    vtscreen_type(vt, F4);
    expect(vt, "请写明理由");
    vtscreen_type(vt, "老编码\r");
    expect(vt, "已说明的 1 条，按 Enter 展开");
    expect_gone(vt, "不是六位数字");
    vtscreen_type(vt, "\r");
    expect(vt, "已说明的 1 条都在上面");
    expect(vt, "不是六位数字");
    stop(vt);
}

static void remarks_of_an_import_are_confirmed(void **state)
{
    (void)state;
    char command[900];
    scratch_write("r.txt",
                  "云岫县水务局政府信息公开工作年度报告\n一、总体情况\n2022年，我局更新目录。\n"
                  "二、主动公开政府信息情况\n规章\t0\t0\t0\n三、收到和处理政府信息公开申请情况\n"
                  "四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0\n",
                  0600);
    snprintf(command, sizeof command,
             "cd \"%s\" && \"%s\" import r.txt -o a.ini >said 2>&1 && grep -q I-YEAR said", scratch,
             getenv("NIANBAO"));
    assert_int_equal(system(command), 0);
    char path[400];
    snprintf(path, sizeof path, "%s", scratch_path("a.ini"));
    struct vtscreen *vt = start_program(path);
    expect(vt, "机关全称");
    vtscreen_type(vt, F9);
    expect(vt, "条 共");
    vtscreen_type(vt, "\033[F"); /* End */
    expect(vt, "导入");
    vtscreen_type(vt, F6);
    expect(vt, "按 Enter 展开");
    expect_gone(vt, " 导入 ");
    vtscreen_type(vt, "\033");
    expect_gone(vt, "检查结果");
    vtscreen_type(vt, "\032");
    expect(vt, "撤销：核对导入的提醒");
    stop(vt);
}

int main(void)
{
    if (!getenv("NIANBAO")) {
        puts("skip: NIANBAO names no program");
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(errors_stand_first_and_the_place_is_kept, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(what_is_explained_is_folded, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(remarks_of_an_import_are_confirmed, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
