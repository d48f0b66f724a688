/* SPDX-License-Identifier: MIT */
#ifndef FORMS_IMPORT_OWNTABLE_H
#define FORMS_IMPORT_OWNTABLE_H

#include "forms/import/ownpages.h"

/* Reads the table of a section with its notes from lines first..last-1 of a printed report. false:
 * it is not all there. */
bool owntable_read(struct ownpages *printed, int section, int first, int last);

#endif
