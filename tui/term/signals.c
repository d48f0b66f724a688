/* SPDX-License-Identifier: MIT */
#include "tui/term/signals.h"

#include <stddef.h>

#include "locale/mem.h"

/* Written by the handlers. */
static volatile sig_atomic_t caught_signal, size_changed, continued;

/* ---- signals to act upon ---- */

static void on_leave(int signal) { caught_signal = signal; }
static void on_resize(int signal)
{
    (void)signal;
    size_changed = 1;
}
static void on_continue(int signal)
{
    (void)signal;
    continued = 1;
}
static void on_nothing(int signal) { (void)signal; }

static struct handled {
    int signal;
    void (*handler)(int);
    bool is_blocked; /* except while term_wait() waits */
    struct sigaction before;
} handled[] = {
    {.signal = SIGHUP, .handler = on_leave, .is_blocked = true},
    {.signal = SIGTERM, .handler = on_leave, .is_blocked = true},
    {.signal = SIGINT, .handler = on_leave, .is_blocked = true},
    {.signal = SIGQUIT, .handler = on_leave, .is_blocked = true},
    {.signal = SIGUSR1, .handler = on_leave, .is_blocked = true},
    {.signal = SIGXCPU, .handler = on_leave, .is_blocked = true},
    {.signal = SIGWINCH, .handler = on_resize, .is_blocked = true},
    {.signal = SIGCONT, .handler = on_continue, .is_blocked = true},
    /* A handler, not SIG_IGN, which a print program would inherit. write() says EPIPE. */
    {.signal = SIGPIPE, .handler = on_nothing},
    {.signal = SIGTSTP, .handler = on_nothing}, /* there is no shell to go back to */
};
static sigset_t mask_before, mask_waiting;

void signals_start(void)
{
    caught_signal = size_changed = continued = 0;
    sigset_t blocked;
    sigemptyset(&blocked);
    for (size_t i = 0; i < sizeof handled / sizeof *handled; i++)
        if (handled[i].is_blocked)
            sigaddset(&blocked, handled[i].signal);
    sigprocmask(SIG_BLOCK, &blocked, &mask_before);
    mask_waiting = mask_before;
    for (size_t i = 0; i < sizeof handled / sizeof *handled; i++)
        sigdelset(&mask_waiting, handled[i].signal);
    for (size_t i = 0; i < sizeof handled / sizeof *handled; i++) {
        struct sigaction action = {.sa_handler = handled[i].handler, .sa_flags = SA_RESTART};
        sigemptyset(&action.sa_mask);
        sigaction(handled[i].signal, &action, &handled[i].before);
    }
}

/* A second hangup often follows the first (from the kernel and from the shell): what is still
 * pending is dropped. */
void signals_stop(void)
{
    for (size_t i = 0; i < sizeof handled / sizeof *handled; i++)
        signal(handled[i].signal, SIG_IGN);
    sigprocmask(SIG_SETMASK, &mask_before, NULL);
    for (size_t i = 0; i < sizeof handled / sizeof *handled; i++)
        sigaction(handled[i].signal, &handled[i].before, NULL);
}

const sigset_t *signals_mask_waiting(void) { return &mask_waiting; }

int signals_caught(void) { return caught_signal; }

static bool take(volatile sig_atomic_t *flag)
{
    bool was_set = *flag;
    *flag = 0;
    return was_set;
}

bool signals_take_resized(void) { return take(&size_changed); }
bool signals_take_continued(void) { return take(&continued); }

/* ---- signals to die of ---- */

static void (*put_back)(void);

static struct fatal {
    int signal;
    struct sigaction before;
} fatal[] = {{.signal = SIGSEGV},
             {.signal = SIGBUS},
             {.signal = SIGFPE},
             {.signal = SIGILL},
             {.signal = SIGABRT}};

/* The terminal first, then what would have happened without us (a core, a sanitizer's report). */
static void on_fatal(int signal)
{
    put_back();
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++)
        sigaction(fatal[i].signal, &fatal[i].before, NULL);
    raise(signal); /* delivered when this returns */
}

void signals_guard(void (*restore)(void))
{
    if (restore) {
        put_back = restore;
        for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) {
            struct sigaction action = {.sa_handler = on_fatal};
            sigemptyset(&action.sa_mask);
            sigaction(fatal[i].signal, &action, &fatal[i].before);
        }
    } else {
        for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++)
            sigaction(fatal[i].signal, &fatal[i].before, NULL);
    }
    mem_set_failure_handler(restore);
}
