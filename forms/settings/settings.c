/* SPDX-License-Identifier: MIT */
#include "forms/settings/settings.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "forms/base/papersize.h"
#include "forms/files/safefile.h"
#include "forms/ini/inifile.h"
#include "locale/err.h"
#include "locale/mem.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "locale/visible.h"

#define SYSTEM_PATH "/etc/nianbao.conf"
#define SECTION     "nianbao"
enum { MAX_FILE_BYTES = 256 * 1024, MAX_SHOWN_BYTES = 60 };

enum kind { KIND_WORD, KIND_NUMBER, KIND_DAY, KIND_TEXT };

/* One key: where its value is stored, and which values it takes. A word is stored as its index, so
 * words are in the order of the enum. A number may have one word, stored as 0. */
struct key_def {
    const char *key;
    enum kind kind;
    size_t offset;
    const char *words[6];
    int min, max;
    bool system_only;
};

#define AT(member) offsetof(struct settings, member)
static const struct key_def key_defs[] = {
    {"ambiguous", KIND_WORD, AT(ambiguous), {"auto", "1", "2"}, 0, 0, false},
    {"encoding", KIND_WORD, AT(encoding), {"auto", "utf-8", "gb18030", "gbk"}, 0, 0, false},
    {"border", KIND_WORD, AT(border), {"auto", "line", "ascii"}, 0, 0, false},
    {"color", KIND_WORD, AT(color), {"auto", "always", "never"}, 0, 0, false},
    {"escdelay", KIND_NUMBER, AT(escdelay_ms), {"auto"}, 10, 5000, false},
    {"language", KIND_WORD, AT(language), {"auto", "zh", "en"}, 0, 0, false},
    {"drafts", KIND_TEXT, AT(drafts), {NULL}, 0, 0, false},
    {"print_command", KIND_TEXT, AT(print_command), {NULL}, 0, 0, false},
    {"import_command", KIND_TEXT, AT(import_command), {NULL}, 0, 0, false},
    /* Not set is AUTO, which has no word: the empty one only keeps the order. */
    {"print_encoding", KIND_WORD, AT(print_encoding), {"", "utf-8", "gb18030", "gbk"}, 0, 0, false},
    {"print_width", KIND_NUMBER, AT(print_width), {NULL}, PAPER_MIN_COLS, PAPER_MAX_COLS, false},
    {"print_margin", KIND_NUMBER, AT(print_margin), {NULL}, 0, PAPER_MAX_MARGIN_COLS, false},
    {"print_margin_top",
     KIND_NUMBER,
     AT(print_margin_top),
     {NULL},
     0,
     PAPER_MAX_MARGIN_LINES,
     false},
    {"page_length", KIND_NUMBER, AT(page_length), {"0"}, 20, 200, false},
    {"print_border", KIND_WORD, AT(print_border), {"auto", "line", "ascii"}, 0, 0, false},
    {"print_eol", KIND_WORD, AT(print_crlf), {"lf", "crlf"}, 0, 0, false},
    {"idle_minutes", KIND_NUMBER, AT(idle_minutes), {"0"}, 1, 24 * 60, false},
    {"overview_limit", KIND_NUMBER, AT(customs.overview_limit), {"0"}, 100, 100000, false},
    {"deadline", KIND_DAY, AT(customs.deadline), {NULL}, 0, 0, false},
    {"deadline_government", KIND_DAY, AT(customs.government_deadline), {NULL}, 0, 0, false},
    {"holidays", KIND_TEXT, AT(holidays), {NULL}, 0, 0, false},
    {"word_list", KIND_TEXT, AT(word_list), {NULL}, 0, 0, false},
    {"restricted", KIND_WORD, AT(restricted), {"no", "yes"}, 0, 0, true},
};

void settings_init(struct settings *settings)
{
    *settings = (struct settings){
        .print_command = xstrdup("lp"),
        .print_width = 80,
        .page_length = 60,
        .idle_minutes = 30,
        .customs = CUSTOMS_INIT,
    };
}

void settings_release(struct settings *settings)
{
    free(settings->drafts);
    free(settings->print_command);
    free(settings->import_command);
    free(settings->word_list);
    free(settings->holidays);
    customs_words_release(&settings->customs.words);
    *settings = (struct settings){0};
}

