/* SPDX-License-Identifier: MIT */
#include "forms/import/importfurniture.h"

#include <stdlib.h>
#include <string.h>

#include "forms/base/date.h"
#include "forms/base/span.h"
#include "locale/mem.h"
#include "locale/message.h"

enum { MAX_LINE_BYTES = 400, MAX_VALUE_BYTES = 120, MAX_LISTED_BYTES = 4000 };

/* With a colon, a blank or a cell's border behind it, each says something about the page. */
static const char *const labels[] = {
    "发布日期",   "发布时间", "发文日期", "信息来源", "来源",     "作者",     "字号",
    "字体",       "浏览次数", "信息分类", "成文日期", "发布文号", "主题分类", "文号",
    "有效性",     "信息名称", "生成日期", "公开方式", "公开范围", "点击数",   "点击率",
    "点击量",     "点击",     "索引号",   "索引",     "发布机构", "发布单位", "访问次数",
    "阅读次数",   "阅读",     "浏览量",   "访问量",   "当前位置", "您的位置", "责任编辑",
    "编辑",       "审核",     "上一篇",   "下一篇",   "上一条",   "下一条",   "版权所有",
    "网站标识码", "主办单位", "主办",     "承办单位", "承办",     "技术支持", "分享到",
    "分享",       "时间",     "标题",     "体裁分类", "文件编号", "公开机构", "公开日期",
    "组配分类",   "关键词",   "废止日期", "相关附件", "附件下载", "相关链接", "友情链接",
    "服务对象",   "公文种类", "信息索引", "名称",     "语种",     "稿源",     NULL};

/* A line of nothing but these is a row of buttons. */
static const char *const buttons[] = {"扫一扫在手机打开当前页",
                                      "扫一扫在手机上打开当前页",
                                      "打印本页",
                                      "打印此页",
                                      "关闭窗口",
                                      "关闭本页",
                                      "返回顶部",
                                      "返回首页",
                                      "返回列表",
                                      "相关附件",
                                      "附件下载",
                                      "相关信息",
                                      "分享到",
                                      "无障碍浏览",
                                      "无障碍",
                                      "长者模式",
                                      "关怀版",
                                      "繁体版",
                                      "站内搜索",
                                      "QQ空间",
                                      "朋友圈",
                                      "正文",
                                      "打印",
                                      "关闭",
                                      "返回",
                                      "分享",
                                      "首页",
                                      "目录",
                                      "收藏",
                                      "微信",
                                      "微博",
                                      "纠错",
                                      "下载",
                                      "搜索",
                                      "登录",
                                      "注册",
                                      "字体",
                                      "字号",
                                      "二维码",
                                      "网站地图",
                                      "联系我们",
                                      "关于我们",
                                      "网站声明",
                                      "上一篇",
                                      "下一篇",
                                      "没有了",
                                      "特大",
                                      "超大",
                                      "默认",
                                      "大",
                                      "中",
                                      "小",
                                      "无",
                                      NULL};

/* Between the buttons. */
static const char *const marks[] = {"：", "【", "】", "（", "）", "｜", "·", "、", "，", ":",
                                    "[",  "]",  "(",  ")",  "|",  "/",  " ", "-",  ">",  NULL};

/* Wherever these stand in a line without a sentence, it is the page's. */
static const char *const signs[] = {
    "ICP备",    "公网安备", "网站标识码", "版权所有", "Copyright", "©",        "扫一扫",
    "打印本页", "关闭窗口", "关闭本页",   "浏览次数", "阅读次数",  "技术支持", "点击数：",
    "访问量",   "首页>",    "首页＞",     "首页»",    "当前位置",  "您的位置", "【打印",
    "[打印",    "字体：",   "字号：",     "分享到",   NULL};

/* From one of these on the last section is over, and the foot of the page begins. */
static const char *const foots[] = {
    "打印本页", "关闭窗口", "关闭本页", "【打印",     "[打印",  "上一篇", "下一篇",
    "上一条",   "下一条",   "主办单位", "承办单位",   "主办：", "承办：", "ICP备",
    "公网安备", "版权所有", "技术支持", "网站标识码", "扫一扫", "分享到", "相关附件",
    "附件下载", "相关链接", "友情链接", "网站地图",   "二维码", NULL};

/* ---- lines ---- */

static bool is_buttons(const char *text)
{
    bool is_strong = false;
    while (*text) {
        size_t len = span_word_at(text, buttons);
        is_strong |= len > strlen("大");
        if (!len)
            len = span_word_at(text, marks);
        if (!len)
            return false;
        text += len;
    }
    return is_strong;
}

/* The label that the text begins with, or is; its length, 0. */
static size_t label_len(const char *text)
{
    static const char *const behind[] = {"：", ":", " ", NULL};
    size_t longest = 0;
    for (const char *const *label = labels; *label; label++) {
        size_t len = strlen(*label);
        if (len > longest && strncmp(text, *label, len) == 0 &&
            (!text[len] || span_word_at(text + len, behind)))
            longest = len;
    }
    return longest;
}

static bool has_sentence(const char *text) { return strstr(text, "。") || strstr(text, "；"); }

