/* SPDX-License-Identifier: MIT */
#include "tui/app/app.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"
#include "tui/app/shell.h"
#include "tui/cli/options.h"

enum {
    CHECK_PAUSE_MS = 400, /* without a key, then the slow rules run */
    SYNC_PAUSE_MS = 500,  /* then the journal goes to the disk */
    TICK_MS = 30000, /* then it is looked whether a save could still succeed, and whether anybody is
                        there */
    RETRY_MS = 2000, /* between attempts to get a draft that somebody else has */
    AWAY_MOST_MS = 1000 * 60 * 60 * 24 * 7,
};

/* ---- what views ask for ---- */

const struct settings *app_settings(const struct app *app) { return app->options->settings; }
struct session *app_session(struct app *app) { return app->session; }
struct edit *app_edit(struct app *app) { return session_edit(app->session); }
const struct draft *app_draft(const struct app *app) { return session_draft(app->session); }
bool app_is_read_only(const struct app *app)
{
    return session_access(app->session) == SESSION_HELD;
}
const struct draft *app_previous(const struct app *app) { return session_previous(app->session); }
const struct findings *app_findings(const struct app *app) { return &app->findings; }
bool app_findings_are_fresh(const struct app *app)
{
    return app->checked == draft_change_any(app_draft(app));
}

int app_field_severity(const struct app *app, int field)
{
    return field >= 0 && field < app->n_severities ? app->severities[field] : 0;
}

bool app_message_tells(const struct app *app, const char *text)
{
    return strstr(app->message, text) != NULL;
}

void app_add_finding_text(const struct finding *finding, struct strbuf *out)
{
    strbuf_addf(out, "%s：%s", finding->rule->severity == SEVERITY_ERROR ? _("错误") : _("提醒"),
                finding->text);
}

const struct finding *app_add_finding(const struct app *app, int field, struct strbuf *out)
{
    for (size_t i = 0; i < app->findings.count; i++) {
        const struct finding *finding = &app->findings.items[i];
        if (finding->field != field || finding->reason)
            continue;
        if (app_message_tells(app, finding->text))
            return NULL;
        app_add_finding_text(finding, out);
        return finding;
    }
    return NULL;
}

static void __attribute__((format(printf, 3, 0)))
say(struct app *app, bool is_warning, const char *format, va_list args)
{
    int len = vsnprintf(app->message, sizeof app->message, format, args);
    if (len >= (int)sizeof app->message)
        app->message[utf8_valid_prefix(app->message, sizeof app->message - 1)] = '\0';
    app->message_is_warning = is_warning;
    if (is_warning)
        term_beep();
}

void app_say(struct app *app, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(app, false, format, args);
    va_end(args);
}

void app_warn(struct app *app, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(app, true, format, args);
    va_end(args);
}

/* ---- checks ---- */

/* Moves what the slow rules had found behind what the fast ones found now. */
static void keep_slow(struct findings *findings, struct findings *before)
{
    size_t n_left = 0;
    for (size_t i = 0; i < before->count; i++) {
        if (before->items[i].rule->is_slow) {
            GROW(findings->items, findings->count, findings->capacity);
            findings->items[findings->count++] = before->items[i];
        } else {
            before->items[n_left++] = before->items[i];
        }
    }
    before->count = n_left;
}

void app_check(struct app *app, enum check_scope scope)
{
    const struct draft *draft = app_draft(app);
    struct findings before = app->findings;
    app->findings = (struct findings){0};
    /* Looking for last year's draft reads the whole folder: not before the first pause. */
    bool may_look = scope == CHECK_ALL || app->disk_is_known;
    check_draft(draft, may_look ? app_previous(app) : NULL, scope, &app->findings);
    if (scope == CHECK_FAST)
        keep_slow(&app->findings, &before);
    findings_release(&before);
    app->checked = draft_change_any(draft);
    app->checked_all = scope == CHECK_ALL;
    app->n_severities = draft_n_fields(draft);
    app->severities = xreallocarray(app->severities, (size_t)app->n_severities, 1);
    memset(app->severities, 0, (size_t)app->n_severities);
    for (size_t i = 0; i < app->findings.count; i++) {
        const struct finding *finding = &app->findings.items[i];
        if (finding->field < 0 || finding->field >= app->n_severities || finding->reason)
            continue;
        unsigned char severity = finding->rule->severity == SEVERITY_ERROR ? 2 : 1;
        if (severity > app->severities[finding->field])
            app->severities[finding->field] = severity;
    }
}

