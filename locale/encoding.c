#include "locale/encoding.h"

#include <errno.h>
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
    {"utf-8", ENCODING_UTF8}, {"utf8", ENCODING_UTF8},   {"gb18030", ENCODING_GB18030},
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

const char *encoding_name(enum encoding encoding) { return iconv_names[encoding]; }

static const iconv_t NO_ICONV = (iconv_t)-1;

/* One GB encoding: the two-byte code of each character of the BMP, read once out of iconv, and the converter for the
 * four-byte rest of GB18030. Both encodings are without state, so characters can be converted one by one. */
struct codec {
    bool tried;
    int error;                /* errno of iconv_open(), 0: usable */
    iconv_t to;               /* from UTF-8 */
    uint16_t codes[0x10000]; /* 0: none */
};
static struct codec codecs[2];

static bool is_private(uint32_t c) { return c >= 0xE000 && c <= 0xF8FF; }

/* The two-byte characters, from the side of the codes: a third of the work of asking for each character. */
static void read_codes(struct codec *codec, iconv_t from)
{
    for (unsigned lead = 0x81; lead <= 0xFE; lead++) {
        for (unsigned trail = 0x40; trail <= 0xFE; trail++) {
            char bytes[2] = {(char)lead, (char)trail}, out[UTF8_MAX_BYTES];
            char *in_pos = bytes, *out_pos = out;
            size_t in_left = sizeof bytes, out_left = sizeof out;
            bool converted = iconv(from, &in_pos, &in_left, &out_pos, &out_left) != (size_t)-1 && !in_left;
            iconv(from, NULL, NULL, NULL, NULL);
            uint32_t c;
            size_t n = (size_t)(out_pos - out);
            if (converted && utf8_decode(out, n, &c) == n && c < 0x10000 && !codec->codes[c])
                codec->codes[c] = (uint16_t)(lead << 8 | trail);
        }
    }
}

/* The codec of a GB encoding; its error says whether it can be used. */
static struct codec *codec_of(enum encoding encoding)
{
    struct codec *codec = &codecs[encoding == ENCODING_GBK];
    if (codec->tried)
        return codec;
    codec->tried = true;
    codec->to = iconv_open(iconv_names[encoding], "UTF-8");
    iconv_t from = codec->to == NO_ICONV ? NO_ICONV : iconv_open("UTF-8", iconv_names[encoding]);
    if (from == NO_ICONV) {
        codec->error = errno ? errno : EINVAL;
        return codec;
    }
    read_codes(codec, from);
    iconv_close(from);
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
    if (codec->error)
        return 0;
    uint16_t code = c < 0x10000 ? codec->codes[c] : 0;
    /* User-defined characters are another sign on every machine: GBK goes without, GB18030 keeps them. */
    if (code && !(encoding == ENCODING_GBK && is_private(c))) {
        out[0] = (char)(code >> 8);
        out[1] = (char)(code & 0xFF);
        return 2;
    }
    if (encoding == ENCODING_GBK)
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

static void add_loss(struct encode_result *result, size_t offset, uint32_t c, const char *substitute)
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

/* Appends text of the substitution table or nothing of it; false where the encoding lacks part of it. */
static bool add_substitute(enum encoding encoding, const char *text, struct strbuf *out)
{
    size_t old_len = out->len;
    /* 3½ is 3 1/2, not 31/2. */
    if (*text >= '0' && *text <= '9' && old_len && out->data[old_len - 1] >= '0' && out->data[old_len - 1] <= '9')
        strbuf_add_byte(out, ' ');
    for (size_t len = strlen(text); len;) {
        uint32_t c;
        size_t n = utf8_decode(text, len, &c);
        char bytes[4];
        size_t n_bytes = encode_char(encoding, c, bytes);
        if (!n || !n_bytes) {
            strbuf_truncate(out, old_len);
            return false;
        }
        strbuf_add(out, bytes, n_bytes);
        text += n;
        len -= n;
    }
    return true;
}

/* The letter that the character c makes with the marks behind it in the text, and the marks' length; c itself and 0
 * where they do not combine or the encoding has no such letter. */
static uint32_t compose(enum encoding encoding, uint32_t c, const char *text, size_t len, size_t *n_marks)
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

bool encode_text(enum encoding encoding, enum encode_mode mode, const char *text, size_t len, struct strbuf *out,
                 struct encode_result *result, struct err *err)
{
    if (result)
        *result = (struct encode_result){0};
    if (encoding == ENCODING_UTF8) {
        strbuf_add(out, text, len);
        return true;
    }
    const struct codec *codec = codec_of(encoding);
    if (codec->error)
        return err_set(err, _("这台机器不能转换 %s 编码，请改用 UTF-8，或请管理员安装 glibc 的 gconv 模块"),
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
            if (substitute && !add_substitute(encoding, substitute, out))
                substitute = NULL;
            if (!substitute)
                add_substitute(encoding, "〓", out);
            add_loss(result, pos, c, substitute);
        }
        pos += n + n_marks;
    }
    return true;
}

bool decode_text(enum encoding encoding, const char *bytes, size_t len, struct strbuf *out, size_t *bad_offset)
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
    size_t old_len = out->len, in_left = len;
    char *in_pos = (char *)bytes; /* iconv's prototype; it does not write there */
    bool whole = true;
    for (bool flushed = false; !flushed;) {
        /* Two bytes of GB become three, four become at most four. */
        strbuf_reserve(out, in_left + in_left / 2 + 16);
        char *out_pos = out->data + out->len;
        size_t room = out->capacity - 1 - out->len, out_left = room;
        flushed = !in_left;
        size_t status = iconv(from, flushed ? NULL : &in_pos, &in_left, &out_pos, &out_left);
        out->len += room - out_left;
        out->data[out->len] = '\0';
        if (status == (size_t)-1 && errno != E2BIG) {
            whole = false;
            break;
        }
    }
    iconv_close(from);
    if (!whole) {
        *bad_offset = len - in_left;
        strbuf_truncate(out, old_len);
    }
    return whole;
}

/* Do the bytes look like UTF-8 of which some were damaged? In text of a GB encoding valid UTF-8 of three bytes is
 * rare and invalid bytes are common. */
static bool is_damaged_utf8(const char *bytes, size_t len)
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
    bool is_gb = !is_damaged_utf8(bytes, len) && decode_text(ENCODING_GB18030, bytes, len, &text, &bad_offset);
    strbuf_release(&text);
    if (is_gb)
        *encoding = ENCODING_GB18030;
    return is_gb;
}
