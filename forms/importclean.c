#include "forms/importclean.h"

#include <stdlib.h>
#include <string.h>

#include "locale/encoding.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"
#include "locale/visible.h"

enum { KANGXI_FIRST = 0x2F00, KANGXI_LAST = 0x2FD5, MAX_CUT_BYTES = 3 };

/* The ideographs of U+2F00 to U+2FD5, the Kangxi radicals that PDF files often hold in their stead. From
 * UnicodeData.txt (compatibility decompositions). */
static const uint16_t kangxi[] = {
    0x4E00, 0x4E28, 0x4E36, 0x4E3F, 0x4E59, 0x4E85, 0x4E8C, 0x4EA0, 0x4EBA, 0x513F, 0x5165, 0x516B, 0x5182, 0x5196,
    0x51AB, 0x51E0, 0x51F5, 0x5200, 0x529B, 0x52F9, 0x5315, 0x531A, 0x5338, 0x5341, 0x535C, 0x5369, 0x5382, 0x53B6,
    0x53C8, 0x53E3, 0x56D7, 0x571F, 0x58EB, 0x5902, 0x590A, 0x5915, 0x5927, 0x5973, 0x5B50, 0x5B80, 0x5BF8, 0x5C0F,
    0x5C22, 0x5C38, 0x5C6E, 0x5C71, 0x5DDB, 0x5DE5, 0x5DF1, 0x5DFE, 0x5E72, 0x5E7A, 0x5E7F, 0x5EF4, 0x5EFE, 0x5F0B,
    0x5F13, 0x5F50, 0x5F61, 0x5F73, 0x5FC3, 0x6208, 0x6236, 0x624B, 0x652F, 0x6534, 0x6587, 0x6597, 0x65A4, 0x65B9,
    0x65E0, 0x65E5, 0x66F0, 0x6708, 0x6728, 0x6B20, 0x6B62, 0x6B79, 0x6BB3, 0x6BCB, 0x6BD4, 0x6BDB, 0x6C0F, 0x6C14,
    0x6C34, 0x706B, 0x722A, 0x7236, 0x723B, 0x723F, 0x7247, 0x7259, 0x725B, 0x72AC, 0x7384, 0x7389, 0x74DC, 0x74E6,
    0x7518, 0x751F, 0x7528, 0x7530, 0x758B, 0x7592, 0x7676, 0x767D, 0x76AE, 0x76BF, 0x76EE, 0x77DB, 0x77E2, 0x77F3,
    0x793A, 0x79B8, 0x79BE, 0x7A74, 0x7ACB, 0x7AF9, 0x7C73, 0x7CF8, 0x7F36, 0x7F51, 0x7F8A, 0x7FBD, 0x8001, 0x800C,
    0x8012, 0x8033, 0x807F, 0x8089, 0x81E3, 0x81EA, 0x81F3, 0x81FC, 0x820C, 0x821B, 0x821F, 0x826E, 0x8272, 0x8278,
    0x864D, 0x866B, 0x8840, 0x884C, 0x8863, 0x897E, 0x898B, 0x89D2, 0x8A00, 0x8C37, 0x8C46, 0x8C55, 0x8C78, 0x8C9D,
    0x8D64, 0x8D70, 0x8DB3, 0x8EAB, 0x8ECA, 0x8F9B, 0x8FB0, 0x8FB5, 0x9091, 0x9149, 0x91C6, 0x91CC, 0x91D1, 0x9577,
    0x9580, 0x961C, 0x96B6, 0x96B9, 0x96E8, 0x9751, 0x975E, 0x9762, 0x9769, 0x97CB, 0x97ED, 0x97F3, 0x9801, 0x98A8,
    0x98DB, 0x98DF, 0x9996, 0x9999, 0x99AC, 0x9AA8, 0x9AD8, 0x9ADF, 0x9B25, 0x9B2F, 0x9B32, 0x9B3C, 0x9B5A, 0x9CE5,
    0x9E75, 0x9E7F, 0x9EA5, 0x9EBB, 0x9EC3, 0x9ECD, 0x9ED1, 0x9EF9, 0x9EFD, 0x9F0E, 0x9F13, 0x9F20, 0x9F3B, 0x9F4A,
    0x9F52, 0x9F8D, 0x9F9C, 0x9FA0,
};

