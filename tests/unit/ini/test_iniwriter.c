/* SPDX-License-Identifier: MIT */
/* The INI writer: its text, and that what was written comes back, whatever the text, and never
 * silently different where a file was cut or damaged. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/ini/iniescape.h"
#include "forms/ini/inifile.h"
#include "forms/ini/iniwriter.h"
#include "locale/cluster.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "locale/width.h"

/* The writer's text, to the byte: people read it in vi and in diffs. */
static void test_written_text(void **unused)
{
    (void)unused;
    struct strbuf out = STRBUF_INIT;
    struct ini_writer writer;
    ini_writer_init(&writer, &out);
    ini_writer_section(&writer, "report");
    ini_writer_add(&writer, "unit", "官庄\"工区\"\\党政&办公室\t一\n二\xE2\x80\xAE三");
    ini_writer_add(&writer, "empty", "");
    ini_writer_section(&writer, "overview");
    ini_writer_add_paragraph(&writer, "p0010",
                             "根据《中华人民共和国政府信息公开条例》规定，2023年，我区认真做好"
                             "政府信息公开工作，现公布年度报告。");
    ini_writer_finish(&writer);
    assert_string_equal(
        out.data,
        "[report]\n"
        "unit = \"官庄&quot;工区&quot;&bsol;党政&amp;办公室&tab;一&#x0A;二&#x202E;三\"\n"
        "empty = \"\"\n"
        "\n"
        "[overview]\n"
        "p0010    = \"根据《中华人民共和国政府信息公开条例》规定，2023年，我区认真做好政\"\n"
        "p0010.02 = \"府信息公开工作，现公布年度报告。\"\n"
        "\n"
        "[end]\n"
        "complete = \"1\"\n"
        "keys = \"4\"\n"
        "crc = \"bb0ee847\"\n");
    struct inifile ini;
    assert_true(inifile_parse(&ini, out.data, out.len, INI_END_REQUIRED, NULL));
    assert_int_equal(ini.state, INI_WHOLE);
    assert_int_equal(ini.notes.n, 0);
    inifile_release(&ini);
    /* Nothing at all; and a byte that is no text, which no draft holds, is written as it is. */
    strbuf_clear(&out);
    ini_writer_init(&writer, &out);
    ini_writer_finish(&writer);
    assert_string_equal(out.data, "[end]\ncomplete = \"1\"\nkeys = \"0\"\ncrc = \"00000000\"\n");
    strbuf_clear(&out);
    ini_escape(&out, "a\xFF&", 3);
    assert_string_equal(out.data, "a\xFF&amp;");
    strbuf_release(&out);
}

static void test_chunk_keys(void **unused)
{
    (void)unused;
    static const struct {
        const char *key;
        size_t base_len_bytes; /* 0: no chunk */
        int number;
    } rows[] = {
        {"p0010", 0, 0},    {"p0010.02", 5, 2},  {"p0010.99", 5, 99}, {"p0010.100", 5, 100},
        {"p0010.01", 0, 0}, {"p0010.2", 0, 0},   {"p0010.002", 0, 0}, {"p0010.02x", 0, 0},
        {"p0010.", 0, 0},   {".02", 0, 0},       {"a.b.02", 3, 2},    {"refused.other", 0, 0},
        {"a.02.b", 0, 0},   {"a.9999999", 0, 0}, {"", 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t base_len_bytes = 0;
        int number = 0;
        bool is_chunk = inifile_key_is_chunk(rows[i].key, &base_len_bytes, &number);
        if (is_chunk != (rows[i].base_len_bytes != 0) ||
            (is_chunk && (base_len_bytes != rows[i].base_len_bytes || number != rows[i].number)))
            fail_msg("%s: %d, %zu bytes, number %d", rows[i].key, is_chunk, base_len_bytes, number);
    }
}

/* A small generator of our own, so that a failure can be repeated on any machine. */
static uint64_t random_state;
static uint32_t random_below(uint32_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 16) % n);
}

static void add_random_char(struct strbuf *out)
{
    static const char *const hostile[] = {"\"",
                                          "\\",
                                          ";",
                                          "#",
                                          "&",
                                          "&quot;",
                                          "&#x41;",
                                          "=",
                                          "[",
                                          "]",
                                          "%",
                                          "%s",
                                          "'",
                                          "\n",
                                          "\r",
                                          "\t",
                                          " ",
                                          "\x1B",
                                          "\x7F",
                                          "\x01",
                                          "\xC2\x85",
                                          "\xC2\x9B",
                                          "、",
                                          "—",
                                          "“",
                                          "”",
                                          "…",
                                          "\xE2\x80\xA8",
                                          "\xE2\x80\xAE",
                                          "\xE2\x80\x8B",
                                          "\xEF\xBB\xBF",
                                          "\xCC\x81",
                                          "\xEF\xB8\x8F",
                                          "\xE2\x80\x8D",
                                          "😀",
                                          "👨",
                                          "𠮷",
                                          "\xEF\xBF\xBD",
                                          "\xEF\xBF\xBE",
                                          "\xF3\xA0\x81\x81",
                                          "\xEE\x80\x80"};
    uint32_t c;
    char bytes[UTF8_MAX_BYTES];
    switch (random_below(4)) {
    case 0: strbuf_add_str(out, hostile[random_below(sizeof hostile / sizeof hostile[0])]); return;
    case 1: c = 1 + random_below(0x2000); break;
    case 2: c = 1 + random_below(0x10FFFF); break;
    default: c = 0x4E00 + random_below(0x5000); break;
    }
    strbuf_add(out, bytes, utf8_encode(c, bytes));
}

