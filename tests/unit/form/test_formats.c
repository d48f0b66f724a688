/* SPDX-License-Identifier: MIT */
/* The official formats: which one is in force, that names lead back to their cells, carrying a
 * draft over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "forms/draft/convert.h"
#include "forms/draft/total.h"

static void test_format_of_a_year(void **state)
{
    (void)state;
    static const struct {
        int year;
        const char *id;
    } cases[] = {{2018, "2019"}, {2019, "2019"}, {2020, "2019"}, {2021, "2021"},
                 {2023, "2021"}, {2099, "2021"}, {0, "2021"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        print_message("%d\n", cases[i].year);
        assert_string_equal(form_for_year(cases[i].year)->id, cases[i].id);
    }
    assert_ptr_equal(form_by_id("2019"), &format_2019);
    assert_ptr_equal(form_by_id("2021"), &format_2021);
    assert_null(form_by_id("2020"));
}

static void test_cells_and_names(void **state)
{
    (void)state;
    const struct form *forms[] = {&format_2019, &format_2021};
    const int n_cells[] = {6 + 6 + 6 + 2 + 2 + 23 * 7 + 15, 6 + 1 + 2 + 1 + 25 * 7 + 15};
    for (int f = 0; f < 2; f++) {
        assert_int_equal(form_n_cells(forms[f]), n_cells[f]);
        for (int i = 0; i < form_n_cells(forms[f]); i++) {
            struct cell cell = form_cell_at(forms[f], i), found;
            struct strbuf key = STRBUF_INIT;
            form_cell_key(forms[f], cell, &key);
            assert_int_equal(form_cell_index(forms[f], cell), i);
            if (!form_cell_find(forms[f], key.data, &found) || !cell_equal(found, cell))
                fail_msg("%s of %s leads to another cell", key.data, forms[f]->id);
            strbuf_release(&key);
        }
    }
}

static void set(struct draft *draft, const char *key, const char *text)
{
    int field = draft_find(draft, key);
    draft_set(draft, field >= 0 ? field : draft_field(draft, key), text);
}

static const char *get(const struct draft *draft, const char *key)
{
    int field = draft_find(draft, key);
    return field >= 0 ? draft_text(draft, field) : "";
}

static void test_sums_of_2019(void **state)
{
    (void)state;
    struct draft *draft = draft_new(&format_2019);
    struct cell total;
    set(draft, "requests.granted.business", "2");
    set(draft, "requests.other_handling.business", "3");
    assert_true(form_cell_find(&format_2019, "requests.total.business", &total));
    assert_int_equal(total_of(draft, total).number, 5);
    draft_free(draft);
}

static void test_carries_over_what_fits(void **state)
{
    (void)state;
    struct draft *old = draft_new(&format_2019);
    set(old, "report.unit", "青溪县水务局");
    set(old, "report.year", "2022");
    set(old, "overview", "第一段\n第二段");
    set(old, "problems", "问题。");
    set(old, "disclosure.rules.made", "0");
    set(old, "disclosure.normative_documents.made", "3");
    set(old, "disclosure.normative_documents.total_disclosed", "40");
    set(old, "disclosure.licences.previous_items", "12");
    set(old, "disclosure.licences.decisions", "88");
    set(old, "disclosure.procurement.amount", "251000元");
    set(old, "requests.received.business", "4");
    set(old, "requests.other_handling.natural_person", "0");
    set(old, "requests.other_handling.business", "1");
    set(old, "requests.total.total", "9");
    set(old, "review.direct_suit.pending", "1");
    set(old, "remarks.disclosure.normative_documents.made", "其中修订1件");
    set(old, "import.file", "旧文件");
    struct convert_losses losses = {0};
    struct draft *new = draft_convert(old, &format_2021, &losses);
    static const struct {
        const char *key, *text;
    } kept[] = {
        {"report.unit", "青溪县水务局"},
        {"report.year", "2022"},
        {"overview", "第一段\n第二段"},
        {"problems", "问题。"},
        {"disclosure.rules.made", "0"},
        {"disclosure.normative_documents.made", "3"},
        {"disclosure.normative_documents.in_force", ""},
        {"disclosure.licences", "88"},
        {"disclosure.fees", ""},
        {"requests.received.business", "4"},
        {"requests.other.not_corrected.natural_person", "0"},
        {"requests.other.fee_unpaid.natural_person", "0"},
        {"requests.other.other.natural_person", "0"},
        {"requests.other.other.business", ""},
        {"requests.total.total", "9"},
        {"review.direct_suit.pending", "1"},
        {"remarks.disclosure.normative_documents.made", "其中修订1件"},
        {"import.file", "旧文件"},
    };
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        if (strcmp(get(new, kept[i].key), kept[i].text) != 0)
            fail_msg("%s is “%s”, not “%s”", kept[i].key, get(new, kept[i].key), kept[i].text);
    static const char *const lost[] = {
        "disclosure.normative_documents.total_disclosed", "disclosure.licences.previous_items",
        "disclosure.procurement.amount", "requests.other_handling.business"};
    assert_int_equal(losses.count, sizeof lost / sizeof lost[0]);
    for (size_t i = 0; i < losses.count; i++)
        assert_string_equal(losses.items[i].key, lost[i]);
    assert_string_equal(losses.items[2].title, "表二 政府集中采购 采购总金额");
    assert_string_equal(losses.items[2].text, "251000元");
    convert_losses_release(&losses);
    draft_free(old);
    draft_free(new);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_format_of_a_year),
        cmocka_unit_test(test_cells_and_names),
        cmocka_unit_test(test_sums_of_2019),
        cmocka_unit_test(test_carries_over_what_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
