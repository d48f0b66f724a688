/* SPDX-License-Identifier: MIT */
/* Drafts as fields, and totals over them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forms/draft/draft.h"
#include "forms/draft/total.h"

static struct cell cell_of(const struct draft *draft, const char *key)
{
    struct cell cell;
    if (!form_cell_find(draft_form(draft), key, &cell))
        fail_msg("no cell %s", key);
    return cell;
}

static void set(struct draft *draft, const char *key, const char *text)
{
    draft_set(draft, draft_cell_field(draft, cell_of(draft, key)), text);
}

/* What is shown in the cell. */
static const char *shown(const struct draft *draft, const char *key)
{
    static char text[64];
    struct strbuf out = STRBUF_INIT;
    total_shown_text(draft, cell_of(draft, key), &out);
    snprintf(text, sizeof text, "%s", out.data);
    strbuf_release(&out);
    return text;
}

/* ---- fields ---- */

static void every_field_is_found_by_its_name(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    int n = COVER_N_FIELDS + 4 + form_n_cells(&format_2021); /* cover, four narratives, cells */
    assert_int_equal(draft_n_fields(draft), n);
    for (int f = 0; f < n; f++) {
        if (draft_find(draft, draft_key(draft, f)) != f)
            fail_msg("%s is not field %d", draft_key(draft, f), f);
        struct cell cell;
        if (draft_field_cell(draft, f, &cell))
            assert_int_equal(draft_cell_field(draft, cell), f);
        int section = draft_field_section(draft, f);
        if (section >= 0)
            assert_int_equal(draft_section_field(draft, section), f);
    }
    assert_int_equal(draft_find(draft, "nothing"), -1);
    assert_int_equal(draft_cover_field(draft, COVER_UNIT), draft_find(draft, "report.unit"));
    assert_int_equal(draft_section_field(draft, form_section_index(&format_2021, "requests")), -1);
    draft_free(draft);
}

static void thousands_of_own_fields_keep_their_numbers(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    int first = draft_n_fields(draft);
    char key[32];
    for (int i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "custom.key%d", i);
        assert_int_equal(draft_field(draft, key), first + i);
        draft_set(draft, first + i, key);
    }
    for (int i = 0; i < 5000; i += 13) {
        snprintf(key, sizeof key, "custom.key%d", i);
        assert_int_equal(draft_field(draft, key), first + i);
        assert_string_equal(draft_text(draft, first + i), key);
    }
    struct draft *copy = draft_clone(draft);
    assert_string_equal(draft_text(copy, draft_find(copy, "custom.key4999")), "custom.key4999");
    draft_free(copy);
    draft_free(draft);
}

static void changes_are_counted_per_field(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    uint64_t field_before = draft_change(draft, 3), any_before = draft_change_any(draft),
             other = draft_change(draft, 4);
    draft_splice(draft, 3, 0, 0, "甲乙", 6);
    draft_splice(draft, 3, 3, 3, "", 0);
    assert_string_equal(draft_text(draft, 3), "甲");
    assert_int_equal(draft_len(draft, 3), 3);
    assert_int_equal(draft_change(draft, 3) - field_before, 2);
    assert_int_equal(draft_change_any(draft) - any_before, 2);
    assert_int_equal(draft_change(draft, 4), other);
    draft_free(draft);
}

static void year_is_read_or_unknown(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int year;
    } rows[] = {{"2023", 2023}, {"", 0},       {"23", 0}, {"二〇二三", 0},
                {"20233", 0},   {"2023年", 0}, {"/", 0}};
    struct draft *draft = draft_new(&format_2021);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        draft_set(draft, draft_cover_field(draft, COVER_REPORT_YEAR), rows[i].text);
        if (draft_year(draft) != rows[i].year)
            fail_msg("<%s> is %d", rows[i].text, draft_year(draft));
    }
    draft_free(draft);
}

static void remark_of_a_cell(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    struct cell cell = cell_of(draft, "disclosure.rules.made");
    assert_string_equal(draft_remark(draft, cell), "");
    draft_set(draft, draft_field(draft, "remarks.disclosure.rules.made"), "其中修订1件");
    assert_string_equal(draft_remark(draft, cell), "其中修订1件");
    draft_free(draft);
}

