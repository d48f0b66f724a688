/* SPDX-License-Identifier: MIT */
/* The screen of a narrative: the visible lines with what the rules found in them, counts, the
 * finding at the cursor. */
#include <stdlib.h>
#include <string.h>

#include "forms/base/customs.h"
#include "forms/draft/textcount.h"
#include "forms/draft/textref.h"
#include "forms/narrative/textedit.h"
#include "locale/cluster.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"
#include "locale/width.h"
#include "tui/screen/ask.h"
#include "tui/screen/box.h"
#include "tui/view/view.h"
#include "tui/term/draw.h"
#include "tui/term/shift.h"
#include "tui/term/term.h"
#include "tui/view/textfigure.h"
#include "tui/view/textsearch.h"

enum {
    MARGIN_COLS = 2, /* the mark of a finding, a blank */
    CURSOR_COLS = 1, /* right of the text: the cursor behind a full line */
    STATUS_ROWS = 2, /* rule and counts */
};

struct textview {
    struct view view;
    struct textedit te;
    size_t first_line;            /* of those on the screen */
    int n_area_rows, n_area_cols; /* when that was decided */
    size_t match_len;             /* bytes found at the cursor, to be shown; 0: none */
    bool is_typing;  /* not painted since the last character: counts and message wait for a pause,
                      * which saves  most of the bytes and keeps the screen quiet */
    bool is_writing; /* the last key was a character: what ends at the cursor is not judged yet */
    struct strbuf status; /* of the last pause */
    struct strbuf message;
    enum style message_style;
    struct textcount count; /* of the text at `counted` */
    uint64_t counted;
};

/* One for all narratives, so that a line can be carried to another section. */
static struct textclip clip = {STRBUF_INIT, false};

static struct textview *textview_of(const struct view *view) { return (struct textview *)view; }

static int text_cols(struct area area)
{
    int n_cols = area.n_cols - MARGIN_COLS - CURSOR_COLS;
    return n_cols < 2 ? 2 : n_cols;
}

/* Rows for what was found at the cursor: more where the message needs them and the text can do
 * without. */
static int message_rows(struct area area, int needed)
{
    int most = area.n_rows / 3;
    return needed < 1 ? 1 : needed < most ? needed : most;
}

static int page_rows(const struct textview *tv, int n_message_rows)
{
    int n_rows = tv->view.area.n_rows - STATUS_ROWS - n_message_rows;
    return n_rows < 1 ? 1 : n_rows;
}

/* ---- drawing ---- */

static void scroll_to_cursor(struct textview *tv, size_t line, size_t n_rows)
{
    bool is_above = line < tv->first_line, is_below = line >= tv->first_line + n_rows;
    bool is_resized =
        tv->n_area_rows != tv->view.area.n_rows || tv->n_area_cols != tv->view.area.n_cols;
    size_t n_lines = textlayout_n_lines(&tv->te.layout);
    tv->n_area_rows = tv->view.area.n_rows;
    tv->n_area_cols = tv->view.area.n_cols;
    /* While typing, half a page at once: one repaint for many lines. */
    if (is_below && tv->is_typing)
        tv->first_line = line - n_rows / 2;
    else if (is_below)
        tv->first_line = line - n_rows + 1;
    else if (is_above && tv->is_typing)
        tv->first_line = line > n_rows / 2 ? line - n_rows / 2 : 0;
    else if (is_above)
        tv->first_line = line;
    /* After a jump or in another window no row stays blank that text above could fill. */
    if ((is_above || is_resized) && !tv->is_typing && tv->first_line + n_rows > n_lines)
        tv->first_line = n_lines > n_rows ? n_lines - n_rows : 0;
}

static enum style style_at(const struct textview *tv, size_t shown, size_t match)
{
    enum style style = textlayout_ref_at(&tv->te.layout, shown) ? STYLE_HEADING : STYLE_NORMAL;
    if (shown >= match && shown - match < tv->match_len)
        return STYLE_SELECTION;
    for (size_t i = 0; i < tv->te.marks.count; i++) {
        const struct textmark *mark = &tv->te.marks.items[i];
        if (shown < mark->start || shown >= mark->end)
            continue;
        if (mark->is_error)
            return STYLE_ERROR;
        style = STYLE_WARNING;
    }
    return style;
}

