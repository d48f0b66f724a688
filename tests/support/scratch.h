/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SUPPORT_SCRATCH_H
#define TESTS_SUPPORT_SCRATCH_H

/* A folder of its own for each test that touches files: HOME and XDG_STATE_HOME lie in it, too. */

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char scratch[64];
static char scratch_path_text[400];

/* The path of a name in the folder; lives until the next call. */
static inline const char *scratch_path(const char *name)
{
    snprintf(scratch_path_text, sizeof scratch_path_text, "%s/%s", scratch, name);
    return scratch_path_text;
}

static int scratch_n_descriptors;

/* Number of open descriptors of this process. */
static inline int scratch_count_descriptors(void)
{
    int count = 0;
    for (int fd = 0; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

static inline int scratch_setup(void **state)
{
    (void)state;
    scratch_n_descriptors = scratch_count_descriptors();
    strcpy(scratch, "/tmp/nianbao-test-XXXXXX");
    if (!mkdtemp(scratch))
        return -1;
    setenv("HOME", scratch, 1);
    setenv("XDG_STATE_HOME", scratch_path("state"), 1);
    umask(0077);
    return 0;
}

static inline int scratch_remove_one(const char *path, const struct stat *st, int type,
                                     struct FTW *place)
{
    (void)st, (void)type, (void)place;
    return remove(path);
}

/* Fails when a descriptor was left open. */
static inline int scratch_teardown(void **state)
{
    (void)state;
    int n_left = scratch_count_descriptors() - scratch_n_descriptors;
    if (n_left > 0)
        fprintf(stderr, "%d descriptors were left open\n", n_left);
    return n_left > 0 ? -1 : nftw(scratch, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static inline void scratch_write(const char *name, const char *text, mode_t mode)
{
    FILE *file = fopen(scratch_path(name), "w");
    fputs(text, file);
    fclose(file);
    chmod(scratch_path(name), mode);
}

/* The content of a file, "" where there is none; lives until the next call. */
static inline const char *scratch_read(const char *name)
{
    static char text[70000];
    FILE *file = fopen(scratch_path(name), "r");
    size_t len = file ? fread(text, 1, sizeof text - 1, file) : 0;
    text[len] = '\0';
    if (file)
        fclose(file);
    return text;
}

static inline mode_t scratch_mode(const char *name)
{
    struct stat st;
    return lstat(scratch_path(name), &st) < 0 ? 0 : st.st_mode;
}

/* Number of entries of a folder of the scratch folder, "." for itself. */
static inline int scratch_n_entries(const char *name)
{
    int count = 0;
    DIR *folder = opendir(scratch_path(name));
    while (folder && readdir(folder))
        count++;
    if (folder)
        closedir(folder);
    return count > 2 ? count - 2 : 0;
}

/* In a build that measures coverage: counts what this process did, although it is about to be
 * killed. */
#ifdef COVERAGE
extern void __gcov_dump(void);
static inline void scratch_count_coverage(void) { __gcov_dump(); }
#else
static inline void scratch_count_coverage(void) {}
#endif

/* Runs a check in a child without privileges, so that permissions count for root, too. True when it
 * returned true. */
static inline bool scratch_unprivileged(bool (*check)(void))
{
    pid_t pid = fork();
    if (pid == 0) {
        if (geteuid() == 0 && (setgid(65534) < 0 || setuid(65534) < 0))
            _exit(2);
        bool ok = check();
        scratch_count_coverage();
        _exit(ok ? 0 : 1);
    }
    int status;
    return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

#endif
