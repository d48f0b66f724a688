/* SPDX-License-Identifier: MIT */
#include "forms/register/registerdraft.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/crc32.h"
#include "forms/form/value.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"

#define SECTION "register."

/* ---- the record ---- */

static void add_row_key(const struct form *form, struct cell cell, struct strbuf *out)
{
    strbuf_addf(out, SECTION "%s.%s", form->sections[cell.section].key,
                form_row_of(form, cell)->key);
}

/* What the last count put into the cell; -1: nothing is known. */
static int64_t counted_before(const struct draft *draft, struct cell cell)
{
    struct strbuf key = STRBUF_INIT;
    add_row_key(draft_form(draft), cell, &key);
    const char *text = draft_text_of(draft, key.data);
    strbuf_release(&key);
    for (int column = 0; column < cell.column && *text; column++) {
        text += strcspn(text, ",");
        text += *text == ',';
    }
    char *end;
    long long count = strtoll(text, &end, 10);
    return end == text || count < 0 ? -1 : count;
}

static bool is_counted_cell(const struct register_book *book, struct cell cell)
{
    return !form_cell_is_total(book->form, cell) && register_count(book, cell) >= 0;
}

static void record_row(struct edit *edit, const struct register_book *book, struct cell cell)
{
    const struct form_block *block = form_block_of(book->form, cell);
    struct strbuf key = STRBUF_INIT, row = STRBUF_INIT;
    add_row_key(book->form, cell, &key);
    for (cell.column = 0; cell.column < block->n_columns; cell.column++)
        if (is_counted_cell(book, cell))
            strbuf_addf(&row, "%s%" PRId64, row.len ? ", " : "", register_count(book, cell));
    edit_set(edit, draft_field(edit_draft(edit), key.data), row.data);
    strbuf_release(&key);
    strbuf_release(&row);
}

bool registerdraft_is_counted(const struct draft *draft) { return *registerdraft_path(draft); }

const char *registerdraft_path(const struct draft *draft)
{
    return draft_text_of(draft, SECTION "path");
}

const char *registerdraft_counted(const struct draft *draft)
{
    return draft_text_of(draft, SECTION "counted");
}

static void format_crc(uint32_t crc, char out[16]) { snprintf(out, 16, "%08" PRIx32, crc); }

bool registerdraft_is_same(const struct draft *draft, const char *bytes, size_t len)
{
    char crc[16];
    format_crc(crc32_add(0, bytes, len), crc);
    return strcmp(draft_text_of(draft, SECTION "crc"), crc) == 0;
}

/* ---- the plan ---- */

static void plan_cell(struct register_plan *plan, const struct draft *draft, struct cell cell)
{
    const char *text = draft_text(draft, draft_cell_field(draft, cell));
    int64_t count = register_count(plan->book, cell), before = counted_before(draft, cell);
    struct value value = value_of(CELL_COUNT, text);
    if (value.kind == VALUE_NUMBER && value_addend(value) == count)
        return;
    bool is_by_hand =
        before >= 0 && *text && !(value.kind == VALUE_NUMBER && value_addend(value) == before);
    GROW(plan->changes, plan->n_changes, plan->capacity);
    plan->changes[plan->n_changes++] =
        (struct register_change){cell, xstrdup(text), count, is_by_hand};
    plan->n_kept += is_by_hand;
}

/* The narratives that the report begins and ends with, the preface apart. */
static int edge_narrative(const struct draft *draft, bool is_last)
{
    const struct form *form = draft_form(draft);
    int s = is_last ? form->n_sections - 1 : 0;
    while (form->sections[s].table || !form->sections[s].heading)
        s += is_last ? -1 : 1;
    return draft_section_field(draft, s);
}

