/* SPDX-License-Identifier: MIT */
/* The list of drafts: a large folder is shown at once, and the list comes back as it was left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/screens/startlist.h"

#define END  "\033[F"
#define DOWN "\033[B"

static void copy_sample(const char *folder, int n_drafts)
{
    char command[600];
    snprintf(
        command, sizeof command,
        "mkdir -p %s/%s && for i in $(seq 101 %d); do cp tests/drafts/sample-2023.ini %s/%s/u$i.ini; done",
        scratch, folder, 100 + n_drafts, scratch, folder);
    assert_int_equal(system(command), 0);
}

/* Rows that were read say how far the draft is. */
static bool row_is_read(struct vtscreen *vt, const char *name)
{
    struct strbuf screen = STRBUF_INIT;
    vtscreen_add_text(vt, &screen);
    const char *row = strstr(screen.data, name);
    size_t len = row ? strcspn(row, "\n") : 0;
    bool is_read = row && memmem(row, len, "100%", 4);
    strbuf_release(&screen);
    return is_read;
}

static void test_large_folder(void **state)
{
    (void)state;
    copy_sample(".", 400);
    struct vtscreen *vt = start_list();
    expect(vt, "u101.ini");
    vtscreen_type(vt, END); /* whatever is read by then */
    expect(vt, "u500.ini");
    for (int n = 0; !row_is_read(vt, "u500.ini") && n < LIMIT_MS / 100; n++)
        usleep(100 * 1000);
    assert_true(row_is_read(vt, "u500.ini"));
    for (int n = 0; !row_is_read(vt, "u483.ini") && n < LIMIT_MS / 100; n++)
        usleep(100 * 1000);
    assert_true(row_is_read(vt, "u483.ini")); /* the first row on the screen */
    vtscreen_type(vt, "\r");                  /* opened from the middle of it */
    expect(vt, "F2保存");
    stop(vt);
}

static void test_the_list_comes_back_as_it_was_left(void **state)
{
    (void)state;
    copy_sample("towns", 3);
    struct vtscreen *vt = start_list();
    expect(vt, "还没有草稿");
    vtscreen_type(vt, F10 "7"); /* another folder */
    expect(vt, "草稿所在的文件夹");
    vtscreen_type(vt, CLEAR "towns\r");
    expect(vt, "u103.ini");
    vtscreen_type(vt, DOWN DOWN "\r");
    expect(vt, "F2保存");
    vtscreen_type(vt, F10 "16"); /* back to the list */
    expect(vt, "/towns");
    vtscreen_settle(vt, 300);
    int y, x;
    vtscreen_cursor(vt, &y, &x);
    assert_int_equal(y, 4 + 2);
    stop(vt);
}

/* “草稿列表” leads to the list, “退出” out of the program, wherever the draft was opened from. */
static void test_the_menu_does_what_it_says(void **state)
{
    (void)state;
    char path[400];
    copy_sample("towns", 3);
    snprintf(path, sizeof path, "%s", scratch_path("towns/u102.ini"));
    struct vtscreen *vt = start_program(path);
    expect(vt, "F2保存");
    vtscreen_type(vt, F10 "16"); /* the list, of that folder */
    expect(vt, "/towns");
    expect(vt, "u103.ini");
    vtscreen_settle(vt, 300);
    int y, x;
    vtscreen_cursor(vt, &y, &x);
    assert_int_equal(y, 4 + 1);
    vtscreen_type(vt, "\r");
    expect(vt, "F2保存");
    vtscreen_type(vt, F10 "17"); /* out */
    assert_int_equal(vtscreen_wait_exit(vt, LIMIT_MS), 0);
    vtscreen_free(vt);
}

/* Keys that do nothing here say what does; ^C asks. */
static void test_other_keys(void **state)
{
    (void)state;
    copy_sample(".", 2);
    struct vtscreen *vt = start_list();
    expect(vt, "u102.ini");
    vtscreen_type(vt, "x");
    expect(vt, "按 Enter 打开；别的都在 F10 菜单里");
    vtscreen_type(vt, "\033[20~"); /* F9 */
    expect(vt, "这里用不到“检查全部”");
    vtscreen_type(vt, "\003");
    expect(vt, "退出程序吗");
    vtscreen_type(vt, "\r"); /* no */
    expect_gone(vt, "退出程序吗");
    vtscreen_type(vt, "\003");
    expect(vt, "退出程序吗");
    vtscreen_type(vt, "1");
    assert_int_equal(vtscreen_wait_exit(vt, LIMIT_MS), 0);
    vtscreen_free(vt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_large_folder, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_the_menu_does_what_it_says, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_other_keys, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_the_list_comes_back_as_it_was_left, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
