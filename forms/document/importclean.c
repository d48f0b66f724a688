/* SPDX-License-Identifier: MIT */
#include "forms/document/importclean.h"

#include <stdlib.h>
#include <string.h>

#include "locale/encoding.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/substitute.h"
#include "locale/utf8.h"

/* The Kangxi radicals, which PDF files often hold in the stead of ideographs. */
enum { KANGXI_FIRST = 0x2F00, KANGXI_LAST = 0x2FD5, MAX_CUT_BYTES = 3 };

/* Files that are no text, by their first bytes, and what to do about it. */
static const struct {
    const char *magic;
    size_t len;
    const char *advice;
    const char *converter;
} foreign[] = {
    {"%PDF", 4, N_("这是 PDF 文件。请在阅读器里全选、复制，存成文本文件再导入。"),
     "pdftotext -layout - -"},
    {"PK\x03\x04", 4,
     N_("这是 Word（docx）、WPS 或者压缩文件。请另存为网页（html）或者纯文本再导入。"), NULL},
    {"\xD0\xCF\x11\xE0", 4,
     N_("这是 Word（doc）或者 Excel（xls）文件。请另存为网页（html）或者纯文本再导入。"),
     "catdoc -d utf-8"},
    {"{\\rtf", 5, N_("这是 RTF 文件。请另存为网页（html）或者纯文本再导入。"), "catdoc -d utf-8"},
    {"\xFF\xFE", 2, N_("文件的编码是 UTF-16（记事本里叫“Unicode”）。请另存为 UTF-8 再导入。"),
     NULL},
    {"\xFE\xFF", 2, N_("文件的编码是 UTF-16。请另存为 UTF-8 再导入。"), NULL},
};

/* The row that the bytes are of, -1: none. */
static int find_foreign(const char *bytes, size_t len)
{
    for (int i = 0; i < (int)(sizeof foreign / sizeof foreign[0]); i++)
        if (len >= foreign[i].len && memcmp(bytes, foreign[i].magic, foreign[i].len) == 0)
            return i;
    return -1;
}

const char *importclean_converter(const char *bytes, size_t len)
{
    int row = find_foreign(bytes, len);
    return row < 0 ? NULL : foreign[row].converter;
}

static bool is_text(const char *bytes, size_t len, struct err *err)
{
    if (len > IMPORT_MAX_BYTES)
        return err_set(
            err,
            _("文件有 %zu 个字节，超过 %d MB 的限度。年度报告不会这样大，请只保留报告本身再导入。"),
            len, IMPORT_MAX_BYTES / 1024 / 1024);
    int row = find_foreign(bytes, len);
    if (row >= 0)
        return err_set(err, "%s", _(foreign[row].advice));
    size_t n_zero = 0;
    for (size_t i = 0; i < len; i++)
        n_zero += bytes[i] == '\0';
    if (n_zero * 100 > len)
        return err_set(err, _("这不是文本文件（有 %zu 个零字节）。请另存为纯文本或者网页再导入。"),
                       n_zero);
    return true;
}

/* Whole characters beyond ASCII in valid UTF-8. */
static size_t n_beyond_ascii(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += (unsigned char)text[i] >= 0xC0;
    return n;
}

bool importclean_decode(const char *bytes, size_t len, struct strbuf *out,
                        struct import_notes *notes, struct err *err)
{
    if (!is_text(bytes, len, err))
        return false;
    enum encoding encoding;
    struct strbuf note = STRBUF_INIT;
    if (encoding_guess(bytes, len, &encoding)) {
        size_t bad;
        if (!decode_text(encoding, bytes, len, out, &bad))
            return err_set(err, _("文件不能按 %s 解读，第 %zu 个字节有误。"),
                           encoding_name(encoding), bad + 1);
        if (encoding != ENCODING_UTF8) {
            strbuf_addf(&note, _("文件的编码是 %s，已转成 UTF-8。"), encoding_name(encoding));
            import_note_add(notes, 0, NULL, NULL, strbuf_steal(&note));
        }
        return true;
    }
    size_t n_bad = encoding_mend_utf8(bytes, len, out);
    if (n_bad * 10 <= n_beyond_ascii(out->data, out->len) - n_bad) {
        strbuf_addf(&note, _("文件里有 %zu 处损坏的字节，换成了“\uFFFD”，请对照原文改正。"), n_bad);
        import_note_add(notes, 0, NULL, NULL, strbuf_steal(&note));
        return true;
    }
    /* A GB18030 file that was cut within its last character. */
    for (size_t cut = 1; cut <= MAX_CUT_BYTES && cut < len; cut++) {
        size_t bad;
        strbuf_clear(out);
        if (decode_text(ENCODING_GB18030, bytes, len - cut, out, &bad)) {
            strbuf_addf(&note, _("文件的编码是 GB18030，最后 %zu 个字节是半个字，没有读。"), cut);
            import_note_add(notes, 0, NULL, NULL, strbuf_steal(&note));
            return true;
        }
    }
    return err_set(
        err,
        _("文件既不是 UTF-8 也不是 GB18030 的文本，有 %zu 处不能解读。请另存为 UTF-8 再导入。"),
        n_bad);
}

/* Left out without a word about each: marks of order and width that copying brings along. */
static bool is_invisible(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

void importclean_unify_lines(const char *text, size_t len, struct strbuf *out)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] != '\r')
            strbuf_add_byte(out, text[i]);
        else if (i + 1 >= len || text[i + 1] != '\n')
            strbuf_add_byte(out, '\n');
    }
}

void importclean_text(const char *text, size_t len, struct strbuf *out, struct import_notes *notes)
{
    struct strbuf note = STRBUF_INIT;
    size_t n_left_out = 0, n_radicals = 0;
    for (size_t i = 0, n; i < len; i += n) {
        uint32_t c;
        n = utf8_decode(text + i, len - i, &c);
        n = n ? n : 1;
        if (c == '\v' || c == 0x2028 || c == 0x2029) {
            strbuf_add_byte(out, '\n');
        } else if (c >= KANGXI_FIRST && c <= KANGXI_LAST) {
            n_radicals++;
            strbuf_add_str(out, substitute_find(c));
        } else if (c == '\t' || c == '\n' || c == '\f' || !is_invisible(c)) {
            strbuf_add(out, text + i, n);
        } else {
            n_left_out += !(i == 0 && c == 0xFEFF);
        }
    }
    if (n_left_out) {
        strbuf_addf(&note, _("去掉了 %zu 个控制字符或者看不见的字符。"), n_left_out);
        import_note_add(notes, 0, NULL, NULL, strbuf_steal(&note));
    }
    if (n_radicals) {
        strbuf_addf(&note, _("有 %zu 个字是 PDF 里的部首字形，已换成普通汉字。"), n_radicals);
        import_note_add(notes, 0, NULL, NULL, strbuf_steal(&note));
    }
}
