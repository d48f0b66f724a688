/* SPDX-License-Identifier: MIT */
#include "forms/files/backup.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "forms/files/safefile.h"
#include "forms/files/safesave.h"
#include "forms/files/statedir.h"
#include "locale/mem.h"
#include "locale/message.h"

enum { EVERY_N_SAVES = 10, KEEP_MAX = 30, KEEP_DAYS = 90, SECONDS_A_DAY = 24 * 60 * 60 };

static const char name_format[] = "%Y%m%d-%H%M%S.ini";

/* backup/KEY of that draft. */
static int open_folder(const char *draft_path, bool create, struct err *err)
{
    char key[17];
    statedir_key_of_path(draft_path, key);
    int dirfd = statedir_open(STATEDIR_STATE, "backup", create, NULL, err);
    if (dirfd < 0)
        return -1;
    int fd = statedir_open_in(dirfd, key, create, err);
    close(dirfd);
    return fd;
}

static bool parse_name(const char *name, time_t *time)
{
    struct tm local = {.tm_isdst = -1};
    const char *end = strptime(name, name_format, &local);
    if (!end || *end || strlen(name) != strlen("20240120-160211.ini"))
        return false;
    *time = mktime(&local);
    return true;
}

static int latest_first(const void *a, const void *b)
{
    return strcmp(((const struct backup *)b)->name, ((const struct backup *)a)->name);
}

static size_t list_folder(int dirfd, struct backup **list)
{
    size_t count = 0, capacity = 0;
    *list = NULL;
    int fd = RETRY(openat(dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        struct backup copy = {0};
        struct stat st;
        if (!parse_name(entry->d_name, &copy.time) ||
            RETRY(fstatat(dirfd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW)) < 0 ||
            !S_ISREG(st.st_mode))
            continue;
        memcpy(copy.name, entry->d_name, strlen(entry->d_name) + 1);
        copy.size_bytes = (size_t)st.st_size;
        GROW(*list, count, capacity);
        (*list)[count++] = copy;
    }
    if (folder)
        closedir(folder);
    else if (fd >= 0)
        close(fd);
    if (count)
        qsort(*list, count, sizeof **list, latest_first);
    return count;
}

static bool is_due(int dirfd, const char *name, unsigned n_saves)
{
    if (n_saves % EVERY_N_SAVES == 0)
        return true;
    struct backup *list;
    size_t count = list_folder(dirfd, &list);
    bool due = true;
    for (size_t i = 0; i < count && due; i++)
        due = strncmp(list[i].name, name, strlen("20240120")) != 0;
    free(list);
    return due;
}

/* Keeps the latest ones, the new copy included. Copies dated in the future (the clock was wrong)
 * stay and do not count. */
static void drop_old(int dirfd, time_t now)
{
    struct backup *list;
    size_t count = list_folder(dirfd, &list), n_kept = 0;
    for (size_t i = 0; i < count; i++)
        if (list[i].time <= now && n_kept++ >= 1 &&
            (n_kept > KEEP_MAX || list[i].time < now - (time_t)KEEP_DAYS * SECONDS_A_DAY))
            (void)RETRY(unlinkat(dirfd, list[i].name, 0));
    free(list);
}

bool backup_after_save(const char *draft_path, const char *bytes, size_t len, unsigned n_saves,
                       time_t now, struct err *err)
{
    struct tm local;
    char name[32];
    if (!localtime_r(&now, &local))
        return err_set(err, _("系统时间不对，没有留存副本"));
    strftime(name, sizeof name, name_format, &local);
    int dirfd = open_folder(draft_path, true, err);
    if (dirfd < 0)
        return false;
    bool ok = true;
    if (is_due(dirfd, name, n_saves)) {
        safesave_remove_stale(dirfd, now);
        ok = safesave_output_at(dirfd, name, bytes, len, err);
        if (ok)
            drop_old(dirfd, now);
    }
    close(dirfd);
    return ok;
}

size_t backup_list(const char *draft_path, struct backup **list)
{
    *list = NULL;
    int dirfd = open_folder(draft_path, false, NULL);
    if (dirfd < 0)
        return 0;
    size_t count = list_folder(dirfd, list);
    close(dirfd);
    return count;
}

bool backup_read(const char *draft_path, const char *name, size_t max_bytes, struct strbuf *out,
                 struct err *err)
{
    time_t ignored;
    if (!parse_name(name, &ignored))
        return err_set(err, _("%s 不是留存副本的名字"), name);
    int dirfd = open_folder(draft_path, false, err);
    if (dirfd < 0)
        return false;
    bool ok = safefile_read_at(dirfd, name, max_bytes, out, NULL, err);
    close(dirfd);
    return ok;
}
