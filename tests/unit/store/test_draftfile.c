/* SPDX-License-Identifier: MIT */
/* Drafts as INI text and back: the sample byte for byte, random hostile drafts field by field, what
 * people write by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/draft/total.h"
#include "forms/store/draftfile.h"
#include "locale/message.h"
#include "locale/utf8.h"

static void read_file(const char *path, struct strbuf *out)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char block[4096];
    for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
        strbuf_add(out, block, n);
    fclose(file);
}

/* The draft of a text that must be readable; what was noted, one line each, is appended to noted.
 */
static struct draft *read_noted(const char *text, size_t len, enum ini_state *state,
                                struct strbuf *noted)
{
    struct ini_notes notes;
    struct err err = {0};
    struct draft *draft = draftfile_read(text, len, state, &notes, &err);
    if (!draft)
        fail_msg("not read: %s", err.text);
    for (size_t i = 0; noted && i < notes.n; i++)
        strbuf_addf(noted, "%s\n", notes.items[i].text);
    ini_notes_release(&notes);
    return draft;
}

static void sample_is_read_and_written_byte_for_byte(void **unused)
{
    (void)unused;
    struct strbuf text = STRBUF_INIT, again = STRBUF_INIT, noted = STRBUF_INIT;
    enum ini_state state;
    read_file("tests/drafts/sample-2023.ini", &text);
    struct draft *draft = read_noted(text.data, text.len, &state, &noted);
    assert_string_equal(noted.data, "");
    assert_int_equal(state, INI_WHOLE);
    assert_string_equal(draft_text(draft, draft_find(draft, "report.unit")), "云岫县自然资源局");
    assert_string_equal(draft_text(draft, draft_find(draft, "disclosure.fees")), "128.4500");
    assert_string_equal(
        draft_text(draft, draft_find(draft, "requests.refused.third_party.business")), "1");
    assert_string_equal(draft_text(draft, draft_find(draft, "requests.received.total")), "");
    assert_string_equal(
        draft_text(draft, draft_find(draft, "remarks.disclosure.normative_documents.made")),
        "其中修订1件");
    draftfile_write(draft, &again);
    assert_string_equal(again.data, text.data);
    draft_free(draft);
    strbuf_release(&text);
    strbuf_release(&again);
    strbuf_release(&noted);
}

/* ---- random drafts ---- */

