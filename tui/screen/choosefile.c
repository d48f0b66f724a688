/* SPDX-License-Identifier: MIT */
#include "tui/screen/choosefile.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "forms/store/draftfile.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "tui/screen/ask.h"

bool choosefile_is_draft(const char *name) { return draftfile_stem_len(name) > 0; }

bool choosefile_is_text(const char *name)
{
    static const char *const endings[] = {".txt", ".htm", ".html", ".md", ".tsv", ".csv", NULL};
    const char *dot = strrchr(name, '.');
    for (int i = 0; dot && endings[i]; i++)
        if (strcasecmp(dot, endings[i]) == 0)
            return true;
    return false;
}

char *choosefile_path(const char *folder, const char *name)
{
    struct strbuf path = STRBUF_INIT;
    strbuf_addf(&path, "%s/%s", folder, name);
    return strbuf_steal(&path);
}

struct names {
    char **items;
    size_t count, capacity;
};

static bool is_file(const char *folder, const char *name)
{
    struct stat st;
    char *path = choosefile_path(folder, name);
    bool is = lstat(path, &st) == 0 && S_ISREG(st.st_mode);
    free(path);
    return is;
}

static void add_name(struct names *names, const char *name)
{
    GROW(names->items, names->count, names->capacity);
    names->items[names->count++] = xstrdup(name);
}

/* A folder that cannot be read has none: a path can be typed all the same. */
static void list_names(const struct file_wish *wish, struct names *names)
{
    struct dirent **entries;
    int n = scandir(wish->folder, &entries, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        if (*name != '.' && wish->is_fit(name) && is_file(wish->folder, name))
            add_name(names, name);
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
}

static void release_names(struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
}

/* Asks until it is a path that may be opened. */
static char *ask_path(struct screen *screen, const struct file_wish *wish)
{
    struct strbuf answer = STRBUF_INIT, prompt = STRBUF_INIT;
    struct err err = {0};
    char *path = NULL;
    strbuf_addf(&prompt, _("%s\n文件名；不在 %s 里的，写完整的路径："), wish->text, wish->folder);
    while (!path && ask_line(screen, wish->title, prompt.data, &answer)) {
        if (!answer.len)
            continue;
        path =
            *answer.data == '/' ? xstrdup(answer.data) : choosefile_path(wish->folder, answer.data);
        if (!settings_allow_path(wish->settings, path, &err)) {
            strbuf_clear(&prompt);
            strbuf_addf(&prompt, _("%s\n换一个文件："), err.text);
            free(path);
            path = NULL;
        }
    }
    strbuf_release(&answer);
    strbuf_release(&prompt);
    return path;
}

char *choosefile_ask(struct screen *screen, const struct file_wish *wish, bool *without)
{
    struct names names = {0};
    char *path = NULL;
    if (wish->none) {
        *without = false;
        add_name(&names, wish->none);
    }
    list_names(wish, &names);
    size_t n_before = wish->none != NULL, n_files = names.count;
    add_name(&names, _("别处的文件，写出路径……"));
    /* With nothing to choose from the path is asked for at once. */
    int answer = n_files ? ask_choice(screen, wish->title, wish->text,
                                      (const char *const *)names.items, names.count, 0)
                         : (int)n_files;
    if (answer >= 0 && (size_t)answer < n_before)
        *without = true;
    else if (answer >= 0 && (size_t)answer < n_files)
        path = choosefile_path(wish->folder, names.items[answer]);
    else if (answer >= 0)
        path = ask_path(screen, wish);
    release_names(&names);
    return path;
}
