/* SPDX-License-Identifier: MIT */
/* The cover: what the title is made of, date, addresses. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/base/customs.h"
#include "forms/check/check_text.h"
#include "forms/check/check_private.h"
#include "forms/sentence/url.h"
#include "locale/mem.h"
#include "locale/message.h"

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

static const char *cover_text(const struct check *check, int cover)
{
    return draft_text(check->draft, draft_cover_field(check->draft, cover));
}

/* Without a year that is understood no rule knows the period, so that is as bad as none. */
void check_cover(struct check *check)
{
    const char *year = cover_text(check, COVER_REPORT_YEAR);
    for (int i = 0; i < COVER_N_FIELDS; i++)
        if (form_cover[i].required && !cover_text(check, i)[strspn(cover_text(check, i), " ")])
            check_add(check, i, N_("封面的“%s”没有填写，标题和统计期限要用到它。"),
                      form_cover[i].label);
    if (year[strspn(year, " ")] && (!draft_year(check->draft) || strlen(year) != 4))
        check_add(check, COVER_REPORT_YEAR,
                  N_("报告年度写作“%s”：请填数据所属的年度，四位数字，例如 2023。"), year);
}

/* The title is made of unit and year, so what is wrong with it is wrong with them. */
void check_title(struct check *check)
{
    static const char *const title_words[] = {"政府信息公开", "信息公开工作", "年度报告", "年报",
                                              "工作报告",     "年度",         NULL};
    static const char *const pronouns[] = {"我",     "本局", "本机关", "本单位",
                                           "本部门", "本级", NULL};
    enum { FIRST_YEAR = 2008 }; /* the regulation came into force */
    const char *unit = cover_text(check, COVER_UNIT), *year = cover_text(check, COVER_REPORT_YEAR);
    struct span span = {unit, strlen(unit)};
    if (span_contains_any(span, title_words))
        check_add(check, COVER_UNIT,
                  N_("机关全称写作“%s”：这里只填机关的名称，年份和“%s”由程序加上。"), unit,
                  check->form->title);
    else if (unit[strcspn(unit, "0123456789")] && strstr(unit, "年"))
        check_add(check, COVER_UNIT, N_("机关全称写作“%s”：年份不要写在这里，请填在“报告年度”。"),
                  unit);
    else if (span_starts_with(span, pronouns[0]) || span_contains_any(span, pronouns + 1))
        check_add(check, COVER_UNIT,
                  N_("机关全称写作“%s”：标题和落款要用全称，请写与公章一致的名称。"), unit);
    if (draft_year(check->draft) && draft_year(check->draft) < FIRST_YEAR)
        check_add(check, COVER_REPORT_YEAR,
                  N_("报告年度写作“%s”：请填数据所属的年度，四位数字，例如 2023。"), year);
}

void check_signing_date(struct check *check)
{
    const char *text = cover_text(check, COVER_SIGNED);
    int field = draft_cover_field(check->draft, COVER_SIGNED), year = draft_year(check->draft);
    struct date date;
    struct err err;
    if (!*text || !year)
        return;
    if (!date_parse(text, &date, &err)) {
        check_add(check, field, N_("成文日期“%s”读不懂，请写成 %d-01-20 这样的形式。"), text,
                  year + 1);
        return;
    }
    struct date first = {year + 1, 1, 1},
                last = customs_deadline(cover_text(check, COVER_UNIT), year);
    if (date_compare(date, first) < 0)
        check_add(check, field,
                  N_("成文日期 %s 早于 %d 年 12 月 31 日，统计期限还没有结束。请核对。"), text,
                  year);
    else if (date_compare(date, last) > 0)
        check_add(check, field, N_("成文日期 %s 晚于 %d 年 %d 月 %d 日的公布期限。请核对。"), text,
                  last.year, last.month, last.day);
}

/* ---- addresses ---- */

static void check_urls_in(struct check *check, const struct narrative *narrative,
                          const struct lexicon *lexicon)
{
    const struct scan *scan = &narrative->scan;
    struct span text = span_of(scan, 0, scan->text.len);
    int word;
    for (size_t at = 0; lexicon_next(lexicon, text, &at, &word);) {
        size_t len = url_len(text.at + at);
        /* www。gov。cn: the input method's full stop. */
        bool is_broken = strncmp(text.at + at + len, "。", 3) == 0 && text.at[at + len + 3] > 0 &&
                         strchr("abcdefghijklmnopqrstuvwxyz", text.at[at + len + 3]);
        if (!url_is_valid(text.at + at, len) || is_broken) {
            char *url = xmemdup0(text.at + at, len);
            check_add_text(check, narrative, at, len, N_("网址“%s”不完整或者写法不对，请核对。"),
                           url);
            free(url);
        }
        at += len ? len : 1;
    }
}

