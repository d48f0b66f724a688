/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/files/lock.h"
#include "tests/support/scratch.h"

static struct safefile draft;

static int setup(void **state)
{
    if (scratch_setup(state) < 0)
        return -1;
    return safefile_open(&draft, scratch_path("年报.ini"), NULL) ? 0 : -1;
}

static int teardown(void **state)
{
    safefile_close(&draft);
    return scratch_teardown(state);
}

static volatile sig_atomic_t asked;
static void on_signal(int number) { asked = number; }

enum behaviour { LEAVES, STAYS, DIES_AT_ONCE };

/* Another session: takes the lock, tells so through a pipe and does as it is told. */
static pid_t start_holder(enum behaviour behaviour)
{
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct lock lock;
        struct sigaction action = {.sa_handler = on_signal};
        sigaction(SIGUSR1, &action, NULL);
        if (behaviour == STAYS)
            signal(SIGUSR1, SIG_IGN);
        char result = lock_acquire(&lock, &draft, NULL, NULL) == LOCK_OK ? '+' : '-';
        if (write(ready[1], &result, 1) != 1 || behaviour == DIES_AT_ONCE)
            kill(getpid(), SIGKILL);
        while (!asked)
            usleep(1000);
        lock_release(&lock);
        _exit(0);
    }
    char result;
    close(ready[1]);
    assert_int_equal(read(ready[0], &result, 1), 1);
    close(ready[0]);
    assert_int_equal(result, '+');
    return pid;
}

