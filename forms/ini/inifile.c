/* SPDX-License-Identifier: MIT */
#include "forms/ini/inifile.h"

#include <assert.h>
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/crc32.h"
#include "forms/ini/iniescape.h"
#include "forms/ini/inilib.h"
#include "forms/ini/initext.h"
#include "locale/hash.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"

enum { QUOTED_IN_NOTE_BYTES = 60 };

/* A part of a line; owns nothing. */
struct part {
    const char *text;
    size_t len;
};

enum end_key { END_COMPLETE, END_KEYS, END_CRC, N_END_KEYS };
static const char *const end_keys[N_END_KEYS] = {"complete", "keys", "crc"};

struct parser {
    struct inifile *ini;
    struct initext text;
    size_t capacity, sections_capacity; /* of ini->entries and ini->sections */
    size_t *slots;                      /* hash table of the entries: index + 1, 0 where free */
    size_t n_slots;                     /* a power of two, at least twice the number of entries */
    const char *section;                /* NULL before the first one */
    int *section_lines;                 /* where each section was first opened */
    int n_comments, first_comment_line;

    bool has_end; /* [end] is the end mark */
    bool in_end, ended, after_end;
    size_t end_offset; /* of the line [end] in the file */
    size_t n_keys;     /* before [end] */
    char *end_values[N_END_KEYS];
};

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static struct part trimmed(struct part part)
{
    while (part.len && is_blank(*part.text))
        part.text++, part.len--;
    while (part.len && is_blank(part.text[part.len - 1]))
        part.len--;
    return part;
}

static struct part behind(struct part part, size_t offset)
{
    return trimmed((struct part){part.text + offset, part.len - offset});
}

static bool is_comment(struct part part)
{
    return part.len && (*part.text == ';' || *part.text == '#');
}

/* Arguments for "%.*s%s": the start of the part, and … if it goes on. */
#define QUOTED(part)                                                                               \
    (int)utf8_clip_bytes((part).text, (part).len, QUOTED_IN_NOTE_BYTES), (part).text,              \
        (part).len > QUOTED_IN_NOTE_BYTES ? "…" : ""

#define NOTE(parser, kind, ...)                                                                    \
    ini_notes_add(&(parser)->ini->notes, (parser)->text.n_lines, kind, __VA_ARGS__)

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

/* The dot and the digits of a chunk's number. */
enum { MAX_SUFFIX_BYTES = 7 };

bool inifile_name_is_valid(const char *name)
{
    size_t len = 0;
    while (is_name_byte(name[len]))
        len++;
    size_t base_len;
    int number;
    size_t max = inifile_key_is_chunk(name, &base_len, &number)
                     ? INI_MAX_NAME_BYTES
                     : INI_MAX_NAME_BYTES - MAX_SUFFIX_BYTES;
    return len > 0 && len <= max && !name[len];
}

/* The name in lower case (free it); NULL if it is not valid. */
static char *read_name(struct parser *parser, struct part part)
{
    char *name = xmemdup0(part.text, part.len);
    bool changed = false;
    for (size_t i = 0; i < part.len; i++) {
        if (name[i] >= 'A' && name[i] <= 'Z') {
            name[i] = (char)(name[i] | 0x20);
            changed = true;
        }
    }
    if (!inifile_name_is_valid(name)) {
        free(name);
        return NULL;
    }
    if (changed)
        NOTE(parser, INI_NOTE_CASE, _("名称“%.*s%s”里的大写字母按小写读入"), QUOTED(part));
    return name;
}

static size_t hash_of(const char *section, const char *key)
{
    uint64_t hash = hash_add(HASH_START, section, strlen(section));
    hash = hash_add(hash_add(hash, ":", 1), key, strlen(key));
    return (size_t)(hash ^ hash >> 32);
}

/* The slot of that entry, or the free one where it belongs. */
static size_t *find_slot(const struct parser *parser, const char *section, const char *key)
{
    size_t i = hash_of(section, key) & (parser->n_slots - 1);
    for (;; i = (i + 1) & (parser->n_slots - 1)) {
        if (!parser->slots[i])
            break;
        const struct ini_entry *entry = &parser->ini->entries[parser->slots[i] - 1];
        if (entry->section == section && strcmp(entry->key, key) == 0)
            break;
    }
    return &parser->slots[i];
}

static void grow_slots(struct parser *parser)
{
    if (parser->ini->n_entries < parser->n_slots / 2)
        return;
    free(parser->slots);
    parser->n_slots = parser->n_slots ? parser->n_slots * 2 : 512;
    parser->slots = xcalloc(parser->n_slots, sizeof *parser->slots);
    for (size_t i = 0; i < parser->ini->n_entries; i++)
        *find_slot(parser, parser->ini->entries[i].section, parser->ini->entries[i].key) = i + 1;
}

