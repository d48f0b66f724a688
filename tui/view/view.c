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
    const struct findings *findings = &view->desk->findings;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->field != field || finding->reason)
            continue;
        if (screen_tells(view->screen, finding->text))
            return NULL;
        view_add_finding_text(finding, out);
        return finding;
    }
    return NULL;
}

bool view_may_edit(const struct view *view)
{
    bool may = !desk_is_read_only(view->desk);
    if (!may)
        screen_warn(view->screen, _("只能阅读，不能修改"));
    return may;
}
