/* SPDX-License-Identifier: MIT */
/* libFuzzer target: whatever a settings file holds, every setting ends within its range. The first
 * byte says whose file it is. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "forms/base/papersize.h"
#include "forms/print/report.h"
#include "forms/settings/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    struct settings settings;
    struct ini_notes notes = INI_NOTES_INIT;
    char *locked = NULL;
    settings_init(&settings);
    settings_parse(&settings, "config.ini", (const char *)data + 1, size - 1, data[0] & 1, &locked,
                   &notes);
    assert(settings.ambiguous >= 0 && settings.ambiguous <= 2);
    assert(settings.encoding >= SETTINGS_ENCODING_AUTO &&
           settings.encoding <= SETTINGS_ENCODING_GBK);
    assert(settings.print_encoding >= SETTINGS_ENCODING_AUTO &&
           settings.print_encoding <= SETTINGS_ENCODING_GBK);
    assert(settings.print_width >= PAPER_MIN_COLS && settings.print_width <= PAPER_MAX_COLS);
    assert(settings.page_length == 0 ||
           (settings.page_length >= 20 && settings.page_length <= 200));
    assert(settings.escdelay_ms == 0 ||
           (settings.escdelay_ms >= 10 && settings.escdelay_ms <= 5000));
    assert(settings.print_command && *settings.print_command);
    assert(!settings.restricted || data[0] & 1);
    settings_release(&settings);
    ini_notes_release(&notes);
    free(locked);
    return 0;
}
