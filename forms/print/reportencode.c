/* SPDX-License-Identifier: MIT */
#include "forms/print/reportencode.h"

#include <string.h>

#include "forms/draft/textref.h"
#include "forms/print/papertext.h"
#include "locale/message.h"
#include "locale/utf8.h"
#include "locale/visible.h"

/* Length of the control at text[0..len) that is left out; 0: it is none. */
static size_t control_len(const char *text, size_t len)
{
    unsigned char c = (unsigned char)text[0];
    if ((c < 0x20 && c != '\n' && c != '\f') || c == 0x7F)
        return 1;
    return c == 0xC2 && len > 1 && (unsigned char)text[1] < 0xA0 ? 2 : 0;
}

static void drop_controls(const struct strbuf *utf8, struct strbuf *clean)
{
    for (size_t pos = 0; pos < utf8->len;) {
        size_t n = control_len(utf8->data + pos, utf8->len - pos);
        if (!n)
            strbuf_add_byte(clean, utf8->data[pos]);
        pos += n ? n : 1;
    }
}

/* Losses were found in the text without controls: makes their offsets those of the text with them.
 */
static void move_offsets(const struct strbuf *utf8, struct encode_result *result)
{
    size_t pos = 0, clean_pos = 0;
    for (size_t i = 0; i < result->n_losses; i++) {
        for (;;) {
            size_t n = control_len(utf8->data + pos, utf8->len - pos);
            if (!n && clean_pos == result->losses[i].offset)
                break;
            clean_pos += !n;
            pos += n ? n : 1;
        }
        result->losses[i].offset = pos;
    }
}

bool report_encode(const struct strbuf *utf8, enum encoding encoding, bool crlf, struct strbuf *out,
                   struct encode_result *result, struct err *err)
{
    struct strbuf clean = STRBUF_INIT, encoded = STRBUF_INIT;
    struct encode_result own_result = {0};
    struct encode_result *losses = result ? result : &own_result;
    drop_controls(utf8, &clean);
    bool converted =
        encode_text(encoding, ENCODE_SUBSTITUTE, clean.data, clean.len, &encoded, losses, err);
    if (converted) {
        move_offsets(utf8, losses);
        /* No encoding of the list has the byte of a line feed inside a character. */
        for (size_t pos = 0; pos < encoded.len;) {
            const char *line_feed = memchr(encoded.data + pos, '\n', encoded.len - pos);
            size_t len = line_feed ? (size_t)(line_feed - encoded.data) - pos : encoded.len - pos;
            strbuf_add(out, encoded.data + pos, len);
            if (line_feed)
                strbuf_add_str(out, crlf ? "\r\n" : "\n");
            pos += len + 1;
        }
    }
    encode_result_release(&own_result);
    strbuf_release(&clean);
    strbuf_release(&encoded);
    return converted;
}

/* ---- losses in words ---- */

enum { MAX_LISTED = 100 };

struct search {
    const struct draft *draft;
    enum encoding encoding;
    struct strbuf *list;
    struct report_losses *losses;
};

static void add_place(struct search *search, const char *place, size_t n_char, const char *text,
                      size_t len, const char *printed)
{
    if (search->losses->n_substituted + search->losses->n_impossible < MAX_LISTED) {
        struct strbuf shown = STRBUF_INIT;
        visible_add(&shown, text, len);
        strbuf_addf(search->list, _("%s第 %zu 字：“%s”"), place, n_char, shown.data);
        if (printed)
            strbuf_addf(search->list, _("将印成“%s”"), printed);
        else
            strbuf_addf(search->list, _("不能用 %s 编码表示"), encoding_name(search->encoding));
        strbuf_add_byte(search->list, '\n');
        strbuf_release(&shown);
    }
    if (printed)
        search->losses->n_substituted++;
    else
        search->losses->n_impossible++;
}

/* Characters are counted as the cursor steps over them. */
static void search_text(struct search *search, const char *place, const char *text, size_t len)
{
    size_t n_char = 0;
    struct strbuf encoded = STRBUF_INIT;
    for (size_t pos = 0; pos < len;) {
        enum paper_piece piece;
        char form[16];
        size_t n = papertext_next(text + pos, len - pos, &piece, form);
        n_char++;
        if (piece == PAPER_SHOWN) {
            add_place(search, place, n_char, text + pos, n, form);
        } else if (piece == PAPER_PLAIN) {
            struct encode_result result = {0};
            strbuf_clear(&encoded);
            encode_text(search->encoding, ENCODE_SUBSTITUTE, text + pos, n, &encoded, &result,
                        NULL);
            for (size_t i = 0; i < result.n_losses; i++) {
                const struct encode_loss *loss = &result.losses[i];
                char c[UTF8_MAX_BYTES];
                add_place(search, place, n_char, c, utf8_encode(loss->c, c), loss->substitute);
            }
            encode_result_release(&result);
        }
        pos += n;
    }
    strbuf_release(&encoded);
}

static void search_cover(struct search *search)
{
    for (int cover = 0; cover < COVER_N_FIELDS; cover++) {
        struct strbuf place = STRBUF_INIT;
        const char *text = draft_text(search->draft, draft_cover_field(search->draft, cover));
        strbuf_addf(&place, "%s ", _(form_cover[cover].label));
        search_text(search, place.data, text, strlen(text));
        strbuf_release(&place);
    }
}

static void search_narrative(struct search *search, int section)
{
    const struct form_section *s = &draft_form(search->draft)->sections[section];
    int field = draft_section_field(search->draft, section), n_paragraph = 0;
    struct strbuf text = STRBUF_INIT, place = STRBUF_INIT;
    textref_expand(search->draft, draft_text(search->draft, field), draft_len(search->draft, field),
                   &text);
    for (size_t pos = 0; pos < text.len;) {
        size_t len = strcspn(text.data + pos, "\n");
        if (len) {
            strbuf_clear(&place);
            strbuf_addf(&place, _("%s 第 %d 段"), s->heading ? s->heading : _(s->brief),
                        ++n_paragraph);
            search_text(search, place.data, text.data + pos, len);
        }
        pos += len + 1;
    }
    strbuf_release(&text);
    strbuf_release(&place);
}

static void search_cells(struct search *search)
{
    const struct form *form = draft_form(search->draft);
    struct strbuf place = STRBUF_INIT;
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell cell = form_cell_at(form, i);
        const char *text = draft_text(search->draft, draft_cell_field(search->draft, cell));
        const char *remark = draft_remark(search->draft, cell);
        if (!*text && !*remark)
            continue;
        strbuf_clear(&place);
        form_cell_title(form, cell, &place);
        strbuf_add_byte(&place, ' ');
        search_text(search, place.data, text, strlen(text));
        strbuf_add_str(&place, _("备注"));
        search_text(search, place.data, remark, strlen(remark));
    }
    strbuf_release(&place);
}

void report_encode_losses(const struct draft *draft, enum encoding encoding, struct strbuf *list,
                          struct report_losses *losses)
{
    *losses = (struct report_losses){0};
    struct search search = {draft, encoding, list, losses};
    search_cover(&search);
    for (int section = 0; section < draft_form(draft)->n_sections; section++)
        if (draft_section_field(draft, section) >= 0)
            search_narrative(&search, section);
    search_cells(&search);
    size_t n = losses->n_substituted + losses->n_impossible;
    if (n > MAX_LISTED)
        strbuf_addf(list, _("……另有 %zu 处未列出\n"), n - MAX_LISTED);
}