/* ---- values: blank, “/” and number are three things ---- */

static void values_of_texts(void **state)
{
    (void)state;
    static const struct {
        enum cell_kind kind;
        const char *text;
        enum value_kind wanted;
        int64_t number;
    } rows[] = {
        {CELL_COUNT, "", VALUE_BLANK, 0},
        {CELL_COUNT, "/", VALUE_NOT_APPLICABLE, 0},
        {CELL_COUNT, "0", VALUE_NUMBER, 0},
        {CELL_COUNT, "007", VALUE_NUMBER, 7},
        {CELL_COUNT, "9223372036854775807", VALUE_NUMBER, INT64_MAX},
        {CELL_COUNT, "9223372036854775808", VALUE_INVALID, 0},
        {CELL_COUNT, "-1", VALUE_INVALID, 0},
        {CELL_COUNT, "1.5", VALUE_INVALID, 0},
        {CELL_COUNT, "12件", VALUE_INVALID, 0},
        {CELL_COUNT, "１２", VALUE_INVALID, 0},
        {CELL_COUNT, " 1", VALUE_INVALID, 0},
        {CELL_COUNT, "//", VALUE_INVALID, 0},
        {CELL_AMOUNT, "18.8710", VALUE_NUMBER, 0},
        {CELL_AMOUNT, "59237.2449", VALUE_NUMBER, 0},
        {CELL_AMOUNT, "0", VALUE_NUMBER, 0},
        {CELL_AMOUNT, ".5", VALUE_INVALID, 0},
        {CELL_AMOUNT, "5.", VALUE_INVALID, 0},
        {CELL_AMOUNT, "1.2.3", VALUE_INVALID, 0},
        {CELL_CHANGE, "-3", VALUE_NUMBER, -3},
        {CELL_CHANGE, "3", VALUE_NUMBER, 3},
        {CELL_CHANGE, "--3", VALUE_INVALID, 0},
        {CELL_CHANGE, "-", VALUE_INVALID, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct value value = value_of(rows[i].kind, rows[i].text);
        if (value.kind != rows[i].wanted ||
            (rows[i].kind != CELL_AMOUNT && value.number != rows[i].number))
            fail_msg("row %zu <%s>: kind %d, number %lld", i, rows[i].text, value.kind,
                     (long long)value.number);
    }
}

/* ---- totals ---- */

static void totals_follow_their_cells(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    assert_string_equal(shown(draft, "requests.granted.total"), "");
    set(draft, "requests.granted.natural_person", "0");
    assert_string_equal(shown(draft, "requests.granted.total"), "0");
    set(draft, "requests.granted.business", "12");
    set(draft, "requests.granted.research", "/");
    set(draft, "requests.refused.third_party.business", "5");
    assert_string_equal(shown(draft, "requests.granted.total"), "12");
    assert_string_equal(shown(draft, "requests.total.business"), "17");
    assert_string_equal(shown(draft, "requests.total.natural_person"), "0");
    assert_string_equal(shown(draft, "requests.total.total"), "17");
    assert_string_equal(shown(draft, "requests.total.other"), "");
    struct total total = total_of(draft, cell_of(draft, "requests.granted.total"));
    assert_int_equal(total.n_addends, 6);
    assert_int_equal(total.n_filled, 2);
    set(draft, "requests.granted.business", "not a number");
    assert_string_equal(shown(draft, "requests.granted.total"), "0");
    draft_free(draft);
}

static void overflow_is_caught(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    set(draft, "review.direct_suit.upheld", "9223372036854775807");
    assert_false(total_of(draft, cell_of(draft, "review.direct_suit.total")).overflow);
    set(draft, "review.direct_suit.pending", "1");
    assert_true(total_of(draft, cell_of(draft, "review.direct_suit.total")).overflow);
    set(draft, "review.direct_suit.total", "9223372036854775807");
    assert_true(total_is_misstated(draft, cell_of(draft, "review.direct_suit.total")));
    set(draft, "requests.granted.business", "9223372036854775807");
    set(draft, "requests.granted.other", "9223372036854775807");
    struct balance balance;
    assert_true(total_balance(draft, cell_of(draft, "requests.total.total"), &balance));
    assert_true(balance.overflow);
    draft_free(draft);
}

static void stated_totals_stay_beside_the_computed(void **state)
{
    (void)state;
    static const struct {
        const char *stated;
        bool misstated, dropped;
    } rows[] = {{"", false, false}, {"5", false, true}, {"05", false, true},
                {"6", true, false}, {"/", true, false}, {"五", true, false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct draft *draft = draft_new(&format_2021);
        struct cell total = cell_of(draft, "review.direct_suit.total");
        set(draft, "review.direct_suit.upheld", "5");
        set(draft, "review.direct_suit.total", rows[i].stated);
        if (total_is_misstated(draft, total) != rows[i].misstated)
            fail_msg("<%s>: misstated %d", rows[i].stated, !rows[i].misstated);
        assert_string_equal(shown(draft, "review.direct_suit.total"),
                            *rows[i].stated ? rows[i].stated : "5");
        total_drop_agreeing(draft);
        const char *own = draft_text(draft, draft_cell_field(draft, total));
        if ((*own == '\0') != (rows[i].dropped || !*rows[i].stated))
            fail_msg("<%s>: stays <%s>", rows[i].stated, own);
        draft_free(draft);
    }
}

static void a_total_of_blanks_that_is_stated_is_kept(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    set(draft, "review.direct_suit.total", "0");
    total_drop_agreeing(draft);
    assert_string_equal(shown(draft, "review.direct_suit.total"), "0");
    assert_false(total_is_misstated(
        draft, cell_of(draft, "review.direct_suit.upheld"))); /* no total at all */
    draft_free(draft);
}

static void balance_of_a_column(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    struct balance balance;
    struct cell any = cell_of(draft, "requests.declined.petition.legal_service");
    set(draft, "requests.received.legal_service", "5");
    set(draft, "requests.carried_in.legal_service", "2");
    set(draft, "requests.granted.legal_service", "4");
    assert_true(total_balance(draft, any, &balance));
    assert_int_equal(balance.left[0], 5);
    assert_int_equal(balance.left[1], 2);
    assert_int_equal(balance.right[0], 4);
    assert_int_equal(balance.n_blank, 1);
    assert_int_equal(balance.difference, 3);
    set(draft, "requests.carried_out.legal_service", "3");
    total_balance(draft, any, &balance);
    assert_int_equal(balance.difference, 0);
    assert_int_equal(balance.n_blank, 0);
    set(draft, "requests.total.legal_service",
        "9"); /* the number shown counts: it is what a reviewer adds up */
    total_balance(draft, any, &balance);
    assert_int_equal(balance.difference, -5);
    assert_false(total_balance(draft, cell_of(draft, "review.direct_suit.upheld"), &balance));
    draft_free(draft);
}

/* Whatever asks for values, sheets and rules do it all the time, a text is parsed once: when it
 * changes. */
static void a_text_is_parsed_once_a_change(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2021);
    uint64_t before = draft_n_parses(draft);
    set(draft, "requests.received.business", "12");
    set(draft, "requests.received.business", "123");
    assert_int_equal(draft_n_parses(draft) - before, 2);
    int64_t sum = 0;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < form_n_cells(&format_2021); i++) {
            struct cell cell = form_cell_at(&format_2021, i);
            sum += draft_value(draft, cell).number + total_of(draft, cell).number;
        }
    }
    assert_int_equal(sum, 3 * (123 + 123 + 123)); /* the cell twice, and its row's total */
    assert_int_equal(draft_n_parses(draft) - before, 2);
    draft_free(draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_parsed_once_a_change),
        cmocka_unit_test(every_field_is_found_by_its_name),
        cmocka_unit_test(thousands_of_own_fields_keep_their_numbers),
        cmocka_unit_test(changes_are_counted_per_field),
        cmocka_unit_test(year_is_read_or_unknown),
        cmocka_unit_test(remark_of_a_cell),
        cmocka_unit_test(values_of_texts),
        cmocka_unit_test(totals_follow_their_cells),
        cmocka_unit_test(overflow_is_caught),
        cmocka_unit_test(stated_totals_stay_beside_the_computed),
        cmocka_unit_test(a_total_of_blanks_that_is_stated_is_kept),
        cmocka_unit_test(balance_of_a_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
