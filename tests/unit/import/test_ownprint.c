/* SPDX-License-Identifier: MIT */
/* What was printed is read back: print, import, print gives the same bytes, over random drafts,
 * widths, borders, pages and encodings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/draft/total.h"
#include "forms/import/import.h"
#include "forms/document/box.h"
#include "forms/print/report.h"
#include "locale/encoding.h"

static uint32_t seed;

static unsigned random_below(unsigned n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

static void set(struct draft *draft, const char *key, const char *text)
{
    draft_set(draft, draft_field(draft, key), text);
}

/* ---- random drafts ---- */

static void add_words(struct strbuf *out, unsigned n)
{
    static const char *const words[] = {
        "政府信息",
        "公开",
        "本机关",
        "2023年",
        "2023 年",
        "共 12 件",
        "1136条",
        "，",
        "。",
        "；",
        "、",
        "“先审查、后公开”",
        "《条例》",
        "（一）",
        "一是",
        "——",
        "……",
        "http://www.example.cn/xxgk/index.html",
        "xxgk@example.cn",
        "0377-12345678",
        "A4",
        "Wi-Fi 6",
        "in two words",
        "100%",
        "3.14",
        "￥25",
        "【】",
        "·",
        "×",
        "―",
        "龘",
        "办理",
        "答复 申请人",
        "！",
        "？",
        "：",
        "(1)",
        "1/2",
        "[x]",
        "N_1",
    };
    for (unsigned i = 0; i < n; i++)
        strbuf_add_str(out, words[random_below(sizeof words / sizeof words[0])]);
}

static char *random_text(unsigned max_paragraphs)
{
    struct strbuf text = STRBUF_INIT;
    unsigned n = random_below(max_paragraphs + 1);
    for (unsigned i = 0; i < n; i++) {
        if (i)
            strbuf_add_byte(&text, '\n');
        strbuf_add_str(&text, "本");
        add_words(&text, random_below(80));
        strbuf_add_str(&text, "。");
    }
    return strbuf_steal(&text);
}

static void random_cell(struct draft *draft, struct cell cell)
{
    static const char *const odd[] = {"", "/", "0"};
    enum cell_kind kind = form_column_of(draft_form(draft), cell)->kind;
    struct strbuf text = STRBUF_INIT;
    if (random_below(4) == 0)
        strbuf_add_str(&text, odd[random_below(3)]);
    else if (kind == CELL_AMOUNT)
        strbuf_addf(&text, "%u.%04u", random_below(100000), random_below(10000));
    else if (kind == CELL_MONEY)
        strbuf_addf(&text, "%u万元", random_below(1000));
    else
        strbuf_addf(&text, "%u", random_below(random_below(3) ? 12 : 900));
    if (!form_cell_is_total(draft_form(draft), cell) || random_below(30) == 0)
        draft_set(draft, draft_cell_field(draft, cell), text.data);
    strbuf_release(&text);
    if (random_below(40) == 0) {
        struct strbuf key = STRBUF_INIT, remark = STRBUF_INIT;
        strbuf_add_str(&key, "remarks.");
        form_cell_key(draft_form(draft), cell, &key);
        strbuf_add_str(&remark, "其中");
        for (unsigned n = random_below(12); n; n--)
            strbuf_add_str(&remark, "修订16件");
        set(draft, key.data, remark.data);
        strbuf_release(&key);
        strbuf_release(&remark);
    }
}

static struct draft *random_draft(void)
{
    static const char *const units[] = {
        "青溪县水务局", "云岫市江南新区综合行政审批和政务公开协调服务管理委员会办公室",
        "中国（青溪）A区管委会", "甲局"};
    struct draft *draft = draft_new(random_below(4) ? &format_2021 : &format_2019);
    set(draft, "report.unit", units[random_below(4)]);
    set(draft, "report.year", random_below(2) ? "2023" : "2020");
    if (random_below(3))
        set(draft, "report.date", "2024-01-18");
    if (random_below(2)) {
        set(draft, "report.address", "青溪县东门镇文澜路16号");
        set(draft, "report.phone", "0377-12345678");
    }
    if (random_below(2))
        set(draft, "report.site", "http://www.example.cn/zwgk/xxgk/nb/2023/index.html");
    for (int s = 0; s < draft_form(draft)->n_sections; s++) {
        int field = draft_section_field(draft, s);
        if (field < 0)
            continue;
        char *text = random_text(s == 1 ? 8 : 3);
        draft_set(draft, field, text);
        free(text);
    }
    for (int i = 0; i < form_n_cells(draft_form(draft)); i++)
        random_cell(draft, form_cell_at(draft_form(draft), i));
    return draft;
}

