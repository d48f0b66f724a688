/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/settings/settings.h"

struct loaded {
    struct settings settings;
    struct ini_notes notes;
    char *locked;
};

static void parse(struct loaded *loaded, const char *text, bool is_system)
{
    settings_parse(&loaded->settings, "config.ini", text, strlen(text), is_system, &loaded->locked,
                   &loaded->notes);
}

static void load(struct loaded *loaded, const char *text, bool is_system)
{
    *loaded = (struct loaded){.notes = INI_NOTES_INIT};
    settings_init(&loaded->settings);
    parse(loaded, text, is_system);
}

static void release(struct loaded *loaded)
{
    settings_release(&loaded->settings);
    ini_notes_release(&loaded->notes);
    free(loaded->locked);
}

static void test_all_keys(void **state)
{
    (void)state;
    struct loaded l;
    load(
        &l,
        "# a comment\n[nianbao]\nambiguous = \"2\"\nencoding = gb18030\nborder=\"ascii\"\ncolor=\"NEVER\"\n"
        "escdelay=\"250\"\n"
        "language=\"en\"\ndrafts=\"/srv/年报\"\nprint_command=\"lp -d office\"\nprint_encoding=\"gbk\"\n"
        "print_width=\"132\"\nprint_margin=\"8\"\nprint_margin_top=\"3\"\n"
        "page_length=\"0\"\nprint_border=\"line\"\nprint_eol=\"crlf\"\nidle_minutes=\"5\"\noverview_limit=\"0\"\n"
        "deadline=\"01-20\"\ndeadline_government=\"02-28\"\nword_list=\"/srv/词.txt\"\nrestricted=\"yes\"\n",
        true);
    if (l.notes.n)
        fail_msg("%s", l.notes.items[0].text);
    assert_int_equal(l.settings.ambiguous, 2);
    assert_int_equal(l.settings.encoding, SETTINGS_ENCODING_GB18030);
    assert_int_equal(l.settings.border, SETTINGS_BORDER_ASCII);
    assert_int_equal(l.settings.color, SETTINGS_COLOR_NEVER);
    assert_int_equal(l.settings.escdelay_ms, 250);
    assert_int_equal(settings_language(&l.settings), LANGUAGE_EN);
    assert_string_equal(l.settings.drafts, "/srv/年报");
    assert_string_equal(l.settings.print_command, "lp -d office");
    assert_int_equal(l.settings.print_encoding, SETTINGS_ENCODING_GBK);
    assert_int_equal(l.settings.print_width, 132);
    assert_int_equal(l.settings.print_margin, 8);
    assert_int_equal(l.settings.print_margin_top, 3);
    assert_int_equal(l.settings.page_length, 0);
    assert_int_equal(l.settings.print_border, SETTINGS_BORDER_LINE);
    assert_int_equal(l.settings.print_crlf, 1);
    assert_int_equal(l.settings.idle_minutes, 5);
    assert_int_equal(l.settings.customs.overview_limit, 0);
    assert_int_equal(l.settings.customs.deadline, 120);
    assert_int_equal(l.settings.customs.government_deadline, 228);
    assert_string_equal(l.settings.word_list, "/srv/词.txt");
    assert_int_equal(l.settings.restricted, 1);
    release(&l);
}