/* Words and marks, not colour alone: `!` an error, `?` a warning in the line. */
static char line_mark(const struct textview *tv, const struct textline *line)
{
    char sign = ' ';
    for (size_t i = 0; i < tv->te.marks.count; i++) {
        const struct textmark *mark = &tv->te.marks.items[i];
        if (mark->start < mark->end && mark->start < line->end && mark->end > line->start)
            sign = mark->is_error || sign == '!' ? '!' : '?';
    }
    return sign;
}

static void draw_line(const struct textview *tv, int y, size_t index)
{
    const struct textlayout *layout = &tv->te.layout;
    const char *text = layout->shown.data;
    struct textline line = textlayout_line(layout, index);
    size_t match = textlayout_shown_offset(layout, tv->te.cursor.offset);
    char sign = line_mark(tv, &line);
    int x = tv->view.area.x + MARGIN_COLS + line.indent,
        end = tv->view.area.x + tv->view.area.n_cols;
    if (sign != ' ')
        draw_text(y, tv->view.area.x, 1, &sign, 1, sign == '!' ? STYLE_ERROR : STYLE_WARNING);
    for (size_t pos = line.start; pos < line.end && x < end;) {
        enum style style = style_at(tv, pos, match);
        size_t stop = pos;
        do
            stop += cluster_len(text + stop, line.end - stop);
        while (stop < line.end && style_at(tv, stop, match) == style);
        x += draw_text(y, x, end - x, text + pos, stop - pos, style);
        pos = stop;
    }
}

static size_t n_line_feeds(const char *text, size_t len)
{
    size_t count = 0;
    for (const char *p = text; (p = memchr(p, '\n', len - (size_t)(p - text))); p++)
        count++;
    return count;
}

static bool is_overview(const struct textview *tv)
{
    const struct form *form = draft_form(desk_draft(tv->view.desk));
    return tv->view.section == form_section_index(form, "overview");
}

static void make_status(struct textview *tv, size_t line)
{
    const struct textlayout *layout = &tv->te.layout;
    uint64_t change = draft_change_any(desk_draft(tv->view.desk));
    if (tv->counted != change)
        tv->count = textcount_of(layout->shown.data, layout->shown.len);
    tv->counted = change;
    size_t start = textlayout_line(layout, line).start;
    const char *feed = memrchr(layout->shown.data, '\n', start);
    size_t paragraph_start = feed ? (size_t)(feed - layout->shown.data) + 1 : 0;
    size_t paragraph = n_line_feeds(layout->shown.data, start) + 1,
           n_paragraphs = tv->count.n_paragraphs;
    if (n_paragraphs && n_paragraphs < paragraph)
        n_paragraphs = paragraph; /* blank ones do not count, but one is being begun */
    strbuf_clear(&tv->status);
    strbuf_addf(&tv->status, _("第 %zu 段 第 %zu 行    共 %zu 段 %zu 字"), paragraph,
                line - textlayout_line_of(layout, paragraph_start) + 1, n_paragraphs,
                tv->count.n_words);
    int limit = customs_get()->overview_limit;
    if (is_overview(tv) && limit && tv->count.n_words <= (size_t)limit)
        strbuf_addf(&tv->status, _("（要求 %d 字以内）"), limit);
}

/* The numbers in the normal style: a change of attributes would cost more bytes than a number that
 * has grown. */
static void draw_status(const struct textview *tv, int y)
{
    struct area area = tv->view.area;
    int n_cols = draw_text(y, area.x, area.n_cols, tv->status.data, tv->status.len, STYLE_NORMAL);
    int limit = customs_get()->overview_limit;
    if (is_overview(tv) && limit && tv->count.n_words > (size_t)limit)
        draw_str(y, area.x + n_cols, area.n_cols - n_cols, _("（字数超过要求）"), STYLE_WARNING);
}