static uint64_t seed = 20240120;
static uint32_t roll(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

static void add_random_text(struct strbuf *out, bool lines)
{
    /* clang-format off */
    static const char *const pieces[] = {
        "\"", "\\", "&", "&quot;", "&#x0a;", ";", "#", "=", "[end]", "]", "'", "%", "$", "，", ",", " ", "\t", "　", "/",
        "年报", "：", "……", "——", "“", "”", "\xef\xbb\xbf", "\xe2\x80\xae", "\xe2\x80\xa8", "\x01", "\x1b[2J", "\x7f",
        "\xc2\x85", "0", "17", "complete", "p0010", "é", "e\xcc\x81", "👨‍👩‍👧", "\xf0\xa0\x80\x80", "\r", "\n", "x"};
    /* clang-format on */
    size_t n = roll(4) ? roll(12) : roll(400);
    for (size_t i = 0; i < n; i++) {
        const char *piece = pieces[roll(sizeof pieces / sizeof pieces[0])];
        if (lines || *piece != '\n')
            strbuf_add_str(out, piece);
    }
}

static struct draft *random_draft(void)
{
    static const char *const others[] = {"remarks.requests.received.other",
                                         "explanations.t3-col.1a2b",
                                         "report.previous",
                                         "overview.note",
                                         "requests.unknown_row",
                                         "custom.key",
                                         "a.b:c.d",
                                         "custom.empty"};
    struct draft *draft = draft_new(roll(4) ? &format_2021 : &format_2019);
    struct strbuf text = STRBUF_INIT;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (roll(2))
            draft_field(draft, others[i]);
    for (int f = 0; f < draft_n_fields(draft); f++) {
        struct cell cell;
        strbuf_clear(&text);
        if (draft_field_cell(draft, f, &cell) && roll(10))
            strbuf_addf(&text, "%.*s", (int)roll(3) * 2, roll(8) ? "1234" : "/");
        else if (roll(3))
            add_random_text(&text, draft_field_section(draft, f) >= 0);
        draft_set(draft, f, text.data);
    }
    strbuf_release(&text);
    return draft;
}

static void assert_same(const struct draft *expected, const struct draft *got, int round)
{
    for (int f = 0; f < draft_n_fields(expected); f++) {
        const char *key = draft_key(expected, f);
        int other = draft_find(got, key);
        const char *text = other < 0 ? "" : draft_text(got, other);
        if (strcmp(text, draft_text(expected, f)) != 0)
            fail_msg("draft %d, %s: wrote <%s>, read <%s>", round, key, draft_text(expected, f),
                     text);
    }
    assert_int_equal(draftfile_n_differences(expected, got), 0);
}

static void random_drafts_come_back(void **unused)
{
    (void)unused;
    for (int round = 0; round < 400; round++) {
        struct draft *draft = random_draft();
        struct strbuf text = STRBUF_INIT, again = STRBUF_INIT;
        enum ini_state state;
        draftfile_write_exact(draft, &text);
        struct err err = {0};
        struct draft *exact = draftfile_read_exact(text.data, text.len, &err);
        if (!exact)
            fail_msg("draft %d: %s", round, err.text);
        assert_same(draft, exact, round);
        draft_free(exact);

        strbuf_clear(&text);
        draftfile_write(draft, &text);
        struct draft *copy = read_noted(text.data, text.len, &state, NULL);
        assert_int_equal(state, INI_WHOLE);
        total_drop_agreeing(draft);
        assert_same(draft, copy, round);
        draftfile_write(copy, &again);
        assert_string_equal(again.data, text.data);
        draft_free(copy);
        draft_free(draft);
        strbuf_release(&text);
        strbuf_release(&again);
    }
}

static void every_truncation_is_seen(void **unused)
{
    (void)unused;
    struct strbuf text = STRBUF_INIT;
    read_file("tests/drafts/sample-2023.ini", &text);
    for (size_t len = 0; len + 1 < text.len; len += 1 + len % 7) {
        struct ini_notes notes;
        enum ini_state state;
        struct draft *draft = draftfile_read(text.data, len, &state, &notes, NULL);
        if (draft && state == INI_WHOLE)
            fail_msg("cut at byte %zu of %zu: taken for whole", len, text.len);
        draft_free(draft);
        ini_notes_release(&notes);
    }
    strbuf_release(&text);
}

/* ---- written by hand ---- */

#define HEAD "[report]\nformat = \"2021\"\nunit = \"甲局\"\nyear = \"2023\"\n"
#define TAIL "[end]\ncomplete = \"1\"\n"

struct hand_case {
    const char *text;
    const char *key, *value; /* what that field then holds */
    const char *note;        /* part of a note, NULL: none of the draft's own is wanted */
};

/* As long as a value may be that a writer has cut off: 102 bytes. */
#define LONG "一二三四五六七八九十甲一二三四五六七八九十乙一二三四五六七八九十丙丁"

/* clang-format off */
static const struct hand_case hand_cases[] = {
    {HEAD "[overview]\np0010 = \"一\"\np0020 = \"三\"\np0015 = \"二\"\n" TAIL, "overview", "一\n二\n三", NULL},
    {HEAD "[overview]\np100 = \"尾\"\np0020 = \"头\"\n" TAIL, "overview", "头\n尾", NULL},
    {HEAD "[overview]\np0010 = \"甲\"\np0010.02 = \"乙\"\np0010.03 = \"丙\"\n" TAIL, "overview", "甲乙丙", NULL},
    {HEAD "[overview]\np0010 = \"甲\"\np0010.03 = \"丙\"\n" TAIL, "overview", "甲丙", "第 7 行：“p0010.03”的前一截不在文件里"},
    {HEAD "[overview]\np0010 = \"甲\"\np0020 = \"\"\np0030 = \"乙\"\np0040 = \"\"\n" TAIL, "overview", "甲\n\n乙\n", NULL},
    {HEAD "[remarks]\ndisclosure.rules.made = \"其中\"\ndisclosure.fees = \"暂缺\"\ndisclosure.rules.made.02 = \"修订2件\"\n" TAIL,
     "remarks.disclosure.rules.made", "其中修订2件", "没有紧跟在前一截后面"},
    {HEAD "[remarks]\ndisclosure.rules.made.02 = \"修订2件\"\ndisclosure.rules.made = \"其中\"\n" TAIL,
     "remarks.disclosure.rules.made", "其中修订2件", "没有紧跟在前一截后面"},
    {HEAD "[later]\na = \"" LONG "\"\nb = \"1\"\na.02 = \"尾\"\n" TAIL, "later.a", LONG "尾", "没有紧跟在前一截后面"},
    {HEAD "[later]\na.02 = \"尾\"\na = \"" LONG "\"\n" TAIL, "later.a", LONG "尾", "没有紧跟在前一截后面"},
    {HEAD "[later]\na = \"1\"\nb = \"1\"\na.02 = \"2\"\n" TAIL, "later.a", "1", NULL},
    {HEAD "[later]\na = \"1\"\nb = \"1\"\na.02 = \"2\"\n" TAIL, "later.a.02", "2", NULL},
    {HEAD "[problems]\np0010 = \"后\"\n[overview]\np0010 = \"前\"\n" TAIL, "overview", "前", NULL},
    {HEAD "[overview]\np0015 = \"二\"\np15 = \"一\"\np0020 = \"三\"\n" TAIL, "overview", "一\n二\n三", NULL},
    {HEAD "[overview]\np15 = \"一\"\np0015 = \"二\"\n" TAIL, "overview", "一\n二", NULL},
    {HEAD "[overview]\np0010.03 = \"丙\"\np0010.02 = \"乙\"\np0010 = \"甲\"\n" TAIL, "overview", "甲乙丙", NULL},
    {HEAD "phone = \"1\"\nphone.03 = \"3\"\n" TAIL, "report.phone", "13", "没有紧跟在前一截后面"},
    {HEAD "phone = \"1\"\nfax.02 = \"2\"\n" TAIL, "report.phone", "1", NULL},
    {HEAD "phone = \"1\"\nphono.02 = \"2\"\n" TAIL, "report.phone", "1", NULL},
    {HEAD "[mine]\na.02=\"1\"\nb.02=\"2\"\nc.02=\"3\"\nd.02=\"4\"\ne.02=\"5\"\nf.02=\"6\"\ng.02=\"7\"\nh.02=\"8\"\ni.02=\"9\"\n" TAIL,
     "mine.i.02", "9", NULL},
    {HEAD "[overview]\nnote = \"甲\"\n" TAIL, "overview.note", "甲", "“note”不是段落"},
    {HEAD "[overview]\np = \"甲\"\n" TAIL, "overview.p", "甲", "“p”不是段落"},
    {HEAD "[overview]\np0010x = \"甲\"\n" TAIL, "overview.p0010x", "甲", "“p0010x”不是段落"},
    {HEAD "[overview]\np1234567890 = \"甲\"\n" TAIL, "overview.p1234567890", "甲", "“p1234567890”不是段落"},
    {HEAD "[requests]\nreceived = \"1, /, , 0, 2, 3, 6\"\n" TAIL, "requests.received.business", "/", NULL},
    {HEAD "[requests]\nreceived = \"1, /, , 0, 2, 3, 6\"\n" TAIL, "requests.received.research", "", NULL},
    {HEAD "[requests]\nreceived = \"1, /, , 0, 2, 3, 6\"\n" TAIL, "requests.received.total", "", NULL},
    {HEAD "[requests]\nreceived = \"1, /, , 0, 2, 3, 7\"\n" TAIL, "requests.received.total", "7", NULL},
    {HEAD "[requests]\nreceived = \"1，2，　3 ,4,5,6, 21\"\n" TAIL, "requests.received.research", "3", NULL},
    {HEAD "[requests]\nreceived = \"1, 2\"\n" TAIL, "requests.received.business", "2", "应有 7 个数，只有 2 个"},
    {HEAD "[requests]\nreceived = \"\"\n" TAIL, "requests.received.business", "", NULL},
    {HEAD "[requests]\nreceived = \"1,2,3,4,5,6,21,8\"\n" TAIL, "requests.received.other", "6", "第 6 行：表三"},
    {HEAD "[requests]\nreceived = \"1,2,3,4,5,6,21,8\"\n" TAIL, "requests.received.other", "6", "多出来的“8”没有读入"},
    {HEAD "[requests]\nreceived.other = \"1,5\"\nreceived = \",,,,,,\"\n" TAIL, "requests.received.other", "1,5", NULL},
    {HEAD "[requests]\ngranted_all = \"1\"\n" TAIL, "requests.granted_all", "1", "表三没有“granted_all”这一行"},
    {HEAD "[requests]\nreceived = \"４６, 2, 3, 4, 5, 6, ６６\"\n" TAIL, "requests.received.natural_person", "46",
     "有 2 格的数写法不规范，已改成半角数字，第一格是“表三 一、本年新收政府信息公开申请数量 自然人”：“４６”读作 46"},
    {HEAD "[requests]\nreceived = \"４６, 2, 3, 4, 5, 6, ６６\"\n" TAIL, "requests.received.total", "", "半角数字"},
    {HEAD "[requests]\nreceived = \"046, ／, 3件, 4, 5, 6, \"\n" TAIL, "requests.received.natural_person", "46", "“046”读作 46"},
    {HEAD "[requests]\nreceived = \"046, ／, 3件, 4, 5, 6, \"\n" TAIL, "requests.received.business", "/", "有 2 格"},
    {HEAD "[requests]\nreceived = \"046, ／, 3件, 4, 5, 6, \"\n" TAIL, "requests.received.research", "3件", "有 2 格"},
    {HEAD "[disclosure]\nfees = \"１８．８７１０\"\n" TAIL, "disclosure.fees", "18.8710", "“１８．８７１０”读作 18.8710"},
    {HEAD "[disclosure]\nfees = \"1,234.50\"\n" TAIL, "disclosure.fees", "1,234.50", NULL},
    {"[report]\nformat = \"2019\"\n[disclosure]\nprocurement = \"０３, ２５１０００元\"\n" TAIL, "disclosure.procurement.items",
     "3", "有 1 格"},
    {"[report]\nformat = \"2019\"\n[disclosure]\nprocurement = \"０３, ２５１０００元\"\n" TAIL, "disclosure.procurement.amount",
     "２５１０００元", NULL},
    {"[report]\nformat = \"2021\"\nyear = \"２０２３\"\n" TAIL, "report.year", "2023", "报告年度“２０２３”读作 2023"},
    {HEAD "[disclosure]\nfees = \"18.8710\"\n" TAIL, "disclosure.fees", "18.8710", NULL},
    {HEAD "[remarks]\ndisclosure.rules = \"x\"\n" TAIL, "remarks.disclosure.rules", "x", "不是表中的格子"},
    {HEAD "[mine]\ncolour = \"red\"\n" TAIL, "mine.colour", "red", NULL},
    {HEAD "[mine.own]\ncolour = \"red\"\n" TAIL, "mine.own:colour", "red", NULL},
    {"[report]\nformat = \"2033\"\nunit = \"甲局\"\n" TAIL, "report.unit", "甲局", "第 2 行：格式“2033”本程序不认识"},
    {"[report]\nunit = \"甲局\"\n" TAIL, "report.unit", "甲局", "没有写明报告格式"},
    {"[report]\nyear = \"20233\"\n" TAIL, "report.year", "20233", "没有写明报告格式"},
    {HEAD "[disclosure]\nfees.text = \"1\"\n" TAIL, "disclosure.fees", "1", NULL},
    {HEAD "[disclosure]\nfees.sum = \"1\"\n" TAIL, "disclosure.fees.sum", "1", "没有“fees.sum”这一行"},
    {"[overview]\np0010 = \"甲\"\n" TAIL, "overview", "甲", "文件里没有 [report]、[disclosure]"},
};
/* clang-format on */

static void what_people_write_is_read(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof hand_cases / sizeof hand_cases[0]; i++) {
        const struct hand_case *c = &hand_cases[i];
        struct strbuf noted = STRBUF_INIT;
        enum ini_state state;
        struct draft *draft = read_noted(c->text, strlen(c->text), &state, &noted);
        int field = draft_find(draft, c->key);
        if (state != INI_EDITED)
            fail_msg("case %zu: state %d", i, state);
        if (field < 0 || strcmp(draft_text(draft, field), c->value) != 0)
            fail_msg("case %zu, %s: <%s>, wanted <%s>", i, c->key,
                     field < 0 ? "no field" : draft_text(draft, field), c->value);
        if (c->note && !strstr(noted.data, c->note))
            fail_msg("case %zu: no note “%s” among\n%s", i, c->note, noted.data);
        if (!c->note && (strstr(noted.data, "应有") || strstr(noted.data, "不是") ||
                         strstr(noted.data, "前一截")))
            fail_msg("case %zu: a note that was not wanted\n%s", i, noted.data);
        draft_free(draft);
        strbuf_release(&noted);
    }
}