static const struct key_def *find_def(const char *key)
{
    for (size_t i = 0; i < sizeof key_defs / sizeof *key_defs; i++)
        if (!strcmp(key_defs[i].key, key))
            return &key_defs[i];
    return NULL;
}

/* Is the key one of the words of the list? */
static bool list_has(const char *list, const char *key)
{
    size_t len = strlen(key);
    for (const char *p = list; p && *p;) {
        p += strspn(p, " ,\t");
        size_t n = strcspn(p, " ,\t");
        if (n == len && !memcmp(p, key, n))
            return true;
        p += n;
    }
    return false;
}

static int word_index(const struct key_def *def, const char *value)
{
    for (int i = 0; i < (int)(sizeof def->words / sizeof *def->words) && def->words[i]; i++)
        if (*def->words[i] && !strcasecmp(def->words[i], value))
            return i;
    return -1;
}

static bool set_number(const struct key_def *def, const char *value, int *number)
{
    if (word_index(def, value) == 0) {
        *number = 0;
        return true;
    }
    char *end;
    errno = 0;
    long n = strtol(value, &end, 10);
    if (end == value || *end || errno || n < def->min || n > def->max || *value == '+' ||
        *value == ' ')
        return false;
    *number = (int)n;
    return true;
}

static bool set_value(struct settings *settings, const struct key_def *def, const char *value)
{
    char *member = (char *)settings + def->offset;
    int index;
    switch (def->kind) {
    case KIND_WORD:
        index = word_index(def, value);
        if (index >= 0)
            *(int *)(void *)member = index;
        return index >= 0;
    case KIND_NUMBER: return set_number(def, value, (int *)(void *)member);
    case KIND_DAY:
        index = customs_day(value);
        if (index)
            *(int *)(void *)member = index;
        return index > 0;
    case KIND_TEXT:
        if (!*value || strlen(value) >= PATH_MAX || strpbrk(value, "\n\r"))
            return false;
        free(*(char **)(void *)member);
        *(char **)(void *)member = xstrdup(value);
        return true;
    }
    return false;
}

/* Appends which values the key takes: "auto、1、2", "20 到 200 或 0". */
static void add_choices(const struct key_def *def, struct strbuf *out)
{
    if (def->kind == KIND_TEXT) {
        strbuf_add_str(out, _("一行文字"));
        return;
    }
    if (def->kind == KIND_DAY) {
        strbuf_add_str(out, _("月-日，例如 01-31"));
        return;
    }
    if (def->kind == KIND_NUMBER)
        strbuf_addf(out, _("%d 到 %d 的整数"), def->min, def->max);
    const char *separator = def->kind == KIND_NUMBER ? _("，或 ") : "";
    for (size_t i = 0; i < sizeof def->words / sizeof *def->words && def->words[i]; i++) {
        if (!*def->words[i])
            continue;
        strbuf_addf(out, "%s%s", separator, def->words[i]);
        separator = _("、");
    }
}

static void note_bad_value(const char *name, const struct ini_entry *entry,
                           const struct key_def *def, struct ini_notes *notes)
{
    struct strbuf choices = STRBUF_INIT, shown = STRBUF_INIT;
    add_choices(def, &choices);
    visible_add_str(&shown, entry->value);
    strbuf_truncate(&shown, utf8_clip_bytes(shown.data, shown.len, MAX_SHOWN_BYTES));
    ini_notes_add(notes, entry->line, INI_NOTE_OTHER,
                  _("设置文件 %s 中 %s 的值“%s”不能用，没有理会。可以写：%s。"), name, entry->key,
                  shown.data, choices.data);
    strbuf_release(&choices);
    strbuf_release(&shown);
}

static void take_entry(struct settings *settings, const char *name, const struct ini_entry *entry,
                       bool is_system, const char *locked, struct ini_notes *notes)
{
    const struct key_def *def = strcmp(entry->section, SECTION) ? NULL : find_def(entry->key);
    if (!def)
        ini_notes_add(notes, entry->line, INI_NOTE_OTHER,
                      _("设置文件 %s 中没有 [%s] %s 这一项设置，没有理会。"), name, entry->section,
                      entry->key);
    else if (!is_system && (def->system_only || list_has(locked, def->key)))
        ini_notes_add(notes, entry->line, INI_NOTE_OTHER,
                      _("设置文件 %s 中的 %s 只能由系统管理员在 %s 中设置，没有理会。"), name,
                      entry->key, SYSTEM_PATH);
    else if (!set_value(settings, def, entry->value))
        note_bad_value(name, entry, def, notes);
}

