/* SPDX-License-Identifier: MIT */
#include "forms/files/audit.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "forms/base/date.h"
#include "forms/base/retry.h"
#include "forms/files/identity.h"
#include "forms/files/safefile.h"
#include "forms/files/statedir.h"
#include "locale/message.h"

enum { ROTATE_BYTES = 1024 * 1024, READ_MAX_BYTES = 4 * ROTATE_BYTES };

/* "KEY.log" and "KEY.log.1". */
struct names {
    char current[32], older[32];
};

static struct names names_of(const char *draft_path)
{
    char key[17];
    statedir_key_of_path(draft_path, key);
    struct names names;
    snprintf(names.current, sizeof names.current, "%s.log", key);
    snprintf(names.older, sizeof names.older, "%s.log.1", key);
    return names;
}

static void add_escaped(struct strbuf *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '\\')
            strbuf_add_str(out, "\\\\");
        else if (c == '\n')
            strbuf_add_str(out, "\\n");
        else if (c == '\t')
            strbuf_add_str(out, "\\t");
        else if (c < 0x20 || c == 0x7f)
            strbuf_addf(out, "\\x%02x", c);
        else
            strbuf_add_byte(out, *text);
    }
}

/* "2024-01-20T16:02:11+08:00" */
static void add_time(struct strbuf *out, time_t time)
{
    size_t start = out->len;
    date_add_time(out, time, DATE_ISO_TIME);
    if (out->len > start)
        strbuf_splice(out, out->len - strlen("00"), 0, ":", 1);
}

static void add_line(struct strbuf *out, const struct identity *self,
                     const struct audit_change *change, time_t now)
{
    add_time(out, change->time ? change->time : now);
    const char *const columns[] = {self->user, self->tty, change->key, change->old_text,
                                   change->new_text};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        strbuf_add_byte(out, '\t');
        add_escaped(out, columns[i]);
    }
    strbuf_add_byte(out, '\n');
}

/* Appends the text to the log; after a failure cuts off what was written of it. */
static bool append(int dirfd, const char *name, const char *bytes, size_t len)
{
    int fd = safefile_open_at(dirfd, name, O_WRONLY | O_CREAT | O_APPEND, 0600);
    struct stat st;
    if (fd < 0)
        return false;
    bool ok = RETRY(fstat(fd, &st)) == 0;
    if (ok && !retry_write_all(fd, bytes, len)) {
        int failure = errno;
        (void)RETRY(ftruncate(fd, st.st_size));
        errno = failure;
        ok = false;
    }
    int failure = errno;
    if (close(fd) < 0 && errno != EINTR && ok) {
        failure = errno;
        ok = false;
    }
    errno = failure;
    return ok;
}

bool audit_append(const char *draft_path, const struct audit_change *changes, size_t count,
                  struct err *err)
{
    if (!count)
        return true;
    int dirfd = statedir_open(STATEDIR_STATE, "audit", true, NULL, err);
    if (dirfd < 0)
        return false;
    struct names names = names_of(draft_path);
    struct stat st;
    bool exists = RETRY(fstatat(dirfd, names.current, &st, AT_SYMLINK_NOFOLLOW)) == 0;
    if (exists && st.st_size >= ROTATE_BYTES)
        exists = RETRY(renameat(dirfd, names.current, dirfd, names.older)) < 0;
    struct strbuf text = STRBUF_INIT;
    if (!exists) {
        strbuf_add_str(&text, "# ");
        add_escaped(&text, draft_path);
        strbuf_add_byte(&text, '\n');
    }
    struct identity self;
    identity_of_self(&self);
    time_t now = time(NULL);
    for (size_t i = 0; i < count; i++)
        add_line(&text, &self, &changes[i], now);
    bool ok = append(dirfd, names.current, text.data, text.len);
    if (!ok)
        err_set_errno(err, errno, _("修改记录没有写成"));
    strbuf_release(&text);
    close(dirfd);
    return ok;
}

bool audit_read(const char *draft_path, struct strbuf *out, struct err *err)
{
    struct err why = {0};
    int dirfd = statedir_open(STATEDIR_STATE, "audit", false, NULL, &why);
    bool ok = dirfd >= 0 || why.number == ENOENT;
    if (dirfd >= 0) {
        struct names names = names_of(draft_path);
        const char *const in_order[] = {names.older, names.current};
        for (size_t i = 0; ok && i < 2; i++)
            ok = safefile_read_at(dirfd, in_order[i], READ_MAX_BYTES, out, NULL, &why) ||
                 why.number == ENOENT;
        close(dirfd);
    }
    if (!ok && err)
        *err = why;
    return ok;
}
