/* SPDX-License-Identifier: MIT */
#include "tui/view/textsearch.h"

#include "locale/message.h"
#include "tui/screen/ask.h"

static struct strbuf needle = STRBUF_INIT;
static struct strbuf replacement = STRBUF_INIT;

size_t textsearch_len(void) { return needle.len; }

bool textsearch_find_next(struct screen *screen, struct textedit *te)
{
    if (!needle.len)
        return textsearch_find(screen, te);
    if (!textedit_find(te, needle.data)) {
        screen_say(screen, _("没有找到“%s”"), needle.data);
        return false;
    }
    struct textfound found = textedit_count_found(te, needle.data);
    screen_say(screen, _("第 %zu 处，共 %zu 处"), found.ordinal, found.count);
    return true;
}

bool textsearch_find(struct screen *screen, struct textedit *te)
{
    return ask_line(screen, _("查找"), _("要找的文字："), &needle) && needle.len &&
           textsearch_find_next(screen, te);
}

/* The place at the cursor with what stands round it: “……收到【申请】35件……”. */
static void add_context(const struct textedit *te, struct strbuf *out)
{
    enum { AROUND = 10 }; /* units before and behind */
    const struct textlayout *layout = &te->layout;
    size_t at = textlayout_shown_offset(layout, te->cursor.offset), end = at + needle.len;
    size_t first = at, last = end;
    for (int i = 0; i < AROUND; i++) {
        size_t n = textlayout_unit_len_before(layout, first);
        if (first && layout->shown.data[first - 1] != '\n')
            first -= n;
        if (last < layout->shown.len && layout->shown.data[last] != '\n')
            last += textlayout_unit_len(layout, last);
    }
    const char *text = layout->shown.data;
    strbuf_addf(out, "……%.*s【%s】%.*s……", (int)(at - first), text + first, needle.data,
                (int)(last - end), text + end);
}

enum answer { ANSWER_REPLACE, ANSWER_SKIP, ANSWER_REST, ANSWER_STOP };

static enum answer ask_answer(struct screen *screen, const struct textedit *te)
{
    const char *const choices[] = {_("替换"), _("不换，看下一处"), _("这一处和后面的都换"),
                                   _("到此为止")};
    struct strbuf text = STRBUF_INIT;
    add_context(te, &text);
    strbuf_addf(&text, _("\n换成“%s”吗？"), replacement.data);
    int answer =
        ask_choice(screen, _("替换"), text.data, choices, sizeof choices / sizeof choices[0], 0);
    strbuf_release(&text);
    return answer < 0 ? ANSWER_STOP : (enum answer)answer;
}

/* Place by place from the beginning. Returns how many were replaced. */
static size_t replace_asking(struct screen *screen, struct textedit *te)
{
    size_t count = 0;
    textedit_go(te, 0);
    if (!textedit_may_replace(te, needle.data) && !textedit_find(te, needle.data))
        return 0;
    for (;;) {
        enum answer answer =
            textedit_may_replace(te, needle.data) ? ask_answer(screen, te) : ANSWER_SKIP;
        if (answer == ANSWER_STOP)
            return count;
        if (answer == ANSWER_REST)
            return count + textedit_replace_all(te, needle.data, replacement.data, true);
        if (answer == ANSWER_REPLACE) {
            count += textedit_replace(te, needle.data, replacement.data);
            if (textedit_may_replace(te, needle.data))
                continue; /* the next place follows at once */
        }
        size_t before = te->cursor.offset;
        if (!textedit_find(te, needle.data) || te->cursor.offset <= before)
            return count; /* from the beginning again */
    }
}

void textsearch_replace(struct screen *screen, struct textedit *te)
{
    if (!ask_line(screen, _("替换"), _("把什么文字换掉："), &needle) || !needle.len)
        return;
    struct textfound found = textedit_count_found(te, needle.data);
    if (!found.count) {
        screen_say(screen, _("没有找到“%s”"), needle.data);
        return;
    }
    struct strbuf text = STRBUF_INIT;
    strbuf_addf(&text, _("“%s”共 %zu 处，换成（不填就是删去）："), needle.data, found.count);
    if (ask_line(screen, _("替换"), text.data, &replacement)) {
        const char *const choices[] = {_("全部替换"), _("一处处问")};
        int answer = ask_choice(screen, _("替换"), NULL, choices, 2, 0);
        if (answer >= 0) {
            size_t count = answer == 0
                               ? textedit_replace_all(te, needle.data, replacement.data, false)
                               : replace_asking(screen, te);
            screen_say(screen, _("替换了 %zu 处，^Z 可以撤销"), count);
        }
    }
    strbuf_release(&text);
}
