/* SPDX-License-Identifier: MIT */
#include "forms/print/papertext.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "locale/charclass.h"
#include "locale/linebreak.h"
#include "locale/utf8.h"
#include "locale/visible.h"
#include "locale/width.h"

size_t papertext_next(const char *text, size_t len, enum paper_piece *piece, char form[16])
{
    bool replaced;
    uint32_t c;
    size_t n = visible_next(text, len, &replaced, form);
    bool is_whole = utf8_decode(text, len, &c) > 0;
    bool is_control = is_whole && (c < 0x20 || (c >= 0x7F && c < 0xA0));
    if (!replaced)
        *piece = PAPER_PLAIN;
    else if (is_control && strchr("\t\n\v\f\r", (int)c) && c)
        *piece = PAPER_BLANK;
    else if (is_control || (is_whole && char_cols(c, 1) == 0))
        *piece = PAPER_DROPPED;
    else
        *piece = PAPER_SHOWN;
    return n;
}

/* Appends text[0..len) with substitutes for what the encoding lacks. */
static void add_substituted(struct strbuf *out, const char *text, size_t len,
                            enum encoding encoding)
{
    struct strbuf encoded = STRBUF_INIT;
    size_t bad_offset;
    if (!encode_text(encoding, ENCODE_SUBSTITUTE, text, len, &encoded, NULL, NULL) ||
        !decode_text(encoding, encoded.data, encoded.len, out, &bad_offset))
        strbuf_add(out, text, len);
    strbuf_release(&encoded);
}

/* Substitutes in the text from start on. What has no substitute stays for report_encode() to find.
 */
static void substitute(struct strbuf *text, size_t start, enum encoding encoding)
{
    struct strbuf encoded = STRBUF_INIT, printed = STRBUF_INIT;
    struct encode_result result = {0};
    const char *source = text->data + start;
    size_t len = text->len - start, pos = 0;
    bool converted = encode_text(encoding, ENCODE_SUBSTITUTE, source, len, &encoded, &result, NULL);
    if (converted && result.n_losses) {
        for (size_t i = 0; i < result.n_losses; i++) {
            if (result.losses[i].substitute)
                continue;
            size_t offset = result.losses[i].offset;
            uint32_t c;
            add_substituted(&printed, source + pos, offset - pos, encoding);
            pos = offset + utf8_decode(source + offset, len - offset, &c);
            strbuf_add(&printed, source + offset, pos - offset);
        }
        add_substituted(&printed, source + pos, len - pos, encoding);
        strbuf_splice(text, start, len, printed.data, printed.len);
    }
    encode_result_release(&result);
    strbuf_release(&encoded);
    strbuf_release(&printed);
}

void papertext_add(struct strbuf *out, const char *text, size_t len, enum encoding encoding)
{
    size_t start = out->len;
    for (size_t pos = 0; pos < len;) {
        enum paper_piece piece;
        char form[16];
        size_t n = papertext_next(text + pos, len - pos, &piece, form);
        if (piece == PAPER_PLAIN)
            strbuf_add(out, text + pos, n);
        else if (piece == PAPER_BLANK)
            strbuf_add_byte(out, ' ');
        else if (piece == PAPER_SHOWN)
            strbuf_add_str(out, form);
        pos += n;
    }
    if (encoding != ENCODING_UTF8)
        substitute(out, start, encoding);
}

int papertext_n_lines(const char *text, size_t len, int n_cols, int first_cols, int other_cols,
                      int ambiguous)
{
    int n = 0;
    for (size_t pos = 0, visible; pos < len; n++)
        pos += linebreak_next(text + pos, len - pos, n_cols, pos ? other_cols : first_cols,
                              ambiguous, &visible);
    return n;
}

int papertext_balanced_cols(const char *text, size_t len, int max_cols, int least_cols,
                            int ambiguous)
{
    int n_lines = papertext_n_lines(text, len, max_cols, 0, 0, ambiguous);
    while (n_lines > 1 && max_cols > least_cols &&
           papertext_n_lines(text, len, max_cols - 1, 0, 0, ambiguous) == n_lines)
        max_cols--;
    return max_cols;
}
