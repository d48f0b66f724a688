/* SPDX-License-Identifier: MIT */
/* The screen of a narrative, driven in-process on a terminal: whatever is typed, pasted, deleted,
 * undone or resized, the terminal shows the draft's text and the cursor stands where typing goes.
 */

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/draft/textref.h"
#include "forms/narrative/textedit.h"
#include "locale/encoding.h"
#include "locale/mem.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "locale/width.h"
#include "tests/screens/screencells.h"
#include "tests/screens/vtscreen.h"
#include "tests/support/scratch.h"
#include "tui/app/cards.h"
#include "tui/app/commands.h"
#include "tui/term/draw.h"
#include "tui/term/term.h"

enum { MARGIN_COLS = 2, HEAD_ROWS = 3, SPARE_COLS = 3 };

static struct vtscreen *vt;
static struct settings settings; /* nothing set: no idle limit */
static struct app app;

/* Opens a new draft at its overview. */
static void start(int n_rows, int n_cols, int ambiguous, const char *overview)
{
    vt = vtscreen_new(n_rows, n_cols, ENCODING_UTF8, ambiguous);
    struct term_options term = {.in = vtscreen_in(vt),
                                .out = vtscreen_out(vt),
                                .type = "xterm-256color",
                                .color = DRAW_COLOR_NEVER};
    struct err err = {0};
    shell_init(&app, commands_table, &settings, NULL, cards_next);
    struct draft *content = draft_new(&format_2021);
    draft_set(content, draft_find(content, "report.unit"), "云岫县自然资源局");
    draft_set(content, draft_find(content, "report.year"), "2023");
    draft_set(content, draft_find(content, "requests.received.natural_person"), "3511");
    draft_set(content, draft_find(content, "overview"), overview);
    app.desk.session = session_create(scratch_path("draft.ini"), content, &err);
    if (!app.desk.session || !term_start(&term, &err))
        fail_msg("%s", err.text);
    shell_show_draft(&app);
    shell_go(&app, (struct place){draft_find(desk_draft(&app.desk), "overview"), 0});
}

static void stop(void)
{
    struct session *session = app.desk.session;
    shell_drop_draft(&app);
    free(app.desk.severities);
    session_close(session, false);
    term_stop();
    vtscreen_free(vt);
}

static int field(void) { return draft_find(desk_draft(&app.desk), "overview"); }
static const char *text(void) { return draft_text(desk_draft(&app.desk), field()); }

static void press(enum key_code code)
{
    app.view->class->key(app.view, &(struct key){.code = code});
}

static void type(const char *chars)
{
    for (size_t pos = 0, len = strlen(chars); pos < len;) {
        struct key key = {.code = KEYC_CHAR};
        pos += utf8_decode(chars + pos, len - pos, &key.c);
        app.view->class->key(app.view, &key);
    }
}

static void paste(const char *pasted)
{
    app.view->class->key(app.view,
                         &(struct key){.code = KEYC_PASTE, .text = pasted, .len = strlen(pasted)});
}

static bool command(enum command which)
{
    app.view->class->settle(app.view);
    return app.view->class->command(app.view, which);
}

static void undo_or_redo(bool undo)
{
    struct edit_place place;
    app.view->class->settle(app.view);
    if (undo ? edit_undo(desk_edit(&app.desk), &place) : edit_redo(desk_edit(&app.desk), &place))
        shell_go(&app, (struct place){place.field, place.offset});
}

static void resize(int n_rows, int n_cols)
{
    struct key key;
    vtscreen_resize(vt, n_rows, n_cols);
    raise(SIGWINCH);
    while (term_wait(1000, &key) != TERM_RESIZE)
        ;
}

/* Appends what stands in a row of the terminal. */
static void add_row(int y, int first_col, struct strbuf *out)
{
    for (int x = first_col; x < term_cols(); x++) {
        struct vtscreen_cell cell = vtscreen_cell(vt, y, x);
        char bytes[UTF8_MAX_BYTES];
        for (int i = 0; i < 6 && cell.chars[i]; i++)
            strbuf_add(out, bytes, utf8_encode(cell.chars[i], bytes));
    }
}

static void trim(struct strbuf *row)
{
    static const char wide_blank[] = "　";
    enum { WIDE = sizeof wide_blank - 1 };
    for (;;) {
        if (row->len && row->data[row->len - 1] == ' ')
            strbuf_truncate(row, row->len - 1);
        else if (row->len >= WIDE && memcmp(row->data + row->len - WIDE, wide_blank, WIDE) == 0)
            strbuf_truncate(row, row->len - WIDE);
        else
            return;
    }
}

