/* SPDX-License-Identifier: MIT */
#include "forms/register/register.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/span.h"
#include "forms/draft/newdraft.h"
#include "forms/form/label.h"
#include "forms/register/registeranswers.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"

/* One row above the heads is kept, in which merged heads begin. */
struct reading {
    struct register_book *book;
    struct registerwords *words;
    const struct registeranswers *answers; /* come first */
    int usual_year;                        /* of dates without one */
    bool has_head;
    struct registerrow above;
    struct strbuf above_text;
    bool is_doubtful; /* the line that is being read is not to be counted */
};

/* ---- what is wrong ---- */

static void __attribute__((format(printf, 4, 0)))
add_problem_v(struct register_book *book, enum register_problem_kind kind,
              const struct register_line *line, const char *format, va_list args)
{
    struct strbuf text = STRBUF_INIT;
    book->n_bad += kind == REGISTER_LINE;
    book->n_outside += kind == REGISTER_OUTSIDE;
    if (book->n_of_kind[kind]++ >= REGISTER_MAX_PROBLEMS)
        return;
    if (*line->number)
        strbuf_addf(&text, _("第 %d 行（编号 %s）："), line->line, line->number);
    else
        strbuf_addf(&text, _("第 %d 行："), line->line);
    strbuf_vaddf(&text, format, args);
    GROW(book->problems, book->n_problems, book->problems_capacity);
    book->problems[book->n_problems++] =
        (struct register_problem){kind, line->line, strbuf_steal(&text)};
}

static void __attribute__((format(printf, 4, 5)))
add_problem(struct register_book *book, enum register_problem_kind kind,
            const struct register_line *line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_problem_v(book, kind, line, format, args);
    va_end(args);
}

/* What a message quotes of a cell: a wording may go on with somebody's story. */
static int quoted_bytes(const char *text)
{
    enum { MAX_QUOTED_BYTES = 90 };
    return (int)utf8_clip_bytes(text, strlen(text), MAX_QUOTED_BYTES);
}

static void ask_about(struct register_book *book, enum register_kind kind, const char *text,
                      uint32_t candidates, int line)
{
    for (size_t i = 0; i < book->n_wordings; i++) {
        struct register_wording *known = &book->wordings[i];
        if (known->kind == kind && strcmp(known->text, text) == 0) {
            known->n_lines++;
            return;
        }
    }
    enum { MAX_WORDINGS = 500 };
    if (book->n_wordings >= MAX_WORDINGS)
        return;
    GROW(book->wordings, book->n_wordings, book->wordings_capacity);
    book->wordings[book->n_wordings++] =
        (struct register_wording){kind, xstrdup(text), candidates, line, 1};
}

/* ---- a line ---- */

static int find_word(struct reading *reading, enum register_kind kind, const char *text, int line)
{
    uint32_t candidates = 0;
    int place =
        reading->answers ? registeranswers_find(reading->answers, reading->words, kind, text) : -1;
    if (place < 0)
        place = registerwords_find(reading->words, kind, text, &candidates);
    if (place < 0) {
        ask_about(reading->book, kind, text, candidates, line);
        reading->is_doubtful = true;
    }
    return place;
}

static void __attribute__((format(printf, 3, 4)))
bad_line(struct reading *reading, const struct register_line *line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_problem_v(reading->book, REGISTER_LINE, line, format, args);
    va_end(args);
    reading->is_doubtful = true;
}

/* A date without its year is the first of its kind from `first` on. */
static bool take_date(struct reading *reading, const struct register_line *line, const char *text,
                      struct date first, struct date *date)
{
    bool lacks_year;
    if (!registerwords_date(text, first.year, date, &lacks_year)) {
        *date = (struct date){0};
        return false;
    }
    date->year += lacks_year && date_compare(*date, first) < 0;
    if (lacks_year)
        add_problem(reading->book, REGISTER_NOTICE, line, _("日期“%.*s”没有写年份，按 %d 年计"),
                    quoted_bytes(text), text, date->year);
    return true;
}

static bool is_still_open(const char *result)
{
    static const char *const words[] = {"办理中", "正在办理", "待答复", "未答复",
                                        "处理中", "未办结",   NULL};
    return !*result || strcmp(result, "在办") == 0 || span_contains_any(span_all(result), words);
}

