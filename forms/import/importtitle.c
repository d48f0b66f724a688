/* SPDX-License-Identifier: MIT */
#include "forms/import/importtitle.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/hanzi.h"
#include "forms/base/span.h"
#include "forms/form/label.h"
#include "forms/import/importfurniture.h"
#include "locale/blank.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"

enum {
    MAX_TITLE_LINES = 3,
    MAX_TITLE_BYTES = 240,
    MAX_TITLE_ITEMS = 400, /* the title stands among the first */
    MAX_UNIT_BYTES = 120,
};

/* ---- years ---- */

/* Four digits followed by 年, at text: the year and the length of all that; 0 if there is none. */
static int year_at(const char *text, size_t *len)
{
    int year = 0;
    const char *p = text;
    uint32_t c;
    for (int i = 0; i < 4; i++) {
        size_t n = utf8_decode(p, strnlen(p, UTF8_MAX_BYTES), &c);
        int digit = n ? hanzi_date_digit(c) : -1;
        if (digit < 0)
            return 0;
        year = year * 10 + digit;
        p += n;
    }
    while (*p == ' ')
        p++;
    if (strncmp(p, "年", strlen("年")) != 0 || year < 1990 || year > 2099)
        return 0;
    *len = (size_t)(p - text) + strlen("年");
    return year;
}

static const char *find_year(const char *text, int *year, size_t *len)
{
    for (; *text; text++)
        if (((unsigned char)*text & 0xC0) != 0x80 && (*year = year_at(text, len)) > 0)
            return text;
    *year = 0;
    return NULL;
}

/* The year in a title such as “2023 年度”, “二〇二三年”; 0: none. Any of 1990 to 2099. */
static int year_of(const char *text)
{
    int year;
    size_t len;
    find_year(text, &year, &len);
    return year;
}

static void without_blanks(const char *text, struct strbuf *out)
{
    for (size_t len = strlen(text), n; len; text += n, len -= n) {
        n = blank_prefix(text, len);
        if (n)
            continue;
        strbuf_add_byte(out, *text);
        n = 1;
    }
}

/* ---- one title ---- */

struct title {
    size_t first, last; /* items */
    int year;           /* 0: none */
    char *unit;
    bool is_official; /* ends as the form has it */
    bool year_first;
    char *text;
    int score;
};

static void title_release(struct title *title)
{
    free(title->unit);
    free(title->text);
    *title = (struct title){.text = NULL};
}

/* Takes a title apart: 机关 + 年度 + 政府信息公开工作年度报告, year first or not. */
static bool parse_plain_title(const char *text, struct title *title)
{
    static const char *const forbidden[] = {"，", "。", "；", "：", "、一", "根据", ",", ";"};
    const char *words = strstr(text, "政府信息公开");
    if (!words ||
        !(span_ends_with(span_all(text), "报告") || span_ends_with(span_all(text), "年报")) ||
        strlen(text) > MAX_TITLE_BYTES)
        return false;
    for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++)
        if (strstr(text, forbidden[i]))
            return false;
    for (const char *next; (next = strstr(words + 1, "政府信息公开")) != NULL;)
        words = next;
    const char *report = strstr(text, "报告");
    if (report && report < words) /* two titles, one below the other */
        return false;
    size_t year_len = 0;
    const char *year = find_year(text, &title->year, &year_len);
    struct strbuf unit = STRBUF_INIT;
    if (year && year < words) {
        const char *behind = year + year_len;
        if (strncmp(behind, "度", strlen("度")) == 0)
            behind += strlen("度");
        strbuf_add(&unit, text, (size_t)(year - text));
        strbuf_add(&unit, behind, (size_t)(words - behind));
        title->year_first = year == text && behind < words;
    } else {
        strbuf_add(&unit, text, (size_t)(words - text));
    }
    if (span_ends_with(span_all(unit.data), "关于"))
        strbuf_truncate(&unit, unit.len - strlen("关于"));
    /* “……人民政府信息公开工作年度报告”: 政府 stands there once for twice. */
    if (span_ends_with(span_all(unit.data), "人民"))
        strbuf_add_str(&unit, "政府");
    title->unit = strbuf_steal(&unit);
    title->is_official = strcmp(words, "政府信息公开工作年度报告") == 0;
    return true;
}

/* The same, with the year in brackets behind it perhaps. */
static bool parse_title(const char *text, struct title *title)
{
    const char *bracket = strstr(text, "（") ? strstr(text, "（") : strchr(text, '(');
    int year = bracket ? year_of(bracket) : 0;
    if (!year || !(span_ends_with(span_all(text), "）") || span_ends_with(span_all(text), ")")))
        return parse_plain_title(text, title);
    char *plain = xmemdup0(text, (size_t)(bracket - text));
    bool found = parse_plain_title(plain, title);
    free(plain);
    if (found && !title->year) {
        title->year = year;
        title->is_official = false;
    }
    return found;
}