/* The rows of the terminal are lines of the draft's text one after another, and the cursor stands
 * before the character that follows it in the draft. Plain characters only. */
static void expect_text_on_screen(const char *what)
{
    struct textlayout layout;
    struct textcursor cursor = TEXTCURSOR_INIT;
    struct strbuf row = STRBUF_INIT, wanted = STRBUF_INIT;
    int y, x;
    textlayout_init(&layout, term_cols() - SPARE_COLS, term_ambiguous());
    textlayout_update(&layout, text(), strlen(text()), textref_read, desk_draft(&app.desk));
    textlayout_finish(&layout);
    textcursor_set(&layout, &cursor, app.view->class->place(app.view).offset);
    struct textplace place = textcursor_place(&layout, &cursor);
    vtscreen_cursor(vt, &y, &x);
    struct textplace at_end = place;
    cursor.at_line_end = true;
    at_end = textcursor_place(&layout, &cursor);
    if (x - MARGIN_COLS == at_end.col && x - MARGIN_COLS != place.col)
        place = at_end;
    if (x - MARGIN_COLS != place.col)
        fail_msg("%s: the cursor is in row %d column %d, not %d, of \"%.100s\"", what, y,
                 x - MARGIN_COLS, place.col, text());
    for (size_t i = 0; i < textlayout_n_lines(&layout); i++) {
        int line_y = y + (int)i - (int)place.line;
        if (line_y < HEAD_ROWS || line_y >= y + 3 || line_y >= term_rows() - 5)
            continue;
        struct textline line = textlayout_line(&layout, i);
        strbuf_clear(&row);
        strbuf_clear(&wanted);
        add_row(line_y, MARGIN_COLS, &row);
        strbuf_add_repeat(&wanted, " ", (size_t)line.indent);
        strbuf_add(&wanted, layout.shown.data + line.start, line.end - line.start);
        trim(&row);
        trim(&wanted);
        if (strcmp(row.data, wanted.data) != 0)
            fail_msg("%s: row %d: wanted \"%s\", got \"%s\"", what, line_y, wanted.data, row.data);
    }
    strbuf_release(&row);
    strbuf_release(&wanted);
    textlayout_release(&layout);
}