/* Rules that read tables only run before each paint. The slow ones keep what they found until the
 * operator pauses: nothing must flicker while he types. */
static void check_fast(struct app *app)
{
    if (app->session && app->checked != draft_change_any(app_draft(app)) && app->view &&
        app->view->section >= 0 && draft_form(app_draft(app))->sections[app->view->section].table)
        app_check(app, CHECK_FAST);
}

/* ---- views ---- */

static struct view **view_slot(struct app *app, int section) { return &app->views[1 + section]; }

void app_settle(struct app *app)
{
    if (app->view && app->view->class->settle)
        app->view->class->settle(app->view);
}

void app_show_section(struct app *app, int section)
{
    struct view **slot = view_slot(app, section);
    app_settle(app);
    if (app->session && app->view)
        edit_break(app_edit(app));
    if (!*slot)
        *slot = section < 0                                           ? coverview_new(app)
                : draft_form(app_draft(app))->sections[section].table ? sheetview_new(app, section)
                                                                      : textview_new(app, section);
    app->view = *slot;
    app->view->area = frame_view_area();
}

void app_go(struct app *app, struct place place)
{
    const struct draft *draft = app_draft(app);
    struct cell cell;
    const char *key = place.field >= 0 ? draft_key(draft, place.field) : "";
    /* A remark is shown with its cell. */
    if (strncmp(key, "remarks.", strlen("remarks.")) == 0 &&
        form_cell_find(draft_form(draft), key + strlen("remarks."), &cell))
        place.field = draft_cell_field(draft, cell);
    int section = draft_section_of(draft, place.field);
    app_show_section(app, section == DRAFT_NO_SECTION ? DRAFT_COVER : section);
    app->view->class->go(app->view, place);
}

void app_step_section(struct app *app, int direction)
{
    int n_sections = draft_form(app_draft(app))->n_sections;
    int section = app->view->section + direction;
    if (section < -1)
        section = n_sections - 1;
    if (section >= n_sections)
        section = -1;
    app_show_section(app, section);
}

void app_next_section(struct app *app)
{
    if (app->view->section + 1 >= draft_form(app_draft(app))->n_sections)
        app_say(app, _("最后一节已经填完。按 F9 检查，F10 菜单里可以预览和打印。"));
    else
        app_step_section(app, 1);
}

void app_previous_section(struct app *app)
{
    if (app->view->section >= 0)
        app_step_section(app, -1);
}

struct place app_place(const struct app *app) { return app->view->class->place(app->view); }

/* Would a save go wrong? Better said now than when it is needed. true: what is known has changed.
 */
static bool look_at_disk(struct app *app)
{
    struct err err = {0};
    bool was_bad = *app->save_problem;
    bool is_bad = session_access(app->session) == SESSION_WRITABLE &&
                  !session_save_is_possible(app->session, &err);
    snprintf(app->save_problem, sizeof app->save_problem, "%s", is_bad ? err.text : "");
    app->disk_is_known = true;
    return is_bad != was_bad;
}

void app_show_draft(struct app *app)
{
    app->views = xcalloc((size_t)draft_form(app_draft(app))->n_sections + 1, sizeof *app->views);
    app_check(app, CHECK_FAST); /* the rest, and the disk, when there is the first pause: the screen
                                   comes first */
    struct session_place place;
    session_place(app->session, &place);
    app_go(app, (struct place){place.field < 0 ? COVER_UNIT : place.field, place.offset});
}

void app_drop_draft(struct app *app)
{
    if (app->views) {
        app_settle(app);
        for (int i = 0; i <= draft_form(app_draft(app))->n_sections; i++)
            if (app->views[i])
                app->views[i]->class->free(app->views[i]);
        free(app->views);
    }
    app->views = NULL;
    app->view = NULL;
    findings_release(&app->findings);
    app->findings = (struct findings){0};
    app->n_severities = 0;
    app->n_problem = 0;
    app->checked_all = app->disk_is_known = false;
}

