/* SPDX-License-Identifier: MIT */
/* The register of requests counted in the editor: asked about, shown, filled in, looked behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/screens/startlist.h"

#define COUNT   F10 "36" /* 从台账统计 */
#define SECTION "\033[19~"
#define GO_TO   "\033[17~"

static const char register_text[] = "编号,申请人,收到日期,申请人类型,处理结果,答复日期\n"
                                    "甲-1,欧阳某某,2025-03-04,公民,不予公开,2025-03-20\n"
                                    "甲-2,欧阳某某,2025-03-05,公民,公开,2025-03-20\n"
                                    "甲-3,欧阳某某,2025-03-06,公司,不予公开,2025-03-21\n";

static struct vtscreen *open_draft(void)
{
    char command[700], path[400];
    snprintf(path, sizeof path, "%s", scratch_path("a.ini"));
    if (access(path, F_OK) != 0) {
        snprintf(command, sizeof command, "%s new \"%s\" --unit=云岫县水务局 --year=2025",
                 getenv("NIANBAO"), path);
        assert_int_equal(system(command), 0);
    }
    struct vtscreen *vt = start_program(path);
    expect(vt, "云岫县水务局  2025 年");
    return vt;
}

static void count_it(struct vtscreen *vt)
{
    vtscreen_type(vt, COUNT);
    expect(vt, "依申请公开台账：CSV");
    vtscreen_type(vt, "1");
}

static void from_the_register_to_the_requests_behind_a_number(void **state)
{
    (void)state;
    scratch_write("a.csv", register_text, 0600);
    struct vtscreen *vt = open_draft();
    count_it(vt);
    expect(vt, "有 2 件写的是“不予公开”");
    vtscreen_type(vt, "5"); /* 5.属于三类内部事务信息 */
    expect(vt, "计入 2025 年的 3 件");
    expect(vt, "5.属于三类内部事务信息 商业企业：空 → 1");
    expect(vt, "空着的 139 格填 0");
    expect(vt, "本机关新收政府信息公开申请3件");
    vtscreen_type(vt, "\r");
    expect(vt, "已按台账填好 144 格");
    vtscreen_type(vt, SECTION SECTION SECTION SECTION);
    expect(vt, "本列相符：本年新收 2");
    vtscreen_type(vt, "\r"); /* behind 本年新收 × 自然人 */
    expect(vt, "共 2 件");
    expect(vt, "编号 甲-2  收到 2025-03-05  答复 2025-03-20");
    vtscreen_type(vt, "\033");
    expect(vt, "本列相符");
    vtscreen_type(vt, "\032"); /* ^Z */
    expect(vt, "撤销：从台账统计");
    expect(vt, "本列还缺");
    vtscreen_type(vt, "\031\033[12~");
    expect(vt, "已保存 /");
    stop(vt);
    const char *saved = scratch_read("a.ini");
    assert_non_null(strstr(saved, "refused.internal_affairs = \"1, 1, 0, 0, 0, 0, 2\""));
    assert_non_null(strstr(saved, "path = \"a.csv\""));
    assert_null(strstr(saved, "欧阳"));
    assert_null(strstr(scratch_read("台账用语.txt"), "欧阳"));

    /* The register goes on: the draft says so, asks nothing again, and keeps what was typed. */
    char more[1000];
    snprintf(more, sizeof more, "%s%s", register_text,
             "甲-4,欧阳某某,2025-04-06,高校,不予公开,2025-04-21\n");
    scratch_write("a.csv", more, 0600);
    vt = open_draft();
    expect(vt, "台账“a.csv”在统计以后改过");
    vtscreen_type(vt, GO_TO "3\033[5~\033[5~\033[H9\033[B\033[A"); /* 本年新收 × 自然人 */
    expect(vt, "9 + 上年结转");
    count_it(vt);
    expect(vt, "自然人：手工改成了 9，台账是");
    expect(vt, "一、本年新收政府信息公开申请数量 科研机构：0 → 1");
    vtscreen_type(vt, "\033");
    expect_gone(vt, "手工改成了");
    stop(vt);
}

static void what_is_doubtful_is_shown_and_esc_leaves_all_as_it_is(void **state)
{
    (void)state;
    scratch_write("a.csv",
                  "编号,收到日期,申请人类型,处理结果,答复日期\n"
                  "1,2025-13-04,公民,公开,2025-03-20\n2,2025-03-05,公民,公开,2025-03-20\n",
                  0600);
    struct vtscreen *vt = open_draft();
    count_it(vt);
    expect(vt, "没有计入");
    expect(vt, "第 2 行（编号 1）：收到日期“2025-13-04”不是日期");
    vtscreen_type(vt, "\033");
    expect_gone(vt, "没有计入");
    vtscreen_type(vt, SECTION SECTION SECTION SECTION);
    expect(vt, "本列还缺");
    stop(vt);

    scratch_write("a.csv", "什么,都,不是\n", 0600);
    vt = open_draft();
    count_it(vt);
    expect(vt, "没有找到表头");
    stop(vt);
}

int main(void)
{
    if (!getenv("NIANBAO")) {
        puts("skip: NIANBAO names no program");
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(from_the_register_to_the_requests_behind_a_number,
                                        scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(what_is_doubtful_is_shown_and_esc_leaves_all_as_it_is,
                                        scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
