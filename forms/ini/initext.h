/* SPDX-License-Identifier: MIT */
#ifndef FORMS_INI_INITEXT_H
#define FORMS_INI_INITEXT_H

/* Splits the bytes of an INI file into lines of valid UTF-8 without BOM, NUL and CR, and notes what
 * it changed. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/ini/ininote.h"
#include "locale/encoding.h"
#include "locale/err.h"
#include "locale/strbuf.h"

enum {
    INI_MAX_BYTES = 2 * 1024 * 1024, /* of a whole file */
    INI_MAX_LINES = 20000,
};

struct initext {
    const char *bytes; /* of the caller, or of converted */
    size_t len, offset;
    struct strbuf converted;
    enum encoding encoding;
    bool damaged; /* mostly UTF-8, with invalid bytes */
    bool seen_crlf;
    int n_lines;
    struct ini_notes *notes;

    struct strbuf line; /* the current line, without its line feed; n_lines is its number */
    size_t line_offset; /* where it begins in the input; meaningless after a conversion */
};

/* Checks the limits and finds the encoding; false with err if this is not text. bytes and notes
 * must outlive the initext; always release it. */
bool initext_start(struct initext *text, const char *bytes, size_t len, struct ini_notes *notes,
                   struct err *err) __attribute__((warn_unused_result));
/* The next line; false at the end. */
bool initext_next(struct initext *text);
void initext_release(struct initext *text);

#endif