/* The year of a date of receipt that is written without one: the last before a full answer's. */
static int year_beside(const struct reading *reading, const char *received, const char *answered)
{
    struct date last, date;
    bool lacks_year;
    if (!registerwords_date(answered, reading->usual_year, &last, &lacks_year) || lacks_year)
        return reading->usual_year;
    return last.year - (registerwords_date(received, last.year, &date, &lacks_year) && lacks_year &&
                        date_compare(date, last) > 0);
}

static void take_dates(struct reading *reading, const struct registerrow *row,
                       struct register_line *line)
{
    const struct registerhead *head = &reading->book->head;
    const char *received = registerhead_cell(head, row, REGISTER_RECEIVED);
    const char *answered = registerhead_cell(head, row, REGISTER_ANSWERED);
    if (!*received)
        bad_line(reading, line, _("没有收到日期"));
    else if (!take_date(reading, line, received,
                        (struct date){year_beside(reading, received, answered), 1, 1},
                        &line->received))
        bad_line(reading, line, _("收到日期“%.*s”不是日期"), quoted_bytes(received), received);
    else if (*answered && !take_date(reading, line, answered, line->received, &line->answered))
        bad_line(reading, line, _("答复日期“%.*s”不是日期"), quoted_bytes(answered), answered);
    else if (*answered && date_compare(line->answered, line->received) < 0)
        bad_line(reading, line, _("答复日期“%.*s”早于收到日期“%.*s”"), quoted_bytes(answered),
                 answered, quoted_bytes(received), received);
}

static void take_review(struct reading *reading, struct register_line *line, const char *text,
                        int row)
{
    int outcome = find_word(reading, REGISTER_WORD_REVIEW, text, line->line);
    line->reviews[line->n_reviews] = row;
    line->outcomes[line->n_reviews++] = outcome;
}

static bool is_nothing(const char *text)
{
    static const char *const words[] = {"无", "否", "没有", "未", "/", "-", "—", "0", NULL};
    for (const char *const *w = words; *w; w++)
        if (strcmp(text, *w) == 0)
            return true;
    return !*text;
}

static void take_reviews(struct reading *reading, const struct registerrow *row,
                         struct register_line *line)
{
    const struct register_book *book = reading->book;
    const struct form_reviews *reviews =
        book->form->sections[registerwords_review_section(book->form)].table->reviews;
    const char *reconsidered = registerhead_cell(&book->head, row, REGISTER_RECONSIDERATION);
    const char *sued = registerhead_cell(&book->head, row, REGISTER_LAWSUIT);
    if (!is_nothing(reconsidered))
        take_review(reading, line, reconsidered, reviews->reconsideration);
    if (!is_nothing(sued))
        take_review(reading, line, sued,
                    is_nothing(reconsidered) ? reviews->direct_suit
                                             : reviews->suit_after_reconsideration);
}

/* Yuan with at most two decimals, as fen. */
static bool read_fee(const char *text, int64_t *fen)
{
    char digits[20];
    size_t n = 0;
    enum { MAX_YUAN = 1000000000 };
    for (; *text; text++) {
        if (*text == ',' || *text == ' ')
            continue;
        if (n == sizeof digits - 1)
            return false;
        digits[n++] = *text;
    }
    digits[n] = '\0';
    char *end;
    long long yuan = strtoll(digits, &end, 10);
    int cents = 0, scale = 10;
    if (end == digits || yuan < 0 || yuan > MAX_YUAN)
        return false;
    if (*end == '.')
        for (end++; isdigit((unsigned char)*end); end++, scale /= 10)
            cents += (*end - '0') * scale;
    if (strcmp(end, "元") == 0)
        end += strlen("元");
    *fen = yuan * 100 + cents;
    return !*end;
}

static void take_fee(struct reading *reading, const struct registerrow *row,
                     struct register_line *line)
{
    const char *text = registerhead_cell(&reading->book->head, row, REGISTER_FEE);
    if (!is_nothing(text) && !read_fee(text, &line->fee_fen))
        bad_line(reading, line, _("收费金额“%.*s”不是数"), quoted_bytes(text), text);
}

