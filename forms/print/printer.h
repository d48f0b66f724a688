/* SPDX-License-Identifier: MIT */
#ifndef FORMS_PRINT_PRINTER_H
#define FORMS_PRINT_PRINTER_H

/* Handing a report to a printer: the print command gets it on its standard input (program.h). */

#include <stdbool.h>
#include <stddef.h>

#include "locale/err.h"
#include "locale/strbuf.h"

struct printer_job {
    const char
        *command; /* program and its arguments, divided by blanks: the setting print_command */
    const char *printer; /* name of a printer, letters, digits, _ - . @ / only; NULL or "": the
                            command's own */
    bool raw;      /* bytes that lp's text filter would not understand: adds -o raw (lp only) */
    int timeout_s; /* the command is killed after so long; 0: 60 */
};

/* Runs the command with the bytes and waits for it. What it wrote to stdout and stderr is appended
 * to said (it may hold anything). false with err: it could not be started, did not end in time, or
 * ended with a status that is not 0. */
bool printer_run(const struct printer_job *job, const char *bytes, size_t len, struct strbuf *said,
                 struct err *err);

#endif