static void what_is_no_draft_is_refused(void **unused)
{
    (void)unused;
    static const char *const texts[] = {"", "\n\n", "[nianbao]\nborder = \"ascii\"\n",
                                        "hello world\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct ini_notes notes;
        enum ini_state state;
        struct err err = {0};
        struct draft *draft = draftfile_read(texts[i], strlen(texts[i]), &state, &notes, &err);
        if (draft || !strstr(err.text, "不是年报草稿"))
            fail_msg("<%s>: %s", texts[i], draft ? "read" : err.text);
        ini_notes_release(&notes);
    }
}

/* The copy of a draft that a journal or a list of sums keeps: whole or nothing. */
static void a_damaged_copy_is_refused(void **unused)
{
    (void)unused;
    struct strbuf text = STRBUF_INIT;
    read_file("tests/drafts/sample-2023.ini", &text);
    const size_t lens[] = {0, text.len / 2, text.len};
    for (size_t i = 0; i < 3; i++) {
        struct err err = {0};
        struct draft *draft = draftfile_read_exact(text.data, lens[i], &err);
        if (!draft != (i < 2) || !draft != (err.text[0] != '\0'))
            fail_msg("%zu bytes: %s, \"%s\"", lens[i], draft ? "read" : "refused", err.text);
        draft_free(draft);
    }
    strbuf_release(&text);
}

