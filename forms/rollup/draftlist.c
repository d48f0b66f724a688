/* SPDX-License-Identifier: MIT */
#include "forms/rollup/draftlist.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forms/store/draftfile.h"
#include "locale/mem.h"
#include "locale/message.h"

static bool is_draft_name(const char *name)
{
    return name[0] != '.' && draftfile_stem_len(name) > 0;
}

/* The index of the folder, opened if it is new; false with err. */
static bool open_folder(struct draft_list *list, const char *path, size_t *index, struct err *err)
{
    char *real_path = realpath(path, NULL);
    int fd = -1;
    if (!real_path)
        return err_set_errno(err, errno, _("不能读文件夹 %s"), path);
    for (*index = list->n_folders; *index > 0; --*index)
        if (strcmp(list->folders[*index - 1].real_path, real_path) == 0) {
            free(real_path);
            --*index;
            return true;
        }
    fd = open(real_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        err_set_errno(err, errno, _("不能读文件夹 %s"), path);
        free(real_path);
        return false;
    }
    GROW(list->folders, list->n_folders, list->folders_capacity);
    *index = list->n_folders++;
    list->folders[*index] = (struct draft_folder){xstrdup(path), real_path, fd, false};
    return true;
}

static bool is_except(const struct draft_list *list, size_t folder, const char *name,
                      const char *except)
{
    const char *slash = except ? strrchr(except, '/') : NULL;
    const char *real_path = list->folders[folder].real_path;
    size_t len = slash ? (size_t)(slash - except) : 0;
    if (!slash || strcmp(slash + 1, name) != 0)
        return false;
    return len ? strlen(real_path) == len && memcmp(real_path, except, len) == 0
               : strcmp(real_path, "/") == 0;
}

static int compare_names(const void *left, const void *right)
{
    const struct draft_file *a = left, *b = right;
    return strcmp(a->name, b->name);
}

static void add_name(struct draft_list *list, size_t folder, const char *name, bool may_be_locked)
{
    GROW(list->files, list->n_files, list->files_capacity);
    list->files[list->n_files++] = (struct draft_file){folder, xstrdup(name), may_be_locked};
}

/* Is the name that of a lock file, .NAME.lock? (lock.h) */
static bool is_lock_name(const char *name)
{
    size_t len = strlen(name);
    return name[0] == '.' && len > 6 && strcmp(name + len - 5, ".lock") == 0;
}

/* The draft that a lock file is for, found by its name among the sorted files of a folder. */
static void mark_locked(struct draft_file *files, size_t n_files, const char *lock_name)
{
    char *name = xmemdup0(lock_name + 1, strlen(lock_name) - strlen(".") - strlen(".lock"));
    struct draft_file key = {.name = name};
    struct draft_file *found =
        n_files ? bsearch(&key, files, n_files, sizeof *files, compare_names) : NULL;
    if (found)
        found->may_be_locked = true;
    free(name);
}

static bool add_folder(struct draft_list *list, const char *path, const char *except,
                       struct err *err)
{
    size_t folder;
    if (!open_folder(list, path, &folder, err))
        return false;
    DIR *dir = opendir(list->folders[folder].real_path);
    if (!dir)
        return err_set_errno(err, errno, _("不能读文件夹 %s"), path);
    list->folders[folder].is_whole = true;
    size_t first = list->n_files, n_locks = 0, locks_capacity = 0;
    char **locks = NULL;
    const struct dirent *entry;
    errno = 0;
    while ((entry = readdir(dir)) != NULL) {
        if (is_draft_name(entry->d_name) && entry->d_type != DT_DIR &&
            !is_except(list, folder, entry->d_name, except))
            add_name(list, folder, entry->d_name, false);
        if (is_lock_name(entry->d_name)) {
            GROW(locks, n_locks, locks_capacity);
            locks[n_locks++] = xstrdup(entry->d_name);
        }
        errno = 0;
    }
    int failure = errno;
    closedir(dir);
    if (list->n_files > first)
        qsort(list->files + first, list->n_files - first, sizeof *list->files, compare_names);
    for (size_t i = 0; i < n_locks; i++) {
        mark_locked(list->files + first, list->n_files - first, locks[i]);
        free(locks[i]);
    }
    free(locks);
    return failure ? err_set_errno(err, failure, _("不能读文件夹 %s"), path) : true;
}

static bool add_file(struct draft_list *list, const char *path, const char *except, struct err *err)
{
    const char *slash = strrchr(path, '/');
    size_t folder;
    char *folder_path =
        slash ? xmemdup0(path, slash == path ? 1 : (size_t)(slash - path)) : xstrdup(".");
    const char *name = slash ? slash + 1 : path;
    bool ok = open_folder(list, folder_path, &folder, err);
    if (ok && !is_except(list, folder, name, except))
        add_name(list, folder, name, true);
    free(folder_path);
    return ok;
}

bool draft_list_add(struct draft_list *list, const char *path, const char *except, struct err *err)
{
    struct stat st;
    if (stat(path, &st) < 0)
        return err_set_errno(err, errno, _("读不出 %s"), path);
    return S_ISDIR(st.st_mode) ? add_folder(list, path, except, err)
                               : add_file(list, path, except, err);
}

static int compare_places(const void *left, const void *right)
{
    const struct draft_file *const *a = left, *const *b = right;
    if ((*a)->folder != (*b)->folder)
        return (*a)->folder < (*b)->folder ? -1 : 1;
    int order = strcmp((*a)->name, (*b)->name);
    return order ? order : *a < *b ? -1 : *a > *b;
}

void draft_list_drop_repeated(struct draft_list *list)
{
    struct draft_file **sorted = xcalloc(list->n_files + 1, sizeof *sorted);
    size_t n = 0;
    for (size_t i = 0; i < list->n_files; i++)
        sorted[i] = &list->files[i];
    qsort(sorted, list->n_files, sizeof *sorted, compare_places);
    const struct draft_file *kept = NULL;
    for (size_t i = 0; i < list->n_files; i++) {
        if (kept && kept->folder == sorted[i]->folder && strcmp(kept->name, sorted[i]->name) == 0) {
            free(sorted[i]->name);
            sorted[i]->name = NULL;
        } else {
            kept = sorted[i];
        }
    }
    for (size_t i = 0; i < list->n_files; i++)
        if (list->files[i].name)
            list->files[n++] = list->files[i];
    list->n_files = n;
    free(sorted);
}

void draft_list_release(struct draft_list *list)
{
    for (size_t i = 0; i < list->n_folders; i++) {
        free(list->folders[i].path);
        free(list->folders[i].real_path);
        close(list->folders[i].fd);
    }
    for (size_t i = 0; i < list->n_files; i++)
        free(list->files[i].name);
    free(list->folders);
    free(list->files);
    *list = (struct draft_list)DRAFT_LIST_INIT;
}

static void add_path(const char *folder, const char *name, struct strbuf *out)
{
    if (strcmp(folder, ".") != 0) {
        strbuf_add_str(out, folder);
        if (!out->len || out->data[out->len - 1] != '/')
            strbuf_add_byte(out, '/');
    }
    strbuf_add_str(out, name);
}

void draft_list_path(const struct draft_list *list, size_t file, struct strbuf *out)
{
    add_path(list->folders[list->files[file].folder].path, list->files[file].name, out);
}

void draft_list_real_path(const struct draft_list *list, size_t file, struct strbuf *out)
{
    add_path(list->folders[list->files[file].folder].real_path, list->files[file].name, out);
}
