/* SPDX-License-Identifier: MIT */
#ifndef FORMS_PRINT_REPORTTEXT_H
#define FORMS_PRINT_REPORTTEXT_H

/* The words of a draft as the report prints them, on paper and as a web page: fit for paper,
 * without blanks at both ends. Each function appends. */

#include "forms/draft/draft.h"
#include "locale/encoding.h"
#include "locale/strbuf.h"

/* A line of the cover. */
void reporttext_add_cover(const struct draft *draft, int cover, enum encoding encoding,
                          struct strbuf *out);
/* What leads in to the cover's lines about contacts: REPORT_CONTACT_LEAD, "" where the preface
 * speaks of it (联系) itself. */
const char *reporttext_contact_lead(const struct draft *draft) __attribute__((returns_nonnull));
/* The date in words: 2024年1月18日; as it was typed where it is no date. */
void reporttext_add_date(const struct draft *draft, enum encoding encoding, struct strbuf *out);
/* A narrative, references replaced: its paragraphs, each ended by LF, blank ones left out. */
void reporttext_add_narrative(const struct draft *draft, int section, enum encoding encoding,
                              struct strbuf *out);

#endif
