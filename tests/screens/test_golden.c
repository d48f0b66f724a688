/* SPDX-License-Identifier: MIT */
/* Golden screens: each kind of screen, on 80x24 and 132x50, of the real program on a terminal.
 * GENERATE=1 writes them anew; look at the difference before you commit it. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "locale/strbuf.h"
#include "tests/screens/vtscreen.h"

#define F1    "\033OP"
#define F3    "\033OR"
#define F4    "\033OS"
#define F6    "\033[17~"
#define F7    "\033[18~"
#define F8    "\033[19~"
#define F9    "\033[20~"
#define F10   "\033[21~"
#define ESC   "\033"
#define ENTER "\r"
#define DOWN  "\033[B"
#define PGDN  "\033[6~"

/* One for each run; the start list shows its name, which the golden screens have as another one of
 * the same width. */
static char folder[] = "/tmp/nianbao-golden-gXXXXXX";
static const char folder_shown[] = "/tmp/nianbao-golden-screens";

enum { WAIT_MS = 10000, QUIET_MS = 500 };

static const char *program(void)
{
    const char *path = getenv("NIANBAO");
    return path ? path : "build/gcc/nianbao";
}

static void __attribute__((format(printf, 1, 2))) shell(const char *format, ...)
{
    struct strbuf command = STRBUF_INIT;
    va_list args;
    va_start(args, format);
    strbuf_vaddf(&command, format, args);
    va_end(args);
    assert_int_equal(system(command.data), 0);
    strbuf_release(&command);
}

/* A folder with the sample, and with a draft that has errors. Their times are fixed: the screens
 * show them. */
static void make_folder(void)
{
    shell("rm -rf %s/* && mkdir -p %s/drafts %s/home", folder, folder, folder);
    shell("cp tests/drafts/sample-2023.ini %s/drafts/sample-2023.ini", folder);
    shell(
        "sed -e '/^requests\\|^\\[/b' -e 's/^carried_out = \"3,/carried_out = \"8,/' -e 's/三是/二是/' "
        "tests/drafts/sample-2023.ini >%s/drafts/wrong-2023.ini",
        folder);
    shell(
        "printf '[report]\\nformat = \"2019\"\\nunit = \"云岫县自然资源局\"\\nyear = \"2023\"\\n[disclosure]\\nprocurement = \"6, 251000元\"\\n"
        "[requests]\\n[review]\\n[overview]\\n[problems]\\n[other]\\n[end]\\ncomplete = \"1\"\\n' >%s/old.ini",
        folder);
    shell("%s new %s/next.ini --from=%s/drafts/sample-2023.ini", program(), folder, folder);
    shell("touch -d '2025-01-18 16:02:00 +0800' %s/next.ini", folder);
    shell("touch -d '2024-01-18 16:02:00 +0800' %s/old.ini %s/drafts/*.ini", folder, folder);
}

static struct vtscreen *start(int n_rows, int n_cols, const char *file)
{
    char home[128], path[4096], command[8192];
    snprintf(home, sizeof home, "HOME=%s/home", folder);
    assert_non_null(realpath(program(), path));
    snprintf(command, sizeof command, "cd %s/drafts && exec %s %s", folder, path, file);
    const char *const argv[] = {"/bin/sh", "-c", command, NULL};
    const char *const env[] = {home, "TZ=Asia/Shanghai", "NO_COLOR=1", NULL};
    struct vtscreen *vt = vtscreen_new(n_rows, n_cols, ENCODING_UTF8, 1);
    vtscreen_show_as(vt, folder, folder_shown);
    vtscreen_spawn(vt, argv, env);
    return vt;
}

struct step {
    const char *keys; /* NULL ends */
    const char *wait; /* what stands on the screen then */
    const char *name; /* golden screen; NULL: only passed through */
};