/* What is to be said of the place where the cursor stands. */
static void make_message(struct textview *tv)
{
    size_t shown = textlayout_shown_offset(&tv->te.layout, tv->te.cursor.offset);
    const struct textmark *mark = textmarks_at(&tv->te.marks, shown);
    const struct textref *ref = textlayout_ref_at(&tv->te.layout, shown);
    strbuf_clear(&tv->message);
    tv->message_style = STYLE_NORMAL;
    if (mark) {
        tv->message_style = mark->is_error ? STYLE_ERROR : STYLE_WARNING;
        strbuf_addf(&tv->message, "%s：%s", mark->is_error ? _("错误") : _("提醒"), mark->text);
    } else if (!tv->te.layout.shown.len) {
        tv->message_style = STYLE_DIM;
        strbuf_add_str(
            &tv->message,
            _("还没有写。直接输入，Enter 另起一段，段首由程序空两格；F5 看去年的这一节。"));
    } else if (ref) {
        const struct draft *draft = desk_draft(tv->view.desk);
        char *key =
            xmemdup0(draft_text(draft, tv->te.field) + ref->source + 1, ref->source_len - 2);
        struct cell cell;
        if (form_cell_find(draft_form(draft), key, &cell)) {
            strbuf_add_str(&tv->message, _("引用："));
            form_cell_title(draft_form(draft), cell, &tv->message);
        }
        free(key);
    }
}

/* Text, layout, marks, counts and message as they are to be painted. */
static void follow_draft(struct textview *tv)
{
    const struct desk *desk = tv->view.desk;
    struct textedit *te = &tv->te;
    textedit_update(te);
    textlayout_set_width(&te->layout, text_cols(tv->view.area), term_ambiguous());
    te->layout.n_ahead = 2 * (size_t)tv->view.area.n_rows;
    if (desk_findings_are_fresh(desk)) {
        textmarks_take(&te->marks, &desk->findings, te->field, &te->layout);
        if (tv->is_writing)
            textmarks_drop_ending_at(&te->marks,
                                     textlayout_shown_offset(&te->layout, te->cursor.offset));
    }
    if (tv->is_typing && tv->status.len)
        return;
    textlayout_finish(&te->layout);
    make_status(tv, textcursor_place(&te->layout, &te->cursor).line);
    make_message(tv);
}

static void text_draw(struct view *view)
{
    struct textview *tv = textview_of(view);
    struct area area = view->area;
    follow_draft(tv);
    struct wrapped wrapped;
    wrapped_init(&wrapped, tv->message.data, area.n_cols);
    int n_message_rows = message_rows(area, (int)wrapped.count),
        n_rows = page_rows(tv, n_message_rows);
    struct textplace place = textcursor_place(&tv->te.layout, &tv->te.cursor);
    scroll_to_cursor(tv, place.line, (size_t)n_rows);
    if (textlayout_n_right_lines(&tv->te.layout) < tv->first_line + (size_t)n_rows)
        textlayout_finish(&tv->te.layout);

    draw_clear_area(area.y, area.x, area.n_rows, area.n_cols, STYLE_NORMAL);
    size_t n_lines = textlayout_n_lines(&tv->te.layout);
    for (int row = 0; row < n_rows && tv->first_line + (size_t)row < n_lines; row++)
        draw_line(tv, area.y + row, tv->first_line + (size_t)row);
    int y = area.y + n_rows;
    draw_rule(y, area.x, area.n_cols, STYLE_DIM);
    draw_status(tv, y + 1);
    bool is_told = tv->message.len && screen_tells(view->screen, tv->message.data);
    for (int row = 0; !is_told && row < n_message_rows && (size_t)row < wrapped.count; row++)
        draw_text(y + STATUS_ROWS + row, area.x, area.n_cols,
                  tv->message.data + wrapped.lines[row].offset, wrapped.lines[row].len,
                  tv->message_style);
    wrapped_release(&wrapped);
    draw_cursor(area.y + (int)(place.line - tv->first_line), area.x + MARGIN_COLS + place.col);
    if (tv->is_typing)
        shift_may(area.y, n_rows);
    tv->is_typing = false;
}

/* ---- keys ---- */

static const struct {
    enum key_code code;
    enum textmove move;
} moves[] = {
    {KEYC_LEFT, TEXTMOVE_LEFT}, {KEYC_RIGHT, TEXTMOVE_RIGHT},  {KEYC_UP, TEXTMOVE_UP},
    {KEYC_DOWN, TEXTMOVE_DOWN}, {KEYC_PGUP, TEXTMOVE_PAGE_UP}, {KEYC_PGDN, TEXTMOVE_PAGE_DOWN},
    {KEYC_HOME, TEXTMOVE_HOME}, {KEYC_END, TEXTMOVE_END},
};

