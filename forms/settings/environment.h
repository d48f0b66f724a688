/* SPDX-License-Identifier: MIT */
#ifndef FORMS_SETTINGS_ENVIRONMENT_H
#define FORMS_SETTINGS_ENVIRONMENT_H

/* What the process takes over from whoever started it. */

#include <stdbool.h>

#include "locale/err.h"

/* First of all in main(): standard descriptors that are closed become /dev/null, files are private
 * (umask 0077), there are no core dumps (drafts are personal data), no program started from here
 * gains rights, and the variables that make iconv load foreign code are gone. false, with the
 * reason, where the program itself has been given rights that its user has not (setuid, setgid,
 * file capabilities): it is not written for that. */
bool environment_start(struct err *err);

/* Restricted mode (a login's ForceCommand): clears the environment but for a white list of names,
 * each with the characters that its value may consist of; PATH becomes /usr/bin:/bin. */
void environment_restrict(void);

#endif
