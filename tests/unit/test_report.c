/* The printed report: whole reports against goldens, and the rules of its parts one by one.
 * GENERATE=1 rewrites the goldens in tests/reports; read each of them before you commit it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/draftfile.h"
#include "forms/report.h"
#include "locale/width.h"

static void read_file(const char *path, struct strbuf *out)
{
    FILE *file = fopen(path, "re");
    if (!file)
        fail_msg("cannot open %s (tests run in the project's folder)", path);
    char bytes[4096];
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        strbuf_add(out, bytes, n);
    fclose(file);
}

/* The draft of the invented office. */
static struct draft *sample(void)
{
    struct strbuf bytes = STRBUF_INIT;
    enum ini_state state;
    struct ini_notes notes = {0};
    struct err err = {0};
    read_file("tests/drafts/sample-2023.ini", &bytes);
    struct draft *draft = draftfile_read(bytes.data, bytes.len, &state, &notes, &err);
    if (!draft)
        fail_msg("%s", err.text);
    ini_notes_release(&notes);
    strbuf_release(&bytes);
    return draft;
}

static void set(struct draft *draft, const char *key, const char *text)
{
    draft_set(draft, draft_field(draft, key), text);
}

/* A unit of a large city: five digits in table three, nine in table two, remarks of both kinds, blank and “/” cells. */
static struct draft *large_office(void)
{
    struct draft *draft = sample();
    set(draft, "report.unit", "云岫市江南新区综合行政审批和政务公开协调服务管理委员会办公室");
    set(draft, "disclosure.rules.made", "/");
    set(draft, "disclosure.licences", "113988890");
    set(draft, "disclosure.fees", "1808595.2449");
    set(draft, "requests.received.natural_person", "14069");
    set(draft, "requests.received.business", "9921");
    set(draft, "requests.granted.natural_person", "13402");
    set(draft, "requests.refused.third_party.other", "");
    set(draft, "review.reconsideration.upheld", "134");
    set(draft, "review.direct_suit.upheld", "12057");
    set(draft, "remarks.requests.other.other.natural_person", "均为申请人主动撤回");
    set(draft, "remarks.review.reconsideration.pending", "含上年度结转1件");
    return draft;
}

static struct draft *empty_office(void) { return draft_new(&format_2021); }

static const struct {
    const char *name;
    struct draft *(*make)(void);
    struct report_options options;
} goldens[] = {
    {"narrow-80", sample, {.width = 80}},
    {"narrow-96", sample, {.width = 96}},
    {"narrow-132", sample, {.width = 132}},
    {"wide-80", sample, {.width = 80, .encoding = ENCODING_GB18030}},
    {"wide-96", sample, {.width = 96, .encoding = ENCODING_GB18030}},
    {"wide-132", sample, {.width = 132, .encoding = ENCODING_GB18030}},
    {"ascii-80", sample, {.width = 80, .border = REPORT_BORDER_ASCII}},
    {"ascii-96", sample, {.width = 96, .border = REPORT_BORDER_ASCII}},
    {"ascii-132", sample, {.width = 132, .border = REPORT_BORDER_ASCII}},
    {"pages-80x66", sample, {.width = 80, .page_length = 66}},
    {"pages-wide-80x60-draft", large_office, {.page_length = 60, .encoding = ENCODING_GBK, .is_draft = true}},
    {"pages-ascii-132x44", large_office, {.width = 132, .page_length = 44, .border = REPORT_BORDER_ASCII}},
    {"large-narrow-80", large_office, {.width = 80}},
    {"empty-draft", empty_office, {.is_draft = true}},
};

static void test_goldens(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++) {
        struct draft *draft = goldens[i].make();
        struct strbuf got = STRBUF_INIT, expected = STRBUF_INIT, path = STRBUF_INIT;
        struct err err = {0};
        if (!report_render(draft, &goldens[i].options, &got, &err))
            fail_msg("%s: %s", goldens[i].name, err.text);
        strbuf_addf(&path, "tests/reports/%s.txt", goldens[i].name);
        if (getenv("GENERATE")) {
            FILE *file = fopen(path.data, "we");
            assert_non_null(file);
            assert_int_equal(fwrite(got.data, 1, got.len, file), got.len);
            assert_int_equal(fclose(file), 0);
        } else {
            read_file(path.data, &expected);
            size_t line = 1, pos = 0;
            for (; pos < got.len && pos < expected.len && got.data[pos] == expected.data[pos]; pos++)
                line += got.data[pos] == '\n';
            if (pos != got.len || pos != expected.len)
                fail_msg("%s differs in line %zu (GENERATE=1 rewrites the golden)", path.data, line);
        }
        strbuf_release(&got);
        strbuf_release(&expected);
        strbuf_release(&path);
        draft_free(draft);
    }
}

static void test_expand(void **state)
{
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"", ""},
        {"收到申请{requests.received.total}件。", "收到申请60件。"},
        {"{report.unit}{report.year}年", "云岫县自然资源局2023年"},
        {"{disclosure.licences}{disclosure.fees}", "412128.4500"},
        {"{review.reconsideration.total}", "4"},
        {"{requests.received}", "{requests.received}"}, /* a row is no cell */
        {"{requests.received.nobody}", "{requests.received.nobody}"},
        {"{}{ {a{disclosure.licences}", "{}{ {a412"},
        {"{disclosure.licences", "{disclosure.licences"},
        {"花括号{说明}", "花括号{说明}"},
    };
    (void)state;
    struct draft *draft = sample();
    struct strbuf out = STRBUF_INIT;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        strbuf_clear(&out);
        report_expand(draft, rows[i].text, strlen(rows[i].text), &out);
        if (strcmp(out.data, rows[i].expected) != 0)
            fail_msg("row %zu: %s becomes %s", i, rows[i].text, out.data);
    }
    set(draft, "disclosure.licences", "");
    strbuf_clear(&out);
    report_expand(draft, "{disclosure.licences}件", strlen("{disclosure.licences}件"), &out);
    assert_string_equal(out.data, "（未填写）件");
    strbuf_release(&out);
    draft_free(draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_goldens),
        cmocka_unit_test(test_expand),
    };
    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
