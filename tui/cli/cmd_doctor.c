/* SPDX-License-Identifier: MIT */
/* nianbao doctor: what the help desk asks for when a screen looks wrong or a key does nothing. */
#include <string.h>
#include <unistd.h>

#include "locale/message.h"
#include "locale/strbuf.h"
#include "tui/cli/doctor.h"
#include "tui/cli/say.h"
#include "tui/cli/option.h"
#include "tui/cli/call.h"
#include "tui/cli/subcommands.h"

enum { OPTION_OUTPUT, OPTION_NO_KEYS, OPTION_AMBIGUOUS, OPTION_ENCODING, OPTION_OVERWRITE };

static const struct option_def options[] = {
    [OPTION_OUTPUT] = {"output", 'o', NC_("argument", "文件"), N_("写到文件，可以发给技术支持")},
    [OPTION_NO_KEYS] = {"no-keys", 0, NULL, N_("不测按键")},
    [OPTION_AMBIGUOUS] = {"ambiguous", 0, NC_("argument", "宽度"),
                          N_("“ ” — … 等字符在终端上占几列：auto、1、2")},
    [OPTION_ENCODING] = {"encoding", 0, NC_("argument", "编码"),
                         N_("终端的编码：utf-8、gb18030、gbk，默认询问终端")},
    [OPTION_OVERWRITE] = {"overwrite", 0, NULL, N_("文件不是本程序写的，也换掉")},
    {0},
};

static int run(const struct call *call)
{
    struct doctor_options doctor = {.settings = call->settings,
                                    .test_keys = !call->values[OPTION_NO_KEYS]};
    if (!option_term(call->settings, call->values[OPTION_AMBIGUOUS], call->values[OPTION_ENCODING],
                     &doctor.term))
        return EXIT_USAGE;
    const char *path = call->values[OPTION_OUTPUT];
    bool overwrite = call->values[OPTION_OVERWRITE];
    if (!call_may_write(call, path, overwrite))
        return EXIT_TROUBLE;
    struct strbuf page = STRBUF_INIT, encoded = STRBUF_INIT;
    int code = doctor_run(&doctor, &page);
    bool to_terminal = (!path || !strcmp(path, "-")) && isatty(STDOUT_FILENO);
    bool ok = encode_text(to_terminal ? term_encoding() : ENCODING_UTF8, ENCODE_SUBSTITUTE,
                          page.data, page.len, &encoded, NULL, NULL) &&
              call_write(call, path, encoded.data, encoded.len, overwrite);
    if (ok && path && strcmp(path, "-"))
        say(_("已写入 %s\n"), path);
    strbuf_release(&page);
    strbuf_release(&encoded);
    return ok ? code : EXIT_TROUBLE;
}

const struct subcommand cmd_doctor = {
    "doctor", N_("[-o 文件]"), N_("检查终端、编码、宽度和按键，写成一页"), options, 0, 0, run};