static void take_result(struct reading *reading, const struct registerrow *row,
                        struct register_line *line)
{
    const char *text = registerhead_cell(&reading->book->head, row, REGISTER_RESULT);
    uint32_t candidates = 0;
    /* 信息不存在办理记录 is an answer. */
    bool is_open =
        is_still_open(text) &&
        registerwords_find(reading->words, REGISTER_WORD_RESULT, text, &candidates) < 0 &&
        !candidates;
    line->result = -1;
    if (!is_open)
        line->result = find_word(reading, REGISTER_WORD_RESULT, text, line->line);
    if (is_open && line->answered.year)
        bad_line(reading, line, _("有答复日期，没有处理结果"));
    else if (!is_open && !line->answered.year && !reading->is_doubtful)
        bad_line(reading, line, _("有处理结果“%.*s”，没有答复日期"), quoted_bytes(text), text);
}

/* In Chinese in every language: it stands in files. */
static const char example[] = "示例";

static bool is_date(const char *text)
{
    struct date date;
    bool lacks_year;
    return registerwords_date(text, DATE_MIN_YEAR, &date, &lacks_year);
}

static bool begins_with_any(const char *text, const char *const *begins)
{
    struct strbuf folded = STRBUF_INIT; /* 合　计 */
    bool found = false;
    label_fold(text, &folded);
    for (const char *const *b = begins; *b && !found; b++)
        found = folded.len && strncmp(folded.data, *b, strlen(*b)) == 0;
    strbuf_release(&folded);
    return found;
}

/* The head once more, as on every printed page or sheet. */
static bool is_head_again(const struct registerrow *row)
{
    struct registerhead head;
    return registerhead_read(&head, row, NULL);
}

/* 合计, 制表人 and the like at the end, with whatever stands in the other columns; lines that were
 * numbered beforehand; heads; the template's examples. */
static bool is_no_request(const struct register_book *book, const struct registerrow *row)
{
    static const char *const begins[] = {"合计", "总计",   "小计", "共计", "累计", "制表", "填表",
                                         "审核", "负责人", "备注", "注",   "说明", NULL};
    const char *first = "";
    for (size_t i = 0; i < row->n_cells && !*first; i++)
        first = row->cells[i];
    if (strncmp(registerhead_cell(&book->head, row, REGISTER_NUMBER), example, strlen(example)) ==
        0)
        return true;
    const char *received = registerhead_cell(&book->head, row, REGISTER_RECEIVED);
    if (is_date(received))
        return false;
    if (begins_with_any(first, begins) || is_head_again(row))
        return true;
    return !*received && !*registerhead_cell(&book->head, row, REGISTER_APPLICANT) &&
           !*registerhead_cell(&book->head, row, REGISTER_RESULT) &&
           !*registerhead_cell(&book->head, row, REGISTER_ANSWERED);
}

static void take_line(struct reading *reading, const struct registerrow *row)
{
    struct register_book *book = reading->book;
    if (is_no_request(book, row))
        return;
    const char *number = registerhead_cell(&book->head, row, REGISTER_NUMBER);
    struct register_line line = {
        .line = row->line,
        .number =
            xmemdup0(number, utf8_clip_bytes(number, strlen(number), REGISTER_MAX_NUMBER_BYTES)),
        .column = -1};
    const char *applicant = registerhead_cell(&book->head, row, REGISTER_APPLICANT);
    reading->is_doubtful = false;
    take_dates(reading, row, &line);
    if (*applicant)
        line.column = find_word(reading, REGISTER_WORD_APPLICANT, applicant, row->line);
    else
        bad_line(reading, &line, _("没有申请人类型"));
    take_result(reading, row, &line);
    take_reviews(reading, row, &line);
    take_fee(reading, row, &line);
    line.is_counted = !reading->is_doubtful;
    GROW(book->lines, book->n_lines, book->lines_capacity);
    book->lines[book->n_lines++] = line;
}

static void keep_above(struct reading *reading, const struct registerrow *row)
{
    strbuf_clear(&reading->above_text);
    reading->above = (struct registerrow){.line = row->line, .n_cells = row->n_cells};
    for (size_t i = 0; i < row->n_cells; i++) {
        strbuf_add_str(&reading->above_text, row->cells[i]);
        strbuf_add_byte(&reading->above_text, '\0');
    }
    const char *text = reading->above_text.data;
    for (size_t i = 0; i < row->n_cells; i++, text += strlen(text) + 1)
        reading->above.cells[i] = text;
}