/* Takes key and value. */
static void add_entry(struct parser *parser, char *key, char *value, bool quoted)
{
    struct inifile *ini = parser->ini;
    grow_slots(parser);
    size_t *slot = find_slot(parser, parser->section, key);
    struct ini_entry entry = {parser->section, key, value, parser->text.n_lines, quoted};
    if (!*slot) {
        GROW(ini->entries, ini->n_entries, parser->capacity);
        ini->entries[ini->n_entries++] = entry;
        *slot = ini->n_entries;
        return;
    }
    struct ini_entry *old = &ini->entries[*slot - 1];
    struct part left_out = {old->value, strlen(old->value)};
    NOTE(parser, INI_NOTE_DUP_KEY,
         _("[%s] 的 %s 在第 %d 行已经有了，以这一行为准；第 %d 行的“%.*s%s”没有采用"),
         parser->section, key, old->line, old->line, QUOTED(left_out));
    free(old->key);
    free(old->value);
    *old = entry;
}

static void note_comment(struct parser *parser)
{
    if (!parser->n_comments++)
        parser->first_comment_line = parser->text.n_lines;
}

static void note_junk(struct parser *parser, struct part line)
{
    NOTE(parser, INI_NOTE_JUNK, _("这一行既不是 [节名]，也不是 名称 = \"值\"，没有读入：%.*s%s"),
         QUOTED(line));
}

/* Where the value of "key = …" lies and what was wrong about its quotes. */
static struct part read_quotes(struct parser *parser, struct part value, bool *quoted)
{
    struct part inner = {value.text + 1, value.len ? value.len - 1 : 0};
    *quoted = value.len && *value.text == '"';
    if (*quoted) {
        const char *close = memchr(inner.text, '"', inner.len);
        if (!close) {
            NOTE(parser, INI_NOTE_UNTERMINATED, _("值没有结尾的引号，可能不完整，读到行末：%.*s%s"),
                 QUOTED(inner));
            return inner;
        }
        struct part rest = behind(value, (size_t)(close + 1 - value.text));
        if (!rest.len || is_comment(rest)) {
            if (rest.len)
                note_comment(parser);
            inner.len = (size_t)(close - inner.text);
        } else if (value.text[value.len - 1] == '"') {
            inner.len--;
            NOTE(parser, INI_NOTE_INNER_QUOTE, _("值里有没写成 &quot; 的引号，连引号读入：%.*s%s"),
                 QUOTED(inner));
        } else {
            inner.len = (size_t)(close - inner.text);
            NOTE(parser, INI_NOTE_TRAILING, _("引号之后还有内容，没有读入：%.*s%s"), QUOTED(rest));
        }
        return inner;
    }
    if (value.len >= 2 && *value.text == '\'' && value.text[value.len - 1] == '\'') {
        inner.len--;
        value = inner;
    } else {
        for (size_t i = 0; i < value.len; i++) {
            struct part rest = {value.text + i, value.len - i};
            if (is_comment(rest) && (i == 0 || is_blank(rest.text[-1]))) {
                NOTE(parser, INI_NOTE_TRAILING, _("值没有加引号，%c 起当作注释，没有读入：%.*s%s"),
                     *rest.text, QUOTED(rest));
                value.len = i;
                value = trimmed(value);
                break;
            }
        }
    }
    NOTE(parser, INI_NOTE_UNQUOTED, _("值没有加英文双引号，读作“%.*s%s”，请核对"), QUOTED(value));
    return value;
}

static bool has_control(struct part part)
{
    for (size_t i = 0; i < part.len; i++) {
        unsigned char c = (unsigned char)part.text[i];
        /* In valid UTF-8 another byte follows C2. */
        bool is_c1 = c == 0xC2 && (unsigned char)part.text[i + 1] < 0xA0;
        if ((c < 0x20 && c != '\t') || c == 0x7F || is_c1)
            return true;
    }
    return false;
}

/* The decoded value, to be freed. */
static char *read_value(struct parser *parser, struct part part, bool *quoted)
{
    struct part raw = read_quotes(parser, part, quoted);
    struct strbuf value = STRBUF_INIT;
    size_t bad_offset;
    if (has_control(raw))
        NOTE(parser, INI_NOTE_CONTROL, "%s", _("值里有控制字符，照样读入；请核对这一行"));
    if (ini_escape_decode(&value, raw.text, raw.len, &bad_offset)) {
        struct part bad = {raw.text + bad_offset, raw.len - bad_offset};
        NOTE(parser, INI_NOTE_BAD_ESCAPE,
             _("& 之后不是能识别的转义（&quot; &bsol; &amp; &tab; &#x…;），照原样读入：%.*s%s"),
             QUOTED(bad));
    }
    return strbuf_steal(&value);
}