/* What does not fit is named, with its line, and the built-in value stays. */
static void test_bad_values(void **state)
{
    (void)state;
    static const struct {
        const char *text, *named;
    } cases[] = {
        {"[nianbao]\nambiguous=\"3\"\n", "ambiguous"},
        {"[nianbao]\nencoding=\"big5\"\n", "big5"},
        {"[nianbao]\nescdelay=\"5\"\n", "10 到 5000"},
        {"[nianbao]\nescdelay=\"100x\"\n", "100x"},
        {"[nianbao]\nprint_width=\"59\"\n", "60 到 400"},
        {"[nianbao]\nprint_width=\"\"\n", "print_width"},
        {"[nianbao]\nprint_width=\"99999999999999999999\"\n", "print_width"},
        {"[nianbao]\nprint_margin=\"61\"\n", "0 到 60"},
        {"[nianbao]\npage_length=\"1\"\n", "20 到 200"},
        {"[nianbao]\nprint_encoding=\"auto\"\n", "utf-8、gb18030、gbk"},
        {"[nianbao]\nprint_encoding=\"\"\n", "print_encoding"},
        {"[nianbao]\nprint_command=\"\"\n", "print_command"},
        {"[nianbao]\nidle_minutes=\"-1\"\n", "idle_minutes"},
        {"[nianbao]\noverview_limit=\"99\"\n", "100 到 100000"},
        {"[nianbao]\ndeadline=\"02-29\"\n", "月-日"},
        {"[nianbao]\ndeadline_government=\"3-31\"\n", "deadline_government"},
        {"[nianbao]\ncolour=\"never\"\n", "colour"},
        {"[nianbao:print]\nwidth=\"80\"\n", "没有读入"},
        {"[screen]\nborder=\"ascii\"\n", "[screen] border"},
        {"[nianbao]\nborder=\"\x1b[31m\"\n", "<U+001B>[31m"},
        {"[nianbao]\nrestricted=\"yes\"\n", "系统管理员"},
        {"border=\"ascii\"\n", "config.ini"},
        {"[nianbao]\nnonsense\n", "config.ini"},
        {"[nianbao]\nlock=\"border\"\n", "lock"},
    };
    struct settings builtin;
    settings_init(&builtin);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct loaded l;
        load(&l, cases[i].text, false);
        bool named = false;
        for (size_t k = 0; k < l.notes.n; k++)
            named = named || (strstr(l.notes.items[k].text, cases[i].named) &&
                              strstr(l.notes.items[k].text, "config.ini"));
        if (!named)
            fail_msg("row %zu: %zu notes, none with \"%s\": %s", i, l.notes.n, cases[i].named,
                     l.notes.n ? l.notes.items[0].text : "");
        assert_int_equal(l.settings.ambiguous, builtin.ambiguous);
        assert_int_equal(l.settings.escdelay_ms, builtin.escdelay_ms);
        assert_int_equal(l.settings.print_width, builtin.print_width);
        assert_int_equal(l.settings.page_length, builtin.page_length);
        assert_int_equal(l.settings.border, builtin.border);
        assert_int_equal(l.settings.restricted, 0);
        assert_string_equal(l.settings.print_command, builtin.print_command);
        release(&l);
    }
    settings_release(&builtin);
}

/* What libiniparser's typed getters crash on, and files that are no INI at all. */
static void test_hostile_files(void **state)
{
    (void)state;
    static const char *const files[] = {
        "",
        "\n",
        "[",
        "[nianbao",
        "[nianbao:escdelay]\n",
        "[nianbao]\n\x01\x02\x03\n",
        "\xff\xfe\xff",
        "[nianbao]\nescdelay",
        "[nianbao]\nescdelay=",
        "\xef\xbb\xbf[nianbao]\r\nborder=\"ascii\"\r\n",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct loaded l;
        load(&l, files[i], true);
        assert_int_equal(l.settings.escdelay_ms, 0);
        release(&l);
    }
    char *long_line = malloc(100000);
    memset(long_line, 'x', 99999);
    memcpy(long_line, "[nianbao]\ndrafts=\"", 18);
    long_line[99999] = '\0';
    struct loaded l;
    load(&l, long_line, true);
    assert_true(l.notes.n > 0);
    release(&l);
    free(long_line);
}

static void test_lock(void **state)
{
    (void)state;
    struct loaded l;
    load(&l, "[nianbao]\nlock = \"print_command, border\"\nprint_command = \"lp -d office\"\n",
         true);
    parse(&l, "[nianbao]\nprint_command=\"cat\"\nborder=\"ascii\"\ncolor=\"never\"\n", false);
    assert_string_equal(l.settings.print_command, "lp -d office");
    assert_int_equal(l.settings.border, SETTINGS_BORDER_AUTO);
    assert_int_equal(l.settings.color, SETTINGS_COLOR_NEVER);
    assert_int_equal(l.notes.n, 2);
    release(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_keys),
        cmocka_unit_test(test_bad_values),
        cmocka_unit_test(test_hostile_files),
        cmocka_unit_test(test_lock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
