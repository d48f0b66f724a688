/* SPDX-License-Identifier: MIT */
#include "locale/linebreak.h"

#include <stdint.h>

#include "locale/charclass.h"
#include "locale/cluster.h"

enum break_class {
    IDEOGRAPH, /* a line may end on either side: ideographs, kana, wide symbols, what is shown as
                  <U+XXXX> */
    WORD,      /* letters and signs that hold together */
    DIGIT,     /* the same, but takes a unit behind it */
    BLANK,
    OPEN,       /* never ends a line: （《“ */
    OPEN_ASCII, /* the same, and belongs to the word before it: f(x) */
    CLOSE,      /* never begins a line: 。，、）》” */
    CLOSE_ASCII,
    INFIX,    /* , . : ; ! ? never begin a line, hold together what is Latin on both sides */
    HYPHEN,   /* the same for connectors, - ～ · */
    SLASH,    /* neither begins nor ends a line */
    PREFIX,   /* ￥ and the like: never end a line */
    POSTFIX,  /* % and the like: never begin a line */
    QUOTE,    /* " and ', which may open or close: neither begin nor end a line */
    GLUE,     /* no-break spaces */
    DASH,     /* one is a connector, two are the dash ——, which is not cut */
    ELLIPSIS, /* …… is not cut */
};

/* Letters and digits need no entry. */
static const unsigned char ascii_classes[128] = {
    [' '] = BLANK,      ['!'] = INFIX,       ['"'] = QUOTE, ['#'] = WORD,
    ['$'] = PREFIX,     ['%'] = POSTFIX,     ['&'] = WORD,  ['\''] = QUOTE,
    ['('] = OPEN_ASCII, [')'] = CLOSE_ASCII, ['*'] = WORD,  ['+'] = WORD,
    [','] = INFIX,      ['-'] = HYPHEN,      ['.'] = INFIX, ['/'] = SLASH,
    [':'] = INFIX,      [';'] = INFIX,       ['<'] = WORD,  ['='] = WORD,
    ['>'] = WORD,       ['?'] = INFIX,       ['@'] = WORD,  ['['] = OPEN_ASCII,
    ['\\'] = WORD,      [']'] = CLOSE_ASCII, ['^'] = WORD,  ['_'] = WORD,
    ['`'] = WORD,       ['{'] = OPEN_ASCII,  ['|'] = WORD,  ['}'] = CLOSE_ASCII,
    ['~'] = HYPHEN,
};

