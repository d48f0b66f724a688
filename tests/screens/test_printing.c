/* SPDX-License-Identifier: MIT */
/* What the print dialog leaves in the draft, and what the list of drafts makes of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "forms/store/printed.h"
#include "tests/screens/startlist.h"
#include "tests/support/session_support.h"

#define PRINT_OPEN   F10 "\033[B\033[B\r"             /* the third line of a draft's menu */
#define PRINT_LISTED F10 "\033[B\033[B\033[B\033[B\r" /* the fifth of the list's */

/* A draft without errors and warnings. */
static void copy_sample(void)
{
    char text[16384];
    FILE *file = fopen("tests/drafts/sample-2023.ini", "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    scratch_write("a.ini", text, 0600);
}

/* Goes through the print dialog to a file in the folder. */
static void print_to_file(struct vtscreen *vt, const char *keys, const char *name)
{
    vtscreen_type(vt, keys);
    expect(vt, "共 4 页（80 列 60 行）");
    vtscreen_type(vt, "\r");
    expect(vt, "文件名：");
    vtscreen_type(vt, "\025"); /* ^U */
    vtscreen_type(vt, scratch_path(name));
    vtscreen_type(vt, "\r");
}

static enum printed_state state_in_file(void)
{
    enum ini_state state;
    struct ini_notes notes;
    const char *bytes = scratch_read("a.ini");
    struct draft *draft = draftfile_read(bytes, strlen(bytes), &state, &notes, NULL);
    enum printed_state printed = printed_state(draft, NULL);
    ini_notes_release(&notes);
    draft_free(draft);
    return printed;
}

static void from_the_list(void **state)
{
    (void)state;
    copy_sample();
    struct vtscreen *vt = start_program(NULL);
    expect(vt, "100%");
    print_to_file(vt, PRINT_LISTED, "a.txt");
    expect(vt, "已写到");
    expect(vt, "已打印");
    assert_int_equal(state_in_file(), PRINTED_CURRENT);
    stop(vt);
    overwrite("a.ini", "disclosure.licences", "413");
    vt = start_program(NULL);
    expect(vt, "打印后已改");
    stop(vt);
}

static void from_an_open_draft(void **state)
{
    (void)state;
    copy_sample();
    char path[400];
    snprintf(path, sizeof path, "%s", scratch_path("a.ini"));
    struct vtscreen *vt = start_program(path);
    expect(vt, "机关全称");
    vtscreen_type(vt, "\033[B\033[B\033[B"); /* the address */
    vtscreen_type(vt, "二楼");
    expect(vt, "未保存");
    print_to_file(vt, PRINT_OPEN, "a.txt");
    expect(vt, "等您保存");
    assert_int_equal(state_in_file(), PRINTED_NEVER);
    vtscreen_type(vt, "\033[12~"); /* F2 */
    expect(vt, "已保存 /");
    assert_int_equal(state_in_file(), PRINTED_CURRENT);
    stop(vt);
}

static void while_somebody_has_it_open(void **state)
{
    (void)state;
    copy_sample();
    struct vtscreen *vt = start_program(NULL);
    expect(vt, "100%");
    struct session *session = open_it("a.ini");
    print_to_file(vt, PRINT_LISTED, "a.txt");
    expect(vt, "没有能记下");
    assert_int_equal(access(scratch_path("a.txt"), R_OK), 0);
    session_close(session, false);
    assert_int_equal(state_in_file(), PRINTED_NEVER);
    stop(vt);
}

static void never_over_a_draft(void **state)
{
    (void)state;
    copy_sample();
    char path[400], before[16384];
    snprintf(path, sizeof path, "%s", scratch_path("a.ini"));
    scratch_write("b.ini", "[report]\nunit = \"乙局\"\n", 0600);
    snprintf(before, sizeof before, "%s", scratch_read("a.ini"));
    struct vtscreen *vt = start_program(path);
    expect(vt, "机关全称");
    print_to_file(vt, PRINT_OPEN, "a.ini");
    expect(vt, "请换一个文件名");
    vtscreen_type(vt, "\025");
    vtscreen_type(vt, scratch_path("b.ini"));
    vtscreen_type(vt, "\r");
    expect(vt, "b.ini 没有写");
    vtscreen_type(vt, "\025");
    vtscreen_type(vt, scratch_path(".a.ini.lock"));
    vtscreen_type(vt, "\r");
    expect(vt, "开头");
    vtscreen_type(vt, "\033");
    stop(vt);
    assert_string_equal(scratch_read("a.ini"), before);
    assert_non_null(strstr(scratch_read("b.ini"), "乙局"));
}

static void asks_before_it_replaces(void **state)
{
    (void)state;
    copy_sample();
    scratch_write("notes.txt", "notes", 0600);
    struct vtscreen *vt = start_program(NULL);
    expect(vt, "100%");
    print_to_file(vt, PRINT_LISTED, "notes.txt");
    expect(vt, "不是本程序写的");
    vtscreen_type(vt, "\r"); /* no */
    expect(vt, "已经存在，而且");
    assert_string_equal(scratch_read("notes.txt"), "notes");
    vtscreen_type(vt, "\r");
    expect(vt, "要换掉它吗");
    vtscreen_type(vt, "\033[A\r"); /* yes */
    expect(vt, "已写到");
    assert_string_equal(scratch_read("notes.txt~"), "notes");
    print_to_file(vt, PRINT_LISTED, "notes.txt"); /* its own by now */
    expect(vt, "已写到");
    stop(vt);
}

/* Each purpose brings its own encoding and line ends; nobody is asked about those. */
static void purpose_decides(void **state)
{
    (void)state;
    static const struct {
        const char *key, *name, *begins, *holds;
    } cases[] = {
        {"1", "a.txt", "", "政府信息公开工作年度报告\n"},
        /* 总体情况 and the line's end, in GB18030 */
        {"2", "w.txt", "", "\xd7\xdc\xcc\xe5\xc7\xe9\xbf\xf6\r\n"},
        {"3", "a.html", "<!DOCTYPE html>", "<table"},
    };
    copy_sample();
    struct vtscreen *vt = start_program(NULL);
    expect(vt, "100%");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        vtscreen_type(vt, PRINT_LISTED);
        expect(vt, "给哪里用");
        vtscreen_type(vt, cases[i].key);
        expect(vt, "文件名：");
        vtscreen_type(vt, "\025");
        vtscreen_type(vt, scratch_path(cases[i].name));
        vtscreen_type(vt, "\r");
        expect(vt, "已写到");
        const char *bytes = scratch_read(cases[i].name);
        if (strncmp(bytes, cases[i].begins, strlen(cases[i].begins)) != 0 ||
            !strstr(bytes, cases[i].holds))
            fail_msg("%s: %.300s", cases[i].name, bytes);
    }
    stop(vt);
}