/* Values long and short, as keys and as paragraphs; after reading, the chunks joined are the
 * values. */
static void test_round_trip(void **unused)
{
    (void)unused;
    enum { N_FILES = 1500, MAX_ENTRIES = 12 };
    struct strbuf values[MAX_ENTRIES], out = STRBUF_INIT, joined = STRBUF_INIT;
    random_state = 20240120;
    for (int i = 0; i < MAX_ENTRIES; i++)
        strbuf_init(&values[i]);
    for (int file = 0; file < N_FILES; file++) {
        int n = (int)random_below(MAX_ENTRIES + 1);
        struct ini_writer writer;
        strbuf_clear(&out);
        ini_writer_init(&writer, &out);
        ini_writer_section(&writer, "first");
        for (int i = 0; i < n; i++) {
            char key[16];
            snprintf(key, sizeof key, "k%d", i);
            strbuf_clear(&values[i]);
            static const uint32_t lengths[] = {3, 30, 300, 1200};
            for (uint32_t j = random_below(lengths[random_below(4)]); j; j--)
                add_random_char(&values[i]);
            if (random_below(8) == 0)
                ini_writer_section(&writer, random_below(2) ? "a.b-c_9" : "second");
            if (random_below(2))
                ini_writer_add(&writer, key, values[i].data);
            else
                ini_writer_add_paragraph(&writer, key, values[i].data);
        }
        ini_writer_finish(&writer);
        for (const char *line = out.data; *line; line += strcspn(line, "\n") + 1)
            assert_true(strcspn(line, "\n") < 1000);
        struct inifile ini;
        struct err err;
        if (!inifile_parse(&ini, out.data, out.len, INI_END_REQUIRED, &err))
            fail_msg("file %d: %s", file, err.text);
        if (ini.state != INI_WHOLE)
            fail_msg("file %d is read as %s", file, ini.state == INI_CUT ? "cut" : "edited");
        size_t at = 0;
        for (int i = 0; i < n; i++) {
            strbuf_clear(&joined);
            size_t base;
            int number, expected = 1;
            do {
                assert_true(at < ini.n_entries);
                assert_true(ini.entries[at].quoted);
                strbuf_add_str(&joined, ini.entries[at++].value);
                expected++;
            } while (at < ini.n_entries &&
                     inifile_key_is_chunk(ini.entries[at].key, &base, &number) &&
                     number == expected);
            if (strcmp(joined.data, values[i].data) != 0)
                fail_msg("file %d, value %d: wrote <%s>, read <%s>", file, i, values[i].data,
                         joined.data);
        }
        assert_int_equal(at, ini.n_entries);
        inifile_release(&ini);
    }
    for (int i = 0; i < MAX_ENTRIES; i++)
        strbuf_release(&values[i]);
    strbuf_release(&out);
    strbuf_release(&joined);
}

/* Chunks of a paragraph are at most 66 columns wide and hold whole clusters. */
static void test_chunk_widths(void **unused)
{
    (void)unused;
    struct strbuf out = STRBUF_INIT, text = STRBUF_INIT;
    struct ini_writer writer;
    for (int i = 0; i < 40; i++)
        strbuf_add_str(&text,
                       i % 3 ? "政府e\xCC\x81信息“公开”—ab" : "👨\xE2\x80\x8D👩\xE2\x80\x8D👧工作");
    ini_writer_init(&writer, &out);
    ini_writer_section(&writer, "s");
    ini_writer_add_paragraph(&writer, "p0010", text.data);
    struct inifile ini;
    assert_true(inifile_parse(&ini, out.data, out.len, INI_END_NONE, NULL));
    size_t done = 0;
    for (size_t i = 0; i < ini.n_entries; i++) {
        int cols = width_of_str(ini.entries[i].value, 2);
        assert_in_range(cols, i + 1 < ini.n_entries ? INI_CHUNK_COLS - 1 : 1, INI_CHUNK_COLS);
        size_t at = 0;
        while (at < done)
            at += cluster_len(text.data + at, text.len - at);
        assert_int_equal(at, done);
        done += strlen(ini.entries[i].value);
    }
    assert_int_equal(done, text.len);
    inifile_release(&ini);
    strbuf_release(&out);
    strbuf_release(&text);
}

