/* SPDX-License-Identifier: MIT */
/* What a print asks at its door, in which order, and what comes of the answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forms/job/printjob.h"
#include "tests/support/session_support.h"

/* The door: answers by the letter of each question, and writes down what came to it. */
struct script {
    const char *yes;   /* questions answered with yes: E W L R */
    const char *names; /* files to name, divided by blanks; NULL: it cancels */
    struct strbuf said;
};

static bool ask(void *context, enum printjob_question question, const char *text)
{
    static const char letters[] = {[PRINTJOB_ERRORS] = 'E',
                                   [PRINTJOB_WARNINGS] = 'W',
                                   [PRINTJOB_LOSSES] = 'L',
                                   [PRINTJOB_REPLACE] = 'R'};
    struct script *script = context;
    assert_true(*text);
    strbuf_addf(&script->said, "%c ", letters[question]);
    return strchr(script->yes, letters[question]) != NULL;
}

static bool name_file(void *context, struct printjob *job, const struct draft *draft,
                      const char *problem)
{
    struct script *script = context;
    (void)draft;
    strbuf_add_str(&script->said, problem ? "again " : "name ");
    if (!script->names || !*script->names)
        return false;
    size_t len = strcspn(script->names, " ");
    char name[100];
    snprintf(name, sizeof name, "%.*s", (int)len, script->names);
    strbuf_clear(&job->output);
    strbuf_add_str(&job->output, scratch_path(name));
    script->names += len + strspn(script->names + len, " ");
    return true;
}

static void note(void *context, const char *sentence) { (void)context, (void)sentence; }

static void show_error(void *context, const struct finding *finding)
{
    (void)finding;
    strbuf_add_str(&((struct script *)context)->said, "error ");
}

static void fail_with(void *context, const char *text)
{
    assert_true(*text);
    strbuf_add_str(&((struct script *)context)->said, "failed ");
}

static void done(void *context, const struct printjob *job, const char *text,
                 enum printed_result record, const char *reason)
{
    static const char *const words[] = {[PRINTED_RECORDED] = "done",
                                        [PRINTED_WITH_NEXT_SAVE] = "done, with the next save",
                                        [PRINTED_NOT_RECORDED] = "done, not recorded"};
    (void)job, (void)text, (void)reason;
    strbuf_add_str(&((struct script *)context)->said, words[record]);
}

static enum printjob_result print(struct printjob *job, struct script *script)
{
    return printjob_run(job, &(struct printjob_door){.context = script,
                                                     .ask = ask,
                                                     .name_file = name_file,
                                                     .note = note,
                                                     .show_error = show_error,
                                                     .fail = fail_with,
                                                     .done = done});
}

/* The sample under that name, with one text replaced by another. */
static void copy_sample(const char *name, const char *old_text, const char *new_text)
{
    char bytes[16384];
    struct strbuf text = STRBUF_INIT;
    FILE *file = fopen("tests/drafts/sample-2023.ini", "r");
    assert_non_null(file);
    bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
    fclose(file);
    char *at = strstr(bytes, old_text);
    assert_non_null(at);
    strbuf_add(&text, bytes, (size_t)(at - bytes));
    strbuf_addf(&text, "%s%s", new_text, at + strlen(old_text));
    scratch_write(name, text.data, 0600);
    strbuf_release(&text);
}