/* “网址为” with nothing behind it. */
static void check_url_is_given(struct check *check, const struct narrative *narrative)
{
    static const struct {
        const char *word;
    } leads[] = {{"网址："}, {"网址:"}, {"网址为"}, {"网址是"}};
    static const char *const skipped[] = {"：", ":", "“", "<", "（", "(", NULL};
    const struct scan *scan = &narrative->scan;
    struct span text = span_of(scan, 0, scan->text.len);
    struct lexicon lexicon;
    lexicon_init(&lexicon, leads, sizeof leads[0], COUNT(leads));
    int word;
    for (size_t at = 0; lexicon_next(&lexicon, text, &at, &word); at++) {
        size_t len = strlen(leads[word].word);
        struct span rest = {text.at + at + len, text.len - at - len};
        span_skip(&rest, skipped);
        if (rest.len == 0 || (unsigned char)*rest.at >= 0x80 || *rest.at == '\n')
            check_add_text(check, narrative, at, len, N_("“网址”后面没有写地址，请补上。"));
    }
}

/* Does the preface or section six hold one of the words? A 热线电话 in another section is one of
 * the things that the office has done. */
static bool is_said(const struct check *check, const char *const words[])
{
    static const char *const sections[] = {"preface", "other"};
    for (int i = 0; i < COUNT(sections); i++) {
        const struct narrative *narrative = check_narrative(check, sections[i]);
        if (narrative &&
            span_contains_any(span_of(&narrative->scan, 0, narrative->scan.text.len), words))
            return true;
    }
    return false;
}

/* Readers are told where the report is published and whom they can ask: on the cover, in the
 * preface or in section six. It is asked for once. */
static void check_contact_is_given(struct check *check)
{
    static const char *const site_words[] = {"http", "www.", "网址", NULL};
    static const char *const contact_words[] = {"电话", "地址：",   "地址:", "地址为",
                                                "邮箱", "联系方式", NULL};
    if (!check->n_narratives) /* nothing written yet */
        return;
    bool has_contact = *cover_text(check, COVER_ADDRESS) || *cover_text(check, COVER_PHONE) ||
                       *cover_text(check, COVER_EMAIL) || is_said(check, contact_words);
    bool has_site = *cover_text(check, COVER_SITE) || is_said(check, site_words);
    if (!has_contact && !has_site)
        check_add(
            check, COVER_PHONE,
            N_("没有联系方式和公布网址：封面没有填，前言和第六部分也没有写。请至少填写联系电话和网址。"));
    else if (!has_contact)
        check_add(
            check, COVER_PHONE,
            N_("没有联系方式：封面没有填地址、电话、邮箱，文中也没有写。请至少填写联系电话。"));
    else if (!has_site)
        check_add(check, COVER_SITE,
                  N_("没有网址：封面没有填公布网址，文中也没有写。请填写报告电子版公布的网址。"));
}

void check_addresses(struct check *check)
{
    static const struct {
        const char *word;
    } starts[] = {{"http"}, {"www."}};
    struct lexicon lexicon;
    lexicon_init(&lexicon, starts, sizeof starts[0], COUNT(starts));
    for (int i = 0; i < check->n_narratives; i++) {
        check_urls_in(check, &check->narratives[i], &lexicon);
        check_url_is_given(check, &check->narratives[i]);
    }
    check_contact_is_given(check);
}

void check_contact_lines(struct check *check)
{
    enum { POSTCODE_DIGITS = 6, PHONE_MIN_DIGITS = 7 };
    const char *site = cover_text(check, COVER_SITE), *email = cover_text(check, COVER_EMAIL);
    const char *postcode = cover_text(check, COVER_POSTCODE),
               *phone = cover_text(check, COVER_PHONE);
    if (*site && (!url_is_valid(site, strlen(site)) || url_len(site) != strlen(site)))
        check_add(check, draft_cover_field(check->draft, COVER_SITE),
                  N_("网址“%s”不完整或者写法不对，请核对。"), site);
    const char *at = strchr(email, '@');
    if (*email && (!at || at == email || !url_is_host(at + 1, strlen(at + 1))))
        check_add(check, draft_cover_field(check->draft, COVER_EMAIL),
                  N_("电子邮箱“%s”写法不对，请核对。"), email);
    if (*postcode &&
        (strspn(postcode, "0123456789") != POSTCODE_DIGITS || strlen(postcode) != POSTCODE_DIGITS))
        check_add(check, draft_cover_field(check->draft, COVER_POSTCODE),
                  N_("邮政编码“%s”不是六位数字，请核对。"), postcode);
    int n_digits = 0;
    for (const char *p = phone; *p; p++)
        n_digits += *p >= '0' && *p <= '9';
    if (*phone && n_digits < PHONE_MIN_DIGITS)
        check_add(check, draft_cover_field(check->draft, COVER_PHONE),
                  N_("联系电话“%s”位数不够，请写区号和完整的号码。"), phone);
}