static void paper_is_changed_in_the_dialog(void **state)
{
    (void)state;
    copy_sample();
    struct vtscreen *vt = start_program(NULL);
    expect(vt, "100%");
    vtscreen_type(vt, PRINT_LISTED);
    expect(vt, "80 列 60 行");
    vtscreen_type(vt, "6");
    expect(vt, "可以填 60 到 400");
    vtscreen_type(vt, "\025"
                      "9999\r"); /* no such paper: asked again */
    vtscreen_type(vt, "\025"
                      "100\r");
    expect(vt, "0 是不分页");
    vtscreen_type(vt, "\025"
                      "0\r");
    expect(vt, "哪种换行");
    vtscreen_type(vt, "2");
    expect(vt, "不分页，纸宽 100 列");
    vtscreen_type(vt, "1");
    expect(vt, "文件名：");
    vtscreen_type(vt, "\025");
    vtscreen_type(vt, scratch_path("wide.txt"));
    vtscreen_type(vt, "\r");
    expect(vt, "已写到");
    const char *paper = scratch_read("wide.txt");
    assert_null(strchr(paper, '\f'));
    assert_non_null(strstr(paper, "年度报告\r\n"));
    stop(vt);
}

/* The end of the report stands in the terminal; a key brings the program back. */
static void whole_text_on_the_screen(void **state)
{
    (void)state;
    copy_sample();
    struct vtscreen *vt = start_program(NULL);
    expect(vt, "100%");
    vtscreen_type(vt, PRINT_LISTED);
    expect(vt, "给哪里用");
    vtscreen_type(vt, "5");
    expect(vt, "全文到此为止");
    expect(vt, "2024年1月18日");
    vtscreen_type(vt, " ");
    expect(vt, "100%");
    assert_int_equal(state_in_file(), PRINTED_NEVER);
    stop(vt);
}

/* A formal print has no empty cells; one key fills them. */
static void empty_cells_are_filled_or_stop_it(void **state)
{
    (void)state;
    copy_sample();
    overwrite("a.ini", "requests.received.natural_person", "");
    overwrite("a.ini", "requests.received.business", "");
    char path[400];
    snprintf(path, sizeof path, "%s", scratch_path("a.ini"));
    struct vtscreen *vt = start_program(path);
    expect(vt, "机关全称");
    vtscreen_type(vt, PRINT_OPEN);
    expect(vt, "表里还有 2 格空着");
    vtscreen_type(vt, "\033");
    expect(vt, "改正以后才能打印正式稿");
    vtscreen_type(vt, "\r"); /* no */
    expect(vt, "机关全称");
    vtscreen_type(vt, PRINT_OPEN);
    expect(vt, "表里还有 2 格空着");
    vtscreen_type(vt, "\r");
    expect(vt, "改正以后才能打印正式稿"); /* the sums are wrong now */
    stop(vt);
}

int main(void)
{
    if (!getenv("NIANBAO")) {
        puts("skip: NIANBAO names no program");
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(from_the_list, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(from_an_open_draft, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(while_somebody_has_it_open, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(never_over_a_draft, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(asks_before_it_replaces, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(empty_cells_are_filled_or_stop_it, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(purpose_decides, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(paper_is_changed_in_the_dialog, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(whole_text_on_the_screen, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
