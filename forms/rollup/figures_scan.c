/* SPDX-License-Identifier: MIT */
#include "forms/rollup/figures_scan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/crc32.h"
#include "forms/base/decimal.h"
#include "forms/ini/inifile.h"
#include "locale/mem.h"
#include "locale/utf8.h"

/* Numbers of more digits go to the full reader, which knows overflow; sums of so few numbers cannot
 * overflow. */
enum { MAX_DIGITS = 15 };

struct plan_row {
    const char *key;
    size_t key_len;
    int first_cell;
    const struct form_block *block;
    bool is_sum; /* the row that sums up others */
};

struct plan_section {
    const char *key;
    const struct form_table *table;
    struct plan_row *rows; /* of all blocks */
    int n_rows;
};

/* A form as the scanner meets it: its tables in order, each a list of rows. */
struct plan {
    const struct form *form;
    int n_cells;
    struct plan_section *sections;
    int n_sections;
};

struct figures_scanner {
    struct plan plans[FORM_N_FORMATS];
};

static struct plan_section make_section(const struct form *form, int index)
{
    struct plan_section section = {.key = form->sections[index].key,
                                   .table = form->sections[index].table};
    for (int b = 0; b < section.table->n_blocks; b++)
        section.n_rows += section.table->blocks[b].n_rows;
    section.rows = xcalloc((size_t)section.n_rows, sizeof *section.rows);
    struct plan_row *row = section.rows;
    for (struct cell c = {index, 0, 0, 0}; c.block < section.table->n_blocks; c.block++)
        for (c.row = 0; c.row < section.table->blocks[c.block].n_rows; c.row++, row++) {
            row->block = &section.table->blocks[c.block];
            row->is_sum = section.table->sum && section.table->sum->target == c.row;
            row->key = row->block->rows[c.row].key;
            row->key_len = strlen(row->key);
            row->first_cell = form_cell_index(form, c);
        }
    return section;
}

struct figures_scanner *figures_scanner_new(void)
{
    struct figures_scanner *scanner = xcalloc(1, sizeof *scanner);
    for (int f = 0; f < FORM_N_FORMATS; f++) {
        struct plan *plan = &scanner->plans[f];
        *plan = (struct plan){.form = form_formats[f], .n_cells = form_n_cells(form_formats[f])};
        plan->sections = xcalloc((size_t)form_formats[f]->n_sections, sizeof *plan->sections);
        for (int s = 0; s < form_formats[f]->n_sections; s++)
            if (form_formats[f]->sections[s].table)
                plan->sections[plan->n_sections++] = make_section(form_formats[f], s);
    }
    return scanner;
}

void figures_scanner_free(struct figures_scanner *scanner)
{
    for (int f = 0; scanner && f < FORM_N_FORMATS; f++) {
        for (int s = 0; s < scanner->plans[f].n_sections; s++)
            free(scanner->plans[f].sections[s].rows);
        free(scanner->plans[f].sections);
    }
    free(scanner);
}

/* ---- taking lines apart ---- */

/* What is left of a text; every take_… moves its start behind what it took, or returns false. */
struct rest {
    const char *at, *end;
};

static inline bool take(struct rest *rest, const char *text, size_t len)
{
    if ((size_t)(rest->end - rest->at) < len || memcmp(rest->at, text, len) != 0)
        return false;
    rest->at += len;
    return true;
}
#define TAKE(rest, literal) take(rest, literal, sizeof(literal) - 1)

static size_t take_digits(struct rest *rest)
{
    const char *start_of_digits = rest->at;
    while (rest->at < rest->end && *rest->at >= '0' && *rest->at <= '9')
        rest->at++;
    return (size_t)(rest->at - start_of_digits);
}

static int64_t number_of(const char *digits, size_t n)
{
    int64_t number = 0;
    for (size_t i = 0; i < n; i++)
        number = number * 10 + (digits[i] - '0');
    return number;
}

static bool take_count(struct rest *rest, bool sign_allowed, struct value *value)
{
    bool is_negative = sign_allowed && TAKE(rest, "-");
    const char *digits = rest->at;
    size_t n = take_digits(rest);
    if (!n || n > MAX_DIGITS)
        return false;
    int64_t number = number_of(digits, n);
    *value = (struct value){VALUE_NUMBER, is_negative ? -number : number};
    return true;
}

static bool take_decimal(struct rest *rest, struct value *value)
{
    size_t n = take_digits(rest), n_decimals = 0;
    if (n && TAKE(rest, "."))
        if (!(n_decimals = take_digits(rest)))
            return false;
    *value = (struct value){VALUE_NUMBER, 0};
    return n && n + n_decimals <= DECIMAL_MAX_DIGITS;
}

static bool at_end_of_place(const struct rest *rest)
{
    return rest->at < rest->end && (*rest->at == ',' || *rest->at == '"');
}

