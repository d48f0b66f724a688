/* SPDX-License-Identifier: MIT */
/* HTML as it comes out of a browser, a content system or Word: a small tokenizer that forgives
 * everything. Blocks become lines, rows become items with one cell per <td> (a cell that spans
 * several columns counts once; places that a cell from a row above covers become empty cells at the
 * front, so that a row keeps its shape). A table with another table in one of its cells is layout:
 * what stands in it becomes lines. Tables beyond a depth are all layout. */
#include "forms/document/importhtml.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "locale/blank.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"

enum { MAX_DEPTH = 16, MAX_TAG = 16, MAX_SPAN = 100, MAX_TITLE = 400 };

struct table {
    bool is_layout;
    bool in_cell;
    bool has_row;
    int n_own; /* cells of the row so far, with the empty ones at the front */
    int covered[IMPORT_MAX_ROW_CELLS]; /* rows yet to come that each column is covered in */
    int row_line;
    struct strbuf row; /* the row's cells, each with a NUL behind it */
    int n_cells;
    int column; /* of the grid, where the next cell goes */
};

struct html {
    const char *text;
    size_t len, pos;
    int line;
    struct import_doc *doc;
    struct strbuf run; /* the text of the block or cell under way */
    int run_line;
    bool run_is_heading;
    bool space; /* white space was met and not yet written */
    bool is_pre;
    struct table tables[MAX_DEPTH];
    int depth; /* open tables; those beyond MAX_DEPTH are only counted */
};

/* Length of the table that begins at text, with its end tag; 0 where it has none. */
static size_t table_len(const char *text, size_t len)
{
    static const char end[] = "</table>";
    for (size_t i = 0; i + strlen(end) <= len; i++)
        if (text[i] == '<' && strncasecmp(text + i, end, strlen(end)) == 0)
            return i + strlen(end);
    return 0;
}

bool importhtml_is(const char *text, size_t len)
{
    static const char *const signs[] = {"<table", "<td",   "<tr", "<p>",  "<p ",
                                        "<div",   "<html", "<br", "<span"};
    bool has_end = memmem(text, len, "</", 2) != NULL;
    size_t n_tables = 0, n_spans = 0;
    for (size_t i = 0; has_end && i + 1 < len; i++) {
        const char *p = memchr(text + i, '<', len - i);
        if (!p)
            break;
        i = (size_t)(p - text);
        size_t s = 0, n_signs = sizeof signs / sizeof signs[0];
        while (s < n_signs &&
               (len - i < strlen(signs[s]) || strncasecmp(p, signs[s], strlen(signs[s])) != 0))
            s++;
        size_t n = s == 0 ? table_len(p, len - i) : 0;
        if (n) { /* Markdown may hold tables of HTML: what stands between them decides */
            n_tables++;
            i += n - 1;
        } else if (s == n_signs - 1 || (s == n_signs - 2 && n_tables)) {
            n_spans++;
        } else if (s < n_signs) {
            return true;
        }
    }
    bool is_markdown =
        (*text == '#' || memmem(text, len, "\n#", 2) || memmem(text, len, "\n**", 3) || n_tables) &&
        *text != '<' && memchr(text, '\n', len);
    return n_tables + n_spans > 0 && !is_markdown;
}

static struct table *top(struct html *html)
{
    return html->depth > 0 && html->depth <= MAX_DEPTH ? &html->tables[html->depth - 1] : NULL;
}

/* Text goes into a cell of the innermost table, unless that is layout. */
static struct table *open_cell(struct html *html)
{
    struct table *table = top(html);
    return table && table->in_cell && !table->is_layout ? table : NULL;
}

static void end_block(struct html *html)
{
    html->space = false;
    if (open_cell(html)) {
        if (html->run.len && html->run.data[html->run.len - 1] != '\n')
            strbuf_add_byte(&html->run, '\n');
        return;
    }
    const char *text = html->run.data;
    size_t len = html->run.len;
    blank_trim(&text, &len);
    if (len) {
        import_doc_add_line(html->doc, html->run_line, text, len);
        html->doc->items[html->doc->n_items - 1].is_heading = html->run_is_heading;
    }
    strbuf_clear(&html->run);
    html->run_is_heading = false;
}