/* Takes off what stands round a title in a list or a path of links. */
static void strip_marks(struct span *span)
{
    static const char *const marks[] = {"•", "●",  "■",  "◆",  "★",  "▪", "·", "○", "*", "-",
                                        "#", "《", "》", "【", "】", "[", "]", " ", NULL};
    span_skip(span, marks);
    span_chop(span, marks);
}

/* The title in a line that may be a path of links or a browser's title: 首页 > 公开 > ……,
 * ……_政府信息公开_某县人民政府. false: there is none. */
static bool parse_line(const char *line, struct title *title)
{
    static const char *const dividers[] = {">", "＞", "»", "›", "_", "|", " - ", NULL};
    struct strbuf text = STRBUF_INIT;
    bool found = false;
    while (*line && !found) {
        size_t len = 0, divider = 0;
        while (line[len] && !(divider = span_word_at(line + len, dividers)))
            len++;
        char *piece = xmemdup0(line, len);
        strbuf_clear(&text);
        without_blanks(piece, &text);
        free(piece);
        struct span span = {text.data, text.len};
        strip_marks(&span);
        char *plain = xmemdup0(span.at, span.len);
        found = parse_title(plain, title);
        if (found)
            title->text = plain;
        else
            free(plain);
        line += len + divider;
    }
    strbuf_release(&text);
    return found;
}

/* Does the text end as the name of an office does? */
static bool is_unit_name(const char *text)
{
    static const char *const ends[] = {
        "局", "委", "办", "府", "厅", "部", "院", "会", "处", "社",   "镇",   "乡",   "街道",
        "区", "县", "市", "省", "旗", "州", "盟", "所", "队", "站",   "团",   "馆",   "校",
        "署", "关", "台", "行", "库", "场", "室", "组", "段", "中心", "公司", "学院", NULL};
    struct span span = span_all(text);
    if (!span.len || span.len > MAX_UNIT_BYTES)
        return false;
    for (const char *const *end = ends; *end; end++)
        if (span_ends_with(span, *end))
            return true;
    return false;
}

/* ---- the title among the lines ---- */

/* A title that runs over several lines from item `first` on: the office above the rest of it, or
 * the year below. */
static bool parse_lines(const struct import_doc *doc, size_t first, struct title *title)
{
    struct strbuf text = STRBUF_INIT;
    size_t n_lines = 0;
    struct title found = {.text = NULL};
    for (size_t i = first;
         i < doc->n_items && n_lines < MAX_TITLE_LINES && text.len < MAX_TITLE_BYTES && !found.year;
         i++) {
        const char *cell = import_doc_only_cell(doc, &doc->items[i]);
        if (doc->items[i].n_cells == 0)
            continue;
        if (!cell || strlen(cell) > MAX_TITLE_BYTES)
            break;
        without_blanks(cell, &text);
        if (n_lines++ == 0 && !is_unit_name(text.data) && !strstr(text.data, "政府信息") &&
            !year_of(text.data))
            break;
        /* The year may be missing so far: it may stand on the next line, and so may the rest. */
        struct title next = {.first = first, .last = i};
        if (!parse_title(text.data, &next))
            continue;
        if (next.year || (*next.unit && !found.text)) {
            next.text = xstrdup(text.data);
            title_release(&found);
            found = next;
        } else {
            free(next.unit);
        }
    }
    strbuf_release(&text);
    *title = found;
    return found.text != NULL;
}

/* Where the report itself begins: its first heading. */
static size_t find_start(const struct import_doc *doc)
{
    static const char *const starts[] = {"一、", "一.", "一．", "第一部分", NULL};
    enum { MAX_HEADING_BYTES = 60 };
    for (size_t i = 0; i < doc->n_items; i++) {
        const char *cell = import_doc_only_cell(doc, &doc->items[i]);
        if (cell && strlen(cell) <= MAX_HEADING_BYTES && span_word_at(cell, starts) &&
            !strstr(cell, "，"))
            return i;
    }
    return doc->n_items;
}

/* The year that the statistical period names: the first “N 年 1 月 1 日”. */
static int period_year(const struct import_doc *doc, int *line)
{
    struct strbuf text = STRBUF_INIT;
    int found = 0;
    for (size_t i = 0; i < doc->n_items && !found; i++) {
        strbuf_clear(&text);
        import_doc_join(doc, &doc->items[i], "", &text);
        struct strbuf plain = STRBUF_INIT;
        without_blanks(text.data, &plain);
        size_t len;
        for (const char *p = plain.data; (p = find_year(p, &found, &len)) != NULL; p++) {
            if (strncmp(p + len, "1月1日", strlen("1月1日")) == 0) {
                *line = doc->items[i].line;
                break;
            }
            found = 0;
        }
        strbuf_release(&plain);
    }
    strbuf_release(&text);
    return found;
}

