/* SPDX-License-Identifier: MIT */
#include "forms/store/previous.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "forms/files/safefile.h"
#include "forms/ini/iniescape.h"
#include "forms/ini/inifile.h"
#include "forms/ini/ininote.h"
#include "forms/store/draftfile.h"
#include "locale/mem.h"
#include "locale/message.h"

char *previous_path(const char *path, const char *name)
{
    struct strbuf whole = STRBUF_INIT;
    const char *slash = strrchr(path, '/');
    if (*name != '/' && slash)
        strbuf_add(&whole, path, (size_t)(slash - path) + 1);
    strbuf_add_str(&whole, name);
    return strbuf_steal(&whole);
}

bool previous_read(const char *path, const char *only_folder, struct strbuf *bytes, struct err *err)
{
    struct safefile file = SAFEFILE_INIT;
    bool ok = safefile_open(&file, path, err);
    if (ok && only_folder && !safefile_lies_in(file.path, only_folder))
        ok = err_set(err, "%s", _("不在草稿文件夹里，受限方式下不能打开"));
    ok = ok && safefile_read(&file, INI_MAX_BYTES, bytes, NULL, err);
    safefile_close(&file);
    return ok;
}

/* ---- whose report of which year the drafts of a folder are ---- */

struct entry {
    char *unit, *name;
    int year;
};

struct previous_folder {
    char *path;
    struct entry *entries; /* by unit, year and name */
    size_t count, capacity;
};

static int compare_owners(const struct entry *a, const struct entry *b)
{
    int order = strcmp(a->unit, b->unit);
    return order ? order : (a->year > b->year) - (a->year < b->year);
}

static int compare_entries(const void *left, const void *right)
{
    int order = compare_owners(left, right);
    return order ? order
                 : strcmp(((const struct entry *)left)->name, ((const struct entry *)right)->name);
}

/* Appends the decoded first value of a key, as the program writes it. A hundred times as fast as
 * reading a draft, which is done later with what is found. */
static bool add_value(const struct strbuf *bytes, const char *key, struct strbuf *out)
{
    struct strbuf start = STRBUF_INIT;
    strbuf_addf(&start, "\n%s = \"", key);
    const char *value = memmem(bytes->data, bytes->len, start.data, start.len);
    if (value) {
        value += start.len;
        const char *end = memchr(value, '"', bytes->len - (size_t)(value - bytes->data));
        ini_escape_decode(out, value, end ? (size_t)(end - value) : 0, &(size_t){0});
    }
    strbuf_release(&start);
    return out->len > 0;
}

/* Whose report of which year a draft is, by its first bytes; by all of them where a hand has
 * written other things first. */
struct head {
    struct strbuf bytes, unit, year;
};
#define HEAD_INIT                                                                                  \
    {                                                                                              \
        STRBUF_INIT, STRBUF_INIT, STRBUF_INIT                                                      \
    }

static void head_release(struct head *head)
{
    strbuf_release(&head->bytes);
    strbuf_release(&head->unit);
    strbuf_release(&head->year);
}

static bool find_values(struct head *head)
{
    strbuf_clear(&head->unit);
    strbuf_clear(&head->year);
    return add_value(&head->bytes, "unit", &head->unit) &&
           add_value(&head->bytes, "year", &head->year);
}

static bool read_head(struct head *head, int dirfd, const char *name)
{
    enum { HEAD_BYTES = 2000 };
    strbuf_clear(&head->bytes);
    strbuf_reserve(&head->bytes, HEAD_BYTES);
    int fd = safefile_open_at(dirfd, name, O_RDONLY, 0);
    ssize_t n = fd < 0 ? -1 : RETRY(read(fd, head->bytes.data, HEAD_BYTES));
    if (n > 0)
        head->bytes.len = (size_t)n;
    head->bytes.data[head->bytes.len] = '\0';
    bool ok = n > 0 && (find_values(head) ||
                        (n == HEAD_BYTES && safefile_read_all(fd, INI_MAX_BYTES, &head->bytes) &&
                         find_values(head)));
    if (fd >= 0)
        close(fd);
    return ok;
}

static void read_folder(struct previous_folder *folder, const char *except)
{
    struct head head = HEAD_INIT;
    DIR *dir = opendir(folder->path);
    for (const struct dirent *found; dir && (found = readdir(dir)) != NULL;) {
        if (!draftfile_stem_len(found->d_name) || found->d_name[0] == '.' ||
            (except && strcmp(found->d_name, except) == 0) ||
            !read_head(&head, dirfd(dir), found->d_name))
            continue;
        GROW(folder->entries, folder->count, folder->capacity);
        folder->entries[folder->count++] =
            (struct entry){xstrdup(head.unit.data), xstrdup(found->d_name), atoi(head.year.data)};
    }
    if (dir)
        closedir(dir);
    if (folder->count)
        qsort(folder->entries, folder->count, sizeof *folder->entries, compare_entries);
    head_release(&head);
}

