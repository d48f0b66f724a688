/* SPDX-License-Identifier: MIT */
#include "forms/import/importvalue.h"

#include <string.h>

#include "forms/base/hanzi.h"
#include "forms/base/span.h"
#include "forms/form/value.h"
#include "locale/blank.h"
#include "locale/utf8.h"

/* The text with full-width ASCII as plain and without blanks. */
static void narrow(const char *text, struct strbuf *out)
{
    size_t len = strlen(text), n;
    for (size_t i = 0; i < len; i += n ? n : 1) {
        uint32_t c;
        n = utf8_decode(text + i, len - i, &c);
        if (!n || blank_is(c))
            continue;
        if (c >= 0xFF01 && c <= 0xFF5E)
            c -= 0xFEE0;
        char bytes[UTF8_MAX_BYTES];
        strbuf_add(out, bytes, utf8_encode(c, bytes));
    }
}

static bool is_not_applicable(const char *text)
{
    static const char *const words[] = {"/", "\\", "-", "--", "---",    "—",   "——", "–",
                                        "―", "−",  "─", "无", "不适用", "N/A", "n/a"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    return false;
}

/* Length of the number at the front: sign, digits with thousands separators, decimals. */
static size_t number_len(const char *text)
{
    size_t len = *text == '-' || *text == '+', digits = strspn(text + len, "0123456789");
    if (digits == 0)
        return 0;
    len += digits;
    while (digits <= 3 && text[len] == ',' && strspn(text + len + 1, "0123456789") == 3)
        len += 4;
    if (text[len] == '.' && strspn(text + len + 1, "0123456789") > 0)
        len += 1 + strspn(text + len + 1, "0123456789");
    return len;
}

static size_t unit_len(const char *text)
{
    static const char *const units[] = {"万元", "元", "件", "项",   "个",
                                        "次",   "宗", "条", "亿元", "起"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strncmp(text, units[i], strlen(units[i])) == 0)
            return strlen(units[i]);
    return 0;
}

/* A remark in brackets, up to the end of the text: its inside. */
static const char *remark_of(const char *text, size_t *len)
{
    bool wide = strncmp(text, "（", strlen("（")) == 0;
    if (!wide && *text != '(')
        return NULL;
    const char *start = text + (wide ? strlen("（") : 1);
    size_t rest = strlen(start), close = strlen("）");
    if (rest > close && strcmp(start + rest - close, "）") == 0)
        *len = rest - close;
    else if (rest > 1 && start[rest - 1] == ')')
        *len = rest - 1;
    else
        return NULL;
    return start;
}

/* A remark without brackets behind a number: 3 其中修订1件. */
static bool is_bare_remark(const char *text)
{
    static const char *const words[] = {"其中", "含",  "包括", "包含", "均为",
                                        "均系", "注:", "备注", "另",   NULL};
    return span_word_at(text, words) > 0;
}

/* Two numbers with a blank between them are two numbers. */
static bool has_divided_digits(const char *text)
{
    for (const char *p = text; (p = strpbrk(p, "0123456789")) != NULL;) {
        p += strspn(p, "0123456789.");
        size_t blanks = strspn(p, " \t");
        if (blanks && strchr("0123456789", p[blanks]) && p[blanks])
            return true;
    }
    return false;
}

bool importvalue_is(const char *text)
{
    enum { MAX_BYTES = 120 };
    if (!*text || strlen(text) > MAX_BYTES || has_divided_digits(text))
        return false;
    struct strbuf plain = STRBUF_INIT;
    narrow(text, &plain);
    size_t n = number_len(plain.data), remark_len;
    n += n ? unit_len(plain.data + n) : 0;
    bool is_value = is_not_applicable(plain.data) ||
                    (n > 0 && (plain.data[n] == '\0' || remark_of(plain.data + n, &remark_len) ||
                               is_bare_remark(plain.data + n)));
    strbuf_release(&plain);
    return is_value;
}

/* Digits, O for 0 among them perhaps, or numerals alone: 1O, 十二; at least two numerals. */
static bool is_odd_number(const char *text, size_t len)
{
    size_t n_digits = 0, n_numerals = 0, n_o = 0;
    uint32_t c;
    for (size_t i = 0, n; i < len; i += n) {
        n = utf8_decode(text + i, len - i, &c);
        if (!n)
            return false;
        if (c == 'O' || c == 'o' || c == 0x25CB || c == 0x3007 || c == 0xFF2F)
            n_o++;
        else if ((c >= '0' && c <= '9') || c == '.' || c == ',')
            n_digits++;
        else if (hanzi_digit(c) >= 0 || hanzi_power(c))
            n_numerals++;
        else
            return false;
    }
    return n_digits || (n_o && !n_numerals) || n_numerals + n_o >= 2;
}

bool importvalue_is_odd(const char *text)
{
    enum { MAX_BYTES = 40 };
    static const char *const whole[] = {"无变化", "不变",   "没有", "未统计", "暂无",
                                        "同上",   "无数据", "空",   "未发生", NULL};
    static const char *const before[] = {"减少", "增加", "上升", "下降", "大约", "减", "增",
                                         "约",   "近",   "超",   "逾",   "共",   "计", NULL};
    static const char *const after[] = {"万", "亿", "余", "多", "左右", "以上", "件",
                                        "项", "个", "次", "宗", "条",   "起",   "元",
                                        "、", "。", "，", ",",  ".",    NULL};
    struct strbuf plain = STRBUF_INIT;
    bool is_odd = false;
    if (*text && strlen(text) <= MAX_BYTES) {
        narrow(text, &plain);
        struct span span = {plain.data, plain.len};
        size_t len = span_word_at(plain.data, whole);
        is_odd = len && len == plain.len;
        span_skip(&span, before);
        span_chop(&span, after);
        is_odd |= span.len && is_odd_number(span.at, span.len);
    }
    strbuf_release(&plain);
    return is_odd;
}

enum import_value_change import_value_clean(enum cell_kind kind, const char *text,
                                            struct strbuf *out, struct strbuf *remark)
{
    enum import_value_change change = IMPORT_VALUE_AS_IS;
    struct strbuf plain = STRBUF_INIT, number = STRBUF_INIT;
    narrow(text, &plain);
    size_t n = number_len(plain.data), remark_len = 0;
    if (is_not_applicable(plain.data)) {
        strbuf_add_str(out, "/");
        change = strcmp(text, "/") == 0 ? IMPORT_VALUE_AS_IS : IMPORT_VALUE_SLASH;
    } else if (kind == CELL_MONEY || n == 0 || has_divided_digits(text)) {
        strbuf_add_str(out, text);
    } else {
        for (size_t i = *plain.data == '+'; i < n; i++)
            if (plain.data[i] != ',')
                strbuf_add_byte(&number, plain.data[i]);
        const char *behind = remark_of(plain.data + n, &remark_len);
        if (!behind && is_bare_remark(plain.data + n)) {
            behind = plain.data + n;
            remark_len = plain.len - n;
        }
        bool is_whole = plain.data[n] == '\0' || behind;
        if (is_whole && value_of(kind, number.data).kind == VALUE_NUMBER) {
            strbuf_add(out, number.data, number.len);
            if (behind)
                strbuf_add(remark, behind, remark_len);
            else if (strcmp(number.data, text) != 0)
                change = IMPORT_VALUE_DIGITS;
        } else {
            strbuf_add_str(out, text);
        }
    }
    strbuf_release(&plain);
    strbuf_release(&number);
    return change;
}
