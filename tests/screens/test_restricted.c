/* SPDX-License-Identifier: MIT */
/* A login whose only command the program is: no dialog leads out of the drafts folder. */
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

#include "tests/screens/vtscreen.h"

#define F10   "\033[21~"
#define CLEAR "\025"
enum { LIMIT_MS = 10000 };

struct place {
    char top[40], drafts[60], outside[60], home[70], command[600];
    struct vtscreen *vt;
};

/* The program with an /etc/nianbao.conf of its own in a folder with the sample in it; the
 * operator's own settings name another one, in vain. */
static void place_init(struct place *place)
{
    strcpy(place->top, "/tmp/nianbao-restricted-XXXXXX");
    assert_non_null(mkdtemp(place->top));
    snprintf(place->drafts, sizeof place->drafts, "%s/drafts", place->top);
    snprintf(place->outside, sizeof place->outside, "%s/outside", place->top);
    snprintf(place->home, sizeof place->home, "XDG_CONFIG_HOME=%s/.config", place->top);
    snprintf(
        place->command, sizeof place->command,
        "cd %s && mkdir -p drafts .config/nianbao && echo '[nianbao]\ndrafts = \"%s\"' >.config/nianbao/config.ini && "
        "echo '[nianbao]\ndrafts = \"%s\"' >conf",
        place->top, place->top, place->drafts);
    assert_int_equal(system(place->command), 0);
    snprintf(place->command, sizeof place->command, "cp tests/drafts/sample-2023.ini %s/a.ini",
             place->drafts);
    assert_int_equal(system(place->command), 0);
    place->vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
    char *program = realpath(getenv("NIANBAO"), NULL);
    char *with_conf = realpath("tests/support/with-conf", NULL);
    assert_non_null(program);
    assert_non_null(with_conf);
    snprintf(place->command, sizeof place->command, "cd %s && exec %s ../conf %s --restricted",
             place->drafts, with_conf, program);
    free(program);
    free(with_conf);
    const char *argv[] = {"/bin/sh", "-c", place->command, NULL}, *env[] = {place->home, NULL};
    vtscreen_spawn(place->vt, argv, env);
    assert_true(vtscreen_wait_text(place->vt, "a.ini", LIMIT_MS));
}

static void place_release(struct place *place)
{
    vtscreen_free(place->vt);
    snprintf(place->command, sizeof place->command, "rm -rf %s", place->top);
    assert_int_equal(system(place->command), 0);
}

/* Types an answer in place of the proposed one, and expects to be told that it leads out. */
static void expect_refusal(struct place *place, const char *answer, const char *what)
{
    vtscreen_type(place->vt, CLEAR);
    vtscreen_type(place->vt, answer);
    vtscreen_type(place->vt, "\r");
    if (!vtscreen_wait_text(place->vt, "受限方式下只能", LIMIT_MS)) {
        struct strbuf screen = STRBUF_INIT;
        vtscreen_add_text(place->vt, &screen);
        fail_msg("%s to %s is not refused:\n%s", what, answer, screen.data);
    }
    struct stat st;
    assert_int_not_equal(stat(place->outside, &st), 0);
}

static void choose(struct place *place, const char *keys, const char *text)
{
    vtscreen_type(place->vt, keys);
    assert_true(vtscreen_wait_text(place->vt, text, LIMIT_MS));
}

static void test_nothing_leads_out(void **state)
{
    (void)state;
    struct place place;
    place_init(&place);
    choose(&place, F10, "换一个文件夹");
    choose(&place, "7", "草稿所在的文件夹");
    expect_refusal(&place, place.top, "changing the folder");
    vtscreen_type(place.vt, "\033");
    assert_true(vtscreen_wait_gone(place.vt, "草稿所在的文件夹", LIMIT_MS));

    choose(&place, F10, "汇总各单位的草稿");
    choose(&place, "6", "不进下一层");
    expect_refusal(&place, "..", "adding up");
    choose(&place, CLEAR, "不进下一层");
    vtscreen_type(place.vt, place.drafts);
    choose(&place, "\r", "没有名单");
    choose(&place, "2", "完整的路径");
    expect_refusal(&place, "../list.txt", "reading a list of units");
    vtscreen_type(place.vt, "\033");
    assert_true(vtscreen_wait_gone(place.vt, "换一个文件", LIMIT_MS));

    choose(&place, F10, "导入已印出的报告");
    choose(&place, "4", "完整的路径");
    expect_refusal(&place, place.outside, "importing");
    expect_refusal(&place, "../outside", "importing");
    vtscreen_type(place.vt, "\033");
    assert_true(vtscreen_wait_gone(place.vt, "换一个文件", LIMIT_MS));

    choose(&place, F10, "打印这一份");
    choose(&place, "5", "共 4 页");
    choose(&place, "\r", "文件名：");
    /* What is proposed lies in the folder. */
    choose(&place, "\r", "已写到");
    choose(&place, F10, "打印这一份");
    choose(&place, "5", "共 4 页");
    choose(&place, "\r", "文件名：");
    expect_refusal(&place, place.outside, "printing");
    vtscreen_type(place.vt, "\033");
    assert_true(vtscreen_wait_gone(place.vt, "打印到文件", LIMIT_MS));

    choose(&place, "\r", "F2保存");
    choose(&place, F10, "另存为");
    choose(&place, "14", "以 .ini 结尾");
    expect_refusal(&place, place.outside, "saving");
    vtscreen_type(place.vt, "\033");
    assert_true(vtscreen_wait_gone(place.vt, "换一个地方", LIMIT_MS));
    choose(&place, F10, "与另一份草稿比较");
    choose(&place, "15", "别处的文件");
    choose(&place, "\033[F\r", "完整的路径"); /* the last line */
    expect_refusal(&place, place.outside, "comparing");
    place_release(&place);
}

int main(void)
{
    if (system("tests/support/with-conf --works") != 0) {
        puts("skip restricted (no mount namespace for an /etc/nianbao.conf of its own)");
        return 0;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_nothing_leads_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