static void add_text(struct html *html, const char *text, size_t len)
{
    if (html->run.len == 0) {
        html->run_line = html->line;
    } else if (html->space && html->run.data[html->run.len - 1] != '\n') {
        strbuf_add_byte(&html->run, ' ');
    }
    html->space = false;
    strbuf_add(&html->run, text, len);
}

/* The lines of a cell that turns out to stand in a layout table, and of a row that is one
 * paragraph. */
static void add_lines(struct html *html, int line, const char *text, size_t len)
{
    while (len) {
        const char *end = memchr(text, '\n', len);
        size_t n = end ? (size_t)(end - text) : len;
        const char *part = text;
        size_t part_len = n;
        blank_trim(&part, &part_len);
        if (part_len)
            import_doc_add_line(html->doc, line, part, part_len);
        n += end != NULL;
        text += n;
        len -= n;
    }
}

static void end_cell(struct html *html)
{
    struct table *table = top(html);
    if (!table || !table->in_cell)
        return;
    if (table->is_layout) {
        end_block(html);
    } else {
        const char *text = html->run.data;
        size_t len = html->run.len;
        blank_trim(&text, &len);
        strbuf_add(&table->row, text, len);
        strbuf_add_byte(&table->row, '\0');
        table->n_cells++;
        strbuf_clear(&html->run);
        html->space = false;
    }
    table->in_cell = false;
}

static void start_row(struct html *html, struct table *table)
{
    table->has_row = true;
    table->row_line = html->line;
    table->n_cells = 0;
    table->column = 0;
    strbuf_clear(&table->row);
}

/* The only cell of a row with text in it, NULL where there are none or several. */
static const char *only_cell(const struct strbuf *row)
{
    const char *only = NULL;
    for (const char *cell = row->data; cell < row->data + row->len; cell += strlen(cell) + 1) {
        if (*cell && only)
            return NULL;
        if (*cell)
            only = cell;
    }
    return only;
}

/* Adds a cell with what stands on its lines in one. */
static void add_joined_cell(struct import_doc *doc, const char *cell)
{
    struct strbuf joined = STRBUF_INIT;
    for (; *cell; cell++)
        if (*cell != '\n')
            strbuf_add_byte(&joined, *cell);
    import_doc_add_cell(doc, joined.data, joined.len);
    strbuf_release(&joined);
}

/* What the row has become: a row, or lines where it has one cell with several of them. */
static void end_row(struct html *html)
{
    struct table *table = top(html);
    if (!table)
        return;
    end_cell(html);
    if (table->has_row && !table->is_layout && table->n_cells) {
        const char *only = only_cell(&table->row), *end = table->row.data + table->row.len;
        if (only && strchr(only, '\n')) {
            add_lines(html, table->row_line, only, strlen(only));
        } else {
            import_doc_add_item(html->doc, table->row_line, true);
            for (const char *cell = table->row.data; cell < end; cell += strlen(cell) + 1)
                add_joined_cell(html->doc, cell);
        }
    }
    for (int i = 0; table->has_row && i < IMPORT_MAX_ROW_CELLS; i++)
        table->covered[i] -= table->covered[i] > 0;
    table->has_row = false;
    table->n_cells = 0;
    strbuf_clear(&table->row);
}

static void start_table(struct html *html)
{
    struct table *outer = top(html);
    if (outer && outer->in_cell && !outer->is_layout) {
        outer->is_layout = true;
        for (const char *cell = outer->row.data; cell < outer->row.data + outer->row.len;
             cell += strlen(cell) + 1)
            add_lines(html, outer->row_line, cell, strlen(cell));
        strbuf_clear(&outer->row);
        outer->n_cells = 0;
        add_lines(html, html->run_line, html->run.data, html->run.len);
        strbuf_clear(&html->run);
    } else {
        end_block(html);
    }
    html->depth++;
    struct table *table = top(html);
    if (table)
        *table = (struct table){.row = STRBUF_INIT};
}