static void walk(int n_rows, int n_cols, const char *file, const char *first,
                 const struct step *steps)
{
    int n_wrong = 0;
    make_folder();
    struct vtscreen *vt = start(n_rows, n_cols, file);
    if (!vtscreen_wait_text(vt, first, WAIT_MS))
        fail_msg("%dx%d %s: “%s” does not appear", n_cols, n_rows, file, first);
    for (const struct step *step = steps; step->keys; step++) {
        char name[128];
        vtscreen_type_bytes(vt, step->keys, strlen(step->keys));
        if (!vtscreen_wait_text(vt, step->wait, WAIT_MS)) {
            struct strbuf screen = STRBUF_INIT;
            vtscreen_add_text(vt, &screen);
            fail_msg("%dx%d: “%s” does not appear:\n%s", n_cols, n_rows, step->wait, screen.data);
        }
        vtscreen_settle(vt, QUIET_MS);
        snprintf(name, sizeof name, "%s-%dx%d", step->name ? step->name : "", n_cols, n_rows);
        n_wrong += step->name && !vtscreen_matches(vt, name);
    }
    vtscreen_free(vt);
    assert_int_equal(n_wrong, 0);
}

static const struct step sample_steps[] = {
    {"", "机关全称", "cover"},
    {F8, "前言", "preface"},
    {F8, "1000 字", "overview"},
    {F8, "规章", "table2"},
    {F8, "一、本年新收", "table3"},
    {DOWN DOWN DOWN DOWN DOWN "\t", "商业企业", "table3-cell"},
    {"1+", "1+", "table3-typing"},
    {"2+5+30+4", "1+2+5+30+4", "table3-formula"},
    {ESC, "Esc：再按 0-9", "esc"},
    {ESC, "第 6 行", NULL},
    {F10 "\033[F\r", "三种按法", "keys"},
    {ESC, "第 6 行", NULL},
    {F1, "怎样填", "help"},
    {ENTER, "第 6 行", NULL},
    {F4, "备注印在数字后面", "remark"},
    {ESC, "第 6 行", NULL},
    {"\033[200~1\t2\n3\t4件\n\033[201~", "会改动", "paste"},
    {DOWN ENTER, "不能填", "paste-preview"},
    {ENTER, "会改动", NULL},
    {ESC, "第 6 行", NULL},
    {F8, "行政复议", "table4"},
    {PGDN "\033[F\033[D" ENTER, "填完", "card"},
    {"\033[A", "行政复议", NULL},
    {F8, "五、存在", "problems"},
    {F6, "转到", "goto"},
    {ESC, "五、存在", NULL},
    {F10, "菜单", "menu"},
    {PGDN, "第 9-16 项", "menu-page"},
    {ESC, "五、存在", NULL},
    {F9, "没有发现问题", "check-clean"},
    {F6 "6", "六、其他", NULL},
    {F8, "报告填完了", "end"},
    {NULL, NULL, NULL},
};

static const struct step wrong_steps[] = {
    {F9, "检查结果", "findings"},
    {DOWN, "错误！ 三 >  表三 四、结转",
     NULL}, /* the next finding, not the next line of the first one */
    {F1, "以后就是“已说明”", "findings-help"},
    {ENTER, "检查结果", NULL},
    {F4, "不能用理由", NULL},
    {ESC, "检查结果", NULL},
    {ESC, "机关全称", NULL},
    {F3, "1/", "problem"},
    {F10 DOWN ENTER, "预览", "preview"},
    {PGDN PGDN PGDN, "预览", "preview-table"},
    {ESC, "封面", NULL},
    {F10 DOWN DOWN ENTER, "草稿", "print-refused"},
    {ESC, "封面", NULL},
    {F10 "15", "别处的文件", NULL},
    {"1", "处不同", "compare"},
    {DOWN ENTER, "3 → 8", "compared"},
    {NULL, NULL, NULL},
};

static const struct step list_steps[] = {
    {"", "sample-2023.ini", "list"},
    {F10, "新建草稿", "list-menu"},
    {"2", "机关全称", NULL},
    {"甲局" ENTER, "报告哪一年", NULL},
    {"\177" ENTER, "不是报告年度", NULL},
    {"2023" ENTER, "文件名", NULL},
    {ESC, "sample-2023.ini", NULL},
    {NULL, NULL, NULL},
};

