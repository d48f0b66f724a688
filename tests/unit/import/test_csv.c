/* SPDX-License-Identifier: MIT */
/* Records that commas divide. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forms/document/csv.h"

static void fields_of_records(void **state)
{
    (void)state;
    static const struct {
        const char *text, *fields; /* each ended by |, records by / */
    } rows[] = {
        {"", ""},
        {"\n", "|/"},
        {"a,b", "a|b|/"},
        {"a,b\r\n,c\n", "a|b|/|c|/"},
        {"\"a,\"\"b\"\"\",\"c\nd\",e\n", "a,\"b\"|c\nd|e|/"},
        {"\"\",x\n\n y ,\"z\"w\n", "|x|/|/ y |zw|/"},
        {"a\"b\",c", "a\"b\"|c|/"},
        {"\"never ends,\nx", "never ends,\nx|/"},
        {"a\rb,c\r", "a\rb|c\r|/"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct csv csv = CSV_INIT(rows[i].text, strlen(rows[i].text), ',');
        struct csv_record record = CSV_RECORD_INIT;
        struct strbuf got = STRBUF_INIT;
        while (csv_next(&csv, &record)) {
            for (size_t f = 0; f < record.n_fields; f++)
                strbuf_addf(&got, "%s|", csv_field(&record, f));
            assert_string_equal(csv_field(&record, record.n_fields), "");
            strbuf_add_byte(&got, '/');
        }
        if (strcmp(got.data, rows[i].fields) != 0)
            fail_msg("row %zu: %s, wanted %s", i, got.data, rows[i].fields);
        csv_record_release(&record);
        strbuf_release(&got);
    }
}

static void lines_are_counted(void **state)
{
    (void)state;
    static const char text[] = "a\n\"b\n\nc\",d\ne;f\n";
    static const int lines[] = {1, 2, 5};
    struct csv csv = CSV_INIT(text, strlen(text), ',');
    struct csv_record record = CSV_RECORD_INIT;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        assert_true(csv_next(&csv, &record));
        assert_int_equal(record.line, lines[i]);
    }
    assert_false(csv_next(&csv, &record));
    csv_record_release(&record);
}

static void prose_is_no_table(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    strbuf_add_repeat(&text, "一是更新目录，二是培训人员,三是改版网站,四是接待来访。\n", 5);
    strbuf_add_repeat(&text, "没有半角逗号的一段话。\n", 8);
    assert_false(csv_is(text.data, text.len));
    strbuf_add_repeat(&text, "规章,0,0,0\n", 9);
    assert_true(csv_is(text.data, text.len));
    strbuf_add_str(&text, "规章\t0\n"); /* tabs divide it */
    assert_false(csv_is(text.data, text.len));
    strbuf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_of_records),
        cmocka_unit_test(lines_are_counted),
        cmocka_unit_test(prose_is_no_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