static bool move_by_key(struct textview *tv, enum key_code code)
{
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        if (moves[i].code != code)
            continue;
        textedit_move(&tv->te, moves[i].move,
                      (size_t)page_rows(tv, message_rows(tv->view.area, 0)));
        return true;
    }
    return false;
}

static void type(struct textview *tv, uint32_t c)
{
    char text[UTF8_MAX_BYTES];
    if (textedit_type(&tv->te, text, utf8_encode(c, text)))
        tv->is_typing = tv->is_writing = true;
    else
        screen_say(tv->view.screen, _("段首由程序空两格，不用输入"));
}

static void paste(struct textview *tv, const char *text, size_t len)
{
    size_t before = tv->te.layout.shown.len;
    textedit_paste(&tv->te, text, len);
    if (tv->te.layout.shown.len == before)
        screen_say(tv->view.screen, _("贴上的内容是空的"));
}

static bool text_key(struct view *view, const struct key *key)
{
    struct textview *tv = textview_of(view);
    textedit_update(&tv->te);
    tv->match_len = 0;
    tv->is_writing = false;
    clip.joins = false;
    if (move_by_key(tv, key->code))
        return true;
    switch (key->code) {
    case KEYC_TAB:
    case KEYC_BACKTAB:
        screen_say(view->screen, _("段首由程序空两格。F8 到下一节，F7 到上一节。"));
        return true;
    case KEYC_CHAR:
        if (view_may_edit(&tv->view))
            type(tv, key->c);
        return true;
    case KEYC_PASTE:
        if (view_may_edit(&tv->view))
            paste(tv, key->text, key->len);
        return true;
    case KEYC_ENTER:
        if (view_may_edit(&tv->view) && !textedit_enter(&tv->te))
            screen_say(view->screen, _("这一段还是空的，可以直接写"));
        return true;
    case KEYC_BACKSPACE:
    case KEYC_DELETE:
        if (view_may_edit(&tv->view) && textedit_delete(&tv->te, key->code == KEYC_DELETE))
            tv->is_typing = true;
        return true;
    default: return false;
    }
}

/* ---- commands ---- */

/* F5: what stood here last year, to read, or to begin with where nothing is written yet. */
static void show_last_year(struct textview *tv)
{
    struct screen *screen = tv->view.screen;
    const struct desk *desk = tv->view.desk;
    const struct draft *previous = desk_previous(desk);
    int field = previous ? draft_find(previous, draft_key(desk_draft(desk), tv->te.field)) : -1;
    if (field < 0 || !draft_len(previous, field)) {
        screen_say(screen, previous ? _("上年报告的这一节是空的") : _("没有上年报告"));
        return;
    }
    struct textlayout last_year;
    textlayout_init(&last_year, text_cols(tv->view.area), term_ambiguous());
    textlayout_update(&last_year, draft_text(previous, field), draft_len(previous, field),
                      textref_read, previous);
    ask_show(screen, _("上年的这一节"), last_year.shown.data);
    textlayout_release(&last_year);
    if (draft_len(desk_draft(desk), tv->te.field) || desk_is_read_only(desk))
        return;
    if (ask_yes_no(screen, _("上年的这一节"), _("照搬过来再改吗？年份和数字请逐处核对。"), false)) {
        textedit_insert(&tv->te, draft_text(previous, field), draft_len(previous, field),
                        N_("取去年文字"));
        textedit_go(&tv->te, 0);
    }
}

static void insert_figure(struct textview *tv)
{
    struct strbuf reference = STRBUF_INIT;
    if (textfigure_ask(tv->view.screen, desk_draft(tv->view.desk), &reference))
        textedit_insert(&tv->te, reference.data, reference.len, N_("插入表中数字"));
    strbuf_release(&reference);
}

static void say_taken(struct textview *tv, bool taken, const char *what)
{
    screen_say(tv->view.screen, "%s", taken ? what : _("这一行是空的"));
}

