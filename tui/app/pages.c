/* SPDX-License-Identifier: MIT */
#include "tui/app/pages.h"

#include "forms/print/report.h"
#include "locale/message.h"
#include "tui/screen/ask.h"
#include "tui/screen/textpage.h"
#include "tui/term/term.h"

/* Would it be printed without 草稿 on its pages? */
static bool may_be_handed_in(const struct app *app)
{
    struct findings findings = {0};
    check_draft(desk_draft(&app->desk), desk_previous(&app->desk), CHECK_PRINT, &findings);
    bool may = findings_n_errors(&findings) == 0;
    findings_release(&findings);
    return may;
}

void pages_preview(struct app *app)
{
    const struct settings *settings = app->desk.settings;
    struct strbuf text = STRBUF_INIT;
    struct err err = {0};
    struct report_options options = {
        .width = settings->print_width,
        .page_length = settings->page_length,
        .margin_left = settings->print_margin,
        .margin_top = settings->print_margin_top,
        .ambiguous = term_ambiguous(),
        .border = draw_has_lines() ? REPORT_BORDER_LINE : REPORT_BORDER_ASCII,
        .is_draft = !may_be_handed_in(app),
    };
    if (report_render(desk_draft(&app->desk), &options, &text, &err))
        textpage_show(
            &app->screen, _(" 预览：打印出来就是这样"),
            _("预览\n　　打印出来就是这样，只能看，不能改。PgUp、PgDn 一屏一屏翻，Home、End 到开头、末尾；纸比屏幕宽的，"
              "用 ← → 左右移动。第一行写着现在看的是第几页。\n\n"
              "打印\n　　按 Esc 返回，再按 F10 选“打印”。还有错误的，每页标着“草稿”；改正以后就没有了。\n\n"
              "纸宽、每页行数\n　　在设置里：print_width、page_length；左边、上边的空白是 print_margin、print_margin_top。"),
            text.data, text.len);
    else
        ask_show(&app->screen, _("不能预览"), err.text);
    strbuf_release(&text);
}

void pages_help(struct app *app)
{
    struct strbuf text = STRBUF_INIT;
    struct place here = shell_place(app);
    for (size_t i = 0; i < (&app->desk.findings)->count; i++) {
        const struct finding *finding = &(&app->desk.findings)->items[i];
        if (finding->field == here.field && !finding->reason) {
            view_add_finding_text(finding, &text);
            strbuf_add_str(&text, "\n\n");
        }
    }
    app->view->class->help(app->view, &text);
    ask_show(&app->screen, _("说明（按键一览在 F10 菜单里）"), text.data);
    strbuf_release(&text);
}