static bool take_row(void *context, const struct registerrow *row)
{
    enum { MAX_ROWS_ABOVE = 40 };
    struct reading *reading = context;
    if (reading->has_head) {
        take_line(reading, row);
        return true;
    }
    reading->has_head = registerhead_read(&reading->book->head, row,
                                          reading->above.n_cells ? &reading->above : NULL);
    if (!reading->has_head)
        keep_above(reading, row);
    return reading->has_head || row->line < MAX_ROWS_ABOVE;
}

/* ---- all lines together ---- */

struct numbered {
    const char *number;
    struct date received; /* where numbers begin anew with each month's sheet */
    size_t index;
};

static int compare_numbers(const struct numbered *a, const struct numbered *b)
{
    int order = strcmp(a->number, b->number);
    return order ? order : date_compare(a->received, b->received);
}

static int compare_numbered(const void *left, const void *right)
{
    const struct numbered *a = left, *b = right;
    int order = compare_numbers(a, b);
    return order ? order : a->index < b->index ? -1 : a->index > b->index;
}

static void find_doubles(struct register_book *book)
{
    struct numbered *list = xcalloc(book->n_lines + 1, sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < book->n_lines; i++)
        if (*book->lines[i].number)
            list[n++] = (struct numbered){
                book->lines[i].number,
                book->head.has_serial ? book->lines[i].received : (struct date){0}, i};
    qsort(list, n, sizeof *list, compare_numbered);
    for (size_t i = 1, first = 0; i < n; i++) {
        if (compare_numbers(&list[i], &list[first]) != 0) {
            first = i;
            continue;
        }
        struct register_line *line = &book->lines[list[i].index];
        add_problem(book, REGISTER_LINE, line, _("与第 %d 行的编号相同，同一件申请只能计一次"),
                    book->lines[list[first].index].line);
        line->is_counted = false;
    }
    free(list);
}

/* The year in which most requests were received; the one that is usually reported on where there
 * are none. */
static int usual_year(const struct register_book *book)
{
    enum { N_YEARS = DATE_MAX_YEAR - DATE_MIN_YEAR + 1 };
    size_t *n = xcalloc(N_YEARS, sizeof *n), most = 0;
    int year = newdraft_usual_year();
    for (size_t i = 0; i < book->n_lines; i++)
        if (book->lines[i].received.year)
            n[book->lines[i].received.year - DATE_MIN_YEAR]++;
    for (int y = 0; y < N_YEARS; y++) {
        if (n[y] > most) {
            most = n[y];
            year = y + DATE_MIN_YEAR;
        }
    }
    free(n);
    return year;
}

static void count_line(struct register_book *book, const struct form_table *table,
                       struct register_line *line)
{
    const struct form_identity *identity = table->identity;
    if (line->received.year > book->year) {
        add_problem(book, REGISTER_OUTSIDE, line, _("%d 年收到的，不在 %d 年里"),
                    line->received.year, book->year);
        line->is_counted = false;
        return;
    }
    if (line->answered.year && line->answered.year < book->year) {
        add_problem(book, REGISTER_OUTSIDE, line, _("%d 年已经答复，不在 %d 年里"),
                    line->answered.year, book->year);
        if (line->n_reviews)
            add_problem(book, REGISTER_NOTICE, line,
                        _("%d 年已经答复，它的复议、诉讼没有计入；在 %d 年里审结或者还没有审结的，"
                          "请加进表四"),
                        line->answered.year, book->year);
        line->is_counted = false;
        return;
    }
    line->in = line->received.year == book->year ? identity->left[0] : identity->left[1];
    line->out = line->answered.year == book->year ? line->result : identity->right[1];
    book->counts.requests[line->in][line->column]++;
    book->counts.requests[line->out][line->column]++;
    for (int i = 0; i < line->n_reviews; i++)
        book->counts.reviews[line->reviews[i]][line->outcomes[i]]++;
    book->fees_fen += line->fee_fen;
    book->n_fees += line->fee_fen > 0;
    book->n_counted++;
}

static int compare_problems(const void *left, const void *right)
{
    const struct register_problem *a = left, *b = right;
    return a->line < b->line ? -1 : a->line > b->line;
}

