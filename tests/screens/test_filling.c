/* SPDX-License-Identifier: MIT */
/* What an operator meets who fills in a report for the first time: answers and numbers that do not
 * fit, messages that have to say what to do next, the line that drops before the first save. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/screens/vtscreen.h"

#define F1    "\033OP"
#define F3    "\033OR"
#define F4    "\033OS"
#define F6    "\033[17~"
#define F9    "\033[20~"
#define F10   "\033[21~"
#define UP    "\033[A"
#define DOWN  "\033[B"
#define ESC   "\033"
#define END   "\033[F"
#define ENTER "\r"
#define CLEAR "\025"
enum { LIMIT_MS = 10000, QUIET_MS = 500 };

static char folder[40];

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/nianbao-filling-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[60];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

/* The program in the folder, on a file or on its list of drafts. */
static struct vtscreen *start(const char *file, const char *first)
{
    char home[60], command[4400], *program = realpath(getenv("NIANBAO"), NULL);
    assert_non_null(program);
    snprintf(home, sizeof home, "HOME=%s", folder);
    snprintf(command, sizeof command, "cd %s && exec %s %s", folder, program, file);
    free(program);
    const char *argv[] = {"/bin/sh", "-c", command, NULL}, *env[] = {home, NULL};
    struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
    vtscreen_spawn(vt, argv, env);
    if (!vtscreen_wait_text(vt, first, LIMIT_MS))
        fail_msg("“%s” does not appear", first);
    return vt;
}

struct step {
    const char *keys, *wait; /* what stands on the screen then */
    const char *absent;      /* what does not, NULL: nothing to look for */
};

static void walk(struct vtscreen *vt, const struct step *steps)
{
    for (const struct step *step = steps; step->keys; step++) {
        struct strbuf screen = STRBUF_INIT;
        vtscreen_type(vt, step->keys);
        bool there = vtscreen_wait_text(vt, step->wait, LIMIT_MS);
        vtscreen_settle(vt, QUIET_MS);
        vtscreen_add_text(vt, &screen);
        if (!there || !strstr(screen.data, step->wait))
            fail_msg("step %d: “%s” does not appear:\n%s", (int)(step - steps), step->wait,
                     screen.data);
        if (step->absent && strstr(screen.data, step->absent))
            fail_msg("step %d: “%s” is there:\n%s", (int)(step - steps), step->absent, screen.data);
        strbuf_release(&screen);
    }
}

/* Neither a report of nobody nor one of a year that was not typed; what was begun is in the list
 * after a hangup. */
static void first_report_is_asked_for_and_kept(void **state)
{
    (void)state;
    struct vtscreen *vt = start("", "这里还没有草稿");
    static const struct step steps[] = {
        {"", "Enter 新建", "Enter 打开"},
        {F1, "没有去年的，选“新建草稿”", NULL},
        {ENTER, "这里还没有草稿", "新的一年"},
        {ENTER, "与公章一致", NULL},
        {ENTER, "要用机关全称", NULL},
        {"青石县水务局" ENTER, "四位数字", NULL},
        {CLEAR "去年" ENTER, "“去年”不是报告年度", NULL},
        {CLEAR "202" ENTER, "“202”不是报告年度", NULL},
        {CLEAR "２０２３" ENTER, "青石县水务局-2023.ini", NULL},
        {CLEAR "a" ENTER, "封面", NULL},
        {F6 "2", "规章", NULL},
        {DOWN "12", "12", NULL},
        {NULL, NULL, NULL},
    };
    walk(vt, steps);
    vtscreen_hang_up(vt);
    assert_int_not_equal(vtscreen_wait_exit(vt, LIMIT_MS), -1);
    vtscreen_free(vt);

    vt = start("", "草稿列表");
    static const struct step again[] = {
        {"", "还没有保存过，打开它可以恢复", NULL},
        {"", "有未保存的", NULL},
        {ENTER, "找到没有保存的内容", NULL},
        {ENTER, "青石县水务局  2023 年", NULL},
        {F6 "2", "12", NULL},
        {NULL, NULL, NULL},
    };
    walk(vt, again);
    vtscreen_free(vt);
}

