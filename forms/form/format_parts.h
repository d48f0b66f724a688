/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FORM_FORMAT_PARTS_H
#define FORMS_FORM_FORMAT_PARTS_H

/* What the official formats have in common, so that it is written once: the columns of 表三, its
 * rows but for （六）其他处理, the whole of 表四, and the sections that did not change. Rows and
 * sections are macros because a row list is one array, and C knows no way to put arrays together.
 * For format_*.c only. */

#include "forms/form/formdef.h"
#include "locale/message.h"

#define COUNT_OF(array) (int)(sizeof(array) / sizeof(array)[0])

/* ---- 三、收到和处理政府信息公开申请情况 ---- */

enum { FORMAT_N_REQUEST_COLUMNS = 7, FORMAT_REQUEST_TOTAL_COLUMN = 6 };
extern const struct form_column format_request_columns[FORMAT_N_REQUEST_COLUMNS];

extern const char *const format_request_words[];

#define FORMAT_REQUEST_CORNER "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

#define FORMAT_RESULT      "三、本年度办理结果"
#define FORMAT_REFUSED     "（三）不予公开"
#define FORMAT_UNAVAILABLE "（四）无法提供"
#define FORMAT_DECLINED    "（五）不予处理"
#define FORMAT_OTHER       "（六）其他处理"

/* Where the first rows of the two lists below stand; between the lists come those of
 * （六）其他处理. */
enum { FORMAT_ROW_RECEIVED, FORMAT_ROW_CARRIED_IN, FORMAT_ROW_GRANTED };

