/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SUPPORT_CHECK_SUPPORT_H
#define TESTS_SUPPORT_CHECK_SUPPORT_H

/* What the tests of the checks share: a good draft, changes to it, and which findings are expected.
 */

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/check/check.h"
#include "forms/store/draftfile.h"
#include "locale/mem.h"
#include "locale/strbuf.h"

enum { CASE_MAX_CHANGES = 12 };

/* A change: the field gets the text; "+overview" appends a paragraph to it; "~overview" replaces
 * what stands before => (which must be there) by what stands behind it. */
struct change {
    const char *key, *text;
};

struct check_case {
    const char *name;
    struct change changes[CASE_MAX_CHANGES];
    const char *ids;      /* of all findings, in order: "T3-COL T3-SWAP"; "" for none */
    const char *fragment; /* must stand in one of the messages; NULL: none asked for */
};

static inline struct draft *read_draft(const char *path)
{
    struct strbuf bytes = STRBUF_INIT;
    char block[4096];
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
        strbuf_add(&bytes, block, n);
    fclose(file);
    enum ini_state state;
    struct ini_notes notes;
    struct err err;
    struct draft *draft = draftfile_read(bytes.data, bytes.len, &state, &notes, &err);
    if (!draft)
        fail_msg("%s: %s", path, err.text);
    ini_notes_release(&notes);
    strbuf_release(&bytes);
    return draft;
}

static inline void apply_change(struct draft *draft, const struct change *change)
{
    const char *key = change->key, *arrow;
    char op = *key == '+' || *key == '~' ? *key++ : '=';
    int field = draft_field(draft, key);
    if (op == '=') {
        draft_set(draft, field, change->text);
    } else if (op == '+') {
        draft_splice(draft, field, draft_len(draft, field), 0, "\n", 1);
        draft_splice(draft, field, draft_len(draft, field), 0, change->text, strlen(change->text));
    } else if ((arrow = strstr(change->text, "=>"))) {
        char *old = xmemdup0(change->text, (size_t)(arrow - change->text));
        const char *at = strstr(draft_text(draft, field), old);
        if (!at)
            fail_msg("“%s” is not in %s", old, key);
        else
            draft_splice(draft, field, (size_t)(at - draft_text(draft, field)), strlen(old),
                         arrow + 2, strlen(arrow + 2));
        free(old);
    }
}

static inline void apply_changes(struct draft *draft, const struct change *changes)
{
    for (int i = 0; i < CASE_MAX_CHANGES && changes[i].key; i++)
        apply_change(draft, &changes[i]);
}

/* Compares the findings with those expected; prints all messages where they differ. */
static inline bool findings_match(const struct findings *findings, const char *name,
                                  const char *ids, const char *fragment)
{
    struct strbuf got = STRBUF_INIT, messages = STRBUF_INIT;
    for (size_t i = 0; i < findings->count; i++) {
        strbuf_addf(&got, "%s%s", i ? " " : "", findings->items[i].rule->id);
        strbuf_addf(&messages, "    %s %s\n", findings->items[i].rule->id, findings->items[i].text);
    }
    bool ok = strcmp(got.data, ids) == 0 && (!fragment || strstr(messages.data, fragment));
    if (!ok)
        print_error("%s: expected “%s”%s%s, found “%s”\n%s", name, ids, fragment ? " with " : "",
                    fragment ? fragment : "", got.data, messages.data);
    strbuf_release(&got);
    strbuf_release(&messages);
    return ok;
}

/* Runs the cases, each on a fresh copy of base. Returns the number of those that failed. */
static inline int run_cases(const struct draft *base, const struct draft *previous,
                            const struct check_case *cases, size_t n_cases)
{
    int n_failed = 0;
    for (size_t i = 0; i < n_cases; i++) {
        struct draft *draft = draft_clone(base);
        struct findings findings = {0};
        apply_changes(draft, cases[i].changes);
        check_draft(draft, previous, CHECK_ALL, &findings);
        n_failed += !findings_match(&findings, cases[i].name, cases[i].ids, cases[i].fragment);
        findings_release(&findings);
        draft_free(draft);
    }
    return n_failed;
}

#endif
