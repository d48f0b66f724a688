/* SPDX-License-Identifier: MIT */
#include "forms/settings/environment.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "locale/mem.h"
#include "locale/message.h"

extern char **environ;

/* PR_SET_DUMPABLE stays set: without it /proc/self/fd, from which libiniparser reads, would belong
 * to root. */
bool environment_start(struct err *err)
{
    if (getauxval(AT_SECURE))
        return err_set(
            err,
            _("nianbao 不能带着额外的权限（setuid、setgid）运行，请找系统管理员去掉程序文件的这些权限。"));
    for (int fd = open("/dev/null", O_RDWR); fd >= 0; fd = open("/dev/null", O_RDWR)) {
        if (fd > STDERR_FILENO) {
            close(fd);
            break;
        }
    }
    umask(0077);
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    unsetenv("GCONV_PATH");
    unsetenv("LOCPATH");
    unsetenv("NLSPATH");
    return true;
}

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS  "0123456789"

/* The variables to keep, and the characters allowed in them; NULL: an absolute path. */
static const struct {
    const char *name;
    const char *characters;
    bool is_prefix;
} kept[] = {
    {"TERM", LETTERS DIGITS "+-._", false},
    {"LANG", LETTERS DIGITS "_.@-", false},
    {"LC_", LETTERS DIGITS "_.@-", true},
    {"LANGUAGE", LETTERS DIGITS "_.@:-", false},
    {"USER", LETTERS DIGITS "_.@-", false},
    {"LOGNAME", LETTERS DIGITS "_.@-", false},
    {"TZ", LETTERS DIGITS "_+-/", false},
    {"COLUMNS", DIGITS, false},
    {"LINES", DIGITS, false},
    {"NO_COLOR", LETTERS DIGITS, false},
    {"SSH_CONNECTION", LETTERS DIGITS ".:% ", false},
    {"HOME", NULL, false},
    {"XDG_STATE_HOME", NULL, false},
};
enum { MAX_VALUE_BYTES = 1024 };

static bool is_path(const char *value)
{
    if (*value != '/')
        return false;
    for (const char *p = value; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            return false;
    return true;
}

/* May the string NAME=VALUE of the environment stay? */
static bool is_kept(const char *variable)
{
    const char *equals = strchr(variable, '=');
    if (!equals || strlen(equals) > MAX_VALUE_BYTES)
        return false;
    size_t name_len = (size_t)(equals - variable);
    const char *value = equals + 1;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        size_t len = strlen(kept[i].name);
        bool fits = kept[i].is_prefix ? name_len > len : name_len == len;
        if (!fits || strncmp(variable, kept[i].name, len))
            continue;
        bool is_zone_file = !strcmp(kept[i].name, "TZ") && (*value == '/' || strstr(value, ".."));
        return kept[i].characters
                   ? value[strspn(value, kept[i].characters)] == '\0' && !is_zone_file
                   : is_path(value);
    }
    return false;
}

void environment_restrict(void)
{
    char **stays = NULL;
    size_t n = 0, capacity = 0;
    for (char **p = environ; p && *p; p++) {
        if (!is_kept(*p))
            continue;
        GROW(stays, n, capacity);
        stays[n++] = xstrdup(*p);
    }
    clearenv();
    for (size_t i = 0; i < n; i++) {
        char *equals = strchr(stays[i], '=');
        *equals = '\0';
        setenv(stays[i], equals + 1, 0);
        free(stays[i]);
    }
    free(stays);
    setenv("PATH", "/usr/bin:/bin", 1);
}