/* Sorted. What is not here is an ideograph if it is wide or a symbol, else part of a word. */
static const struct {
    uint32_t first, last;
    enum break_class class;
} classes[] = {
    {0x00A0, 0x00A0, GLUE},    {0x00A3, 0x00A3, PREFIX}, /* £ */
    {0x00A5, 0x00A5, PREFIX},                            /* ¥ */
    {0x00B0, 0x00B0, POSTFIX},                           /* ° */
    {0x00B1, 0x00B1, PREFIX},                            /* ± */
    {0x00B7, 0x00B7, HYPHEN},                            /* · */
    {0x2000, 0x2006, BLANK},   {0x2007, 0x2007, GLUE},     {0x2008, 0x200A, BLANK},
    {0x2010, 0x2010, HYPHEN},  {0x2011, 0x2011, GLUE},     {0x2012, 0x2013, HYPHEN},
    {0x2014, 0x2015, DASH},    {0x2018, 0x2018, OPEN}, /* ‘ */
    {0x2019, 0x2019, CLOSE},                           /* ’ */
    {0x201C, 0x201C, OPEN},                            /* “ */
    {0x201D, 0x201D, CLOSE},                           /* ” */
    {0x2022, 0x2022, HYPHEN},  {0x2025, 0x2026, ELLIPSIS}, {0x202F, 0x202F, GLUE},
    {0x2030, 0x2033, POSTFIX}, /* ‰ ‱ ′ ″ */
    {0x203C, 0x203C, CLOSE},   {0x2047, 0x2049, CLOSE},    {0x205F, 0x205F, BLANK},
    {0x20AC, 0x20AC, PREFIX},                            /* € */
    {0x2103, 0x2103, POSTFIX},                           /* ℃ */
    {0x2109, 0x2109, POSTFIX}, {0x2116, 0x2116, PREFIX}, /* № */
    {0x2212, 0x2212, PREFIX},                            /* − */
    {0x3000, 0x3000, BLANK},   {0x3001, 0x3002, CLOSE},  /* 、。 */
    {0x3005, 0x3005, CLOSE},                             /* 々 repeats the character before it */
    {0x3008, 0x3008, OPEN},    {0x3009, 0x3009, CLOSE},    {0x300A, 0x300A, OPEN}, /* 《 */
    {0x300B, 0x300B, CLOSE},   {0x300C, 0x300C, OPEN},     {0x300D, 0x300D, CLOSE},
    {0x300E, 0x300E, OPEN},    {0x300F, 0x300F, CLOSE},    {0x3010, 0x3010, OPEN}, /* 【 */
    {0x3011, 0x3011, CLOSE},   {0x3014, 0x3014, OPEN},                             /* 〔 */
    {0x3015, 0x3015, CLOSE},   {0x3016, 0x3016, OPEN},     {0x3017, 0x3017, CLOSE},
    {0x3018, 0x3018, OPEN},    {0x3019, 0x3019, CLOSE},    {0x301A, 0x301A, OPEN},
    {0x301B, 0x301B, CLOSE},   {0x301C, 0x301C, HYPHEN}, /* wave dash */
    {0x301D, 0x301D, OPEN},    {0x301E, 0x301F, CLOSE},    {0x30FB, 0x30FC, CLOSE},
    {0xFE10, 0xFE16, CLOSE},   {0xFE50, 0xFE52, CLOSE}, /* small comma, full stop */
    {0xFE54, 0xFE57, CLOSE},   {0xFE59, 0xFE59, OPEN},     {0xFE5A, 0xFE5A, CLOSE},
    {0xFE5B, 0xFE5B, OPEN},    {0xFE5C, 0xFE5C, CLOSE},    {0xFE5D, 0xFE5D, OPEN},
    {0xFE5E, 0xFE5E, CLOSE},   {0xFE63, 0xFE63, HYPHEN},   {0xFE69, 0xFE69, PREFIX},
    {0xFE6A, 0xFE6A, POSTFIX}, {0xFF01, 0xFF01, CLOSE},                               /* ！ */
    {0xFF02, 0xFF02, QUOTE},   {0xFF04, 0xFF04, PREFIX},   {0xFF05, 0xFF05, POSTFIX}, /* ％ */
    {0xFF07, 0xFF07, QUOTE},   {0xFF08, 0xFF08, OPEN},     {0xFF09, 0xFF09, CLOSE},
    {0xFF0C, 0xFF0C, CLOSE},                                                        /* ， */
    {0xFF0D, 0xFF0D, HYPHEN},                                                       /* － */
    {0xFF0E, 0xFF0E, INFIX},                                                        /* ． */
    {0xFF0F, 0xFF0F, SLASH},   {0xFF10, 0xFF19, DIGIT},    {0xFF1A, 0xFF1B, CLOSE}, /* ：； */
    {0xFF1F, 0xFF1F, CLOSE},                                                        /* ？ */
    {0xFF3B, 0xFF3B, OPEN},    {0xFF3D, 0xFF3D, CLOSE},    {0xFF5B, 0xFF5B, OPEN},
    {0xFF5D, 0xFF5D, CLOSE},   {0xFF5E, 0xFF5E, HYPHEN}, /* ～ */
    {0xFF5F, 0xFF5F, OPEN},    {0xFF60, 0xFF61, CLOSE},    {0xFF62, 0xFF62, OPEN},
    {0xFF63, 0xFF64, CLOSE},   {0xFFE0, 0xFFE0, POSTFIX},  {0xFFE1, 0xFFE1, PREFIX},
    {0xFFE5, 0xFFE5, PREFIX}, /* ￥ */
};

