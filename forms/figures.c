#include "forms/figures.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/crc32.h"
#include "forms/decimal.h"
#include "forms/inifile.h"
#include "locale/mem.h"
#include "locale/utf8.h"

/* Numbers of more digits go to the full reader, which knows overflow; sums of so few numbers cannot overflow. */
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

static const struct form *const forms[] = {&format_2019, &format_2021};
enum { N_FORMS = sizeof forms / sizeof forms[0] };

struct figures_scanner {
    struct plan plans[N_FORMS];
};

static struct plan_section make_section(const struct form *form, int index)
{
    struct plan_section section = {.key = form->sections[index].key, .table = form->sections[index].table};
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
    for (int f = 0; f < N_FORMS; f++) {
        struct plan *plan = &scanner->plans[f];
        *plan = (struct plan){.form = forms[f], .n_cells = form_n_cells(forms[f])};
        plan->sections = xcalloc((size_t)forms[f]->n_sections, sizeof *plan->sections);
        for (int s = 0; s < forms[f]->n_sections; s++)
            if (forms[f]->sections[s].table)
                plan->sections[plan->n_sections++] = make_section(forms[f], s);
    }
    return scanner;
}

void figures_scanner_free(struct figures_scanner *scanner)
{
    for (int f = 0; scanner && f < N_FORMS; f++) {
        for (int s = 0; s < scanner->plans[f].n_sections; s++)
            free(scanner->plans[f].sections[s].rows);
        free(scanner->plans[f].sections);
    }
    free(scanner);
}

/* ---- figures ---- */

void figures_release(struct figures *figures)
{
    strbuf_release(&figures->unit);
    strbuf_release(&figures->previous);
    strbuf_release(&figures->amounts);
    free(figures->values);
    free(figures->texts);
    *figures = (struct figures)FIGURES_INIT;
}

static void start(struct figures *figures, const struct form *form, int n_cells)
{
    if (n_cells > figures->capacity) {
        figures->values = xreallocarray(figures->values, (size_t)n_cells, sizeof *figures->values);
        figures->texts = xreallocarray(figures->texts, (size_t)n_cells, sizeof *figures->texts);
        figures->capacity = n_cells;
    }
    figures->form = form;
    figures->year = figures->n_numbers = figures->n_blank = 0;
    strbuf_clear(&figures->unit);
    strbuf_clear(&figures->previous);
    strbuf_clear(&figures->amounts);
}

static void count(struct figures *figures, struct value value)
{
    figures->n_numbers += value.kind == VALUE_NUMBER;
    figures->n_blank += value.kind == VALUE_BLANK;
}

static bool has_text(enum cell_kind kind) { return kind == CELL_AMOUNT || kind == CELL_MONEY; }

static void keep_text(struct figures *figures, int cell, const char *text, size_t len)
{
    figures->texts[cell] = figures->amounts.len;
    strbuf_add(&figures->amounts, text, len);
    strbuf_add_byte(&figures->amounts, '\0');
}

const char *figures_amount(const struct figures *figures, int cell)
{
    return figures->amounts.data + figures->texts[cell];
}

void figures_from_draft(const struct draft *draft, struct figures *figures)
{
    const struct form *form = draft_form(draft);
    int n_cells = form_n_cells(form), previous = draft_find(draft, "report.previous");
    start(figures, form, n_cells);
    figures->year = draft_year(draft);
    strbuf_add_str(&figures->unit, draft_text(draft, draft_cover_field(draft, COVER_UNIT)));
    if (previous >= 0)
        strbuf_add_str(&figures->previous, draft_text(draft, previous));
    for (int i = 0; i < n_cells; i++) {
        struct cell cell = form_cell_at(form, i);
        int field = draft_cell_field(draft, cell);
        figures->values[i] = draft_value(draft, cell);
        if (!form_cell_is_total(form, cell))
            count(figures, figures->values[i]);
        if (has_text(form_column_of(form, cell)->kind))
            keep_text(figures, i, draft_text(draft, field), draft_len(draft, field));
    }
}

/* ---- the scanner ---- */

/* What is left of a text; every take_… moves its start behind what it took, or returns false. */
struct rest {
    const char *at, *end;
};

static bool take(struct rest *rest, const char *text, size_t len)
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

static bool at_end_of_place(const struct rest *rest) { return rest->at < rest->end && (*rest->at == ',' || *rest->at == '"'); }

static bool take_cell(struct rest *rest, enum cell_kind kind, struct figures *figures, int cell)
{
    struct value *value = &figures->values[cell];
    const char *text = rest->at;
    *value = (struct value){VALUE_BLANK, 0};
    if (!at_end_of_place(rest)) {
        if (TAKE(rest, "/"))
            value->kind = VALUE_NOT_APPLICABLE;
        else if (!(has_text(kind) ? take_decimal(rest, value) : take_count(rest, kind == CELL_CHANGE, value)))
            return false;
    }
    if (has_text(kind))
        keep_text(figures, cell, text, (size_t)(rest->at - text));
    return at_end_of_place(rest);
}

/* KEY = "1, 2, , 3" as the writer writes it. */
static bool scan_row(const struct plan_row *row, struct rest line, struct figures *figures)
{
    if (!take(&line, row->key, row->key_len) || !TAKE(&line, " = \""))
        return false;
    const struct form_block *block = row->block;
    for (int c = 0; c < block->n_columns; c++) {
        if ((c && !TAKE(&line, ", ")) || !take_cell(&line, block->columns[c].kind, figures, row->first_cell + c))
            return false;
        if (!row->is_sum && c != block->total_column)
            count(figures, figures->values[row->first_cell + c]);
    }
    return TAKE(&line, "\"") && line.at == line.end;
}

