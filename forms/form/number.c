/* SPDX-License-Identifier: MIT */
#include "forms/form/number.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/decimal.h"
#include "locale/blank.h"
#include "locale/message.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"

#define DIGITS "0123456789"

/* What typed characters mean. The full stop 。 is what the key of the dot gives while an input
 * method is on. */
enum sign {
    SIGN_DIGIT,
    SIGN_DOT,
    SIGN_PLUS,
    SIGN_MINUS,
    SIGN_SLASH,
    SIGN_BLANK,
    SIGN_COMMA,
    SIGN_OTHER
};
static const char ascii[] = {
    [SIGN_DOT] = '.',   [SIGN_PLUS] = '+',  [SIGN_MINUS] = '-',
    [SIGN_SLASH] = '/', [SIGN_BLANK] = ' ', [SIGN_COMMA] = ',',
};

static enum sign sign_of(uint32_t c)
{
    static const struct {
        uint32_t c;
        enum sign sign;
    } signs[] = {
        {'.', SIGN_DOT},     {0xFF0E, SIGN_DOT},   {0x3002, SIGN_DOT},   {'+', SIGN_PLUS},
        {0xFF0B, SIGN_PLUS}, {'-', SIGN_MINUS},    {0xFF0D, SIGN_MINUS}, {0x2212, SIGN_MINUS},
        {'/', SIGN_SLASH},   {0xFF0F, SIGN_SLASH}, {' ', SIGN_BLANK},    {'\t', SIGN_BLANK},
        {0xA0, SIGN_BLANK},  {0x3000, SIGN_BLANK}, {',', SIGN_COMMA},    {0xFF0C, SIGN_COMMA},
    };
    if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19))
        return SIGN_DIGIT;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (signs[i].c == c)
            return signs[i].sign;
    return SIGN_OTHER;
}

/* What is typed by mistake, each with what to do instead. */
static const struct {
    const char *chars, *objection;
} mistakes[] = {
    {"、", N_("数字里不要写顿号，千位可以用逗号隔开，例如 1,234")},
    {"十百千万亿拾佰仟萬億", N_("请把数字写全，不写十、百、千、万、亿（1万写成 10000）")},
    {"零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖", N_("请用阿拉伯数字，不用汉字数字")},
    {"件个项条次份起宗人名元角分", N_("只填数字，不写“件”“元”等单位")},
    {"—–─无", N_("没有请填 0，不适用请填 /")},
    {"%％‰", N_("这里填数量，不填百分比")},
};

static const char *objection_to(enum cell_kind kind, uint32_t c, enum sign sign)
{
    switch (sign) {
    case SIGN_DOT: return kind == CELL_AMOUNT ? NULL : _("这里填整数，不能有小数");
    case SIGN_MINUS: return kind == CELL_CHANGE ? NULL : _("不能是负数；没有请填 0，不适用请填 /");
    case SIGN_OTHER: break;
    default: return NULL;
    }
    char bytes[UTF8_MAX_BYTES + 1] = "";
    size_t len = utf8_encode(c, bytes);
    for (size_t i = 0; len && i < sizeof mistakes / sizeof mistakes[0]; i++)
        if (strstr(mistakes[i].chars, bytes)) {
            /* In an amount the unit of the column is 万元 already. */
            if (kind == CELL_AMOUNT && strcmp(bytes, "万") == 0)
                return _("单位已经是万元，只填数字");
            return message_get(mistakes[i].objection);
        }
    return _("这里只能填数字（不适用填 /）");
}

/* The text in ASCII, with digits, . , + - / and single characters for blanks; false where a
 * character has no place in such a cell. */
static bool add_ascii(enum cell_kind kind, const char *text, size_t len, struct strbuf *out,
                      struct err *err)
{
    uint32_t c;
    for (size_t pos = 0, n; (n = utf8_decode(text + pos, len - pos, &c)) > 0; pos += n) {
        enum sign sign = sign_of(c);
        const char *objection = objection_to(kind, c, sign);
        if (objection)
            return err_set(err, "%s", objection);
        strbuf_add_byte(out, sign == SIGN_DIGIT ? (char)('0' + (c & 0xF)) : ascii[sign]);
    }
    return true;
}

/* Appends the digits before the dot and steps behind them; false where commas stand elsewhere than
 * between thousands. */
static bool read_whole(const char **at, struct strbuf *digits)
{
    size_t n = strspn(*at, DIGITS), n_first = n;
    strbuf_add(digits, *at, n);
    for (*at += n; **at == ','; *at += n) {
        ++*at;
        n = strspn(*at, DIGITS);
        if (n != 3 || n_first < 1 || n_first > 3)
            return false;
        strbuf_add(digits, *at, n);
    }
    return true;
}

/* Reads the digits at *at, with commas between thousands, with a dot where the cell takes one, as a
 * decimal: 007 as 7, .5 as 0.5, 5. as 5, 1,234 as 1234. */
