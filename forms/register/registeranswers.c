/* SPDX-License-Identifier: MIT */
#include "forms/register/registeranswers.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "forms/files/safefile.h"
#include "forms/form/label.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"

enum { MAX_BYTES = 1024 * 1024 };

/* Written into the file: no _() round them. */
static const char *const kinds[] = {
    [REGISTER_WORD_RESULT] = "处理结果",
    [REGISTER_WORD_APPLICANT] = "申请人类型",
    [REGISTER_WORD_REVIEW] = "复议诉讼结果",
};

static void add(struct registeranswers *answers, enum register_kind kind, const char *text,
                const char *key)
{
    struct strbuf folded = STRBUF_INIT;
    label_fold(text, &folded);
    GROW(answers->items, answers->count, answers->capacity);
    answers->items[answers->count++] =
        (struct registeranswer){kind, strbuf_steal(&folded), xstrdup(key)};
}

static void read_line(struct registeranswers *answers, char *line)
{
    char *fields[3] = {line, NULL, NULL};
    for (int i = 1; i < 3; i++) {
        fields[i] = fields[i - 1] ? strchr(fields[i - 1], '\t') : NULL;
        if (fields[i])
            *fields[i]++ = '\0';
    }
    if (!fields[2] || *line == '#')
        return;
    for (int kind = 0; kind < (int)(sizeof kinds / sizeof *kinds); kind++)
        if (strcmp(fields[0], kinds[kind]) == 0)
            add(answers, (enum register_kind)kind, fields[1], fields[2]);
}

bool registeranswers_read(struct registeranswers *answers, const char *folder, struct err *err)
{
    struct safefile file = SAFEFILE_INIT;
    struct strbuf path = STRBUF_INIT, bytes = STRBUF_INIT;
    *answers = (struct registeranswers)REGISTERANSWERS_INIT;
    strbuf_addf(&path, "%s/%s", folder, REGISTERANSWERS_FILE);
    answers->path = strbuf_steal(&path);
    if (access(answers->path, F_OK) != 0 && errno == ENOENT)
        return true;
    bool ok = safefile_open(&file, answers->path, err) &&
              safefile_read(&file, MAX_BYTES, &bytes, NULL, err);
    for (char *line = bytes.data; ok && *line;) {
        size_t len = strcspn(line, "\r\n");
        char *next = line + len + (line[len] != '\0');
        line[len] = '\0';
        read_line(answers, line);
        line = next;
    }
    strbuf_release(&bytes);
    safefile_close(&file);
    return ok;
}

void registeranswers_release(struct registeranswers *answers)
{
    for (size_t i = 0; i < answers->count; i++) {
        free(answers->items[i].text);
        free(answers->items[i].key);
    }
    free(answers->items);
    free(answers->path);
    *answers = (struct registeranswers)REGISTERANSWERS_INIT;
}

int registeranswers_find(const struct registeranswers *answers, const struct registerwords *words,
                         enum register_kind kind, const char *text)
{
    struct strbuf folded = STRBUF_INIT;
    int found = -1;
    label_fold(text, &folded);
    /* The last answer counts. */
    for (size_t i = answers->count; i-- > 0 && found < 0;) {
        const struct registeranswer *answer = &answers->items[i];
        if (answer->kind != kind || strcmp(answer->text, folded.data) != 0)
            continue;
        for (int p = registerwords_first(words, kind);
             p <= registerwords_last(words, kind) && found < 0; p++)
            if (strcmp(registerwords_key(words, kind, p), answer->key) == 0)
                found = p;
    }
    strbuf_release(&folded);
    return found;
}

bool registeranswers_add(struct registeranswers *answers, const struct registerwords *words,
                         enum register_kind kind, const char *text, int place, struct err *err)
{
    const char *key = registerwords_key(words, kind, place);
    struct strbuf line = STRBUF_INIT, plain = STRBUF_INIT;
    add(answers, kind, text, key);
    if (!answers->path)
        return true;
    for (const char *p = text; *p; p++)
        strbuf_add_byte(&plain, (unsigned char)*p < ' ' ? ' ' : *p);
    int fd = open(answers->path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0660);
    if (fd >= 0 && lseek(fd, 0, SEEK_END) == 0)
        strbuf_add_str(&line, "# 本单位台账里的用语各算什么：种类、用语、键名，中间是制表符\n");
    strbuf_addf(&line, "%s\t%s\t%s\n", kinds[kind], plain.data, key);
    bool ok = fd >= 0 && retry_write_all(fd, line.data, line.len);
    if (!ok)
        err_set_errno(err, errno, _("不能把回答记到 %s"), answers->path);
    if (fd >= 0)
        close(fd);
    strbuf_release(&line);
    strbuf_release(&plain);
    return ok;
}
