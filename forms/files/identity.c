/* SPDX-License-Identifier: MIT */
#include "forms/files/identity.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "locale/compat.h"
#include "locale/utf8.h"

/* Copies a name for a lock file: what fits of it, valid UTF-8, without control characters. */
static void copy_name(char *to, size_t size, const char *from, size_t len)
{
    len = utf8_clip_bytes(from, utf8_valid_prefix(from, len), size - 1);
    for (size_t i = 0; i < len; i++)
        to[i] = (unsigned char)from[i] < 0x20 || from[i] == 0x7f ? '?' : from[i];
    to[len] = '\0';
}

/* The start of a small file of /proc, NUL-terminated; false when it cannot be read. */
static bool read_proc(const char *path, char *text, size_t size)
{
    int fd = RETRY(open(path, O_RDONLY | O_CLOEXEC));
    if (fd < 0)
        return false;
    ssize_t len = RETRY(read(fd, text, size - 1));
    close(fd);
    text[len > 0 ? len : 0] = '\0';
    return len > 0;
}

/* Start time (field 22) and program name of a process, from /proc/PID/stat: "pid (name) state …".
 * The name may hold blanks and brackets, so fields are counted from the last bracket. */
static bool process_stat(pid_t pid, uint64_t *start_ticks, char name[32])
{
    enum { FIELD_AFTER_NAME = 3, FIELD_START = 22 };
    char path[40], text[1024];
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    if (!read_proc(path, text, sizeof text))
        return false;
    const char *begin = text + strcspn(text, "("), *end = strrchr(begin, ')');
    if (!end)
        return false;
    snprintf(name, 32, "%.*s", (int)(end - begin - 1), begin + 1);
    const char *field = end + 1;
    for (int i = FIELD_AFTER_NAME; i <= FIELD_START; i++) {
        field += strcspn(field, " ");
        field += strspn(field, " ");
    }
    *start_ticks = strtoull(field, NULL, 10);
    return *start_ticks != 0;
}

static void read_boot_id(char boot_id[40])
{
    if (!read_proc("/proc/sys/kernel/random/boot_id", boot_id, 40))
        boot_id[0] = '\0';
    boot_id[strspn(boot_id, "0123456789abcdef-")] = '\0';
}

/* This user's account; it points into text. Tries /etc/passwd before the name service (for
 * directory accounts), which loads libraries and in glibc 2.36 crashes when memory runs out. */
static bool find_account(struct passwd *account, char *text, size_t size)
{
    struct passwd *found = NULL;
    FILE *file = fopen("/etc/passwd", "re");
    if (!file && errno == ENOMEM)
        return false;
    /* NIS lines ("+") are returned as root without a name. */
    while (file && fgetpwent_r(file, account, text, size, &found) == 0 &&
           (account->pw_uid != geteuid() || !account->pw_gecos))
        found = NULL;
    if (file)
        fclose(file);
    return found || (getpwuid_r(geteuid(), account, text, size, &found) == 0 && found);
}

void identity_of_self(struct identity *who)
{
    *who = (struct identity){.pid = getpid()};
    struct passwd account;
    char entry[4096];
    if (find_account(&account, entry, sizeof entry)) {
        copy_name(who->user, sizeof who->user, account.pw_name, strlen(account.pw_name));
        /* The comment field holds name, room and telephones, separated by commas. */
        copy_name(who->real_name, sizeof who->real_name, account.pw_gecos,
                  strcspn(account.pw_gecos, ","));
    } else {
        snprintf(who->user, sizeof who->user, "uid%lu", (unsigned long)geteuid());
    }
    char text[256] = ""; /* longer than any host name */
    gethostname(text, sizeof text - 1);
    copy_name(who->host, sizeof who->host, text, strlen(text));
    if (ttyname_r(STDIN_FILENO, text, sizeof text) == 0)
        copy_name(who->tty, sizeof who->tty, text, strlen(text));
    read_boot_id(who->boot_id);
    char program[32];
    process_stat(who->pid, &who->start_ticks, program);
}

bool identity_is_alive(const struct identity *who, bool *same_program)
{
    *same_program = false;
    char boot_id[40], name[32], own_name[32];
    read_boot_id(boot_id);
    uint64_t start_ticks, own_start;
    if (!who->boot_id[0] || strcmp(who->boot_id, boot_id) != 0 || who->pid <= 0 ||
        !who->start_ticks || !process_stat(who->pid, &start_ticks, name) ||
        start_ticks != who->start_ticks)
        return false;
    *same_program = process_stat(getpid(), &own_start, own_name) && strcmp(name, own_name) == 0;
    return true;
}