static bool read_term(const char **at, struct strbuf *term, struct err *err)
{
    strbuf_clear(term);
    if (!read_whole(at, term))
        return err_set(err, "%s", _("逗号只能隔开千位，后面要有三位数，例如 1,234"));
    size_t n_whole = term->len, n_fraction = 0, n_zeros = 0;
    const char *end = *at;
    if (*end == '.') {
        n_fraction = strspn(end + 1, DIGITS);
        end += 1 + n_fraction;
    }
    if (n_whole + n_fraction == 0)
        return err_set(err, "%s", _("这里缺一个数；加号前后都要有数，例如 12+5+3"));
    if (*end == '.')
        return err_set(err, "%s", _("一个数里只能有一个小数点"));
    if (*end == ',')
        return err_set(err, "%s", _("小数点后面不能有逗号"));
    while (n_zeros + 1 < n_whole && term->data[n_zeros] == '0')
        n_zeros++;
    strbuf_splice(term, 0, n_zeros, NULL, 0);
    if (!n_whole)
        strbuf_add_byte(term, '0');
    if (n_fraction)
        strbuf_addf(term, ".%.*s", (int)n_fraction, end - n_fraction);
    *at = end + strspn(end, " ");
    if (**at && **at != '+' && **at != '-')
        return err_set(err, "%s", _("数字中间不能有空格；几个数相加请写加号，例如 12+5"));
    return true;
}

static bool too_large(struct err *err) { return err_set(err, "%s", _("数太大了，请核对位数")); }

/* Adds the decimal to the one in sum. */
static bool add_to(struct strbuf *sum, const char *decimal)
{
    struct strbuf result = STRBUF_INIT;
    bool ok = decimal_is_valid(decimal) && decimal_add(&result, sum->data, decimal);
    if (ok) {
        strbuf_release(sum);
        *sum = result;
    }
    return ok;
}

/* The value of terms with + and - (which only a change can have) between them, appended to out. */
static bool add_sum(enum cell_kind kind, const char *at, struct strbuf *out, struct err *err)
{
    struct strbuf term = STRBUF_INIT,
                  sums[2] = {STRBUF_INIT,
                             STRBUF_INIT}; /* of what is added and what is taken away */
    size_t start = out->len;
    bool ok = false, is_first = true;
    strbuf_add_str(&sums[0], "0");
    strbuf_add_str(&sums[1], "0");
    for (; *at || is_first; is_first = false) {
        bool is_minus = *at == '-';
        if (!is_first || kind == CELL_CHANGE)
            at += *at == '+' || is_minus;
        at += strspn(at, " ");
        if (!read_term(&at, &term, err))
            goto out;
        if (!add_to(&sums[is_minus], term.data)) {
            too_large(err);
            goto out;
        }
    }
    ok = decimal_subtract(out, sums[0].data, sums[1].data);
    if (ok && kind != CELL_AMOUNT) {
        errno = 0;
        (void)strtoll(out->data + start, NULL, 10);
        ok = errno == 0;
    }
    if (!ok) {
        strbuf_truncate(out, start);
        too_large(err);
    }
out:
    strbuf_release(&term);
    strbuf_release(&sums[0]);
    strbuf_release(&sums[1]);
    return ok;
}

bool number_from_typed(enum cell_kind kind, const char *text, struct strbuf *out, struct err *err)
{
    size_t len = strlen(text);
    blank_trim(&text, &len);
    if (kind == CELL_MONEY) {
        strbuf_add(out, text, len);
        return true;
    }
    struct strbuf typed = STRBUF_INIT;
    bool ok = add_ascii(kind, text, len, &typed, err);
    if (ok && strcmp(typed.data, "/") == 0)
        strbuf_add_byte(out, '/');
    else if (ok && strchr(typed.data, '/'))
        ok = err_set(err, "%s", _("/（不适用）要单独填，不能和数字在一起"));
    else if (ok && typed.len)
        ok = add_sum(kind, typed.data, out, err);
    strbuf_release(&typed);
    return ok;
}

/* Is the text a number and a dot? In a count the dot is kept until the next digit shows what was
 * meant: without it 12.5 would become 125. */
static bool ends_in_dot(enum cell_kind kind, const char *text)
{
    struct strbuf number = STRBUF_INIT, out = STRBUF_INIT;
    uint32_t c = 0;
    size_t start = 0, len = strlen(text);
    for (size_t n; start < len; start += n) {
        n = utf8_decode(text + start, len - start, &c);
        if (start + n >= len)
            break;
    }
    strbuf_add(&number, text, start);
    bool does = kind == CELL_COUNT && start && sign_of(c) == SIGN_DOT &&
                number_from_typed(kind, number.data, &out, NULL);
    strbuf_release(&number);
    strbuf_release(&out);
    return does;
}

bool number_is_begun(enum cell_kind kind, const char *text)
{
    static const char *const endings[] = {"0", "00", "000"};
    struct strbuf longer = STRBUF_INIT, out = STRBUF_INIT;
    bool is_begun = ends_in_dot(kind, text);
    for (size_t i = 0; i < sizeof endings / sizeof *endings && !is_begun; i++) {
        strbuf_clear(&longer);
        strbuf_addf(&longer, "%s%s", text, endings[i]);
        is_begun = number_from_typed(kind, longer.data, &out, NULL);
    }
    strbuf_release(&longer);
    strbuf_release(&out);
    return is_begun;
}
