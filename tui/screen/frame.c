/* SPDX-License-Identifier: MIT */
/* The frame round every view: title and state, outline, message line, key bar. */
#include <stdio.h>
#include <string.h>

#include "forms/base/date.h"
#include "forms/check/progress.h"
#include "locale/message.h"
#include "locale/width.h"
#include "tui/app/shell.h"
#include "tui/screen/box.h"
#include "tui/term/draw.h"
#include "tui/term/term.h"

enum {
    TITLE_ROW,
    OUTLINE_ROW,
    RULE_ROW,
    HEAD_ROWS,
    FOOT_ROWS = 2,
    MESSAGE_ROWS_MOST = 5,
    MIN_UNIT_COLS = 16
};

bool frame_fits(void) { return term_cols() >= FRAME_MIN_COLS && term_rows() >= FRAME_MIN_ROWS; }

struct area frame_view_area(void)
{
    return (struct area){HEAD_ROWS, 0, term_rows() - HEAD_ROWS - FOOT_ROWS, term_cols()};
}

void frame_draw_too_small(void)
{
    struct strbuf text = STRBUF_INIT;
    draw_clear_screen();
    strbuf_addf(&text, _("窗口太小：需要 %d 列 %d 行，现在 %d 列 %d 行。请拉大窗口，内容都还在。"),
                FRAME_MIN_COLS, FRAME_MIN_ROWS, term_cols(), term_rows());
    int y = 0;
    for (size_t offset = 0; offset < text.len && y < term_rows(); y++) {
        struct clip clip = width_clip(text.data + offset, text.len - offset, 0,
                                      term_cols() > 1 ? term_cols() - 1 : 1, term_ambiguous());
        if (!clip.n_bytes)
            break;
        draw_text(y, 0, term_cols(), text.data + offset, clip.n_bytes, STYLE_NORMAL);
        offset += clip.n_bytes;
    }
    draw_cursor(0, 0);
    strbuf_release(&text);
}

/* "已保存 16:02", "未保存", "只读", and in any case when the typed text is not protected by the
 * journal. */
static void add_saved_state(const struct app *app, struct strbuf *out, enum style *style)
{
    *style = STYLE_TITLE;
    if (app->journal == JOURNAL_UNPROTECTED) {
        *style = STYLE_ERROR;
        strbuf_addf(out, _("无保护：%s"), session_unprotected_reason(app->session));
    } else if (session_access(app->session) != SESSION_WRITABLE) {
        strbuf_add_str(out,
                       session_access(app->session) == SESSION_HELD ? _("只读") : _("只能另存"));
    } else if (session_is_changed(app->session) || session_is_new(app->session)) {
        strbuf_add_str(out, _("未保存"));
    } else {
        struct strbuf clock = STRBUF_INIT;
        date_add_time(&clock, session_saved_at(app->session), DATE_CLOCK);
        strbuf_addf(out, _("已保存 %s"), clock.data);
        strbuf_release(&clock);
    }
}

/* Unit and year; on a narrow screen without the program's name, and the unit shortened so that the
 * year stands. */
static void add_name(const struct app *app, int max_cols, struct strbuf *out)
{
    const char *unit = draft_text(app_draft(app), COVER_UNIT),
               *year = draft_text(app_draft(app), COVER_REPORT_YEAR);
    struct strbuf name = STRBUF_INIT, of_year = STRBUF_INIT;
    strbuf_add_str(&name, *unit ? unit : session_name(app->session));
    strbuf_addf(&of_year, _("  %s 年"), *year ? year : "----");
    strbuf_add_str(out, _(" 年报  "));
    int year_cols = width_of(of_year.data, of_year.len, term_ambiguous());
    if (width_of(out->data, out->len, term_ambiguous()) +
            width_of(name.data, name.len, term_ambiguous()) + year_cols >
        max_cols) {
        strbuf_clear(out);
        strbuf_add_byte(out, ' ');
        width_shorten(&name, max_cols > 1 + year_cols ? max_cols - 1 - year_cols : 0,
                      term_ambiguous());
    }
    strbuf_add(out, name.data, name.len);
    strbuf_add(out, of_year.data, of_year.len);
    strbuf_release(&name);
    strbuf_release(&of_year);
}

static void draw_title(const struct app *app)
{
    struct strbuf left = STRBUF_INIT, right = STRBUF_INIT, counts = STRBUF_INIT;
    enum style style;
    add_saved_state(app, &right, &style);
    strbuf_addf(&counts, _("  错误 %zu  提醒 %zu "), findings_n_errors(&app->findings),
                findings_n_warnings(&app->findings));
    /* Why nothing protects the text may be long; that nothing does stands first. */
    width_shorten(&right,
                  term_cols() - MIN_UNIT_COLS - width_of(counts.data, counts.len, term_ambiguous()),
                  term_ambiguous());
    strbuf_add(&right, counts.data, counts.len);
    int right_cols = width_of(right.data, right.len, term_ambiguous());
    add_name(app, term_cols() - right_cols - 1, &left);
    draw_fill(TITLE_ROW, 0, term_cols(), STYLE_TITLE);
    draw_text(TITLE_ROW, 0, term_cols() - right_cols - 1, left.data, left.len, STYLE_TITLE);
    draw_text(TITLE_ROW, term_cols() - right_cols, right_cols, right.data, right.len, style);
    strbuf_release(&left);
    strbuf_release(&right);
    strbuf_release(&counts);
}