static void end_holder(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static void test_free_lock(void **state)
{
    (void)state;
    struct lock lock, second;
    struct lock_holder holder;
    struct err err = {0};
    assert_int_equal(lock_acquire(&lock, &draft, &holder, &err), LOCK_OK);
    assert_true(S_ISREG(scratch_mode(".年报.ini.lock")));
    assert_non_null(strstr(scratch_read(".年报.ini.lock"), "\nsince="));
    /* Within one process, too: two sessions on one draft are two. */
    assert_int_equal(lock_acquire(&second, &draft, &holder, &err), LOCK_HELD);
    assert_true(err.text[0]);
    assert_true(holder.known);
    assert_int_equal(holder.who.pid, getpid());
    assert_false(holder.is_mine);
    lock_release(&second);
    lock_release(&lock);
    lock_release(&lock);
    assert_string_equal(scratch_read(".年报.ini.lock"), "");
    assert_int_equal(lock_acquire(&lock, &draft, &holder, &err), LOCK_OK);
    lock_release(&lock);
}

static void test_holder_is_described(void **state)
{
    (void)state;
    pid_t pid = start_holder(STAYS);
    struct lock lock;
    struct lock_holder holder;
    struct identity self;
    identity_of_self(&self);
    assert_int_equal(lock_acquire(&lock, &draft, &holder, NULL), LOCK_HELD);
    assert_true(holder.known);
    assert_string_equal(holder.who.user, self.user);
    assert_string_equal(holder.who.host, self.host);
    assert_string_equal(holder.who.boot_id, self.boot_id);
    assert_int_equal(holder.who.pid, pid);
    assert_true(time(NULL) - holder.since < 10);
    assert_true(holder.idle_s < 10);
    assert_true(holder.is_mine);
    struct timespec hour_ago[2] = {{time(NULL) - 3600, 0}, {time(NULL) - 3600, 0}};
    utimensat(AT_FDCWD, scratch_path(".年报.ini.lock"), hour_ago, 0);
    assert_int_equal(lock_acquire(&lock, &draft, &holder, NULL), LOCK_HELD);
    assert_in_range(holder.idle_s, 3600, 3610);
    end_holder(pid);
}

static void test_killed_holder_frees_the_lock(void **state)
{
    (void)state;
    pid_t pid = start_holder(DIES_AT_ONCE);
    waitpid(pid, NULL, 0);
    struct lock lock;
    assert_int_equal(lock_acquire(&lock, &draft, NULL, NULL), LOCK_OK);
    lock_release(&lock);
}

static void test_take_over_of_my_own_session(void **state)
{
    (void)state;
    pid_t pid = start_holder(LEAVES);
    struct lock lock;
    int status;
    assert_int_equal(lock_take_over(&lock, &draft, NULL, NULL), LOCK_OK);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    lock_release(&lock);
}

/* A session that was suspended with Ctrl-Z hears it as well. */
static void test_take_over_of_a_stopped_session(void **state)
{
    (void)state;
    pid_t pid = start_holder(LEAVES);
    int status;
    kill(pid, SIGSTOP);
    assert_int_equal(waitpid(pid, &status, WUNTRACED), pid);
    struct lock lock;
    assert_int_equal(lock_take_over(&lock, &draft, NULL, NULL), LOCK_OK);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    lock_release(&lock);
}

static void test_take_over_gives_up(void **state)
{
    (void)state;
    pid_t pid = start_holder(STAYS);
    struct lock lock;
    struct lock_holder holder;
    time_t start = time(NULL);
    assert_int_equal(lock_take_over(&lock, &draft, &holder, NULL), LOCK_HELD);
    assert_int_equal(holder.who.pid, pid);
    assert_true(time(NULL) - start <= 5);
    end_holder(pid);
}

/* Field 22 of /proc/PID/stat, once the process runs sleep and is no longer a copy of this test. */
static uint64_t start_of_sleep(pid_t pid)
{
    char path[64], text[1024];
    unsigned long long start = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    for (int i = 0; i < 1000 && !start; i++) {
        FILE *file = fopen(path, "r");
        assert_non_null(file);
        assert_non_null(fgets(text, sizeof text, file));
        fclose(file);
        char *after = strstr(text, "(sleep) ");
        if (after)
            sscanf(
                after,
                "(sleep) %*c %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %llu",
                &start);
        usleep(1000);
    }
    return start;
}

/* A colleague writes the pid of another process of mine into the lock file: it must not get the
 * signal. */
static void test_forged_text_signals_nobody(void **state)
{
    (void)state;
    pid_t holder_pid = start_holder(STAYS), victim = fork();
    if (victim == 0) {
        execlp("sleep", "sleep", "60", (char *)NULL);
        _exit(127);
    }
    struct identity self, who;
    identity_of_self(&self);
    who = self;
    who.pid = victim;
    who.start_ticks = start_of_sleep(victim);
    char text[512];
    bool same_program = true;
    assert_true(identity_is_alive(&who, &same_program));
    assert_false(same_program);
    snprintf(text, sizeof text, "user=%s\nboot=%s\npid=%d\nstart=%llu\nsince=1\n", self.user,
             self.boot_id, (int)victim, (unsigned long long)who.start_ticks);
    scratch_write(".年报.ini.lock", text, 0600);
    struct lock lock;
    struct lock_holder holder;
    assert_int_equal(lock_take_over(&lock, &draft, &holder, NULL), LOCK_HELD);
    assert_true(holder.known);
    assert_false(holder.is_mine);
    assert_int_equal(kill(victim, 0), 0);
    assert_int_equal(waitpid(victim, NULL, WNOHANG), 0);
    end_holder(victim);
    end_holder(holder_pid);
}

/* The text says that a colleague has it, under a process number that is mine: he is told of, and
 * not to be asked. */
static void test_somebody_elses_session(void **state)
{
    (void)state;
    pid_t pid = start_holder(STAYS);
    struct identity who;
    struct lock lock;
    struct lock_holder holder;
    char text[512];
    assert_int_equal(lock_acquire(&lock, &draft, &holder, NULL), LOCK_HELD);
    who = holder.who;
    snprintf(text, sizeof text, "user=colleague\nboot=%s\npid=%d\nstart=%llu\nsince=1\n",
             who.boot_id, (int)who.pid, (unsigned long long)who.start_ticks);
    scratch_write(".年报.ini.lock", text, 0600);
    assert_int_equal(lock_take_over(&lock, &draft, &holder, NULL), LOCK_HELD);
    assert_string_equal(holder.who.user, "colleague");
    assert_string_equal(lock_holder_name(&holder), "colleague"); /* for want of a full name */
    assert_false(holder.is_mine);
    end_holder(pid);
}

static void test_hostile_texts(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "\n\n\n",
        "user",
        "user=\npid=1\n",
        "user=x\npid=-1\n",
        "pid=99999999999999999999\nuser=\xff\xfe\n",
        "user=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\npid=x",
        "=\n=\nboot=\nstart=\n",
    };
    pid_t pid = start_holder(STAYS);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct lock lock;
        struct lock_holder holder;
        scratch_write(".年报.ini.lock", texts[i], 0600);
        assert_int_equal(lock_acquire(&lock, &draft, &holder, NULL), LOCK_HELD);
        if (holder.known || holder.is_mine)
            fail_msg("text %zu: taken for a holder \"%s\" pid %d", i, holder.who.user,
                     (int)holder.who.pid);
    }
    end_holder(pid);
}

