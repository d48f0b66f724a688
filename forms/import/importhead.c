/* SPDX-License-Identifier: MIT */
#include "forms/import/importhead.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/date.h"
#include "forms/base/hanzi.h"
#include "forms/base/span.h"
#include "forms/form/label.h"
#include "locale/blank.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"

enum {
    MAX_TITLE_LINES = 3,
    MAX_TITLE_BYTES = 240,
    MAX_TITLE_ITEMS = 40, /* the title stands among the first */
    MAX_SIGNATURE_BYTES = 120,
};

/* Four digits followed by 年, at text: the year and the length of all that; 0 if there is none. */
static int year_at(const char *text, size_t *len)
{
    int year = 0;
    const char *p = text;
    uint32_t c;
    for (int i = 0; i < 4; i++) {
        size_t n = utf8_decode(p, strlen(p), &c);
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

/* ---- the title ---- */

struct title {
    size_t first, last; /* items */
    int year;
    char *unit;
    bool is_official; /* ends as the form has it */
    bool year_first;
    char *text;
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

/* The title and its items; false: there is none before the first section. A line above it may be
 * the unit, or be drawn into it only: the title that reads better is taken. */
static bool find_title(const struct import_doc *doc, struct title *title)
{
    size_t n_seen = 0;
    for (size_t i = 0; i < doc->n_items && n_seen < MAX_TITLE_ITEMS; i++) {
        if (doc->items[i].n_cells == 0)
            continue;
        n_seen++;
        struct strbuf text = STRBUF_INIT;
        size_t n_lines = 0;
        struct title found = {.text =
                                  NULL}; /* a title without a year: it may stand on the next line */
        for (size_t j = i;
             j < doc->n_items && n_lines < MAX_TITLE_LINES && text.len < MAX_TITLE_BYTES; j++) {
            const char *cell = import_doc_only_cell(doc, &doc->items[j]);
            if (doc->items[j].n_cells == 0)
                continue;
            if (!cell || strlen(cell) > MAX_TITLE_BYTES)
                break;
            n_lines++;
            without_blanks(cell, &text);
            /* With the year missing on this line the next one may still be part of the title, and
             * so may its end. */
            *title = (struct title){.first = i, .last = j};
            if (!parse_title(text.data, title))
                continue;
            if (title->year || (*title->unit && !found.text)) {
                title->text = xstrdup(text.data);
                title_release(&found);
                found = *title;
            } else {
                free(title->unit);
            }
            if (found.year)
                break;
        }
        strbuf_release(&text);
        if (found.text) {
            *title = found;
            return true;
        }
    }
    return false;
}

/* A title of several lines is found from its first line on, which may be one too many: 正文 above
 * it. */
static void drop_page_words(char *unit)
{
    static const char *const words[] = {"正文", "首页", "打印", "返回"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strncmp(unit, words[i], strlen(words[i])) == 0)
            memmove(unit, unit + strlen(words[i]), strlen(unit + strlen(words[i])) + 1);
}

int importhead_title_year(const struct import_doc *doc)
{
    struct title title;
    if (!find_title(doc, &title))
        return 0;
    int year = title.year;
    title_release(&title);
    return year;
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

static void set_year(struct draft *draft, int year)
{
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(&text, "%d", year);
    draft_set(draft, draft_cover_field(draft, COVER_REPORT_YEAR), text.data);
    strbuf_release(&text);
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

void importhead_title(struct import_doc *doc, struct draft *draft, struct import_notes *notes)
{
    struct title title;
    int line = 0, year = 0;
    if (!find_title(doc, &title)) {
        import_note_add(notes, 0, "P-TITLE", "report.unit", xstrdup(""));
    } else {
        drop_page_words(title.unit);
        draft_set(draft, draft_cover_field(draft, COVER_UNIT), title.unit);
        year = title.year;
        line = doc->items[title.first].line;
        if (!title.is_official) {
            import_note_add(notes, line, "P-TITLE", "report.unit", xstrdup(title.text));
        } else if (title.year_first) {
            struct strbuf note = STRBUF_INIT;
            strbuf_addf(&note, _("第 %d 行的标题“%s”把年份放在机关名称前面，打印时机关名称在前。"),
                        line, title.text);
            import_note_add(notes, line, NULL, NULL, strbuf_steal(&note));
        }
        if (title.first == title.last &&
            has_blank_in_words(import_doc_only_cell(doc, &doc->items[title.first]))) {
            struct strbuf text = STRBUF_INIT;
            strbuf_addf(&text, _("标题“%s”的字中间夹了空格，打印时没有"),
                        import_doc_only_cell(doc, &doc->items[title.first]));
            import_note_add(notes, line, "P-PUNCT", "report.unit", strbuf_steal(&text));
        }
        for (size_t i = title.first; i <= title.last; i++)
            doc->items[i].used = true;
        drop_repeated_title(doc, title.last + 1, title.text);
        title_release(&title);
    }
    if (year) {
        set_year(draft, year);
    } else if ((year = period_year(doc, &line)) > 0) {
        struct strbuf text = STRBUF_INIT;
        strbuf_addf(&text, _("标题里没有年份，%d 年取自第 %d 行的统计期限"), year, line);
        import_note_add(notes, line, "I-YEAR", "report.year", strbuf_steal(&text));
        set_year(draft, year);
    } else {
        import_note_add(notes, 0, "I-YEAR", "report.year",
                        xstrdup(_("标题和正文里都没有找到报告年度")));
    }
}

/* ---- what a web page puts round a report ---- */

static bool is_page_line(const char *text)
{
    static const char *const whole[] = {"正文",     "打印",     "关闭",
                                        "返回",     "分享",     "首页",
                                        "打印本页", "关闭窗口", "扫一扫在手机打开当前页",
                                        "目录"};
    static const char *const beginnings[] = {
        "发布日期", "发布时间",   "发文日期", "信息来源", "来源",     "作者",   "字号",
        "浏览次数", "信息分类",   "成文日期", "发布文号", "主题分类", "文号",   "有效性",
        "信息名称", "生成日期",   "公开方式", "公开范围", "点击数",   "点击率", "索引号",
        "发布机构", "访问次数",   "阅读次数", "当前位置", "责任编辑", "上一篇", "下一篇",
        "版权所有", "网站标识码", "主办单位", "承办单位", "技术支持", "分享到"};
    enum { MAX_BYTES = 150 };
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        if (strcmp(text, whole[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        size_t len = strlen(beginnings[i]);
        if (strncmp(text, beginnings[i], len) == 0 && strlen(text) <= MAX_BYTES &&
            !strstr(text, "。") &&
            (strncmp(text + len, "：", strlen("：")) == 0 || text[len] == ':'))
            return true;
    }
    return false;
}

static bool is_page_item(const struct import_doc *doc, const struct import_item *item)
{
    bool any = false;
    for (size_t i = 0; i < item->n_cells; i++) {
        const char *cell = import_doc_cell(doc, item, i);
        if (*cell && !is_page_line(cell))
            return false;
        any = any || *cell;
    }
    return any;
}

void importhead_page_lines(struct import_doc *doc, const struct form *form,
                           struct import_notes *notes)
{
    for (size_t i = 0; i < doc->n_items; i++) {
        struct import_item *item = &doc->items[i];
        bool is_outside = item->section == 0 || item->section == form->n_sections - 1;
        if (item->used || !is_outside || !is_page_item(doc, item))
            continue;
        struct strbuf text = STRBUF_INIT, note = STRBUF_INIT;
        import_doc_join(doc, item, " ", &text);
        strbuf_addf(&note, _("第 %d 行“%s”是网页上的信息，没有放进正文。"), item->line, text.data);
        import_note_add(notes, item->line, NULL, NULL, strbuf_steal(&note));
        strbuf_release(&text);
        item->used = true;
    }
}

/* ---- the signature ---- */

void importhead_signature(struct import_doc *doc, struct draft *draft, struct import_notes *notes)
{
    size_t i = doc->n_items;
    while (i > 0 && (doc->items[i - 1].n_cells == 0 || doc->items[i - 1].used))
        i--;
    struct date date;
    if (i == 0)
        return;
    struct import_item *last = &doc->items[i - 1];
    const char *text = import_doc_only_cell(doc, last);
    if (!text || strlen(text) > MAX_SIGNATURE_BYTES || !date_parse(text, &date, NULL))
        return;
    struct strbuf iso = STRBUF_INIT;
    date_add_iso(&iso, date);
    last->used = true;
    draft_set(draft, draft_cover_field(draft, COVER_SIGNED), iso.data);
    strbuf_release(&iso);
    while (i > 1 && doc->items[i - 2].n_cells == 0)
        i--;
    if (i < 2)
        return;
    struct import_item *unit = &doc->items[i - 2];
    text = import_doc_only_cell(doc, unit);
    if (!text || unit->used || strlen(text) > MAX_SIGNATURE_BYTES || unit->section != last->section)
        return;
    int field = draft_cover_field(draft, COVER_UNIT);
    if (label_same_words(text, draft_text(draft, field))) {
        unit->used = true;
    } else if (!*draft_text(draft, field) && !strstr(text, "。")) {
        draft_set(draft, field, text);
        unit->used = true;
        struct strbuf note = STRBUF_INIT;
        strbuf_addf(&note, _("机关名称取自第 %d 行的落款，请核对。"), unit->line);
        import_note_add(notes, unit->line, NULL, NULL, strbuf_steal(&note));
    }
}
