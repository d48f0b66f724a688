/* SPDX-License-Identifier: MIT */
#include "tui/view/view.h"

#include "locale/message.h"

void view_add_finding_text(const struct finding *finding, struct strbuf *out)
{
    strbuf_addf(out, "%s：%s", finding->rule->severity == SEVERITY_ERROR ? _("错误") : _("提醒"),
                finding->text);
}

const struct finding *view_add_finding(const struct view *view, int field, struct strbuf *out)
{
    const struct finding *finding = desk_finding_shown(view->desk, field, 0);
    if (!finding || finding->reason || screen_tells(view->screen, finding->text))
        return NULL;
    view_add_finding_text(finding, out);
    return finding;
}

bool view_may_edit(const struct view *view)
{
    bool may = !desk_is_read_only(view->desk);
    if (!may)
        screen_warn(view->screen, _("只能阅读，不能修改"));
    return may;
}
