/* SPDX-License-Identifier: MIT */
#ifndef FORMS_REGISTER_REGISTERDRAFT_H
#define FORMS_REGISTER_REGISTERDRAFT_H

/* A counted register in a draft. The section [register] keeps what it was counted from, and the
 * counts as they were, a row a line: so that a number that was typed over by hand is known when the
 * register is counted again.
 *
 *     [register]
 *     name = "台账2025.csv"
 *     path = "台账2025.csv"             relative to the draft's folder where it lies in or below it
 *     counted = "2026-01-05T10:12:00+0800"
 *     crc = "1a2b3c4d"                  of the register's bytes
 *     requests.received = "46, 9, 1, 0, 3, 1" */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "forms/draft/edit.h"
#include "forms/register/register.h"

struct register_change {
    struct cell cell;
    char *before; /* what the cell holds */
    int64_t count;
    bool is_kept; /* typed over by hand since the last count: stays as it is */
};

struct register_plan {
    const struct register_book *book;
    struct register_change *changes; /* cells that hold something else than the count */
    size_t n_changes, capacity;
    size_t n_kept;
    /* To be added to narratives that say nothing of it; NULL: they do, or nothing is known. */
    char *requests;       /* the numbers, as references, for the first narrative with a heading */
    char *requests_shown; /* the same, with the numbers: for people */
    char *fees;           /* for the last */
};

/* What counting would change in the draft, which has the book's form. Borrows the book. */
void register_plan_init(struct register_plan *plan, const struct draft *draft,
                        const struct register_book *book);
void register_plan_release(struct register_plan *plan);
/* A line for each change: “表三 一、本年新收 自然人：5 → 7”; blank cells that become 0 in one line.
 * Appends. */
void register_plan_describe(const struct register_plan *plan, const struct draft *draft,
                            struct strbuf *out);

struct register_source {
    const char *path; /* as it is to stand in the draft */
    time_t now;
    uint32_t crc; /* of the bytes */
};
/* Does it, as one step. */
void register_plan_apply(const struct register_plan *plan, struct edit *edit,
                         const struct register_source *source);

/* Was the draft counted from a register? */
bool registerdraft_is_counted(const struct draft *draft);
/* What it was counted from, as it stands in the draft, and when; "". */
const char *registerdraft_path(const struct draft *draft) __attribute__((returns_nonnull));
const char *registerdraft_counted(const struct draft *draft) __attribute__((returns_nonnull));
/* Is that register what these bytes are? */
bool registerdraft_is_same(const struct draft *draft, const char *bytes, size_t len);

/* The register's lines behind a cell, for people: line, number, dates. Appends. */
void registerdraft_add_lines(const struct register_book *book, struct cell cell,
                             struct strbuf *out);
/* Where last year's 结转 and the register's 上年结转 differ, with the lines counted there. Appends;
 * nothing where they agree or last year's draft has another form. */
void registerdraft_add_carried(const struct register_book *book, const struct draft *previous,
                               struct strbuf *out);

#endif
