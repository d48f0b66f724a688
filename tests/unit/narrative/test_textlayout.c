/* SPDX-License-Identifier: MIT */
/* Narratives in screen lines: expected lines, and random editing after which the layout must be
 * what it would be from scratch. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "forms/narrative/textlayout.h"
#include "locale/cluster.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "locale/width.h"

/* {n} is a number, {u} the name of an office, {b} nothing, which is no reference. */
static size_t read_ref(const void *context, const char *text, size_t len, struct strbuf *shown)
{
    (void)context;
    if (len < 3 || text[2] != '}')
        return 0;
    if (text[1] == 'n')
        strbuf_add_str(shown, "3511");
    else if (text[1] == 'u')
        strbuf_add_str(shown, "官庄工区党政\n办公室政务公开领导小组");
    else if (text[1] != 'b')
        return 0;
    return 3;
}

/* Lines joined by |, the indent as that many _; / where a paragraph ends. */
static const struct {
    const char *text;
    int n_cols;
    const char *lines;
} rows[] = {
    {"", 20, "____"},
    {"本年度", 20, "____本年度"},
    {"\n", 20, "____/____"},
    {"甲\n\n乙\n", 20, "____甲/____/____乙/____"},
    {"政府信息公开工作年度报告", 20, "____政府信息公开工作|年度报告"},
    {"政府信息公开工，作年度报告", 18, "____政府信息公开|工，作年度报告"},
    {"　　政府信息公开工作年度报告", 20, "　　政府信息公开工作|年度报告"},
    {"　政府信息公开工作年度报告", 20, "__　政府信息公开工作|年度报告"},
    {" 政府信息公开工作年度报告", 20, "___ 政府信息公开工作|年度报告"},
    {"共收到申请{n}件，其中", 20, "____共收到申请|3511件，其中"},
    {"{n}", 20, "____3511"},
    {"甲{b}乙{x}丙{", 40, "____甲{b}乙{x}丙{"},
    {"{u}{n}", 14, "____官庄工区党|政 办公室政务|公开领导小组|3511"},
};

static void add_lines(const struct textlayout *layout, struct strbuf *out)
{
    for (size_t i = 0; i < textlayout_n_lines(layout); i++) {
        struct textline line = textlayout_line(layout, i);
        if (i)
            strbuf_add_byte(out, line.is_first ? '/' : '|');
        strbuf_add_repeat(out, "_", (size_t)line.indent);
        strbuf_add(out, layout->shown.data + line.start, line.end - line.start);
    }
}

static void lines_are_as_in_print(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct textlayout layout;
        struct strbuf lines = STRBUF_INIT;
        textlayout_init(&layout, rows[i].n_cols, 2);
        textlayout_update(&layout, rows[i].text, strlen(rows[i].text), read_ref, NULL);
        add_lines(&layout, &lines);
        if (strcmp(lines.data, rows[i].lines) != 0)
            fail_msg("row %zu, \"%s\" in %d columns: wanted \"%s\", got \"%s\"", i, rows[i].text,
                     rows[i].n_cols, rows[i].lines, lines.data);
        strbuf_release(&lines);
        textlayout_release(&layout);
    }
}

