/* SPDX-License-Identifier: MIT */
#include "tui/term/draw.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "locale/charclass.h"
#include "locale/cluster.h"
#include "locale/utf8.h"
#include "locale/visible.h"
#include "tui/term/screenlib.h"
#include "tui/term/widthhook.h"

/* Of the palette's fixed part: every terminal shows these alike, whatever its sixteen colours are.
 */
enum { DEFAULT = -1, BLACK = 16, WHITE = 231, BLUE = 24, RED = 160, YELLOW = 222, SKY = 153 };
enum { LEAST_COLORS = 256 };

/* What a style looks like without colour and with it. Where there are fewer colours than the fixed
 * ones, nobody knows how they look beside each other: then none is used. */
static const struct look {
    attr_t mono;
    attr_t attr; /* with colour */
    short foreground, background;
} looks[STYLE_N] = {
    [STYLE_NORMAL] = {A_NORMAL, A_NORMAL, DEFAULT, DEFAULT},
    [STYLE_DIM] = {A_NORMAL, A_NORMAL, DEFAULT, DEFAULT},
    [STYLE_HEADING] = {A_BOLD, A_BOLD, DEFAULT, DEFAULT},
    [STYLE_FOCUS] = {A_REVERSE, A_REVERSE, DEFAULT, DEFAULT},
    [STYLE_SELECTION] = {A_REVERSE, A_NORMAL, BLACK, SKY},
    [STYLE_WARNING] = {A_UNDERLINE | A_BOLD, A_NORMAL, BLACK, YELLOW},
    [STYLE_ERROR] = {A_REVERSE | A_BOLD, A_BOLD, WHITE, RED},
    [STYLE_CHROME] = {A_REVERSE, A_NORMAL, WHITE, BLUE},
};

static int ambiguous = 1;
static enum encoding encoding;
static bool has_color;
static bool has_lines;
static bool has_hidden;
static bool has_corner;        /* can the last cell of the last row be drawn? */
static int cursor_y, cursor_x; /* drawing moves the cursor of ncurses */

/* Where the automatic margin cannot be switched off (TERM=screen, tmux), ncurses fills that cell by
 * inserting what stands before it, which tears a wide character: it stays blank there. */
static bool can_draw_corner(void) { return enter_am_mode && exit_am_mode; }

void draw_start(const struct draw_terminal *terminal)
{
    ambiguous = terminal->ambiguous;
    encoding = terminal->encoding;
    has_corner = can_draw_corner();
    has_lines = terminal->border != DRAW_BORDER_ASCII && terminal->line_is_narrow &&
                ambiguous == 1 && encoding == ENCODING_UTF8;
    const char *no_color = getenv("NO_COLOR");
    bool is_unwanted = terminal->color == DRAW_COLOR_AUTO && no_color && *no_color;
    has_color = terminal->color != DRAW_COLOR_NEVER && !is_unwanted && has_colors() &&
                max_colors >= LEAST_COLORS;
    if (!has_color)
        return;
    start_color();
    bool has_default = use_default_colors() == OK;
    for (int style = 1; style < STYLE_N; style++) {
        short foreground = looks[style].foreground, background = looks[style].background;
        if (!has_default) {
            foreground = foreground == DEFAULT ? WHITE : foreground;
            background = background == DEFAULT ? BLACK : background;
        }
        init_pair((short)style, foreground, background); /* the pair's number is the style's */
    }
}

bool draw_has_color(void) { return has_color; }

bool draw_colors(enum style style, short *foreground, short *background)
{
    *foreground = looks[style].foreground;
    *background = looks[style].background;
    return *foreground != DEFAULT || *background != DEFAULT;
}

bool draw_has_lines(void) { return has_lines; }
bool draw_has_hidden(void) { return has_hidden; }

static attr_t style_attr(enum style style)
{
    return has_color ? looks[style].attr : looks[style].mono;
}
static short style_pair(enum style style) { return has_color ? (short)style : 0; }

/* ncurses numbers the columns of a wide character in the attribute's character bits: 1 its left
 * column, 2 its right. */
static bool is_right_half(int y, int x)
{
    cchar_t cell;
    if (x <= 0 || x >= COLS)
        return false;
    mvin_wch(y, x, &cell);
    return (cell.attr & A_CHARTEXT) > 1;
}

/* One cell from a base and its marks. */
static void put(int y, int x, const wchar_t *chars, enum style style)
{
    cchar_t cell;
    setcchar(&cell, chars, style_attr(style), style_pair(style), NULL);
    mvadd_wch(y, x, &cell);
}