static bool take_cell(struct rest *rest, enum cell_kind kind, struct figures *figures, int cell)
{
    struct value *value = &figures->values[cell];
    const char *text = rest->at;
    *value = (struct value){VALUE_BLANK, 0};
    if (!at_end_of_place(rest)) {
        if (TAKE(rest, "/"))
            value->kind = VALUE_NOT_APPLICABLE;
        else if (!(figures_has_text(kind) ? take_decimal(rest, value)
                                          : take_count(rest, kind == CELL_CHANGE, value)))
            return false;
    }
    if (figures_has_text(kind))
        figures_keep_text(figures, cell, text, (size_t)(rest->at - text));
    return at_end_of_place(rest);
}

/* KEY = "1, 2, , 3" as the writer writes it. */
static bool scan_row(const struct plan_row *row, struct rest line, struct figures *figures)
{
    if (!take(&line, row->key, row->key_len) || !TAKE(&line, " = \""))
        return false;
    const struct form_block *block = row->block;
    for (int c = 0; c < block->n_columns; c++) {
        if ((c && !TAKE(&line, ", ")) ||
            !take_cell(&line, block->columns[c].kind, figures, row->first_cell + c))
            return false;
        if (!row->is_sum && c != block->total_column)
            figures_count(figures, figures->values[row->first_cell + c]);
    }
    return TAKE(&line, "\"") && line.at == line.end;
}

struct scan {
    const struct figures_scanner *scanner;
    const struct plan *plan; /* NULL before the format is known */
    struct figures *figures;
    const struct plan_section *table; /* the one that is being read, NULL: none */
    int n_tables, n_rows;             /* tables begun, rows of this one read */
    unsigned seen;                    /* bits of the form's narratives that were begun */
    bool in_narrative;                /* one is being read */
    int64_t paragraph, chunk;         /* of it, the last ones; 0: none */
    bool in_report, has_year, has_unit, has_previous;
    size_t n_keys;
};

/* " = " and a value without escapes; false also for a value in chunks. */
static bool take_plain_value(struct rest line, const char **value, size_t *len)
{
    if (!TAKE(&line, " = \"") || line.end == line.at || line.end[-1] != '"')
        return false;
    *value = line.at;
    *len = (size_t)(line.end - line.at) - 1;
    return !memchr(*value, '"', *len) && !memchr(*value, '&', *len) && !memchr(*value, '\\', *len);
}

static bool scan_format(struct scan *scan, struct rest line)
{
    const char *value;
    size_t len;
    if (scan->plan || !TAKE(&line, "format") || !take_plain_value(line, &value, &len))
        return false;
    for (int f = 0; f < FORM_N_FORMATS && !scan->plan; f++)
        if (strlen(form_formats[f]->id) == len && memcmp(form_formats[f]->id, value, len) == 0)
            scan->plan = &scan->scanner->plans[f];
    if (!scan->plan)
        return false;
    figures_start(scan->figures, scan->plan->form, scan->plan->n_cells);
    return true;
}

static bool scan_text(struct rest line, bool *seen, struct strbuf *text)
{
    const char *value;
    size_t len;
    if (*seen || !take_plain_value(line, &value, &len))
        return false;
    *seen = true;
    strbuf_add(text, value, len);
    return true;
}

/* The format is written first; of the others only three are of interest. */
static bool scan_report_key(struct scan *scan, struct rest line)
{
    if (!scan->plan)
        return scan_format(scan, line);
    if (TAKE(&line, "unit"))
        return scan_text(line, &scan->has_unit, &scan->figures->unit);
    if (TAKE(&line, "previous"))
        return scan_text(line, &scan->has_previous, &scan->figures->previous);
    if (TAKE(&line, "year")) {
        const char *value;
        size_t len;
        if (scan->has_year || !take_plain_value(line, &value, &len))
            return false;
        struct rest digits = {value, value + len};
        scan->has_year = true;
        scan->figures->year = (int)number_of(value, len < 5 ? len : 0);
        return take_digits(&digits) == len && (len == 0 || len == 4);
    }
    return !take(&line, "format", strlen("format"));
}

static size_t take_name(struct rest *rest)
{
    const char *name = rest->at;
    for (; rest->at < rest->end; rest->at++) {
        char c = *rest->at;
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '.' && c != '-')
            break;
    }
    return (size_t)(rest->at - name);
}

static bool is_named(struct rest name, const char *text)
{
    return (size_t)(name.end - name.at) == strlen(text) && memcmp(name.at, text, strlen(text)) == 0;
}

/* ---- narratives ---- */

static bool begin_narrative(struct scan *scan, int section)
{
    if (scan->seen & 1U << section)
        return false;
    scan->seen |= 1U << section;
    scan->in_narrative = true;
    scan->paragraph = scan->chunk = 0;
    return true;
}

