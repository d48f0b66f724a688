/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FAULTS_SAY_H
#define TESTS_FAULTS_SAY_H

#include <stdarg.h>
#include <unistd.h>

#include "locale/strbuf.h"

/* Says a line with one write, so that what was said can be trusted after a kill. */
__attribute__((format(printf, 1, 2))) static inline void say(const char *format, ...)
{
    struct strbuf text = STRBUF_INIT;
    va_list args;
    va_start(args, format);
    strbuf_vaddf(&text, format, args);
    va_end(args);
    strbuf_add_byte(&text, '\n');
    if (write(STDOUT_FILENO, text.data, text.len) != (ssize_t)text.len)
        _exit(3);
    strbuf_release(&text);
}

#endif