/* The same narrow character in n_cols cells; a whole screen of blanks is drawn at each repaint. */
static void put_repeated(int y, int x, int n_cols, wchar_t c, enum style style)
{
    cchar_t cell;
    if (n_cols <= 0)
        return;
    setcchar(&cell, (const wchar_t[]){c, 0}, style_attr(style), style_pair(style), NULL);
    mvhline_set(y, x, &cell, n_cols);
}

static void put_blanks(int y, int x, int n_cols, enum style style)
{
    put_repeated(y, x, n_cols, L' ', style);
}

/* Before columns x to x + n_cols are drawn over: a wide character that loses one of its halves
 * leaves a blank. */
static void cut_free(int y, int x, int n_cols)
{
    bool left = is_right_half(y, x), right = is_right_half(y, x + n_cols);
    if (left)
        put(y, x - 1, L" ", STYLE_NORMAL);
    if (right)
        put(y, x + n_cols, L" ", STYLE_NORMAL);
}

/* A cluster as one cell of n_cols columns. Of an emoji sequence only the first picture is sent:
 * terminals do not agree on how wide the rest makes it. */
static void put_cluster(int y, int x, const char *text, size_t len, int n_cols, enum style style)
{
    wchar_t chars[CCHARW_MAX + 1] = {0};
    size_t n_chars = 0;
    int base_cols = 0;
    bool is_drawable = true;
    uint32_t c;
    for (size_t pos = 0; pos < len && n_chars < CCHARW_MAX;) {
        bool is_base = pos == 0;
        pos += utf8_decode(text + pos, len - pos, &c);
        if (is_base) {
            base_cols = widthhook_cols(c);
        } else if (char_cols(c, ambiguous) != 0 || !char_is_safe(c)) {
            n_chars = 1; /* more than a base with its marks */
            break;
        }
        is_drawable = is_drawable && encoding_can_draw(encoding, c);
        chars[n_chars++] = (wchar_t)c;
    }
    /* Half a flag is drawn with one column here, with two there. */
    bool is_flag = chars[0] >= 0x1F1E6 && chars[0] <= 0x1F1FF;
    if (!is_drawable || is_flag) {
        chars[0] = n_cols == 2 ? L'〓' : L'?';
        base_cols = n_cols;
        n_chars = 1;
        style = STYLE_WARNING;
    }
    chars[n_chars] = L'\0';
    put(y, x, chars, style);
    put_blanks(y, x + base_cols, n_cols - base_cols, style);
}

/* A piece of text that draws as one unit: columns, and what to send for it. */
struct piece {
    size_t len;
    int n_cols;
    bool replaced;
    char form[16];
};

static struct piece next_piece(const char *text, size_t len)
{
    struct piece piece;
    piece.len = visible_next(text, len, &piece.replaced, piece.form);
    piece.n_cols =
        piece.replaced ? (int)strlen(piece.form) : cluster_cols(text, piece.len, ambiguous);
    return piece;
}

static void put_piece(int y, int x, const char *text, const struct piece *piece, enum style style)
{
    if (!piece->replaced) {
        put_cluster(y, x, text, piece->len, piece->n_cols, style);
        return;
    }
    has_hidden = true;
    for (int i = 0; i < piece->n_cols; i++)
        put(y, x + i, (const wchar_t[]){(wchar_t)piece->form[i], 0}, STYLE_WARNING);
}

/* Clips the columns x to x + n_cols to the screen; false where nothing is left of them. */
static bool clip_to_screen(int y, int *x, int *n_cols)
{
    if (y < 0 || y >= LINES)
        return false;
    if (*x < 0) {
        *n_cols += *x;
        *x = 0;
    }
    int end = y == LINES - 1 && !has_corner ? COLS - 1 : COLS;
    if (*n_cols > end - *x)
        *n_cols = end - *x;
    return *n_cols > 0;
}

int draw_text_from(int y, int x, int skip_cols, int max_cols, const char *text, size_t len,
                   enum style style)
{
    if (x < 0)
        skip_cols -= x;
    if (!clip_to_screen(y, &x, &max_cols))
        return 0;
    struct clip clip = width_clip(text, len, skip_cols, max_cols, ambiguous);
    int n_cols = clip.pad_left + clip.n_cols;
    if (!n_cols)
        return 0;
    cut_free(y, x, n_cols);
    put_blanks(y, x, clip.pad_left, style);
    x += clip.pad_left;
    const char *p = text + clip.start_bytes, *end = p + clip.n_bytes;
    while (p < end) {
        struct piece piece = next_piece(p, (size_t)(end - p));
        put_piece(y, x, p, &piece, style);
        x += piece.n_cols;
        p += piece.len;
    }
    return n_cols;
}

