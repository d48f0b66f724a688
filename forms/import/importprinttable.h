/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_IMPORTPRINTTABLE_H
#define FORMS_IMPORT_IMPORTPRINTTABLE_H

#include "forms/import/importprint.h"

/* Reads the table of a section with its notes from lines first..last-1 of a printed report. false:
 * it is not all there. */
bool print_read_table(struct printed *printed, int section, int first, int last);

#endif
