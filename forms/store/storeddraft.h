/* SPDX-License-Identifier: MIT */
#ifndef FORMS_STORE_STOREDDRAFT_H
#define FORMS_STORE_STOREDDRAFT_H

/* A draft read from its file to be checked or printed, not edited. The stamp lets printed.h add its
 * record without reading the file again. */

#include <stdbool.h>

#include "forms/draft/draft.h"
#include "forms/files/safefile.h"
#include "forms/ini/inifile.h"
#include "locale/err.h"

struct stored_draft {
    struct safefile file; /* not open for a draft that came from elsewhere (stdin) */
    struct file_stamp stamp;
    struct draft *draft; /* NULL where there was nothing to build one from */
    enum ini_state state;
    struct ini_notes notes;
};
#define STORED_DRAFT_INIT                                                                          \
    {                                                                                              \
        .file = SAFEFILE_INIT, .state = INI_CUT, .notes = INI_NOTES_INIT                           \
    }

/* Reads the file once. false with err: it cannot be read or is no draft; the notes may say more.
 * Release it in both cases. */
bool stored_draft_read(struct stored_draft *stored, const char *path, struct err *err);
void stored_draft_release(struct stored_draft *stored);

#endif
