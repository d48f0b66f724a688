/* SPDX-License-Identifier: MIT */
#include "forms/files/statedir.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "locale/hash.h"
#include "locale/message.h"

/* $HOME, else the account's folder, else NULL. Valid until the next call. */
static const char *home_folder(void)
{
    const char *home = getenv("HOME");
    if (home && home[0] == '/')
        return home;
    struct passwd *account = getpwuid(geteuid());
    return account && account->pw_dir[0] == '/' ? account->pw_dir : NULL;
}

/* Appends the folder of that place; false where the environment names none. */
static bool add_place(struct strbuf *path, enum statedir_place place)
{
    if (place == STATEDIR_MEMORY) {
        strbuf_addf(path, "/dev/shm/nianbao-%lu", (unsigned long)geteuid());
        return true;
    }
    const char *state = getenv("XDG_STATE_HOME");
    if (place == STATEDIR_STATE && state && state[0] == '/') {
        strbuf_addf(path, "%s/nianbao", state);
        return true;
    }
    const char *home = home_folder();
    if (!home)
        return false;
    strbuf_addf(path, "%s/%s", home, place == STATEDIR_STATE ? ".local/state/nianbao" : ".nianbao");
    return true;
}

/* Syncs the folder that holds path. */
static void sync_parent(const char *path)
{
    struct strbuf parent = STRBUF_INIT;
    const char *slash = strrchr(path, '/');
    strbuf_add(&parent, path, slash > path ? (size_t)(slash - path) : 1);
    int fd = RETRY(open(parent.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd >= 0) {
        (void)RETRY(fsync(fd));
        close(fd);
    }
    strbuf_release(&parent);
}

/* Creates missing folders above path, 0700. A failure shows when path itself is created. */
static void make_parents(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (RETRY(mkdir(path, 0700)) == 0)
            sync_parent(path);
        *slash = '/';
    }
}

/* The folder at name, checked; name_shown stands in messages. */
static int open_checked(int dirfd, const char *name, bool create, const char *name_shown,
                        struct err *err)
{
    if (create && RETRY(mkdirat(dirfd, name, 0700)) == 0) {
        if (dirfd == AT_FDCWD)
            sync_parent(name);
        else
            (void)RETRY(fsync(dirfd));
    }
    int fd = RETRY(openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat st;
    if (fd < 0 || RETRY(fstat(fd, &st)) < 0) {
        err_set_errno(err, errno, _("不能使用文件夹 %s"), name_shown);
    } else if (st.st_uid != geteuid()) {
        err_set(err, _("不能使用文件夹 %s：它属于别的用户"), name_shown);
    } else if (st.st_mode & 077) {
        err_set(err,
                _("不能使用文件夹 %s：别的用户也能进入；请检查里面的文件，再用 chmod 700 收回权限"),
                name_shown);
    } else {
        return fd;
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

int statedir_open(enum statedir_place place, const char *sub, bool create, struct strbuf *path,
                  struct err *err)
{
    struct strbuf base = STRBUF_INIT;
    int fd = -1;
    if (!add_place(&base, place)) {
        err_set(err, _("没有主目录（HOME 没有设置）"));
    } else {
        if (create)
            make_parents(base.data);
        int base_fd = open_checked(AT_FDCWD, base.data, create, base.data, err);
        if (base_fd >= 0) {
            fd = statedir_open_in(base_fd, sub, create, err);
            close(base_fd);
        }
        if (path)
            strbuf_addf(path, "%s/%s", base.data, sub);
    }
    strbuf_release(&base);
    return fd;
}

int statedir_open_in(int dirfd, const char *name, bool create, struct err *err)
{
    return open_checked(dirfd, name, create, name, err);
}

void statedir_key_of_path(const char *absolute_path, char key[17])
{
    uint64_t hash = hash_add(HASH_START, absolute_path, strlen(absolute_path));
    snprintf(key, 17, "%016llx", (unsigned long long)hash);
}