/* Chinese in every language: it becomes the report's. */
static void add_reference(const struct register_book *book, int row, bool as_number,
                          struct strbuf *out)
{
    int section = registerwords_request_section(book->form);
    struct cell cell = {section, 0, row,
                        book->form->sections[section].table->blocks[0].total_column};
    if (as_number) {
        size_t n = 0;
        for (size_t i = 0; i < book->n_lines; i++)
            n += register_line_is_in(book, &book->lines[i], cell);
        strbuf_addf(out, "%zu件", n);
        return;
    }
    strbuf_add_byte(out, '{');
    form_cell_key(book->form, cell, out);
    strbuf_add_str(out, "}件");
}

/* With references to the table, or with the numbers that they will show. */
static char *request_sentence(const struct register_book *book, bool with_numbers)
{
    int section = registerwords_request_section(book->form);
    const struct form_identity *identity = book->form->sections[section].table->identity;
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(&text, "%d年，本机关新收政府信息公开申请", book->year);
    add_reference(book, identity->left[0], with_numbers, &text);
    strbuf_add_str(&text, "，上年结转");
    add_reference(book, identity->left[1], with_numbers, &text);
    strbuf_add_str(&text, "；办结");
    add_reference(book, identity->right[0], with_numbers, &text);
    strbuf_add_str(&text, "，结转下年度继续办理");
    add_reference(book, identity->right[1], with_numbers, &text);
    strbuf_add_str(&text, "。");
    return strbuf_steal(&text);
}

static char *fee_sentence(const struct register_book *book)
{
    struct strbuf text = STRBUF_INIT;
    if (!book->n_fees) {
        strbuf_addf(&text, "%d年本机关没有发出信息处理费收费通知，收取信息处理费0元。", book->year);
        return strbuf_steal(&text);
    }
    strbuf_addf(&text, "%d年本机关按规定收取信息处理费%" PRId64, book->year, book->fees_fen / 100);
    if (book->fees_fen % 100)
        strbuf_addf(&text, ".%02d", (int)(book->fees_fen % 100));
    strbuf_addf(&text, "元，涉及申请%zu件。", book->n_fees);
    return strbuf_steal(&text);
}

void register_plan_init(struct register_plan *plan, const struct draft *draft,
                        const struct register_book *book)
{
    *plan = (struct register_plan){.book = book};
    for (int i = 0; i < form_n_cells(book->form); i++) {
        struct cell cell = form_cell_at(book->form, i);
        if (is_counted_cell(book, cell))
            plan_cell(plan, draft, cell);
    }
    if (!strstr(draft_text(draft, edge_narrative(draft, false)), "申请")) {
        plan->requests = request_sentence(book, false);
        plan->requests_shown = request_sentence(book, true);
    }
    if (book->has_fees && !strstr(draft_text(draft, edge_narrative(draft, true)), "信息处理费"))
        plan->fees = fee_sentence(book);
}

void register_plan_release(struct register_plan *plan)
{
    for (size_t i = 0; i < plan->n_changes; i++)
        free(plan->changes[i].before);
    free(plan->changes);
    free(plan->requests);
    free(plan->requests_shown);
    free(plan->fees);
    *plan = (struct register_plan){0};
}

void register_plan_describe(const struct register_plan *plan, const struct draft *draft,
                            struct strbuf *out)
{
    size_t n_zero = 0;
    for (size_t i = 0; i < plan->n_changes; i++) {
        const struct register_change *change = &plan->changes[i];
        const char *before = *change->before ? change->before : _("空");
        if (!*change->before && !change->count) {
            n_zero++;
            continue;
        }
        form_cell_title(draft_form(draft), change->cell, out);
        if (change->is_kept)
            strbuf_addf(out, _("：手工改成了 %s，台账是 %" PRId64 "，保留手工的数。请核对。\n"),
                        before, change->count);
        else
            strbuf_addf(out, _("：%s → %" PRId64 "\n"), before, change->count);
    }
    if (n_zero)
        strbuf_addf(out, _("空着的 %zu 格填 0\n"), n_zero);
}

static void add_sentence(struct edit *edit, bool is_last, const char *sentence)
{
    if (!sentence)
        return;
    int field = edge_narrative(edit_draft(edit), is_last);
    size_t len = draft_len(edit_draft(edit), field);
    if (len)
        edit_splice(edit, field, len, 0, "\n", 1);
    edit_splice(edit, field, len + (len > 0), 0, sentence, strlen(sentence));
}

