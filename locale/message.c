/* SPDX-License-Identifier: MIT */
#include "locale/message.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

const char *message_get(const char *chinese)
{
    if (current == LANGUAGE_ZH || !*chinese)
        return chinese;
    const char *text = translate(chinese);
    return text ? text : chinese;
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
