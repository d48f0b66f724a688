/* SPDX-License-Identifier: MIT */
#include "locale/encoding.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "locale/mem.h"
#include "locale/message.h"
#include "locale/substitute.h"
#include "locale/utf8.h"

static const struct {
    const char *name;
    enum encoding encoding;
} names[] = {
    {"utf-8", ENCODING_UTF8}, {"utf8", ENCODING_UTF8},  {"gb18030", ENCODING_GB18030},
    {"gbk", ENCODING_GBK},    {"gb2312", ENCODING_GBK}, {"cp936", ENCODING_GBK},
};

static const char *const iconv_names[] = {
    [ENCODING_UTF8] = "UTF-8",
    [ENCODING_GB18030] = "GB18030",
    [ENCODING_GBK] = "GBK",
};

bool encoding_parse(const char *name, enum encoding *encoding)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (!strcasecmp(name, names[i].name)) {
            *encoding = names[i].encoding;
            return true;
        }
    }
    return false;
}

/* The encoding in "zh_CN.GB18030" or "zh_CN.GBK@x". */
static enum encoding encoding_of_locale(const char *locale)
{
    enum encoding encoding = ENCODING_UTF8;
    const char *dot = strchr(locale, '.');
    char *name = dot ? xmemdup0(dot + 1, strcspn(dot + 1, "@")) : NULL;
    if (name && !encoding_parse(name, &encoding))
        encoding = ENCODING_UTF8;
    free(name);
    return encoding;
}

enum encoding encoding_of_environment(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
        const char *locale = getenv(variables[i]);
        if (locale && *locale)
            return encoding_of_locale(locale);
    }
    return ENCODING_UTF8;
}

const char *encoding_name(enum encoding encoding) { return iconv_names[encoding]; }

static const iconv_t NO_ICONV = (iconv_t)-1;

/* A GB encoding: the two-byte codes of the BMP, read from iconv once, and a converter for the
 * four-byte rest of GB18030. The encodings are stateless, so characters are converted one by one.
 */
struct codec {
    bool tried, is_missing;  /* is_missing: iconv lacks it */
    iconv_t to;              /* from UTF-8 */
    uint16_t codes[0x10000]; /* 0: none */
};
static struct codec codecs[2];

/* Decodes all two-byte codes: a third of the work of encoding each character. */
static void read_codes(struct codec *codec, iconv_t from)
{
    for (unsigned lead = 0x81; lead <= 0xFE; lead++) {
        for (unsigned trail = 0x40; trail <= 0xFE; trail++) {
            char bytes[2] = {(char)lead, (char)trail}, out[UTF8_MAX_BYTES];
            char *in_pos = bytes, *out_pos = out;
            size_t in_left = sizeof bytes, out_left = sizeof out;
            iconv(from, &in_pos, &in_left, &out_pos, &out_left);
            iconv(from, NULL, NULL, NULL, NULL);
            uint32_t c;
            if (utf8_decode(out, sizeof out - out_left, &c) && c < 0x10000 && !codec->codes[c])
                codec->codes[c] = (uint16_t)(lead << 8 | trail);
        }
    }
}

/* The codec of a GB encoding; it has no codes if iconv lacks it. */
static struct codec *codec_of(enum encoding encoding)
{
    struct codec *codec = &codecs[encoding == ENCODING_GBK];
    if (codec->tried)
        return codec;
    codec->tried = true;
    codec->to = iconv_open(iconv_names[encoding], "UTF-8");
    iconv_t from = iconv_open("UTF-8", iconv_names[encoding]);
    codec->is_missing = codec->to == NO_ICONV || from == NO_ICONV;
    if (!codec->is_missing) {
        read_codes(codec, from);
        iconv_close(from);
    }
    return codec;
}

size_t encode_char(enum encoding encoding, uint32_t c, char out[4])
{
    if (encoding == ENCODING_UTF8)
        return utf8_encode(c, out);
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    const struct codec *codec = codec_of(encoding);
    uint16_t code = c < 0x10000 ? codec->codes[c] : 0;
    if (code) {
        out[0] = (char)(code >> 8);
        out[1] = (char)(code & 0xFF);
        return 2;
    }
    if (encoding == ENCODING_GBK || codec->is_missing)
        return 0;
    char utf8[UTF8_MAX_BYTES];
    char *in_pos = utf8, *out_pos = out;
    size_t in_left = utf8_encode(c, utf8), out_left = 4;
    if (!in_left || iconv(codec->to, &in_pos, &in_left, &out_pos, &out_left) == (size_t)-1) {
        iconv(codec->to, NULL, NULL, NULL, NULL);
        return 0;
    }
    return 4 - out_left;
}

static bool is_private(uint32_t c) { return c >= 0xE000 && c <= 0xF8FF; }

bool encoding_can_draw(enum encoding encoding, uint32_t c)
{
    char bytes[4];
    size_t n = encode_char(encoding, c, bytes);
    return encoding == ENCODING_UTF8 ? n > 0 : n == 1 || (n == 2 && !is_private(c));
}

void encode_result_release(struct encode_result *result)
{
    free(result->losses);
    *result = (struct encode_result){0};
}

static void add_loss(struct encode_result *result, size_t offset, uint32_t c,
                     const char *substitute)
{
    if (!result)
        return;
    /* The capacity is the next power of two from 8 on. */
    size_t n = result->n_losses;
    if (n == 0 || (n >= 8 && (n & (n - 1)) == 0))
        result->losses = xreallocarray(result->losses, n ? n * 2 : 8, sizeof *result->losses);
    result->losses[result->n_losses++] = (struct encode_loss){offset, c, substitute};
    result->n_impossible += !substitute;
}

static bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/* Appends text of the substitution table; both encodings have all of its characters. */
static void add_substitute(enum encoding encoding, const char *text, struct strbuf *out)
{
    /* 3½ is 3 1/2, not 31/2. */
    if (is_digit(*text) && out->len && is_digit(out->data[out->len - 1]))
        strbuf_add_byte(out, ' ');
    for (size_t len = strlen(text); len;) {
        uint32_t c;
        char bytes[4];
        size_t n = utf8_decode(text, len, &c);
        strbuf_add(out, bytes, encode_char(encoding, c, bytes));
        text += n;
        len -= n;
    }
}

/* Composes c with the marks at text; *n_marks: their bytes. c and 0 if they do not combine or the
 * encoding lacks the letter. */
static uint32_t compose(enum encoding encoding, uint32_t c, const char *text, size_t len,
                        size_t *n_marks)
{
    uint32_t best = c, letter = c;
    *n_marks = 0;
    for (size_t pos = 0; pos < len;) {
        uint32_t mark;
        size_t n = utf8_decode(text + pos, len - pos, &mark);
        letter = n ? substitute_compose(letter, mark) : 0;
        if (!letter)
            break;
        pos += n;
        char bytes[4];
        if (encode_char(encoding, letter, bytes)) {
            best = letter;
            *n_marks = pos;
        }
    }
    return best;
}

bool encode_text(enum encoding encoding, enum encode_mode mode, const char *text, size_t len,
                 struct strbuf *out, struct encode_result *result, struct err *err)
{
    if (result)
        *result = (struct encode_result){0};
    if (encoding == ENCODING_UTF8) {
        strbuf_add(out, text, len);
        return true;
    }
    if (codec_of(encoding)->is_missing)
        return err_set(
            err, _("这台机器不能转换 %s 编码，请改用 UTF-8，或请管理员安装 glibc 的 gconv 模块"),
            iconv_names[encoding]);
    for (size_t pos = 0; pos < len;) {
        uint32_t c;
        size_t n = utf8_decode(text + pos, len - pos, &c), n_marks = 0;
        if (!n)
            return err_set(err, _("要转换的文字在第 %zu 字节处不是 UTF-8"), pos);
        /* No mark is below U+0300, whose first byte is CC. */
        if (pos + n < len && (unsigned char)text[pos + n] >= 0xCC)
            c = compose(encoding, c, text + pos + n, len - pos - n, &n_marks);
        char bytes[4];
        size_t n_bytes = encode_char(encoding, c, bytes);
        if (n_bytes) {
            strbuf_add(out, bytes, n_bytes);
        } else {
            const char *substitute = mode == ENCODE_SUBSTITUTE ? substitute_find(c) : NULL;
            add_substitute(encoding, substitute ? substitute : "〓", out);
            add_loss(result, pos, c, substitute);
        }
        pos += n + n_marks;
    }
    return true;
}

bool decode_text(enum encoding encoding, const char *bytes, size_t len, struct strbuf *out,
                 size_t *bad_offset)
{
    *bad_offset = 0;
    if (encoding == ENCODING_UTF8) {
        *bad_offset = utf8_valid_prefix(bytes, len);
        if (*bad_offset < len)
            return false;
        strbuf_add(out, bytes, len);
        return true;
    }
    iconv_t from = iconv_open("UTF-8", iconv_names[encoding]);
    if (from == NO_ICONV)
        return false;
    /* Two bytes of GB become three at the most, and there is no state to be flushed. */
    strbuf_reserve(out, len * 2);
    char *in_pos = (char *)bytes,
         *out_pos = out->data + out->len; /* iconv's prototype; it does not write to bytes */
    size_t in_left = len, out_left = len * 2;
    bool whole = iconv(from, &in_pos, &in_left, &out_pos, &out_left) != (size_t)-1;
    iconv_close(from);
    if (whole)
        out->len = (size_t)(out_pos - out->data);
    else
        *bad_offset = len - in_left;
    out->data[out->len] = '\0';
    return whole;
}

/* In text of a GB encoding valid UTF-8 of three bytes is rare and invalid bytes are common. */
bool encoding_is_damaged_utf8(const char *bytes, size_t len)
{
    size_t n_long = 0, n_bad = 0;
    for (size_t pos = 0; pos < len;) {
        uint32_t c;
        size_t n = utf8_decode(bytes + pos, len - pos, &c);
        n_long += n >= 3;
        n_bad += !n;
        pos += n ? n : 1;
    }
    return n_long > n_bad;
}

bool encoding_guess(const char *bytes, size_t len, enum encoding *encoding)
{
    if (utf8_is_valid(bytes, len)) {
        *encoding = ENCODING_UTF8;
        return true;
    }
    struct strbuf text = STRBUF_INIT;
    size_t bad_offset;
    bool is_gb = !encoding_is_damaged_utf8(bytes, len) &&
                 decode_text(ENCODING_GB18030, bytes, len, &text, &bad_offset);
    strbuf_release(&text);
    if (is_gb)
        *encoding = ENCODING_GB18030;
    return is_gb;
}

size_t encoding_mend_utf8(const char *bytes, size_t len, struct strbuf *out)
{
    size_t n_bad = 0;
    for (size_t i = 0; i < len; i++) {
        size_t good = utf8_valid_prefix(bytes + i, len - i);
        strbuf_add(out, bytes + i, good);
        i += good;
        if (i < len) {
            strbuf_add_str(out, "\uFFFD");
            n_bad++;
        }
    }
    return n_bad;
}
