/* SPDX-License-Identifier: MIT */
/* The cover: unit, year, date and the contact lines, one field a line. */
#include <stdlib.h>
#include <string.h>

#include "forms/base/date.h"
#include "forms/draft/newdraft.h"
#include "forms/form/covertext.h"
#include "forms/form/number.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/width.h"
#include "tui/screen/ask.h"
#include "tui/screen/box.h"
#include "tui/screen/lineedit.h"
#include "tui/view/view.h"
#include "tui/term/draw.h"

enum { LABEL_COLS = 14, FIRST_ROW = 2, ROWS_EACH = 1, HINT_ROWS = 3 };

struct cover {
    struct view view;
    int current; /* COVER_UNIT … */
    struct lineedit
        line;     /* of the current field; always open, so that the cursor stands in the text */
    bool touched; /* the line's step of the edit is open */
};

static struct cover *cover_of(const struct view *view) { return (struct cover *)view; }

static void touch_end(struct cover *cover)
{
    if (cover->touched)
        edit_end(desk_edit(cover->view.desk));
    cover->touched = false;
}

/* The draft may have changed under the line (undo, recovery). */
static void line_follow(struct cover *cover)
{
    const char *text = draft_text(desk_draft(cover->view.desk),
                                  draft_cover_field(desk_draft(cover->view.desk), cover->current));
    if (strcmp(text, cover->line.text.data) != 0)
        lineedit_set(&cover->line, text);
}

static void select_field(struct cover *cover, int current)
{
    touch_end(cover);
    cover->current = current;
    lineedit_set(&cover->line,
                 draft_text(desk_draft(cover->view.desk),
                            draft_cover_field(desk_draft(cover->view.desk), current)));
    /* A year or date is typed anew, a name is mended. */
    cover->line.replaces = form_cover[current].kind != COVER_TEXT;
}

static void line_store(struct cover *cover)
{
    struct edit *edit = desk_edit(cover->view.desk);
    if (!cover->touched)
        edit_begin(edit, N_("填封面"));
    cover->touched = true;
    edit_set(edit, draft_cover_field(edit_draft(edit), cover->current), cover->line.text.data);
}

/* A report of a year that is not over yet is more likely a slip of the fingers: asked about, or
 * only said where a command is under way. */
static bool is_meant(struct cover *cover, const char *year, bool may_ask, struct err *err)
{
    struct strbuf text = STRBUF_INIT;
    bool yes = false;
    strbuf_addf(&text, _("%s 年还没有到。确实是这一年的报告吗？"), year);
    if (may_ask)
        yes = ask_yes_no(cover->view.screen, _("报告年度"), text.data, false);
    err_set(err, "%s", may_ask ? _("请改正报告年度。") : text.data);
    strbuf_release(&text);
    return yes;
}

/* Leaving a field is where its text is put in order: full-width digits, a date in any of its forms.
 */
static bool normalise(struct cover *cover, bool may_ask)
{
    struct strbuf text = STRBUF_INIT;
    struct err err = {0};
    struct date date;
    const char *typed = cover->line.text.data;
    bool ok = true;
    if (!*typed)
        return true;
    if (form_cover[cover->current].kind == COVER_TEXT) {
        covertext_from_typed(cover->current, typed, &text);
    } else if (form_cover[cover->current].kind == COVER_YEAR) {
        ok = number_from_typed(CELL_COUNT, typed, &text, &err) && text.len == 4;
        if (!ok)
            err_set(&err, "%s", _("年度是四位数字，例如 2023"));
        else if (cover->touched && atoi(text.data) > newdraft_usual_year() + 1)
            ok = is_meant(cover, text.data, may_ask, &err);
    } else if ((ok = date_parse(typed, &date, &err))) {
        date_add_iso(&text, date);
    }
    if (!ok) {
        screen_warn(cover->view.screen, "%s", err.text);
    } else if (strcmp(text.data, typed) != 0) {
        lineedit_set(&cover->line, text.data);
        line_store(cover);
    }
    strbuf_release(&text);
    return ok;
}

static void step(struct cover *cover, int direction)
{
    int next = cover->current + direction;
    if (!normalise(cover, true))
        return;
    if (next >= COVER_N_FIELDS)
        cover->view.desk->ways.next(cover->view.desk->ways.context);
    else if (next >= 0)
        select_field(cover, next);
}

static bool cover_key(struct view *view, const struct key *key)
{
    struct cover *cover = cover_of(view);
    switch (key->code) {
    case KEYC_ENTER:
    case KEYC_TAB:
    case KEYC_DOWN: step(cover, 1); return true;
    case KEYC_UP:
    case KEYC_BACKTAB: step(cover, -1); return true;
    case KEYC_ESC:
    case KEYC_PGUP:
    case KEYC_PGDN: return false;
    default: break;
    }
    bool changes = key->code == KEYC_CHAR || key->code == KEYC_PASTE ||
                   key->code == KEYC_BACKSPACE || key->code == KEYC_DELETE;
    if (changes && !view_may_edit(view))
        return true;
    if (!lineedit_key(&cover->line, key))
        return false;
    if (changes)
        line_store(cover);
    return true;
}

