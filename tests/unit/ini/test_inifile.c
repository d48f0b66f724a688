/* SPDX-License-Identifier: MIT */
/* The INI reader: what is read from good and bad files, and what is said about it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/ini/inifile.h"
#include "locale/strbuf.h"

static const char *const kind_names[INI_N_NOTE_KINDS] = {
    [INI_NOTE_ENCODING] = "encoding",
    [INI_NOTE_BAD_BYTES] = "bad-bytes",
    [INI_NOTE_BOM] = "bom",
    [INI_NOTE_CRLF] = "crlf",
    [INI_NOTE_NUL] = "nul",
    [INI_NOTE_CONTROL] = "control",
    [INI_NOTE_LONG_LINE] = "long-line",
    [INI_NOTE_JUNK] = "junk",
    [INI_NOTE_NO_SECTION] = "no-section",
    [INI_NOTE_CASE] = "case",
    [INI_NOTE_UNQUOTED] = "unquoted",
    [INI_NOTE_INNER_QUOTE] = "inner-quote",
    [INI_NOTE_UNTERMINATED] = "unterminated",
    [INI_NOTE_TRAILING] = "trailing",
    [INI_NOTE_BAD_ESCAPE] = "bad-escape",
    [INI_NOTE_DUP_KEY] = "dup-key",
    [INI_NOTE_DUP_SECTION] = "dup-section",
    [INI_NOTE_COMMENT] = "comment",
    [INI_NOTE_NO_END] = "no-end",
    [INI_NOTE_AFTER_END] = "after-end",
    [INI_NOTE_KEYS] = "keys",
    [INI_NOTE_CRC] = "crc",
    [INI_NOTE_OTHER] = "other",
};
static const char *const state_names[] = {
    [INI_WHOLE] = "whole", [INI_EDITED] = "edited", [INI_CUT] = "cut"};

/* "section.key=value@line", with ! behind an unquoted one, joined by |. */
static char *entries_text(const struct inifile *ini)
{
    struct strbuf out = STRBUF_INIT;
    for (size_t i = 0; i < ini->n_entries; i++)
        strbuf_addf(&out, "%s%s.%s=%s@%d%s", i ? "|" : "", ini->entries[i].section,
                    ini->entries[i].key, ini->entries[i].value, ini->entries[i].line,
                    ini->entries[i].quoted ? "" : "!");
    return strbuf_steal(&out);
}

/* "state line:kind line:kind". */
static char *verdict_text(const struct inifile *ini)
{
    struct strbuf out = STRBUF_INIT;
    strbuf_add_str(&out, state_names[ini->state]);
    for (size_t i = 0; i < ini->notes.n; i++)
        strbuf_addf(&out, " %d:%s", ini->notes.items[i].line, kind_names[ini->notes.items[i].kind]);
    return strbuf_steal(&out);
}

#define END "[end]\ncomplete = \"1\"\n"