static void test_planted_lock_files(void **state)
{
    (void)state;
    static const char *const plants[] = {"symlink", "hard link", "fifo", "folder"};
    char precious[100];
    snprintf(precious, sizeof precious, "%s/precious", scratch);
    for (size_t i = 0; i < sizeof plants / sizeof plants[0]; i++) {
        scratch_write("precious", "precious", 0600);
        const char *name = scratch_path(".年报.ini.lock");
        int planted = i == 0   ? symlink(precious, name)
                      : i == 1 ? link(precious, name)
                      : i == 2 ? mkfifo(name, 0600)
                               : mkdir(name, 0700);
        assert_int_equal(planted, 0);
        struct lock lock;
        struct err err = {0};
        if (lock_acquire(&lock, &draft, NULL, &err) != LOCK_IMPOSSIBLE || !err.text[0])
            fail_msg("%s: locked", plants[i]);
        assert_string_equal(scratch_read("precious"), "precious");
        assert_int_equal(remove(scratch_path(".年报.ini.lock")), 0);
    }
}

static bool is_impossible(void)
{
    struct lock lock;
    struct err err = {0};
    return lock_acquire(&lock, &draft, NULL, &err) == LOCK_IMPOSSIBLE && err.number == EACCES;
}

static void test_read_only_folder(void **state)
{
    (void)state;
    chmod(scratch, 0555);
    assert_true(scratch_unprivileged(is_impossible));
    chmod(scratch, 0700);
}

/* The group of a shared folder must be able to take the lock that a colleague made. */
static void test_lock_file_of_a_shared_folder(void **state)
{
    (void)state;
    struct lock lock;
    chmod(scratch, 02770);
    assert_int_equal(lock_acquire(&lock, &draft, NULL, NULL), LOCK_OK);
    assert_int_equal(scratch_mode(".年报.ini.lock") & 0777, 0660);
    lock_release(&lock);
}

/* An administrator clears up: whoever holds the removed file and whoever makes a new one must not
 * both believe. */
static void test_removed_lock_file_is_made_again(void **state)
{
    (void)state;
    struct lock lock;
    assert_int_equal(lock_acquire(&lock, &draft, NULL, NULL), LOCK_OK);
    lock_release(&lock);
    assert_int_equal(unlink(scratch_path(".年报.ini.lock")), 0);
    assert_int_equal(lock_acquire(&lock, &draft, NULL, NULL), LOCK_OK);
    assert_true(S_ISREG(scratch_mode(".年报.ini.lock")));
    lock_release(&lock);
}

static void test_heartbeat_at_most_every_half_minute(void **state)
{
    (void)state;
    struct lock lock;
    struct stat st;
    struct timespec old[2] = {{1000, 0}, {1000, 0}};
    assert_int_equal(lock_acquire(&lock, &draft, NULL, NULL), LOCK_OK);
    time_t start = lock.touched;
    static const struct {
        int after_s;
        bool touches;
    } rows[] = {{0, false},  {29, false}, {30, true},
                {59, false}, {60, true},  {20, true} /* clock set back */};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        futimens(lock.fd, old);
        lock_heartbeat(&lock, start + rows[i].after_s);
        assert_int_equal(fstat(lock.fd, &st), 0);
        if ((st.st_mtim.tv_sec != 1000) != rows[i].touches)
            fail_msg("row %zu: after %d s touched %d", i, rows[i].after_s, !rows[i].touches);
    }
    lock_release(&lock);
    lock_heartbeat(&lock, start + 1000);
}

int main(void)
{
#define WITH_DRAFT(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        WITH_DRAFT(test_free_lock),
        WITH_DRAFT(test_holder_is_described),
        WITH_DRAFT(test_killed_holder_frees_the_lock),
        WITH_DRAFT(test_take_over_of_my_own_session),
        WITH_DRAFT(test_take_over_of_a_stopped_session),
        WITH_DRAFT(test_take_over_gives_up),
        WITH_DRAFT(test_forged_text_signals_nobody),
        WITH_DRAFT(test_somebody_elses_session),
        WITH_DRAFT(test_hostile_texts),
        WITH_DRAFT(test_planted_lock_files),
        WITH_DRAFT(test_read_only_folder),
        WITH_DRAFT(test_lock_file_of_a_shared_folder),
        WITH_DRAFT(test_removed_lock_file_is_made_again),
        WITH_DRAFT(test_heartbeat_at_most_every_half_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