static void end_table(struct html *html)
{
    if (html->depth == 0)
        return;
    if (top(html)) {
        end_row(html);
        strbuf_release(&top(html)->row);
    } else {
        end_block(html);
    }
    html->depth--;
}

/* colspan, rowspan: at least 1. */
static int cell_span(const char *tag, size_t len, const char *name)
{
    size_t name_len = strlen(name);
    for (size_t i = 0; i + name_len < len; i++) {
        if (strncasecmp(tag + i, name, name_len) != 0)
            continue;
        i += name_len;
        while (i < len && strchr(" =\"'", tag[i]))
            i++;
        int n = 0;
        while (i < len && isdigit((unsigned char)tag[i]) && n < MAX_SPAN)
            n = n * 10 + (tag[i++] - '0');
        return n < 1 ? 1 : n > MAX_SPAN ? MAX_SPAN : n;
    }
    return 1;
}

static void start_cell(struct html *html, const char *tag, size_t len)
{
    struct table *table = top(html);
    if (!table) {
        end_block(html);
        return;
    }
    end_cell(html);
    if (table->is_layout)
        end_block(html);
    if (!table->has_row)
        start_row(html, table);
    bool at_front = table->column == table->n_cells;
    while (table->column < IMPORT_MAX_ROW_CELLS && table->covered[table->column] > 0) {
        if (at_front && !table->is_layout && table->n_cells == table->column) {
            strbuf_add_byte(&table->row, '\0');
            table->n_cells++;
        }
        table->column++;
    }
    int columns = cell_span(tag, len, "colspan"), rows = cell_span(tag, len, "rowspan");
    for (int i = 0; i < columns && table->column < IMPORT_MAX_ROW_CELLS; i++)
        table->covered[table->column++] = rows;
    table->in_cell = true;
    html->space = false;
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

/* Goes behind the end tag of an element whose content is dropped; to the end of the text where
 * there is none. */
static void skip_element(struct html *html, const char *name)
{
    size_t name_len = strlen(name);
    while (html->pos < html->len) {
        const char *p = memmem(html->text + html->pos, html->len - html->pos, "</", 2);
        if (!p) {
            html->pos = html->len;
            return;
        }
        for (const char *q = html->text + html->pos; q < p; q++)
            html->line += *q == '\n';
        html->pos = (size_t)(p - html->text) + 2;
        if (html->len - html->pos >= name_len &&
            strncasecmp(html->text + html->pos, name, name_len) == 0)
            return;
    }
}

/* Sets aside what stands in <title>. */
static void take_page_title(struct html *html)
{
    size_t start = html->pos;
    skip_element(html, "title");
    const char *end = memrchr(html->text + start, '<', html->pos - start);
    size_t len = end ? (size_t)(end - html->text) - start : html->pos - start;
    const char *close = memchr(html->text + html->pos, '>', html->len - html->pos);
    html->pos = close ? (size_t)(close - html->text) + 1 : html->len;
    if (html->doc->page_title.len == 0)
        strbuf_add(&html->doc->page_title, html->text + start, len < MAX_TITLE ? len : MAX_TITLE);
}

/* <meta name="ArticleTitle" content="…"> is nearer to the report than <title>. */
static void take_meta(struct html *html, const char *tag, size_t len)
{
    char *text = xmemdup0(tag, len);
    char *content = strcasestr(text, "content=");
    if (strcasestr(text, "ArticleTitle") && content) {
        content += strlen("content=");
        char quote = *content == '"' || *content == '\'' ? *content++ : ' ';
        size_t n = strcspn(content, (char[]){quote, '\0'});
        strbuf_clear(&html->doc->page_title);
        strbuf_add(&html->doc->page_title, content, n < MAX_TITLE ? n : MAX_TITLE);
    }
    free(text);
}

static void handle_tag(struct html *html, const char *name, bool is_end, const char *tag,
                       size_t len)
{
    static const char *const dropped[] = {"script",   "style",  "noscript", "template", "select",
                                          "textarea", "iframe", "svg",      NULL};
    static const char *const blocks[] = {
        "p",      "div",    "h1",       "h2",         "h3",  "h4",   "h5",      "h6",
        "li",     "ul",     "ol",       "dl",         "dt",  "dd",   "section", "article",
        "header", "footer", "main",     "blockquote", "pre", "form", "center",  "hr",
        "body",   "html",   "fieldset", "caption",    NULL};
    if (strcmp(name, "table") == 0) {
        if (is_end)
            end_table(html);
        else
            start_table(html);
    } else if (strcmp(name, "tr") == 0) {
        end_row(html);
        if (!is_end && top(html))
            start_row(html, top(html));
    } else if (strcmp(name, "td") == 0 || strcmp(name, "th") == 0) {
        if (is_end)
            end_cell(html);
        else
            start_cell(html, tag, len);
    } else if (strcmp(name, "br") == 0 || is_one_of(name, blocks)) {
        end_block(html);
        html->run_is_heading = !is_end && name[0] == 'h' && isdigit((unsigned char)name[1]);
        if (strcmp(name, "pre") == 0)
            html->is_pre = !is_end;
    } else if (strcmp(name, "title") == 0 && !is_end) {
        take_page_title(html);
    } else if (strcmp(name, "meta") == 0) {
        take_meta(html, tag, len);
    } else if (!is_end && is_one_of(name, dropped) && !(len && tag[len - 1] == '/')) {
        skip_element(html, name);
        const char *end = memchr(html->text + html->pos, '>', html->len - html->pos);
        html->pos = end ? (size_t)(end - html->text) + 1 : html->len;
    }
}

/* A tag at text[pos] = '<'. false: it is none, but a character. */
static bool read_tag(struct html *html)
{
    const char *p = html->text + html->pos + 1, *end = html->text + html->len;
    if (end - p >= 3 && memcmp(p, "!--", 3) == 0) {
        const char *close = memmem(p + 3, (size_t)(end - p) - 3, "-->", 3);
        for (const char *q = p; q < (close ? close : end); q++)
            html->line += *q == '\n';
        html->pos = close ? (size_t)(close - html->text) + 3 : html->len;
        return true;
    }
    /* Word's conditions, <![if !vml]>, may stand anywhere. */
    if (end - p >= 2 && memcmp(p, "![", 2) == 0) {
        const char *close = memchr(p, '>', (size_t)(end - p));
        html->pos = close ? (size_t)(close - html->text) + 1 : html->len;
        return true;
    }
    bool is_end = p < end && *p == '/';
    p += is_end;
    if (p >= end || !(isalpha((unsigned char)*p) || ((*p == '!' || *p == '?') && !is_end)))
        return false;
    /* An address in angle brackets is text: <http://…>. */
    const char *name_end = p;
    while (name_end < end &&
           (isalnum((unsigned char)*name_end) || *name_end == '-' || *name_end == '!' ||
            *name_end == '?' || (*name_end == ':' && end - name_end > 1 && name_end[1] != '/')))
        name_end++;
    if (name_end < end && !strchr(" \t\r\n/>", *name_end))
        return false;
    char quote = 0;
    const char *q = name_end;
    while (q < end && (quote || *q != '>')) {
        if (quote)
            quote = *q == quote ? 0 : quote;
        else if (*q == '"' || *q == '\'')
            quote = *q;
        q++;
    }
    if (q >= end) { /* a quote that is never closed, or a tag that was cut: up to the next '>' */
        q = memchr(name_end, '>', (size_t)(end - name_end));
        if (!q)
            q = end;
    }
    char name[MAX_TAG] = "";
    for (size_t i = 0; i < (size_t)(name_end - p) && i + 1 < sizeof name; i++)
        name[i] = (char)tolower((unsigned char)p[i]);
    for (const char *r = html->text + html->pos; r < q; r++)
        html->line += *r == '\n';
    html->pos = (size_t)(q - html->text) + (q < end);
    handle_tag(html, name, is_end, name_end, (size_t)(q - name_end));
    return true;
}

static const struct {
    const char *name, *text;
} entities[] = {
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},    {"quot", "\""},  {"apos", "'"},
    {"nbsp", " "},   {"ensp", " "},   {"emsp", " "},  {"thinsp", " "}, {"ldquo", "“"},
    {"rdquo", "”"},  {"lsquo", "‘"},  {"rsquo", "’"}, {"mdash", "—"},  {"ndash", "–"},
    {"hellip", "…"}, {"middot", "·"}, {"bull", "•"},  {"times", "×"},  {"laquo", "«"},
    {"raquo", "»"},  {"copy", "©"},   {"reg", "®"},   {"yen", "¥"},    {"permil", "‰"},
    {"zwnj", ""},    {"zwj", ""},     {"shy", ""},
};

