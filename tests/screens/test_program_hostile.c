/* SPDX-License-Identifier: MIT */
/* Hostile texts in every field of a draft, in file names, in the environment: whatever screen is
 * open, only our own sequences and safe characters are sent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/screens/hostile.h"
#include "tests/screens/vtscreen.h"
#include "tests/support/scratch.h"
#include "tui/term/probe.h"

enum { LIMIT_MS = 10000, TEXTS_PER_DRAFT = 14, QUIET_MS = 15 };

static char draft[80], home[80];

static int make_folder(void **state)
{
    int result = scratch_setup(state);
    snprintf(draft, sizeof draft, "%s/draft.ini", scratch);
    snprintf(home, sizeof home, "HOME=%s", scratch);
    return result;
}

/* key = "…", as our own writer escapes it. */
static void add_value(struct strbuf *ini, const char *key, int number)
{
    struct strbuf text = STRBUF_INIT;
    hostile_add(&text, number % HOSTILE_N);
    strbuf_addf(ini, "%s = \"", key);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char b = (unsigned char)text.data[i];
        if (b < 0x20 || b == 0x7f || b == '"' || b == '&' || b == '\\')
            strbuf_addf(ini, "&#x%02X;", b);
        else
            strbuf_add_byte(ini, (char)b);
    }
    strbuf_add_str(ini, "\"\n");
    strbuf_release(&text);
}

/* Values that stay texts: TEXTS_PER_DRAFT of them. */
static void write_draft(int first)
{
    static const char *const keys[] = {"[report]\nformat = \"2021\"\nyear = \"2023\"\nunit",
                                       "date",
                                       "address",
                                       "postcode",
                                       "phone",
                                       "email",
                                       "site",
                                       "[preface]\np0010",
                                       "[overview]\np0010",
                                       "p0020",
                                       "[problems]\np0010",
                                       "[other]\np0010",
                                       "[remarks]\ndisclosure.rules.made",
                                       "[disclosure]\nrules"};
    struct strbuf ini = STRBUF_INIT;
    for (int i = 0; i < TEXTS_PER_DRAFT; i++)
        add_value(&ini, keys[i], first + i);
    strbuf_add_str(&ini, "[end]\ncomplete = \"1\"\n");
    FILE *file = fopen(draft, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(ini.data, 1, ini.len, file), ini.len);
    fclose(file);
    strbuf_release(&ini);
}

static void expect_clean(struct vtscreen *vt, const char *what)
{
    struct strbuf sent = STRBUF_INIT;
    vtscreen_take_output(vt, &sent);
    assert_true(sent.len > 0);
    const char *request = probe_request();
    char *ours;
    while ((ours = memmem(sent.data, sent.len, request, strlen(request))))
        strbuf_splice(&sent, (size_t)(ours - sent.data), strlen(request), "", 0);
    hostile_expect_clean(&sent, what);
    strbuf_release(&sent);
}

/* Through all sections, the list of findings, help, the outline, notes and the menu; Enter and Esc
 * answer questions. */
static void look_at_everything(struct vtscreen *vt)
{
    static const char *const keys[] = {
        "\r",       "\033[19~", "\033[19~", "\033[19~", "\033[19~", "\033[19~", "\033[19~",
        "\033[19~", "\033[19~", "\033[20~", "\033[B",   "\r",       "\033OP",   "\r",
        "\033[17~", "\r",       "\033OR",   "\033OS",   "\r",       "\033[21~", "\033[6~"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        vtscreen_settle(vt, QUIET_MS);
        vtscreen_type(vt, keys[i]);
    }
    vtscreen_settle(vt, 5 * QUIET_MS);
}

static void test_drafts(void **state)
{
    (void)state;
    const char *program = getenv("NIANBAO"), *more = getenv("NIANBAO_LONG");
    if (!program || access(program, X_OK) != 0)
        skip();
    int n_texts = more && *more ? HOSTILE_N : 308;
    for (int first = 0; first < n_texts; first += TEXTS_PER_DRAFT) {
        write_draft(first);
        struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
        const char *argv[] = {program, "edit", draft, NULL}, *env[] = {home, NULL};
        vtscreen_spawn(vt, argv, env);
        assert_true(vtscreen_wait_text(
            vt, "Enter", LIMIT_MS)); /* a message about the file, or its first screen */
        look_at_everything(vt);
        char what[60];
        snprintf(what, sizeof what, "texts %d to %d", first, first + TEXTS_PER_DRAFT - 1);
        expect_clean(vt, what);
        vtscreen_hang_up(vt);
        assert_true(vtscreen_wait_exit(vt, 5000) >= 0);
        vtscreen_free(vt);
    }
}

/* The list of drafts in a folder of files with such names, and each name on the command line. */
static void test_names(void **state)
{
    (void)state;
    const char *program = getenv("NIANBAO");
    if (!program || access(program, X_OK) != 0)
        skip();
    write_draft(0);
    struct strbuf path = STRBUF_INIT, name = STRBUF_INIT;
    for (int number = 0; number < HOSTILE_N; number += 11) {
        strbuf_clear(&name);
        hostile_add(&name, number);
        strbuf_truncate(&name, utf8_clip_bytes(name.data, name.len, 200));
        for (size_t i = 0; i < name.len; i++)
            if (name.data[i] == '/')
                name.data[i] = '_';
        strbuf_clear(&path);
        strbuf_addf(&path, "%s/%s.ini", scratch, name.data);
        if (link(draft, path.data) != 0)
            continue;
        struct vtscreen *vt = vtscreen_new(24, 80, ENCODING_UTF8, 1);
        const char *argv[] = {program, "check", path.data, NULL}, *env[] = {home, NULL};
        vtscreen_spawn(vt, argv, env);
        assert_true(vtscreen_wait_exit(vt, 5000) >= 0);
        vtscreen_sync(vt);
        expect_clean(vt, "nianbao check");
        vtscreen_free(vt);
    }
    struct vtscreen *vt = vtscreen_new(50, 132, ENCODING_UTF8, 1);
    char command[400];
    char *absolute = realpath(program, NULL);
    snprintf(command, sizeof command, "cd %s && exec %s", scratch, absolute);
    free(absolute);
    const char *argv[] = {"/bin/sh", "-c", command, NULL};
    const char *env[] = {home, "USER=\033[31mx", "LOGNAME=\xe2\x80\xae", "LANG=\033]0;x\a", NULL};
    vtscreen_spawn(vt, argv, env);
    assert_true(vtscreen_wait_text(vt, ".ini", LIMIT_MS));
    for (int i = 0; i < 6; i++) {
        vtscreen_type(vt, "\033[6~");
        vtscreen_settle(vt, QUIET_MS);
    }
    expect_clean(vt, "the list of drafts");
    vtscreen_hang_up(vt);
    assert_true(vtscreen_wait_exit(vt, 5000) >= 0);
    vtscreen_free(vt);
    strbuf_release(&path);
    strbuf_release(&name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_drafts, make_folder, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_names, make_folder, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