/* Files that are no text, by their first bytes, and what to do about it. */
static const struct {
    const char *magic;
    size_t len;
    const char *advice;
} foreign[] = {
    {"%PDF", 4, N_("这是 PDF 文件。请在阅读器里全选、复制，存成文本文件再导入。")},
    {"PK\x03\x04", 4, N_("这是 Word（docx）、WPS 或者压缩文件。请另存为网页（html）或者纯文本再导入。")},
    {"\xD0\xCF\x11\xE0", 4, N_("这是 Word（doc）或者 Excel（xls）文件。请另存为网页（html）或者纯文本再导入。")},
    {"{\\rtf", 5, N_("这是 RTF 文件。请另存为网页（html）或者纯文本再导入。")},
    {"\xFF\xFE", 2, N_("文件的编码是 UTF-16（记事本里叫“Unicode”）。请另存为 UTF-8 再导入。")},
    {"\xFE\xFF", 2, N_("文件的编码是 UTF-16。请另存为 UTF-8 再导入。")},
};

static bool is_text(const char *bytes, size_t len, struct err *err)
{
    if (len > IMPORT_MAX_BYTES)
        return err_set(err, _("文件有 %zu 个字节，超过 %d MB 的限度。年度报告不会这样大，请只保留报告本身再导入。"),
                       len, IMPORT_MAX_BYTES / 1024 / 1024);
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
        if (len >= foreign[i].len && memcmp(bytes, foreign[i].magic, foreign[i].len) == 0)
            return err_set(err, "%s", _(foreign[i].advice));
    size_t n_zero = 0;
    for (size_t i = 0; i < len; i++)
        n_zero += bytes[i] == '\0';
    if (n_zero * 100 > len)
        return err_set(err, _("这不是文本文件（有 %zu 个零字节）。请另存为纯文本或者网页再导入。"), n_zero);
    return true;
}

/* UTF-8 with damaged places, U+FFFD put there. Returns how many; *n_good counts the whole characters beyond ASCII. */
static size_t mend_utf8(const char *bytes, size_t len, struct strbuf *out, size_t *n_good)
{
    size_t n_bad = 0;
    for (size_t i = 0, n; i < len; i += n) {
        uint32_t c;
        n = utf8_decode(bytes + i, len - i, &c);
        if (n) {
            *n_good += n > 1;
            strbuf_add(out, bytes + i, n);
        } else {
            n = 1;
            n_bad++;
            strbuf_add_str(out, "\uFFFD");
        }
    }
    return n_bad;
}

bool import_decode(const char *bytes, size_t len, struct strbuf *out, struct import_notes *notes, struct err *err)
{
    if (!is_text(bytes, len, err))
        return false;
    enum encoding encoding;
    struct strbuf note = STRBUF_INIT;
    if (encoding_guess(bytes, len, &encoding)) {
        size_t bad;
        if (!decode_text(encoding, bytes, len, out, &bad))
            return err_set(err, _("文件不能按 %s 解读，第 %zu 个字节有误。"), encoding_name(encoding), bad + 1);
        if (encoding != ENCODING_UTF8) {
            strbuf_addf(&note, _("文件的编码是 %s，已转成 UTF-8。"), encoding_name(encoding));
            import_note_add(notes, 0, NULL, NULL, strbuf_steal(&note));
        }
        return true;
    }
    size_t n_good = 0, n_bad = mend_utf8(bytes, len, out, &n_good);
    if (n_bad * 10 <= n_good) {
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
    return err_set(err, _("文件既不是 UTF-8 也不是 GB18030 的文本，有 %zu 处不能解读。请另存为 UTF-8 再导入。"), n_bad);
}

/* Left out without a word about each: marks of order and width that copying brings along. */
static bool is_invisible(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

void import_unify_lines(const char *text, size_t len, struct strbuf *out)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] != '\r')
            strbuf_add_byte(out, text[i]);
        else if (i + 1 >= len || text[i + 1] != '\n')
            strbuf_add_byte(out, '\n');
    }
}

void import_clean(const char *text, size_t len, struct strbuf *out, struct import_notes *notes)
{
    struct strbuf note = STRBUF_INIT;
    size_t n_left_out = 0, n_radicals = 0;
    for (size_t i = 0, n; i < len; i += n) {
        uint32_t c;
        char form[UTF8_MAX_BYTES];
        n = utf8_decode(text + i, len - i, &c);
        n = n ? n : 1;
        if (c == '\v' || c == 0x2028 || c == 0x2029) {
            strbuf_add_byte(out, '\n');
        } else if (c >= KANGXI_FIRST && c <= KANGXI_LAST) {
            n_radicals++;
            strbuf_add(out, form, utf8_encode(kangxi[c - KANGXI_FIRST], form));
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