/* Keys come from journals, too: only those that can be written and read again are taken. */
static void keys_that_cannot_be_written(void **unused)
{
    (void)unused;
    static const struct {
        const char *key;
        bool is_valid;
    } rows[] = {
        {"report.unit", true},
        {"requests.received.other", true},
        {"overview", true},
        {"mine.colour", true},
        {"a.b:c", true},
        {"", false},
        {"colour", false},
        {".x", false},
        {"mine.", false},
        {"end.keys", false},
        {"end:keys", false},
        {"我的.x", false},
        {"mine.颜色", false},
        {"a b.c", false},
        {"k1234567891123456789212345678931234567894123456789512345678961234567897123456789812345678991234567890.x",
         false},
        {"k1234567891123456789212345678931234567894123456789512345678961234567897123456789812345678991234567890"
         "1234567.x",
         false},
    };
    struct draft *draft = draft_new(&format_2021);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (draftfile_key_is_valid(draft, rows[i].key) != rows[i].is_valid)
            fail_msg("\"%s\": expected %d", rows[i].key, rows[i].is_valid);
        if (!rows[i].is_valid)
            draft_set(draft, draft_field(draft, rows[i].key), "x");
    }
    /* One that got in all the same does not spoil the file. */
    struct strbuf text = STRBUF_INIT, noted = STRBUF_INIT;
    enum ini_state state;
    draftfile_write(draft, &text);
    draft_free(read_noted(text.data, text.len, &state, &noted));
    assert_int_equal(state, INI_WHOLE);
    assert_string_equal(noted.data, "");
    draft_free(draft);
    strbuf_release(&text);
    strbuf_release(&noted);
}

