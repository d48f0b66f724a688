/* SPDX-License-Identifier: MIT */
#include "tui/app/startlist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/date.h"
#include "forms/rollup/summaryreader.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/width.h"
#include "tui/app/importing.h"
#include "tui/app/printing.h"
#include "tui/app/summing.h"
#include "tui/screen/ask.h"
#include "tui/screen/menu.h"
#include "tui/screen/choosefile.h"
#include "tui/term/draw.h"
#include "tui/term/term.h"

enum { HEAD_ROWS = 4, FOOT_ROWS = 2 };

/* A small folder is read before it is shown; of a large one the names are, and the rest follows. */
enum { READ_FIRST_MS = 100, REPAINT_MS = 200 };

struct startlist {
    struct app *app;
    char *folder, *only_folder;
    struct draft_summary *drafts; /* the reader's while it reads */
    size_t count;
    struct summary_reader *reader;
    size_t current, first;
};

static void list_release(struct startlist *list)
{
    summary_reader_free(list->reader);
    draft_summaries_free(list->drafts, list->count);
    free(list->only_folder);
}

static void list_read(struct startlist *list)
{
    struct err err = {0};
    list_release(list);
    list->only_folder = settings_only_folder(list->app->desk.settings);
    if (!draft_summaries_list(list->folder, &list->drafts, &list->count, &err))
        screen_warn(&list->app->screen, "%s", err.text);
    list->reader = summary_reader_new(list->folder, list->only_folder, list->drafts, list->count);
    if (list->current >= list->count)
        list->current = list->count ? list->count - 1 : 0;
}

/* Reads on while the operator looks at the list. */
static void list_read_on(struct startlist *list)
{
    summary_reader_start(list->reader, list->first);
    list->app->screen.poll_ms = REPAINT_MS; /* paint() knows when it is enough */
}

/* Everything but moving in the list needs the drafts, or starts processes, for itself. */
static void list_stop_reading(struct startlist *list)
{
    summary_reader_stop(list->reader);
    list->app->screen.poll_ms = 0;
}

enum {
    COLUMN_FILE,
    COLUMN_UNIT,
    COLUMN_YEAR,
    COLUMN_PROGRESS,
    COLUMN_ERRORS,
    COLUMN_WARNINGS,
    COLUMN_SAVED,
    COLUMN_N
};

static const char *const heads[COLUMN_N] = {N_("文件"), N_("机关"), N_("年度"),    N_("完成"),
                                            N_("错误"), N_("提醒"), N_("最后保存")};
/* Widths as they should be, and on a narrow screen, where the file's name has to tell the year. The
 * first two have a gap behind them, the others before them. */
enum { UNIT_SPARE_COLS = 6 }; /* of the wide ones: better a shorter name than no year */
static const int wide_cols[COLUMN_N] = {18, 22, 5, 11, 5, 5, 12},
                 narrow_cols[COLUMN_N] = {16, 13, 0, 7, 5, 5, 12};

/* Gives the columns their widths, none less than its head in this language needs, and returns what
 * is left over. */
static int widen_columns(const int least[COLUMN_N], int n_cols[COLUMN_N])
{
    int left = term_cols() - 2;
    for (int i = 0; i < COLUMN_N; i++) {
        int head_cols = width_of_str(_(heads[i]), term_ambiguous()) + 1;
        n_cols[i] = least[i] && least[i] < head_cols ? head_cols : least[i];
        left -= n_cols[i];
    }
    return left;
}

/* A cell that is NULL leaves its columns to the one before it. */
static void draw_columns(int y, const char *const cells[COLUMN_N], enum style style)
{
    int n_cols[COLUMN_N], x = 1, left = widen_columns(wide_cols, n_cols);
    if (left < -UNIT_SPARE_COLS)
        left = widen_columns(narrow_cols, n_cols);
    n_cols[COLUMN_FILE] += left > 0 ? left / 2 : 0;
    n_cols[COLUMN_UNIT] += left > 0 ? left - left / 2 : left;
    draw_fill(y, 0, term_cols(), style);
    for (int i = 0, next; i < COLUMN_N; i = next) {
        struct strbuf text = STRBUF_INIT;
        int taken = n_cols[i];
        bool is_left = i <= COLUMN_UNIT;
        for (next = i + 1; next < COLUMN_N && !cells[next]; next++)
            taken += n_cols[next];
        strbuf_add_str(&text, taken ? cells[i] : "");
        width_shorten(&text, taken ? taken - 1 : 0, term_ambiguous());
        draw_pad(y, x, taken - is_left, text.data, text.len, is_left ? ALIGN_LEFT : ALIGN_RIGHT,
                 style);
        x += taken;
        strbuf_release(&text);
    }
}