static struct report_options random_options(void)
{
    static const int widths[] = {72, 80, 81, 96, 117, 132}, pages[] = {0, 0, 44, 60, 66};
    int left = random_below(3) ? 0 : (int)random_below(9);
    static const enum encoding encodings[] = {ENCODING_UTF8, ENCODING_UTF8, ENCODING_GB18030,
                                              ENCODING_GBK};
    return (struct report_options){
        .format = random_below(4) ? REPORT_TEXT : REPORT_HTML,
        .width = widths[random_below(6)] + left,
        .margin_left = left,
        .margin_top = random_below(3) ? 0 : (int)random_below(5),
        .page_length = pages[random_below(5)],
        .border = (enum report_border)random_below(3),
        .ambiguous = (int)random_below(3),
        .encoding = encodings[random_below(4)],
        .is_draft = random_below(4) == 0,
    };
}

/* ---- there and back ---- */

static void assert_same_text(const struct strbuf *a, const struct strbuf *b, unsigned number)
{
    size_t i = 0, line = 0;
    while (i < a->len && i < b->len && a->data[i] == b->data[i]) {
        if (a->data[i++] == '\n')
            line = i;
    }
    if (a->len != b->len || i != a->len)
        fail_msg("draft %u:\n%.*s\nbecame\n%.*s", number, (int)strcspn(a->data + line, "\n"),
                 a->data + line, (int)strcspn(b->data + line, "\n"), b->data + line);
}

static bool there_and_back(const struct draft *draft, const struct report_options *options,
                           bool crlf, unsigned number)
{
    struct strbuf text = STRBUF_INIT, ended = STRBUF_INIT, bytes = STRBUF_INIT, again = STRBUF_INIT;
    struct import_notes notes = {0};
    struct err err = {0};
    bool printed = report_render(draft, options, &text, &err);
    if (printed) {
        for (size_t i = 0; i < text.len; i++) {
            if (crlf && text.data[i] == '\n')
                strbuf_add_byte(&ended, '\r');
            strbuf_add_byte(&ended, text.data[i]);
        }
        assert_true(encode_text(options->encoding, ENCODE_STRICT, ended.data, ended.len, &bytes,
                                NULL, &err));
        struct draft *read = import_report(bytes.data, bytes.len, &notes, &err);
        if (!read)
            fail_msg("draft %u: %s\n%s", number, err.text, text.data);
        bool is_exact = false;
        for (size_t i = 0; i < notes.count; i++)
            is_exact = is_exact || strstr(notes.items[i].text, "逐字相同");
        assert_true(is_exact || options->format != REPORT_HTML);
        assert_true(report_render(read, options, &again, &err));
        assert_same_text(&text, &again, number);
        for (size_t i = 0; i < notes.count; i++)
            if (notes.items[i].rule)
                fail_msg("draft %u: %s %s", number, notes.items[i].rule, notes.items[i].text);
        for (int i = 0; i < form_n_cells(draft_form(draft)); i++) {
            int field = draft_cell_field(draft, form_cell_at(draft_form(draft), i));
            struct cell cell = form_cell_at(draft_form(draft), i);
            if (!form_cell_is_total(draft_form(draft), cell))
                assert_string_equal(draft_text(read, field), draft_text(draft, field));
            assert_string_equal(draft_remark(read, cell), draft_remark(draft, cell));
        }
        for (int cover = 0; cover < COVER_N_FIELDS; cover++)
            assert_string_equal(draft_text(read, draft_cover_field(read, cover)),
                                draft_text(draft, draft_cover_field(draft, cover)));
        draft_free(read);
    }
    import_notes_release(&notes);
    strbuf_release(&text);
    strbuf_release(&ended);
    strbuf_release(&bytes);
    strbuf_release(&again);
    return printed;
}

static void test_print_import_print(void **state)
{
    (void)state;
    enum { N_DRAFTS = 120, N_DRAFTS_LONG = 3000 };
    unsigned n = getenv("NIANBAO_LONG") ? N_DRAFTS_LONG : N_DRAFTS, n_printed = 0;
    for (unsigned i = 0; i < n; i++) {
        seed = i * 7919 + 1;
        struct draft *draft = random_draft();
        struct report_options options = random_options();
        n_printed += there_and_back(draft, &options, random_below(3) == 0, i);
        draft_free(draft);
    }
    assert_true(n_printed > n / 2); /* the others do not fit on their paper */
}

static void test_boxes(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "+----+-----+---+", "| 甲 | 1   | 2 |", "|    |  +3 |   |",
        "|    +-----+---+", "| 乙 | -   |   |", "+----+-----+---+",
    };
    static const char *const cells[2][3] = {{"1+3", "2", NULL}, {"甲乙", "-", ""}};
    size_t lens[6];
    struct box box;
    for (int i = 0; i < 6; i++)
        lens[i] = strlen(lines[i]);
    assert_true(box_is_top(lines[0], lens[0]));
    assert_false(box_is_top(lines[1], lens[1]));
    assert_true(box_read(&box, lines, lens, 6, 1));
    assert_int_equal(box.n_rows, 2);
    for (int r = 0; r < 2; r++)
        for (int c = 0; c < box.rows[r].n_cells; c++)
            assert_string_equal(box.rows[r].cells[c], cells[r][c]);
    box_release(&box);
    assert_false(box_read(&box, lines, lens, 5, 1)); /* it has no end */
    box_release(&box);
}