/* ---- painting and waiting ---- */

void app_paint(struct app *app)
{
    if (!frame_fits())
        return; /* app_wait() says so */
    if (app->paint_page) {
        app->paint_page(app->page);
        return;
    }
    if (!app->view) {
        if (app->paint)
            app->paint(app->paint_context);
        return;
    }
    check_fast(app);
    frame_draw(app);
    app->view->area = frame_view_area();
    app->view->class->draw(app->view);
    frame_draw_message(app);
}

bool app_input_pending(const struct app *app) { return !app->leaving && term_pending(); }

/* The draft is free now: it is read again, and everything that views and dialogs hold of it is
 * gone. */
static bool take_freed_draft(struct app *app)
{
    if (session_access(app->session) != SESSION_HELD || !session_retry(app->session))
        return false;
    app_drop_draft(app);
    app_show_draft(app);
    app_say(app, _("对方已经离开，现在可以修改了"));
    return true;
}

/* What is due when no key comes: the journal to the disk, the slow checks, a look at the disk.
 * true: paint. */
static bool idle_work(struct app *app)
{
    bool paint = false;
    if (!app->session)
        return false;
    if (app->idle_ms >= SYNC_PAUSE_MS && session_wants_sync(app->session))
        app->journal = session_sync(app->session);
    if (app->idle_ms >= CHECK_PAUSE_MS && app->view &&
        (app->checked != draft_change_any(app_draft(app)) || !app->checked_all)) {
        app_check(app, CHECK_ALL);
        paint = true;
    }
    if (app->idle_ms >= (app->disk_is_known ? TICK_MS : CHECK_PAUSE_MS))
        paint |= look_at_disk(app);
    mem_trim(); /* what opening, checking and looking took and gave back */
    return paint;
}

/* The next pause after which something is due. */
static int timeout_of(const struct app *app)
{
    if (app->idle_ms < CHECK_PAUSE_MS)
        return CHECK_PAUSE_MS - app->idle_ms;
    if (app->idle_ms < SYNC_PAUSE_MS)
        return SYNC_PAUSE_MS - app->idle_ms;
    return app->session && session_access(app->session) == SESSION_HELD ? RETRY_MS : TICK_MS;
}

/* The time to wait: until something is due, or until what is on the screen is to be painted again.
 */
static int wait_ms(const struct app *app)
{
    int timeout = timeout_of(app);
    return app->poll_ms && app->poll_ms < timeout ? app->poll_ms : timeout;
}

/* Has the operator been away for so long that others may have the draft? */
static bool is_away(const struct app *app)
{
    return app->session && session_access(app->session) == SESSION_WRITABLE &&
           app->options->settings->idle_minutes > 0 &&
           app->idle_ms / 60000 >= app->options->settings->idle_minutes;
}

static void translate_key(struct app_input *input)
{
    input->command = command_of_key(&input->key);
    input->event = input->command == COMMAND_NONE ? APP_KEY : APP_COMMAND;
}

/* in_dialog: whoever waits is called by a view, or by a page, and goes on with what it has of the
 * draft afterwards. */
static void wait_for_input(struct app *app, struct app_input *input, bool in_dialog)
{
    *input = (struct app_input){.event = APP_LEAVE};
    if (app->leaving || (in_dialog && is_away(app)))
        return;
    if (app->session)
        app->journal = session_flush(app->session);
    /* In its place, whatever was to be shown: a view, a list, a dialog. */
    if (!frame_fits())
        frame_draw_too_small();
    if (!term_pending())
        term_refresh();
    for (;;) {
        int timeout = wait_ms(app);
        switch (term_wait(timeout, &input->key)) {
        case TERM_KEY:
            app->idle_ms = 0;
            translate_key(input);
            if (input->event == APP_COMMAND && input->command == COMMAND_REDRAW) {
                term_redraw();
                input->event = APP_PAINT;
            }
            if (!frame_fits())
                input->event = APP_PAINT; /* nobody types at what he does not see */
            return;
        case TERM_RESIZE: input->event = APP_PAINT; return;
        case TERM_SIGNAL:
        case TERM_HANGUP: app->leaving = true; return;
        case TERM_TIMEOUT:
            if (app->idle_ms < AWAY_MOST_MS)
                app->idle_ms += timeout;
            if (in_dialog && is_away(app))
                return;
            if (idle_work(app) || is_away(app) || app->poll_ms ||
                (!in_dialog && app->session && take_freed_draft(app))) {
                input->event = APP_PAINT;
                return;
            }
        }
    }
}

