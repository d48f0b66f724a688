/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FILES_IDENTITY_H
#define FORMS_FILES_IDENTITY_H

/* Who works where: what lock files, journals and the change log say of a session. A process is
 * known for certain by boot id, pid and start time together; a pid alone is used again. */

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct identity {
    char user[64];      /* login name; "uid1234" where the account has no entry */
    char real_name[64]; /* full name from the account, may be empty */
    char host[64];
    char tty[64];     /* "/dev/pts/3"; empty without a terminal */
    char boot_id[40]; /* changes with each start of the machine; empty where the kernel does not
                         tell */
    pid_t pid;
    uint64_t start_ticks; /* start of the process in clock ticks since boot, 0: unknown */
};

/* The present process. Control characters in the names become '?', invalid UTF-8 ends a name. */
void identity_of_self(struct identity *who);

/* Is the process that identity describes alive? Only for a process of this boot of this machine;
 * for others false. *same_program: it runs a program of the same name as this process. */
bool identity_is_alive(const struct identity *who, bool *same_program);

#endif
