/* SPDX-License-Identifier: MIT */
/* Editing a narrative: what is typed, pasted, cut, found and replaced, with undo. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draft/textcount.h"
#include "forms/draft/textref.h"
#include "forms/narrative/textedit.h"
#include "locale/mem.h"
#include "locale/utf8.h"

/* A draft whose overview is edited in 14 columns: 5 汉字 in a paragraph's first line, 7 in the
 * others. */
struct fixture {
    struct draft *draft;
    struct edit *edit;
    struct textedit te;
};

static void begin(struct fixture *f, const char *text)
{
    f->draft = draft_new(&format_2021);
    f->edit = edit_new(f->draft);
    int field = draft_find(f->draft, "overview");
    draft_set(f->draft, field, text);
    textedit_init(&f->te, f->edit, field, 14, 2);
}

static void end(struct fixture *f)
{
    textedit_release(&f->te);
    edit_free(f->edit);
    draft_free(f->draft);
}

static const char *text_of(const struct fixture *f) { return draft_text(f->draft, f->te.field); }

static void expect(const struct fixture *f, const char *what, const char *text, size_t cursor)
{
    if (strcmp(text_of(f), text) != 0 || f->te.cursor.offset != cursor)
        fail_msg("%s: wanted \"%s\", cursor %zu, got \"%s\", cursor %zu", what, text, cursor,
                 text_of(f), f->te.cursor.offset);
}

static void undo(struct fixture *f)
{
    struct edit_place place;
    assert_true(edit_undo(f->edit, &place));
    textedit_update(&f->te);
    textedit_go(&f->te, place.offset);
}

static void type(struct fixture *f, const char *text)
{
    while (*text) {
        uint32_t c;
        size_t n = utf8_decode(text, strlen(text), &c);
        textedit_type(&f->te, text, n);
        text += n;
    }
}

static void typing_is_undone_by_clauses(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "");
    assert_false(textedit_enter(&f.te));
    assert_false(textedit_type(&f.te, "　", 3));
    type(&f, "一年来，政务");
    assert_true(textedit_enter(&f.te));
    assert_false(textedit_enter(&f.te));
    type(&f, "二");
    expect(&f, "typed", "一年来，政务\n二", 22);
    undo(&f);
    expect(&f, "the second paragraph", "一年来，政务\n", 19);
    undo(&f);
    expect(&f, "its beginning", "一年来，政务", 18);
    undo(&f);
    expect(&f, "the second clause", "一年来，", 12);
    undo(&f);
    expect(&f, "the first", "", 0);
    end(&f);
}

static void deleting_takes_what_is_seen_as_one(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t cursor;
        bool forward;
        const char *left;
        size_t at;
    } rows[] = {
        {"", 0, true, "", 0},
        {"", 0, false, "", 0},
        {"甲乙", 3, true, "甲", 3},
        {"甲乙", 3, false, "乙", 0},
        {"甲\n乙", 3, true, "甲乙", 3},
        {"甲\n乙", 4, false, "甲乙", 3},
        {"e\u0301a", 3, false, "a", 0},
        {"共{report.year}年", 3, true, "共年", 3},
        {"共{report.year}年", 16, false, "共年", 3},
        {"共{report.yeah}年", 16, false, "共{report.yeah年", 15},
        {"{a{report.year}", 2, true, "{a", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture f;
        begin(&f, rows[i].text);
        textedit_go(&f.te, rows[i].cursor);
        textedit_delete(&f.te, rows[i].forward);
        expect(&f, rows[i].text, rows[i].left, rows[i].at);
        end(&f);
    }
}

static void pasted_paragraphs_are_put_in_order(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t cursor;
        const char *pasted, *result;
        size_t at;
    } rows[] = {
        {"", 0, "　　一段。\r\n\r\n　　二段。\r\n", "一段。\n二段。", 19},
        {"", 0, "\n\n  \n", "", 0},
        {"", 0, "甲\t乙", "甲 乙", 7},
        {"甲乙", 3, "，", "甲，乙", 6},
        {"甲乙", 3, " x ", "甲 x 乙", 6},
        {"甲乙", 3, "一\n二", "甲一\n二乙", 10},
        {"甲乙", 3, "　　一\n　　二", "甲一\n二乙", 10},
        {"甲乙", 3, "\n一\n", "甲\n一\n乙", 8},
        {"甲", 3, "\n\n一\n\n", "甲\n一", 7},
        {"甲", 0, "一\n", "一\n甲", 4},
        {"甲\n", 4, "\u3000\u3000一\n \n\u00A0二 \n", "甲\n一\n二", 11},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture f;
        begin(&f, rows[i].text);
        textedit_go(&f.te, rows[i].cursor);
        textedit_paste(&f.te, rows[i].pasted, strlen(rows[i].pasted));
        expect(&f, rows[i].pasted, rows[i].result, rows[i].at);
        if (strcmp(rows[i].text, rows[i].result) != 0) {
            undo(&f);
            assert_string_equal(text_of(&f), rows[i].text);
        }
        end(&f);
    }
}

