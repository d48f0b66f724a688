/* SPDX-License-Identifier: MIT */
#ifndef FORMS_SETTINGS_SETTINGS_H
#define FORMS_SETTINGS_SETTINGS_H

/* Settings: /etc/nianbao.conf for the whole server, overridden by the user's own
 * $XDG_CONFIG_HOME/nianbao/config.ini (~/.config if unset). Both are INI with one section:
 *
 *     [nianbao]
 *     ambiguous = "auto"          auto, 1, 2
 *     encoding = "auto"           of the terminal: auto, utf-8, gb18030, gbk
 *     border = "auto"             on the screen: auto, line, ascii
 *     color = "auto"              auto, always, never
 *     escdelay = "auto"           auto or milliseconds, 10 to 5000
 *     language = "auto"           auto, zh, en
 *     drafts = "/srv/nianbao"     the folder that the list of drafts shows
 *     print_command = "lp"        a program and its arguments, separated by blanks; no shell
 *     import_command = "pdftotext -layout - -"   the same, for files that import cannot read
 *     print_encoding = "utf-8"    utf-8, gb18030, gbk
 *     print_width = "80"          columns, 60 to 400
 *     print_margin = "0"          blank columns at the left, part of print_width, 0 to 60
 *     print_margin_top = "0"      blank lines at the top of a page, 0 to 20
 *     page_length = "60"          lines, 20 to 200; 0: no pages
 *     print_border = "auto"       auto, line, ascii
 *     print_eol = "lf"            lf, crlf
 *     idle_minutes = "30"         without a key until the draft is released; 0: never
 *     overview_limit = "1000"     characters of 一、总体情况; 0: no limit
 *     deadline = "01-31"          of departments, towns and streets
 *     deadline_government = "03-31"  of governments from the county up
 *     holidays = "/srv/holidays"  a file: a holiday per line, 班 behind a weekend that is worked
 *     word_list = "/srv/words"    a file: a wrong word, a blank and the right one per line
 *     restricted = "no"           yes, no; only in /etc/nianbao.conf
 *
 * In /etc/nianbao.conf `lock = "print_command drafts …"` names keys that the user's file may not
 * change. In restricted mode drafts, print_command, import_command, word_list and holidays always
 * come from there. Unknown keys and bad values are reported and ignored; if /etc/nianbao.conf is
 * damaged where it may say restricted, it counts as restricted. */

#include <stdbool.h>
#include <stddef.h>

#include "forms/base/customs.h"
#include "forms/ini/ininote.h"
#include "locale/encoding.h"
#include "locale/err.h"
#include "locale/message.h"

enum settings_color { SETTINGS_COLOR_AUTO, SETTINGS_COLOR_ALWAYS, SETTINGS_COLOR_NEVER };
enum settings_border { SETTINGS_BORDER_AUTO, SETTINGS_BORDER_LINE, SETTINGS_BORDER_ASCII };
/* enum encoding + 1. */
enum settings_encoding {
    SETTINGS_ENCODING_AUTO,
    SETTINGS_ENCODING_UTF8,
    SETTINGS_ENCODING_GB18030,
    SETTINGS_ENCODING_GBK
};
enum settings_language { SETTINGS_LANGUAGE_AUTO, SETTINGS_LANGUAGE_ZH, SETTINGS_LANGUAGE_EN };

struct settings {
    int ambiguous;        /* 1, 2; 0: auto */
    int encoding;         /* enum settings_encoding */
    int border;           /* enum settings_border */
    int color;            /* enum settings_color */
    int escdelay_ms;      /* 0: auto */
    int language;         /* enum settings_language */
    char *drafts;         /* NULL: not set */
    char *print_command;  /* never NULL */
    char *import_command; /* NULL: none */
    int print_encoding;   /* enum settings_encoding; AUTO where it is not set */
    int print_width;
    int print_margin, print_margin_top;
    int page_length;
    int print_border;
    int print_crlf; /* lines end in CR LF */
    int idle_minutes;
    struct customs customs; /* its words from word_list */
    char *word_list;        /* NULL: none */
    char *holidays;         /* NULL: none */
    int restricted;         /* 0, 1 */
};

/* The built-in values. Release with settings_release(). */
void settings_init(struct settings *settings);
void settings_release(struct settings *settings);

/* Built-in values, then both files; either may be missing. Notes name the file they are about. */
void settings_load(struct settings *settings, struct ini_notes *notes);
/* Restricted mode (restricted = "yes" or --restricted): takes drafts and both commands from
 * /etc/nianbao.conf alone. false with err if that file has any error or names no existing drafts
 * folder: then the program must not run. */
bool settings_restrict(struct settings *settings, struct err *err)
    __attribute__((warn_unused_result));
/* One file as bytes; notes call it `name`. is_system: like /etc/nianbao.conf, it may set restricted
 * and lock, and *locked receives its list (free it). Otherwise *locked are the keys it may not set.
 * For settings_load() and the tests. */
void settings_parse(struct settings *settings, const char *name, const char *bytes, size_t len,
                    bool is_system, char **locked, struct ini_notes *notes);

/* May this path be opened or written? In restricted mode it must be the drafts folder or in it,
 * with symlinks resolved. false with err. */
bool settings_allow_path(const struct settings *settings, const char *path, struct err *err);
/* The only folder that may be opened, absolute and without symlinks; NULL: no limit. If it is gone,
 * nothing may be opened. Free it. */
char *settings_only_folder(const struct settings *settings) __attribute__((warn_unused_result));

/* The language to use: the setting, or what the environment says. */
enum language settings_language(const struct settings *settings);
/* The user's own file; NULL without a home directory. Free it. */
char *settings_user_path(void) __attribute__((warn_unused_result));

#endif
