/* SPDX-License-Identifier: MIT */
#include "forms/print/printer.h"

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

enum { MAX_ARGUMENTS = 32, MAX_SAID_BYTES = 16 * 1024, DEFAULT_TIMEOUT_S = 60 };

static const char *const program_folders[] = {"/usr/local/bin", "/usr/bin", "/bin"};

/* ---- the argument vector ---- */

struct arguments {
    char *argv[MAX_ARGUMENTS + 1];
    int argc;
};

static void arguments_release(struct arguments *arguments)
{
    for (int i = 0; i < arguments->argc; i++)
        free(arguments->argv[i]);
}

static bool add_argument(struct arguments *arguments, const char *text, size_t len)
{
    if (arguments->argc == MAX_ARGUMENTS)
        return false;
    arguments->argv[arguments->argc++] = xmemdup0(text, len);
    return true;
}

/* The program's path, looked for in the fixed folders; the caller frees it. */
static char *find_program(const char *name)
{
    if (strchr(name, '/'))
        return xstrdup(name);
    for (size_t i = 0; i < sizeof program_folders / sizeof program_folders[0]; i++) {
        struct strbuf path = STRBUF_INIT;
        strbuf_addf(&path, "%s/%s", program_folders[i], name);
        if (access(path.data, X_OK) == 0)
            return strbuf_steal(&path);
        strbuf_release(&path);
    }
    return NULL;
}

static bool is_lp(const char *program)
{
    const char *slash = strrchr(program, '/');
    return strcmp(slash ? slash + 1 : program, "lp") == 0;
}

static bool printer_name_is_fit(const char *name)
{
    return name[0] != '-' && strlen(name) <= 127 &&
           !name[strspn(name,
                        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.@/")];
}

static bool build_arguments(const struct printer_job *job, struct arguments *arguments,
                            struct err *err)
{
    static const char blanks[] = " \t";
    bool ok = true;
    for (const char *text = job->command + strspn(job->command, blanks); ok && *text;
         text += strspn(text, blanks)) {
        size_t len = strcspn(text, blanks);
        ok = add_argument(arguments, text, len);
        text += len;
    }
    if (!arguments->argc)
        return err_set(err, _("没有设置打印命令（print_command）"));
    if (job->printer && *job->printer) {
        if (!is_lp(arguments->argv[0]))
            return err_set(err, _("打印命令不是 lp，打印机要写在设置 print_command 里"));
        if (!printer_name_is_fit(job->printer))
            return err_set(err, _("打印机的名称只能有字母、数字和 _ - . @ /"));
        ok = ok && add_argument(arguments, "-d", 2) &&
             add_argument(arguments, job->printer, strlen(job->printer));
    }
    if (job->raw && is_lp(arguments->argv[0]))
        ok = ok && add_argument(arguments, "-o", 2) && add_argument(arguments, "raw", 3);
    return ok || err_set(err, _("打印命令的参数太多"));
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

/* The report as an open file that begins at its first byte: a program that reads slowly, or not at
 * all, holds nothing up. */
static int open_report(const char *bytes, size_t len)
{
    int fd = memfd_create("nianbao-report", MFD_CLOEXEC);
    if (fd >= 0 && (!retry_write_all(fd, bytes, len) || lseek(fd, 0, SEEK_SET) < 0)) {
        int saved = errno;
        close(fd);
        errno = saved;
        return -1;
    }
    return fd;
}

/* 0 or an errno. The child has the report as stdin, out_fd as stdout and stderr, no blocked signal,
 * its own group. */
static int spawn(const char *program, char *const *argv, int in_fd, int out_fd, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    char **environment = build_environment();
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in_fd, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out_fd, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out_fd, STDERR_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                              POSIX_SPAWN_SETPGROUP);
    int error = posix_spawn(pid, program, &actions, &attributes, argv, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    free(environment);
    return error;
}

/* Reads what the command says until it ends; false: it did not in time. */
static bool listen_to(int fd, pid_t pid, long deadline_ms, struct strbuf *said, int *status)
{
    char block[1024];
    size_t n_said = 0;
    for (bool is_open = true;;) {
        long left = deadline_ms - clock_ms();
        if (left <= 0)
            return false;
        struct pollfd poll_fd = {is_open ? fd : -1, POLLIN, 0};
        enum { LOOK_MS = 50 }; /* a child of the command may keep the pipe open after its end */
        if (poll(&poll_fd, 1, (int)(left < LOOK_MS ? left : LOOK_MS)) > 0) {
            ssize_t n = read(fd, block, sizeof block);
            is_open = n > 0 || (n < 0 && errno == EINTR);
            size_t room = MAX_SAID_BYTES - n_said, used = n < 0              ? 0
                                                          : (size_t)n < room ? (size_t)n
                                                                             : room;
            strbuf_add(said, block, used);
            n_said += used;
            if (n > 0)
                continue; /* all of it before the command's end is looked at */
        }
        if (waitpid(pid, status, WNOHANG) == pid)
            return true;
    }
}

static bool judge(const char *program, int status, struct err *err)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    if (WIFEXITED(status))
        return err_set(err, _("打印命令 %s 没有成功，退出码 %d"), program, WEXITSTATUS(status));
    return err_set(err, _("打印命令 %s 被信号 %d 终止"), program, WTERMSIG(status));
}

static bool run_program(const char *program, char *const *argv, int in_fd, int timeout_s,
                        struct strbuf *said, struct err *err)
{
    int pipe_fds[2], status = 0;
    pid_t pid;
    if (pipe2(pipe_fds, O_CLOEXEC) < 0)
        return err_set_errno(err, errno, _("不能打印"));
    int error = spawn(program, argv, in_fd, pipe_fds[1], &pid);
    close(pipe_fds[1]);
    bool ok = error == 0 || err_set_errno(err, error, _("不能运行打印命令 %s"), program);
    if (ok && !listen_to(pipe_fds[0], pid, clock_ms() + timeout_s * 1000L, said, &status)) {
        kill(-pid, SIGKILL);
        (void)RETRY(waitpid(pid, &status, 0));
        ok = err_set(err, _("打印命令 %s 过了 %d 秒还没有结束，已经终止"), program, timeout_s);
    } else if (ok) {
        ok = judge(program, status, err);
    }
    close(pipe_fds[0]);
    return ok;
}

bool printer_run(const struct printer_job *job, const char *bytes, size_t len, struct strbuf *said,
                 struct err *err)
{
    struct arguments arguments = {.argc = 0};
    bool ok = build_arguments(job, &arguments, err);
    char *program = ok ? find_program(arguments.argv[0]) : NULL;
    if (ok && !program)
        ok = err_set(
            err,
            _("没有打印：服务器上找不到打印命令 %s。可以先打印到文件；请技术支持安装 CUPS 的客户端，或者改设置 "
              "print_command"),
            arguments.argv[0]);
    int fd = ok ? open_report(bytes, len) : -1;
    if (ok && fd < 0)
        ok = err_set_errno(err, errno, _("不能打印"));
    if (ok)
        ok = run_program(program, arguments.argv, fd,
                         job->timeout_s ? job->timeout_s : DEFAULT_TIMEOUT_S, said, err);
    if (fd >= 0)
        close(fd);
    free(program);
    arguments_release(&arguments);
    return ok;
}