static bool same_entries(const struct inifile *a, const struct inifile *b)
{
    bool same = a->n_entries == b->n_entries;
    for (size_t i = 0; same && i < a->n_entries; i++)
        same = strcmp(a->entries[i].section, b->entries[i].section) == 0 &&
               strcmp(a->entries[i].key, b->entries[i].key) == 0 &&
               strcmp(a->entries[i].value, b->entries[i].value) == 0;
    return same;
}

static void write_image(struct strbuf *out, int which)
{
    struct ini_writer writer;
    ini_writer_init(&writer, out);
    ini_writer_section(&writer, "report");
    ini_writer_add(&writer, "format", "2021");
    if (which >= 1) {
        ini_writer_add(&writer, "unit",
                       which == 1 ? "Guanzhuang (Xiangcheng)" : "官庄工区党政办公室");
        ini_writer_section(&writer, "requests");
        ini_writer_add(&writer, "received", "3402, 99, 0, /, , 1, 3511");
        ini_writer_add(&writer, "refused.state_secret", "0, 0, 0, 0, 0, 0, 0");
    }
    if (which >= 2) {
        ini_writer_section(&writer, "overview");
        ini_writer_add_paragraph(
            &writer, "p0010",
            "“四”、\"五\"；C:\\ & #\t；根据《条例》规定，2023年，我区认真做好政府"
            "信息公开工作，现将有关情况报告如下。\xE2\x80\xAE");
        ini_writer_section(&writer, "remarks");
    }
    ini_writer_finish(&writer);
}

enum { N_IMAGES = 3 };

static void test_cut_everywhere(void **unused)
{
    (void)unused;
    for (int which = 0; which < N_IMAGES; which++) {
        struct strbuf image = STRBUF_INIT;
        write_image(&image, which);
        struct inifile whole;
        assert_true(inifile_parse(&whole, image.data, image.len, INI_END_REQUIRED, NULL));
        assert_int_equal(whole.state, INI_WHOLE);
        for (size_t len = 0; len < image.len; len++) {
            struct inifile ini;
            bool read = inifile_parse(&ini, image.data, len, INI_END_REQUIRED, NULL);
            if (read && ini.state == INI_WHOLE && !same_entries(&ini, &whole))
                fail_msg("image %d cut after %zu bytes is taken for whole", which, len);
            if (read && ini.state != INI_CUT && !same_entries(&ini, &whole))
                fail_msg("image %d cut after %zu bytes lost entries and is taken for edited", which,
                         len);
            inifile_release(&ini);
        }
        inifile_release(&whole);
        strbuf_release(&image);
    }
}

static void test_every_bit_flipped(void **unused)
{
    (void)unused;
    for (int which = 0; which < N_IMAGES; which++) {
        struct strbuf image = STRBUF_INIT;
        write_image(&image, which);
        struct inifile whole;
        assert_true(inifile_parse(&whole, image.data, image.len, INI_END_REQUIRED, NULL));
        for (size_t bit = 0; bit < 8 * image.len; bit++) {
            struct inifile ini;
            image.data[bit / 8] = (char)(image.data[bit / 8] ^ 1 << bit % 8);
            bool read = inifile_parse(&ini, image.data, image.len, INI_END_REQUIRED, NULL);
            if (read && !same_entries(&ini, &whole) && (ini.state == INI_WHOLE || ini.notes.n == 0))
                fail_msg("image %d, bit %zu flipped: different, and nothing is said", which, bit);
            inifile_release(&ini);
            image.data[bit / 8] = (char)(image.data[bit / 8] ^ 1 << bit % 8);
        }
        inifile_release(&whole);
        strbuf_release(&image);
    }
}

/* A reference stands in one line of the file, wherever the lines are broken. */
static void test_references_are_whole(void **unused)
{
    (void)unused;
    static const char reference[] = "{requests.refused.prohibited_by_law.natural_person}";
    for (int n_before = 0; n_before < 70; n_before++) {
        struct strbuf text = STRBUF_INIT, out = STRBUF_INIT;
        struct ini_writer writer;
        struct inifile ini;
        strbuf_add_repeat(&text, "a", (size_t)n_before);
        for (int i = 0; i < 3; i++)
            strbuf_addf(&text, "收到%s件{ 没有结尾", reference);
        ini_writer_init(&writer, &out);
        ini_writer_section(&writer, "overview");
        ini_writer_add_paragraph(&writer, "p0010", text.data);
        ini_writer_finish(&writer);
        int n_whole = 0;
        for (const char *at = out.data; (at = strstr(at, reference)) != NULL; at++)
            n_whole++;
        assert_int_equal(n_whole, 3);
        assert_true(inifile_parse(&ini, out.data, out.len, INI_END_REQUIRED, NULL));
        assert_int_equal(ini.state, INI_WHOLE);
        inifile_release(&ini);
        strbuf_release(&text);
        strbuf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_written_text),         cmocka_unit_test(test_chunk_keys),
        cmocka_unit_test(test_round_trip),           cmocka_unit_test(test_chunk_widths),
        cmocka_unit_test(test_references_are_whole), cmocka_unit_test(test_cut_everywhere),
        cmocka_unit_test(test_every_bit_flipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