/* How far it is: printed, or how much is filled in. */
static void add_progress(const struct draft_summary *draft, struct strbuf *out)
{
    if (draft->printed == PRINTED_CURRENT)
        strbuf_add_str(out, _("已打印"));
    else if (draft->printed == PRINTED_CHANGED)
        strbuf_add_str(out, _("打印后已改"));
    else
        strbuf_addf(out, "%d%%", progress_percent(draft->progress));
}

static void draw_draft(const struct draft_summary *draft, int y, bool is_current)
{
    char errors[16], warnings[16];
    struct strbuf progress = STRBUF_INIT, saved = STRBUF_INIT;
    add_progress(draft, &progress);
    snprintf(errors, sizeof errors, "%d", draft->progress.n_errors);
    snprintf(warnings, sizeof warnings, "%d", draft->progress.n_warnings);
    date_add_time(&saved, draft->saved_at, DATE_SHORT_TIME);
    const char *last = draft->locked_by    ? draft->locked_by
                       : draft->is_unsaved ? _("有未保存的")
                                           : saved.data;
    const char *const cells[COLUMN_N] = {
        draft->name, *draft->unit ? draft->unit : _("（未填机关名称）"),
        draft->year, progress.data,
        errors,      warnings,
        last};
    const char *const problem[COLUMN_N] = {draft->name, draft->problem, NULL, NULL,
                                           NULL,        NULL,           last};
    const char *const unread[COLUMN_N] = {draft->name, _("正在读……"), NULL, NULL, NULL, NULL, NULL};
    draw_columns(y,
                 !draft->is_read  ? unread
                 : draft->problem ? problem
                                  : cells,
                 is_current                            ? STYLE_FOCUS
                 : draft->problem || draft->is_unsaved ? STYLE_WARNING
                 : !draft->is_read                     ? STYLE_DIM
                                                       : STYLE_NORMAL);
    strbuf_release(&saved);
    strbuf_release(&progress);
}

/* What the line above the keys says where there is no message. */
static const char *current_hint(const struct startlist *list)
{
    return list->count && list->drafts[list->current].is_unsaved &&
                   !list->drafts[list->current].locked_by
               ? _("这一份有填了还没有保存的内容：按 Enter 打开，选“恢复这些内容”。")
               : "";
}

/* What the menu has for this list is named where there is room. */
static void draw_keys(const struct startlist *list)
{
    const char *keys =
        list->count ? _("Enter 打开   F1 说明   F10 菜单") : _("Enter 新建   F1 说明   F10 菜单");
    const char *in_menu = list->count ? _("（新建、复制上年、导入、打印、汇总、退出）")
                                      : _("（导入、换文件夹、退出）");
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(&text, "%s%s", keys, in_menu);
    draw_pad_str(term_rows() - 1, 0, term_cols(),
                 width_of(text.data, text.len, term_ambiguous()) <= term_cols() ? text.data : keys,
                 ALIGN_LEFT, STYLE_CHROME);
    strbuf_release(&text);
}

static void list_draw(struct startlist *list)
{
    if (!screen_fits())
        return; /* screen_wait() says so */
    summary_reader_lock(list->reader);
    const char *message =
        *list->app->screen.message ? list->app->screen.message : current_hint(list);
    size_t n_rows = (size_t)(term_rows() - HEAD_ROWS - 1 - screen_sentence_rows(message));
    const char *names[COLUMN_N];
    struct strbuf title = STRBUF_INIT;
    if (list->current < list->first)
        list->first = list->current;
    if (list->current >= list->first + n_rows)
        list->first = list->current - n_rows + 1;
    draw_clear_screen();
    strbuf_addf(&title, _(" 年报  草稿列表：%s"), list->folder);
    draw_pad_str(0, 0, term_cols(), title.data, ALIGN_LEFT, STYLE_CHROME);
    strbuf_release(&title);
    for (int i = 0; i < COLUMN_N; i++)
        names[i] = _(heads[i]);
    draw_columns(2, names, STYLE_HEADING);
    draw_rule(3, 0, term_cols(), STYLE_DIM);
    for (size_t row = 0; row < n_rows && list->first + row < list->count; row++)
        draw_draft(&list->drafts[list->first + row], HEAD_ROWS + (int)row,
                   list->first + row == list->current);
    if (!list->count)
        draw_str(HEAD_ROWS + 1, 2, term_cols() - 2, _("这里还没有草稿。按 Enter 新建一份。"),
                 STYLE_NORMAL);
    screen_draw_sentence(message, STYLE_NORMAL);
    summary_reader_unlock(list->reader);
    draw_keys(list);
    draw_cursor(HEAD_ROWS + (int)(list->current - list->first), 0);
}

