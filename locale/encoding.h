/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_ENCODING_H
#define LOCALE_ENCODING_H

/* Conversion between UTF-8, which all text inside the program is, and the encodings of files,
 * printers and terminals. Strict iconv (no //TRANSLIT, no //IGNORE) over a fixed list of names;
 * what cannot be converted is reported with its place. A base letter with a combining mark is
 * composed where the target has the composed letter; otherwise text is never normalised. */

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
/* The encoding that LC_ALL, else LC_CTYPE, else LANG names ("zh_CN.GB18030"); UTF-8 where none
 * does. */
enum encoding encoding_of_environment(void);
/* "UTF-8", "GB18030", "GBK". */
const char *encoding_name(enum encoding encoding);

enum encode_mode {
    ENCODE_STRICT, /* what the target lacks is a loss */
    ENCODE_SUBSTITUTE, /* first try the substitution table (• to ·, ⑪ to (11), © to (C), ½ to 1/2,
                          NBSP to blank …) */
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

/* Appends valid UTF-8 text to out in the encoding. false only when iconv itself is missing or fails
 * (err says so); losses are not errors: look at result (may be NULL). */
bool encode_text(enum encoding encoding, enum encode_mode mode, const char *text, size_t len,
                 struct strbuf *out, struct encode_result *result, struct err *err);

/* Appends the bytes to out as UTF-8, a BOM included. false when they are not valid in that
 * encoding: *bad_offset is where, and nothing is appended. */
bool decode_text(enum encoding encoding, const char *bytes, size_t len, struct strbuf *out,
                 size_t *bad_offset);
/* The encoding the bytes are in: valid UTF-8 (a BOM or not) is UTF-8, else GB18030 if they convert;
 * false: neither. UTF-8 with some bytes damaged is neither, although many such texts do convert
 * from GB18030: to other characters. */
bool encoding_guess(const char *bytes, size_t len, enum encoding *encoding);
/* Do the bytes look like UTF-8 of which some were damaged, rather than like text of a GB encoding?
 */
bool encoding_is_damaged_utf8(const char *bytes, size_t len);
/* Appends the bytes with U+FFFD for each one that is not UTF-8; returns how many those were. */
size_t encoding_mend_utf8(const char *bytes, size_t len, struct strbuf *out);

/* Can a terminal of this encoding draw c as a single unit? On GB18030 and GBK terminals only ASCII
 * and the two-byte characters (four-byte ones are drawn in pieces by several of them). */
bool encoding_can_draw(enum encoding encoding, uint32_t c);
/* One character in the encoding, at most 4 bytes into out, 0 where it has none. Fast enough for
 * every character drawn (wcrtomb calls it). */
size_t encode_char(enum encoding encoding, uint32_t c, char out[4]);

#endif