static void a_huge_paste_is_one_step(void **state)
{
    (void)state;
    struct fixture f;
    struct strbuf text = STRBUF_INIT;
    begin(&f, "");
    for (int i = 0; i < 2400; i++)
        strbuf_addf(
            &text,
            "　　第%d段政府信息公开申请均依法按期答复，没有一件超期，也没有一件败诉。各股室按时报送。\r\n\r\n",
            i);
    textedit_paste(&f.te, text.data, text.len);
    struct textcount count = textcount_of(text_of(&f), strlen(text_of(&f)));
    assert_int_equal(count.n_paragraphs, 2400);
    assert_int_equal(count.n_words, 2400 * 42);
    undo(&f);
    expect(&f, "undone", "", 0);
    strbuf_release(&text);
    end(&f);
}

static void lines_are_cut_and_put_elsewhere(void **state)
{
    (void)state;
    struct fixture f;
    struct textclip clip = {STRBUF_INIT, false};
    begin(&f, "一二三四五六七\n八\n九");
    textedit_go(&f.te, 15);
    assert_true(textedit_cut_line(&f.te, &clip)); /* 六七 and the paragraph's end */
    expect(&f, "cut one", "一二三四五八\n九", 15);
    textedit_go(&f.te, 15);
    assert_true(textedit_cut_line(&f.te, &clip));
    assert_string_equal(clip.text.data, "六七\n八\n");
    textedit_insert(&f.te, clip.text.data, clip.text.len, NULL);
    expect(&f, "pasted", "一二三四五六七\n八\n九", 26);
    assert_true(textedit_copy_line(&f.te, &clip));
    assert_string_equal(clip.text.data, "六七\n八\n九");
    clip.joins = false;
    textedit_go(&f.te, 0);
    assert_true(textedit_copy_line(&f.te, &clip));
    assert_string_equal(clip.text.data, "一二三四五");
    assert_true(textedit_clear_line(&f.te));
    expect(&f, "cleared", "一二三四五\n八\n九", 15);
    strbuf_release(&clip.text);
    end(&f);
}

static void found_places_are_counted_and_replaced(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "申请2023件，{report.year}年申请\n申请");
    draft_set(f.draft, COVER_REPORT_YEAR, "2023");
    textedit_update(&f.te);
    textedit_go(&f.te, 0);
    struct textfound found = textedit_count_found(&f.te, "申请");
    assert_int_equal(found.count, 3);
    assert_int_equal(found.ordinal, 1);
    assert_true(textedit_find(&f.te, "申请"));
    assert_int_equal(textedit_count_found(&f.te, "申请").ordinal, 2);
    assert_true(textedit_find(&f.te, "申请"));
    assert_true(textedit_find(&f.te, "申请"));
    assert_int_equal(f.te.cursor.offset, 0); /* from the beginning again */
    assert_false(textedit_find(&f.te, "没有"));
    assert_false(textedit_find(&f.te, ""));

    assert_true(textedit_find(&f.te, "2023"));
    assert_true(textedit_may_replace(&f.te, "2023"));
    assert_true(textedit_find(&f.te, "2023")); /* the reference */
    assert_int_equal(f.te.cursor.offset, 16);
    assert_false(textedit_replace(&f.te, "2023", "2024"));
    assert_int_equal(textedit_replace_all(&f.te, "2023", "24", false), 1);
    expect(&f, "not in references", "申请24件，{report.year}年申请\n申请", 8);
    assert_int_equal(textedit_replace_all(&f.te, "申请", "信件", true), 2);
    assert_string_equal(text_of(&f), "申请24件，{report.year}年信件\n信件");
    undo(&f);
    undo(&f);
    assert_string_equal(text_of(&f), "申请2023件，{report.year}年申请\n申请");
    textedit_go(&f.te, 0);
    assert_true(textedit_replace(&f.te, "申请", ""));
    expect(&f, "taken away", "2023件，{report.year}年申请\n申请", 0);
    end(&f);
}

static void words_are_counted_as_word_processors_do(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n_words, n_paragraphs;
    } rows[] = {
        {"", 0, 0},
        {"\n 　\n", 0, 0},
        {"政府信息", 4, 1},
        {"政府，信息。", 6, 1},
        {"“十四五”——", 7, 1},
        {"2023年共12.5万元", 6, 1},
        {"government portal 网站", 4, 1},
        {"一\n二\n\n三", 3, 3},
        {"e\u0301te\u0301", 1, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct textcount count = textcount_of(rows[i].text, strlen(rows[i].text));
        if (count.n_words != rows[i].n_words || count.n_paragraphs != rows[i].n_paragraphs)
            fail_msg("\"%s\": wanted %zu words, %zu paragraphs, got %zu, %zu", rows[i].text,
                     rows[i].n_words, rows[i].n_paragraphs, count.n_words, count.n_paragraphs);
    }
}

