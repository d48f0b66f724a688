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
 * file cannot have. The library looks through all its keys for one: a file of many lines is passed
 * in parts, or ten times the lines would take a hundred times as long. */
enum { PIECE_BYTES = 850, MAX_LINES = 256 };

static const char *const no_memory =
    N_("libiniparser 读到的内容不完整，为免丢失没有采用；可能内存不足，请稍后再试");

/* "key", "key+1", "key+2" … */
static void add_piece_key(struct strbuf *out, const char *key, size_t number)
{
    strbuf_add_str(out, key);
    if (number)
        strbuf_addf(out, "+%zu", number);
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

/* Lines that wait for the library, and what the last entry has got so far. */
struct part {
    struct strbuf text;
    const char *section; /* the last line's */
    struct {
        struct ini_entry *entry;
        size_t piece;
        bool is_last; /* of the entry */
    } lines[MAX_LINES];
    size_t n_lines;
    struct strbuf value, name;
};

static bool finish_entry(struct ini_entry *entry, struct strbuf *value)
{
    struct strbuf decoded = STRBUF_INIT;
    size_t unused;
    bool ok = utf8_is_valid(value->data, value->len);
    ini_escape_decode(&decoded, value->data, value->len, &unused);
    free(entry->value);
    entry->value = strbuf_steal(&decoded);
    strbuf_clear(value);
    return ok;
}

static bool take_line(struct part *part, const dictionary *dict, size_t line)
{
    struct ini_entry *entry = part->lines[line].entry;
    strbuf_clear(&part->name);
    strbuf_add_str(&part->name, entry->section);
    strbuf_add_byte(&part->name, ':');
    add_piece_key(&part->name, entry->key, part->lines[line].piece);
    const char *piece = iniparser_getstring(dict, part->name.data, NULL);
    if (!piece)
        return false;
    strbuf_add_str(&part->value, piece);
    return !part->lines[line].is_last || finish_entry(entry, &part->value);
}

/* Has the library read what waits. */
static bool read_part(struct part *part, struct err *err)
{
    dictionary *dict = load(&part->text, err);
    if (!dict)
        return false;
    bool ok = count_keys(dict) == part->n_lines;
    for (size_t i = 0; ok && i < part->n_lines; i++)
        ok = take_line(part, dict, i);
    iniparser_freedict(dict);
    strbuf_clear(&part->text);
    part->section = NULL;
    part->n_lines = 0;
    return ok || err_set(err, "%s", _(no_memory));
}

static void add_line(struct part *part, struct ini_entry *entry, size_t piece, const char *text,
                     size_t len)
{
    if (entry->section != part->section)
        strbuf_addf(&part->text, "[%s]\n", entry->section);
    part->section = entry->section;
    add_piece_key(&part->text, entry->key, piece);
    strbuf_add_str(&part->text, " = \"");
    strbuf_add(&part->text, text, len);
    strbuf_add_str(&part->text, "\"\n");
}

static bool read_entry(struct part *part, struct ini_entry *entry, const struct strbuf *escaped,
                       struct err *err)
{
    size_t done = 0, piece = 0;
    do {
        size_t len = escaped->len - done < PIECE_BYTES ? escaped->len - done : PIECE_BYTES;
        add_line(part, entry, piece, escaped->data + done, len);
        done += len;
        part->lines[part->n_lines].entry = entry;
        part->lines[part->n_lines].piece = piece++;
        part->lines[part->n_lines++].is_last = done == escaped->len;
        if (part->n_lines == MAX_LINES && !read_part(part, err))
            return false;
    } while (done < escaped->len);
    return true;
}

bool inilib_read(struct ini_entry *entries, size_t n_entries, struct err *err)
{
    struct part part = {.text = STRBUF_INIT, .value = STRBUF_INIT, .name = STRBUF_INIT};
    struct strbuf escaped = STRBUF_INIT;
    bool ok = true;
    for (size_t i = 0; ok && i < n_entries; i++) {
        strbuf_clear(&escaped);
        ini_escape(&escaped, entries[i].value, strlen(entries[i].value));
        ok = read_entry(&part, &entries[i], &escaped, err);
    }
    ok = ok && (!part.n_lines || read_part(&part, err));
    strbuf_release(&escaped);
    strbuf_release(&part.text);
    strbuf_release(&part.value);
    strbuf_release(&part.name);
    return ok;
}
