/* SPDX-License-Identifier: MIT */
#include "forms/import/importfile.h"

#include <string.h>

#include "forms/draft/convert.h"
#include "forms/draft/importnote.h"
#include "forms/import/import.h"
#include "forms/store/draftfile.h"
#include "locale/message.h"

static void __attribute__((format(printf, 3, 4)))
tell(const struct import_listener *listener, const char *rule, const char *format, ...)
{
    struct strbuf sentence = STRBUF_INIT;
    va_list args;
    va_start(args, format);
    strbuf_vaddf(&sentence, format, args);
    va_end(args);
    listener->tell(listener->context, rule, sentence.data);
    strbuf_release(&sentence);
}

static bool is_draft_file(const char *bytes)
{
    static const char section[] = "[report]";
    return strncmp(bytes, section, strlen(section)) == 0 || strstr(bytes, "\n[report]\n");
}

static struct draft *read_draft(const char *bytes, size_t len,
                                const struct import_listener *listener, struct err *err)
{
    struct ini_notes notes = INI_NOTES_INIT;
    enum ini_state state;
    struct draft *draft = draftfile_read(bytes, len, &state, &notes, err);
    for (size_t i = 0; i < notes.n; i++)
        tell(listener, NULL, "%s", notes.items[i].text);
    ini_notes_release(&notes);
    return draft;
}

static struct draft *read_report(const char *bytes, size_t len,
                                 const struct import_listener *listener, struct err *err)
{
    struct import_notes notes = {0};
    struct draft *draft = import_report(bytes, len, &notes, err);
    for (size_t i = 0; draft && i < notes.count; i++) {
        const struct import_note *note = &notes.items[i];
        struct strbuf text = STRBUF_INIT;
        import_note_describe(draft, note->rule, note->line, note->key ? note->key : "", note->text,
                             &text);
        tell(listener, note->rule, "%s", text.data);
        strbuf_release(&text);
    }
    if (draft && notes.n_dropped)
        tell(listener, NULL, _("还有 %zu 处没有列出"), notes.n_dropped);
    import_notes_release(&notes);
    return draft;
}

struct draft *importfile_read(const char *bytes, size_t len, const struct import_listener *listener,
                              struct err *err)
{
    return is_draft_file(bytes) ? read_draft(bytes, len, listener, err)
                                : read_report(bytes, len, listener, err);
}

struct draft *importfile_convert(struct draft *draft, const struct form *to,
                                 const struct import_listener *listener)
{
    if (draft_form(draft) == to)
        return draft;
    struct convert_losses losses = {0};
    struct draft *converted = draft_convert(draft, to, &losses);
    for (size_t i = 0; i < losses.count; i++)
        tell(listener, NULL, _("%s 的“%s”在新格式里没有位置，没有带过来"), losses.items[i].title,
             losses.items[i].text);
    convert_losses_release(&losses);
    draft_free(draft);
    return converted;
}
