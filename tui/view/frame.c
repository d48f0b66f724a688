/* SPDX-License-Identifier: MIT */
#include "tui/view/frame.h"

#include <string.h>

#include "forms/base/date.h"
#include "forms/check/progress.h"
#include "locale/message.h"
#include "locale/width.h"
#include "tui/screen/box.h"
#include "tui/term/draw.h"
#include "tui/term/term.h"

enum { TITLE_ROW, OUTLINE_ROW, RULE_ROW, HEAD_ROWS, FOOT_ROWS = 2, MIN_UNIT_COLS = 16 };

struct area frame_view_area(void)
{
    return (struct area){HEAD_ROWS, 0, term_rows() - HEAD_ROWS - FOOT_ROWS, term_cols()};
}

/* "已保存 16:02", "未保存", "只读", and in any case when the typed text is not protected by the
 * journal. */
static void add_saved_state(const struct desk *desk, struct strbuf *out, enum style *style)
{
    *style = STYLE_CHROME;
    if (desk->journal == JOURNAL_UNPROTECTED) {
        *style = STYLE_ERROR;
        strbuf_addf(out, _("无保护：%s"), session_unprotected_reason(desk->session));
    } else if (session_access(desk->session) != SESSION_WRITABLE) {
        strbuf_add_str(out,
                       session_access(desk->session) == SESSION_HELD ? _("只读") : _("只能另存"));
    } else if (session_is_changed(desk->session) || session_is_new(desk->session)) {
        strbuf_add_str(out, _("未保存"));
    } else {
        struct strbuf clock = STRBUF_INIT;
        date_add_time(&clock, session_saved_at(desk->session), DATE_CLOCK);
        strbuf_addf(out, _("已保存 %s"), clock.data);
        strbuf_release(&clock);
    }
}

/* Unit and year; on a narrow screen without the program's name, and the unit shortened so that the
 * year stands. */
static void add_name(const struct desk *desk, int max_cols, struct strbuf *out)
{
    const char *unit = draft_text(desk_draft(desk), COVER_UNIT),
               *year = draft_text(desk_draft(desk), COVER_REPORT_YEAR);
    struct strbuf name = STRBUF_INIT, of_year = STRBUF_INIT;
    strbuf_add_str(&name, *unit ? unit : session_name(desk->session));
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

static void draw_title(const struct desk *desk)
{
    struct strbuf left = STRBUF_INIT, right = STRBUF_INIT, counts = STRBUF_INIT;
    enum style style;
    add_saved_state(desk, &right, &style);
    strbuf_addf(&counts, _("  错误 %zu  提醒 %zu "), findings_n_errors(&desk->findings),
                findings_n_warnings(&desk->findings));
    /* Why nothing protects the text may be long; that nothing does stands first. */
    width_shorten(&right,
                  term_cols() - MIN_UNIT_COLS - width_of(counts.data, counts.len, term_ambiguous()),
                  term_ambiguous());
    strbuf_add(&right, counts.data, counts.len);
    int right_cols = width_of(right.data, right.len, term_ambiguous());
    add_name(desk, term_cols() - right_cols - 1, &left);
    draw_fill(TITLE_ROW, 0, term_cols(), STYLE_CHROME);
    draw_text(TITLE_ROW, 0, term_cols() - right_cols - 1, left.data, left.len, STYLE_CHROME);
    draw_text(TITLE_ROW, term_cols() - right_cols, right_cols, right.data, right.len, style);
    strbuf_release(&left);
    strbuf_release(&right);
    strbuf_release(&counts);
}

static int draw_outline_item(const struct desk *desk, int x, int section, int shown_section)
{
    static const char *const marks[] = {[PROGRESS_EMPTY] = "-",
                                        [PROGRESS_WORKING] = "…",
                                        [PROGRESS_ERROR] = "!",
                                        [PROGRESS_DONE] = "√"};
    static const char *const narrow_marks[] = {[PROGRESS_EMPTY] = "-",
                                               [PROGRESS_WORKING] = "~",
                                               [PROGRESS_ERROR] = "!",
                                               [PROGRESS_DONE] = "*"};
    struct progress progress = progress_of_section(desk_draft(desk), section, &desk->findings);
    const char *brief =
        section < 0 ? _("封面") : _(draft_form(desk_draft(desk))->sections[section].brief);
    bool current = section == shown_section;
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(&text, current ? "[%s%s]" : " %s%s ", brief,
                term_encoding() == ENCODING_UTF8 && term_ambiguous() == 1
                    ? marks[progress.state]
                    : narrow_marks[progress.state]);
    enum style style = current                            ? STYLE_FOCUS
                       : progress.state == PROGRESS_ERROR ? STYLE_ERROR
                                                          : STYLE_DIM;
    int n_cols = draw_text(OUTLINE_ROW, x, term_cols() - x, text.data, text.len, style);
    strbuf_release(&text);
    return x + n_cols;
}

static void draw_outline(const struct desk *desk, int section)
{
    const struct form *form = draft_form(desk_draft(desk));
    int x = 0;
    draw_fill(OUTLINE_ROW, 0, term_cols(), STYLE_NORMAL);
    for (int s = -1; s < form->n_sections; s++)
        x = draw_outline_item(desk, x, s, section);
    struct strbuf text = STRBUF_INIT;
    struct progress progress = progress_of_section(desk_draft(desk), section, &desk->findings);
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
    draw_rule(RULE_ROW, 0, term_cols(), STYLE_DIM);
}

/* What the section still wants, as a number that goes down while it is filled in. */
static void add_counter(const struct desk *desk, int section, struct strbuf *out)
{
    const struct draft *draft = desk_draft(desk);
    struct progress progress = progress_of_section(draft, section, NULL);
    if (section >= 0 && draft_form(draft)->sections[section].table &&
        progress.n_filled < progress.n_wanted)
        strbuf_addf(out, _("还有 %d 格没有填"), progress.n_wanted - progress.n_filled);
}

void frame_draw_message(const struct screen *screen, const struct desk *desk, int section)
{
    struct strbuf text = STRBUF_INIT;
    enum style style = STYLE_NORMAL;
    if (*screen->message) {
        strbuf_add_str(&text, screen->message);
        style = screen->message_style;
    } else if (*desk->save_problem) {
        strbuf_addf(&text, _("现在无法保存：%s（内容在日志里，可以另存）"), desk->save_problem);
        style = STYLE_ERROR;
    } else if (draw_has_hidden()) {
        strbuf_add_str(&text, _("文中有不可见字符，以 <U+…> 显示"));
    } else {
        style = STYLE_DIM;
        add_counter(desk, section, &text);
    }
    screen_draw_sentence(text.data, style);
    strbuf_release(&text);
}

void frame_draw(const struct screen *screen, const struct desk *desk, int section)
{
    draw_clear_screen();
    draw_title(desk);
    draw_outline(desk, section);
    command_draw_bar(screen->commands, term_rows() - 1, term_cols());
}
