/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SUPPORT_IMPORT_SUPPORT_H
#define TESTS_SUPPORT_IMPORT_SUPPORT_H

/* What the tests of importing share: a report is imported, and what is in the draft and was told
 * about it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "forms/draft/draft.h"
#include "forms/import/import.h"

/* How a report begins, and the one of which only that table is needed. */
#define HEAD     "甲局2022年政府信息公开工作年度报告\n"
#define REQUESTS HEAD "三、收到和处理政府信息公开申请情况\n"

static struct import_notes notes;
static struct err err;

static inline struct draft *import_len(const char *text, size_t len)
{
    import_notes_release(&notes);
    return import_report(text, len, &notes, &err);
}

static inline struct draft *import(const char *text)
{
    struct draft *draft = import_len(text, strlen(text));
    if (!draft)
        fail_msg("not imported: %s\n%s", err.text, text);
    return draft;
}

static inline const char *get(const struct draft *draft, const char *key)
{
    int field = draft_find(draft, key);
    return field >= 0 ? draft_text(draft, field) : "";
}

static inline void expect(const struct draft *draft, const char *key, const char *text)
{
    if (strcmp(get(draft, key), text) != 0)
        fail_msg("%s is “%s”, not “%s”", key, get(draft, key), text);
}

/* The note of that rule about that key; NULL. */
static inline const struct import_note *noted(const char *rule, const char *key)
{
    for (size_t i = 0; i < notes.count; i++)
        if (notes.items[i].rule && strcmp(notes.items[i].rule, rule) == 0 &&
            (!key || strcmp(notes.items[i].key, key) == 0))
            return &notes.items[i];
    return NULL;
}

static inline int release_notes(void **state)
{
    (void)state;
    import_notes_release(&notes);
    return 0;
}

#endif