static const struct {
    const char *what, *text;
    size_t len; /* 0: strlen(text) */
    const char *entries, *verdict;
} files[] = {
    {"nothing", "", 0, "", "cut 0:no-end"},
    {"only the end mark", END, 0, "", "edited 0:crc"},
    {"written by hand", "[report]\nunit = \"官庄\"\nyear = \"2023\"\n" END, 0,
     "report.unit=官庄@2|report.year=2023@3", "edited 0:crc"},
    {"blank lines and indents", "\n  [report]  \n\t unit=\"a\" \n\n" END, 0, "report.unit=a@3",
     "edited 0:crc"},
    {"no line feed at the end", "[r]\nk = \"v\"\n[end]\ncomplete = \"1\"", 0, "r.k=v@2",
     "edited 0:crc"},
    {"no end mark", "[r]\nk = \"v\"\n", 0, "r.k=v@2", "cut 0:no-end"},
    {"not complete", "[r]\nk = \"v\"\n[end]\ncomplete = \"0\"\n", 0, "r.k=v@2", "cut 0:no-end"},
    {"key behind the end mark", "[r]\nk = \"v\"\n" END "p0050 = \"x\"\n", 0, "r.k=v@2",
     "cut 5:after-end"},
    {"section behind the end mark", "[r]\nk = \"v\"\n" END "[s]\nk = \"x\"\n", 0, "r.k=v@2|s.k=x@6",
     "cut 5:after-end"},
    {"two files in one", "[r]\nk = \"v\"\n" END "[r]\nk = \"w\"\n" END, 0, "r.k=w@6",
     "cut 5:after-end 5:dup-section 6:dup-key 8:after-end"},
    {"wrong number of keys",
     "[r]\nk = \"v\"\n[end]\ncomplete = \"1\"\nkeys = \"2\"\ncrc = \"00000000\"\n", 0, "r.k=v@2",
     "edited 0:keys 0:crc"},
    {"far too long a number of keys",
     "[r]\nk = \"v\"\n[end]\ncomplete = \"1\"\nkeys = \"1111111111111111111111111111111111111111111111111111111111111111111\"\n"
     "crc = \"00000000\"\n",
     0, "r.k=v@2", "edited 0:keys 0:crc"},
    {"GB18030 with a checksum",
     "[r]\nk = \"\xB9\xD9\"\n[end]\ncomplete = \"1\"\nkeys = \"1\"\ncrc = \"00000000\"\n", 0,
     "r.k=官@2", "edited 2:encoding 0:crc"},
    {"byte order mark", "\xEF\xBB\xBF[r]\nk = \"v\"\n" END, 0, "r.k=v@2", "edited 1:bom 0:crc"},
    {"CR LF", "[r]\r\nk = \"v\"\r\n[end]\r\ncomplete = \"1\"\r\n", 0, "r.k=v@2",
     "edited 1:crlf 0:crc"},
    {"GB18030", "[r]\nunit = \"\xB9\xD9\xD7\xAF\"\n" END, 0, "r.unit=官庄@2",
     "edited 2:encoding 0:crc"},
    /* 0x5C is the second byte of 昞: it must not be taken for a backslash. */
    {"GB18030 with a backslash byte", "[r]\nunit = \"\x95\x5C\"\nb = \"1\"\n" END, 0,
     "r.unit=昞@2|r.b=1@3", "edited 2:encoding 0:crc"},
    {"UTF-8 with a damaged byte", "[r]\na = \"官庄工区\"\nb = \"党\xE6\x94办\"\n" END, 0,
     "r.a=官庄工区@2|r.b=党��办@3", "edited 3:bad-bytes 0:crc"},
    {"NUL bytes", "[r]\nk = \"a\0\0b\"\n" END, sizeof "[r]\nk = \"a\0\0b\"\n" END - 1, "r.k=ab@2",
     "edited 2:nul 0:crc"},
    {"control character", "[r]\nk = \"a\x1B[2Jb\"\n" END, 0, "r.k=a\x1B[2Jb@2",
     "edited 2:control 0:crc"},
    {"Latin letter beside the C1 ones", "[r]\nk = \"a\xC2\xA0z\xC2\xB7\"\n" END, 0,
     "r.k=a\xC2\xA0z·@2", "edited 0:crc"},
    {"C1 control character", "[r]\nk = \"a\xC2\x9Bz\"\n" END, 0, "r.k=a\xC2\x9Bz@2",
     "edited 2:control 0:crc"},
    {"carriage return inside a line", "[r]\nk = \"a\rb\"\n" END, 0, "r.k=a\rb@2",
     "edited 2:control 0:crc"},
    {"junk", "[r]\nwhat is this\nk = \"v\"\n" END, 0, "r.k=v@3", "edited 2:junk 0:crc"},
    {"Chinese key", "[r]\n单位 = \"v\"\n" END, 0, "", "edited 2:junk 0:crc"},
    {"full-width equals sign", "[r]\nunit＝\"v\"\n" END, 0, "", "edited 2:junk 0:crc"},
    {"key of 101 bytes",
     "[r]\nk123456789112345678921234567893123456789412345678951234567896123456789712345678981234567899123456789x = \"v\"\n"
     "k123456789112345678921234567893123456789412345678951234567896123456789712345678981234567899123456789 = \"w\"\n" END,
     0,
     "r.k123456789112345678921234567893123456789412345678951234567896123456789712345678981234567899123456789=w@3",
     "edited 2:junk 0:crc"},
    {"chunk of a key of 100 bytes",
     "[r]\nk123456789112345678921234567893123456789412345678951234567896123456789712345678981234567899123456789.02 = \"v\"\n" END,
     0,
     "r.k123456789112345678921234567893123456789412345678951234567896123456789712345678981234567899123456789.02=v@2",
     "edited 0:crc"},
    {"no key", "[r]\n = \"v\"\n" END, 0, "", "edited 2:junk 0:crc"},
    {"section with a colon", "[a:b]\n[r]\nk=\"v\"\n" END, 0, "r.k=v@3", "edited 1:junk 0:crc"},
    {"section without a bracket", "[r\nk = \"v\"\n" END, 0, "", "edited 1:junk 2:no-section 0:crc"},
    {"text behind a section", "[r] x\nk = \"v\"\n" END, 0, "", "edited 1:junk 2:no-section 0:crc"},
    {"section without a name", "[]\n" END, 0, "", "edited 1:junk 0:crc"},
    {"key before any section", "k = \"v\"\n[r]\nj = \"w\"\n" END, 0, "r.j=w@3",
     "edited 1:no-section 0:crc"},
    {"capitals", "[Report]\nUnit = \"V\"\n" END, 0, "report.unit=V@2",
     "edited 1:case 2:case 0:crc"},
    {"no quotes", "[r]\nk = 12\n" END, 0, "r.k=12@2!", "edited 2:unquoted 0:crc"},
    {"no value", "[r]\nk =\n" END, 0, "r.k=@2!", "edited 2:unquoted 0:crc"},
    {"empty value", "[r]\nk = \"\"\n" END, 0, "r.k=@2", "edited 0:crc"},
    {"single quotes", "[r]\nk = 'a b'\n" END, 0, "r.k=a b@2!", "edited 2:unquoted 0:crc"},
    {"Chinese quotes", "[r]\nk = “a”\n" END, 0, "r.k=“a”@2!", "edited 2:unquoted 0:crc"},
    {"no quotes, backslash at the end", "[r]\nk = C:\\\nj = \"1\"\n" END, 0, "r.k=C:\\@2!|r.j=1@3",
     "edited 2:unquoted 0:crc"},
    {"no quotes, comment", "[r]\nk = room #12\n" END, 0, "r.k=room@2!",
     "edited 2:trailing 2:unquoted 0:crc"},
    {"no quotes, only a comment", "[r]\nk = ; nothing\nj =\t1\t# one\n" END, 0, "r.k=@2!|r.j=1@3!",
     "edited 2:trailing 2:unquoted 3:trailing 3:unquoted 0:crc"},
    {"no quotes, ; in the text", "[r]\nk = one;two\n" END, 0, "r.k=one;two@2!",
     "edited 2:unquoted 0:crc"},
    {"comment signs in quotes", "[r]\nk = \"one; two # three\"\n" END, 0, "r.k=one; two # three@2",
     "edited 0:crc"},
    {"blanks in quotes", "[r]\nk = \"  a  \"\n" END, 0, "r.k=  a  @2", "edited 0:crc"},
    {"equals sign in the value", "[r]\nk = \"a=b\"\n" END, 0, "r.k=a=b@2", "edited 0:crc"},
    {"bare backslash in quotes", "[r]\nk = \"C:\\\"\nj = \"1\"\n" END, 0, "r.k=C:\\@2|r.j=1@3",
     "edited 0:crc"},
    {"bare quotes in the value", "[r]\nk = \"say \"hi\" now\"\n" END, 0, "r.k=say \"hi\" now@2",
     "edited 2:inner-quote 0:crc"},
    {"no closing quote", "[r]\nk = \"abc\nj = \"d\"\n" END, 0, "r.k=abc@2|r.j=d@3",
     "edited 2:unterminated 0:crc"},
    {"text behind the value", "[r]\nk = \"abc\" def\n" END, 0, "r.k=abc@2",
     "edited 2:trailing 0:crc"},
    {"one single quote", "[r]\nk = '\nj = 'a\n" END, 0, "r.k='@2!|r.j='a@3!",
     "edited 2:unquoted 3:unquoted 0:crc"},
    {"lines too long to be shown whole",
     "ANAMETHATISMUCHLONGERTHANWHATANOTESHOWSOFITANDNEVERTHELESSANAME = \"x\"\n"
     "[ANAMETHATISMUCHLONGERTHANWHATANOTESHOWSOFITANDNEVERTHELESSANAME]\n"
     "k = \"政府信息公开工作年度报告政府信息公开工作年度报告\" 政府信息公开工作年度报告政府信息公开工作年度报告\n"
     "k = \"\"\n" END "p = \"政府信息公开工作年度报告政府信息公开工作年度报告\"\n",
     0, "anamethatismuchlongerthanwhatanoteshowsofitandneverthelessaname.k=@4",
     "cut 1:case 1:no-section 2:case 3:trailing 4:dup-key 7:after-end"},
    {"comments", "; one\n[r] ; two\nk = \"abc\" # three\n" END, 0, "r.k=abc@3",
     "edited 1:comment 0:crc"},
    {"comment behind a section first", "[r] # one\n; two\n" END, 0, "", "edited 1:comment 0:crc"},
    {"UTF-8 with many damaged bytes", "[r]\na = \"官庄工区\xFF\xFE\x80\"\n" END, 0,
     "r.a=官庄工区���@2", "edited 2:bad-bytes 0:crc"},
    {"escapes", "[r]\nk = \"&quot;&bsol;&amp;&tab;&#x41;&#x4E2D;&#x1F600;\"\n" END, 0,
     "r.k=\"\\&\tA中😀@2", "edited 0:crc"},
    {"no escapes",
     "[r]\na=\"A&B\"\nb=\"&lt;\"\nc=\"&#x0;\"\nd=\"&#xD800;\"\ne=\"&#x110000;\"\nf=\"&#x41\"\ng=\"&#65;\"\n" END,
     0, "r.a=A&B@2|r.b=&lt;@3|r.c=&#x0;@4|r.d=&#xD800;@5|r.e=&#x110000;@6|r.f=&#x41@7|r.g=&#65;@8",
     "edited 2:bad-escape 3:bad-escape 4:bad-escape 5:bad-escape 6:bad-escape 7:bad-escape 8:bad-escape 0:crc"},
    {"escape is decoded once", "[r]\nk = \"&amp;quot;\"\n" END, 0, "r.k=&quot;@2", "edited 0:crc"},
    {"key twice", "[r]\nk = \"1\"\nj = \"2\"\nk = \"3\"\n" END, 0, "r.k=3@4|r.j=2@3",
     "edited 4:dup-key 0:crc"},
    {"same key in two sections", "[r]\nk = \"1\"\n[s]\nk = \"2\"\n" END, 0, "r.k=1@2|s.k=2@4",
     "edited 0:crc"},
    {"section twice", "[r]\nk = \"1\"\n[s]\n[r]\nj = \"2\"\n" END, 0, "r.k=1@2|r.j=2@5",
     "edited 4:dup-section 0:crc"},
};

