/* SPDX-License-Identifier: MIT */
#include "forms/draft/convert.h"

#include <stdlib.h>
#include <string.h>

#include "forms/draft/total.h"
#include "locale/mem.h"

/* Cells that mean the same under another name. Cells with the same name mean the same unless they
 * stand here: what was 新公开 or 对外公开总数量 is something else than 废止 or 现行有效, and items
 * (项目) are no decisions. */
static const struct {
    const struct form *from, *to;
    const char *from_key, *to_key;
} renamed[] = {
    {&format_2019, &format_2021, "disclosure.licences.decisions", "disclosure.licences"},
    {&format_2019, &format_2021, "disclosure.penalties.decisions", "disclosure.penalties"},
    {&format_2019, &format_2021, "disclosure.coercive_measures.decisions",
     "disclosure.coercive_measures"},
};

/* One row of the old format that several rows of the new one divide. How a number is to be divided
 * nobody knows; a 0, a blank and a “/” are the same in every part. */
static const struct {
    const struct form *from, *to;
    const char *from_prefix; /* with the dot, the column's key follows */
    const char *to_prefixes[4];
} divided[] = {
    {&format_2019,
     &format_2021,
     "requests.other_handling.",
     {"requests.other.not_corrected.", "requests.other.fee_unpaid.", "requests.other.other.",
      NULL}},
};

void convert_losses_release(struct convert_losses *losses)
{
    for (size_t i = 0; i < losses->count; i++) {
        free(losses->items[i].key);
        free(losses->items[i].title);
        free(losses->items[i].text);
    }
    free(losses->items);
    *losses = (struct convert_losses){0};
}

static void add_loss(struct convert_losses *losses, const struct draft *draft, struct cell cell,
                     const char *key)
{
    struct strbuf title = STRBUF_INIT;
    form_cell_title(draft_form(draft), cell, &title);
    GROW(losses->items, losses->count, losses->capacity);
    losses->items[losses->count++] =
        (struct convert_loss){xstrdup(key), strbuf_steal(&title),
                              xstrdup(draft_text(draft, draft_cell_field(draft, cell)))};
}

static bool divide_cell(const struct draft *draft, struct cell cell, const char *key,
                        struct draft *result)
{
    const struct form *to = draft_form(result);
    struct value value = draft_value(draft, cell);
    if (value.kind == VALUE_INVALID || (value.kind == VALUE_NUMBER && value.number != 0))
        return false;
    for (size_t i = 0; i < sizeof divided / sizeof divided[0]; i++) {
        size_t len = strlen(divided[i].from_prefix);
        if (divided[i].from != draft_form(draft) || divided[i].to != to ||
            strncmp(key, divided[i].from_prefix, len) != 0)
            continue;
        for (const char *const *prefix = divided[i].to_prefixes; *prefix; prefix++) {
            struct strbuf part = STRBUF_INIT;
            strbuf_addf(&part, "%s%s", *prefix, key + len);
            draft_set(result, draft_field(result, part.data),
                      draft_text(draft, draft_cell_field(draft, cell)));
            strbuf_release(&part);
        }
        return true;
    }
    return false;
}

static void convert_cell(const struct draft *draft, struct cell cell, struct draft *result,
                         struct convert_losses *losses)
{
    const struct form *from = draft_form(draft), *to = draft_form(result);
    const char *text = draft_text(draft, draft_cell_field(draft, cell));
    struct strbuf key = STRBUF_INIT;
    form_cell_key(from, cell, &key);
    const char *to_key = key.data;
    for (size_t i = 0; i < sizeof renamed / sizeof renamed[0]; i++)
        if (renamed[i].from == from && renamed[i].to == to &&
            strcmp(renamed[i].from_key, key.data) == 0)
            to_key = renamed[i].to_key;
    struct cell place;
    if (form_cell_find(to, to_key, &place) &&
        form_column_of(to, place)->kind == form_column_of(from, cell)->kind) {
        draft_set(result, draft_cell_field(result, place), text);
        if (*draft_remark(draft, cell)) {
            struct strbuf remark = STRBUF_INIT;
            strbuf_addf(&remark, "remarks.%s", to_key);
            draft_set(result, draft_field(result, remark.data), draft_remark(draft, cell));
            strbuf_release(&remark);
        }
    } else if (*text && !divide_cell(draft, cell, key.data, result)) {
        add_loss(losses, draft, cell, key.data);
    }
    strbuf_release(&key);
}

struct draft *draft_convert(const struct draft *draft, const struct form *to,
                            struct convert_losses *losses)
{
    const struct form *from = draft_form(draft);
    struct draft *result = draft_new(to);
    for (int field = 0; field < draft_n_fields(draft); field++) {
        struct cell cell;
        const char *key = draft_key(draft, field);
        if (draft_field_cell(draft, field, &cell))
            convert_cell(draft, cell, result, losses);
        else if (strncmp(key, "remarks.", 8) != 0 || !form_cell_find(from, key + 8, &cell))
            draft_set(result, draft_field(result, key), draft_text(draft, field));
    }
    total_drop_agreeing(result);
    return result;
}