static void marks_move_with_the_text(void **state)
{
    (void)state;
    static const struct rule rule = {.id = "P-TEST", .severity = SEVERITY_WARNING};
    char first[] = "first", second[] = "second", whole[] = "whole", year[] = "year";
    struct finding items[] = {{.rule = &rule, .offset = 3, .len = 3, .text = first},
                              {.rule = &rule, .offset = 9, .len = 3, .text = second},
                              {.rule = &rule, .text = whole},
                              {.rule = &rule, .offset = 12, .len = 13, .text = year}};
    struct fixture f;
    begin(&f, "一二三四{report.year}年");
    draft_set(f.draft, COVER_REPORT_YEAR, "2023");
    textedit_update(&f.te);
    for (size_t i = 0; i < 4; i++)
        items[i].field = f.te.field;
    struct findings findings = {items, 4, 4};
    textmarks_take(&f.te.marks, &findings, f.te.field, &f.te.layout);
    assert_int_equal(f.te.marks.count, 4);
    assert_string_equal(textmarks_at(&f.te.marks, 4)->text, "first");
    assert_string_equal(textmarks_at(&f.te.marks, 0)->text, "whole");
    assert_string_equal(textmarks_at(&f.te.marks, 16)->text, "year");
    textedit_go(&f.te, 6);
    type(&f, "新的");
    assert_string_equal(textmarks_at(&f.te.marks, 4)->text, "first");
    assert_string_equal(textmarks_at(&f.te.marks, 16)->text, "second");
    textedit_go(&f.te, 6);
    textedit_delete(&f.te, false); /* 二 itself */
    assert_int_equal(f.te.marks.count, 3);
    assert_string_equal(textmarks_at(&f.te.marks, 4)->text, "whole");
    assert_string_equal(textmarks_at(&f.te.marks, 13)->text, "second");
    textedit_go(&f.te, 11);
    type(&f, "三"); /* 四 itself is what was found: before it … */
    assert_int_equal(f.te.marks.items[1].start, 15);
    textedit_go(&f.te, textlayout_source_offset(&f.te.layout, 20));
    type(&f, "三"); /* … and within the year */
    assert_string_equal(textmarks_at(&f.te.marks, 24)->text, "year");
    end(&f);
}

/* Everything at once, at random: the text is what an own account of it says, and undo leads back to
 * the beginning. */
static void random_editing_is_undone_to_the_beginning(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "信", "，", "{report.year}", "\n", "一段\n二段", "\u0301", "2023", "{", "}", " "};
    static const char start[] = "一二三四五六七八\n{report.year}年";
    uint32_t seed = 3;
    for (int round = 0; round < 20; round++) {
        struct fixture f;
        struct textclip clip = {STRBUF_INIT, false};
        begin(&f, start);
        for (int step = 0; step < 200; step++) {
            seed = seed * 1664525u + 1013904223u;
            uint32_t dice = seed >> 8;
            const char *piece = pieces[dice / 16 % (sizeof pieces / sizeof pieces[0])];
            uint32_t kind = dice % 12;
            if (kind < 5)
                textedit_move(&f.te, (enum textmove)(dice / 16 % 8), 3);
            else if (kind < 7)
                textedit_paste(&f.te, piece, strlen(piece));
            else if (kind == 7)
                textedit_enter(&f.te);
            else if (kind < 10)
                textedit_delete(&f.te, kind == 8);
            else if (kind == 10)
                textedit_cut_line(&f.te, &clip);
            else
                type(&f, piece[0] == '\n' ? "信" : piece);
            assert_true(f.te.cursor.offset <= strlen(text_of(&f)));
            assert_true(utf8_is_valid(text_of(&f), strlen(text_of(&f))));
            textlayout_finish(&f.te.layout);
            struct textlayout fresh;
            textlayout_init(&fresh, 14, 2);
            textlayout_update(&fresh, text_of(&f), strlen(text_of(&f)), textref_read, f.draft);
            assert_string_equal(f.te.layout.shown.data, fresh.shown.data);
            assert_int_equal(textlayout_n_lines(&f.te.layout), textlayout_n_lines(&fresh));
            textlayout_release(&fresh);
        }
        for (struct edit_place place; edit_undo(f.edit, &place);)
            textedit_update(&f.te);
        assert_string_equal(text_of(&f), start);
        strbuf_release(&clip.text);
        end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typing_is_undone_by_clauses),
        cmocka_unit_test(deleting_takes_what_is_seen_as_one),
        cmocka_unit_test(pasted_paragraphs_are_put_in_order),
        cmocka_unit_test(a_huge_paste_is_one_step),
        cmocka_unit_test(lines_are_cut_and_put_elsewhere),
        cmocka_unit_test(found_places_are_counted_and_replaced),
        cmocka_unit_test(words_are_counted_as_word_processors_do),
        cmocka_unit_test(marks_move_with_the_text),
        cmocka_unit_test(random_editing_is_undone_to_the_beginning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