#define FORMAT_REQUEST_ROWS_TO_DECLINED                                                                                                                                     \
    {"received",                                                                                                                                                            \
     {"一、本年新收政府信息公开申请数量"},                                                                                                                                  \
     "一、本年新收",                                                                                                                                                        \
     N_("本年 1 月 1 日至 12 月 31 日收到的申请。一件申请只计一次。")},                                                                                                     \
        {"carried_in",                                                                                                                                                      \
         {"二、上年结转政府信息公开申请数量"},                                                                                                                              \
         "二、上年结转",                                                                                                                                                    \
         N_("上年收到、到上年 12 月 31 日还没有办结的申请，应与上年报告的“四、结转下年度继续办理”逐列相同（F5 取上年数）。")},                                              \
        {"granted",                                                                                                                                                         \
         {FORMAT_RESULT, "（一）予以公开"},                                                                                                                                 \
         "（一）予以公开",                                                                                                                                                  \
         N_("申请的内容全部公开的：已经主动公开、告知获取方式和途径的（《条例》第三十六条第（一）项），以及可以公开、提供了信息或者告知提供方式和时间的（第（二）项）。")}, \
        {"partly_granted",                                                                                                                                                  \
         {FORMAT_RESULT, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"},                                                                                       \
         "（二）部分公开",                                                                                                                                                  \
         N_("依照《条例》第三十七条作区分处理、公开一部分的。区分处理的申请只计在这一行，不再计入其他行。")},                                                               \
        {"refused.state_secret",                                                                                                                                            \
         {FORMAT_RESULT, FORMAT_REFUSED, "1.属于国家秘密"},                                                                                                                 \
         "1.国家秘密",                                                                                                                                                      \
         N_("依照《条例》第十四条，依法确定为国家秘密的。")},                                                                                                               \
        {"refused.prohibited_by_law",                                                                                                                                       \
         {FORMAT_RESULT, FORMAT_REFUSED, "2.其他法律行政法规禁止公开"},                                                                                                     \
         "2.法律法规禁止",                                                                                                                                                  \
         N_("依照《条例》第十四条，法律、行政法规禁止公开的。")},                                                                                                           \
        {"refused.security_stability",                                                                                                                                      \
         {FORMAT_RESULT, FORMAT_REFUSED, "3.危及“三安全一稳定”"},                                                                                                           \
         "3.三安全一稳定",                                                                                                                                                  \
         N_("依照《条例》第十四条，公开后可能危及国家安全、公共安全、经济安全、社会稳定的。")},                                                                             \
        {"refused.third_party",                                                                                                                                             \
         {FORMAT_RESULT, FORMAT_REFUSED, "4.保护第三方合法权益"},                                                                                                           \
         "4.第三方权益",                                                                                                                                                    \
         N_("依照《条例》第十五条，涉及商业秘密、个人隐私等，公开会损害第三方合法权益的。")},                                                                               \
        {"refused.internal_affairs",                                                                                                                                        \
         {FORMAT_RESULT, FORMAT_REFUSED, "5.属于三类内部事务信息"},                                                                                                         \
         "5.内部事务",                                                                                                                                                      \
         N_("依照《条例》第十六条第一款：人事管理、后勤管理、内部工作流程三类信息。")},                                                                                     \
        {"refused.process_information",                                                                                                                                     \
         {FORMAT_RESULT, FORMAT_REFUSED, "6.属于四类过程性信息"},                                                                                                           \
         "6.过程性信息",                                                                                                                                                    \
         N_("依照《条例》第十六条第二款：讨论记录、过程稿、磋商信函、请示报告四类信息。")},                                                                                 \
        {"refused.enforcement_file",                                                                                                                                        \
         {FORMAT_RESULT, FORMAT_REFUSED, "7.属于行政执法案卷"},                                                                                                             \
         "7.执法案卷",                                                                                                                                                      \
         N_("依照《条例》第十六条第二款，行政执法案卷信息。")},                                                                                                             \
        {"refused.administrative_query",                                                                                                                                    \
         {FORMAT_RESULT, FORMAT_REFUSED, "8.属于行政查询事项"},                                                                                                             \
         "8.行政查询",                                                                                                                                                      \
         N_("法律、行政法规另有专门规定、应当依照规定查询的，例如工商登记资料、不动产登记资料（《条例》第三十六条第（七）项）。")},                                         \
        {"unavailable.not_held",                                                                                                                                            \
         {FORMAT_RESULT, FORMAT_UNAVAILABLE, "1.本机关不掌握相关政府信息"},                                                                                                 \
         "1.不掌握",                                                                                                                                                        \
         N_("经检索没有所申请公开信息的（《条例》第三十六条第（四）项），以及不属于本机关负责公开的（第（五）项）。")},                                                     \
        {"unavailable.needs_creation",                                                                                                                                      \
         {FORMAT_RESULT, FORMAT_UNAVAILABLE, "2.没有现成信息需要另行制作"},                                                                                                 \
         "2.需另行制作",                                                                                                                                                    \
         N_("需要对现有信息加工、分析才能提供的（《条例》第三十八条）。")},                                                                                                 \
        {"unavailable.unclear",                                                                                                                                             \
         {FORMAT_RESULT, FORMAT_UNAVAILABLE, "3.补正后申请内容仍不明确"},                                                                                                   \
         "3.仍不明确",                                                                                                                                                      \
         N_("告知申请人补正，补正以后内容仍然不明确的（《条例》第三十条）。")},                                                                                             \
        {"declined.petition",                                                                                                                                               \
         {FORMAT_RESULT, FORMAT_DECLINED, "1.信访举报投诉类申请"},                                                                                                          \
         "1.信访投诉",                                                                                                                                                      \
         N_("以信息公开申请的形式进行信访、投诉、举报等活动的（《条例》第三十九条第一款）。")},                                                                             \
        {"declined.repeated",                                                                                                                                               \
         {FORMAT_RESULT, FORMAT_DECLINED, "2.重复申请"},                                                                                                                    \
         "2.重复申请",                                                                                                                                                      \
         N_("已经答复过，同一申请人就相同内容重复申请的（《条例》第三十六条第（六）项）。")},                                                                               \
        {"declined.publication",                                                                                                                                            \
         {FORMAT_RESULT, FORMAT_DECLINED, "3.要求提供公开出版物"},                                                                                                          \
         "3.公开出版物",                                                                                                                                                    \
         N_("要求提供政府公报、报刊、书籍等公开出版物的，可以告知获取途径（《条例》第三十九条第二款）。")},                                                                 \
        {"declined.excessive",                                                                                                                                              \
         {FORMAT_RESULT, FORMAT_DECLINED, "4.无正当理由大量反复申请"},                                                                                                      \
         "4.大量反复",                                                                                                                                                      \
         N_("申请数量、频次明显超过合理范围，申请人又不能说明正当理由的（《条例》第三十五条）。")},                                                                         \
    {                                                                                                                                                                       \
        "declined.confirmation",                                                                                                                                            \
            {FORMAT_RESULT, FORMAT_DECLINED, "5.要求行政机关确认或重新出具已获取信息"},                                                                                     \
            "5.确认重出", N_("要求对已经获取的信息确认或者重新出具的。《条例》没有专门的条文。")                                                                            \
    }

#define FORMAT_REQUEST_ROWS_FROM_TOTAL                                                             \
    {"total",                                                                                      \
     {FORMAT_RESULT, "（七）总计"},                                                                \
     "（七）总计",                                                                                 \
     N_("（一）至（六）各行之和，由程序计算。")},                                                  \
    {                                                                                              \
        "carried_out", {"四、结转下年度继续办理"}, "四、结转下年",                                 \
            N_("到本年 12 月 31 日还没有办结的申请。每一列都应当：一 + 二 = （七）总计 + 四。")    \
    }

/* The table of these rows: the last but one is the total, the last what is carried out. */
#define FORMAT_REQUEST_TABLE(rows)                                                                 \
    {                                                                                              \
        .name = "表三", .n_label_columns = 3, .n_blocks = 1, .whole_words = format_request_words,  \
        .blocks =                                                                                  \
            (const struct form_block[]){{NULL, FORMAT_REQUEST_CORNER, format_request_columns,      \
                                         FORMAT_N_REQUEST_COLUMNS, FORMAT_REQUEST_TOTAL_COLUMN,    \
                                         rows, COUNT_OF(rows)}},                                   \
        .sum =                                                                                     \
            &(const struct form_sum){COUNT_OF(rows) - 2, FORMAT_ROW_GRANTED, COUNT_OF(rows) - 3},  \
        .identity = &(const struct form_identity)                                                  \
        {                                                                                          \
            "T3-COL", {FORMAT_ROW_RECEIVED, FORMAT_ROW_CARRIED_IN},                                \
            {                                                                                      \
                COUNT_OF(rows) - 2, COUNT_OF(rows) - 1                                             \
            }                                                                                      \
        }                                                                                          \
    }

/* ---- 四、政府信息公开行政复议、行政诉讼情况 ---- */

extern const struct form_table format_review_table;

/* ---- the sections ---- */

/* Other wordings of the headings, without the ordinal, NULL-ended. */
extern const char *const format_overview_variants[];
extern const char *const format_disclosure_variants[];
extern const char *const format_request_variants[];
extern const char *const format_review_variants[];
extern const char *const format_other_variants[];

#define FORMAT_SECTION_PREFACE                                                                                                    \
    {                                                                                                                             \
        "preface", NULL, N_("前言"), NULL, NULL,                                                                                  \
            N_("开头一段写明编制依据、报告的六个部分、统计期限（本年 1 月 1 日至 12 月 31 日）、查阅网址和联系方式。可以不写。"), \
            .topic = N_("前言")                                                                                                   \
    }
#define FORMAT_SECTION_OVERVIEW                                                                                                                                                                                                                                                                                                  \
    {                                                                                                                                                                                                                                                                                                                            \
        "overview", "一、总体情况", "一", format_overview_variants, NULL,                                                                                                                                                                                                                                                        \
            N_("写本机关一年的工作：主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面，多数单位用（一）至（五）五个小标题。各级人民政府还要写工作考核、社会评议和责任追究结果（《条例》第五十条第（四）项）。" \
               "力求简明，篇幅按本地的要求。表里的数字可以用菜单“插入表中数字”引用，表改了文中也跟着改。"),                                                                                                                                                                                                                      \
            .topic = N_("总体情况")                                                                                                                                                                                                                                                                                              \
    }
#define FORMAT_SECTION_REQUESTS(table)                                                                                                                                              \
    {                                                                                                                                                                               \
        "requests", "三、收到和处理政府信息公开申请情况", "三", format_request_variants, table,                                                                                     \
            N_("先填一、二两行，再按办理结果逐行填写，最后填结转数。总计由程序计算。每一列都要做到：一 + 二 = （七）总计 + 四。" \
               "本年没有收到申请的，可以用菜单“整表填 0”。"),                                                                                                                       \
            .topic = N_("申请办理")                                                                                                                                                 \
    }
#define FORMAT_SECTION_REVIEW                                                                               \
    {                                                                                                       \
        "review", "四、政府信息公开行政复议、行政诉讼情况", "四", format_review_variants,                   \
            &format_review_table,                                                                           \
            N_("分行政复议、未经复议直接起诉、复议后起诉三块，每块四个结果，总计由程序计算。没有的填 0。"), \
            .topic = N_("复议诉讼")                                                                         \
    }
#define FORMAT_SECTION_OTHER                                                                         \
    {                                                                                                \
        "other", "六、其他需要报告的事项", "六", format_other_variants, NULL,                        \
            N_("必须写明收取信息处理费的情况，单位是元；没有收取的也要写明“收取信息处理费 0 元”。"), \
            .topic = N_("其他事项")                                                                  \
    }

#endif