static bool open_section(struct parser *parser, struct part name_part, struct part line,
                         struct err *err)
{
    struct inifile *ini = parser->ini;
    char *name = read_name(parser, name_part);
    if (!name) {
        note_junk(parser, line);
        return true;
    }
    if (parser->ended && !parser->after_end) {
        parser->after_end = true;
        NOTE(parser, INI_NOTE_AFTER_END,
             _("结束标记 [end] 之后还有 [%s]；文件可能是几份拼成的，请核对"), name);
    }
    parser->in_end = parser->has_end && strcmp(name, "end") == 0;
    if (parser->in_end) {
        free(name);
        if (!parser->ended) {
            parser->ended = true;
            parser->end_offset = parser->text.line_offset;
            parser->n_keys = ini->n_entries;
        }
        return true;
    }
    for (size_t i = 0; i < ini->n_sections; i++) {
        if (strcmp(ini->sections[i], name) == 0) {
            NOTE(parser, INI_NOTE_DUP_SECTION, _("[%s] 在第 %d 行已经开始过，两处合在一起"), name,
                 parser->section_lines[i]);
            free(name);
            parser->section = ini->sections[i];
            return true;
        }
    }
    if (ini->n_sections == INI_MAX_SECTIONS) {
        free(name);
        return err_set(err, _("第 %d 行：节（[…]）超过 %d 个，没有读入"), parser->text.n_lines,
                       (int)INI_MAX_SECTIONS);
    }
    parser->section_lines[ini->n_sections] = parser->text.n_lines;
    GROW(ini->sections, ini->n_sections, parser->sections_capacity);
    ini->sections[ini->n_sections++] = name;
    parser->section = name;
    return true;
}

/* A key in [end]: only the three end_keys belong there. */
static void read_end_key(struct parser *parser, const char *key, struct part value,
                         struct part line)
{
    for (int i = 0; i < N_END_KEYS && !parser->after_end; i++) {
        if (!parser->end_values[i] && strcmp(end_keys[i], key) == 0) {
            bool quoted;
            parser->end_values[i] = read_value(parser, value, &quoted);
            return;
        }
    }
    parser->after_end = true;
    NOTE(parser, INI_NOTE_AFTER_END,
         _("结束标记 [end] 之后还有内容，没有读入；要保留请移到 [end] 之前：%.*s%s"), QUOTED(line));
}

static void read_key(struct parser *parser, struct part line, const char *equals)
{
    size_t key_len = (size_t)(equals - line.text);
    char *key = read_name(parser, trimmed((struct part){line.text, key_len}));
    struct part value = behind(line, key_len + 1);
    if (!key) {
        note_junk(parser, line);
    } else if (parser->in_end) {
        read_end_key(parser, key, value, line);
        free(key);
    } else if (!parser->section) {
        NOTE(parser, INI_NOTE_NO_SECTION, _("这一行在第一个 [节名] 之前，没有读入：%.*s%s"),
             QUOTED(line));
        free(key);
    } else {
        bool quoted;
        char *text = read_value(parser, value, &quoted);
        add_entry(parser, key, text, quoted);
    }
}

static bool read_line(struct parser *parser, struct err *err)
{
    struct part line = {parser->text.line.data, parser->text.line.len};
    if (line.len > INI_MAX_LINE_BYTES)
        NOTE(parser, INI_NOTE_LONG_LINE,
             _("这一行有 %zu 字节，超过一行的上限 %d 字节；已照读，保存时分成几行"), line.len,
             (int)INI_MAX_LINE_BYTES);
    line = trimmed(line);
    if (!line.len)
        return true;
    if (is_comment(line)) {
        note_comment(parser);
        return true;
    }
    if (*line.text == '[') {
        const char *close = memchr(line.text, ']', line.len);
        if (close) {
            size_t name_len = (size_t)(close - line.text) - 1;
            struct part rest = behind(line, name_len + 2);
            if (is_comment(rest))
                note_comment(parser);
            if (!rest.len || is_comment(rest))
                return open_section(parser, trimmed((struct part){line.text + 1, name_len}), line,
                                    err);
        }
        note_junk(parser, line);
        return true;
    }
    const char *equals = memchr(line.text, '=', line.len);
    if (equals)
        read_key(parser, line, equals);
    else
        note_junk(parser, line);
    return true;
}

