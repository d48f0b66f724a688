/* SPDX-License-Identifier: MIT */
#include "forms/ini/inilib.h"

#include <errno.h>
#include <iniparser.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "forms/ini/iniescape.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"

/* Values are passed in pieces that fit a line. Keys of further pieces have a +, which keys of a
 * file cannot have. */
enum { PIECE_BYTES = 850 };

static const char *const no_memory =
    N_("libiniparser 读到的内容不完整，为免丢失没有采用；可能内存不足，请稍后再试");

/* "key", "key+1", "key+2" … */
static void add_piece_key(struct strbuf *out, const char *key, size_t number)
{
    strbuf_add_str(out, key);
    if (number)
        strbuf_addf(out, "+%zu", number);
}

/* Appends the entry as lines; returns their number. */
static size_t add_entry(struct strbuf *text, const struct ini_entry *entry, struct strbuf *escaped)
{
    size_t n = 0, done = 0;
    strbuf_clear(escaped);
    ini_escape(escaped, entry->value, strlen(entry->value));
    do {
        size_t len = escaped->len - done < PIECE_BYTES ? escaped->len - done : PIECE_BYTES;
        add_piece_key(text, entry->key, n++);
        strbuf_add_str(text, " = \"");
        strbuf_add(text, escaped->data + done, len);
        strbuf_add_str(text, "\"\n");
        done += len;
    } while (done < escaped->len);
    return n;
}

/* n_pieces gets the number of lines of each entry. */
static void add_clean_text(const struct ini_entry *entries, size_t n_entries, size_t *n_pieces,
                           struct strbuf *text)
{
    const char *section = NULL;
    struct strbuf escaped = STRBUF_INIT;
    for (size_t i = 0; i < n_entries; i++) {
        if (entries[i].section != section)
            strbuf_addf(text, "[%s]\n", entries[i].section);
        section = entries[i].section;
        n_pieces[i] = add_entry(text, &entries[i], &escaped);
    }
    strbuf_release(&escaped);
}

static int make_memfd(const struct strbuf *text, struct err *err)
{
    int fd = memfd_create("ini", MFD_CLOEXEC);
    if (fd >= 0 && retry_write_all(fd, text->data, text->len))
        return fd;
    err_set_errno(err, errno, _("内存里的临时文件写不成，没有读入"));
    if (fd >= 0)
        close(fd);
    return -1;
}

/* The library's last error message, which it would otherwise print to the terminal. */
static _Thread_local char complaint[160];

__attribute__((format(printf, 1, 2))) static int take_complaint(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(complaint, sizeof complaint, format, args);
    va_end(args);
    return len;
}

static void set_callback(void) { iniparser_set_error_callback(take_complaint); }

/* NULL with err. */
static dictionary *load(const struct strbuf *text, struct err *err)
{
    enum { RESERVE_BYTES = 64 * 1024 };
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    char path[40];
    int fd = make_memfd(text, err);
    if (fd < 0)
        return NULL;
    pthread_once(&once, set_callback);
    complaint[0] = '\0';
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    /* libiniparser 4.1 does not check its first allocation: run out of memory here instead. Later
     * failures leave keys missing, which inilib_read() notices. */
    free(xmalloc(RESERVE_BYTES));
    dictionary *dict = iniparser_load(path);
    close(fd);
    complaint[strcspn(complaint, "\n")] = '\0';
    /* 4.2 leaves a quoted value empty that it has no memory for, complains, and goes on. */
    if (dict && complaint[0]) {
        iniparser_freedict(dict);
        dict = NULL;
    }
    if (!dict)
        err_set(err, _("libiniparser 没有读成（%s）；可能内存不足，请稍后再试"), complaint);
    return dict;
}

static size_t count_keys(const dictionary *dict)
{
    int n_sections = iniparser_getnsec(dict);
    size_t n = 0;
    for (int i = 0; i < n_sections; i++)
        n += (size_t)iniparser_getsecnkeys(dict, iniparser_getsecname(dict, i));
    return n;
}

/* name and value are scratch. */
static bool take_value(const dictionary *dict, struct ini_entry *entry, size_t n_pieces,
                       struct strbuf *name, struct strbuf *value)
{
    strbuf_clear(value);
    for (size_t number = 0; number < n_pieces; number++) {
        strbuf_clear(name);
        strbuf_addf(name, "%s:", entry->section);
        add_piece_key(name, entry->key, number);
        const char *piece = iniparser_getstring(dict, name->data, NULL);
        if (!piece)
            return false;
        strbuf_add_str(value, piece);
    }
    struct strbuf decoded = STRBUF_INIT;
    size_t unused;
    ini_escape_decode(&decoded, value->data, value->len, &unused);
    free(entry->value);
    entry->value = strbuf_steal(&decoded);
    return utf8_is_valid(value->data, value->len);
}

bool inilib_read(struct ini_entry *entries, size_t n_entries, struct err *err)
{
    struct strbuf text = STRBUF_INIT, name = STRBUF_INIT, value = STRBUF_INIT;
    size_t *n_pieces = xcalloc(n_entries + 1, sizeof *n_pieces), n_lines = 0;
    add_clean_text(entries, n_entries, n_pieces, &text);
    dictionary *dict = load(&text, err);
    bool ok = dict;
    for (size_t i = 0; ok && i < n_entries; i++) {
        ok = take_value(dict, &entries[i], n_pieces[i], &name, &value);
        n_lines += n_pieces[i];
    }
    if (dict && (!ok || count_keys(dict) != n_lines))
        ok = err_set(err, "%s", _(no_memory));
    iniparser_freedict(dict);
    free(n_pieces);
    strbuf_release(&text);
    strbuf_release(&name);
    strbuf_release(&value);
    return ok;
}