int draw_text(int y, int x, int max_cols, const char *text, size_t len, enum style style)
{
    return draw_text_from(y, x, 0, max_cols, text, len, style);
}

int draw_str(int y, int x, int max_cols, const char *text, enum style style)
{
    return draw_text(y, x, max_cols, text, strlen(text), style);
}

void draw_pad(int y, int x, int n_cols, const char *text, size_t len, enum align align,
              enum style style)
{
    int text_cols = width_clip(text, len, 0, n_cols, ambiguous).n_cols;
    int left = align == ALIGN_LEFT    ? 0
               : align == ALIGN_RIGHT ? n_cols - text_cols
                                      : (n_cols - text_cols) / 2;
    draw_fill(y, x, left, style);
    draw_text(y, x + left, text_cols, text, len, style);
    draw_fill(y, x + left + text_cols, n_cols - left - text_cols, style);
}

void draw_pad_str(int y, int x, int n_cols, const char *text, enum align align, enum style style)
{
    draw_pad(y, x, n_cols, text, strlen(text), align, style);
}

void draw_fill(int y, int x, int n_cols, enum style style)
{
    if (!clip_to_screen(y, &x, &n_cols))
        return;
    cut_free(y, x, n_cols);
    put_blanks(y, x, n_cols, style);
}

void draw_clear_area(int y, int x, int n_rows, int n_cols, enum style style)
{
    for (int i = 0; i < n_rows; i++)
        draw_fill(y + i, x, n_cols, style);
}

void draw_clear_screen(void)
{
    erase();
    has_hidden = false;
}

/* The same character in n_cols cells, each of one column. */
static void draw_repeated(int y, int x, int n_cols, wchar_t c, enum style style)
{
    if (!clip_to_screen(y, &x, &n_cols))
        return;
    cut_free(y, x, n_cols);
    put_repeated(y, x, n_cols, c, style);
}

void draw_rule(int y, int x, int n_cols, enum style style)
{
    draw_repeated(y, x, n_cols, has_lines ? L'─' : L'-', style);
}

void draw_frame(int y, int x, int n_rows, int n_cols, enum style style)
{
    if (n_rows < 2 || n_cols < 2)
        return;
    int bottom = y + n_rows - 1, right = x + n_cols - 1;
    for (int i = y; i <= bottom; i++) {
        bool is_edge = i == y || i == bottom;
        draw_repeated(i, x, 1, is_edge ? L'+' : L'|', style);
        if (is_edge)
            draw_repeated(i, x + 1, n_cols - 2, L'-', style);
        draw_repeated(i, right, 1, is_edge ? L'+' : L'|', style);
    }
}

void draw_cursor(int y, int x)
{
    cursor_y = y;
    cursor_x = x;
}

/* The character under the cursor, as it was drawn and as it stands now. */
static struct {
    bool is_there;
    int y, x;
    cchar_t drawn, shown;
} under_cursor;

static void unmark_under_cursor(void)
{
    cchar_t cell;
    int y = under_cursor.y, x = under_cursor.x;
    if (under_cursor.is_there && mvin_wch(y, x, &cell) == OK &&
        memcmp(&cell, &under_cursor.shown, sizeof cell) == 0)
        mvadd_wch(y, x, &under_cursor.drawn);
    under_cursor.is_there = false;
}

/* PuTTY draws a line in GBK in pieces of one attribute each, and misplaces what stands beside the
 * cursor in the same piece: the character under it becomes a piece of its own. */
static void mark_under_cursor(int y, int x)
{
    x -= is_right_half(y, x);
    if (mvin_wch(y, x, &under_cursor.drawn) != OK || under_cursor.drawn.chars[0] == L' ' ||
        (y == LINES - 1 && x >= COLS - 2))
        return;
    cchar_t cell = under_cursor.drawn;
    cell.attr = (cell.attr & ~A_CHARTEXT) ^ A_UNDERLINE;
    under_cursor.drawn.attr &= ~A_CHARTEXT;
    mvadd_wch(y, x, &cell);
    mvin_wch(y, x, &under_cursor.shown);
    under_cursor.y = y;
    under_cursor.x = x;
    under_cursor.is_there = true;
}

void draw_place_cursor(void)
{
    int last_row = LINES - 1, last_col = COLS - 1;
    int y = cursor_y < 0 ? 0 : cursor_y, x = cursor_x < 0 ? 0 : cursor_x;
    y = y > last_row ? last_row : y;
    x = x > last_col ? last_col : x;
    unmark_under_cursor();
    if (encoding != ENCODING_UTF8)
        mark_under_cursor(y, x);
    move(y, x);
}