/* An entity at text[pos] = '&'. false: it is none. */
static bool read_entity(struct html *html)
{
    const char *p = html->text + html->pos + 1;
    size_t rest = html->len - html->pos - 1, n = 0;
    while (n < rest && n < 12 && (isalnum((unsigned char)p[n]) || p[n] == '#'))
        n++;
    bool has_semicolon = n < rest && p[n] == ';';
    char bytes[UTF8_MAX_BYTES];
    const char *text = NULL;
    size_t len = 0;
    if (n > 1 && p[0] == '#') {
        bool hex = p[1] == 'x' || p[1] == 'X';
        char digits[16] = "", *end;
        memcpy(digits, p + 1 + hex, n - 1 - hex);
        unsigned long c = strtoul(digits, &end, hex ? 16 : 10);
        if (!*digits || *end)
            return false;
        if (c == 0xA0 || c == 0x3000)
            c = ' ';
        text = bytes;
        len = c < 0x20 || c > 0x10FFFF ? 0 : utf8_encode((uint32_t)c, bytes);
    } else if (has_semicolon) {
        for (size_t i = 0; i < sizeof entities / sizeof entities[0] && !text; i++)
            if (strlen(entities[i].name) == n && strncmp(p, entities[i].name, n) == 0)
                text = entities[i].text;
        len = text ? strlen(text) : 0;
    }
    if (!text)
        return false;
    html->pos += 1 + n + has_semicolon;
    if (len == 1 && *text == ' ')
        html->space = true;
    else if (len)
        add_text(html, text, len);
    return true;
}

