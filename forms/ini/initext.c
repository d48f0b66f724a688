/* SPDX-License-Identifier: MIT */
#include "forms/ini/initext.h"

#include <string.h>

#include "locale/message.h"
#include "locale/utf8.h"

static const char bom[] = "\xEF\xBB\xBF";
enum { BOM_BYTES = sizeof bom - 1 };

static int count_lines(const char *bytes, size_t len)
{
    int n = 0;
    for (const char *at = bytes, *end = bytes + len; at < end && n <= INI_MAX_LINES; n++) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        at = feed ? feed + 1 : end;
    }
    return n;
}

static int line_at(const char *bytes, size_t offset) { return count_lines(bytes, offset + 1); }

static bool find_encoding(struct initext *text, struct err *err)
{
    const char *bytes = text->bytes;
    size_t len = text->len, good = utf8_valid_prefix(bytes, len), bad_offset;
    if (good == len)
        return true;
    int line = line_at(bytes, good);
    if (encoding_is_damaged_utf8(bytes, len)) {
        text->damaged = true;
        return true;
    }
    if (len >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return err_set(err, _("文件是 UTF-16 编码，读不了；请另存为 UTF-8 编码再打开"));
    if (!decode_text(ENCODING_GB18030, bytes, len, &text->converted, &bad_offset))
        return err_set(
            err, _("第 %d 行起既不是 UTF-8 也不是 GB18030 编码，读不了；请确认这是年报的草稿文件"),
            line);
    text->bytes = text->converted.data;
    text->len = text->converted.len;
    text->encoding = ENCODING_GB18030;
    ini_notes_add(text->notes, line, INI_NOTE_ENCODING, "%s",
                  _("文件是 GB18030（GBK）编码，已转换；保存时写成 UTF-8"));
    return true;
}

bool initext_start(struct initext *text, const char *bytes, size_t len, struct ini_notes *notes,
                   struct err *err)
{
    *text = (struct initext){.bytes = len ? bytes : "",
                             .len = len,
                             .converted = STRBUF_INIT,
                             .encoding = ENCODING_UTF8,
                             .notes = notes,
                             .line = STRBUF_INIT};
    if (len > INI_MAX_BYTES)
        return err_set(err, _("文件有 %zu 字节，超过上限 %d 字节，没有读入"), len,
                       (int)INI_MAX_BYTES);
    if (count_lines(text->bytes, len) > INI_MAX_LINES)
        return err_set(err, _("文件超过 %d 行，没有读入"), (int)INI_MAX_LINES);
    return find_encoding(text, err);
}

/* Adds the bytes to the line without NULs, invalid ones replaced. */
static void add_mended(struct initext *text, const char *bytes, size_t len)
{
    size_t n_nul = 0, n_bad = 0;
    for (size_t i = 0; i < len; i++) {
        const char *nul = memchr(bytes + i, '\0', len - i);
        size_t n = nul ? (size_t)(nul - bytes) - i : len - i;
        n_bad += encoding_mend_utf8(bytes + i, n, &text->line);
        n_nul += nul != NULL;
        i += n;
    }
    if (n_nul)
        ini_notes_add(text->notes, text->n_lines, INI_NOTE_NUL,
                      _("有 %zu 个空字节（NUL），已去掉；这里的内容可能已经损坏，请核对"), n_nul);
    if (n_bad)
        ini_notes_add(text->notes, text->n_lines, INI_NOTE_BAD_BYTES,
                      _("有 %zu 个字节已经损坏（不是 UTF-8），以 � 代替；请核对这一行"), n_bad);
}

bool initext_next(struct initext *text)
{
    if (text->offset >= text->len)
        return false;
    const char *start = text->bytes + text->offset;
    size_t left = text->len - text->offset;
    const char *feed = memchr(start, '\n', left);
    size_t len = feed ? (size_t)(feed - start) : left;
    text->line_offset = text->offset;
    text->offset += len + (feed != NULL);
    text->n_lines++;
    if (len && start[len - 1] == '\r') {
        len--;
        if (!text->seen_crlf)
            ini_notes_add(text->notes, text->n_lines, INI_NOTE_CRLF, "%s",
                          _("换行是 Windows 格式（CR LF），已接受；保存时写成 LF"));
        text->seen_crlf = true;
    }
    if (text->n_lines == 1 && len >= BOM_BYTES && memcmp(start, bom, BOM_BYTES) == 0) {
        start += BOM_BYTES;
        len -= BOM_BYTES;
        ini_notes_add(text->notes, 1, INI_NOTE_BOM, "%s",
                      _("文件开头有字节顺序标记（BOM），已去掉"));
    }
    strbuf_clear(&text->line);
    if (text->damaged || memchr(start, '\0', len))
        add_mended(text, start, len);
    else
        strbuf_add(&text->line, start, len);
    return true;
}

void initext_release(struct initext *text)
{
    strbuf_release(&text->converted);
    strbuf_release(&text->line);
}