/* 2025-01-20, also with the hour. */
static bool is_date(const char *text)
{
    struct date date;
    size_t len = strlen(text);
    char *day = xmemdup0(text, len);
    char *hour = strrchr(day, ' ');
    if (hour && strspn(hour, " 0123456789:") == strlen(hour) && strchr(hour, ':'))
        *hour = '\0';
    bool found = date_parse(day, &date, NULL);
    free(day);
    return found;
}

bool importfurniture_is_line(const char *text)
{
    struct span span = span_all(text);
    if (!*text || span.len > MAX_LINE_BYTES || has_sentence(text))
        return false;
    size_t label = label_len(text);
    return is_buttons(text) || span_contains_any(span, signs) || (label && text[label]);
}

static bool is_foot(const char *text)
{
    return span_contains_any(span_all(text), foots) && importfurniture_is_line(text);
}

/* ---- items ---- */

/* In a row of the page's data labels and values alternate. */
static bool is_item(const struct import_doc *doc, const struct import_item *item)
{
    size_t n_full = 0, n_page = 0, n_labels = 0;
    for (size_t i = 0; i < item->n_cells; i++) {
        const char *cell = import_doc_cell(doc, item, i);
        n_full += *cell != '\0';
        n_page += importfurniture_is_line(cell);
        n_labels += label_len(cell) > 0;
    }
    return n_full && (n_page == n_full || (n_full > 1 && n_labels * 2 >= n_full));
}

static bool item_has_sentence(const struct import_doc *doc, const struct import_item *item)
{
    for (size_t i = 0; i < item->n_cells; i++)
        if (has_sentence(import_doc_cell(doc, item, i)))
            return true;
    return false;
}

char *importfurniture_value(const struct import_doc *doc, const struct import_item *item,
                            const char *label)
{
    static const char *const colons[] = {"：", ":", " ", NULL};
    for (size_t i = 0; i < item->n_cells; i++) {
        const char *at = strstr(import_doc_cell(doc, item, i), label);
        if (!at)
            continue;
        at += strlen(label);
        struct span value = span_all(*at ? at : import_doc_cell(doc, item, i + 1));
        span_skip(&value, colons);
        size_t len = 0;
        while (len < value.len && !strchr(" \t", value.at[len]) &&
               strncmp(value.at + len, "】", strlen("】")) != 0)
            len++;
        if (len && len <= MAX_VALUE_BYTES)
            return xmemdup0(value.at, len);
    }
    return NULL;
}

static bool is_foot_item(const struct import_doc *doc, const struct import_item *item)
{
    for (size_t i = 0; i < item->n_cells; i++)
        if (is_foot(import_doc_cell(doc, item, i)))
            return true;
    return false;
}

/* Marks what is furniture; `is_furniture` has room for all items. */
static void find(const struct import_doc *doc, int last_section, bool *is_furniture)
{
    size_t title = 0, first_section = 0;
    while (first_section < doc->n_items && doc->items[first_section].section == 0)
        first_section++;
    while (title < first_section && !doc->items[title].used)
        title++;
    bool is_in_foot = false;
    for (size_t i = 0; i < doc->n_items; i++) {
        const struct import_item *item = &doc->items[i];
        if (item->used || item->n_cells == 0)
            continue;
        bool is_sentence = item_has_sentence(doc, item);
        const char *cell = import_doc_only_cell(doc, item);
        if (item->section == 0) {
            is_furniture[i] = (i < title && title < first_section && !is_sentence) ||
                              is_item(doc, item) || (cell && is_date(cell));
        } else if (item->section == last_section) {
            is_in_foot |= is_foot_item(doc, item);
            is_furniture[i] = (is_in_foot && !is_sentence) || is_item(doc, item);
        }
    }
}

void importfurniture_remove(struct import_doc *doc, const struct form *form,
                            struct import_notes *notes)
{
    bool *is_furniture = xcalloc(doc->n_items + 1, sizeof *is_furniture);
    find(doc, form->n_sections - 1, is_furniture);
    for (size_t i = 0; i < doc->n_items; i++) {
        if (!is_furniture[i])
            continue;
        struct strbuf listed = STRBUF_INIT, note = STRBUF_INIT;
        int line = doc->items[i].line;
        size_t n_lines = 0;
        for (; i < doc->n_items && listed.len < MAX_LISTED_BYTES &&
               (is_furniture[i] || doc->items[i].n_cells == 0);
             i++) {
            if (!is_furniture[i])
                continue;
            strbuf_add_str(&listed, "“");
            import_doc_join(doc, &doc->items[i], " ", &listed);
            strbuf_add_str(&listed, "”");
            doc->items[i].used = true;
            n_lines++;
        }
        i--;
        if (n_lines == 1)
            strbuf_addf(&note, _("第 %d 行%s是网页上的信息，没有放进正文。"), line, listed.data);
        else
            strbuf_addf(&note, _("第 %d 行起有 %zu 行是网页上的信息，没有放进正文：%s"), line,
                        n_lines, listed.data);
        import_note_add(notes, line, NULL, NULL, strbuf_steal(&note));
        strbuf_release(&listed);
    }
    free(is_furniture);
}
