/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_MESSAGE_H
#define LOCALE_MESSAGE_H

/* The language of the interface. Texts in the code are Chinese; English comes from locale/en.po,
 * which is built into the program and so works without files and under LC_ALL=C, unlike gettext. */

#include <stdbool.h>

enum language { LANGUAGE_ZH, LANGUAGE_EN };

/* English if the first of LANGUAGE, LC_ALL, LC_MESSAGES that names zh or en names en, else Chinese.
 * LANG does not count: servers set it for everybody. */
enum language message_language_from_environment(void);
void message_set_language(enum language language);

/* From here on the messages hold no ambiguous character: 「」 for “ ”, ASCII for the rest. For a
 * screen that takes such characters for two columns: the terminal behind a multiplexer may not. */
void message_avoid_ambiguous(bool avoid);

/* The text in the interface's language, or chinese if not translated. A static string. */
const char *message_get(const char *chinese) __attribute__((format_arg(1), returns_nonnull));
#define _(text) message_get(text)
/* The same where one Chinese word needs several English ones: `context` says which is meant. */
const char *message_get_in(const char *context, const char *chinese)
    __attribute__((format_arg(2), returns_nonnull));
#define C_(context, text) message_get_in(context, text)
/* Marks a text in a static table for xgettext; it is passed to message_get() where it is shown. */
#define N_(text)           text
#define NC_(context, text) text

#endif