static bool text_command(struct view *view, enum command command)
{
    struct textview *tv = textview_of(view);
    struct textedit *te = &tv->te;
    textedit_update(te);
    tv->match_len = 0;
    tv->is_writing = false;
    clip.joins = clip.joins && (command == COMMAND_CUT_LINE || command == COMMAND_COPY_LINE);
    switch (command) {
    case COMMAND_LAST_YEAR: show_last_year(tv); return true;
    case COMMAND_FIND:
    case COMMAND_FIND_NEXT:
        if (command == COMMAND_FIND ? textsearch_find(view->screen, te)
                                    : textsearch_find_next(view->screen, te))
            tv->match_len = textsearch_len();
        return true;
    case COMMAND_COPY_LINE:
        say_taken(tv, textedit_copy_line(te, &clip), _("复制了一行，^R 贴上"));
        return true;
    default: break;
    }
    if (!view_may_edit(&tv->view))
        return true;
    switch (command) {
    case COMMAND_CUT_LINE:
        say_taken(tv, textedit_cut_line(te, &clip), _("剪下了，^R 贴上"));
        return true;
    case COMMAND_PASTE_LINE:
        if (clip.text.len)
            textedit_insert(te, clip.text.data, clip.text.len, N_("贴上"));
        else
            screen_say(view->screen, _("还没有剪下或复制过内容"));
        return true;
    case COMMAND_CLEAR: textedit_clear_line(te); return true;
    case COMMAND_REPLACE: textsearch_replace(view->screen, te); return true;
    case COMMAND_INSERT_FIGURE: insert_figure(tv); return true;
    default: return false;
    }
}

/* ---- the rest of the interface ---- */

static void text_settle(struct view *view) { edit_break(desk_edit(view->desk)); }

static struct place text_place(const struct view *view)
{
    const struct textview *tv = textview_of(view);
    return (struct place){tv->te.field, tv->te.cursor.offset};
}

static void text_go(struct view *view, struct place place)
{
    struct textview *tv = textview_of(view);
    if (place.field != tv->te.field)
        return;
    textedit_update(&tv->te);
    textedit_go(&tv->te, place.offset);
}

static void text_help(const struct view *view, struct strbuf *out)
{
    const struct form *form = draft_form(desk_draft(view->desk));
    const struct form_section *section = &form->sections[view->section];
    strbuf_addf(out, "%s\n　　%s", section->heading ? section->heading : _(section->brief),
                _(section->help));
    strbuf_add_str(
        out,
        _("\n\n怎样写\n　　直接输入，到行末自动换行；Enter 另起一段，段首由程序空两格。可以从别处一次贴入许多段，"
          "空行和段首的空格会去掉。^K 剪下一行，连按几次就是几行，^R 贴上，^Z 撤销。\n"
          "　　F10 菜单里有查找、替换、插入表中数字：插入的数字与表格一致，表格改了它跟着变。"
          "Home、End 到行首、行末，再按一次到全文的首、末。"));
}

static void text_free(struct view *view)
{
    struct textview *tv = textview_of(view);
    textedit_release(&tv->te);
    strbuf_release(&tv->status);
    strbuf_release(&tv->message);
    free(tv);
}

static const struct view_class text_class = {
    .commands = COMMAND_BIT(COMMAND_LAST_YEAR) | COMMAND_BIT(COMMAND_CLEAR) |
                COMMAND_BIT(COMMAND_CUT_LINE) | COMMAND_BIT(COMMAND_PASTE_LINE) |
                COMMAND_BIT(COMMAND_COPY_LINE) | COMMAND_BIT(COMMAND_FIND) |
                COMMAND_BIT(COMMAND_FIND_NEXT) | COMMAND_BIT(COMMAND_REPLACE) |
                COMMAND_BIT(COMMAND_INSERT_FIGURE),
    .free = text_free,
    .draw = text_draw,
    .key = text_key,
    .settle = text_settle,
    .command = text_command,
    .place = text_place,
    .go = text_go,
    .help = text_help,
};

struct view *textview_new(struct screen *screen, struct desk *desk, int section)
{
    enum { COLS_UNTIL_DRAWN = 77 };
    struct textview *tv = xcalloc(1, sizeof *tv);
    tv->view =
        (struct view){.class = &text_class, .screen = screen, .desk = desk, .section = section};
    strbuf_init(&tv->status);
    strbuf_init(&tv->message);
    tv->counted = draft_change_any(desk_draft(desk)) - 1;
    textedit_init(&tv->te, desk_edit(desk), draft_section_field(desk_draft(desk), section),
                  COLS_UNTIL_DRAWN, term_ambiguous());
    return &tv->view;
}
