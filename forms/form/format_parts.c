/* SPDX-License-Identifier: MIT */
#include "forms/form/format_parts.h"

#define APPLICANT    "申请人情况"
#define LEGAL_PERSON "法人或其他组织"
const struct form_column format_request_columns[FORMAT_N_REQUEST_COLUMNS] = {
    {"natural_person", {APPLICANT, "自然人"}, "自然人", CELL_COUNT, N_("以个人名义提出的申请。")},
    {"business",
     {APPLICANT, LEGAL_PERSON, "商业企业"},
     "商业企业",
     CELL_COUNT,
     N_("公司、合伙企业、个人独资企业等营利性组织提出的申请。")},
    {"research",
     {APPLICANT, LEGAL_PERSON, "科研机构"},
     "科研机构",
     CELL_COUNT,
     N_("高等院校、研究院所等提出的申请。")},
    {"welfare",
     {APPLICANT, LEGAL_PERSON, "社会公益组织"},
     "社会公益",
     CELL_COUNT,
     N_("社会团体、基金会、社会服务机构等公益性组织提出的申请。")},
    {"legal_service",
     {APPLICANT, LEGAL_PERSON, "法律服务机构"},
     "法律服务",
     CELL_COUNT,
     N_("律师事务所等法律服务机构以机构名义提出的申请。律师受个人委托、以委托人名义提出的，计入委托人一列。")},
    {"other",
     {APPLICANT, LEGAL_PERSON, "其他"},
     "其他",
     CELL_COUNT,
     N_("不属于前四类的法人或者其他组织提出的申请。")},
    {"total", {APPLICANT, "总计"}, "总计", CELL_COUNT, N_("六类申请人之和，由程序计算。")},
};

const char *const format_request_words[] = {"“三安全一稳定”", "不予公开", "无法提供",
                                            "不予处理",       "其他处理", NULL};

static const struct form_column review_columns[] = {
    {"upheld",
     {"结果维持"},
     "结果维持",
     CELL_COUNT,
     N_("复议决定维持或者驳回、法院判决驳回诉讼请求等，原行为没有改变的。")},
    {"corrected",
     {"结果纠正"},
     "结果纠正",
     CELL_COUNT,
     N_("原行为被撤销、变更、确认违法或者责令履行的。")},
    {"other", {"其他结果"}, "其他结果", CELL_COUNT, N_("撤回、终止、不予受理等其他结果。")},
    {"pending", {"尚未审结"}, "尚未审结", CELL_COUNT, N_("到本年 12 月 31 日还没有审结的。")},
    {"total", {"总计"}, "总计", CELL_COUNT, N_("前四格之和，由程序计算。")},
};
#define LAWSUIT "行政诉讼"
static const struct form_row review_rows[] = {
    {"reconsideration", {"行政复议"}, "行政复议", N_("因政府信息公开工作被申请行政复议的件数。")},
    {"direct_suit",
     {LAWSUIT, "未经复议直接起诉"},
     "直接起诉",
     N_("没有经过行政复议、直接向法院起诉的件数。2024 年 1 月 1 日起，对不予公开不服的应当先申请行政复议（《行政复议法》第二十三条第一款第（四）项），这里只计对其他行为（例如逾期不答复）直接起诉的。")},
    {"suit_after_reconsideration",
     {LAWSUIT, "复议后起诉"},
     "复议后起诉",
     N_("经过行政复议以后再向法院起诉的件数。")},
};
static const struct form_block review_blocks[] = {
    {NULL, NULL, review_columns, COUNT_OF(review_columns), 4, review_rows, COUNT_OF(review_rows)},
};
const struct form_table format_review_table = {.name = "表四",
                                               .reads_across = true,
                                               .blocks = review_blocks,
                                               .reviews = &(const struct form_reviews){0, 1, 2},
                                               .n_blocks = COUNT_OF(review_blocks)};

const char *const format_overview_variants[] = {"概述", "基本情况", "总体工作情况", NULL};
const char *const format_disclosure_variants[] = {"主动公开情况", "主动公开政府信息的情况", NULL};
const char *const format_request_variants[] = {"收到和处理政府信息公开申请的情况",
                                               "依申请公开政府信息情况", NULL};
const char *const format_review_variants[] = {
    "因政府信息公开工作被申请行政复议、提起行政诉讼情况", "政府信息公开行政复议和行政诉讼情况",
    "因政府信息公开工作被申请行政复议和提起行政诉讼情况", NULL};
const char *const format_other_variants[] = {"其他需要报告的情况", "其他事项", "需要报告的其他事项",
                                             NULL};