static bool crc_is_of(const char *crc, const char *bytes, size_t len)
{
    char now[12];
    snprintf(now, sizeof now, "%08x", crc32_add(0, bytes, len));
    return strcmp(crc, now) == 0;
}

/* Decides between whole, edited and cut, and says why. */
static void judge_end(struct parser *parser, const char *bytes)
{
    struct inifile *ini = parser->ini;
    const char *const complete = parser->end_values[END_COMPLETE],
                      *const keys = parser->end_values[END_KEYS],
                      *const crc = parser->end_values[END_CRC];
    ini->state = INI_WHOLE;
    if (!parser->has_end)
        return;
    if (!complete || strcmp(complete, "1") != 0 || parser->after_end) {
        ini->state = INI_CUT;
        if (!parser->after_end)
            ini_notes_add(
                &ini->notes, 0, INI_NOTE_NO_END,
                _("文件到第 %d 行为止，没有结束标记（[end] 和 complete = \"1\"），可能不完整"),
                ini->n_lines);
        return;
    }
    if (!keys || !crc) {
        ini->state = INI_EDITED;
        ini_notes_add(&ini->notes, 0, INI_NOTE_CRC, "%s",
                      _("文件末尾没有键数或校验值，是手工写成或改动过的，已接受"));
        return;
    }
    char now[24];
    snprintf(now, sizeof now, "%zu", parser->n_keys);
    if (strcmp(keys, now) != 0) {
        struct part stated = {keys, strlen(keys)};
        ini->state = INI_EDITED;
        ini_notes_add(&ini->notes, 0, INI_NOTE_KEYS,
                      _("文件末尾写明有 %.*s%s 个键，实有 %s 个：手工改动过，请核对"),
                      QUOTED(stated), now);
    }
    /* After a conversion the CRC of the written bytes cannot be checked. */
    if (ini->encoding != ENCODING_UTF8 || !crc_is_of(crc, bytes, parser->end_offset)) {
        ini->state = INI_EDITED;
        ini_notes_add(&ini->notes, 0, INI_NOTE_CRC, "%s",
                      _("文件在本程序保存之后改动过（校验值不同），已接受"));
    }
}

bool inifile_parse(struct inifile *ini, const char *bytes, size_t len, enum ini_end end,
                   struct err *err)
{
    *ini = (struct inifile){.state = INI_CUT, .encoding = ENCODING_UTF8, .notes = INI_NOTES_INIT};
    int section_lines[INI_MAX_SECTIONS];
    struct parser parser = {
        .ini = ini, .has_end = end == INI_END_REQUIRED, .section_lines = section_lines};
    bool ok = initext_start(&parser.text, bytes, len, &ini->notes, err);
    while (ok && initext_next(&parser.text))
        ok = read_line(&parser, err);
    if (ok) {
        ini->encoding = parser.text.encoding;
        ini->n_lines = parser.text.n_lines;
        if (parser.n_comments)
            ini_notes_add(&ini->notes, parser.first_comment_line, INI_NOTE_COMMENT,
                          _("从这一行起共有 %d 处注释，保存时不会保留"), parser.n_comments);
        judge_end(&parser, bytes);
        ok = inilib_read(ini->entries, ini->n_entries, err);
    }
    for (int i = 0; i < N_END_KEYS; i++)
        free(parser.end_values[i]);
    free(parser.slots);
    initext_release(&parser.text);
    return ok;
}

void inifile_release(struct inifile *ini)
{
    for (size_t i = 0; i < ini->n_entries; i++) {
        free(ini->entries[i].key);
        free(ini->entries[i].value);
    }
    for (size_t i = 0; i < ini->n_sections; i++)
        free(ini->sections[i]);
    free(ini->entries);
    free(ini->sections);
    ini_notes_release(&ini->notes);
    *ini = (struct inifile){.state = INI_CUT};
}

const struct ini_entry *inifile_find(const struct inifile *ini, const char *section,
                                     const char *key)
{
    for (size_t i = 0; i < ini->n_entries; i++)
        if (strcmp(ini->entries[i].section, section) == 0 && strcmp(ini->entries[i].key, key) == 0)
            return &ini->entries[i];
    return NULL;
}

bool inifile_key_is_chunk(const char *key, size_t *base_len_bytes, int *number)
{
    const char *dot = strrchr(key, '.');
    if (!dot || dot == key)
        return false;
    size_t n_digits = strspn(dot + 1, "0123456789");
    if (n_digits < 2 || n_digits > 6 || dot[1 + n_digits] || (n_digits > 2 && dot[1] == '0'))
        return false;
    *base_len_bytes = (size_t)(dot - key);
    *number = atoi(dot + 1);
    return *number >= 2;
}
