/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_ERR_H
#define LOCALE_ERR_H

/* Why the world failed, as one sentence for the user. A function that can fail takes a struct err *
 * (NULL where the caller does not care) and ends with `return err_set(err, …)`. */

#include <stdbool.h>

struct err {
    int number;      /* the errno behind it, 0 where there is none */
    char text[1000]; /* UTF-8, not cut within a character; a file's name in it may hold anything */
};

/* Always false, so that a function can return it. */
bool err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same with "：" and what err_describe() says of errnum behind it. */
bool err_set_errno(struct err *err, int errnum, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* An errno in words, in the interface's language whatever the C locale is: "磁盘已满" for ENOSPC. A
 * static string. */
const char *err_describe(int errnum) __attribute__((returns_nonnull));

#endif
