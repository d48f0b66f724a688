/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_ENCODING_H
#define LOCALE_ENCODING_H

/* Converts between UTF-8, used inside the program, and the encodings of files, printers and
 * terminals. Strict iconv (no //TRANSLIT, no //IGNORE); reports what cannot be converted. A letter
 * with a combining mark is composed if the target has the result; text is not normalised otherwise.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "locale/err.h"
#include "locale/strbuf.h"

/* GBK here has two-byte characters only: no user-defined ones, and no euro sign (which Windows
 * writes as 0x80 and GB18030 as A2 E3); 0x80 is understood when it is read. */
enum encoding { ENCODING_UTF8, ENCODING_GB18030, ENCODING_GBK };

/* "utf-8", "utf8", "gb18030", "gbk", "gb2312", "cp936" in any case; false for others. */
bool encoding_parse(const char *name, enum encoding *encoding);
/* The encoding in LC_ALL, LC_CTYPE or LANG ("zh_CN.GB18030"), else UTF-8. */
enum encoding encoding_of_environment(void);
/* "UTF-8", "GB18030", "GBK". */
const char *encoding_name(enum encoding encoding);

enum encode_mode {
    ENCODE_STRICT,     /* what the target lacks is a loss */
    ENCODE_SUBSTITUTE, /* try substitute.h first (• to ·, ⑪ to (11), ½ to 1/2 …) */
};

/* One character that the target cannot hold, or that was substituted. */
struct encode_loss {
    size_t offset; /* bytes, in the UTF-8 input */
    uint32_t c;
    const char *substitute; /* static string, NULL: nothing could stand for it */
};
struct encode_result {
    struct encode_loss *losses;
    size_t n_losses;
    size_t n_impossible; /* losses without a substitute; 〓 stands for each in the output */
};
void encode_result_release(struct encode_result *result);

/* Appends valid UTF-8 text to out in the encoding. false with err only if iconv is missing or
 * fails; losses are in result (may be NULL). */
bool encode_text(enum encoding encoding, enum encode_mode mode, const char *text, size_t len,
                 struct strbuf *out, struct encode_result *result, struct err *err);

/* Appends the bytes to out as UTF-8, a BOM included. If they are not valid in that encoding: false,
 * *bad_offset says where, and nothing is appended. */
bool decode_text(enum encoding encoding, const char *bytes, size_t len, struct strbuf *out,
                 size_t *bad_offset);
/* UTF-8 if valid, else GB18030 if they convert, else false. Damaged UTF-8 is neither, although it
 * often converts from GB18030, to other characters. */
bool encoding_guess(const char *bytes, size_t len, enum encoding *encoding);
/* Do the bytes look like damaged UTF-8 rather than GB text? */
bool encoding_is_damaged_utf8(const char *bytes, size_t len);
/* Appends the bytes, each invalid one as U+FFFD; returns how many those were. */
size_t encoding_mend_utf8(const char *bytes, size_t len, struct strbuf *out);

/* Can a terminal of this encoding draw c? In GB encodings only ASCII and two-byte characters:
 * several terminals draw four-byte ones in pieces. */
bool encoding_can_draw(enum encoding encoding, uint32_t c);
/* Encodes one character into at most 4 bytes; returns 0 if there is no code. Fast: wcrtomb calls it
 * for every character drawn. */
size_t encode_char(enum encoding encoding, uint32_t c, char out[4]);

#endif