/* Is there a `restricted` line that could not be used: in a damaged section, or with a bad value?
 */
static bool means_restricted(const struct inifile *ini, const char *bytes, size_t len)
{
    static const char key[] = "restricted";
    const struct ini_entry *entry = inifile_find(ini, SECTION, key);
    if (entry && word_index(find_def(key), entry->value) >= 0)
        return false;
    for (const char *line = bytes, *end = bytes + len; line < end;) {
        const char *line_end = memchr(line, '\n', (size_t)(end - line));
        size_t n = (size_t)((line_end ? line_end : end) - line);
        size_t n_blanks = 0;
        while (n_blanks < n && (line[n_blanks] == ' ' || line[n_blanks] == '\t'))
            n_blanks++;
        if (n - n_blanks >= strlen(key) && !strncasecmp(line + n_blanks, key, strlen(key)))
            return true;
        line += n + 1;
    }
    return false;
}

void settings_parse(struct settings *settings, const char *name, const char *bytes, size_t len,
                    bool is_system, char **locked, struct ini_notes *notes)
{
    struct inifile ini;
    struct err err;
    if (!inifile_parse(&ini, bytes, len, INI_END_NONE, &err)) {
        ini_notes_add(notes, 0, INI_NOTE_OTHER, _("设置文件 %s 不能用：%s"), name, err.text);
        inifile_release(&ini);
        if (is_system)
            settings->restricted = true; /* it may say so */
        return;
    }
    for (size_t i = 0; i < ini.notes.n; i++) {
        const struct ini_note *note = &ini.notes.items[i];
        /* Comments and unquoted values are normal in settings. */
        if (note->severity > INI_NOTICE)
            ini_notes_add(notes, 0, note->kind, _("设置文件 %s %s"), name, note->text);
    }
    const struct ini_entry *lock = is_system ? inifile_find(&ini, SECTION, "lock") : NULL;
    if (lock && locked) {
        free(*locked);
        *locked = xstrdup(lock->value);
    }
    for (size_t i = 0; i < ini.n_entries; i++)
        if (&ini.entries[i] != lock)
            take_entry(settings, name, &ini.entries[i], is_system, locked ? *locked : NULL, notes);
    if (is_system && means_restricted(&ini, bytes, len))
        settings->restricted = true;
    inifile_release(&ini);
}

static void load_file(struct settings *settings, const char *path, bool is_system, char **locked,
                      struct ini_notes *notes)
{
    struct safefile file = SAFEFILE_INIT;
    struct strbuf bytes = STRBUF_INIT;
    struct err err = {0};
    if (safefile_open(&file, path, &err) &&
        safefile_read(&file, MAX_FILE_BYTES, &bytes, NULL, &err)) {
        settings_parse(settings, path, bytes.data, bytes.len, is_system, locked, notes);
    } else if (err.number != ENOENT && err.number != ENOTDIR) {
        ini_notes_add(notes, 0, INI_NOTE_OTHER, _("设置文件 %s 不能用：%s"), path, err.text);
        if (is_system)
            settings->restricted = true; /* it may say so */
    }
    strbuf_release(&bytes);
    safefile_close(&file);
}

char *settings_user_path(void)
{
    static const struct {
        const char *variable, *rest;
    } places[] = {{"XDG_CONFIG_HOME", "/nianbao/config.ini"},
                  {"HOME", "/.config/nianbao/config.ini"}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *folder = getenv(places[i].variable);
        if (!folder || *folder != '/')
            continue;
        struct strbuf path = STRBUF_INIT;
        strbuf_addf(&path, "%s%s", folder, places[i].rest);
        return strbuf_steal(&path);
    }
    return NULL;
}

/* What is wrong with the list is noted, and the words before it count. */
static void load_words(struct settings *settings, struct ini_notes *notes)
{
    struct safefile file = SAFEFILE_INIT;
    struct strbuf bytes = STRBUF_INIT;
    struct err err = {0};
    if (settings->word_list &&
        !(safefile_open(&file, settings->word_list, &err) &&
          safefile_read(&file, MAX_FILE_BYTES, &bytes, NULL, &err) &&
          customs_words_add(&settings->customs.words, bytes.data, bytes.len, &err)))
        ini_notes_add(notes, 0, INI_NOTE_OTHER, _("词语表 %s 不能全部使用：%s"),
                      settings->word_list, err.text);
    strbuf_release(&bytes);
    safefile_close(&file);
}

