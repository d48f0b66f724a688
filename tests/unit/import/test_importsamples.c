/* SPDX-License-Identifier: MIT */
/* Published reports that lie beside the project, where they do: the numbers equal those that a
 * person read off, cell by cell, and the checks name exactly the arithmetic errors that the person
 * found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/check/check.h"
#include "forms/draft/total.h"
#include "forms/import/import.h"

#define FOLDER "../shared/samples/"

static bool read_file(const char *name, struct strbuf *out)
{
    struct strbuf path = STRBUF_INIT;
    strbuf_addf(&path, "%s%s", FOLDER, name);
    FILE *file = fopen(path.data, "rb");
    strbuf_release(&path);
    if (!file)
        return false;
    char buffer[4096];
    size_t n;
    while ((n = fread(buffer, 1, sizeof buffer, file)) > 0)
        strbuf_add(out, buffer, n);
    fclose(file);
    return true;
}

/* The text behind "key": in the JSON, from the offset on; NULL. */
static const char *json_find(const char *json, const char *key)
{
    struct strbuf quoted = STRBUF_INIT;
    strbuf_addf(&quoted, "\"%s\":", key);
    const char *p = strstr(json, quoted.data);
    if (p)
        p += quoted.len + strspn(p + quoted.len, " \n");
    strbuf_release(&quoted);
    return p;
}

/* One value of an array, a number, a string or null, as a cell's text; *p moves behind it. */
static char *json_value(const char **p)
{
    *p += strspn(*p, " \n[{,:");
    if (**p == '"') {
        size_t len = strcspn(*p + 1, "\"");
        char *text = strndup(*p + 1, len);
        *p += len + 2;
        return text;
    }
    size_t len = strcspn(*p, " \n,]}");
    char *text = strncmp(*p, "null", 4) == 0 ? strdup("") : strndup(*p, len);
    *p += len;
    return text;
}

static void expect_cell(const struct draft *draft, const char *name, struct cell cell,
                        const char *text)
{
    struct strbuf shown = STRBUF_INIT, title = STRBUF_INIT;
    total_shown_text(draft, cell, &shown);
    /* A total that the source left blank is computed all the same. */
    const char *found = *text ? shown.data : draft_text(draft, draft_cell_field(draft, cell));
    form_cell_title(draft_form(draft), cell, &title);
    if (strcmp(found, text) != 0)
        fail_msg("%s: %s is “%s”, not “%s”", name, title.data, found, text);
    strbuf_release(&shown);
    strbuf_release(&title);
}

static void expect_row(const struct draft *draft, const char *name, struct cell cell,
                       const char *values)
{
    bool is_object = *values == '{'; /* each value has its column's name before it */
    for (; cell.column < form_block_of(draft_form(draft), cell)->n_columns; cell.column++) {
        if (is_object)
            free(json_value(&values));
        char *text = json_value(&values);
        expect_cell(draft, name, cell, text);
        free(text);
    }
}

/* The place of "3.3.1" in 表三: counted over （一）… and what stands below them. */
static int row_of_number(const struct form *form, const char *number)
{
    static const char *const ordinals[] = {"",       "（一）", "（二）", "（三）",
                                           "（四）", "（五）", "（六）", "（七）"};
    const struct form_block *block =
        &form->sections[form_section_index(form, "requests")].table->blocks[0];
    int a = 0, b = 0, c = 0;
    sscanf(number, "%d.%d.%d", &a, &b, &c);
    for (int r = 0; r < block->n_rows; r++) {
        int depth = form_path_depth(block->rows[r].path);
        const char *last = block->rows[r].path[depth - 1];
        if (a != 3 && depth == 1 && strncmp(last, a == 1 ? "一" : a == 2 ? "二" : "四", 3) == 0)
            return r;
        if (a == 3 && depth > 1 &&
            strncmp(block->rows[r].path[1], ordinals[b], strlen(ordinals[b])) == 0 &&
            (depth == 2 ||
             (c ? last[0] == '0' + c : r + 1 == block->n_rows || strncmp(last, "3.其他", 8) == 0)))
            return r;
    }
    fail_msg("no row %s", number);
    return 0;
}

static void compare_requests(const struct draft *draft, const char *name, const char *json)
{
    const char *p = json_find(json, "rows"), *end = json_find(json, "t4");
    while (p && (p = strchr(p, '"')) != NULL && p < end && p[1] >= '1' && p[1] <= '4') {
        char *number = json_value(&p);
        expect_row(draft, name,
                   (struct cell){form_section_index(draft_form(draft), "requests"), 0,
                                 row_of_number(draft_form(draft), number), 0},
                   p + 1);
        free(number);
        p = strchr(p, ']');
    }
}

