/* SPDX-License-Identifier: MIT */
#include "forms/print/printer.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/program.h"
#include "locale/message.h"

static bool printer_name_is_fit(const char *name)
{
    return name[0] != '-' && strlen(name) <= 127 &&
           !name[strspn(name,
                        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.@/")];
}

static bool build_arguments(const struct printer_job *job, struct program *program, struct err *err)
{
    bool ok = program_add_words(program, job->command);
    if (!program->argc)
        return err_set(err, _("没有设置打印命令（print_command）"));
    bool is_lp = program_is(program, "lp");
    if (job->printer && *job->printer) {
        if (!is_lp)
            return err_set(err, _("打印命令不是 lp，打印机要写在设置 print_command 里"));
        if (!printer_name_is_fit(job->printer))
            return err_set(err, _("打印机的名称只能有字母、数字和 _ - . @ /"));
        ok = ok && program_add(program, "-d") && program_add(program, job->printer);
    }
    if (job->raw && is_lp)
        ok = ok && program_add(program, "-o") && program_add(program, "raw");
    return ok || err_set(err, _("打印命令的参数太多"));
}

bool printer_run(const struct printer_job *job, const char *bytes, size_t len, struct strbuf *said,
                 struct err *err)
{
    enum { MAX_SAID_BYTES = 16 * 1024 };
    const struct program_run run = {.called = _("打印命令"),
                                    .input = bytes,
                                    .input_len = len,
                                    .max_output_bytes = MAX_SAID_BYTES,
                                    .timeout_s = job->timeout_s};
    struct program program = PROGRAM_INIT;
    bool ok = build_arguments(job, &program, err);
    char *path = ok ? program_find(&program) : NULL;
    if (ok && !path)
        ok = err_set(
            err,
            _("没有打印：服务器上找不到打印命令 %s。可以先打印到文件；请技术支持安装 CUPS 的客户端，或者改设置 "
              "print_command"),
            program.argv[0]);
    ok = ok && program_run(&program, path, &run, said, err);
    free(path);
    program_release(&program);
    return ok;
}
