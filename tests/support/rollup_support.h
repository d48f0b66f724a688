/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SUPPORT_ROLLUP_SUPPORT_H
#define TESTS_SUPPORT_ROLLUP_SUPPORT_H

/* Drafts to add up, and folders of them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/draft/total.h"
#include "forms/rollup/draftlist.h"
#include "forms/rollup/rollup.h"
#include "forms/store/draftfile.h"
#include "tests/support/randomfile.h"
#include "tests/support/scratch.h"

static inline void set(struct draft *draft, const char *key, const char *text)
{
    int field = draft_find(draft, key);
    assert_true(field >= 0);
    draft_set(draft, field, text);
}

/* Every cell that is no total gets a number; the identity of 表三 is made to hold. Some cells of
 * the other tables stay blank or become “/”. */
static inline void fill(struct draft *draft, uint32_t largest)
{
    const struct form *form = draft_form(draft);
    char text[40];
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell cell = form_cell_at(form, i);
        const struct form_identity *identity = form->sections[cell.section].table->identity;
        if (form_cell_is_total(form, cell))
            continue;
        if (form_column_of(form, cell)->kind == CELL_AMOUNT)
            snprintf(text, sizeof text, "%u.%04u", random_below(largest), random_below(10000));
        else
            snprintf(text, sizeof text, "%u", random_below(largest));
        if (!identity && random_below(20) == 0)
            strcpy(text, random_below(2) ? "" : "/");
        draft_set(draft, draft_cell_field(draft, cell), text);
    }
    for (int s = 0; s < form->n_sections; s++) {
        const struct form_identity *identity =
            form->sections[s].table ? form->sections[s].table->identity : NULL;
        for (int c = 0; identity && c < form->sections[s].table->blocks[0].n_columns; c++) {
            struct cell right = {s, 0, identity->right[0], c}, left = {s, 0, identity->left[0], c};
            if (c == form->sections[s].table->blocks[0].total_column)
                continue;
            struct cell carried_in = {s, 0, identity->left[1], c},
                        carried_out = {s, 0, identity->right[1], c};
            draft_set(draft, draft_cell_field(draft, carried_in), "0");
            int64_t received =
                total_of(draft, right).number + draft_value(draft, carried_out).number;
            snprintf(text, sizeof text, "%lld", (long long)received);
            draft_set(draft, draft_cell_field(draft, left), text);
        }
    }
}

/* A draft without errors but also without numbers. */
static inline struct draft *make_texts(const char *unit)
{
    struct draft *draft = draft_new(&format_2021);
    set(draft, "report.unit", unit);
    set(draft, "report.year", "2023");
    set(draft, "overview",
        "本机关全年收到申请{requests.received.total}件，统计期限自2023年1月1日起至12月31日止。");
    set(draft, "problems", "主要问题：一是解读不够多；二是培训不够。\n下一步加以改进。");
    set(draft, "other", "收取信息处理费0元。");
    return draft;
}

static inline struct draft *make_draft(const char *unit)
{
    struct draft *draft = make_texts(unit);
    fill(draft, 10000);
    return draft;
}

static inline void write_draft(const struct draft *draft, const char *name)
{
    struct strbuf text = STRBUF_INIT;
    draftfile_write(draft, &text);
    scratch_write(name, text.data, 0600);
    strbuf_release(&text);
}

static inline void make_folder(const char *name)
{
    assert_int_equal(mkdir(scratch_path(name), 0700), 0);
}

static inline void list_folder(struct draft_list *list, const char *name)
{
    struct err err = {0};
    *list = (struct draft_list)DRAFT_LIST_INIT;
    if (!draft_list_add(list, scratch_path(name), NULL, &err))
        fail_msg("%s", err.text);
}

static const struct rollup_options two_jobs = {.n_jobs = 2};

#endif