/* Prints the current draft without opening it for editing. */
static void print_file(struct startlist *list)
{
    char *path = choosefile_path(list->folder, list->drafts[list->current].name);
    printing_run(list->app, path);
    free(path);
    summary_reader_renew(list->reader, list->current);
}

enum action {
    ACTION_OPEN,
    ACTION_NEW,
    ACTION_COPY,
    ACTION_IMPORT,
    ACTION_PRINT,
    ACTION_SUM,
    ACTION_FOLDER,
    ACTION_KEYS,
    ACTION_QUIT,
    ACTION_N
};

static const struct start_choice nothing = {NULL, NULL};

/* What an action leads to; without a path: stay in the list. */
static struct start_choice act(struct startlist *list, enum action action, bool *quit)
{
    struct draft_summary *draft = list->count ? &list->drafts[list->current] : NULL;
    list_stop_reading(list);
    switch (action) {
    case ACTION_OPEN:
        return draft ? (struct start_choice){choosefile_path(list->folder, draft->name), NULL}
                     : starting_new(list->app, list->folder);
    case ACTION_NEW: return starting_new(list->app, list->folder);
    case ACTION_COPY:
        if (draft)
            return starting_copy(list->app, list->folder, draft->name);
        screen_warn(&list->app->screen, _("还没有可以复制的草稿"));
        return nothing;
    case ACTION_IMPORT: return importing_run(list->app, list->folder);
    case ACTION_PRINT:
        if (draft)
            print_file(list);
        else
            screen_warn(&list->app->screen, _("还没有可以打印的草稿"));
        return nothing;
    case ACTION_SUM: return summing_run(list->app, list->folder);
    case ACTION_FOLDER:
        if (starting_ask_folder(list->app, _("换一个文件夹"), _("草稿所在的文件夹："),
                                &list->folder))
            list_read(list);
        return nothing;
    case ACTION_KEYS: menu_show_keys(&list->app->screen); return nothing;
    default: *quit = true; return nothing;
    }
}

static struct start_choice menu(struct startlist *list, bool *quit)
{
    const char *const names[ACTION_N] = {
        [ACTION_OPEN] = _("打开"),
        [ACTION_NEW] = _("新建草稿"),
        [ACTION_COPY] = _("以这份为上年报告，新建下一年的"),
        [ACTION_IMPORT] = _("导入已印出的报告"),
        [ACTION_PRINT] = _("打印这一份"),
        [ACTION_SUM] = _("汇总各单位的草稿"),
        [ACTION_FOLDER] = _("换一个文件夹"),
        [ACTION_KEYS] = _("按键一览"),
        [ACTION_QUIT] = _("退出程序"),
    };
    int answer = ask_choice(&list->app->screen, _("菜单"), NULL, names, ACTION_N, 0);
    return answer < 0 ? nothing : act(list, (enum action)answer, quit);
}

static bool list_key(struct startlist *list, const struct key *key, struct start_choice *choice,
                     bool *quit)
{
    size_t page = (size_t)(term_rows() - HEAD_ROWS - FOOT_ROWS),
           last = list->count ? list->count - 1 : 0;
    switch (key->code) {
    case KEYC_UP: list->current -= list->current > 0; return true;
    case KEYC_DOWN: list->current += list->current < last; return true;
    case KEYC_PGUP: list->current = list->current > page ? list->current - page : 0; return true;
    case KEYC_PGDN:
        list->current = list->current + page < last ? list->current + page : last;
        return true;
    case KEYC_HOME: list->current = 0; return true;
    case KEYC_END: list->current = last; return true;
    case KEYC_ENTER: *choice = act(list, ACTION_OPEN, quit); return true;
    default: return false;
    }
}