static bool cover_command(struct view *view, enum command command)
{
    struct cover *cover = cover_of(view);
    if (command == COMMAND_CLEAR && !desk_is_read_only(view->desk)) {
        lineedit_set(&cover->line, "");
        line_store(cover);
        touch_end(cover);
        return true;
    }
    if (command == COMMAND_LAST_YEAR) {
        const struct draft *previous = desk_previous(view->desk);
        if (!previous) {
            screen_say(view->screen, _("没有上年报告"));
        } else if (cover->current == COVER_REPORT_YEAR || cover->current == COVER_SIGNED) {
            screen_say(view->screen, _("上年报告：%s"),
                       draft_text(previous, draft_cover_field(previous, cover->current)));
        } else if (!desk_is_read_only(view->desk)) {
            lineedit_set(&cover->line,
                         draft_text(previous, draft_cover_field(previous, cover->current)));
            line_store(cover);
            touch_end(cover);
        }
        return true;
    }
    return false;
}

/* What is wrong with the current field; else what belongs there. */
static void draw_hint(const struct cover *cover, struct area area)
{
    struct strbuf text = STRBUF_INIT;
    struct wrapped wrapped;
    const struct desk *desk = cover->view.desk;
    const struct finding *finding =
        view_add_finding(&cover->view, draft_cover_field(desk_draft(desk), cover->current), &text);
    if (!finding)
        strbuf_add_str(&text, _(form_cover[cover->current].help));
    draw_rule(area.y, area.x, area.n_cols, STYLE_DIM);
    wrapped_init(&wrapped, text.data, area.n_cols - 2);
    wrapped_draw(&wrapped, 0,
                 (struct area){area.y + 1, area.x + 1, area.n_rows - 1, area.n_cols - 1},
                 !finding                                    ? STYLE_NORMAL
                 : finding->rule->severity == SEVERITY_ERROR ? STYLE_ERROR
                                                             : STYLE_WARNING);
    wrapped_release(&wrapped);
    strbuf_release(&text);
}

static void cover_draw(struct view *view)
{
    struct cover *cover = cover_of(view);
    const struct draft *draft = desk_draft(view->desk);
    struct area area = view->area;
    line_follow(cover);
    draw_clear_area(area.y, area.x, area.n_rows, area.n_cols, STYLE_NORMAL);
    draw_str(area.y, area.x + 1, area.n_cols - 1, _("封面：先填机关全称和报告年度，Enter 到下一项"),
             STYLE_HEADING);
    int room = area.n_cols - LABEL_COLS - 4;
    for (int i = 0; i < COVER_N_FIELDS && FIRST_ROW + i < area.n_rows; i++) {
        int y = area.y + FIRST_ROW + i * ROWS_EACH;
        int field = draft_cover_field(draft, i);
        const char *text = draft_text(draft, field);
        int severity = desk_severity_of_field(view->desk, field);
        char mark = severity == 2                      ? '!'
                    : severity == 1                    ? '?'
                    : form_cover[i].required && !*text ? '*'
                                                       : ' ';
        draw_str(y, area.x, 1, i == cover->current ? ">" : " ", STYLE_NORMAL);
        draw_text(y, area.x + 1, 1, &mark, 1, mark == ' ' ? STYLE_NORMAL : STYLE_WARNING);
        draw_pad_str(y, area.x + 2, LABEL_COLS - 1, _(form_cover[i].label), ALIGN_LEFT,
                     i == cover->current ? STYLE_HEADING : STYLE_NORMAL);
        if (i != cover->current)
            draw_pad_str(y, area.x + 2 + LABEL_COLS, room, *text ? text : _("未填"), ALIGN_LEFT,
                         *text ? STYLE_NORMAL : STYLE_DIM);
    }
    draw_hint(cover,
              (struct area){area.y + area.n_rows - HINT_ROWS, area.x, HINT_ROWS, area.n_cols});
    lineedit_draw(&cover->line, area.y + FIRST_ROW + cover->current, area.x + 2 + LABEL_COLS, room);
}

static struct place cover_place(const struct view *view)
{
    return (struct place){draft_cover_field(desk_draft(view->desk), cover_of(view)->current), 0};
}

static void cover_go(struct view *view, struct place place)
{
    if (place.field >= 0 && place.field < COVER_N_FIELDS)
        select_field(cover_of(view), place.field);
}

static void cover_help(const struct view *view, struct strbuf *out)
{
    const struct form_cover_field *field = &form_cover[cover_of(view)->current];
    strbuf_addf(out, "%s\n　　%s", _(field->label), _(field->help));
}

static void cover_settle(struct view *view)
{
    struct cover *cover = cover_of(view);
    if (cover->touched)
        normalise(cover, false);
    touch_end(cover);
}

static void cover_free(struct view *view)
{
    touch_end(cover_of(view));
    lineedit_release(&cover_of(view)->line);
    free(view);
}

static const struct view_class cover_class = {
    .commands = COMMAND_BIT(COMMAND_CLEAR) | COMMAND_BIT(COMMAND_LAST_YEAR),
    .free = cover_free,
    .draw = cover_draw,
    .key = cover_key,
    .settle = cover_settle,
    .command = cover_command,
    .place = cover_place,
    .go = cover_go,
    .help = cover_help,
};

struct view *coverview_new(struct screen *screen, struct desk *desk)
{
    struct cover *cover = xcalloc(1, sizeof *cover);
    cover->view =
        (struct view){.class = &cover_class, .screen = screen, .desk = desk, .section = -1};
    lineedit_init(&cover->line, draft_text(desk_draft(desk), COVER_UNIT), false);
    return &cover->view;
}
