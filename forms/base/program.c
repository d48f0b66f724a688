/* SPDX-License-Identifier: MIT */
#include "forms/base/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "locale/clock.h"
#include "locale/mem.h"
#include "locale/message.h"

enum { DEFAULT_TIMEOUT_S = 60 };

static const char *const folders[] = {"/usr/local/bin", "/usr/bin", "/bin"};

/* ---- the argument vector ---- */

static bool add(struct program *program, const char *text, size_t len)
{
    if (program->argc == PROGRAM_MAX_ARGUMENTS)
        return false;
    program->argv[program->argc++] = xmemdup0(text, len);
    return true;
}

bool program_add_words(struct program *program, const char *command)
{
    static const char blanks[] = " \t";
    for (const char *text = command + strspn(command, blanks); *text;
         text += strspn(text, blanks)) {
        size_t len = strcspn(text, blanks);
        if (!add(program, text, len))
            return false;
        text += len;
    }
    return true;
}

bool program_add(struct program *program, const char *argument)
{
    return add(program, argument, strlen(argument));
}

void program_release(struct program *program)
{
    for (int i = 0; i < program->argc; i++)
        free(program->argv[i]);
    *program = (struct program)PROGRAM_INIT;
}

bool program_is(const struct program *program, const char *name)
{
    const char *slash = strrchr(program->argv[0], '/');
    return strcmp(slash ? slash + 1 : program->argv[0], name) == 0;
}

char *program_find(const struct program *program)
{
    if (strchr(program->argv[0], '/'))
        return xstrdup(program->argv[0]);
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        struct strbuf path = STRBUF_INIT;
        strbuf_addf(&path, "%s/%s", folders[i], program->argv[0]);
        if (access(path.data, X_OK) == 0)
            return strbuf_steal(&path);
        strbuf_release(&path);
    }
    return NULL;
}

/* ---- the environment ---- */

static bool is_passed_on(const char *variable)
{
    static const char *const names[] = {"LANG=", "LC_ALL=", "CUPS_"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strncmp(variable, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

/* Borrowed strings in an array to be freed. */
static char **build_environment(void)
{
    static char path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
    size_t n = 0;
    while (environ[n])
        n++;
    char **list = xcalloc(n + 2, sizeof *list);
    list[0] = path;
    n = 1;
    for (char **variable = environ; *variable; variable++)
        if (is_passed_on(*variable))
            list[n++] = *variable;
    return list;
}

/* ---- running ---- */

/* The input as an open file that begins at its first byte: a program that reads slowly, or not at
 * all, holds nothing up. */
static int open_input(const char *bytes, size_t len)
{
    int fd = memfd_create("nianbao-input", MFD_CLOEXEC);
    if (fd >= 0 && (!retry_write_all(fd, bytes, len) || lseek(fd, 0, SEEK_SET) < 0)) {
        int saved = errno;
        close(fd);
        errno = saved;
        return -1;
    }
    return fd;
}

/* 0 or an errno. The child has no blocked signal, and its own group. */
static int spawn(const char *path, char *const *argv, const int fds[3], pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    char **environment = build_environment();
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    for (int i = 0; i < 3; i++)
        posix_spawn_file_actions_adddup2(&actions, fds[i], i);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                              POSIX_SPAWN_SETPGROUP);
    int error = posix_spawn(pid, path, &actions, &attributes, argv, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    free(environment);
    return error;
}

/* Reads what the program says until it ends; false: it did not in time. */
static bool listen_to(int fd, pid_t pid, long deadline_ms, size_t max_bytes, struct strbuf *output,
                      int *status)
{
    char block[16 * 1024];
    size_t n_kept = 0;
    for (bool is_open = true;;) {
        long left = deadline_ms - clock_ms();
        if (left <= 0)
            return false;
        struct pollfd poll_fd = {is_open ? fd : -1, POLLIN, 0};
        enum { LOOK_MS = 50 }; /* a child of the program may keep the pipe open after its end */
        if (poll(&poll_fd, 1, (int)(left < LOOK_MS ? left : LOOK_MS)) > 0) {
            ssize_t n = read(fd, block, sizeof block);
            is_open = n > 0 || (n < 0 && errno == EINTR);
            size_t room = max_bytes - n_kept, used = n < 0              ? 0
                                                     : (size_t)n < room ? (size_t)n
                                                                        : room;
            strbuf_add(output, block, used);
            n_kept += used;
            if (n > 0)
                continue; /* all of it before the program's end is looked at */
        }
        if (waitpid(pid, status, WNOHANG) == pid)
            return true;
    }
}

static bool judge(const char *called, const char *path, int status, struct err *err)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    if (WIFEXITED(status))
        return err_set(err, _("%s %s 没有成功，退出码 %d"), called, path, WEXITSTATUS(status));
    return err_set(err, _("%s %s 被信号 %d 终止"), called, path, WTERMSIG(status));
}

/* With the input open. */
static bool run_on(const struct program *program, const char *path, const struct program_run *run,
                   int in_fd, int null_fd, struct strbuf *output, struct err *err)
{
    int pipe_fds[2], status = 0, timeout_s = run->timeout_s ? run->timeout_s : DEFAULT_TIMEOUT_S;
    pid_t pid;
    if (pipe2(pipe_fds, O_CLOEXEC) < 0)
        return err_set_errno(err, errno, _("不能运行%s %s"), run->called, path);
    int fds[3] = {in_fd, pipe_fds[1], run->output_only ? null_fd : pipe_fds[1]};
    int error = spawn(path, program->argv, fds, &pid);
    close(pipe_fds[1]);
    bool ok = error == 0 || err_set_errno(err, error, _("不能运行%s %s"), run->called, path);
    if (ok && !listen_to(pipe_fds[0], pid, clock_ms() + timeout_s * 1000L, run->max_output_bytes,
                         output, &status)) {
        kill(-pid, SIGKILL);
        (void)RETRY(waitpid(pid, &status, 0));
        ok = err_set(err, _("%s %s 过了 %d 秒还没有结束，已经终止"), run->called, path, timeout_s);
    } else if (ok) {
        ok = judge(run->called, path, status, err);
    }
    close(pipe_fds[0]);
    return ok;
}

bool program_run(const struct program *program, const char *path, const struct program_run *run,
                 struct strbuf *output, struct err *err)
{
    int in_fd = open_input(run->input, run->input_len);
    int null_fd = in_fd < 0 ? -1 : open("/dev/null", O_WRONLY | O_CLOEXEC);
    bool ok = null_fd >= 0 || err_set_errno(err, errno, _("不能运行%s %s"), run->called, path);
    ok = ok && run_on(program, path, run, in_fd, null_fd, output, err);
    if (null_fd >= 0)
        close(null_fd);
    if (in_fd >= 0)
        close(in_fd);
    return ok;
}