static void compare_disclosure(const struct draft *draft, const char *name, const char *json)
{
    const struct form *form = draft_form(draft);
    int section = form_section_index(form, "disclosure");
    const struct form_table *table = form->sections[section].table;
    for (int b = 0; b < table->n_blocks; b++) {
        for (int r = 0; r < table->blocks[b].n_rows; r++) {
            const char *label = table->blocks[b].rows[r].path[0];
            const char *values = json_find(json, label);
            if (!values)
                values = json_find(json, "行政事业性收费(万元)");
            expect_row(draft, name, (struct cell){section, b, r, 0}, values);
        }
    }
}

static void compare_review(const struct draft *draft, const char *name, const char *json)
{
    const char *p = json_find(json, "values");
    int section = form_section_index(draft_form(draft), "review");
    for (int i = 0; p && i < 15; i++) {
        char *text = json_value(&p);
        expect_cell(draft, name, (struct cell){section, 0, i / 5, i % 5}, text);
        free(text);
    }
}

static const char *rule_of_error(const char *error)
{
    if (strstr(error, "表四"))
        return "T4-SUM";
    if (strstr(error, "一+二"))
        return "T3-COL";
    return strstr(error, "(一)至(六)") ? "T3-SUM" : "T3-ROW";
}

static bool is_arithmetic(const char *rule)
{
    return strcmp(rule, "T3-COL") == 0 || strcmp(rule, "T3-SUM") == 0 ||
           strcmp(rule, "T3-ROW") == 0 || strcmp(rule, "T4-SUM") == 0;
}

static void compare_errors(const struct draft *draft, const char *name, const char *json)
{
    struct findings findings = {0};
    check_draft(draft, NULL, CHECK_ALL, &findings);
    const char *p = json_find(json, "arithmetic_errors"), *end = json_find(json, "other_errors");
    bool *matched = calloc(findings.count + 1, sizeof *matched);
    while (p && (p = strchr(p, '"')) != NULL && p < end && strncmp(p, "\"other_errors", 13) != 0) {
        char *error = json_value(&p);
        size_t i = 0;
        while (i < findings.count &&
               (matched[i] || strcmp(findings.items[i].rule->id, rule_of_error(error)) != 0))
            i++;
        if (i == findings.count)
            fail_msg("%s: not named: %s", name, error);
        matched[i] = true;
        free(error);
    }
    for (size_t i = 0; i < findings.count; i++)
        if (!matched[i] && is_arithmetic(findings.items[i].rule->id))
            fail_msg("%s: false alarm: %s", name, findings.items[i].text);
    free(matched);
    findings_release(&findings);
}

static void test_samples(void **state)
{
    (void)state;
    static const struct {
        const char *text, *json;
    } samples[] = {
        {"changchun-styjrswj-2023-partial.txt", "changchun-styjrswj-2023-partial.json"},
        {"hongze-2023.txt", "hongze-2023.json"},
        {"kewei-2024.md", "kewei-2024.json"},
        {"shanghai-office-2019.html", "shanghai-office-2019.json"},
        {"xuwen-sfj-partial.txt", "xuwen-sfj-partial.json"},
        {"guanzhuang-2023.txt", NULL},
        {"jiaxian-xizhen-2022-oldformat-partial.txt", NULL},
        {"template-2021.txt", NULL},
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        struct strbuf text = STRBUF_INIT, json = STRBUF_INIT;
        struct import_notes notes = {0};
        struct err err;
        if (!read_file(samples[i].text, &text)) {
            print_message("skip samples (no folder %s)\n", FOLDER);
            skip();
        }
        struct draft *draft = import_report(text.data, text.len, &notes, &err);
        if (!draft)
            fail_msg("%s: %s", samples[i].text, err.text);
        if (samples[i].json && read_file(samples[i].json, &json)) {
            compare_disclosure(draft, samples[i].text, json.data);
            compare_requests(draft, samples[i].text, json.data);
            compare_review(draft, samples[i].text, json.data);
            compare_errors(draft, samples[i].text, json.data);
        }
        draft_free(draft);
        import_notes_release(&notes);
        strbuf_release(&text);
        strbuf_release(&json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_samples)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