static void test_screens_80x24(void **state)
{
    (void)state;
    walk(24, 80, "sample-2023.ini", "机关全称", sample_steps);
}

static void test_screens_132x50(void **state)
{
    (void)state;
    walk(50, 132, "sample-2023.ini", "机关全称", sample_steps);
}

static void test_findings_80x24(void **state)
{
    (void)state;
    walk(24, 80, "wrong-2023.ini", "机关全称", wrong_steps);
}

static void test_findings_132x50(void **state)
{
    (void)state;
    walk(50, 132, "wrong-2023.ini", "机关全称", wrong_steps);
}

static void test_list(void **state)
{
    (void)state;
    walk(24, 80, "", "草稿列表", list_steps);
    walk(50, 132, "", "草稿列表", list_steps);
    static const struct step narrow_steps[] = {
        {"", "sample-2023.ini", "list"}, {ENTER, "机关全称", "cover"}, {NULL, NULL, NULL}};
    walk(16, 60, "", "草稿列表", narrow_steps);
}

/* A report of 2023 in the form of 2019: what fits goes on in the form in force, what does not is
 * listed. */
static void test_old_form(void **state)
{
    (void)state;
    static const struct step steps[] = {
        {"", "格式已经过时", "old-form"},
        {ENTER, "没有位置", "old-form-losses"},
        {ENTER, "机关全称", NULL},
        {NULL, NULL, NULL},
    };
    walk(24, 80, "../old.ini", "格式已经过时", steps);
}

/* A draft made from last year's: the carried number says where it is from, sentences that are still
 * last year's are marked. */
static void test_made_from_last_year(void **state)
{
    (void)state;
    static const struct step steps[] = {
        {F8 F8, "上年报告的原文", "copied"},
        {F8 F8 DOWN, "取自上年报告", "carried"},
        {NULL, NULL, NULL},
    };
    walk(24, 80, "../next.ini", "机关全称", steps);
}

static void test_too_small(void **state)
{
    (void)state;
    static const struct step steps[] = {{"", "窗口太小", "too-small"}, {NULL, NULL, NULL}};
    walk(10, 50, "sample-2023.ini", "窗口太小", steps);
}

/* A menu waits as well: neither drawn over what is needed nor used unseen. */
static void test_too_small_for_a_menu(void **state)
{
    (void)state;
    make_folder();
    struct vtscreen *vt = start(24, 80, "sample-2023.ini");
    assert_true(vtscreen_wait_text(vt, "机关全称", WAIT_MS));
    vtscreen_type(vt, F10);
    assert_true(vtscreen_wait_text(vt, ">11 文件 保存", WAIT_MS));
    vtscreen_resize(vt, 10, 40);
    assert_true(vtscreen_wait_text(vt, "窗口太小", WAIT_MS));
    struct strbuf screen = STRBUF_INIT;
    vtscreen_settle(vt, QUIET_MS);
    vtscreen_add_text(vt, &screen);
    assert_null(strstr(screen.data, "保存"));
    strbuf_release(&screen);
    vtscreen_type(vt, DOWN ENTER);
    vtscreen_settle(vt, QUIET_MS);
    vtscreen_resize(vt, 24, 80);
    assert_true(vtscreen_wait_text(vt, ">11 文件 保存", WAIT_MS));
    vtscreen_free(vt);
}

static int create_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    shell("rm -rf %s", folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screens_80x24),
        cmocka_unit_test(test_screens_132x50),
        cmocka_unit_test(test_findings_80x24),
        cmocka_unit_test(test_findings_132x50),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_too_small),
        cmocka_unit_test(test_too_small_for_a_menu),
        cmocka_unit_test(test_old_form),
        cmocka_unit_test(test_made_from_last_year),
    };
    return cmocka_run_group_tests_name("golden", tests, create_folder, remove_folder);
}
