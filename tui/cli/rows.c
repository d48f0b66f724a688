/* SPDX-License-Identifier: MIT */
#include "tui/cli/rows.h"

#include <string.h>

#include "locale/message.h"
#include "locale/utf8.h"
#include "tui/cli/call.h"
#include "tui/cli/option.h"

bool rows_options(const char *format_given, const char *heads_given, bool has_text,
                  enum rows_format *format, enum rows_heads *heads)
{
    static const char *const formats[] = {"text", "tsv", "csv", "json", NULL};
    static const char *const heads_words[] = {"none", "keys", "names", NULL};
    int first = has_text ? ROWS_TEXT : ROWS_TSV, heads_word = -1;
    int word = (has_text ? ROWS_TEXT : ROWS_CSV) - first;
    if (!option_word("format", format_given, formats + first, &word) ||
        !option_word("heads", heads_given, heads_words, &heads_word))
        return false;
    *format = (enum rows_format)(first + word);
    *heads = (enum rows_heads)(ROWS_HEADS_NONE + heads_word);
    return true;
}

/* ---- places ---- */

/* The next character of the text, which is not empty: its bytes, or those of U+FFFD. */
static size_t next_char(const char *text, size_t len, const char **bytes, size_t *n_bytes)
{
    uint32_t c;
    size_t step = utf8_decode(text, len, &c);
    *bytes = step ? text : "\xEF\xBF\xBD";
    *n_bytes = step ? step : 3;
    return step ? step : 1;
}

static void add_tsv(struct strbuf *out, const char *text)
{
    for (; *text; text++)
        strbuf_add_byte(out, *text == '\t' || *text == '\n' || *text == '\r' ? ' ' : *text);
}

static void add_csv(struct strbuf *out, const char *text)
{
    bool is_quoted = strpbrk(text, ",\"\n\r") != NULL;
    if (is_quoted)
        strbuf_add_byte(out, '"');
    for (size_t len = strlen(text), at = 0; at < len;) {
        const char *bytes;
        size_t n_bytes;
        at += next_char(text + at, len - at, &bytes, &n_bytes);
        strbuf_add(out, bytes, n_bytes);
        if (*bytes == '"')
            strbuf_add_byte(out, '"');
    }
    if (is_quoted)
        strbuf_add_byte(out, '"');
}

static void add_json_string(struct strbuf *out, const char *text)
{
    strbuf_add_byte(out, '"');
    for (size_t len = strlen(text), at = 0; at < len;) {
        const char *bytes;
        size_t n_bytes;
        at += next_char(text + at, len - at, &bytes, &n_bytes);
        unsigned char c = (unsigned char)*bytes;
        if (c == '"' || c == '\\')
            strbuf_addf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            strbuf_addf(out, "\\u%04x", c);
        else
            strbuf_add(out, bytes, n_bytes);
    }
    strbuf_add_byte(out, '"');
}

void rows_add_json(struct strbuf *out, const char *key, const char *text)
{
    bool is_first = out->len && out->data[out->len - 1] == '{';
    strbuf_addf(out, "%s\"%s\": ", is_first ? "" : ", ", key);
    add_json_string(out, text);
}

/* ---- rows ---- */

static void begin_place(struct rows *rows)
{
    if (rows->format == ROWS_JSON)
        strbuf_addf(rows->out, "%s\"%s\": ",
                    rows->at         ? ", "
                    : rows->is_first ? "\n{"
                                     : ",\n{",
                    rows->columns[rows->at].key);
    else if (rows->at)
        strbuf_add_byte(rows->out, rows->format == ROWS_CSV ? ',' : '\t');
}

static void end_place(struct rows *rows)
{
    if (++rows->at < rows->n_columns)
        return;
    rows->at = 0;
    rows->is_first = false;
    strbuf_add_str(rows->out, rows->format == ROWS_JSON  ? "}"
                              : rows->format == ROWS_CSV ? "\r\n"
                                                         : "\n");
}

void rows_begin(struct rows *rows, struct strbuf *out, enum rows_format format,
                enum rows_heads heads, const struct rows_column *columns, int n_columns)
{
    *rows = (struct rows){out, format, columns, n_columns, 0, true};
    if (format == ROWS_JSON) {
        strbuf_add_byte(out, '[');
        return;
    }
    if (heads == ROWS_HEADS_USUAL)
        heads = format == ROWS_CSV ? ROWS_HEADS_NAMES : ROWS_HEADS_NONE;
    for (int i = 0; heads != ROWS_HEADS_NONE && i < n_columns; i++)
        rows_text(rows, heads == ROWS_HEADS_KEYS ? columns[i].key : C_("column", columns[i].name));
}

void rows_text(struct rows *rows, const char *text)
{
    begin_place(rows);
    switch (rows->format) {
    case ROWS_JSON: add_json_string(rows->out, text); break;
    case ROWS_CSV: add_csv(rows->out, text); break;
    default: add_tsv(rows->out, text);
    }
    end_place(rows);
}

void rows_number(struct rows *rows, long number)
{
    begin_place(rows);
    strbuf_addf(rows->out, "%ld", number);
    end_place(rows);
}

/* Digits, perhaps with a point and digits behind it, without needless zeros in front. */
static bool is_json_number(const char *text)
{
    size_t n = strspn(text, "0123456789");
    if (!n || (text[0] == '0' && n > 1))
        return false;
    if (text[n] == '.') {
        size_t n_decimals = strspn(text + n + 1, "0123456789");
        n += n_decimals ? 1 + n_decimals : 0;
    }
    return !text[n];
}

void rows_value(struct rows *rows, const char *text)
{
    if (rows->format != ROWS_JSON || (*text && !is_json_number(text))) {
        rows_text(rows, text);
        return;
    }
    begin_place(rows);
    strbuf_add_str(rows->out, *text ? text : "null");
    end_place(rows);
}

void rows_bool(struct rows *rows, bool value)
{
    begin_place(rows);
    if (rows->format == ROWS_JSON)
        strbuf_add_str(rows->out, value ? "true" : "false");
    else
        strbuf_add_byte(rows->out, value ? '1' : '0');
    end_place(rows);
}

void rows_end(struct rows *rows)
{
    if (rows->format == ROWS_JSON)
        strbuf_add_str(rows->out, "\n]\n");
}

bool rows_write(const struct call *call, const char *path, enum rows_format format,
                enum encoding encoding, const struct strbuf *out, bool overwrite)
{
    struct strbuf bytes = STRBUF_INIT;
    bool is_table = format == ROWS_CSV || format == ROWS_TSV;
    if (format == ROWS_CSV && encoding == ENCODING_UTF8)
        strbuf_add_str(&bytes, "\xEF\xBB\xBF");
    if (!is_table || encoding == ENCODING_UTF8 ||
        !encode_text(encoding, ENCODE_SUBSTITUTE, out->data, out->len, &bytes, NULL, NULL))
        strbuf_add(&bytes, out->data, out->len);
    bool ok = call_write(call, path, bytes.data, bytes.len, overwrite);
    strbuf_release(&bytes);
    return ok;
}