/* What stays with the number before it; the multipliers are followed by more of the same. */
static const uint32_t multipliers[] = {U'万', U'亿', U'千', U'百', U'十', U'余', U'多', U'几', 0};
static const uint32_t units[] = {
    U'年', U'月', U'日', U'时', U'分', U'秒', U'天', U'周', U'岁', U'期', U'届', U'号', U'件',
    U'份', U'项', U'条', U'款', U'个', U'人', U'名', U'位', U'次', U'家', U'户', U'所', U'处',
    U'起', U'宗', U'批', U'元', U'角', U'亩', U'里', U'米', U'公', U'平', U'立', U'小', U'吨',
    U'克', U'升', U'度', U'倍', U'成', U'页', U'字', U'章', U'节', U'种', U'类', U'部', U'册',
    U'张', U'台', U'辆', U'只', U'支', U'篇', U'场', U'套', U'封', U'通', U'例', U'则', 0,
};

static bool contains(const uint32_t *set, uint32_t c)
{
    while (*set && *set != c)
        set++;
    return *set;
}

static enum break_class class_of_base(const struct cluster *cluster)
{
    uint32_t c = cluster->base;
    if (cluster->kind == CLUSTER_HIDDEN || cluster->kind == CLUSTER_BAD_BYTE ||
        (c >= 0x4E00 && c <= 0x9FFF))
        return IDEOGRAPH;
    if (c < 0x80) {
        if (c >= '0' && c <= '9')
            return DIGIT;
        return ascii_classes[c] ? (enum break_class)ascii_classes[c] : WORD;
    }
    size_t n_ranges = sizeof classes / sizeof classes[0];
    size_t range = char_find_range(c, classes, n_ranges, sizeof classes[0]);
    if (range < n_ranges)
        return classes[range].class;
    bool is_symbol = c >= 0x2100 && c <= 0x2BFF;
    return is_symbol || char_class(c) == CHAR_WIDE ? IDEOGRAPH : WORD;
}

static enum break_class class_of(const struct cluster *cluster)
{
    enum break_class class = class_of_base(cluster);
    size_t base_len = cluster->base < 0x80 ? 1 : 3;
    /* A blank that carries a mark is to be drawn. */
    return class == BLANK && cluster->len > base_len ? WORD : class;
}

/* What the rules need to know of the text before a place. */
struct context {
    enum break_class
        before; /* of the last character that is no blank, and of the one before that */
    enum break_class earlier;
    uint32_t c;       /* the last character that is no blank */
    int n_blanks;     /* behind it */
    bool empty;       /* no character that is not blank so far */
    bool in_number;   /* it ends a number or its multipliers */
    bool after_month; /* it is the 月 of 3月 */
};
#define CONTEXT_INIT                                                                               \
    {                                                                                              \
        .empty = true                                                                              \
    }

static bool is_latin(enum break_class class) { return class == WORD || class == DIGIT; }

static bool never_begins(enum break_class class)
{
    return class == CLOSE || class == CLOSE_ASCII || class == INFIX || class == HYPHEN ||
           class == SLASH || class == POSTFIX;
}

static bool never_ends(enum break_class class)
{
    return class == OPEN || class == OPEN_ASCII || class == PREFIX;
}

/* Is there a place that can be broken where nothing better is: one inside a word, but not against
 * the typesetter's prohibitions? pair: the next two characters are the same. */
static bool is_tolerable(const struct context *context, enum break_class next, bool pair)
{
    if (context->empty)
        return context->n_blanks > 0;
    if (never_begins(next) || (next == DASH && !pair && context->before != DASH))
        return false;
    if (context->n_blanks)
        return true;
    return !never_ends(context->before) &&
           !(context->before == next && (next == DASH || next == ELLIPSIS));
}