struct scan {
    const struct figures_scanner *scanner;
    const struct plan *plan; /* NULL before the format is known */
    struct figures *figures;
    const struct plan_section *table; /* the one that is being read, NULL: none */
    int n_tables, n_rows;             /* tables begun, rows of this one read */
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
    return utf8_valid_prefix(*value, *len) == *len && !memchr(*value, '"', *len) && !memchr(*value, '&', *len) && !memchr(*value, '\\', *len);
}

static bool scan_format(struct scan *scan, struct rest line)
{
    const char *value;
    size_t len;
    if (scan->plan || !TAKE(&line, "format") || !take_plain_value(line, &value, &len))
        return false;
    for (int f = 0; f < N_FORMS && !scan->plan; f++)
        if (strlen(forms[f]->id) == len && memcmp(forms[f]->id, value, len) == 0)
            scan->plan = &scan->scanner->plans[f];
    if (scan->plan)
        start(scan->figures, scan->plan->form, scan->plan->n_cells);
    return scan->plan != NULL;
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

static bool scan_section(struct scan *scan, struct rest line)
{
    struct rest name = {line.at + 1, line.end - 1};
    if (name.end < name.at || *name.end != ']' || (scan->table && scan->n_rows < scan->table->n_rows))
        return false;
    scan->table = NULL;
    scan->in_report = false;
    size_t len = (size_t)(name.end - name.at);
    struct rest rest = name;
    if (take_name(&rest) != len) /* blanks and capitals would be read, too, but not as another section */
        return false;
    if (is_named(name, "report")) {
        scan->in_report = true;
        return !scan->plan;
    }
    if (!scan->plan || is_named(name, "rollup") || is_named(name, "end"))
        return false;
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
    /* The rest is not looked at, as long as it is a key. */
    size_t len = take_name(&line);
    while (TAKE(&line, " "))
        ;
    return len && len <= INI_MAX_NAME_BYTES && TAKE(&line, "=");
}

/* The end mark as the writer writes it, and nothing behind it. *content_len: what is before the line [end]. */
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
    if (!n_digits || n_digits > 6 || (*digits == '0' && n_digits > 1) || !TAKE(&rest, "\"\ncrc = \"") ||
        rest.end - rest.at != (ptrdiff_t)strlen("01234567\"\n"))
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

/* ---- are the numbers free of errors? ---- */

/* The number that belongs in a cell: its own, or the sum that it states. All sums fit, for MAX_DIGITS is small. */
static int64_t right_number(const struct plan_section *section, const struct figures *figures, int row, int column)
{
    const struct plan_row *place = &section->rows[row];
    int64_t number = 0;
    if (column == place->block->total_column) {
        for (int c = 0; c < place->block->n_columns; c++)
            number += c == column ? 0 : right_number(section, figures, row, c);
        return number;
    }
    if (place->is_sum) {
        const struct form_sum *sum = section->table->sum;
        for (int r = sum->first; r <= sum->last; r++)
            number += figures->values[section->rows[r].first_cell + column].number;
        return number;
    }
    return figures->values[place->first_cell + column].number;
}

static bool totals_are_right(const struct plan_section *section, const struct figures *figures)
{
    for (int r = 0; r < section->n_rows; r++) {
        const struct plan_row *row = &section->rows[r];
        for (int c = 0; c < row->block->n_columns; c++) {
            struct value stated = figures->values[row->first_cell + c];
            if ((!row->is_sum && c != row->block->total_column) || stated.kind == VALUE_BLANK)
                continue;
            if (stated.kind != VALUE_NUMBER || stated.number != right_number(section, figures, r, c))
                return false;
        }
    }
    return true;
}

static bool identity_holds(const struct plan_section *section, const struct figures *figures)
{
    const struct form_identity *identity = section->table->identity;
    for (int c = 0; identity && c < section->table->blocks[0].n_columns; c++)
        if (right_number(section, figures, identity->left[0], c) + right_number(section, figures, identity->left[1], c) !=
            right_number(section, figures, identity->right[0], c) + right_number(section, figures, identity->right[1], c))
            return false;
    return true;
}

bool figures_scan(const struct figures_scanner *scanner, const char *bytes, size_t len, struct figures *figures)
{
    struct scan scan = {.scanner = scanner, .figures = figures};
    size_t content_len, n_keys;
    int n_lines = 0;
    if (len > INI_MAX_BYTES || !scan_end(bytes, len, &content_len, &n_keys))
        return false;
    for (const char *at = bytes, *end = bytes + content_len; at < end; n_lines++) {
        const char *feed = memchr(at, '\n', (size_t)(end - at)); /* the content ends with one */
        if (!scan_line(&scan, (struct rest){at, feed}) || n_lines > INI_MAX_LINES - 8)
            return false;
        at = feed + 1;
    }
    if (!scan.plan || scan.n_tables != scan.plan->n_sections || (scan.table && scan.n_rows < scan.table->n_rows) ||
        !scan.has_unit || !scan.has_year || scan.n_keys != n_keys)
        return false;
    if (figures->year && (figures->year < scan.plan->form->first_year || figures->year > scan.plan->form->last_year))
        return false;
    for (int s = 0; s < scan.plan->n_sections; s++)
        if (!totals_are_right(&scan.plan->sections[s], figures) || !identity_holds(&scan.plan->sections[s], figures))
            return false;
    return true;
}