static void test_files(void **unused)
{
    (void)unused;
    int n_failed = 0;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct inifile ini;
        struct err err = {0, ""};
        size_t len = files[i].len ? files[i].len : strlen(files[i].text);
        if (!inifile_parse(&ini, files[i].text, len, INI_END_REQUIRED, &err)) {
            print_error("%s: not read: %s\n", files[i].what, err.text);
            n_failed++;
        }
        char *entries = entries_text(&ini), *verdict = verdict_text(&ini);
        if (strcmp(entries, files[i].entries) != 0 || strcmp(verdict, files[i].verdict) != 0) {
            print_error("%s:\n  entries  %s\n  expected %s\n  verdict  %s\n  expected %s\n",
                        files[i].what, entries, files[i].entries, verdict, files[i].verdict);
            n_failed++;
        }
        for (size_t j = 0; j < ini.notes.n; j++) {
            char number[20];
            snprintf(number, sizeof number, "第 %d 行", ini.notes.items[j].line);
            if (ini.notes.items[j].line &&
                strncmp(ini.notes.items[j].text, number, strlen(number)) != 0) {
                print_error("%s: no line number in: %s\n", files[i].what, ini.notes.items[j].text);
                n_failed++;
            }
        }
        free(entries);
        free(verdict);
        inifile_release(&ini);
    }
    assert_int_equal(n_failed, 0);
}