static int score_of(const struct title *title, bool is_heading, int period)
{
    return 8 * (title->year > 0) + 4 * (*title->unit != '\0') + 2 * title->is_official +
           3 * is_heading + (title->first == title->last) +
           (period && title->year ? (title->year == period ? 6 : -6) : 0);
}

/* Keeps the better of two titles; of equals the one nearer to the report. */
static void keep_better(struct title *best, struct title *title)
{
    if (best->text && best->score > title->score) {
        title_release(title);
    } else {
        title_release(best);
        *best = *title;
    }
}

/* The title above the report; false: there is none. Links to the reports of other years may stand
 * there, too. */
static bool find_title(const struct import_doc *doc, struct title *best)
{
    size_t end = find_start(doc);
    int line, period = period_year(doc, &line);
    *best = (struct title){.text = NULL};
    for (size_t i = 0; i < end && i < MAX_TITLE_ITEMS; i++) {
        const char *cell = import_doc_only_cell(doc, &doc->items[i]);
        struct title title = {.first = i, .last = i};
        if (!cell || strlen(cell) > 2 * MAX_TITLE_BYTES)
            continue;
        bool is_whole = parse_line(cell, &title) && title.year && *title.unit;
        if (title.text) {
            title.score = score_of(&title, doc->items[i].is_heading, period);
            keep_better(best, &title);
        }
        if (!is_whole && !importfurniture_is_line(cell) && parse_lines(doc, i, &title)) {
            title.score = score_of(&title, doc->items[i].is_heading, period);
            keep_better(best, &title);
        }
    }
    return best->text != NULL;
}

int importtitle_year(const struct import_doc *doc)
{
    struct title title;
    int line, year = 0;
    if (find_title(doc, &title))
        year = title.year;
    title_release(&title);
    return year ? year : period_year(doc, &line);
}

/* ---- what the text says where the title does not ---- */

/* The first year that a sentence begins with or that is the year of a whole: 2024年，…, 2024年度.
 */
static int text_year(const struct import_doc *doc, int *line)
{
    static const char *const behind[] = {"，", ",", "度", "全", "以来", NULL};
    for (size_t i = 0; i < doc->n_items; i++) {
        const char *cell = import_doc_only_cell(doc, &doc->items[i]);
        int year;
        size_t len;
        for (const char *p = cell; p && (p = find_year(p, &year, &len)) != NULL; p += len) {
            if (span_word_at(p + len, behind)) {
                *line = doc->items[i].line;
                return year;
            }
        }
    }
    return 0;
}

/* The office in 现公布某局2024年政府信息公开工作年度报告 or in 本报告由某局编制; NULL. The caller
 * frees it. */
static char *unit_in_sentence(const char *text)
{
    static const char *const openings[] = {"现公布", "现将", "现发布", "公布", "由", NULL};
    for (const char *const *opening = openings; *opening; opening++) {
        for (const char *p = text; (p = strstr(p, *opening)) != NULL;) {
            p += strlen(*opening);
            int year;
            size_t year_len;
            const char *year_at_ = find_year(p, &year, &year_len);
            const char *end = strcmp(*opening, "由") == 0 ? strstr(p, "编制") : year_at_;
            if (!end || end - p > MAX_UNIT_BYTES || end == p)
                continue;
            char *unit = xmemdup0(p, (size_t)(end - p));
            if (is_unit_name(unit) && !strstr(unit, "，") && !strstr(unit, "。") &&
                !strstr(unit, "本"))
                return unit;
            free(unit);
        }
    }
    return NULL;
}

/* The office that the text before the report or the data of the page name; NULL. */
static char *find_unit(const struct import_doc *doc, int *line)
{
    static const char *const labels[] = {"发布机构", "发布单位", "公开机构", "编制单位",
                                         "信息来源", "来源",     NULL};
    char *unit = NULL;
    size_t end = find_start(doc);
    for (size_t i = 0; i < end && !unit; i++) {
        struct strbuf joined = STRBUF_INIT, text = STRBUF_INIT;
        import_doc_join(doc, &doc->items[i], "", &joined);
        without_blanks(joined.data, &text);
        unit = unit_in_sentence(text.data);
        strbuf_release(&joined);
        strbuf_release(&text);
        *line = doc->items[i].line;
    }
    for (const char *const *label = labels; *label && !unit; label++) {
        for (size_t i = 0; i < end && !unit; i++) {
            *line = doc->items[i].line;
            unit = importfurniture_value(doc, &doc->items[i], *label);
            if (unit && !is_unit_name(unit)) {
                free(unit);
                unit = NULL;
            }
        }
    }
    return unit;
}