void importhtml_read(const char *text, size_t len, int line, struct import_doc *doc,
                     struct import_notes *notes)
{
    struct html html = {.text = text, .len = len, .line = line, .doc = doc, .run = STRBUF_INIT};
    int deepest = 0;
    doc->is_flowed = true;
    while (html.pos < len && !doc->is_too_large) {
        char c = text[html.pos];
        if ((c == '<' && read_tag(&html)) || (c == '&' && read_entity(&html))) {
            deepest = html.depth > deepest ? html.depth : deepest;
            continue;
        }
        if (c == '\n')
            html.line++;
        if (c == '\n' && html.is_pre)
            end_block(&html);
        else if (isspace((unsigned char)c))
            html.space = true;
        else if (c == '\xC2' && html.pos + 1 < len && text[html.pos + 1] == '\xA0')
            html.space = true, html.pos++;
        else
            add_text(&html, &text[html.pos], 1);
        html.pos++;
    }
    while (html.depth > 0)
        end_table(&html);
    end_block(&html);
    strbuf_release(&html.run);
    if (deepest > MAX_DEPTH) {
        struct strbuf note = STRBUF_INIT;
        strbuf_addf(&note,
                    _("网页里的表格一层套一层，有 %d 层；第 %d 层以内按表格读，更深的按文字读。"),
                    deepest, MAX_DEPTH);
        import_note_add(notes, 0, NULL, NULL, strbuf_steal(&note));
    }
}