/* How grave it is decides whether the operator is asked. */
static void test_severity(void **unused)
{
    (void)unused;
    static const struct {
        const char *text;
        enum ini_severity worst;
    } rows[] = {
        {"[r]\r\nk = 1\r\n" END, INI_NOTICE},
        {"[r]\nk = 1\nwhat\n" END, INI_WARNING},
        {"what\n[r]\nk = 1\n", INI_ERROR},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct inifile ini;
        assert_true(
            inifile_parse(&ini, rows[i].text, strlen(rows[i].text), INI_END_REQUIRED, NULL));
        enum ini_severity worst = INI_NOTICE;
        for (size_t j = 0; j < ini.notes.n; j++)
            worst = ini.notes.items[j].severity > worst ? ini.notes.items[j].severity : worst;
        assert_int_equal(worst, rows[i].worst);
        inifile_release(&ini);
    }
}

static void test_refused(void **unused)
{
    (void)unused;
    struct strbuf text = STRBUF_INIT;
    struct {
        const char *what, *says;
        size_t n_bytes, n_lines; /* of which kind of file: a long line, or many of them */
        const char *text;
    } rows[] = {
        {"2 MiB and a byte", "2097153", INI_MAX_BYTES + 1, 0, NULL},
        {"an endless line of 50 MB", "50000000", 50000000, 0, NULL},
        {"20,001 lines", "20000", 0, INI_MAX_LINES + 1, NULL},
        {"30,000 lines", "20000", 0, INI_MAX_LINES + 10000, NULL},
        {"neither encoding", "第 2 行", 0, 0, "[r]\nk = \"\xFF\xFF\xFF\"\n"},
        {"UTF-16", "UTF-16", 0, 0, "\xFF\xFE[\x01\xD8"},
        {"UTF-16, high byte first", "UTF-16", 0, 0, "\xFE\xFF\xD8[\x01\xD8"},
        {"one byte of it", "第 1 行", 0, 0, "\xFF"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        strbuf_clear(&text);
        if (rows[i].n_bytes) {
            strbuf_reserve(&text, rows[i].n_bytes);
            memset(text.data, 'x', rows[i].n_bytes);
            text.len = rows[i].n_bytes;
        }
        strbuf_add_repeat(&text, "\n", rows[i].n_lines);
        if (rows[i].text)
            strbuf_add_str(&text, rows[i].text);
        struct inifile ini;
        struct err err = {0, ""};
        bool ok = inifile_parse(&ini, text.data, text.len, INI_END_REQUIRED, &err);
        inifile_release(&ini);
        if (ok || !strstr(err.text, rows[i].says))
            fail_msg("%s: %s: %s", rows[i].what, ok ? "read" : "refused", err.text);
    }
    strbuf_clear(&text);
    for (int i = 0; i <= INI_MAX_SECTIONS; i++)
        strbuf_addf(&text, "[s%d]\n", i);
    struct inifile ini;
    struct err err = {0, ""};
    assert_false(inifile_parse(&ini, text.data, text.len, INI_END_REQUIRED, &err));
    assert_non_null(strstr(err.text, "第 257 行"));
    inifile_release(&ini);
    strbuf_release(&text);
}

/* As large as allowed: read, with every value. */
static void test_at_the_limits(void **unused)
{
    (void)unused;
    struct strbuf text = STRBUF_INIT;
    strbuf_add_str(&text, "[a]\n");
    for (int i = 2; i < INI_MAX_LINES - 1; i++)
        strbuf_addf(&text, "k%d = \"值 %d\"\n", i, i);
    strbuf_add_str(&text, END);
    struct inifile ini;
    struct err err;
    assert_true(inifile_parse(&ini, text.data, text.len, INI_END_REQUIRED, &err));
    assert_int_equal(ini.n_lines, INI_MAX_LINES);
    assert_int_equal(ini.n_entries, INI_MAX_LINES - 3);
    assert_int_equal(ini.state, INI_EDITED);
    assert_string_equal(ini.entries[ini.n_entries - 1].value, "值 19998");
    inifile_release(&ini);

    strbuf_clear(&text);
    strbuf_add_str(&text, "[a]\nk = \"");
    strbuf_add_repeat(&text, "年", 690000);
    strbuf_add_str(&text, "\"\n" END);
    assert_true(text.len < INI_MAX_BYTES);
    assert_true(inifile_parse(&ini, text.data, text.len, INI_END_REQUIRED, &err));
    assert_int_equal(strlen(ini.entries[0].value), 3 * 690000);
    assert_int_equal(ini.notes.items[0].kind, INI_NOTE_LONG_LINE);
    assert_int_equal(ini.notes.items[0].line, 2);
    inifile_release(&ini);

    /* What a careless reader would take hours for: a line of blanks, of NUL bytes, of comment
     * signs. */
    static const char *const fillers[] = {" ", ";", " ;", "&", "\"", "'", "=", "["};
    for (size_t i = 0; i <= sizeof fillers / sizeof fillers[0]; i++) {
        strbuf_clear(&text);
        strbuf_add_str(&text, "[a]\nk = x");
        if (i < sizeof fillers / sizeof fillers[0])
            strbuf_add_repeat(&text, fillers[i], 500000);
        else
            for (int j = 0; j < 500000; j++)
                strbuf_add_byte(&text, '\0');
        strbuf_add_str(&text, "y\n" END);
        assert_true(inifile_parse(&ini, text.data, text.len, INI_END_REQUIRED, &err));
        assert_int_equal(ini.n_entries, 1);
        inifile_release(&ini);
    }
    strbuf_release(&text);
}

/* Settings have no end mark. */
static void test_settings(void **unused)
{
    (void)unused;
    static const char text[] = "[screen]\nlanguage = \"en\"\n[end]\nkey = \"F10\"\n";
    struct inifile ini;
    assert_true(inifile_parse(&ini, text, sizeof text - 1, INI_END_NONE, NULL));
    assert_int_equal(ini.state, INI_WHOLE);
    assert_int_equal(ini.notes.n, 0);
    assert_string_equal(inifile_find(&ini, "end", "key")->value, "F10");
    assert_null(inifile_find(&ini, "end", "language"));
    inifile_release(&ini);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),    cmocka_unit_test(test_severity),
        cmocka_unit_test(test_refused),  cmocka_unit_test(test_at_the_limits),
        cmocka_unit_test(test_settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
