/* SPDX-License-Identifier: MIT */
#include "forms/store/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "forms/files/lock.h"
#include "forms/files/safefile.h"
#include "forms/files/safesave.h"
#include "forms/files/statedir.h"
#include "forms/settings/settings.h"
#include "forms/store/draftfile.h"
#include "locale/message.h"
#include "locale/strbuf.h"

enum { MAX_OLD_BYTES = 64 * 1024 * 1024, MAX_RECORD_BYTES = PATH_MAX + 64 };

/* A file to be written: its place, what is there, its lock. */
struct target {
    struct safefile file;
    struct lock lock;
    struct file_stamp stamp;
    bool is_device;
};

/* ---- what this program wrote: path and checksum in output/KEY ---- */

static void add_record(const char *path, uint32_t crc, struct strbuf *record)
{
    strbuf_addf(record, "%s\n%08lx\n", path, (unsigned long)crc);
}

/* If the record is lost, the program asks. */
static void write_record(const char *path, uint32_t crc)
{
    char key[17];
    struct strbuf record = STRBUF_INIT;
    int dirfd = statedir_open(STATEDIR_STATE, "output", true, NULL, NULL);
    if (dirfd < 0)
        return;
    statedir_key_of_path(path, key);
    add_record(path, crc, &record);
    int fd = safefile_open_at(dirfd, key, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd >= 0) {
        (void)retry_write_all(fd, record.data, record.len);
        close(fd);
    }
    close(dirfd);
    strbuf_release(&record);
}

/* Is the file as this user's last output left it? */
static bool is_own_output(const struct target *target)
{
    char key[17];
    struct strbuf wanted = STRBUF_INIT, found = STRBUF_INIT;
    int dirfd = statedir_open(STATEDIR_STATE, "output", false, NULL, NULL);
    statedir_key_of_path(target->file.path, key);
    add_record(target->file.path, target->stamp.crc, &wanted);
    bool is_own = dirfd >= 0 &&
                  safefile_read_at(dirfd, key, MAX_RECORD_BYTES, &found, NULL, NULL) &&
                  strcmp(found.data, wanted.data) == 0;
    if (dirfd >= 0)
        close(dirfd);
    strbuf_release(&wanted);
    strbuf_release(&found);
    return is_own;
}

/* ---- where ---- */

/* Is the open folder inside the drafts folder? Asks the kernel, since paths may change. */
static bool lies_in_drafts(int dirfd, const struct settings *settings)
{
    char link[32], folder[PATH_MAX];
    char *drafts = settings_only_folder(settings);
    snprintf(link, sizeof link, "/proc/self/fd/%d", dirfd);
    ssize_t len = RETRY(readlink(link, folder, sizeof folder - 1));
    folder[len > 0 ? len : 0] = '\0';
    bool lies = strcmp(folder, drafts) == 0 || safefile_lies_in(folder, drafts);
    free(drafts);
    return lies;
}

static bool has_ending(const char *name, const char *const *endings)
{
    for (; *endings; endings++) {
        size_t len = strlen(name), ending_len = strlen(*endings);
        if (len > ending_len && strcmp(name + len - ending_len, *endings) == 0)
            return true;
    }
    return false;
}

/* The folder, opened, and the name. */
static bool open_place(struct safefile *file, const struct settings *settings, const char *path,
                       struct err *err)
{
    if (!safefile_open(file, path, err))
        return false;
    if (!safefile_name_is_free(file->name, err))
        return false;
    if (!settings->restricted)
        return true;
    if (!lies_in_drafts(file->dirfd, settings))
        return err_set(err, _("%s：受限方式下只能打开草稿文件夹里的文件"), path);
    return safefile_name_is_fit(file->name, err);
}

bool output_allows_draft(const struct settings *settings, const char *path, struct err *err)
{
    struct safefile file = SAFEFILE_INIT;
    bool may = open_place(&file, settings, path, err);
    if (may && settings->restricted && !draftfile_stem_len(file.name))
        may = err_set(err, _("受限方式下草稿的文件名要以 .ini 结尾"));
    safefile_close(&file);
    return may;
}

static bool name_allows_output(const struct settings *settings, const char *name, struct err *err)
{
    static const char *const endings[] = {".txt", ".html", ".csv", NULL};
    if (draftfile_stem_len(name))
        return err_set(err, _("以 .ini 结尾的是草稿的文件名，%s 没有写。请换一个文件名"), name);
    if (settings->restricted && !has_ending(name, endings))
        return err_set(err, _("受限方式下只能写成以 .txt、.html、.csv 结尾的文件，%s 没有写"),
                       name);
    return true;
}

/* ---- what lies there ---- */

