/* SPDX-License-Identifier: MIT */
#include "tui/cli/verbs.h"

#include <stddef.h>

const struct verb *const verbs[] = {
    &verb_edit,   &verb_new,  &verb_check,   &verb_print,  &verb_import, &verb_sum,
    &verb_status, &verb_diff, &verb_recover, &verb_doctor, NULL,
};
