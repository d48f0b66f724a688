/* SPDX-License-Identifier: MIT */
#include "tui/cli/forced.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "tui/cli/say.h"

enum { MAX_WORDS = 1000 };

void forced_init(struct forced *forced)
{
    const char *text = getenv("SSH_ORIGINAL_COMMAND");
    *forced = (struct forced){.text = text ? xstrdup(text) : NULL};
}

void forced_release(struct forced *forced)
{
    for (int i = 0; i < forced->argc; i++)
        free(forced->argv[i]);
    free(forced->argv);
    free(forced->text);
    *forced = (struct forced){0};
}

bool forced_is_given(const struct forced *forced)
{
    return forced->text && forced->text[strspn(forced->text, " \t\n")];
}

/* The next word of the text, of which it takes *at on: divided by blanks, which '…' and "…" keep,
 * as \ does with the character behind it. false where a quotation has no end. */
static bool take_word(const char *text, size_t *at, struct strbuf *word)
{
    char quote = '\0';
    for (; text[*at] && (quote || !strchr(" \t\n", text[*at])); ++*at) {
        char c = text[*at];
        if (quote ? c == quote : c == '\'' || c == '"')
            quote = quote ? '\0' : c;
        else if (c == '\\' && quote != '\'' && text[*at + 1])
            strbuf_add_byte(word, text[++*at]);
        else
            strbuf_add_byte(word, c);
    }
    return !quote;
}

bool forced_split(struct forced *forced)
{
    size_t at = 0;
    forced->argv = xcalloc(MAX_WORDS + 2, sizeof *forced->argv);
    forced->argv[forced->argc++] = xstrdup("nianbao");
    for (;;) {
        at += strspn(forced->text + at, " \t\n");
        if (!forced->text[at])
            return true;
        struct strbuf word = STRBUF_INIT;
        bool ok = forced->argc <= MAX_WORDS && take_word(forced->text, &at, &word);
        if (ok && !(forced->argc == 1 && strcmp(word.data, "nianbao") == 0))
            forced->argv[forced->argc++] = strbuf_steal(&word);
        strbuf_release(&word);
        if (!ok)
            return false;
    }
}

bool forced_begin(struct forced *forced, const struct settings *settings)
{
    forced->is_used = true;
    if (!forced_split(forced)) {
        say_problem(_("命令写得不对：引号不成对，或者词太多"));
        return false;
    }
    if (chdir(settings->drafts) == 0)
        return true;
    say_problem("%s%s%s", settings->drafts, _("："), err_describe(errno));
    return false;
}

bool forced_allows(const struct subcommand *subcommand, const struct call *call)
{
    for (int i = 0; subcommand && subcommand->options && subcommand->options[i].name; i++)
        if (strcmp(subcommand->options[i].name, "printer") == 0 && call->values[i] &&
            *call->values[i]) {
            say_problem(_("受限方式下只能送到默认的打印机"));
            return false;
        }
    return true;
}