static void show_help(struct app *app)
{
    ask_show(
        &app->screen, _("说明（按键一览在 F10 菜单里）"),
        _("草稿列表\n　　这个文件夹里的草稿，一行一份。用 ↑ ↓ 移到一份上，按 Enter 打开，接着上次的地方填。\n\n"
          "新的一年\n　　移到去年那一份，按 F10 选“以这份为上年报告，新建下一年的”：机关、联系方式、文字和结转数都会带过来。"
          "没有去年的，选“新建草稿”。\n\n"
          "已经公布、印出的报告\n　　按 F10 选“导入已印出的报告”，读成一份新草稿；读得没有把握的地方先列出来。\n\n"
          "上级机关\n　　按 F10 选“汇总各单位的草稿”：一个文件夹里的逐格相加，有问题的先列出来。\n\n"
          "各栏\n　　完成：填了百分之几，或者已经打印。错误：要改正，才能打印正式稿。提醒：请核对，属实的可以说明理由。"
          "最后保存：正在修改的写着是谁；断线以后没有保存的，打开那一份就可以恢复。"));
}

static void list_command(struct startlist *list, enum command command, struct start_choice *choice,
                         bool *quit)
{
    switch (command) {
    case COMMAND_MENU: *choice = menu(list, quit); break;
    case COMMAND_HELP: show_help(list->app); break;
    case COMMAND_BREAK: /* for somebody who wanted to copy */
        *quit = ask_yes_no(&list->app->screen, _("退出"), _("退出程序吗？"), false);
        break;
    case COMMAND_QUIT: *quit = true; break;
    default:
        screen_say(&list->app->screen, _("这里用不到“%s”"),
                   _(list->app->screen.commands[command].name));
    }
}

static void paint(void *context)
{
    struct startlist *list = context;
    if (list->app->screen.poll_ms && summary_reader_wait(list->reader, 0))
        list->app->screen.poll_ms = 0; /* nothing changes any more */
    list_draw(list);
}

/* Goes to the draft that was left last. */
static void list_find(struct startlist *list, const char *name)
{
    for (size_t i = 0; name && i < list->count; i++)
        if (strcmp(list->drafts[i].name, name) == 0)
            list->current = i;
}

/* The list comes back as it was left: the folder, and the draft that was opened. */
static void remember(struct startlist *list, const struct start_choice *choice)
{
    struct app *app = list->app;
    const char *slash = choice->path ? strrchr(choice->path, '/') : NULL;
    free(app->list_folder);
    free(app->list_name);
    app->list_folder = list->folder;
    app->list_name = slash ? xstrdup(slash + 1) : NULL;
}

struct start_choice startlist_run(struct app *app)
{
    struct startlist list = {.app = app,
                             .folder = app->list_folder ? xstrdup(app->list_folder)
                                                        : starting_default_folder(app)};
    struct start_choice choice = nothing;
    bool quit = false;
    list_read(&list);
    list_find(&list, app->list_name);
    summary_reader_start(list.reader, list.current);
    summary_reader_wait(list.reader, READ_FIRST_MS);
    struct screen_painter painter = {.paint = paint, .context = &list};
    screen_push(&app->screen, &painter);
    while (!choice.path && !quit) {
        struct screen_input input;
        list_read_on(&list);
        if (!screen_input_pending(&app->screen))
            screen_paint(&app->screen);
        screen_wait_outermost(&app->screen, &input);
        if (input.event == SCREEN_LEAVE)
            break;
        if (input.event == SCREEN_PAINT)
            continue;
        app->screen.message[0] = '\0';
        if (input.event == SCREEN_COMMAND)
            list_command(&list, input.command, &choice, &quit);
        else if (!list_key(&list, &input.key, &choice, &quit) && input.key.code != KEYC_ESC)
            screen_say(&app->screen, _("用 ↑ ↓ 选一份草稿，按 Enter 打开；别的都在 F10 菜单里"));
    }
    screen_pop(&app->screen);
    app->screen.poll_ms = 0;
    remember(&list, &choice);
    list_release(&list);
    return choice;
}
