#include "tui/widthhook.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "locale/width.h"
#include "tui/screenlib.h"

static int ambiguous_cols = 1;
static enum encoding output_encoding = ENCODING_UTF8;

void widthhook_set(int ambiguous, enum encoding encoding)
{
    ambiguous_cols = ambiguous;
    output_encoding = encoding;
}

/* Default visibility and not static: libncursesw's own references must find these two. */
int wcwidth(wchar_t c)
{
    return c ? width_of_char((uint32_t)c, ambiguous_cols) : 0;
}

/* What is not printable is taken apart by ncursesw, and marks end in the wrong half of a wide character. */
int iswprint(wint_t c)
{
    return c != WEOF && width_of_char((uint32_t)c, ambiguous_cols) >= 0;
}

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
    if (!len) { /* draw.c has asked encoding_can_draw(); this keeps the columns right all the same */
        *out = '?';
        return 1;
    }
    memcpy(out, bytes, len);
    return len;
}

/* ncursesw asks whether the locale is a Unicode one. If not it lets the terminal repeat characters (REP), which not
 * every client knows and some miscount near the margin, and with characters from U+0080 on as a single byte. */
char *nl_langinfo(nl_item item)
{
    static char utf8[] = "UTF-8";
    return item == CODESET ? utf8 : nl_langinfo_l(item, uselocale((locale_t)0));
}

static int cols_in_pad(WINDOW *pad)
{
    cchar_t cell;
    const wchar_t line[] = {0x2500, 0};
    if (setcchar(&cell, line, A_NORMAL, 0, NULL) == ERR || mvwadd_wch(pad, 0, 0, &cell) == ERR)
        return -1;
    return getcurx(pad);
}

bool widthhook_check(void)
{
    WINDOW *pad = newpad(1, 8);
    if (!pad)
        return false;
    int before = ambiguous_cols;
    ambiguous_cols = 2;
    bool works = cols_in_pad(pad) == 2;
    ambiguous_cols = 1;
    works = works && cols_in_pad(pad) == 1;
    ambiguous_cols = before;
    delwin(pad);
    return works;
}
