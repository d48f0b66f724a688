/* SPDX-License-Identifier: MIT */
/* Units whose narratives are alike. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/draft/draft.h"
#include "forms/rollup/alike.h"

#define SIX                                                                                                                     \
    "本单位今年更新公开目录%d项并逐项核对完毕。本单位全年答复群众咨询%d次均在当天办结。" \
    "我们请来%d位街坊试用新的查询窗口并改进。\n公开栏每月张贴%d张明白纸说明办事步骤。"     \
    "对%d份旧文件重新标注公开属性后上网发布。全年培训各科室联络人员%d人次并测验；"
/* The same but for numbers, blanks and the name; the second, of other words. */
#define OTHERS                                                                                                                       \
    "东岭镇把村务公开栏搬到集市旁边方便赶集的人看。西坡村的账目由村民代表每季度核对一遍。" \
    "便民大厅的电子屏改成大字版老人也看得清楚。驻村干部挨户送去新版办事指南和联系卡。"       \
    "收到的询问当天登记次日由专人回话并留存记录。年底把全年答复过的问题编成小册子分发。"

static struct draft *draft_saying(const char *unit, const char *overview)
{
    struct draft *draft = draft_new(&format_2021);
    draft_set(draft, draft_cover_field(draft, COVER_UNIT), unit);
    draft_set(draft, draft_section_field(draft, 1), overview);
    return draft;
}

struct unit {
    const char *name;
    int year;
    char overview[2000];
};

static size_t find(const struct unit *units, size_t count, struct alike_pair **pairs)
{
    struct alike_text *texts = calloc(count, sizeof *texts);
    struct alike_draft *drafts = calloc(count, sizeof *drafts);
    for (size_t i = 0; i < count; i++) {
        struct draft *draft = draft_saying(units[i].name, units[i].overview);
        alike_text_init(&texts[i], draft);
        drafts[i] = (struct alike_draft){&texts[i], units[i].name, units[i].year};
        draft_free(draft);
    }
    size_t n_pairs = alike_find(drafts, count, pairs);
    for (size_t i = 0; i < count; i++)
        alike_text_release(&texts[i]);
    free(texts);
    free(drafts);
    return n_pairs;
}

static void say_six(struct unit *unit, int number, const char *more)
{
    int n = snprintf(unit->overview, sizeof unit->overview, SIX, number, number + 1, number + 2,
                     number + 3, number + 4, number + 5);
    snprintf(unit->overview + n, sizeof unit->overview - (size_t)n, "%s", more);
}

static void numbers_and_names_do_not_count(void **state)
{
    (void)state;
    struct unit units[] = {{"东岭镇", 2025, OTHERS}, {"西坡乡", 2025, ""}, {"南湾街道", 2025, ""}};
    struct alike_pair *pairs;
    say_six(&units[1], 3, "西坡乡的公开专栏另设了一个意见箱供人投递。");
    say_six(&units[2], 711, "南湾街道 的公开专栏另设了 一个意见箱供人投递。");
    assert_int_equal(find(units, 3, &pairs), 1);
    assert_int_equal(pairs[0].draft, 2);
    assert_int_equal(pairs[0].other, 1);
    assert_int_equal(pairs[0].n_same, 7);
    assert_int_equal(pairs[0].n_sentences, 7);
    assert_int_equal(alike_percent(&pairs[0]), 100);
    free(pairs);
}

/* Six sentences, and half of the shorter text: one less is nothing. */
static void half_of_the_shorter_text(void **state)
{
    (void)state;
    struct unit units[] = {{"甲局", 2025, ""}, {"乙局", 2025, ""}};
    struct alike_pair *pairs;
    say_six(&units[0], 1, OTHERS); /* 12 sentences */
    say_six(&units[1], 9, "");
    assert_int_equal(find(units, 2, &pairs), 1);
    assert_int_equal(pairs[0].n_sentences, 6);
    free(pairs);

    say_six(&units[1], 9,
            "夜间窗口由两名工作人员轮流值守接待来人。图书角摆放历年公报合订本供人翻阅。"
            "学校课堂请我们讲了怎样申请公开信息。新来的同事跟班学习满一个月才上岗。"
            "来信由办公室拆封登记后分送各股室办理。盲文版办事指南印了一批放在窗口。");
    assert_int_equal(find(units, 2, &pairs), 1); /* 6 of 12 */
    free(pairs);
    say_six(&units[0], 1, OTHERS "仓库里的旧档案按年份重新装盒并编写目录。");
    strcat(units[1].overview, "门口的指示牌换成了带箭头的更大字体。");
    assert_int_equal(find(units, 2, &pairs), 0); /* 6 of 13 */
    free(pairs);
}

static void not_of_another_year_nor_of_oneself(void **state)
{
    (void)state;
    struct unit units[] = {{"甲局", 2024, ""}, {"甲局", 2025, ""}, {"乙局", 2026, ""}};
    struct alike_pair *pairs;
    for (int i = 0; i < 3; i++)
        say_six(&units[i], i, "");
    assert_int_equal(find(units, 3, &pairs), 0);
    free(pairs);
    units[1].year = 2024; /* twice in the folder */
    assert_int_equal(find(units, 3, &pairs), 0);
    free(pairs);
}

/* Sixty copies of one text: each is told once, beside the one that has most in common with it. */
static void each_is_told_once(void **state)
{
    (void)state;
    enum { N = 60 };
    static struct unit units[N];
    static char names[N][20];
    struct alike_pair *pairs;
    for (int i = 0; i < N; i++) {
        snprintf(names[i], sizeof names[i], "第%d镇", i);
        units[i] = (struct unit){names[i], 2025, ""};
        say_six(&units[i], i, i % 2 ? OTHERS : "");
    }
    assert_int_equal(find(units, N, &pairs), N - 1);
    for (int i = 0; i < N - 1; i++) {
        assert_int_equal(pairs[i].draft, i + 1);
        assert_true(pairs[i].other < pairs[i].draft);
        if (i + 1 >= 3) /* another of its kind is there */
            assert_int_equal(pairs[i].n_same, (i + 1) % 2 ? 12 : 6);
    }
    free(pairs);
    assert_int_equal(find(units, 0, &pairs), 0);
    free(pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_names_do_not_count),
        cmocka_unit_test(half_of_the_shorter_text),
        cmocka_unit_test(not_of_another_year_nor_of_oneself),
        cmocka_unit_test(each_is_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