/* A print that somebody wrote into is still a report, and nothing of it is lost. */
static void test_changed_print(void **state)
{
    (void)state;
    seed = 5;
    struct draft *draft = random_draft();
    struct report_options options = {.width = 80};
    struct strbuf text = STRBUF_INIT;
    struct import_notes notes = {0};
    struct err err;
    set(draft, "disclosure.rules.made", "3");
    assert_true(report_render(draft, &options, &text, &err));
    size_t place = (size_t)(strstr(text.data, "\n　　四、") - text.data);
    strbuf_splice(&text, place, 0, "\n此处有手写的说明", strlen("\n此处有手写的说明"));
    struct draft *read = import_report(text.data, text.len, &notes, &err);
    assert_non_null(read);
    struct strbuf all = STRBUF_INIT;
    for (int field = 0; field < draft_n_fields(read); field++)
        strbuf_add_str(&all, draft_text(read, field));
    assert_non_null(strstr(all.data, "此处有手写的说明"));
    assert_string_equal(draft_text(read, draft_find(read, "disclosure.rules.made")), "3");
    strbuf_release(&all);
    draft_free(read);
    draft_free(draft);
    import_notes_release(&notes);
    strbuf_release(&text);
}

/* A web page that went through an editor is read by what people see in it. */
static void test_edited_page(void **state)
{
    (void)state;
    enum { N_PAGES = 20 };
    static const char key[] = " data-key=\"";
    for (unsigned i = 0; i < N_PAGES; i++) {
        seed = i * 31 + 7;
        struct draft *draft = random_draft();
        struct report_options options = {.format = REPORT_HTML};
        struct strbuf text = STRBUF_INIT;
        struct import_notes notes = {0};
        struct err err;
        set(draft, "overview", "全年公开信息486条。");
        for (int c = 0; c < form_n_cells(draft_form(draft)); c++) {
            struct cell cell = form_cell_at(draft_form(draft), c);
            struct strbuf remark = STRBUF_INIT;
            strbuf_add_str(&remark, "remarks.");
            form_cell_key(draft_form(draft), cell, &remark);
            set(draft, remark.data, ""); /* not every remark is told from its number */
            strbuf_release(&remark);
        }
        assert_true(report_render(draft, &options, &text, &err));
        for (char *at; (at = strstr(text.data, key));) {
            size_t start = (size_t)(at - text.data);
            size_t n = strlen(key) + strcspn(at + strlen(key), "\"") + 1;
            strbuf_splice(&text, start, n, "", 0);
        }
        strbuf_splice(&text, (size_t)(strstr(text.data, "486条") - text.data), 3, "512", 3);
        struct draft *read = import_report(text.data, text.len, &notes, &err);
        assert_non_null(read);
        assert_string_equal(draft_text(read, draft_find(read, "overview")), "全年公开信息512条。");
        assert_ptr_equal(draft_form(read), draft_form(draft));
        for (int c = 0; c < form_n_cells(draft_form(draft)); c++) {
            struct cell cell = form_cell_at(draft_form(draft), c);
            if (form_cell_is_total(draft_form(draft), cell))
                continue;
            const char *got = draft_text(read, draft_cell_field(read, cell));
            const char *expected = draft_text(draft, draft_cell_field(draft, cell));
            if (strcmp(got, expected) != 0) {
                struct strbuf title = STRBUF_INIT;
                form_cell_title(draft_form(draft), cell, &title);
                fail_msg("page %u, %s: “%s”, not “%s”", i, title.data, got, expected);
            }
        }
        draft_free(read);
        draft_free(draft);
        import_notes_release(&notes);
        strbuf_release(&text);
    }
}

/* Neither is a print with control characters in it, and they do not get into the draft. */
static void test_print_with_controls(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    struct report_options options = {.width = 80};
    struct strbuf text = STRBUF_INIT;
    struct import_notes notes = {0};
    struct err err;
    set(draft, "report.unit", "甲局");
    set(draft, "report.year", "2023");
    set(draft, "overview", "此处。");
    assert_true(report_render(draft, &options, &text, &err));
    size_t place = (size_t)(strstr(text.data, "此处") - text.data);
    strbuf_splice(&text, place, 0, "\x1b[2J\0", 5);
    struct draft *read = import_report(text.data, text.len, &notes, &err);
    assert_non_null(read);
    assert_string_equal(draft_text(read, draft_find(read, "overview")), "[2J此处。");
    draft_free(read);
    draft_free(draft);
    import_notes_release(&notes);
    strbuf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_print_import_print),  cmocka_unit_test(test_boxes),
        cmocka_unit_test(test_changed_print),       cmocka_unit_test(test_edited_page),
        cmocka_unit_test(test_print_with_controls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