/* A number that was not taken as it was typed is not left behind without a word. */
static void refused_keys_are_told_before_going_on(void **state)
{
    (void)state;
    struct vtscreen *vt = start("b.ini --unit=青石县水务局", "封面");
    static const struct step steps[] = {
        {F6 "2", "规章 × 本年制发件数", NULL},
        {DOWN "12.5", "不能有小数", NULL},
        {ENTER, "有的字没有填进这一格，现在是 12。", NULL},
        {"", "行政规范性文件 × 本年制发件数", NULL},
        {ENTER, "行政规范性文件 × 本年废止件数", "有的字没有填进"},
        {"9" ENTER, "行政规范性文件 × 现行有效件数", NULL},
        {"\033[Z"
         "-5" ENTER,
         "现在是 5。", NULL}, /* in the place of 9, not behind it */
        {ENTER, "行政规范性文件 × 现行有效件数", NULL},
        {"x" ENTER, "行政许可 ×",
         "有的字没有填进"}, /* nothing has changed: the reason was enough */
        {F10 "14", "文件名（以 .ini 结尾）", NULL},
        {CLEAR "另一份" ENTER, "另一份.ini", NULL},
        {NULL, NULL, NULL},
    };
    walk(vt, steps);
    vtscreen_free(vt);
}

/* Not the first character either; thousands and full-width signs are taken. */
static void every_refused_character_is_told(void **state)
{
    (void)state;
    struct vtscreen *vt = start("b.ini --unit=青石县水务局", "封面");
    static const struct step steps[] = {
        {F6 "2", "规章 × 本年制发件数", NULL},
        {DOWN "-", "不能是负数", NULL},
        {"3" ENTER, "有的字没有填进这一格，现在是 3。", NULL},
        {ENTER, "行政规范性文件 × 本年废止件数", "有的字没有填进"},
        {"约12" ENTER, "现在是 12。", NULL},
        {ENTER, "行政规范性文件 × 现行有效件数", NULL},
        {"12。5", "不能有小数", NULL},
        {ENTER, "现在是 12。", NULL},
        {ENTER, "行政许可 ×", NULL},
        {"1 ", "行政许可", "不能有空格"},
        {"2", "数字中间不能有空格", NULL},
        {ENTER, "现在是 1。", NULL},
        {CLEAR "１，２３４＋５" ENTER, " 1239", "没有填进"},
        {"1,2" ENTER, "现在是 1。", NULL},
        {"34" ENTER, " 1234", "没有填进"},
        {"7+" ENTER, "现在是 7。", NULL},
        {ENTER, "行政事业性收费 ×", "没有填进"},
        {"x8", "8", NULL},
        {"\033[18~", "没有填进刚才的格子，它现在是 8", NULL},
        {NULL, NULL, NULL},
    };
    walk(vt, steps);
    vtscreen_free(vt);
}

/* A finding is told once: in the message where F3 or F9 led to it, else at the foot of the view. */
static void finding_is_told_once(void **state)
{
    (void)state;
    struct vtscreen *vt = start("c.ini --unit=青石县水务局", "封面");
    static const struct step steps[] = {
        {"", "机关全称      青石县水务局", NULL}, /* --unit */
        {DOWN DOWN DOWN DOWN "123" DOWN, "带区号", NULL},
        {"\033[A", "提醒：邮政编码“123”不是六位数字，请核对。", "六位数字。\n"},
        {F6 "2", "还有 10 格没有填", "提醒："},
        {F3, "问题 1/1  提醒：邮政编码“123”", "\n 提醒：邮政编码"},
        {F9 ENTER, "\n提醒：邮政编码“123”", "\n 提醒：邮政编码"},
        {NULL, NULL, NULL},
    };
    walk(vt, steps);
    vtscreen_free(vt);
}

/* F4 is about the finding that is shown or selected, also where an earlier one is about the same
 * words. */
static void note_is_of_what_is_shown(void **state)
{
    (void)state;
    char command[4400], *program = realpath(getenv("NIANBAO"), NULL);
    assert_non_null(program);
    snprintf(
        command, sizeof command,
        "cp tests/drafts/sample-2023.ini %s/ && cd %s && %s new next.ini --from=sample-2023.ini "
        ">/dev/null",
        folder, folder, program);
    free(program);
    assert_int_equal(system(command), 0);
    struct vtscreen *vt = start("next.ini", "封面");
    static const struct step steps[] = {
        {F3, "提醒：前言第 1 段：从“", NULL},
        {F4, "说明理由", NULL},
        {ESC, "前言", "说明理由"},
        {F3 F3 F3, "提醒：第一部分第 1 段：从“2023年", NULL},
        {F4, "第一部分第 1 段：从“2023年", "与上年相同"},
        {"引用的是上年文件" ENTER, "一、总体情况", "情况属实的"},
        {F9 DOWN, "第 2 条", NULL},
        {F4, "情况属实的", "第一部分第 1 段"},
        {ESC, "检查结果", "情况属实的"},
        {"\033[F" ENTER, "已说明 一 >", NULL}, /* folded at the end */
        {F4, "引用的是上年文件", NULL},
        {ESC, "检查结果", "情况属实的"},
        {"\033[H", "第 1 条", NULL},
        {F4, "情况属实的", "引用的是上年文件"},
        {NULL, NULL, NULL},
    };
    walk(vt, steps);
    vtscreen_free(vt);
}

