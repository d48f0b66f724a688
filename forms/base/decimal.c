/* SPDX-License-Identifier: MIT */
#include "forms/base/decimal.h"

#include <assert.h>
#include <string.h>

#include "locale/strbuf.h"

/* A decimal taken apart: places count from the dot, 0 is the ones, −1 the tenths. */
struct places {
    const char *whole, *fraction; /* most significant digit first */
    int n_whole, n_fraction; /* needless zeros in front are not counted: "0" has no whole digit */
};

static size_t n_digits(const char *text) { return strspn(text, "0123456789"); }

bool decimal_is_valid(const char *text)
{
    size_t whole = n_digits(text), fraction = 0;
    if (text[whole] == '.') {
        fraction = n_digits(text + whole + 1);
        if (!fraction || text[whole + 1 + fraction])
            return false;
    } else if (text[whole]) {
        return false;
    }
    return whole > 0 && whole + fraction <= DECIMAL_MAX_DIGITS;
}

static struct places take_apart(const char *decimal)
{
    assert(decimal_is_valid(decimal));
    struct places places = {.whole = decimal + strspn(decimal, "0")};
    places.n_whole = (int)n_digits(places.whole);
    const char *dot = places.whole + places.n_whole;
    places.fraction = *dot == '.' ? dot + 1 : dot;
    places.n_fraction = (int)strlen(places.fraction);
    return places;
}

static int digit_at(const struct places *places, int place)
{
    if (place >= 0)
        return place < places->n_whole ? places->whole[places->n_whole - 1 - place] - '0' : 0;
    return -place <= places->n_fraction ? places->fraction[-place - 1] - '0' : 0;
}

static int larger(int a, int b) { return a > b ? a : b; }

int decimal_n_decimals(const char *decimal) { return take_apart(decimal).n_fraction; }

int decimal_compare(const char *decimal, const char *other)
{
    struct places a = take_apart(decimal), b = take_apart(other);
    for (int place = larger(a.n_whole, b.n_whole) - 1; place >= -larger(a.n_fraction, b.n_fraction);
         place--)
        if (digit_at(&a, place) != digit_at(&b, place))
            return digit_at(&a, place) - digit_at(&b, place);
    return 0;
}

/* a + sign·b, which is not negative. */
static bool add_places(struct strbuf *out, const struct places *a, int sign, const struct places *b)
{
    char text[DECIMAL_MAX_DIGITS +
              3]; /* a digit more than any operand, the dot and NUL; filled from the end */
    int n_fraction = larger(a->n_fraction, b->n_fraction),
        n_whole = larger(larger(a->n_whole, b->n_whole), 1) + 1;
    if (n_whole + n_fraction > DECIMAL_MAX_DIGITS + 1)
        return false;
    char *at = text + sizeof text - 1;
    *at = '\0';
    int carry = 0;
    for (int place = -n_fraction; place < n_whole; place++) {
        int digit = digit_at(a, place) + sign * digit_at(b, place) + carry;
        carry = digit > 9 ? 1 : digit < 0 ? -1 : 0;
        if (place == 0 && n_fraction)
            *--at = '.';
        *--at = (char)('0' + digit - 10 * carry);
    }
    while (*at == '0' && at[1] && at[1] != '.')
        at++;
    if (!decimal_is_valid(at))
        return false;
    strbuf_add_str(out, at);
    return true;
}

bool decimal_add(struct strbuf *out, const char *decimal, const char *other)
{
    struct places a = take_apart(decimal), b = take_apart(other);
    return add_places(out, &a, 1, &b);
}

bool decimal_subtract(struct strbuf *out, const char *decimal, const char *other)
{
    struct places a = take_apart(decimal), b = take_apart(other);
    size_t len = out->len;
    bool is_negative = decimal_compare(decimal, other) < 0;
    if (is_negative)
        strbuf_add_byte(out, '-');
    if (add_places(out, is_negative ? &b : &a, -1, is_negative ? &a : &b))
        return true;
    strbuf_truncate(out, len);
    return false;
}

bool decimal_shift(struct strbuf *out, const char *decimal, int n)
{
    struct places a = take_apart(decimal);
    if (n > DECIMAL_MAX_DIGITS || n < -DECIMAL_MAX_DIGITS)
        return false;
    int n_whole = larger(a.n_whole + n, 1), n_fraction = larger(a.n_fraction - n, 0);
    if (n_whole + n_fraction > DECIMAL_MAX_DIGITS)
        return false;
    while (n_whole > 1 && digit_at(&a, n_whole - 1 - n) == 0)
        n_whole--;
    for (int place = n_whole - 1; place >= -n_fraction; place--) {
        if (place == -1)
            strbuf_add_byte(out, '.');
        strbuf_add_byte(out, (char)('0' + digit_at(&a, place - n)));
    }
    return true;
}