void register_plan_apply(const struct register_plan *plan, struct edit *edit,
                         const struct register_source *source)
{
    const struct form *form = plan->book->form;
    struct draft *draft = edit_draft(edit);
    struct strbuf counted = STRBUF_INIT;
    const char *slash = strrchr(source->path, '/');
    char text[32];
    edit_begin(edit, N_("从台账统计"));
    for (size_t i = 0; i < plan->n_changes; i++) {
        if (plan->changes[i].is_kept)
            continue;
        snprintf(text, sizeof text, "%" PRId64, plan->changes[i].count);
        edit_set(edit, draft_cell_field(draft, plan->changes[i].cell), text);
    }
    add_sentence(edit, false, plan->requests);
    add_sentence(edit, true, plan->fees);
    date_add_time(&counted, source->now, DATE_ISO_TIME);
    format_crc(source->crc, text);
    edit_set(edit, draft_field(draft, SECTION "name"), slash ? slash + 1 : source->path);
    edit_set(edit, draft_field(draft, SECTION "path"), source->path);
    edit_set(edit, draft_field(draft, SECTION "counted"), counted.data);
    edit_set(edit, draft_field(draft, SECTION "crc"), text);
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell cell = form_cell_at(form, i);
        if (cell.column == 0 && is_counted_cell(plan->book, cell))
            record_row(edit, plan->book, cell);
    }
    edit_end(edit);
    strbuf_release(&counted);
}

/* ---- the lines behind a number ---- */

static void add_line(const struct register_line *line, struct strbuf *out)
{
    strbuf_addf(out, _("第 %d 行  "), line->line);
    if (*line->number)
        strbuf_addf(out, _("编号 %s  "), line->number);
    strbuf_add_str(out, _("收到 "));
    date_add_iso(out, line->received);
    if (line->answered.year) {
        strbuf_add_str(out, _("  答复 "));
        date_add_iso(out, line->answered);
    } else {
        strbuf_add_str(out, _("  没有办结"));
    }
    strbuf_add_byte(out, '\n');
}

void registerdraft_add_lines(const struct register_book *book, struct cell cell, struct strbuf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < book->n_lines; i++)
        n += register_line_is_in(book, &book->lines[i], cell);
    strbuf_addf(out, _("台账里计入这一格的申请共 %zu 件\n\n"), n);
    for (size_t i = 0; i < book->n_lines; i++)
        if (register_line_is_in(book, &book->lines[i], cell))
            add_line(&book->lines[i], out);
}

void registerdraft_add_carried(const struct register_book *book, const struct draft *previous,
                               struct strbuf *out)
{
    int section = registerwords_request_section(book->form);
    const struct form_table *table = book->form->sections[section].table;
    if (draft_form(previous) != book->form)
        return;
    for (int column = 0; column < table->blocks[0].total_column; column++) {
        struct cell last = {section, 0, table->identity->right[1], column};
        struct cell now = {section, 0, table->identity->left[1], column};
        struct value value =
            value_of(CELL_COUNT, draft_text(previous, draft_cell_field(previous, last)));
        int64_t carried = value.kind == VALUE_NUMBER ? value_addend(value) : 0;
        if (value.kind == VALUE_BLANK || carried == register_count(book, now))
            continue;
        form_cell_title(book->form, now, out);
        strbuf_addf(out, _("：台账 %" PRId64 "，上年报告的结转 %" PRId64 "。台账里计入的："),
                    register_count(book, now), carried);
        const char *separator = "";
        for (size_t i = 0; i < book->n_lines; i++) {
            if (!register_line_is_in(book, &book->lines[i], now))
                continue;
            strbuf_addf(out, _("%s第 %d 行"), separator, book->lines[i].line);
            separator = _("、");
        }
        strbuf_add_str(out, *separator ? "\n" : _("没有\n"));
    }
}
