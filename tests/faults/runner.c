/* SPDX-License-Identifier: MIT */
#include "tests/faults/runner.h"

#include <dirent.h>
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { LIMIT_S = 20 };

static char folder[128], here[4096];

bool runner_start(void)
{
    snprintf(folder, sizeof folder, "%s/nianbao-faults-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    ssize_t len = readlink("/proc/self/exe", here, sizeof here - 1);
    if (!mkdtemp(folder) || len < 0)
        return false;
    here[len] = '\0';
    *strrchr(here, '/') = '\0';
    /* The sanitizers want to be loaded first; faults.c needs only to come before libc. */
    const char *options = getenv("ASAN_OPTIONS");
    char with_ours[500];
    snprintf(with_ours, sizeof with_ours, "%s:verify_asan_link_order=0", options ? options : "");
    setenv("ASAN_OPTIONS", with_ours, 1);
    umask(0077);
    return true;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *place)
{
    (void)st, (void)type, (void)place;
    return strcmp(path, folder) == 0 ? 0 : remove(path);
}

void runner_empty_folder(void) { nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS); }

void runner_end(void)
{
    runner_empty_folder();
    rmdir(folder);
}

const char *runner_folder(void) { return folder; }

const char *runner_program(const char *name, char path[4200])
{
    snprintf(path, 4200, "%s/%s", here, name);
    return path;
}

/* ---- running ---- */

static void set_number(const char *name, long number)
{
    char text[32];
    snprintf(text, sizeof text, "%ld", number);
    setenv(name, text, 1);
}

static void set_text(const char *name, const char *text)
{
    if (text)
        setenv(name, text, 1);
}

static void run_child(const char *const argv[], const struct faults *faults, int output)
{
    char state_home[160], preload[4200];
    dup2(output, STDOUT_FILENO);
    close(output);
    if (!freopen("/dev/null", "w", stderr))
        _exit(127);
    alarm(LIMIT_S);
    snprintf(state_home, sizeof state_home, "%s/state", folder);
    setenv("HOME", folder, 1);
    setenv("XDG_STATE_HOME", state_home, 1);
    if (faults) {
        setenv("LD_PRELOAD", runner_program("faults.so", preload), 1);
        set_text("FAULTS_MODE", faults->mode);
        set_text("FAULTS_CLASS", faults->class);
        set_text("FAULTS_CALLS", faults->calls);
        set_text("FAULTS_MISSING", faults->missing);
        set_text("FAULTS_TRACE", faults->trace);
        set_number("FAULTS_AT", faults->at);
        set_number("FAULTS_ERRNO", faults->errnum);
        set_number("FAULTS_REPORT", STDOUT_FILENO);
    }
    execv(argv[0], (char *const *)argv);
    _exit(127);
}

pid_t runner_spawn(const char *const argv[], const struct faults *faults, int *output)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        run_child(argv, faults, ends[1]);
    }
    close(ends[1]);
    *output = ends[0];
    return pid;
}

/* Takes what the program says, to its end. */
static void finish(const char *const argv[], const struct faults *faults, pid_t pid, int output,
                   struct run *run)
{
    int status;
    size_t len = 0;
    for (ssize_t n; (n = read(output, run->said + len, sizeof run->said - 1 - len)) > 0;)
        len += (size_t)n;
    run->said[len] = '\0';
    close(output);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    run->was_killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    run->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (WIFSIGNALED(status) && !run->was_killed)
        fail_msg("%s, %s %ld, errno %d: ended by signal %d, said \"%s\"", argv[1],
                 faults ? faults->mode : "", faults ? faults->at : 0, faults ? faults->errnum : 0,
                 WTERMSIG(status), run->said);
    if (run->status == 127)
        fail_msg("%s cannot be run", argv[0]);
}

void runner_run(const char *const argv[], const struct faults *faults, struct run *run)
{
    int output;
    pid_t pid = runner_spawn(argv, faults, &output);
    finish(argv, faults, pid, output, run);
}

bool runner_run_stopped(const char *const argv[], const struct faults *faults,
                        void (*meanwhile)(void), struct run *run)
{
    int output;
    siginfo_t info = {0};
    pid_t pid = runner_spawn(argv, faults, &output);
    assert_int_equal(waitid(P_PID, (id_t)pid, &info, WSTOPPED | WEXITED | WNOWAIT), 0);
    bool stopped = info.si_code == CLD_STOPPED;
    if (stopped) {
        meanwhile();
        kill(pid, SIGCONT);
    }
    finish(argv, faults, pid, output, run);
    return stopped;
}

const char *run_line(const struct run *run, const char *line)
{
    size_t len = strlen(line);
    for (const char *at = run->said; (at = strstr(at, line)); at++)
        if ((at == run->said || at[-1] == '\n') && (at[len] == '\n' || at[len] == ' '))
            return at;
    return NULL;
}

const char *run_hit(const struct run *run)
{
    /* The programs' own lines begin with a capital or with Chinese. */
    static char name[64];
    const char *at = run->said;
    while (*at && (*at < 'a' || *at > 'z')) {
        at = strchr(at, '\n');
        if (!at)
            return NULL;
        at++;
    }
    if (!*at)
        return NULL;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(at, "\n"), at);
    return name;
}

/* ---- files ---- */

void runner_write(const char *path, const struct strbuf *text, mode_t mode)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fwrite(text->data, 1, text->len, file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, mode), 0);
}

bool runner_read(const char *path, struct strbuf *out)
{
    FILE *file = fopen(path, "r");
    char bytes[4096];
    if (!file)
        return false;
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        strbuf_add(out, bytes, n);
    fclose(file);
    return true;
}

bool runner_has_temporary_file(void)
{
    DIR *entries = opendir(folder);
    bool found = false;
    for (struct dirent *entry; entries && (entry = readdir(entries));)
        found = found || (entry->d_name[0] == '.' && strstr(entry->d_name, ".tmp"));
    if (entries)
        closedir(entries);
    return found;
}

const char *const content_names[] = {"missing", "old", "new", "damaged"};

enum content content_of_bytes(const char *bytes, size_t len, const struct strbuf *old_text,
                              const struct strbuf *new_text)
{
    if (!bytes)
        return CONTENT_MISSING;
    if (len == old_text->len && memcmp(bytes, old_text->data, len) == 0)
        return CONTENT_OLD;
    return len == new_text->len && memcmp(bytes, new_text->data, len) == 0 ? CONTENT_NEW
                                                                           : CONTENT_DAMAGED;
}

enum content content_of(const char *path, const struct strbuf *old_text,
                        const struct strbuf *new_text)
{
    struct strbuf bytes = STRBUF_INIT;
    bool exists = runner_read(path, &bytes);
    enum content content =
        content_of_bytes(exists ? bytes.data : NULL, bytes.len, old_text, new_text);
    strbuf_release(&bytes);
    return content;
}

const char *complain(const char *format, ...)
{
    static char text[1000];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return text;
}
