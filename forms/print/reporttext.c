/* SPDX-License-Identifier: MIT */
#include "forms/print/reporttext.h"

#include <string.h>

#include "forms/base/date.h"
#include "forms/draft/textref.h"
#include "forms/form/reportmarks.h"
#include "forms/print/papertext.h"

/* Takes the blanks that people indent with, ASCII and U+3000, off both ends. No others, unlike
 * blank_trim(): a no-break blank is meant to be printed. */
static void trim(const char **text, size_t *len)
{
    static const char wide_blank[] = "　";
    enum { WIDE = sizeof wide_blank - 1 };
    for (;;) {
        if (*len && (*text)[0] == ' ')
            (*text)++, (*len)--;
        else if (*len >= WIDE && memcmp(*text, wide_blank, WIDE) == 0)
            *text += WIDE, *len -= WIDE;
        else if (*len && (*text)[*len - 1] == ' ')
            (*len)--;
        else if (*len >= WIDE && memcmp(*text + *len - WIDE, wide_blank, WIDE) == 0)
            *len -= WIDE;
        else
            break;
    }
}

static void add_trimmed(struct strbuf *out, const char *text, size_t len, enum encoding encoding)
{
    struct strbuf printed = STRBUF_INIT;
    papertext_add(&printed, text, len, encoding);
    const char *trimmed = printed.data;
    size_t trimmed_len = printed.len;
    trim(&trimmed, &trimmed_len);
    strbuf_add(out, trimmed, trimmed_len);
    strbuf_release(&printed);
}

void reporttext_add_cover(const struct draft *draft, int cover, enum encoding encoding,
                          struct strbuf *out)
{
    const char *text = draft_text(draft, draft_cover_field(draft, cover));
    add_trimmed(out, text, strlen(text), encoding);
}

const char *reporttext_contact_lead(const struct draft *draft)
{
    bool is_led = false;
    for (int s = 0; s < draft_form(draft)->n_sections && !is_led; s++)
        is_led = !draft_form(draft)->sections[s].heading &&
                 strstr(draft_text(draft, draft_section_field(draft, s)), "联系");
    return is_led ? "" : REPORT_CONTACT_LEAD;
}

void reporttext_add_date(const struct draft *draft, enum encoding encoding, struct strbuf *out)
{
    struct date date;
    if (date_parse(draft_text(draft, draft_cover_field(draft, COVER_SIGNED)), &date, NULL))
        date_add_chinese(out, date);
    else
        reporttext_add_cover(draft, COVER_SIGNED, encoding, out);
}

void reporttext_add_narrative(const struct draft *draft, int section, enum encoding encoding,
                              struct strbuf *out)
{
    int field = draft_section_field(draft, section);
    struct strbuf expanded = STRBUF_INIT;
    textref_expand(draft, draft_text(draft, field), draft_len(draft, field), &expanded);
    for (size_t pos = 0; pos < expanded.len;) {
        size_t len = strcspn(expanded.data + pos, "\n"), start = out->len;
        add_trimmed(out, expanded.data + pos, len, encoding);
        if (out->len > start)
            strbuf_add_byte(out, '\n');
        pos += len + 1;
    }
    strbuf_release(&expanded);
}
