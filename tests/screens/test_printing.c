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
    expect(vt, "写到文件");
    vtscreen_type(vt, "\r");
    expect(vt, "GB18030：中文");
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
