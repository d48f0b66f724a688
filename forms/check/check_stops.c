/* SPDX-License-Identifier: MIT */
/* How paragraphs end, brackets and quotation marks in pairs, full stops of the other kind. */
#include <stdlib.h>
#include <string.h>

#include "forms/check/check_private.h"
#include "forms/check/check_wording.h"
#include "forms/sentence/ordinals.h"
#include "forms/sentence/pairs.h"
#include "locale/mem.h"
#include "locale/message.h"

enum { HAN_BYTES = 3 };

static bool is_han(const char *p) { return (unsigned char)*p >= 0xE4 && (unsigned char)*p <= 0xE9; }

/* The last characters of a paragraph, for a message; free it. */
static char *tail_of(struct span paragraph)
{
    enum { TAIL_BYTES = 8 * HAN_BYTES };
    size_t start = paragraph.len > TAIL_BYTES ? paragraph.len - TAIL_BYTES : 0;
    while (start < paragraph.len && ((unsigned char)paragraph.at[start] & 0xC0) == 0x80)
        start++;
    return xmemdup0(paragraph.at + start, paragraph.len - start);
}

/* ---- the end of a paragraph ---- */

/* Headings, contact lines and signatures end without a stop. */
static bool is_prose(struct span paragraph)
{
    static const char *const no_prose[] = {"电话", "地址", "邮编", "邮箱", "网址",
                                           "http", "www.", "传真", NULL};
    enum { LONG_BYTES = 45 * HAN_BYTES };
    return !span_contains_any(paragraph, no_prose) &&
           (span_contains(paragraph, "。") ||
            (paragraph.len > LONG_BYTES && span_contains(paragraph, "，")));
}

/* Does the list that ends with “；” end there, too: a heading or the first of another list follows?
 */
static bool list_ends(struct span paragraph, const char *next)
{
    struct ordinal here = {0}, behind = {0};
    bool is_item = ordinals_at(paragraph.at, true, &here);
    return ordinals_at(next, true, &behind) &&
           (behind.value == 1 || (is_item && behind.style != here.style) ||
            (!is_item && behind.style == ORDINAL_BRACKETS) || behind.style == ORDINAL_HEADING);
}

static void check_paragraph_end(struct check *check, const struct narrative *narrative,
                                struct span paragraph, const char *next)
{
    static const char *const open[] = {"，", "、", "；", ",", ";", NULL};
    size_t end = (size_t)(paragraph.at + paragraph.len - narrative->scan.text.data);
    struct span body = paragraph;
    span_chop(&body, open);
    size_t mark = paragraph.len - body.len;
    bool is_list = mark && (span_ends_with(paragraph, "；") || span_ends_with(paragraph, ";"));
    char *tail = tail_of(paragraph);
    if (mark && body.len && (!is_list || list_ends(paragraph, next)))
        check_add_text(check, narrative, end - mark, mark,
                       N_("这一段以“%s”结尾，后面另起了一段。请核对是缺了内容，还是应当用句号。"),
                       tail);
    else if (!mark && paragraph.len >= HAN_BYTES && is_prose(paragraph) &&
             is_han(paragraph.at + paragraph.len - HAN_BYTES))
        check_add_text(check, narrative, end - HAN_BYTES, HAN_BYTES,
                       N_("这一段到“%s”为止，没有句号。请补上。"), tail);
    free(tail);
}

/* ---- pairs ---- */

static void check_pairs(struct check *check, const struct narrative *narrative,
                        struct span paragraph)
{
    enum { CONTEXT_BYTES = 8 * HAN_BYTES };
    size_t offset;
    struct pairs_mark mark;
    if (!pairs_find_single(paragraph, &offset, &mark))
        return;
    size_t len = strlen(mark.word);
    struct span lead = {paragraph.at, offset + len};
    struct span rest = {paragraph.at + offset, paragraph.len - offset};
    size_t shown = rest.len < CONTEXT_BYTES ? rest.len : CONTEXT_BYTES;
    while (shown < rest.len && ((unsigned char)rest.at[shown] & 0xC0) == 0x80)
        shown++;
    char *context = mark.opens ? xmemdup0(rest.at, shown) : tail_of(lead);
    check_add_text(check, narrative, (size_t)(paragraph.at - narrative->scan.text.data) + offset,
                   len, N_("“%s”里的“%s”不成对，请核对前后的括号和引号。"), context, mark.word);
    free(context);
}

/* ---- . for 。 ---- */

static void check_points(struct check *check, const struct narrative *narrative,
                         struct span paragraph)
{
    for (size_t i = HAN_BYTES; i < paragraph.len; i++) {
        const char *p = paragraph.at + i;
        if (*p != '.' || !is_han(p - HAN_BYTES) || p[-1] == '.' ||
            (i + 1 < paragraph.len && !is_han(p + 1)))
            continue;
        char *tail = tail_of((struct span){paragraph.at, i + 1});
        check_add_text(check, narrative, (size_t)(p - narrative->scan.text.data), 1,
                       N_("“%s”用了半角的“.”，应为“。”。"), tail);
        free(tail);
    }
}

void check_stops(struct check *check)
{
    for (int i = 0; i < check->n_narratives; i++) {
        const struct narrative *narrative = &check->narratives[i];
        const char *line = narrative->scan.text.data, *feed;
        for (; line && *line; line = feed ? feed + 1 : NULL) {
            feed = strchr(line, '\n');
            struct span paragraph = {line, feed ? (size_t)(feed - line) : strlen(line)};
            /* How the section's last paragraph ends is P-DUP's business. */
            if (feed && feed[strspn(feed, "\n")])
                check_paragraph_end(check, narrative, paragraph, feed + strspn(feed, "\n"));
            check_pairs(check, narrative, paragraph);
            check_points(check, narrative, paragraph);
        }
    }
}