bool app_is_leaving(const struct app *app) { return app->leaving; }

bool app_poll(struct app *app, struct app_input *input)
{
    enum term_event event = app->leaving ? TERM_TIMEOUT : term_wait(0, &input->key);
    app->leaving |= event == TERM_SIGNAL || event == TERM_HANGUP;
    if (event != TERM_KEY)
        return false;
    app->idle_ms = 0;
    translate_key(input);
    return true;
}

void app_wait(struct app *app, struct app_input *input) { wait_for_input(app, input, true); }

/* ---- the loops ---- */

static void paint_away(void *context)
{
    (void)context;
    draw_clear_screen();
    draw_str(term_rows() / 2, 2, term_cols() - 2,
             _("很久没有按键，草稿已经放开，别人可以修改。您填的内容都在。"), STYLE_NORMAL);
    draw_str(term_rows() / 2 + 1, 2, term_cols() - 2, _("按任意键接着填。"), STYLE_NORMAL);
    draw_cursor(term_rows() / 2 + 1, 2);
}

/* Lets the draft go while nobody is there; what was not saved is in the journal and offered again.
 * false: it could not be opened again. */
static bool wait_for_return(struct app *app)
{
    struct start_choice choice = {xstrdup(session_path(app->session)), NULL};
    struct app_input input;
    app_drop_draft(app);
    session_close(app->session, true);
    app->session = NULL;
    app->paint = paint_away;
    do {
        app_paint(app);
        app_wait(app, &input);
    } while (input.event == APP_PAINT);
    app->paint = NULL;
    bool opened = input.event != APP_LEAVE && opening_run(app, choice);
    free(choice.path);
    return opened;
}

static void edit_loop(struct app *app)
{
    for (;;) {
        if (is_away(app) && !wait_for_return(app))
            return;
        if (!app_input_pending(app))
            app_paint(app);
        struct app_input input;
        wait_for_input(app, &input, false);
        if (input.event == APP_LEAVE)
            return;
        if (input.event == APP_PAINT)
            continue;
        app->message[0] = '\0';
        if (input.event == APP_COMMAND) {
            if (!actions_run(app, input.command))
                return;
        } else if (!app->view->class->key(app->view, &input.key) &&
                   input.key.code == KEYC_INVALID) {
            app_warn(app, _("收到无法识别的字节：终端的编码与程序不一致，请看 nianbao doctor"));
        }
        if (app->view) {
            struct place place = app_place(app);
            session_set_place(app->session, (struct session_place){place.field, place.offset});
        }
    }
}

static void free_all(struct app *app)
{
    app_drop_draft(app);
    if (app->session)
        session_abandon(app->session);
    free(app->severities);
    free(app->list_folder);
    free(app->list_name);
}

int app_run(const struct app_options *options)
{
    struct app app = {.options = options};
    struct err err;
    if (!term_begin(&options->term, &err)) {
        options_complain("%s", err.text);
        return EXIT_USAGE;
    }
    struct start_choice choice = {options->file ? xstrdup(options->file) : NULL, NULL};
    app.goes_to_list = !choice.path;
    if (app.goes_to_list) {
        term_settle();
        choice = startlist_run(&app);
    }
    while (choice.path && !app.leaving) {
        if (opening_run(&app, choice))
            edit_loop(&app);
        free(choice.path);
        choice = app.goes_to_list && !app.leaving ? startlist_run(&app)
                                                  : (struct start_choice){NULL, NULL};
    }
    bool leaving = app.leaving;
    int signal_number = term_signal();
    free_all(&app);
    term_stop();
    return leaving ? 128 + (signal_number ? signal_number : SIGHUP) : EXIT_FINE;
}