/* Keys that hands know from elsewhere; ^S does not stop the terminal. */
static void keys_from_elsewhere_serve(void **state)
{
    (void)state;
    struct vtscreen *vt = start("e.ini --unit=青石县水务局", "封面");
    static const struct step steps[] = {
        {"", "未保存", NULL},
        {"\023", "已保存 ", "未保存"},
        {F6 "2", "规章 × 本年制发件数", NULL},
        {DOWN "5" ENTER "6", "本年废止件数", NULL},
        {"\001", "行政规范性文件 × 本年制发件数", NULL},
        {"\026", "按鼠标右键", NULL},
        {F10 "64", "^O ^S Esc2", NULL},
        {DOWN DOWN DOWN DOWN DOWN DOWN DOWN DOWN DOWN, "^A", NULL},
        {END, "^\\", NULL},
        {NULL, NULL, NULL},
    };
    walk(vt, steps);
    vtscreen_free(vt);
}

/* Esc is not in a hurry: the next key decides, and a second Esc takes it back. Without it a digit
 * is a digit. */
static void esc_waits_for_its_digit(void **state)
{
    (void)state;
    struct vtscreen *vt = start("f.ini --unit=青石县水务局", "封面");
    static const struct step steps[] = {
        {ESC, "Esc：再按 0-9", NULL},
        {"6", "转到", "Esc："},
        {"2", "规章 × 本年制发件数", NULL},
        {DOWN "12" ESC, "Esc：再按 0-9", NULL},
        {"8", "一、本年新收", "Esc："}, /* with the 12 that was typed */
        {ESC, "Esc：再按 0-9", NULL},
        {"７", " 12", "Esc："},
        {DOWN "34" ESC, "Esc：再按 0-9", NULL},
        {ESC, "行政许可 ×", "34"}, /* as if it had not been typed */
        {ESC DOWN, "行政处罚 ×", "Esc："},
        {NULL, NULL, NULL},
    };
    walk(vt, steps);
    vtscreen_free(vt);
}

/* The same number is the same command wherever there is a menu; what is used most has keys. */
static void menu_numbers_stay(void **state)
{
    (void)state;
    struct vtscreen *vt = start("g.ini --unit=青石县水务局", "封面");
    static const struct step steps[] = {
        {F10, ">11 文件", NULL},
        {"5", ">51 移动", NULL},
        {"4", "还没有写。直接输入", ">51"}, /* 下一节 */
        {F6, "> 7 前言", NULL},
        {"3", "一、本年新收", NULL},
        {F10 "3", ">31 表格 整表填 0", "表格 本行填 0"},
        {ESC, "一、本年新收", NULL},
        {"\002", "填了 144 个 0", NULL},
        {F10 "54", "行政复议", NULL},
        {"\021", "预览", NULL},
        {ESC, "行政复议", NULL},
        {"\034", "打印", NULL},
        {NULL, NULL, NULL},
    };
    walk(vt, steps);
    vtscreen_free(vt);
}

/* What is not filled in is counted, not objected to; what is full and wrong is an error. */
static void blanks_are_counted(void **state)
{
    (void)state;
    struct vtscreen *vt = start("h.ini --unit=青石县水务局", "封面");
    static const struct step steps[] = {
        {F3, "没有发现问题。还没有填的：成文日期、第一部分、表二 10 格", "错误："},
        {F6 "3", "还有 144 格没有填", "错误："},
        {"5" ENTER, "还有 143 格没有填", "?"},
        {"\033[D", "本列还缺 23 格，目前差 5：", "错误："},
        {"\002", "本列差 5：", NULL},
        {DOWN, "错误 1 ", "没有填"},
        {"\032" DOWN, "还有 143 格没有填", "错误："},
        {NULL, NULL, NULL},
    };
    walk(vt, steps);
    vtscreen_free(vt);
}

/* Enter on the last cell sums the table up instead of falling into the next part; behind the last
 * part stands what is left, and where to begin with it. */
