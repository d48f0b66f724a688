/* SPDX-License-Identifier: MIT */
/* The numbers of drafts: the scanner against the full reader, and adding up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/base/crc32.h"
#include "forms/check/check.h"
#include "forms/draft/balance.h"
#include "forms/rollup/accumulator.h"
#include "forms/rollup/figures_scan.h"
#include "locale/mem.h"
#include "tests/support/rollup_support.h"

/* ---- the scanner says the same as the full reader ---- */

static void add_end(struct strbuf *text, const char *keys)
{
    strbuf_addf(text, "[end]\ncomplete = \"1\"\nkeys = \"%s\"\ncrc = \"%08x\"\n", keys,
                crc32_add(0, text->data, text->len));
}

/* Does a sum take the figures without asking the rules? */
static bool numbers_hold(const struct figures *figures)
{
    return figures->unit.data[strspn(figures->unit.data, " ")] &&
           figures->year >= figures->form->first_year &&
           figures->year <= figures->form->last_year &&
           balance_tables_hold(figures->form, figures->values);
}

static void compare_readers(const struct figures_scanner *scanner, const struct strbuf *text)
{
    struct figures light = FIGURES_INIT, full = FIGURES_INIT;
    struct ini_notes notes;
    struct err err = {0};
    enum ini_state state;
    struct findings findings = {0};
    if (!figures_scan(scanner, text->data, text->len, &light)) {
        figures_release(&light);
        return;
    }
    struct draft *draft = draftfile_read(text->data, text->len, &state, &notes, &err);
    if (!draft || state != INI_WHOLE)
        fail_msg("scanned, but not whole for the reader: %s\n%s", err.text, text->data);
    if (numbers_hold(&light))
        check_draft(draft, NULL, CHECK_FAST_ERRORS, &findings);
    for (size_t i = 0; i < findings.count; i++)
        fail_msg("scanned, but: %s\n%s", findings.items[i].text, text->data);
    figures_from_draft(draft, &full);
    assert_ptr_equal(light.form, full.form);
    assert_int_equal(light.year, full.year);
    assert_string_equal(light.unit.data, full.unit.data);
    assert_int_equal(light.n_numbers, full.n_numbers);
    assert_int_equal(light.n_blank, full.n_blank);
    for (int i = 0; i < form_n_cells(light.form); i++) {
        struct cell cell = form_cell_at(light.form, i);
        if (form_cell_is_total(light.form, cell))
            continue;
        if (light.values[i].kind != full.values[i].kind ||
            light.values[i].number != full.values[i].number)
            fail_msg("cell %d: %lld by the scanner, %lld by the reader\n%s", i,
                     (long long)light.values[i].number, (long long)full.values[i].number,
                     text->data);
        if (form_column_of(light.form, cell)->kind == CELL_AMOUNT)
            assert_string_equal(figures_amount(&light, i), figures_amount(&full, i));
    }
    findings_release(&findings);
    draft_free(draft);
    ini_notes_release(&notes);
    figures_release(&light);
    figures_release(&full);
}

static void scanner_agrees_with_reader(void **unused)
{
    (void)unused;
    static const char pool[] = "0123456789/, .\"=[]abz&\\\n";
    struct figures_scanner *scanner = figures_scanner_new();
    for (int i = 0; i < 3000; i++) {
        struct draft *draft = make_draft("某县某局");
        struct strbuf text = STRBUF_INIT;
        draftfile_write(draft, &text);
        char *end = strstr(text.data, "[end]"), keys[12];
        sscanf(strstr(end, "keys = "), "keys = \"%11[0-9]", keys);
        strbuf_truncate(&text, (size_t)(end - text.data));
        for (uint32_t n = random_below(4); n; n--) {
            char c = pool[random_below(sizeof pool - 1)];
            size_t offset = random_below((uint32_t)text.len);
            strbuf_splice(&text, offset, random_below(3) ? 1 : 0, &c, random_below(4) ? 1 : 0);
        }
        add_end(&text, keys);
        compare_readers(scanner, &text);
        draft_free(draft);
        strbuf_release(&text);
    }
    figures_scanner_free(scanner);
}

static void regular_drafts_are_scanned(void **unused)
{
    (void)unused;
    struct figures_scanner *scanner = figures_scanner_new();
    struct figures figures = FIGURES_INIT;
    struct draft *draft = make_draft("某县某局");
    struct strbuf text = STRBUF_INIT;
    draftfile_write(draft, &text);
    assert_true(figures_scan(scanner, text.data, text.len, &figures));
    assert_string_equal(figures.unit.data, "某县某局");
    assert_int_equal(figures.year, 2023);
    for (size_t len = 0; len < text.len; len++)
        if (figures_scan(scanner, text.data, len, &figures))
            fail_msg("a file cut at %zu of %zu bytes was taken for whole", len, text.len);
    draft_free(draft);
    strbuf_release(&text);
    figures_release(&figures);
    figures_scanner_free(scanner);
}

