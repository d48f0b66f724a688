/* SPDX-License-Identifier: MIT */
#include "forms/import/ownhtml.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/date.h"
#include "forms/draft/total.h"
#include "forms/form/reportmarks.h"
#include "forms/print/report.h"
#include "locale/mem.h"

/* The text between two marks that follow each other. */
struct piece {
    const char *text;
    size_t len;
};

/* Finds the next text between `open` and `close` from *at on, and moves *at behind it. */
static bool find_between(const char **at, const char *open, const char *close, struct piece *piece)
{
    const char *start = strstr(*at, open);
    const char *end = start ? strstr(start + strlen(open), close) : NULL;
    if (!end)
        return false;
    piece->text = start + strlen(open);
    piece->len = (size_t)(end - piece->text);
    *at = end + strlen(close);
    return true;
}

static void add_plain(struct strbuf *out, const char *text, size_t len)
{
    static const struct {
        const char *name;
        char c;
    } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
    for (size_t pos = 0; pos < len;) {
        size_t n = 1;
        char c = text[pos];
        for (size_t i = 0; c == '&' && i < sizeof entities / sizeof entities[0]; i++) {
            size_t name_len = strlen(entities[i].name);
            if (len - pos >= name_len && memcmp(text + pos, entities[i].name, name_len) == 0) {
                n = name_len;
                c = entities[i].c;
                break;
            }
        }
        strbuf_add_byte(out, c);
        pos += n;
    }
}

static void set_plain(struct draft *draft, const char *key, const char *text, size_t len)
{
    struct strbuf plain = STRBUF_INIT;
    int field = draft_field(draft, key);
    add_plain(&plain, text, len);
    if (field >= 0)
        draft_splice(draft, field, 0, draft_len(draft, field), plain.data, plain.len);
    strbuf_release(&plain);
}

static void set_date(struct draft *draft, const char *key, const struct piece *piece)
{
    struct strbuf iso = STRBUF_INIT;
    struct date date;
    char *text = xmemdup0(piece->text, piece->len);
    if (date_parse(text, &date, NULL))
        date_add_iso(&iso, date);
    else
        strbuf_add_str(&iso, text);
    set_plain(draft, key, iso.data, iso.len);
    strbuf_release(&iso);
    free(text);
}

static void set_value(struct draft *draft, const char *key, const struct piece *piece)
{
    static const char open[] = "<small>（", close[] = "）</small>";
    char *text = xmemdup0(piece->text, piece->len);
    const char *at = text;
    struct piece remark;
    char *start = strstr(text, open);
    if (start && find_between(&at, open, close, &remark)) {
        struct strbuf remark_key = STRBUF_INIT;
        strbuf_addf(&remark_key, "remarks.%s", key);
        set_plain(draft, remark_key.data, remark.text, remark.len);
        strbuf_release(&remark_key);
        *start = '\0';
    }
    set_plain(draft, key, text, strlen(text));
    free(text);
}

/* The paragraphs of a narrative; of a marked draft without what says that there are none. */
static void set_narrative(struct draft *draft, const char *key, const struct piece *piece,
                          bool is_draft)
{
    struct strbuf all = STRBUF_INIT;
    char *text = xmemdup0(piece->text, piece->len);
    const char *at = text;
    struct piece paragraph;
    while (find_between(&at, "<p>" REPORT_INDENT, "</p>", &paragraph)) {
        strbuf_add_str(&all, all.len ? "\n" : "");
        strbuf_add(&all, paragraph.text, paragraph.len);
    }
    if (!is_draft || strcmp(all.data, REPORT_NOT_FILLED_IN) != 0)
        set_plain(draft, key, all.data, all.len);
    strbuf_release(&all);
    free(text);
}

/* What stands in the element whose first tag holds the key. */
static void read_element(struct draft *draft, const char *tag, const char *key, const char *at,
                         bool is_draft)
{
    struct strbuf close = STRBUF_INIT;
    struct piece piece;
    strbuf_addf(&close, "</%s>", tag);
    if (find_between(&at, ">", close.data, &piece)) {
        if (strcmp(tag, "td") == 0)
            set_value(draft, key, &piece);
        else if (strcmp(tag, "div") == 0)
            set_narrative(draft, key, &piece, is_draft);
        else if (strcmp(key, form_cover[COVER_SIGNED].key) == 0)
            set_date(draft, key, &piece);
        else
            set_plain(draft, key, piece.text, piece.len);
    }
    strbuf_release(&close);
}

static struct draft *read_keys(const struct form *form, const char *text, bool is_draft)
{
    struct draft *draft = draft_new(form);
    const char *at = text, *before = text;
    struct piece key;
    int n_left =
        form_n_cells(form) + form->n_sections + COVER_N_FIELDS; /* a page of ours has no more */
    while (n_left-- && find_between(&at, " data-key=\"", "\"", &key)) {
        const char *start = key.text;
        while (start > before && *start != '<')
            start--;
        before = at;
        size_t tag_len = strcspn(start + 1, " >");
        char *tag = xmemdup0(start + 1, tag_len), *name = xmemdup0(key.text, key.len);
        read_element(draft, tag, name, at, is_draft);
        free(tag);
        free(name);
    }
    total_drop_agreeing(draft);
    return draft;
}

struct draft *ownhtml_read(const char *text, size_t len)
{
    static const char generator[] = "<meta name=\"generator\" content=\"nianbao\">";
    enum { MAX_BYTES = 4 * 1024 * 1024 };
    const char *at = text;
    struct piece id;
    if (len > MAX_BYTES || strlen(text) != len || !strstr(text, generator) ||
        !find_between(&at, "<body data-form=\"", "\">", &id))
        return NULL;
    char *form_id = xmemdup0(id.text, id.len);
    const struct form *form = form_by_id(form_id);
    free(form_id);
    if (!form)
        return NULL;
    struct report_options options = {.format = REPORT_HTML,
                                     .is_draft = strstr(at, REPORT_DRAFT_MARK "</p>") != NULL};
    struct draft *draft = read_keys(form, at, options.is_draft);
    struct strbuf again = STRBUF_INIT;
    bool is_exact = report_render(draft, &options, &again, NULL) && again.len == len &&
                    memcmp(again.data, text, len) == 0;
    strbuf_release(&again);
    if (is_exact)
        return draft;
    draft_free(draft);
    return NULL;
}