/* Reads the folder when first asked for it. */
static struct previous_folder *folder_of(struct previous_search *search, const char *path)
{
    struct previous_folder *folder = NULL;
    char *folder_path = previous_path(path, ".");
    for (size_t i = 0; !folder && i < search->count; i++)
        if (strcmp(search->folders[i].path, folder_path) == 0)
            folder = &search->folders[i];
    if (!folder) {
        GROW(search->folders, search->count, search->capacity);
        folder = &search->folders[search->count++];
        *folder = (struct previous_folder){.path = folder_path};
        const char *only_for = search->only_for, *slash = only_for ? strrchr(only_for, '/') : NULL;
        read_folder(folder, slash ? slash + 1 : only_for);
        return folder;
    }
    free(folder_path);
    return folder;
}

/* The path of the draft in the same folder that has the same name but for the year, 水利局-2023.ini
 * for 水利局-2024.ini, if it is of that unit and year; else NULL. The folder is not read. Free it.
 */
static char *find_namesake(const char *path, const char *unit, int year)
{
    char now[16], before[16];
    struct strbuf name = STRBUF_INIT;
    snprintf(now, sizeof now, "%d", year + 1);
    snprintf(before, sizeof before, "%d", year);
    const char *slash = strrchr(path, '/'), *own = slash ? slash + 1 : path;
    const char *at = strstr(own, now);
    if (!at)
        return NULL;
    strbuf_add(&name, own, (size_t)(at - own));
    strbuf_addf(&name, "%s%s", before, at + strlen(now));
    struct head head = HEAD_INIT;
    char *folder = previous_path(path, ".");
    int fd = RETRY(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    bool is_it = fd >= 0 && read_head(&head, fd, name.data) && strcmp(head.unit.data, unit) == 0 &&
                 atoi(head.year.data) == year;
    char *found = is_it ? previous_path(path, name.data) : NULL;
    if (fd >= 0)
        close(fd);
    free(folder);
    head_release(&head);
    strbuf_release(&name);
    return found;
}

/* The path of the first draft of that unit and year in the folder of path, else NULL. Free it. */
static char *find_beside(struct previous_search *search, const char *path, const char *unit,
                         int year)
{
    const struct entry wanted = {.unit = (char *)unit, .year = year};
    pthread_mutex_lock(&search->mutex);
    const struct previous_folder *folder = folder_of(search, path);
    size_t low = 0, high = folder->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_owners(&folder->entries[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_found = low < folder->count && compare_owners(&folder->entries[low], &wanted) == 0;
    char *found = is_found ? previous_path(path, folder->entries[low].name) : NULL;
    pthread_mutex_unlock(&search->mutex);
    return found;
}

void previous_search_release(struct previous_search *search)
{
    for (size_t i = 0; i < search->count; i++) {
        struct previous_folder *folder = &search->folders[i];
        for (size_t j = 0; j < folder->count; j++) {
            free(folder->entries[j].unit);
            free(folder->entries[j].name);
        }
        free(folder->entries);
        free(folder->path);
    }
    free(search->folders);
    pthread_mutex_destroy(&search->mutex);
}

/* ---- last year's draft ---- */

bool previous_find(struct previous_search *search, const struct previous_wanted *wanted,
                   struct strbuf *bytes, struct err *err)
{
    struct err named_err = {0};
    char *path = *wanted->named ? previous_path(wanted->path, wanted->named) : NULL;
    bool ok = path && previous_read(path, search->only_folder, bytes, &named_err);
    free(path);
    if (!ok && *wanted->unit && wanted->year > 0) {
        path = find_namesake(wanted->path, wanted->unit, wanted->year - 1);
        if (!path)
            path = find_beside(search, wanted->path, wanted->unit, wanted->year - 1);
        ok = path && previous_read(path, search->only_folder, bytes, NULL);
        free(path);
    }
    *err = ok || named_err.number == ENOENT ? (struct err){0} : named_err;
    return ok;
}

struct draft *previous_find_draft(struct previous_search *search, const char *path,
                                  const struct draft *draft, struct err *err)
{
    const struct previous_wanted wanted = {path, draft_text_of(draft, "report.previous"),
                                           draft_text(draft, draft_cover_field(draft, COVER_UNIT)),
                                           draft_year(draft)};
    struct strbuf bytes = STRBUF_INIT;
    struct ini_notes notes = INI_NOTES_INIT;
    enum ini_state state = INI_CUT;
    struct draft *previous = NULL;
    *err = (struct err){0};
    if (strcmp(path, "-") != 0 && previous_find(search, &wanted, &bytes, err))
        previous = draftfile_read(bytes.data, bytes.len, &state, &notes, err);
    if (previous && state == INI_CUT) {
        draft_free(previous);
        previous = NULL;
        err_set(err, "%s", _("文件不完整"));
    }
    ini_notes_release(&notes);
    strbuf_release(&bytes);
    return previous;
}
