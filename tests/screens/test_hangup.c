/* SPDX-License-Identifier: MIT */
/* The line drops, the machine goes down, the process is killed, at random moments of typing, also
 * at the other end of an ssh: what the screen had shown is there at the next start, and the program
 * is gone in time. NIANBAO_LONG=1: ten times as often. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "forms/files/lock.h"
#include "forms/store/session.h"
#include "tests/screens/sshd.h"
#include "tests/screens/stopwatch.h"
#include "tests/screens/vtscreen.h"
#include "tests/support/scratch.h"

/* The program promises to be gone in two seconds, not counting what a busy machine keeps it
 * waiting. */
enum { LIMIT_MS = 10000, EXIT_LIMIT_MS = 2000, N_TYPED = 24 };

static struct stopwatch watch; /* since the blow */

/* No character twice, so that what is on the screen can be told from what is not. */
static const char typed[] = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地";
#define KEPT "已经存好的一段。"

static uint64_t seed = 6;
static uint32_t roll(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

/* A saved draft that opens behind the last character of its overview. */
static void make_draft(void)
{
    struct err warning, err = {0};
    struct session *session = session_open(scratch_path("a.ini"), &err);
    assert_non_null(session);
    int field = draft_find(session_draft(session), "overview");
    edit_set(session_edit(session), field, KEPT "\n");
    session_set_place(session, (struct session_place){field, strlen(KEPT) + 1});
    assert_int_equal(session_save(session, &warning, &err), SESSION_SAVED);
    session_close(session, true);
}

/* How many of the typed characters stand on the screen, in their order. */
static int n_shown(struct vtscreen *vt)
{
    struct strbuf screen = STRBUF_INIT;
    vtscreen_add_text(vt, &screen);
    int n = N_TYPED;
    for (char prefix[sizeof typed]; n > 0; n--) {
        snprintf(prefix, sizeof prefix, "%.*s", n * 3, typed);
        if (strstr(screen.data, prefix))
            break;
    }
    strbuf_release(&screen);
    return n;
}

/* How many there are at the next start, unsaved work included; -1 where the text is no prefix of
 * what was typed. */
static int n_found(void)
{
    struct err err = {0};
    struct session *session = session_open(scratch_path("a.ini"), &err);
    /* A shell between may be gone before the program is. */
    while (session && session_access(session) == SESSION_HELD &&
           stopwatch_ms(&watch) < EXIT_LIMIT_MS) {
        usleep(2000);
        session_retry(session);
    }
    if (!session || session_access(session) != SESSION_WRITABLE)
        fail_msg("not opened: %s", session ? session_reason(session) : err.text);
    assert_int_equal(session_state(session), INI_WHOLE);
    while (session_n_recoveries(session))
        session_recovery_apply(session, 0, NULL);
    const char *text =
        draft_text(session_draft(session), draft_find(session_draft(session), "overview"));
    int n = -1;
    if (strncmp(text, KEPT "\n", strlen(KEPT) + 1) == 0) {
        text += strlen(KEPT) + 1;
        if (strncmp(typed, text, strlen(text)) == 0)
            n = (int)strlen(text) / 3;
    }
    session_close(session, false);
    return n;
}

/* As it is shipped where there is such a build: a hundred lives are long under the sanitizers. */
static const char *program(void) { return getenv("PLAIN") ? getenv("PLAIN") : getenv("NIANBAO"); }

enum event { HANG_UP, HANG_UP_UNDER_BASH, TERMINATE, KILL, STOP_AND_HANG_UP, LOSE_SSH, LOSE_SSHD };
static const char *const event_names[] = {"hangup",      "hangup under bash",    "SIGTERM",
                                          "SIGKILL",     "stopped, then hangup", "ssh is gone",
                                          "sshd is gone"};
static struct sshd sshd;

static void start(struct vtscreen *vt, enum event event)
{
    char home[120], state[140], path[400], command[1000];
    snprintf(home, sizeof home, "HOME=%s", scratch);
    snprintf(state, sizeof state, "XDG_STATE_HOME=%s/state", scratch);
    snprintf(path, sizeof path, "%s", scratch_path("a.ini"));
    snprintf(command, sizeof command, "exec 2>&1; '%s' edit '%s'; exit $?", program(), path);
    const char *const direct[] = {program(), "edit", path, NULL};
    const char *const bash[] = {"/bin/bash", "--norc", "-ic", command, NULL};
    const char *ssh[8], *const *argv = event == HANG_UP_UNDER_BASH ? bash : direct;
    char remote[1000], client[2000];
    if (event == LOSE_SSH || event == LOSE_SSHD) {
        char *absolute = realpath(program(), NULL); /* a login begins in another folder */
        snprintf(remote, sizeof remote, "exec env LC_ALL=C.UTF-8 '%s' '%s' '%s' edit '%s'", home,
                 state, absolute, path);
        free(absolute);
        sshd_client(&sshd, remote, client, ssh);
        argv = ssh;
    }
    vtscreen_spawn(vt, argv, (const char *const[]){home, state, NULL});
    if (!vtscreen_wait_text(vt, KEPT, LIMIT_MS)) {
        struct strbuf screen = STRBUF_INIT;
        vtscreen_add_text(vt, &screen);
        fail_msg("the draft did not open:\n%s", screen.data);
    }
}

/* The program itself, whatever stands between it and the terminal. */
static int pid_of_program(void)
{
    struct safefile file = SAFEFILE_INIT;
    struct lock_holder holder = {0};
    bool is_held = safefile_open(&file, scratch_path("a.ini"), NULL) && lock_query(&file, &holder);
    safefile_close(&file);
    return is_held && holder.known ? (int)holder.who.pid : 0;
}

static void strike(struct vtscreen *vt, enum event event)
{
    switch (event) {
    case STOP_AND_HANG_UP:
        kill(vtscreen_pid(vt), SIGSTOP);
        vtscreen_hang_up(vt);
        kill(vtscreen_pid(vt), SIGCONT);
        break;
    case HANG_UP:
    case HANG_UP_UNDER_BASH: vtscreen_hang_up(vt); break;
    case TERMINATE: kill(vtscreen_pid(vt), SIGTERM); break;
    case KILL:
    case LOSE_SSH: kill(vtscreen_pid(vt), SIGKILL); break;
    case LOSE_SSHD: sshd_kill_sessions(&sshd); break;
    }
}

/* One life of the program. A third of them ends while a save may be going on. */
static void live_and_die(enum event event, int round)
{
    make_draft();
    struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
    start(vt, event);
    int n_typed = (int)roll(N_TYPED) + 1;
    for (int i = 0; i < n_typed; i++) {
        char character[4];
        snprintf(character, sizeof character, "%.3s", typed + i * 3);
        vtscreen_type(vt, character);
        usleep(roll(4) ? roll(1500) : roll(12000));
    }
    if (roll(3) == 0)
        vtscreen_type(vt, "\033OQ");
    usleep(roll(2) ? roll(30000) : 0);
    int shown = n_shown(vt);
    stopwatch_start(&watch, pid_of_program());
    strike(vt, event);
    while (vtscreen_wait_exit(vt, 0) < 0)
        if (stopwatch_ms(&watch) >= EXIT_LIMIT_MS)
            fail_msg("%s, round %d: still there after %d ms", event_names[event], round,
                     EXIT_LIMIT_MS);
    vtscreen_free(vt);
    int found = n_found();
    if (found < shown || found > n_typed)
        fail_msg("%s, round %d: %d typed, %d on the screen, %d found", event_names[event], round,
                 n_typed, shown, found);
}

static void die_often(enum event event, int n_rounds)
{
    if (!program()) {
        print_message("skip: NIANBAO does not name the program\n");
        skip();
    }
    if (getenv("NIANBAO_LONG"))
        n_rounds *= 10;
    for (int round = 0; round < n_rounds; round++) {
        assert_int_equal(scratch_setup(NULL), 0);
        live_and_die(event, round);
        assert_int_equal(scratch_teardown(NULL), 0);
    }
}

static void line_drops(void **state) { (void)state, die_often(HANG_UP, 100); }
static void line_drops_under_bash(void **state) { (void)state, die_often(HANG_UP_UNDER_BASH, 10); }
static void machine_goes_down(void **state) { (void)state, die_often(TERMINATE, 20); }
static void process_is_killed(void **state) { (void)state, die_often(KILL, 30); }
static void line_drops_while_stopped(void **state) { (void)state, die_often(STOP_AND_HANG_UP, 10); }

static void die_over_ssh(enum event event)
{
    const char *reason = sshd_start(&sshd);
    if (reason)
        print_message("skip: %s\n", reason);
    else
        die_often(event, 10);
    sshd_stop(&sshd);
    if (reason)
        skip();
}

static void ssh_loses_its_client(void **state) { (void)state, die_over_ssh(LOSE_SSH); }
static void ssh_loses_its_server(void **state) { (void)state, die_over_ssh(LOSE_SSHD); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_drops),
        cmocka_unit_test(line_drops_under_bash),
        cmocka_unit_test(machine_goes_down),
        cmocka_unit_test(process_is_killed),
        cmocka_unit_test(line_drops_while_stopped),
        cmocka_unit_test(ssh_loses_its_client),
        cmocka_unit_test(ssh_loses_its_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