/* p0010 = "…" and its further chunks p0010.02 = "…", in order. */
static bool scan_piece(struct scan *scan, struct rest line)
{
    const char *digits = line.at + 1;
    if (!TAKE(&line, "p") || take_digits(&line) != 4)
        return false;
    int64_t paragraph = number_of(digits, 4), chunk = 1;
    digits = line.at + 1;
    if (TAKE(&line, ".")) {
        size_t n = take_digits(&line);
        chunk = n == 2 || n == 3 ? number_of(digits, n) : 0;
    } else {
        TAKE(&line, "   ");
    }
    if (!TAKE(&line, " = \"") || line.end == line.at || line.end[-1] != '"' ||
        !(chunk == 1 ? paragraph > scan->paragraph
                     : paragraph == scan->paragraph && chunk == scan->chunk + 1))
        return false;
    scan->paragraph = paragraph;
    scan->chunk = chunk;
    return true;
}

/* ---- sections and lines ---- */

static bool scan_section(struct scan *scan, struct rest line)
{
    struct rest name = {line.at + 1, line.end - 1};
    if (name.end < name.at || *name.end != ']' ||
        (scan->table && scan->n_rows < scan->table->n_rows))
        return false;
    scan->table = NULL;
    scan->in_report = false;
    size_t len = (size_t)(name.end - name.at);
    struct rest rest = name;
    if (take_name(&rest) !=
        len) /* blanks and capitals would be read, too, but not as another section */
        return false;
    if (is_named(name, "report")) {
        scan->in_report = true;
        return !scan->plan;
    }
    if (!scan->plan || is_named(name, "rollup") || is_named(name, "import") ||
        is_named(name, "end"))
        return false;
    scan->in_narrative = false;
    for (int s = 0; s < scan->plan->form->n_sections; s++)
        if (is_named(name, scan->plan->form->sections[s].key) &&
            !scan->plan->form->sections[s].table)
            return begin_narrative(scan, s);
    for (int s = 0; s < scan->plan->n_sections; s++) {
        if (!is_named(name, scan->plan->sections[s].key))
            continue;
        scan->table = &scan->plan->sections[s];
        scan->n_rows = 0;
        return s == scan->n_tables++; /* each once, in the form's order */
    }
    return true;
}

static bool scan_line(struct scan *scan, struct rest line)
{
    if (line.at == line.end)
        return true;
    if (*line.at == '[')
        return scan_section(scan, line);
    scan->n_keys++;
    if (scan->table)
        return scan->n_rows < scan->table->n_rows &&
               scan_row(&scan->table->rows[scan->n_rows++], line, scan->figures);
    if (scan->in_report && !scan_report_key(scan, line))
        return false;
    if (scan->in_narrative)
        return scan_piece(scan, line);
    /* The rest is not looked at, as long as it is a key with a value in quotes. */
    size_t len = take_name(&line);
    while (TAKE(&line, " "))
        ;
    return len && len <= INI_MAX_NAME_BYTES && TAKE(&line, "= \"") && line.at < line.end &&
           memchr(line.at, '"', (size_t)(line.end - line.at)) == line.end - 1;
}

/* The end mark as the writer writes it, and nothing behind it. *content_len: what is before the
 * line [end]. */
static bool scan_end(const char *bytes, size_t len, size_t *content_len, size_t *n_keys)
{
    static const char mark[] = "\n[end]\ncomplete = \"1\"\nkeys = \"";
    enum { MARK_MAX_BYTES = 80 };
    size_t tail = len < MARK_MAX_BYTES ? len : MARK_MAX_BYTES;
    const char *at = memmem(bytes + len - tail, tail, mark, sizeof mark - 1);
    if (!at)
        return false;
    struct rest rest = {at + sizeof mark - 1, bytes + len};
    const char *digits = rest.at;
    size_t n_digits = take_digits(&rest);
    if (!n_digits || n_digits > 6 || (*digits == '0' && n_digits > 1) ||
        !TAKE(&rest, "\"\ncrc = \"") || rest.end - rest.at != (ptrdiff_t)strlen("01234567\"\n"))
        return false;
    uint32_t crc = 0;
    for (int i = 0; i < 8; i++, rest.at++) {
        char c = *rest.at;
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
            return false;
        crc = crc << 4 | (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    *content_len = (size_t)(at + 1 - bytes);
    *n_keys = (size_t)number_of(digits, n_digits);
    return TAKE(&rest, "\"\n") && crc == crc32_add(0, bytes, *content_len);
}

bool figures_scan(const struct figures_scanner *scanner, const char *bytes, size_t len,
                  struct figures *figures)
{
    struct scan scan = {.scanner = scanner, .figures = figures};
    size_t content_len, n_keys;
    int n_lines = 0;
    if (len > INI_MAX_BYTES || !scan_end(bytes, len, &content_len, &n_keys) ||
        !utf8_is_valid(bytes, content_len))
        return false;
    for (const char *at = bytes, *end = bytes + content_len; at < end; n_lines++) {
        const char *feed = memchr(at, '\n', (size_t)(end - at)); /* the content ends with one */
        if (!scan_line(&scan, (struct rest){at, feed}) || n_lines > INI_MAX_LINES - 8)
            return false;
        at = feed + 1;
    }
    return scan.plan && scan.n_tables == scan.plan->n_sections &&
           !(scan.table && scan.n_rows < scan.table->n_rows) && scan.has_unit && scan.has_year &&
           scan.n_keys == n_keys;
}
