/* SPDX-License-Identifier: MIT */
/* Every allocation failing once, in loading, editing, saving, checking, printing: no crash, no file
 * that is neither old nor new, and nothing that is said to be written and is not whole.
 * NIANBAO_LONG=1 tries each allocation, else one in a hundred. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/faults/runner.h"

static char driver[4200], program[4200], draft[160], report[160];
static struct strbuf old_text, old_report, new_text,
    new_draft; /* new_draft: with what the flow leaves in it, if anything */

static const struct flow {
    const char *name;
    const char *argv[8];
    const char *target; /* the file that the flow writes over */
} flows[] = {
    {"edit", {driver, "edit", draft, "typed"}, draft},
    {"save_as", {driver, "as", draft, "typed"}, NULL},
    {"print", {program, "print", draft, "-o", report, "--overwrite"}, report},
    {"check", {program, "check", draft}, NULL},
};
enum { N_FLOWS = sizeof flows / sizeof flows[0] };

static void prepare(void)
{
    runner_empty_folder();
    runner_write(draft, &old_text, 0640);
    runner_write(report, &old_report, 0640);
}

static void test_every_allocation_fails(void **state)
{
    const struct flow *flow = *state;
    const struct strbuf *old_target = flow->target == report ? &old_report : &old_text;
#ifdef __SANITIZE_ADDRESS__
    skip();
#endif
    long step = getenv("NIANBAO_LONG") ? 1 : 101;
    struct faults faults = {.mode = "once", .class = "mem", .errnum = ENOMEM, .at = 1};
    struct run run;
    prepare();
    runner_run(flow->argv, NULL, &run);
    int status = run.status;
    assert_int_equal(status, 0);
    strbuf_clear(&new_text);
    if (flow->target)
        assert_true(runner_read(flow->target, &new_text));
    strbuf_clear(&new_draft);
    assert_true(runner_read(draft, &new_draft));
    for (bool was_hit = true; was_hit && faults.at < RUNNER_MAX_CALLS; faults.at += step) {
        prepare();
        runner_run(flow->argv, &faults, &run);
        was_hit = run_hit(&run) != NULL;
        enum content content =
            flow->target ? content_of(flow->target, old_target, &new_text) : CONTENT_NEW;
        bool said_well = run.status == status;
        if (content == CONTENT_DAMAGED || content == CONTENT_MISSING ||
            (said_well && content != CONTENT_NEW) ||
            content_of(draft, &old_text, &new_draft) == CONTENT_DAMAGED)
            fail_msg("%s, allocation %ld: ends with %d, the file is %s\nsaid: %s", flow->name,
                     faults.at, run.status, content_names[content], run.said);
        if (!said_well && run.status != 4)
            fail_msg("%s, allocation %ld: ends with %d instead of %d or 4\nsaid: %s", flow->name,
                     faults.at, run.status, status, run.said);
    }
    assert_true(faults.at > 100);
}

static int start(void **state)
{
    (void)state;
    if (!runner_start())
        return -1;
    runner_program("session_driver", driver);
    runner_program("../../nianbao", program);
    snprintf(draft, sizeof draft, "%s/a.ini", runner_folder());
    snprintf(report, sizeof report, "%s/report.txt", runner_folder());
    strbuf_init(&old_text);
    strbuf_init(&old_report);
    strbuf_add_str(&old_report, "去年的报告\n");
    strbuf_init(&new_text);
    strbuf_init(&new_draft);
    return runner_read("tests/drafts/sample-2023.ini", &old_text) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    strbuf_release(&old_text);
    strbuf_release(&old_report);
    strbuf_release(&new_text);
    strbuf_release(&new_draft);
    runner_end();
    return 0;
}

int main(void)
{
    struct CMUnitTest tests[N_FLOWS];
    for (size_t i = 0; i < N_FLOWS; i++)
        tests[i] = (struct CMUnitTest){.name = flows[i].name,
                                       .test_func = test_every_allocation_fails,
                                       .initial_state = (void *)&flows[i]};
    return cmocka_run_group_tests(tests, start, end);
}