/* May a line end between the context and the next character c? */
static bool is_allowed(const struct context *context, enum break_class next, uint32_t c, bool pair)
{
    if (context->empty || next == BLANK || !is_tolerable(context, next, pair))
        return false;
    bool is_unit =
        next == IDEOGRAPH && context->in_number && (contains(units, c) || contains(multipliers, c));
    if (context->n_blanks)
        return !(context->n_blanks == 1 && is_unit) && !never_ends(context->before);
    switch (context->before) {
    case WORD:
        return !is_latin(next) && next != OPEN_ASCII && next != QUOTE && next != GLUE &&
               next != PREFIX;
    case DIGIT:
        return !is_unit && !is_latin(next) && next != OPEN_ASCII && next != QUOTE && next != GLUE;
    case IDEOGRAPH:
        if (next == DIGIT && (context->after_month || context->c == U'第'))
            return false;
        return !is_unit && next != QUOTE && next != GLUE;
    case INFIX: /* a comma between Latin letters, a decimal point; 1. before its heading */
        if (next == IDEOGRAPH)
            return !(context->c == '.' && context->earlier == DIGIT);
        return !(is_latin(next) && is_latin(context->earlier)) && next != INFIX && next != QUOTE &&
               next != GLUE;
    case HYPHEN:
        return !(is_latin(next) && is_latin(context->earlier)) && next != QUOTE && next != GLUE;
    case CLOSE_ASCII:
    case POSTFIX: return !is_latin(next) && next != OPEN_ASCII && next != QUOTE && next != GLUE;
    case CLOSE: return !(context->c == 0x2019 && is_latin(next)) && next != GLUE; /* don’t */
    case DASH:
    case ELLIPSIS: return next != QUOTE && next != GLUE;
    case BLANK:
    case OPEN:
    case OPEN_ASCII:
    case PREFIX:
    case SLASH:
    case QUOTE:
    case GLUE: break;
    }
    return false;
}

static void advance(struct context *context, enum break_class class, uint32_t c)
{
    if (class == BLANK) {
        context->n_blanks++;
        return;
    }
    bool follows_number = context->in_number && !context->empty && context->n_blanks <= 1;
    context->after_month = follows_number && c == U'月';
    context->in_number =
        class == DIGIT || (follows_number && class == IDEOGRAPH && contains(multipliers, c));
    context->earlier = context->n_blanks || context->empty ? BLANK : context->before;
    context->before = class;
    context->c = c;
    context->n_blanks = 0;
    context->empty = false;
}

/* Is the cluster behind this one of the same base? Asked for dashes only. */
static bool is_pair(const char *text, size_t len, const struct cluster *cluster)
{
    if (cluster->len == len)
        return false;
    struct cluster next = cluster_read(text + cluster->len, len - cluster->len);
    return next.base == cluster->base;
}

size_t linebreak_next(const char *text, size_t len, int max_cols, int first_cols, int ambiguous,
                      size_t *visible_bytes)
{
    struct context context = CONTEXT_INIT;
    /* Places to break at, with what is drawn of the line then: where the rules allow it, inside a
     * word, anywhere. */
    struct {
        size_t end, visible;
    } allowed = {0}, tolerable = {0}, any = {0};
    size_t pos = 0, visible = 0;
    int col = first_cols;
    while (pos < len) {
        struct cluster cluster = cluster_read(text + pos, len - pos);
        enum break_class class = class_of(&cluster);
        if (pos && class != BLANK) {
            bool pair = class == DASH && is_pair(text + pos, len - pos, &cluster);
            if (is_allowed(&context, class, cluster.base, pair))
                allowed.end = pos, allowed.visible = visible;
            if (is_tolerable(&context, class, pair))
                tolerable.end = pos, tolerable.visible = visible;
            any.end = pos, any.visible = visible;
        }
        col += cluster_read_cols(&cluster, ambiguous);
        if (col > max_cols && class != BLANK && pos)
            break;
        pos += cluster.len;
        if (class != BLANK)
            visible = pos;
        advance(&context, class, cluster.base);
    }
    if (pos == len) {
        *visible_bytes = visible;
        return len;
    }
    if (!allowed.end)
        allowed = tolerable.end ? tolerable : any;
    *visible_bytes = allowed.visible;
    return allowed.end;
}

bool linebreak_allowed(const char *text, size_t len, size_t offset)
{
    /* No rule looks farther back than this. */
    enum { MAX_BACK = 16 };
    size_t start = offset;
    for (int i = 0; i < MAX_BACK && start; i++)
        start = cluster_prev(text, start);
    struct context context = CONTEXT_INIT;
    while (start < offset) {
        struct cluster cluster = cluster_read(text + start, len - start);
        advance(&context, class_of(&cluster), cluster.base);
        start += cluster.len;
    }
    struct cluster next = cluster_read(text + offset, len - offset);
    enum break_class class = class_of(&next);
    return is_allowed(&context, class, next.base,
                      class == DASH && is_pair(text + offset, len - offset, &next));
}
