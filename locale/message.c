/* SPDX-License-Identifier: MIT */
#include "locale/message.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/strbuf.h"

/* The compiled catalogue (catalogue.S), in the format of GNU gettext's .mo files: a head of seven
 * words, then two sorted tables of length and offset, one of the originals and one of the
 * translations. */
extern const unsigned char message_catalogue_en[];

enum { MO_MAGIC = 0x950412de, MO_WORD_COUNT = 2, MO_WORD_ORIGINALS = 3, MO_WORD_TRANSLATIONS = 4 };

static enum language current;

static uint32_t word_at(size_t offset)
{
    uint32_t word;
    memcpy(&word, message_catalogue_en + offset, sizeof word);
    return word;
}

static const char *text_at(uint32_t table, uint32_t index)
{
    return (const char *)message_catalogue_en + word_at(table + 8 * (size_t)index + 4);
}

static const char *translate(const char *original)
{
    if (word_at(0) != (uint32_t)MO_MAGIC)
        return NULL;
    uint32_t low = 0, high = word_at(4 * MO_WORD_COUNT);
    uint32_t originals = word_at(4 * MO_WORD_ORIGINALS);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(original, text_at(originals, middle));
        if (order == 0)
            return text_at(word_at(4 * MO_WORD_TRANSLATIONS), middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* What stands for an ambiguous character; of two that begin alike the longer one comes first. */
static const struct plain_mark {
    const char *mark, *chinese, *english;
} plain_marks[] = {
    {"“", "「", "\""}, {"”", "」", "\""}, {"‘", "「", "'"}, {"’", "」", "'"}, {"…", "..", ".."},
    {"—", "--", "--"}, {"·", "-", "-"},   {"×", "x", "x"},  {"√", "v", "v"},  {"←→", "左右", "<->"},
    {"←", "<-", "<-"}, {"→", "->", "->"}, {"↑", "上", "^"}, {"↓", "下", "v"},
};
enum { N_PLAIN_MARKS = sizeof plain_marks / sizeof *plain_marks, N_PLAIN_TEXTS = 256 };

/* Texts without ambiguous characters, by the address of what they stand for. */
struct plain_text {
    struct plain_text *next;
    const char *original;
    char *plain;
};
static struct plain_text *plain_texts[N_PLAIN_TEXTS];
static pthread_mutex_t plain_lock = PTHREAD_MUTEX_INITIALIZER;
static bool avoids_ambiguous;

static const struct plain_mark *mark_at(const char *text)
{
    for (size_t i = 0; i < N_PLAIN_MARKS; i++)
        if (strncmp(text, plain_marks[i].mark, strlen(plain_marks[i].mark)) == 0)
            return &plain_marks[i];
    return NULL;
}

static char *without_marks(const char *text)
{
    struct strbuf plain = STRBUF_INIT;
    while (*text) {
        const struct plain_mark *mark = mark_at(text);
        if (mark) {
            strbuf_add_str(&plain, current == LANGUAGE_EN ? mark->english : mark->chinese);
            text += strlen(mark->mark);
        } else {
            strbuf_add_byte(&plain, *text++);
        }
    }
    return strbuf_steal(&plain);
}

static const char *plain_text_of(const char *text)
{
    struct plain_text **bucket = &plain_texts[((uintptr_t)text >> 3) % N_PLAIN_TEXTS];
    pthread_mutex_lock(&plain_lock);
    struct plain_text *found = *bucket;
    while (found && found->original != text)
        found = found->next;
    if (!found) {
        found = xcalloc(1, sizeof *found);
        *found = (struct plain_text){*bucket, text, without_marks(text)};
        *bucket = found;
    }
    pthread_mutex_unlock(&plain_lock);
    return found->plain;
}

void message_avoid_ambiguous(bool avoid) { avoids_ambiguous = avoid; }

const char *message_get(const char *chinese)
{
    const char *text = current == LANGUAGE_ZH || !*chinese ? NULL : translate(chinese);
    text = text ? text : chinese;
    return avoids_ambiguous ? plain_text_of(text) : text;
}

const char *message_get_in(const char *context, const char *chinese)
{
    struct strbuf key = STRBUF_INIT;
    strbuf_addf(&key, "%s\004%s", context, chinese);
    const char *text = current == LANGUAGE_ZH ? NULL : translate(key.data);
    strbuf_release(&key);
    if (!text)
        return message_get(chinese);
    return avoids_ambiguous ? plain_text_of(text) : text;
}

void message_set_language(enum language language) { current = language; }

enum language message_language_from_environment(void)
{
    static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (!value || !*value)
            continue;
        if (strncmp(value, "en", 2) == 0 &&
            !strchr("abcdefghijklmnopqrstuvwxyz", value[2] ? value[2] : '.'))
            return LANGUAGE_EN;
        if (strncmp(value, "zh", 2) == 0)
            return LANGUAGE_ZH;
    }
    return LANGUAGE_ZH;
}
