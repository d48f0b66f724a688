/* SPDX-License-Identifier: MIT */
#ifndef FORMS_SETTINGS_ENVIRONMENT_H
#define FORMS_SETTINGS_ENVIRONMENT_H

/* Cleans up what the process inherits from whoever started it. */

#include <stdbool.h>

#include "locale/err.h"

/* Call first in main(). Opens closed standard descriptors on /dev/null, sets umask 0077, disables
 * core dumps (drafts hold personal data) and new privileges for children, and removes variables
 * that make iconv load code. false with err if run setuid, setgid or with file capabilities. */
bool environment_start(struct err *err);

/* Restricted mode (ForceCommand): keeps only listed variables whose values have only the characters
 * allowed for them, and sets PATH to /usr/bin:/bin. */
void environment_restrict(void);

#endif
