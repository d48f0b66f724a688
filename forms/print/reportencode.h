/* SPDX-License-Identifier: MIT */
#ifndef FORMS_PRINT_REPORTENCODE_H
#define FORMS_PRINT_REPORTENCODE_H

/* A rendered report on its way out: bytes in the encoding that was asked for, and what that
 * encoding lacks, in words.
 */

#include <stdbool.h>
#include <stddef.h>

#include "forms/draft/draft.h"
#include "locale/encoding.h"
#include "locale/err.h"
#include "locale/strbuf.h"

/* Appends the rendered report in the encoding, lines ended by LF or CR LF. Controls other than LF
 * and FF are left out. result (may be NULL, released by the caller) holds what the encoding lacks,
 * by offset in utf8; since rendering has put substitutes in already, that is what has none. false
 * only when the conversion itself fails. */
bool report_encode(const struct strbuf *utf8, enum encoding encoding, bool crlf, struct strbuf *out,
                   struct encode_result *result, struct err *err);

struct report_losses {
    size_t n_substituted; /* printed as something else */
    size_t
        n_impossible; /* nothing can stand for it: the report cannot be written in this encoding */
};
/* Looks through the draft for text that cannot be printed as it is in the encoding, and appends a
 * line for each place, by section, paragraph and character, ended by LF: “一、总体情况 第 2 段第 15
 * 字：“•”将印成“·””. Very many are cut short with their number. */
void report_encode_losses(const struct draft *draft, enum encoding encoding, struct strbuf *list,
                          struct report_losses *losses);

#endif