static void cards_lead_on(void **state)
{
    (void)state;
    char command[4400], *program = realpath(getenv("NIANBAO"), NULL);
    assert_non_null(program);
    snprintf(
        command, sizeof command,
        "cp tests/drafts/sample-2023.ini %s/ && cd %s && %s new next.ini --from=sample-2023.ini "
        ">/dev/null",
        folder, folder, program);
    free(program);
    assert_int_equal(system(command), 0);
    struct vtscreen *vt = start("next.ini", "封面");
    static const struct step steps[] = {
        {F6 "3", "还有 138 格没有填", NULL},
        {"190" END "\033[D\033[6~\033[6~" ENTER, "表三 还有 137 格没有填", NULL},
        {"5", "^B 余下的填 0", NULL}, /* digits are no answer */
        {"\002", "填了 137 个 0", NULL},
        {ENTER, "表三 填满：144 格，4 列相符，3 列不平", NULL},
        {"", "比去年变化大的：本年新收 60 → 190（+217%）", NULL},
        {F9, "检查结果：错误", "Enter 到第四部分"},
        {ESC, "四、结转下年度继续办理 × 申请人情况", NULL},
        {ENTER, "Enter 到第四部分   F9 看 2 处错误", NULL},
        {"\033[A", "四、结转下年度继续办理 × 申请人情况", "Enter 到"},
        {ENTER, "Enter 到第四部分", NULL},
        {ENTER, "行政复议 × ", "表三"},
        {F6 "6", "六、其他需要报告的事项 完成", NULL},
        {"\033[19~", "还没有填的：成文日期、表二 10 格、表四 12 格。", NULL},
        {ENTER, "落款日期，例如", "还没有填的"},
        {"\033[18~", "这是最前面一节", NULL},
        {NULL, NULL, NULL},
    };
    walk(vt, steps);
    vtscreen_free(vt);
}

/* A year that is not over is asked about, and the slip is mended. */
static void years_to_come_are_asked_about(void **state)
{
    (void)state;
    struct vtscreen *vt = start("i.ini --unit=青石县水务局", "封面");
    static const struct step steps[] = {
        {ENTER "2092" ENTER, "2092 年还没有到", NULL},       {ENTER, "请改正报告年度", "没有到"},
        {CLEAR "2092" ENTER, "2092 年还没有到", NULL},       {"1", "落款日期", "没有到"},
        {"\033[A" CLEAR "2023" ENTER, "落款日期", "没有到"}, {NULL, NULL, NULL},
    };
    walk(vt, steps);
    vtscreen_free(vt);
}

/* Undoing says what it undid; a reason that is taken back leaves the cursor where it is; and when
 * all was undone, nothing is unsaved. */
static void undoing_leaves_no_trace(void **state)
{
    (void)state;
    char command[400];
    snprintf(command, sizeof command, "cp tests/drafts/sample-2023.ini %s/", folder);
    assert_int_equal(system(command), 0);
    struct vtscreen *vt = start("", "sample-2023.ini");
    static const struct step steps[] = {
        {ENTER DOWN DOWN DOWN DOWN CLEAR "12" F3, "问题 1/1  提醒：邮政编码“12”", NULL},
        {F4, "情况属实的", NULL},
        {"来文如此" ENTER, "错误 0  提醒 0", NULL},
        {"\032", "撤销：说明理由", NULL},
        {"", ">?邮政编码", NULL},
        {"\032", "撤销：填封面", NULL},
        {"\032\032", "没有可以撤销的", "未保存"},
        {F6 "3", "一、本年新收", NULL},
        {"5" DOWN "\032", "撤销：填数字", "未保存"},
        {F10 "16", "草稿列表：", "有未保存的"},
        {NULL, NULL, NULL},
    };
    walk(vt, steps);
    vtscreen_free(vt);
}

/* What the menu offers can be done: it used to say that redrawing was of no use here. */
static void menu_redraws(void **state)
{
    (void)state;
    struct vtscreen *vt = start("d.ini --unit=青石县水务局", "封面");
    static const struct step steps[] = {
        {F10 END, ">64      按键一览", NULL},
        {UP, ">63      重画屏幕", NULL},
        {ENTER, "封面：先填机关全称", "用不到"},
        {NULL, NULL, NULL},
    };
    walk(vt, steps);
    vtscreen_free(vt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(first_report_is_asked_for_and_kept, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(refused_keys_are_told_before_going_on, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(every_refused_character_is_told, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(finding_is_told_once, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(note_is_of_what_is_shown, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(keys_from_elsewhere_serve, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(esc_waits_for_its_digit, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(menu_numbers_stay, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(blanks_are_counted, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(cards_lead_on, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(years_to_come_are_asked_about, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(undoing_leaves_no_trace, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(menu_redraws, make_folder, remove_folder),
    };
    return cmocka_run_group_tests_name("filling", tests, NULL, NULL);
}
