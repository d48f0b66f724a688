/* SPDX-License-Identifier: MIT */
#ifndef FORMS_SETTINGS_SETTINGS_H
#define FORMS_SETTINGS_SETTINGS_H

/* Settings: /etc/nianbao.conf for the whole server, then the operator's own
 * $XDG_CONFIG_HOME/nianbao/config.ini over it
 * (~/.config where the variable is not set). Both are INI with one section:
 *
 *     [nianbao]
 *     ambiguous = "auto"          auto, 1, 2
 *     encoding = "auto"           of the terminal: auto, utf-8, gb18030, gbk
 *     border = "auto"             on the screen: auto, line, ascii
 *     color = "auto"              auto, always, never
 *     escdelay = "auto"           auto or milliseconds, 10 to 5000
 *     language = "auto"           auto, zh, en
 *     drafts = "/srv/nianbao"     the folder that the list of drafts shows
 *     print_command = "lp"        a program and its arguments, divided by blanks; no shell
 *     print_encoding = "utf-8"    utf-8, gb18030, gbk
 *     print_width = "80"          columns, 60 to 400
 *     print_margin = "0"          columns of these that stay blank at the left, 0 to 60
 *     print_margin_top = "0"      lines that stay blank at a page's head, 0 to 20
 *     page_length = "60"          lines, 0: no pages; 20 to 200
 *     print_border = "auto"       auto, line, ascii
 *     idle_minutes = "30"         after so long without a key the draft is let go for others; 0:
 * never restricted = "no"           yes, no; only in /etc/nianbao.conf
 *
 * In /etc/nianbao.conf `lock = "print_command drafts …"` names keys that the operator's own file
 * may not change. With restricted = "yes", and under --restricted, drafts and print_command come
 * from there in any case. A key that does not exist and a value that does not fit are reported and
 * otherwise ignored; where it cannot be told whether /etc/nianbao.conf says restricted, it does. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/ini/ininote.h"
#include "locale/encoding.h"
#include "locale/err.h"
#include "locale/message.h"

enum settings_color { SETTINGS_COLOR_AUTO, SETTINGS_COLOR_ALWAYS, SETTINGS_COLOR_NEVER };
enum settings_border { SETTINGS_BORDER_AUTO, SETTINGS_BORDER_LINE, SETTINGS_BORDER_ASCII };
/* Same order as enum encoding, one up. */
enum settings_encoding {
    SETTINGS_ENCODING_AUTO,
    SETTINGS_ENCODING_UTF8,
    SETTINGS_ENCODING_GB18030,
    SETTINGS_ENCODING_GBK
};
enum settings_language { SETTINGS_LANGUAGE_AUTO, SETTINGS_LANGUAGE_ZH, SETTINGS_LANGUAGE_EN };

struct settings {
    int ambiguous;       /* 1, 2; 0: auto */
    int encoding;        /* enum settings_encoding */
    int border;          /* enum settings_border */
    int color;           /* enum settings_color */
    int escdelay_ms;     /* 0: auto */
    int language;        /* enum settings_language */
    char *drafts;        /* NULL: not set */
    char *print_command; /* never NULL */
    int print_encoding;  /* enum settings_encoding, never AUTO */
    int print_width;
    int print_margin, print_margin_top;
    int page_length;
    int print_border;
    int idle_minutes;
    int restricted; /* 0, 1 */
};

/* The built-in values. Release with settings_release(). */
void settings_init(struct settings *settings);
void settings_release(struct settings *settings);

/* Built-in values, then both files. What is wrong in them is added to notes, each sentence naming
 * its file; a file that is not there is no trouble. */
void settings_load(struct settings *settings, struct ini_notes *notes);
/* Settings for a login that may do nothing else, with restricted = "yes" or --restricted: drafts
 * and print_command are what /etc/nianbao.conf says, whatever the operator's own file says. false
 * with err where that file cannot be read, has anything wrong in it or names no drafts folder that
 * is there: the program must not run then. */
bool settings_restrict(struct settings *settings, struct err *err)
    __attribute__((warn_unused_result));
/* One file, given as bytes; `name` is what the notes call it. is_system: as /etc/nianbao.conf (may
 * set restricted and lock). locked: keys that may not be set, NULL where none are; with is_system
 * it receives the file's own list (free it). For settings_load() and the tests. */
void settings_parse(struct settings *settings, const char *name, const char *bytes, size_t len,
                    bool is_system, char **locked, struct ini_notes *notes);

/* May this path be opened or written? With restricted it must be the drafts folder or lie in it,
 * whatever symlinks lead to it; always true otherwise. false with err. */
bool settings_allow_path(const struct settings *settings, const char *path, struct err *err);
/* That folder, absolute and without symlinks; NULL where everything may be opened. One that is gone
 * leaves nothing that may be. Free it. */
char *settings_only_folder(const struct settings *settings) __attribute__((warn_unused_result));

/* The language to use: the setting, or what the environment says. */
enum language settings_language(const struct settings *settings);
/* Where the operator's own file lies; NULL where there is no home directory. Free it. */
char *settings_user_path(void) __attribute__((warn_unused_result));

#endif