static int draw_outline_item(const struct app *app, int x, int section)
{
    static const char *const marks[] = {[PROGRESS_EMPTY] = "-",
                                        [PROGRESS_WORKING] = "…",
                                        [PROGRESS_ERROR] = "!",
                                        [PROGRESS_DONE] = "√"};
    static const char *const narrow_marks[] = {[PROGRESS_EMPTY] = "-",
                                               [PROGRESS_WORKING] = "~",
                                               [PROGRESS_ERROR] = "!",
                                               [PROGRESS_DONE] = "*"};
    struct progress progress = progress_of_section(app_draft(app), section, &app->findings);
    const char *brief =
        section < 0 ? _("封面") : _(draft_form(app_draft(app))->sections[section].brief);
    bool current = app->view->section == section;
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(&text, current ? "[%s%s]" : " %s%s ", brief,
                term_encoding() == ENCODING_UTF8 && term_ambiguous() == 1
                    ? marks[progress.state]
                    : narrow_marks[progress.state]);
    enum style style = current                            ? STYLE_CURSOR
                       : progress.state == PROGRESS_ERROR ? STYLE_ERROR
                       : progress.state == PROGRESS_DONE  ? STYLE_GOOD
                                                          : STYLE_NORMAL;
    int n_cols = draw_text(OUTLINE_ROW, x, term_cols() - x, text.data, text.len, style);
    strbuf_release(&text);
    return x + n_cols;
}

static void draw_outline(const struct app *app)
{
    const struct form *form = draft_form(app_draft(app));
    int section = app->view->section;
    int x = 0;
    draw_fill(OUTLINE_ROW, 0, term_cols(), STYLE_NORMAL);
    for (int s = -1; s < form->n_sections; s++)
        x = draw_outline_item(app, x, s);
    struct strbuf text = STRBUF_INIT;
    struct progress progress = progress_of_section(app_draft(app), section, &app->findings);
    const char *heading = section < 0 ? _("封面") : form->sections[section].heading;
    strbuf_addf(&text, "%s %s", heading ? heading : _(form->sections[section].brief),
                progress_name(progress.state));
    int n_cols = width_of(text.data, text.len, term_ambiguous());
    int room = term_cols() - x - 2;
    if (n_cols > room) {
        /* The heading without its state, from its end if need be. */
        strbuf_truncate(&text, strlen(heading ? heading : _(form->sections[section].brief)));
        n_cols = width_of(text.data, text.len, term_ambiguous());
    }
    if (n_cols > room) {
        width_shorten(&text, room, term_ambiguous());
        n_cols = width_of(text.data, text.len, term_ambiguous());
    }
    draw_text(OUTLINE_ROW, term_cols() - n_cols - 1, n_cols, text.data, text.len, STYLE_HEADING);
    strbuf_release(&text);
    draw_rule(RULE_ROW, 0, term_cols(), STYLE_RULE);
}

/* Wrapped to the screen's width; how many rows of it are shown. */
static int wrap_sentence(const char *text, struct wrapped *wrapped)
{
    wrapped_init(wrapped, text, term_cols());
    return wrapped->count < 1                   ? 1
           : wrapped->count > MESSAGE_ROWS_MOST ? MESSAGE_ROWS_MOST
                                                : (int)wrapped->count;
}

int frame_sentence_rows(const char *text)
{
    struct wrapped wrapped;
    int n_rows = wrap_sentence(text, &wrapped);
    wrapped_release(&wrapped);
    return n_rows;
}

void frame_draw_sentence(const char *text, enum style style)
{
    struct wrapped wrapped;
    int n_rows = wrap_sentence(text, &wrapped);
    for (int row = 0; row < n_rows; row++) {
        bool is_empty = (size_t)row >= wrapped.count;
        draw_pad(term_rows() - 1 - n_rows + row, 0, term_cols(),
                 is_empty ? "" : text + wrapped.lines[row].offset,
                 is_empty ? 0 : wrapped.lines[row].len, ALIGN_LEFT, style);
    }
    wrapped_release(&wrapped);
}

void frame_draw_message(const struct app *app)
{
    struct strbuf text = STRBUF_INIT;
    enum style style = STYLE_STATUS;
    if (*app->message) {
        strbuf_add_str(&text, app->message);
        style = app->message_is_warning ? STYLE_WARNING : STYLE_STATUS;
    } else if (*app->save_problem) {
        strbuf_addf(&text, _("现在无法保存：%s（内容在日志里，可以另存）"), app->save_problem);
        style = STYLE_ERROR;
    } else if (draw_has_hidden()) {
        strbuf_add_str(&text, _("文中有不可见字符，以 <U+…> 显示"));
    }
    frame_draw_sentence(text.data, style);
    strbuf_release(&text);
}

void frame_draw(struct app *app)
{
    draw_clear_screen();
    draw_title(app);
    draw_outline(app);
    command_draw_bar(term_rows() - 1, term_cols(), COMMAND_ALL);
}
