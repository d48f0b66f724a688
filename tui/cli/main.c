/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "forms/settings/environment.h"
#include "tui/cli/cli.h"
#include "tui/cli/subcommand.h"

int main(int argc, char **argv)
{
    struct err err;
    if (!environment_start(&err)) {
        fprintf(stderr, "nianbao: %s\n", err.text);
        return EXIT_TROUBLE;
    }
    return cli_run(argc, argv);
}
