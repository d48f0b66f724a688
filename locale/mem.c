/* SPDX-License-Identifier: MIT */
#include "locale/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "locale/compat.h"

static void (*failure_handler)(void);

static _Noreturn void out_of_memory(void)
{
    static const char text[] =
        "nianbao: 内存不足，程序退出。已输入的内容在日志里，下次启动可以找回。\n";
    if (failure_handler)
        failure_handler();
    ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
    (void)ignored;
    _exit(4);
}

void mem_trim(void) { malloc_trim(0); }

void mem_set_failure_handler(void (*handler)(void)) { failure_handler = handler; }

void *xmalloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *xcalloc(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *xreallocarray(void *old, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        out_of_memory();
    void *p = realloc(old, count && size ? count * size : 1);
    if (!p)
        out_of_memory();
    return p;
}

char *xmemdup0(const char *text, size_t len)
{
    char *p = xmalloc(len + 1);
    if (len)
        memcpy(p, text, len);
    p[len] = '\0';
    return p;
}

char *xstrdup(const char *text) { return xmemdup0(text, strlen(text)); }
