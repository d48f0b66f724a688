/* SPDX-License-Identifier: MIT */
#include "tui/term/entry.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/strbuf.h"

/* The folders of Debian, Fedora and their kin. */
static const char *const folders[] = {"/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo",
                                      "/usr/lib/terminfo"};

/* term(5): the header is six numbers of two bytes, the lower one first: a magic number, the bytes
 * of the names, how many booleans, numbers and strings follow, the bytes of the strings' texts. */
enum {
    MAGIC_SHORT = 0432, /* numbers of two bytes */
    MAGIC_LONG = 01036, /* of four */
    HEADER_BYTES = 12,
    MAX_ENTRY_BYTES = 32 * 1024,
    ERASE_CHARS = 37, /* the places of ech and el1 among the strings */
    CLR_BOL = 269,
};

static char *terminfo_before; /* the user's; NULL: none */
static bool is_hidden;

static size_t read_number(const unsigned char *bytes)
{
    return (size_t)bytes[0] | (size_t)bytes[1] << 8;
}

/* Says of a string that the terminal has none. */
static void drop_string(unsigned char *entry, size_t len, size_t index)
{
    size_t magic = read_number(entry), n_strings = read_number(entry + 8);
    size_t at = HEADER_BYTES + read_number(entry + 2) + read_number(entry + 4);
    at += at % 2;
    at += read_number(entry + 6) * (magic == MAGIC_LONG ? 4 : 2) + 2 * index;
    if (index < n_strings && at + 2 <= len)
        memset(entry + at, 0xFF, 2);
}

/* The compiled entry of a type; 0: it is not in the folder. */
static size_t read_entry(const char *folder, const char *type, unsigned char *entry)
{
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/%c/%s", folder, *type, type) >= (int)sizeof path)
        return 0;
    FILE *file = fopen(path, "re");
    size_t len = file ? fread(entry, 1, MAX_ENTRY_BYTES, file) : 0;
    if (file)
        (void)fclose(file);
    size_t magic = len > HEADER_BYTES ? read_number(entry) : 0;
    return magic == MAGIC_SHORT || magic == MAGIC_LONG ? len : 0;
}

void entry_hide_erasers(const char *type)
{
    static const char mlterm[] = "mlterm";
    if (strncmp(type, mlterm, strlen(mlterm)) != 0 || strchr(type, '/'))
        return;
    unsigned char *entry = xcalloc(MAX_ENTRY_BYTES, 1);
    const char *own = getenv("TERMINFO");
    size_t len = own && *own == '/' ? read_entry(own, type, entry) : 0;
    for (size_t i = 0; i < sizeof folders / sizeof *folders && !len; i++)
        len = read_entry(folders[i], type, entry);
    if (len) {
        struct strbuf hex = STRBUF_INIT;
        drop_string(entry, len, ERASE_CHARS);
        drop_string(entry, len, CLR_BOL);
        /* ncurses takes a whole entry from the variable, too: terminfo(5), “fetching compiled
         * descriptions”. */
        strbuf_add_str(&hex, "hex:");
        for (size_t i = 0; i < len; i++)
            strbuf_addf(&hex, "%02X", entry[i]);
        terminfo_before = own ? xstrdup(own) : NULL;
        is_hidden = setenv("TERMINFO", hex.data, 1) == 0;
        strbuf_release(&hex);
    }
    free(entry);
}

void entry_show_all(void)
{
    if (is_hidden && terminfo_before)
        setenv("TERMINFO", terminfo_before, 1);
    else if (is_hidden)
        unsetenv("TERMINFO");
    free(terminfo_before);
    terminfo_before = NULL;
    is_hidden = false;
}