/* ---- last year's ---- */

static void what_was_carried_is_right(void **unused)
{
    (void)unused;
    static const struct {
        const char *key, *now, *last_key, *last;
        bool holds;
    } rows[] = {
        {"", "", "", "", true},
        {"requests.carried_in.natural_person", "1", "requests.carried_out.natural_person", "1",
         true},
        {"requests.carried_in.natural_person", "1", "requests.carried_out.natural_person", "2",
         false},
        {"requests.carried_in.natural_person", "1", "requests.carried_out.natural_person", "",
         false},
        {"disclosure.rules.in_force", "11", "disclosure.rules.in_force", "10", true},
        {"disclosure.rules.in_force", "11", "disclosure.rules.in_force", "11", false},
        {"disclosure.rules.in_force", "", "disclosure.rules.in_force", "11", true},
        {"disclosure.licences", "100000", "disclosure.licences", "1", true},
    };
    static const char *const zero[] = {"natural_person", "business",      "research",
                                       "welfare",        "legal_service", "other"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct draft *now = make_texts("某县某局"), *last = make_texts("某县某局");
        set(last, "report.year", "2022");
        set(last, "preface", "");
        for (size_t k = 0; k < sizeof zero / sizeof zero[0]; k++) {
            char key[60];
            snprintf(key, sizeof key, "requests.carried_in.%s", zero[k]);
            set(now, key, "0");
            snprintf(key, sizeof key, "requests.carried_out.%s", zero[k]);
            set(last, key, "0");
        }
        set(now, "disclosure.rules.made", "2");
        set(now, "disclosure.rules.repealed", "1");
        if (*rows[i].key) {
            set(now, rows[i].key, rows[i].now);
            set(last, rows[i].last_key, rows[i].last);
        }
        if (balance_carried_holds(draft_form(now), draft_values(now), draft_values(last)) !=
            rows[i].holds)
            fail_msg("%s %s, last year %s: %s", rows[i].key, rows[i].now, rows[i].last,
                     rows[i].holds ? "not proved" : "proved");
        struct findings findings = {0};
        check_draft(now, last, CHECK_ERRORS, &findings);
        if (rows[i].holds &&
            (findings_have(&findings, "Y-CARRY") || findings_have(&findings, "T2-CARRY")))
            fail_msg("%s %s, last year %s: proved, but an error", rows[i].key, rows[i].now,
                     rows[i].last);
        findings_release(&findings);
        draft_free(now);
        draft_free(last);
    }
}

/* ---- adding up ---- */

static void blank_and_zero_and_slash_are_kept_apart(void **unused)
{
    (void)unused;
    static const struct {
        const char *a, *b, *sum;
    } rows[] = {{"", "", ""},  {"/", "/", "/"}, {"0", "", "0"}, {"0", "0", "0"},
                {"", "/", ""}, {"5", "/", "5"}, {"5", "", "5"}, {"5", "7", "12"}};
    struct accumulator *accumulator;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct draft *draft = make_draft("某局");
        struct figures figures = FIGURES_INIT;
        struct strbuf text = STRBUF_INIT;
        struct cell cell;
        assert_true(form_cell_find(&format_2021, "disclosure.penalties", &cell));
        accumulator = accumulator_new(&format_2021);
        set(draft, "disclosure.penalties", rows[i].a);
        figures_from_draft(draft, &figures);
        accumulator_add(accumulator, &figures);
        set(draft, "disclosure.penalties", rows[i].b);
        figures_from_draft(draft, &figures);
        accumulator_add(accumulator, &figures);
        assert_true(accumulator_text(accumulator, form_cell_index(&format_2021, cell), &text));
        if (strcmp(text.data, rows[i].sum) != 0)
            fail_msg("“%s” and “%s” give “%s”, wanted “%s”", rows[i].a, rows[i].b, text.data,
                     rows[i].sum);
        accumulator_free(accumulator);
        figures_release(&figures);
        strbuf_release(&text);
        draft_free(draft);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scanner_agrees_with_reader),
        cmocka_unit_test(regular_drafts_are_scanned),
        cmocka_unit_test(what_was_carried_is_right),
        cmocka_unit_test(blank_and_zero_and_slash_are_kept_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
