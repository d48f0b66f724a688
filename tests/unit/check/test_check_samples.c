/* SPDX-License-Identifier: MIT */
/* What the checks say of published reports that lie beside the project, where they do: what a
 * reviewer found in them, and nothing that is not there. Each list was read against the report by a
 * person. Notes of the import are left out. */
#include "tests/support/check_support.h"

#include "forms/import/import.h"

static const struct {
    const char *file, *ids;
} samples[] = {
    {"guanzhuang-2023.txt", "P-URL P-OVERVIEW5 P-PERIOD P-NAME P-SEC5 P-ORD"},
    {"hongze-2023.txt", "P-URL P-NAME P-EVAL P-TYPO T4-SUM T4-SUM"},
    {"kewei-2024.md", "P-URL P-PUNCT P-LEN P-SECTIONS P-DUP P-CONTRA P-TYPO P-LIST P-TYPO"},
    {"shanghai-office-2019.html",
     "P-URL P-OVERVIEW5 P-NUM-GRP P-PCT P-NUM-GRP P-CONTRA T3-BLANK T4-BLANK"},
};

static bool is_of_import(const struct finding *finding)
{
    return strncmp(finding->text, "导入", strlen("导入")) == 0 ||
           strncmp(finding->rule->id, "I-", 2) == 0;
}

static void test_samples(void **state)
{
    (void)state;
    int n_failed = 0, n_read = 0;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        struct strbuf path = STRBUF_INIT, bytes = STRBUF_INIT;
        strbuf_addf(&path, "../shared/samples/%s", samples[i].file);
        FILE *file = fopen(path.data, "rb");
        strbuf_release(&path);
        if (!file)
            continue;
        char block[4096];
        for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
            strbuf_add(&bytes, block, n);
        fclose(file);
        n_read++;
        struct import_notes notes = {0};
        struct err err = {0};
        struct draft *draft = import_report(bytes.data, bytes.len, &notes, &err);
        strbuf_release(&bytes);
        import_notes_release(&notes);
        assert_non_null(draft);
        struct findings all = {0}, own = {0};
        check_draft(draft, NULL, CHECK_ALL, &all);
        for (size_t f = 0; f < all.count; f++) {
            if (is_of_import(&all.items[f]))
                continue;
            GROW(own.items, own.count, own.capacity);
            own.items[own.count++] = all.items[f];
        }
        n_failed += !findings_match(&own, samples[i].file, samples[i].ids, NULL);
        free(own.items);
        findings_release(&all);
        draft_free(draft);
    }
    if (!n_read) {
        print_message("skip checks of published reports (no ../shared/samples)\n");
        skip();
    }
    assert_int_equal(n_failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_samples)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