void settings_load(struct settings *settings, struct ini_notes *notes)
{
    char *locked = NULL, *user_path = settings_user_path();
    settings_init(settings);
    load_file(settings, SYSTEM_PATH, true, &locked, notes);
    if (settings->restricted) { /* or the user could leave the drafts folder */
        struct strbuf more = STRBUF_INIT;
        strbuf_addf(&more, "%s drafts print_command import_command word_list holidays",
                    locked ? locked : "");
        free(locked);
        locked = strbuf_steal(&more);
    }
    if (user_path)
        load_file(settings, user_path, false, &locked, notes);
    load_words(settings, notes);
    free(user_path);
    free(locked);
}

/* Is the system's file free of errors, and does its drafts folder exist? */
static bool is_fence(const struct settings *system, const struct ini_notes *notes, struct err *err)
{
    struct stat st;
    if (notes->n)
        return err_set(err, _("设置文件 %s 有差错，受限方式下不能启动。请找系统管理员。"),
                       SYSTEM_PATH);
    if (!system->drafts)
        return err_set(err,
                       _("%s 没有设置草稿文件夹（drafts），受限方式下不能启动。请找系统管理员。"),
                       SYSTEM_PATH);
    if (*system->drafts != '/' || stat(system->drafts, &st) != 0 || !S_ISDIR(st.st_mode))
        return err_set(err,
                       _("%s 设置的草稿文件夹 %s 不能用，受限方式下不能启动。请找系统管理员。"),
                       SYSTEM_PATH, system->drafts);
    return true;
}

bool settings_restrict(struct settings *settings, struct err *err)
{
    struct settings system;
    struct ini_notes notes = INI_NOTES_INIT;
    settings_init(&system);
    load_file(&system, SYSTEM_PATH, true, NULL, &notes);
    bool ok = is_fence(&system, &notes, err);
    free(settings->drafts);
    free(settings->print_command);
    free(settings->import_command);
    free(settings->word_list);
    free(settings->holidays);
    customs_words_release(&settings->customs.words);
    load_words(&system, &notes);
    settings->drafts = system.drafts;
    settings->print_command = system.print_command;
    settings->import_command = system.import_command;
    settings->word_list = system.word_list;
    settings->holidays = system.holidays;
    settings->customs.words = system.customs.words;
    settings->restricted = true;
    system.drafts = system.print_command = system.import_command = NULL;
    system.word_list = system.holidays = NULL;
    system.customs.words = (struct customs_words){0};
    settings_release(&system);
    ini_notes_release(&notes);
    return ok;
}

char *settings_only_folder(const struct settings *settings)
{
    if (!settings->restricted)
        return NULL;
    char *drafts = realpath(settings->drafts ? settings->drafts : "/dev/null", NULL);
    return drafts ? drafts : xstrdup("/dev/null"); /* no path is inside it */
}

bool settings_allow_path(const struct settings *settings, const char *path, struct err *err)
{
    char *drafts = settings_only_folder(settings);
    struct safefile file = SAFEFILE_INIT;
    if (!drafts)
        return true;
    /* Resolve what exists: the name may be "..", or a link to another folder. */
    char *real_path = realpath(path, NULL);
    bool may = false;
    if (real_path)
        may = strcmp(real_path, drafts) == 0 || safefile_lies_in(real_path, drafts);
    else if (safefile_open(&file, path, err))
        may = safefile_lies_in(file.path, drafts);
    free(real_path);
    safefile_close(&file);
    free(drafts);
    return may || err_set(err, _("%s：受限方式下只能打开草稿文件夹里的文件"), path);
}

enum language settings_language(const struct settings *settings)
{
    switch ((enum settings_language)settings->language) {
    case SETTINGS_LANGUAGE_ZH: return LANGUAGE_ZH;
    case SETTINGS_LANGUAGE_EN: return LANGUAGE_EN;
    case SETTINGS_LANGUAGE_AUTO: break;
    }
    return message_language_from_environment();
}