static uint32_t seed;
static uint32_t below(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

static const char *const pieces[] = {"政府信息公开工作",
                                     "，",
                                     "。",
                                     "“十四五”",
                                     "——",
                                     "12",
                                     "年",
                                     " ",
                                     "government ",
                                     "信",
                                     "{requests.received.natural_person}",
                                     "3.5%",
                                     "（一）",
                                     "é"};

static void random_step(void)
{
    static const enum key_code keys[] = {KEYC_LEFT,  KEYC_RIGHT,     KEYC_UP,    KEYC_DOWN,
                                         KEYC_HOME,  KEYC_END,       KEYC_PGUP,  KEYC_PGDN,
                                         KEYC_ENTER, KEYC_BACKSPACE, KEYC_DELETE};
    const char *piece = pieces[below(sizeof pieces / sizeof *pieces)];
    switch (below(12)) {
    case 0:
        paste("　　第一段，有许多字，到行末要换行，看看换行以后是不是还对。\n\n　　第二段。\n");
        break;
    case 1: undo_or_redo(below(3) > 0); break;
    case 2: command(below(2) ? COMMAND_CUT_LINE : COMMAND_PASTE_LINE); break;
    case 3:
    case 4:
    case 5: press(keys[below(sizeof keys / sizeof *keys)]); break;
    case 6:
        if (!below(4)) {
            static const int sizes[][2] = {{24, 80}, {50, 132}, {16, 60}, {30, 81}};
            uint32_t i = below(4);
            resize(sizes[i][0], sizes[i][1]);
        }
        break;
    default: type(piece);
    }
}

static void test_random_walk(void **state)
{
    (void)state;
    for (int ambiguous = 1; ambiguous <= 2; ambiguous++) {
        start(24, 80, ambiguous, "");
        seed = (uint32_t)ambiguous;
        for (int step = 0; step < 600; step++) {
            char what[32];
            snprintf(what, sizeof what, "step %d", step);
            random_step();
            screen_paint(&app.screen);
            screencells_expect(vt, what);
            expect_text_on_screen(what);
        }
        stop();
    }
}

/* Bytes sent for one more character typed at the cursor. */
static size_t bytes_typed(const char *chars)
{
    struct strbuf sent = STRBUF_INIT;
    vtscreen_take_output(vt, &sent);
    strbuf_clear(&sent);
    type(chars);
    screen_paint(&app.screen);
    term_refresh();
    vtscreen_sync(vt);
    vtscreen_take_output(vt, &sent);
    size_t n = sent.len;
    strbuf_release(&sent);
    return n;
}

static void test_typing_is_cheap(void **state)
{
    (void)state;
    enum { MAX_BYTES = 20 };
    start(24, 80, 1, "一年来，");
    press(KEYC_END);
    screen_paint(&app.screen);
    term_refresh();
    vtscreen_sync(vt);
    bytes_typed("政"); /* the title says from here on that the draft is not saved */
    for (int i = 0; i < 25; i++) {
        size_t n = bytes_typed("政");
        if (n > MAX_BYTES)
            fail_msg("character %d at the end of a line took %zu bytes", i, n);
    }
    stop();
}

static void test_huge_text(void **state)
{
    (void)state;
    struct strbuf huge = STRBUF_INIT;
    while (huge.len < 300000)
        strbuf_add_str(
            &huge,
            "本机关全年收到的申请，均在法定期限内依法答复，没有一件超期，也没有因为公开工作引起的败诉。");
    start(24, 80, 1, "");
    paste(huge.data);
    assert_string_equal(text(), huge.data);
    for (int i = 0; i < 5; i++) {
        type("中间");
        screen_paint(&app.screen);
        screencells_expect(vt, "in a huge text");
        expect_text_on_screen("in a huge text");
        for (int k = 0; k < 20; k++)
            press(KEYC_PGUP);
    }
    strbuf_release(&huge);
    stop();
}

/* In the middle of a long paragraph the lines below move along; the terminal is told to move them.
 */
static void test_typing_in_the_middle(void **state)
{
    (void)state;
    enum { MAX_BYTES = 700 };
    struct strbuf long_text = STRBUF_INIT;
    for (seed = 11; long_text.len < 6000;)
        strbuf_add_str(&long_text, pieces[below(sizeof pieces / sizeof *pieces)]);
    for (int ambiguous = 1; ambiguous <= 2; ambiguous++) {
        start(24, 80, ambiguous, long_text.data);
        for (int step = 0; step < 400; step++) {
            char what[32];
            snprintf(what, sizeof what, "in the middle, step %d", step);
            if (!below(8))
                shell_go(&app, (struct place){field(), below((uint32_t)strlen(text()))});
            if (below(3))
                type(pieces[below(sizeof pieces / sizeof *pieces)]);
            else
                press(below(2) ? KEYC_BACKSPACE : KEYC_DELETE);
            screen_paint(&app.screen);
            screencells_expect(vt, what);
            expect_text_on_screen(what);
        }
        stop();
    }
    strbuf_clear(&long_text);
    for (int i = 0; i < 1000; i++)
        strbuf_add_str(&long_text, &"政府信息公开"[3 * (i * i % 6)]);
    start(24, 80, 1, long_text.data);
    screen_paint(&app.screen);
    bytes_typed("四个汉字");
    screen_paint(&app.screen); /* a pause: the counts */
    size_t n = bytes_typed("四个汉字");
    if (n > MAX_BYTES)
        fail_msg("four characters in a full screen took %zu bytes", n);
    strbuf_release(&long_text);
    stop();
}

static void expect_message(const char *wanted)
{
    if (!strstr(app.screen.message, wanted))
        fail_msg("wanted a message with \"%s\", got \"%s\"", wanted, app.screen.message);
}

static void test_commands(void **state)
{
    (void)state;
    start(24, 80, 1, "申请一，申请二。\n申请三");
    vtscreen_type(vt, "申请\r");
    assert_true(command(COMMAND_FIND));
    expect_message("第 2 处，共 3 处");
    assert_int_equal(app.view->class->place(app.view).offset, strlen("申请一，"));
    assert_true(command(COMMAND_FIND_NEXT));
    expect_message("第 3 处，共 3 处");

    vtscreen_type(vt, "申请\r信件\r1"); /* all of them */
    command(COMMAND_REPLACE);
    expect_message("替换了 3 处");
    assert_string_equal(text(), "信件一，信件二。\n信件三");

    vtscreen_type(vt, "信件\r申请\r2221"); /* one by one: not this, not the next, this one */
    command(COMMAND_REPLACE);
    expect_message("替换了 1 处");
    assert_string_equal(text(), "信件一，信件二。\n申请三");

    shell_go(&app, (struct place){field(), 0});
    vtscreen_type(vt, "21\r1"); /* table three, the first row, the first column */
    command(COMMAND_INSERT_FIGURE);
    assert_string_equal(text(), "{requests.received.natural_person}信件一，信件二。\n申请三");
    screen_paint(&app.screen);
    screencells_expect(vt, "with a figure");
    expect_text_on_screen("with a figure");

    command(COMMAND_LAST_YEAR);
    expect_message("没有上年报告");
    command(COMMAND_CLEAR);
    assert_string_equal(text(), "\n申请三");
    assert_false(command(COMMAND_ZERO_ROW));
    stop();
}

static void expect_full_screen(const char *what)
{
    screen_paint(&app.screen);
    term_refresh();
    vtscreen_sync(vt);
    for (int y = HEAD_ROWS; y < term_rows() - 6; y++) {
        struct strbuf row = STRBUF_INIT;
        add_row(y, MARGIN_COLS, &row);
        trim(&row);
        if (!row.len)
            fail_msg("%s: row %d is blank", what, y);
        strbuf_release(&row);
    }
}

/* However the text got shorter or the window larger, the rows show as much of it as there is. */
static void test_no_row_stays_blank(void **state)
{
    (void)state;
    struct strbuf lines = STRBUF_INIT;
    for (int i = 0; i < 60; i++)
        strbuf_add_str(&lines, "本机关全年收到的申请，均在法定期限内依法答复。\n");
    strbuf_add_str(&lines, "末段。");
    start(24, 80, 1, lines.data);
    shell_go(&app, (struct place){field(), lines.len});
    screen_paint(&app.screen);
    paste(lines.data);
    screen_paint(&app.screen);
    undo_or_redo(true);
    expect_full_screen("after a paste was undone");
    resize(50, 132);
    expect_full_screen("in a larger window");
    strbuf_release(&lines);
    stop();
}

/* F3 comes to every finding, also where two are about one place, and then to the first again. */
static void test_next_problem(void **state)
{
    (void)state;
    enum { MOST = 40 };
    char *said[MOST] = {NULL};
    size_t count = 0;
    start(24, 80, 1, "一年来，我局认真做好工作，，共收到申请3件。");
    desk_check(&app.desk, CHECK_ALL);
    size_t n_standing =
        findings_n_errors(&app.desk.findings) + findings_n_warnings(&app.desk.findings);
    assert_in_range(n_standing, 3, MOST);
    for (; count < n_standing; count++) {
        shell_run(&app, COMMAND_NEXT_PROBLEM);
        for (size_t i = 0; i < count; i++)
            if (strcmp(said[i], app.screen.message) == 0)
                fail_msg("F3 says again: %s", app.screen.message);
        said[count] = xstrdup(app.screen.message);
    }
    shell_run(&app, COMMAND_NEXT_PROBLEM);
    assert_string_equal(app.screen.message, said[0]);
    while (count)
        free(said[--count]);
    stop();
}

/* While a number is typed the problems of the text stay counted. */
static void test_counts_do_not_flicker(void **state)
{
    (void)state;
    start(24, 80, 1, "本机关收到申请XX件。"); /* an error that a slow rule finds */
    desk_check(&app.desk, CHECK_ALL);
    size_t n_errors = findings_n_errors(&app.desk.findings);
    assert_true(n_errors > 0);
    shell_go(&app, (struct place){draft_find(desk_draft(&app.desk), "disclosure.rules.made"), 0});
    type("1");
    screen_paint(&app.screen);
    assert_int_equal(findings_n_errors(&app.desk.findings), n_errors);
    stop();
}

static void test_typed_blanks_and_tabs_do_no_harm(void **state)
{
    (void)state;
    start(24, 80, 1, "");
    type("　");
    expect_message("段首由程序空两格");
    press(KEYC_TAB);
    press(KEYC_ENTER);
    press(KEYC_BACKSPACE);
    press(KEYC_DELETE);
    assert_string_equal(text(), "");
    stop();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_random_walk, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_typing_is_cheap, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_huge_text, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_typing_in_the_middle, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_commands, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_no_row_stays_blank, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_next_problem, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_counts_do_not_flicker, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_typed_blanks_and_tabs_do_no_harm, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