static void set_year(struct draft *draft, int year)
{
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(&text, "%d", year);
    draft_set(draft, draft_cover_field(draft, COVER_REPORT_YEAR), text.data);
    strbuf_release(&text);
}

static void take_year(const struct import_doc *doc, int year, struct draft *draft,
                      struct import_notes *notes)
{
    int line = 0;
    struct strbuf text = STRBUF_INIT;
    if (!year && (year = period_year(doc, &line)) > 0)
        strbuf_addf(&text, _("标题里没有年份，%d 年取自第 %d 行的统计期限"), year, line);
    else if (!year && (year = text_year(doc, &line)) > 0)
        strbuf_addf(&text, _("标题里没有年份，%d 年取自第 %d 行的正文"), year, line);
    else if (!year)
        strbuf_add_str(&text, _("标题和正文里都没有找到报告年度"));
    if (year)
        set_year(draft, year);
    if (text.len)
        import_note_add(notes, line, "I-YEAR", "report.year", xstrdup(text.data));
    strbuf_release(&text);
}

static void take_unit(const struct import_doc *doc, struct draft *draft, struct import_notes *notes)
{
    int field = draft_cover_field(draft, COVER_UNIT), line = 0;
    char *unit = *draft_text(draft, field) ? NULL : find_unit(doc, &line);
    if (!unit)
        return;
    struct strbuf note = STRBUF_INIT;
    draft_set(draft, field, unit);
    strbuf_addf(&note, _("机关名称“%s”取自第 %d 行，请核对。"), unit, line);
    import_note_add(notes, line, NULL, NULL, strbuf_steal(&note));
    free(unit);
}

/* A blank between two 汉字 of 政府信息公开工作年度报告, on a title of one line. */
static bool has_blank_in_words(const char *cell)
{
    const char *p = cell ? strstr(cell, "政府信息") : NULL;
    for (; p && *p; p++) {
        size_t n = strspn(p, " ");
        if (n && (unsigned char)p[n] >= 0xE4 && (unsigned char)p[n] <= 0xE9 &&
            (unsigned char)p[-1] >= 0x80)
            return true;
    }
    return false;
}

/* A web page often has the title twice: above the report and as its first line. */
static void drop_repeated_title(struct import_doc *doc, size_t first, const char *title)
{
    for (size_t i = first; i < doc->n_items && i < first + MAX_TITLE_ITEMS; i++) {
        const char *cell = import_doc_only_cell(doc, &doc->items[i]);
        struct strbuf text = STRBUF_INIT;
        if (cell && strlen(cell) <= MAX_TITLE_BYTES)
            without_blanks(cell, &text);
        if (text.len && strcmp(text.data, title) == 0)
            doc->items[i].used = true;
        strbuf_release(&text);
    }
}

static void note_title(const struct import_doc *doc, const struct title *title,
                       struct import_notes *notes)
{
    int line = doc->items[title->first].line;
    struct strbuf note = STRBUF_INIT;
    if (!title->is_official) {
        import_note_add(notes, line, "P-TITLE", "report.unit", xstrdup(title->text));
    } else if (title->year_first) {
        strbuf_addf(&note, _("第 %d 行的标题“%s”把年份放在机关名称前面，打印时机关名称在前。"),
                    line, title->text);
        import_note_add(notes, line, NULL, NULL, strbuf_steal(&note));
    }
    const char *cell = import_doc_only_cell(doc, &doc->items[title->first]);
    if (title->first == title->last && has_blank_in_words(cell)) {
        strbuf_addf(&note, _("标题“%s”的字中间夹了空格，打印时没有"), cell);
        import_note_add(notes, line, "P-PUNCT", "report.unit", strbuf_steal(&note));
    }
}

void importtitle_read(struct import_doc *doc, struct draft *draft, struct import_notes *notes)
{
    struct title title, named = {.text = NULL};
    bool is_found = find_title(doc, &title);
    /* What the page calls itself. */
    if (doc->page_title.len && (!is_found || !title.year || !*title.unit))
        parse_line(doc->page_title.data, &named);
    int year = is_found && title.year ? title.year : named.year;
    const char *unit = is_found && *title.unit ? title.unit : named.unit;
    if (unit)
        draft_set(draft, draft_cover_field(draft, COVER_UNIT), unit);
    if (is_found) {
        note_title(doc, &title, notes);
        for (size_t i = title.first; i <= title.last; i++)
            doc->items[i].used = true;
        drop_repeated_title(doc, title.last + 1, title.text);
    } else {
        import_note_add(notes, 0, "P-TITLE", "report.unit", xstrdup(""));
    }
    take_unit(doc, draft, notes);
    take_year(doc, year, draft, notes);
    title_release(&title);
    title_release(&named);
}