static void questions_and_answers(void **state)
{
    (void)state;
    static const struct {
        const char *draft, *yes, *names;
        enum encoding encoding;
        bool is_draft;
        enum printjob_result result;
        const char *said;
        const char *written; /* a file that holds a report now; NULL */
    } rows[] = {
        {"good.ini", "", "a.txt", ENCODING_UTF8, false, PRINTJOB_DONE, "name done", "a.txt"},
        {"good.ini", "", "a.txt", ENCODING_UTF8, false, PRINTJOB_DONE, "name done", "a.txt"},
        {"good.ini", "", NULL, ENCODING_UTF8, false, PRINTJOB_CANCELLED, "name ", NULL},
        {"good.ini", "", "good.ini .x b.txt", ENCODING_UTF8, false, PRINTJOB_DONE,
         "name again again done", "b.txt"},
        {"good.ini", "", "notes", ENCODING_UTF8, false, PRINTJOB_FAILED, "name R again ", NULL},
        {"good.ini", "R", "notes", ENCODING_UTF8, false, PRINTJOB_DONE, "name R done", "notes"},
        {"wrong.ini", "", "c.txt", ENCODING_UTF8, false, PRINTJOB_STOPPED, "error E ", NULL},
        {"wrong.ini", "E", "c.txt", ENCODING_UTF8, false, PRINTJOB_DONE, "error E name done",
         "c.txt"},
        {"wrong.ini", "", "d.txt", ENCODING_UTF8, true, PRINTJOB_DONE, "name done", "d.txt"},
        {"usual.ini", "", "e.txt", ENCODING_GBK, true, PRINTJOB_CANCELLED, "L ", NULL},
        {"usual.ini", "L", "e.txt", ENCODING_GBK, true, PRINTJOB_DONE, "L name done", "e.txt"},
        {"rare.ini", "", "f.txt", ENCODING_GBK, true, PRINTJOB_FAILED, "failed ", NULL},
        {"nowhere.ini", "", "g.txt", ENCODING_UTF8, false, PRINTJOB_FAILED, "failed ", NULL},
    };
    struct settings settings;
    settings_init(&settings);
    copy_sample("good.ini", "licences", "licences");
    copy_sample("wrong.ini", "licences = \"412\"", "licences = \"x\"");
    copy_sample("usual.ini", "围绕群众", "• 围绕群众");
    copy_sample("rare.ini", "围绕群众", "😀围绕群众");
    scratch_write("notes", "notes", 0600);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct script script = {rows[i].yes, rows[i].names, STRBUF_INIT};
        struct printjob job;
        char path[400];
        snprintf(path, sizeof path, "%s", scratch_path(rows[i].draft));
        printjob_init(&job, &settings);
        job.path = path;
        job.report.is_draft = rows[i].is_draft;
        job.report.encoding = rows[i].encoding;
        enum printjob_result result = print(&job, &script);
        if (result != rows[i].result || strcmp(script.said.data, rows[i].said) != 0)
            fail_msg("row %zu: %d “%s”, wanted %d “%s”", i, result, script.said.data,
                     rows[i].result, rows[i].said);
        if (rows[i].written)
            assert_true(strlen(scratch_read(rows[i].written)) > 5000);
        printjob_release(&job);
        strbuf_release(&script.said);
    }
    assert_string_equal(scratch_read("notes~"), "notes");
    assert_non_null(strstr(scratch_read("good.ini"), "printed = "));
    assert_null(strstr(scratch_read("wrong.ini"), "printed = "));
    settings_release(&settings);
}

static void an_open_draft_is_recorded_with_its_next_save(void **state)
{
    (void)state;
    struct settings settings;
    struct printjob job;
    struct script script = {"EW", "a.txt", STRBUF_INIT};
    settings_init(&settings);
    copy_sample("a.ini", "licences", "licences");
    struct session *session = open_it("a.ini");
    type_text(session, "report.phone", "0312-1234567");
    printjob_init(&job, &settings);
    job.session = session;
    assert_int_equal(print(&job, &script), PRINTJOB_DONE);
    assert_non_null(strstr(script.said.data, "done, with the next save"));
    assert_null(strstr(scratch_read("a.ini"), "printed = "));
    save_it(session);
    assert_non_null(strstr(scratch_read("a.ini"), "printed = "));
    session_close(session, false);
    printjob_release(&job);
    strbuf_release(&script.said);
    settings_release(&settings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(questions_and_answers, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(an_open_draft_is_recorded_with_its_next_save, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