static void what_the_form_does_not_know_survives(void **unused)
{
    (void)unused;
    static const char text[] =
        HEAD "previous = \"2022.ini\"\n[overview]\nnote = \"\"\n[mine]\nx = \"1\"\nx.02 = \"2\"\n"
             "[other.tool]\ny = \"&quot;3&quot;\"\n" TAIL;
    static const char *const kept[] = {"previous = \"2022.ini\"\n", "note = \"\"\n",
                                       "[mine]\nx = \"1\"\nx.02 = \"2\"\n",
                                       "[other.tool]\ny = \"&quot;3&quot;\"\n"};
    enum ini_state state;
    struct draft *draft = read_noted(text, strlen(text), &state, NULL);
    struct strbuf out = STRBUF_INIT;
    draftfile_write(draft, &out);
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        if (!strstr(out.data, kept[i]))
            fail_msg("lost: %s\nfrom\n%s", kept[i], out.data);
    draft_free(draft);
    strbuf_release(&out);
}

static void one_changed_paragraph_changes_its_lines_only(void **unused)
{
    (void)unused;
    struct strbuf text = STRBUF_INIT, again = STRBUF_INIT;
    enum ini_state state;
    read_file("tests/drafts/sample-2023.ini", &text);
    struct draft *draft = read_noted(text.data, text.len, &state, NULL);
    int field = draft_find(draft, "problems");
    const char *place = strstr(draft_text(draft, field), "偏少");
    draft_splice(draft, field, (size_t)(place - draft_text(draft, field)), strlen("偏少"), "不足",
                 strlen("不足"));
    draftfile_write(draft, &again);
    size_t n_changed = 0;
    for (const char *a = text.data, *b = again.data; *a && *b;) {
        size_t a_len = strcspn(a, "\n"), b_len = strcspn(b, "\n");
        n_changed += a_len != b_len || memcmp(a, b, a_len) != 0;
        a += a_len + 1, b += b_len + 1;
    }
    assert_int_equal(n_changed, 2); /* the line itself and the checksum */
    draft_free(draft);
    strbuf_release(&text);
    strbuf_release(&again);
}

