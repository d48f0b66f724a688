/* SPDX-License-Identifier: MIT */
#include "tui/term/widthhook.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "locale/charclass.h"
#include "locale/width.h"
#include "tui/term/screenlib.h"

static int ambiguous_cols = 1;
static enum encoding output_encoding = ENCODING_UTF8;

static bool narrow_emoji;

void widthhook_set(int ambiguous, enum encoding encoding, bool emoji_is_narrow)
{
    ambiguous_cols = ambiguous;
    output_encoding = encoding;
    narrow_emoji = emoji_is_narrow;
}

/* Wide in Unicode 9 and later only: symbols of the BMP, and everything on the plane of emoji. */
static bool is_wide_lately(uint32_t c)
{
    return (c >= 0x2300 && c < 0x2E80 && c != 0x2329 && c != 0x232A) || c >> 16 == 1;
}

int widthhook_cols(uint32_t c)
{
    int n_cols = char_cols(c, ambiguous_cols);
    return n_cols == 2 && narrow_emoji && is_wide_lately(c) && char_cols(c, 1) == 2 ? 1 : n_cols;
}

/* Default visibility and not static: libncursesw's own references must find these two. */
int wcwidth(wchar_t c) { return c ? widthhook_cols((uint32_t)c) : 0; }

/* What is not printable is taken apart by ncursesw, and marks end in the wrong half of a wide
 * character. */
int iswprint(wint_t c) { return c != WEOF && char_cols((uint32_t)c, ambiguous_cols) >= 0; }

/* ncursesw sends each character of a cell through this. All three encodings are stateless. */
size_t wcrtomb(char *restrict out, wchar_t c, mbstate_t *restrict state)
{
    (void)state;
    if (!out)
        return 1;
    if ((uint32_t)c < 0x80) {
        *out = (char)c;
        return 1;
    }
    char bytes[4];
    size_t len = encode_char(output_encoding, (uint32_t)c, bytes);
    if (!len) { /* draw.c has asked encoding_can_draw(); this keeps the columns right all the same
                 */
        *out = '?';
        return 1;
    }
    memcpy(out, bytes, len);
    return len;
}

/* ncursesw asks whether the locale is a Unicode one. If not it lets the terminal repeat characters
 * (REP), which not every client knows and some miscount near the margin, and with characters from
 * U+0080 on as a single byte. The rest is as in the C locale, which the program never leaves. */
char *nl_langinfo(nl_item item)
{
    static char utf8[] = "UTF-8";
    return item == CODESET ? utf8 : nl_langinfo_l(item, newlocale(LC_ALL_MASK, "C", (locale_t)0));
}

/* How far ncurses goes on behind a line character that has so many columns. */
static int cols_in_pad(int ambiguous)
{
    int before = ambiguous_cols;
    WINDOW *pad = newpad(1, 8);
    cchar_t cell = {0};
    ambiguous_cols = ambiguous;
    setcchar(&cell, L"\u2500", A_NORMAL, 0, NULL);
    mvwadd_wch(pad, 0, 0, &cell);
    int n_cols = getcurx(pad);
    ambiguous_cols = before;
    delwin(pad);
    return n_cols;
}

bool widthhook_check(void) { return cols_in_pad(1) == 1 && cols_in_pad(2) == 2; }