/* A sequence of numbers that is the same in each run. */
static uint32_t seed = 1;
static size_t below(size_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

static const char *const pieces[] = {
    "政",
    "府",
    "信息公开",
    "，",
    "。",
    "“",
    "”",
    "——",
    "……",
    "（",
    "）",
    "12",
    "3.5%",
    "年",
    "万元",
    "件",
    "government",
    " ",
    "  ",
    "　",
    "\n",
    "\n\n",
    "\u0301",
    "\u202E",
    "é",
    "{n}",
    "{n}",
    "{u}",
    "{",
    "}",
    "n",
    "👨‍👩‍👧",
    "\t",
    "§",
    "·",
    "…",
    "本机关收到政府信息公开申请，均依法按期答复。",
    "第一段\n第二段\n第三段",
    "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
};

static size_t char_border(const struct strbuf *text, size_t offset)
{
    while (offset < text->len && ((unsigned char)text->data[offset] & 0xC0) == 0x80)
        offset++;
    return offset;
}

static void edit_randomly(struct strbuf *text)
{
    size_t at = char_border(text, below(text->len + 1));
    size_t n_removed = below(3) ? 0 : below(below(10) ? 12 : 200);
    size_t end = char_border(text, n_removed < text->len - at ? at + n_removed : text->len);
    const char *piece = below(4) ? pieces[below(sizeof pieces / sizeof pieces[0])] : "";
    strbuf_splice(text, at, end - at, piece, strlen(piece));
}

static void expect_as_from_scratch(const struct textlayout *layout, const struct strbuf *text,
                                   int step)
{
    struct textlayout fresh;
    textlayout_init(&fresh, layout->n_cols, layout->ambiguous);
    textlayout_update(&fresh, text->data, text->len, read_ref, NULL);
    textlayout_finish(&fresh);
    struct strbuf wanted = STRBUF_INIT, got = STRBUF_INIT;
    add_lines(&fresh, &wanted);
    add_lines(layout, &got);
    if (strcmp(wanted.data, got.data) != 0)
        fail_msg("step %d, %d columns, ambiguous %d: wanted \"%s\", got \"%s\"", step,
                 layout->n_cols, layout->ambiguous, wanted.data, got.data);
    strbuf_release(&wanted);
    strbuf_release(&got);
    textlayout_release(&fresh);
}

/* The lines that an update leaves behind it are those from scratch as far as the seam, n_ahead
 * lines after the change. */
static void expect_right_up_to_seam(const struct textlayout *layout, const struct strbuf *text,
                                    int step)
{
    struct textlayout fresh;
    textlayout_init(&fresh, layout->n_cols, layout->ambiguous);
    textlayout_update(&fresh, text->data, text->len, read_ref, NULL);
    textlayout_finish(&fresh);
    size_t end = layout->has_seam ? layout->shown.len - layout->seam : SIZE_MAX;
    for (size_t i = 0; i < textlayout_n_lines(layout) && textlayout_line(layout, i).start <= end;
         i++) {
        size_t start = textlayout_line(layout, i).start;
        if (i >= textlayout_n_lines(&fresh) || textlayout_line(&fresh, i).start != start)
            fail_msg("step %d: line %zu begins at %zu of \"%s\" in %d columns", step, i, start,
                     layout->shown.data, layout->n_cols);
    }
    textlayout_release(&fresh);
}

/* The lines hold the whole text, each byte once, and fit the margin. */
static void expect_whole(const struct textlayout *layout, int step)
{
    size_t at = 0;
    for (size_t i = 0; i < textlayout_n_lines(layout); i++) {
        struct textline line = textlayout_line(layout, i);
        const char *text = layout->shown.data + line.start;
        size_t len = line.end - line.start;
        if (line.start != at || textlayout_line_of(layout, line.start) != i)
            fail_msg("step %d: line %zu begins at %zu, not at %zu", step, i, line.start, at);
        at = line.end + (line.is_last && line.end < layout->shown.len);
        /* One cluster may be wider than the margin; blanks hang over it. */
        if (len && line.indent + width_of(text, len, layout->ambiguous) > layout->n_cols &&
            len != cluster_len(text, len)) {
            size_t end = len;
            while (end &&
                   (text[end - 1] == ' ' || (end >= 3 && memcmp(text + end - 3, "　", 3) == 0)))
                end -= text[end - 1] == ' ' ? 1 : 3;
            if (line.indent + width_of(text, end, layout->ambiguous) > layout->n_cols &&
                end > cluster_len(text, end))
                fail_msg("step %d: line %zu, \"%.*s\", is wider than %d", step, i, (int)len, text,
                         layout->n_cols);
        }
    }
    assert_int_equal(at, layout->shown.len);
}

static void editing_lays_out_as_from_scratch(void **state)
{
    (void)state;
    static const int widths[] = {10, 11, 16, 23, 40, 77, 130};
    for (size_t w = 0; w < sizeof widths / sizeof widths[0]; w++) {
        for (int ambiguous = 1; ambiguous <= 2; ambiguous++) {
            struct textlayout layout;
            struct strbuf text = STRBUF_INIT;
            textlayout_init(&layout, widths[w], ambiguous);
            layout.n_ahead = 1 + w / 2;
            for (int step = 0; step < 700; step++) {
                edit_randomly(&text);
                textlayout_update(&layout, text.data, text.len, read_ref, NULL);
                if (step % 50 == 49)
                    textlayout_set_width(&layout, 10 + (int)below(121), ambiguous);
                expect_right_up_to_seam(&layout, &text, step);
                if (below(4))
                    continue;
                textlayout_finish(&layout);
                expect_as_from_scratch(&layout, &text, step);
                expect_whole(&layout, step);
            }
            strbuf_release(&text);
            textlayout_release(&layout);
        }
    }
}

static void offsets_lead_there_and_back(void **state)
{
    (void)state;
    struct textlayout layout;
    const char text[] = "甲{n}乙{u}\n{n}{n}丙";
    textlayout_init(&layout, 20, 2);
    textlayout_update(&layout, text, sizeof text - 1, read_ref, NULL);
    size_t shown = 0, source = 0;
    while (shown < layout.shown.len) {
        assert_int_equal(textlayout_shown_offset(&layout, source), shown);
        assert_int_equal(textlayout_source_offset(&layout, shown), source);
        size_t n = textlayout_unit_len(&layout, shown);
        const struct textref *ref = textlayout_ref_at(&layout, shown);
        assert_int_equal(textlayout_unit_len_before(&layout, shown + n), n);
        if (ref) {
            assert_int_equal(textlayout_shown_offset(&layout, source + 1), shown);
            assert_int_equal(textlayout_source_offset(&layout, shown + 1), source);
        }
        shown += n;
        source += ref ? ref->source_len : n;
    }
    assert_int_equal(source, sizeof text - 1);
    assert_int_equal(textlayout_shown_offset(&layout, source), shown);
    assert_int_equal(textlayout_unit_len(&layout, shown), 0);
    assert_int_equal(textlayout_unit_len_before(&layout, 0), 0);
    textlayout_release(&layout);
}

static void figures_follow_the_tables(void **state)
{
    (void)state;
    struct textlayout layout;
    struct strbuf lines = STRBUF_INIT;
    textlayout_init(&layout, 20, 2);
    textlayout_update(&layout, "共收到{n}件", strlen("共收到{n}件"), NULL, NULL);
    struct textchange change =
        textlayout_update(&layout, "共收到{n}件", strlen("共收到{n}件"), read_ref, NULL);
    assert_int_equal(change.offset, strlen("共收到"));
    assert_int_equal(change.n_removed, 3);
    assert_int_equal(change.n_inserted, 4);
    add_lines(&layout, &lines);
    assert_string_equal(lines.data, "____共收到3511件");
    change = textlayout_update(&layout, "共收到{n}件", strlen("共收到{n}件"), read_ref, NULL);
    assert_int_equal(change.n_removed + change.n_inserted, 0);
    strbuf_release(&lines);
    textlayout_release(&layout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_as_in_print),
        cmocka_unit_test(editing_lays_out_as_from_scratch),
        cmocka_unit_test(offsets_lead_there_and_back),
        cmocka_unit_test(figures_follow_the_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
