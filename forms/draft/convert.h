/* SPDX-License-Identifier: MIT */
#ifndef FORMS_DRAFT_CONVERT_H
#define FORMS_DRAFT_CONVERT_H

/* A draft in one official format carried over into another: for the report of 2021 or later that
 * was written in the form of 2019 by copying an old file. */

#include <stddef.h>

#include "forms/draft/draft.h"

/* A filled cell that has no place in the other format. */
struct convert_loss {
    char *key;   /* in the old draft */
    char *title; /* for people: "表二 政府集中采购 采购总金额" */
    char *text;
};
struct convert_losses {
    struct convert_loss *items;
    size_t count, capacity;
};
void convert_losses_release(struct convert_losses *losses);

/* A new draft in the format `to` with everything that fits: cover, narratives, cells of the same
 * meaning with their remarks, and whatever was added by name. What is filled in and does not fit is
 * appended to losses; blank cells are no loss. The caller frees the draft. */
struct draft *draft_convert(const struct draft *draft, const struct form *to,
                            struct convert_losses *losses)
    __attribute__((returns_nonnull, warn_unused_result));

#endif