bool output_is_draft(const char *bytes, size_t len)
{
    static const char section[] = "[report]", mark[] = "\xEF\xBB\xBF";
    const char *end = bytes + len;
    if (len >= strlen(mark) && memcmp(bytes, mark, strlen(mark)) == 0)
        bytes += strlen(mark);
    while (bytes < end) {
        const char *line_end = memchr(bytes, '\n', (size_t)(end - bytes));
        while (bytes < end && (*bytes == ' ' || *bytes == '\t'))
            bytes++;
        if ((size_t)(end - bytes) >= strlen(section) &&
            strncasecmp(bytes, section, strlen(section)) == 0)
            return true;
        bytes = line_end ? line_end + 1 : end;
    }
    return false;
}

/* Fails if somebody is editing the file; else locks it, if it has a lock file. */
static bool take_lock(struct target *target, struct err *err)
{
    struct lock_holder holder = {0};
    struct strbuf name = STRBUF_INIT;
    struct stat st;
    strbuf_addf(&name, ".%s.lock", target->file.name);
    bool has_lock_file =
        RETRY(fstatat(target->file.dirfd, name.data, &st, AT_SYMLINK_NOFOLLOW)) == 0;
    strbuf_release(&name);
    if (!has_lock_file)
        return true;
    enum lock_result result = lock_acquire(&target->lock, &target->file, &holder, err);
    if (result == LOCK_HELD)
        err_set(err, _("%s 正由 %s 修改，没有写"), target->file.path, lock_holder_name(&holder));
    return result == LOCK_OK;
}

static enum output_result look(struct target *target, bool overwrite, struct err *err)
{
    struct stat st;
    struct strbuf old = STRBUF_INIT;
    struct err why = {0};
    enum output_result result = OUTPUT_REFUSED;
    target->is_device =
        RETRY(fstatat(target->file.dirfd, target->file.name, &st, AT_SYMLINK_NOFOLLOW)) == 0 &&
        S_ISCHR(st.st_mode);
    if (target->is_device)
        return OUTPUT_OK;
    if (!safefile_read(&target->file, MAX_OLD_BYTES, &old, &target->stamp, &why)) {
        target->stamp = (struct file_stamp){0};
        if (why.number == ENOENT)
            result = OUTPUT_OK;
        else
            err_set(err, "%s", why.text);
    } else if (output_is_draft(old.data, old.len)) {
        err_set(err, _("%s 是草稿，不能写到它上面。请换一个文件名"), target->file.path);
    } else if (overwrite || is_own_output(target)) {
        result = OUTPUT_OK;
    } else {
        err_set(err, _("%s 已经存在，而且不是本程序写的，没有改动"), target->file.path);
        result = OUTPUT_FOREIGN;
    }
    strbuf_release(&old);
    return result;
}

/* ---- both together ---- */

static enum output_result prepare(struct target *target, const struct settings *settings,
                                  const char *path, bool overwrite, struct err *err)
{
    *target = (struct target){SAFEFILE_INIT, LOCK_INIT, {0}, false};
    if (!open_place(&target->file, settings, path, err) ||
        !name_allows_output(settings, target->file.name, err) || !take_lock(target, err))
        return OUTPUT_REFUSED;
    return look(target, overwrite, err);
}

static void target_release(struct target *target)
{
    lock_release(&target->lock);
    safefile_close(&target->file);
}

static bool is_std(const char *path) { return !path || strcmp(path, "-") == 0; }

static enum output_result write_stdout(const char *bytes, size_t len, struct err *err)
{
    if (fwrite(bytes, 1, len, stdout) == len && fflush(stdout) == 0)
        return OUTPUT_OK;
    err_set_errno(err, errno, "%s", _("标准输出"));
    return OUTPUT_REFUSED;
}

enum output_result output_check(const struct settings *settings, const char *path, bool overwrite,
                                struct err *err)
{
    struct target target;
    if (is_std(path))
        return OUTPUT_OK;
    enum output_result result = prepare(&target, settings, path, overwrite, err);
    target_release(&target);
    return result;
}

enum output_result output_write(const struct settings *settings, const char *path,
                                const char *bytes, size_t len, bool overwrite, struct err *err)
{
    struct target target;
    if (is_std(path))
        return write_stdout(bytes, len, err);
    enum output_result result = prepare(&target, settings, path, overwrite, err);
    if (result == OUTPUT_OK && target.is_device)
        result = safesave_device(&target.file, bytes, len, err) ? OUTPUT_OK : OUTPUT_REFUSED;
    else if (result == OUTPUT_OK) {
        result = safesave_draft(&target.file, bytes, len, &target.stamp, err) == SAFESAVE_OK
                     ? OUTPUT_OK
                     : OUTPUT_REFUSED;
        if (result == OUTPUT_OK)
            write_record(target.file.path, target.stamp.crc);
    }
    target_release(&target);
    return result;
}
