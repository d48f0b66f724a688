/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_IDENTITY_H
#define FORMS_FILES_IDENTITY_H

/* Who runs a session, and where, for lock files, journals and the change log. Boot id, pid and
 * start time together identify a process; pids are reused. */

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct identity {
    char user[64];      /* login name; "uid1234" where the account has no entry */
    char real_name[64]; /* full name from the account, may be empty */
    char host[64];
    char tty[64];     /* "/dev/pts/3"; empty without a terminal */
    char boot_id[40]; /* changes at each boot; empty if unknown */
    pid_t pid;
    uint64_t start_ticks; /* start of the process in clock ticks since boot, 0: unknown */
};

/* This process. Control characters in names become '?'; invalid UTF-8 ends a name. */
void identity_of_self(struct identity *who);

/* Is that process alive? false for processes of other machines or boots. *same_program: it runs a
 * program with the same name as this process. */
bool identity_is_alive(const struct identity *who, bool *same_program);

#endif
