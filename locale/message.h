/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_MESSAGE_H
#define LOCALE_MESSAGE_H

/* The language of the interface. Texts stand in the code in Chinese, which is what is shown under
 * every C locale; English comes from the catalogue locale/en.po, compiled by msgfmt and built into
 * the program, so that neither an installed locale nor a file is needed (gettext itself translates
 * nothing under LC_ALL=C or POSIX). */

#include <stdbool.h>

enum language { LANGUAGE_ZH, LANGUAGE_EN };

/* From LANGUAGE, LC_ALL, LC_MESSAGES, LANG in gettext's order of precedence: English where the
 * first that is set and names a language names en, else Chinese. (LANG=en alone does not count:
 * servers set it for everybody.) */
enum language message_language_from_environment(void);
void message_set_language(enum language language);

/* From here on the messages hold no ambiguous character: 「」 for “ ”, ASCII for the rest. For a
 * screen that takes such characters for two columns: the terminal behind a multiplexer may not. */
void message_avoid_ambiguous(bool avoid);

/* The text in the interface's language; chinese itself where there is no translation. A static
 * string. */
const char *message_get(const char *chinese) __attribute__((format_arg(1), returns_nonnull));
#define _(text) message_get(text)
/* Marks a text in a static table for xgettext; it is passed to message_get() where it is shown. */
#define N_(text) text

#endif
