/* SPDX-License-Identifier: MIT */
/* libFuzzer target: a register of requests. Whatever it says, every column balances, and a
 * draft takes the counts. */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/draft/newdraft.h"
#include "forms/register/register.h"
#include "forms/register/registerdraft.h"

static void check_columns(const struct register_book *book)
{
    int section = registerwords_request_section(book->form);
    const struct form_table *table = book->form->sections[section].table;
    int64_t n_lines = 0;
    for (int column = 0; column < table->blocks[0].total_column; column++) {
        int64_t in = 0, out = 0;
        for (int row = 0; row < table->blocks[0].n_rows; row++) {
            int64_t n = book->counts.requests[row][column];
            bool is_in = row == table->identity->left[0] || row == table->identity->left[1];
            assert(n >= 0 && (row != table->sum->target || n == 0));
            *(is_in ? &in : &out) += n;
        }
        assert(in == out);
        n_lines += in;
    }
    assert(n_lines == (int64_t)book->n_counted);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct register_book book;
    struct err err = {0};
    struct register_options options = {.year = size % 2 ? 2025 : 0};
    if (register_read(&book, (const char *)data, size, &options, &err)) {
        check_columns(&book);
        struct draft *draft = newdraft_empty("", book.year);
        if (draft_form(draft) == book.form) {
            struct register_plan plan;
            struct edit *edit = edit_new(draft);
            register_plan_init(&plan, draft, &book);
            register_plan_apply(&plan, edit, &(struct register_source){"r.csv", 0, 0});
            register_plan_release(&plan);
            register_plan_init(&plan, draft, &book);
            assert(plan.n_changes == 0);
            register_plan_release(&plan);
            edit_free(edit);
        }
        draft_free(draft);
    } else {
        assert(*err.text);
    }
    register_release(&book);
    return 0;
}
