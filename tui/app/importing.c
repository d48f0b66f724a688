/* SPDX-License-Identifier: MIT */
#include "tui/app/importing.h"

#include <stdlib.h>
#include <string.h>

#include "forms/check/progress.h"
#include "forms/job/importjob.h"
#include "locale/message.h"
#include "tui/screen/ask.h"
#include "tui/screen/choosefile.h"
#include "tui/screen/entries.h"

enum { HEAD_COLS = 10 };

/* What was told, to be shown below what was read. */
struct found {
    struct entries entries;
    size_t count;
};

static void add_found(void *context, const char *rule, const char *sentence)
{
    struct found *found = context;
    found->count++;
    entries_add(&found->entries, rule ? _("请核对") : _("注意"), STYLE_WARNING, sentence,
                strlen(sentence), STYLE_NORMAL);
}

static void add_summary(struct entries *entries, const struct draft *draft)
{
    struct strbuf text = STRBUF_INIT;
    struct findings findings = {0};
    const char *unit = draft_text(draft, draft_cover_field(draft, COVER_UNIT));
    check_draft(draft, NULL, CHECK_ALL, &findings);
    struct progress progress = progress_of_draft(draft, &findings);
    strbuf_addf(&text, _("%s，%s 年；填好 %d%%，错误 %d，提醒 %d。"),
                *unit ? unit : _("（没有读到机关名称）"),
                draft_year(draft) ? draft_text(draft, draft_cover_field(draft, COVER_REPORT_YEAR))
                                  : "----",
                progress_percent(progress), progress.n_errors, progress.n_warnings);
    entries_add(entries, _("读到"), STYLE_HEADING, text.data, text.len, STYLE_NORMAL);
    findings_release(&findings);
    strbuf_release(&text);
}

/* What was read, what is doubtful. true: a draft is to be made of it. */
static bool ask_after_showing(struct app *app, const char *path, struct found *found,
                              const struct draft *draft)
{
    struct entries entries;
    struct strbuf title = STRBUF_INIT;
    struct screen_input input;
    enum pager_end end;
    const char *slash = strrchr(path, '/');
    entries_init(&entries, HEAD_COLS);
    add_summary(&entries, draft);
    for (size_t i = 0; i < found->entries.count; i++) {
        const struct entry *entry = &found->entries.items[i];
        entries_add(&entries, entry->head, entry->head_style, entry->text, strlen(entry->text),
                    entry->style);
    }
    strbuf_addf(&title, found->count ? _(" 导入 %s：%zu 处要核对") : _(" 导入 %s：没有疑问"),
                slash ? slash + 1 : path, found->count);
    entries.pager.title = title.data;
    entries.pager.foot = _("Enter 建成新草稿   Esc 不导入   F1 说明   ↑↓ PgUp PgDn 翻看");
    entries.pager.help = _(
        "导入\n　　把公布的、印出的报告读成一份新草稿。现在什么都还没有写：按 Enter，取一个文件名，打开新草稿；按 Esc，就当没有这回事。"
        "原来的报告不会改动，已有的草稿也不会盖掉。\n\n"
        "请核对\n　　读得没有把握的地方。都留在新草稿里，F9 检查时逐条提出；改好，或者按 F4 说明，就没有了。\n\n"
        "注意\n　　只在这里说一遍的，请记下。");
    do {
        end = entries_step(&app->screen, &entries, &input);
    } while (end == PAGER_MOVED || end == PAGER_OTHER);
    entries_release(&entries);
    strbuf_release(&title);
    return end == PAGER_ENTER;
}

struct start_choice importing_run(struct app *app, const char *folder)
{
    const struct file_wish wish = {
        .title = _("导入已印出的报告"),
        .text = _("从 Word、网页、PDF 复制成的文本，网页，或者本程序打印的报告。"),
        .folder = folder,
        .settings = app->desk.settings,
        .is_fit = choosefile_is_text};
    struct start_choice choice = {NULL, NULL};
    char *path;
    while ((path = choosefile_ask(&app->screen, &wish, NULL))) {
        struct found found = {.count = 0};
        struct err err = {0};
        entries_init(&found.entries, HEAD_COLS);
        struct draft *draft = importjob_run(&(struct importjob){.settings = app->desk.settings,
                                                                .path = path,
                                                                .to_form_of_year = true,
                                                                .listener = {add_found, &found}},
                                            &err);
        bool is_read = draft != NULL;
        if (!draft) {
            ask_show(&app->screen, _("没有导入"), err.text);
        } else if (ask_after_showing(app, path, &found, draft)) {
            choice = starting_choose_file(app, folder, draft);
            if (choice.path)
                screen_say(&app->screen, _("导入的内容还没有保存：核对以后按 F2"));
        } else {
            draft_free(draft);
        }
        entries_release(&found.entries);
        free(path);
        if (is_read)
            break;
    }
    return choice;
}