static void count_all(struct register_book *book, int year)
{
    const struct form_table *table =
        book->form->sections[registerwords_request_section(book->form)].table;
    book->year = year;
    book->has_reviews = book->head.places[REGISTER_RECONSIDERATION] >= 0 ||
                        book->head.places[REGISTER_LAWSUIT] >= 0;
    book->has_fees = book->head.places[REGISTER_FEE] >= 0;
    find_doubles(book);
    for (size_t i = 0; i < book->n_lines; i++)
        if (book->lines[i].is_counted)
            count_line(book, table, &book->lines[i]);
    if (book->n_problems)
        qsort(book->problems, book->n_problems, sizeof *book->problems, compare_problems);
}

bool register_read(struct register_book *book, const char *bytes, size_t len,
                   const struct register_options *options, struct err *err)
{
    *book = (struct register_book){.form = form_for_year(options->year)};
    struct reading reading = {.book = book,
                              .words = registerwords_new(book->form),
                              .answers = options->answers,
                              .usual_year = options->year ? options->year : newdraft_usual_year(),
                              .above_text = STRBUF_INIT};
    bool ok = registerrows_read(bytes, len, take_row, &reading, err);
    if (ok && !reading.has_head)
        ok = err_set(
            err,
            _("没有找到表头。台账的表头里要有“收到日期”“申请人类型”“处理结果”这几栏，可以先生成一份空白台账照着填。"));
    else if (ok && !book->n_lines)
        ok = err_set(err, _("表头在第 %d 行，它下面没有一件申请。"), book->head.line);
    /* The year that the register shows may have another form. */
    int year = ok && !options->year ? usual_year(book) : options->year;
    bool has_other_form = ok && form_for_year(year) != book->form;
    if (ok && !has_other_form)
        count_all(book, year);
    registerwords_free(reading.words);
    strbuf_release(&reading.above_text);
    if (!has_other_form)
        return ok;
    register_release(book);
    return register_read(book, bytes, len, &(struct register_options){year, options->answers}, err);
}

void register_release(struct register_book *book)
{
    for (size_t i = 0; i < book->n_lines; i++)
        free(book->lines[i].number);
    for (size_t i = 0; i < book->n_problems; i++)
        free(book->problems[i].text);
    for (size_t i = 0; i < book->n_wordings; i++)
        free(book->wordings[i].text);
    free(book->lines);
    free(book->problems);
    free(book->wordings);
    *book = (struct register_book){0};
}

bool register_is_clear(const struct register_book *book)
{
    return !book->n_bad && !book->n_wordings;
}

/* ---- cells ---- */

/* Is the row the target itself, or one that its sum adds up? */
static bool is_within(const struct form_table *table, int target, int row)
{
    return row == target || (table->sum && target == table->sum->target &&
                             row >= table->sum->first && row <= table->sum->last);
}

bool register_line_is_in(const struct register_book *book, const struct register_line *line,
                         struct cell cell)
{
    const struct form_table *table = book->form->sections[cell.section].table;
    bool any_column = table && cell.column == table->blocks[cell.block].total_column;
    if (!line->is_counted || !table)
        return false;
    if (cell.section == registerwords_request_section(book->form))
        return (any_column || line->column == cell.column) &&
               (is_within(table, cell.row, line->in) || is_within(table, cell.row, line->out));
    for (int i = 0; table->reviews && i < line->n_reviews; i++)
        if (line->reviews[i] == cell.row && (any_column || line->outcomes[i] == cell.column))
            return true;
    return false;
}

int64_t register_count(const struct register_book *book, struct cell cell)
{
    if (cell.section == registerwords_request_section(book->form))
        return book->counts.requests[cell.row][cell.column];
    if (book->has_reviews && cell.section == registerwords_review_section(book->form))
        return book->counts.reviews[cell.row][cell.column];
    return -1;
}

/* ---- the template ---- */

void register_add_template(struct strbuf *out)
{
    static const char *const lines[] = {
        "-1,2025-03-04,自然人,予以公开,2025-03-20,,,",
        "-2,2025-06-11,商业企业,（四）1,2025-07-02,维持,,",
        "-3,2025-12-22,律师事务所,,,,,",
    };
    for (int column = 0; column < REGISTER_N_COLUMNS; column++)
        strbuf_addf(out, "%s%s", column ? "," : "",
                    registerhead_name((enum register_column)column));
    strbuf_add_str(out, "\r\n");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        strbuf_addf(out, "%s%s\r\n", example, lines[i]);
}