static void fields_have_names_for_people(void **unused)
{
    (void)unused;
    static const char *const names[][2] = {
        {"report.unit", "机关全称"},
        {"overview", "一、总体情况"},
        {"preface", "前言"},
        {"requests.received.other", "表三 一、本年新收政府信息公开申请数量 其他"},
        {"remarks.disclosure.rules.made", "表二 规章 本年制发件数 的注"},
        {"explanations.t3-col.1a2b", "说明 t3-col.1a2b"},
        {"report.printed", "打印记录"},
        {"carried.requests.carried_in.other",
         "表三 二、上年结转政府信息公开申请数量 其他 取自上年的哪一格"},
        {"report.previous", "上年的草稿"},
        {"mine.colour", "mine.colour"},
    };
    struct draft *draft = draft_new(&format_2021);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct strbuf title = STRBUF_INIT;
        draftfile_field_title(draft, names[i][0], &title);
        assert_string_equal(title.data, names[i][1]);
        strbuf_release(&title);
    }
    draft_free(draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sample_is_read_and_written_byte_for_byte),
        cmocka_unit_test(random_drafts_come_back),
        cmocka_unit_test(every_truncation_is_seen),
        cmocka_unit_test(what_people_write_is_read),
        cmocka_unit_test(what_is_no_draft_is_refused),
        cmocka_unit_test(a_damaged_copy_is_refused),
        cmocka_unit_test(keys_that_cannot_be_written),
        cmocka_unit_test(what_the_form_does_not_know_survives),
        cmocka_unit_test(one_changed_paragraph_changes_its_lines_only),
        cmocka_unit_test(fields_have_names_for_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
