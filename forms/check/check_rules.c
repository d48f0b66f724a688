/* SPDX-License-Identifier: MIT */
/* The table of rules. What they look for, with examples, is in the comment of each function. */
#include "forms/check/check.h"

#include "forms/check/check_claims.h"
#include "forms/check/check_figures.h"
#include "forms/check/check_import.h"
#include "forms/check/check_sums.h"
#include "forms/check/check_table.h"
#include "forms/check/check_text.h"
#include "forms/check/check_wording.h"
#include "forms/check/check_years.h"
#include "locale/message.h"

#define E     SEVERITY_ERROR
#define W     SEVERITY_WARNING
#define FAST  RULE_FAST
#define SLOW  RULE_SLOW
#define PRINT RULE_AT_PRINT
/* A rule whose findings the import noted in the draft. */
#define IMPORTED(id, severity, summary)                                                            \
    {                                                                                              \
        id, severity, summary, true, false, FAST, NULL, check_import_notes                         \
    }

/* clang-format off */
const struct rule check_rules[] = {
    /* id, severity, summary, may be explained, needs previous, when, section, function */
    {"P-COVER", E, N_("封面的必填项都已填写"), false, false, FAST, NULL, check_cover},
    {"P-TITLE", W, N_("标题由机关全称和报告年度组成"), true, false, FAST, NULL, check_title},
    {"P-DATE", W, N_("成文日期在统计期限之后、公布期限之前"), true, false, FAST, NULL, check_signing_date},
    {"P-DATE0", E, N_("正式打印的报告有成文日期"), false, false, PRINT, NULL, check_is_dated},
    {"P-URL", W, N_("网址和联系方式写法正确"), true, false, FAST, NULL, check_contact_lines},
    {"T2-OLDFORM", E, N_("表格是报告年度使用的格式"), false, false, FAST, NULL, check_form_in_force},
    {"T2-INT", E, N_("表二的件数是非负整数"), false, false, FAST, "disclosure", check_cells_are_counts},
    {"T2-FEE", E, N_("表二的金额是非负的数字"), false, false, FAST, "disclosure", check_cells_are_amounts},
    {"T2-FEE", W, N_("表二的金额以万元计"), true, false, FAST, "disclosure", check_amounts_are_plausible},
    {"T2-BLANK", W, N_("表二各格都已填写"), true, false, FAST, "disclosure", check_cells_are_filled},
    {"T2-BLANK", E, N_("正式打印的报告，表二没有空格"), false, false, PRINT, "disclosure", check_cells_are_filled},
    {"T2-STOCK", W, N_("表二现行有效件数不少于本年制发件数"), true, false, FAST, "disclosure", check_stock},
    {"T2-POWER", W, N_("没有规章制定权的机关不填规章"), true, false, FAST, "disclosure", check_rule_power},
    {"T3-INT", E, N_("表三的件数是非负整数"), false, false, FAST, "requests", check_cells_are_counts},
    {"T3-BLANK", W, N_("表三各格都已填写"), true, false, FAST, "requests", check_cells_are_filled},
    {"T3-BLANK", E, N_("正式打印的报告，表三没有空格"), false, false, PRINT, "requests", check_cells_are_filled},
    {"T3-COL", E, N_("表三每一列：一 + 二 =（七）总计 + 四"), false, false, FAST, "requests", check_balance},
    {"T3-SUM", E, N_("表三每一列：（七）总计是（一）至（六）之和"), false, false, FAST, "requests", check_totals_of_sum},
    {"T3-ROW", E, N_("表三每一行：总计是六类申请人之和"), false, false, FAST, "requests", check_totals_of_rows},
    {"T3-SWAP", W, N_("表三没有两列互相错位"), true, false, FAST, "requests", check_swapped_columns},
    {"T3-SPLIT", W, N_("表三没有一个数拆进两格"), true, false, FAST, "requests", check_split_number},
    {"T3-LEGALPERSON", W, N_("表三申请人的类别合乎常情"), true, false, FAST, "requests", check_applicant_kinds},
    {"T4-INT", E, N_("表四的件数是非负整数"), false, false, FAST, "review", check_cells_are_counts},
    {"T4-BLANK", W, N_("表四各格都已填写"), true, false, FAST, "review", check_cells_are_filled},
    {"T4-BLANK", E, N_("正式打印的报告，表四没有空格"), false, false, PRINT, "review", check_cells_are_filled},
    {"T4-SUM", E, N_("表四每一块：总计是四种结果之和"), false, false, FAST, "review", check_totals_of_rows},
    {"OVERFLOW", E, N_("合计不超出能计算的范围"), false, false, FAST, NULL, check_overflow},
    IMPORTED("T2-ROWNAME", W, N_("导入：表二的行名与规定的相同")),
    IMPORTED("T3-OLDFORM", E, N_("导入：（六）其他处理分三个小项")),
    IMPORTED("T3-ORPHAN", E, N_("导入：表三的各行齐全、次序正确、有上级")),
    IMPORTED("T3-LABEL", W, N_("导入：表三的行名与规定的相同")),
    IMPORTED("T3-SPLIT", W, N_("导入：表三没有一个数拆进两格")),
    IMPORTED("T3-ROW", E, N_("导入：表三各行的总计没有空着")),
    IMPORTED("T3-SUM", E, N_("导入：表三（七）总计没有空着")),
    {"T3-COL", E, N_("导入：表三空着的总计算作 0 时各列平衡"), true, false, FAST, NULL, check_import_blank_balance},
    {"T3-SUM", E, N_("导入：表三空着的总计算作 0 时（七）总计是各行之和"), true, false, FAST, NULL,
     check_import_blank_sum},
    IMPORTED("T4-SUM", E, N_("导入：表四的总计没有空着")),
    IMPORTED("P-TITLE", W, N_("导入：标题是机关全称、年份和规定的字样")),
    IMPORTED("P-PUNCT", W, N_("导入：标题的字中间没有空格")),
    IMPORTED("P-SECTIONS", E, N_("导入：六个部分的标题齐全、正确")),
    IMPORTED("I-ROW", W, N_("导入：数字所在的行和列没有疑问")),
    IMPORTED("I-YEAR", W, N_("导入：报告年度没有疑问")),
    {"I-TEXT", E, N_("导入：文字都已归位"), true, false, SLOW, NULL, check_import_unplaced},

    {"Y-CARRY", E, N_("表三上年结转等于上年报告的结转下年度"), true, true, FAST, NULL, check_carried_requests},
    {"T2-CARRY", E, N_("表二现行有效 = 上年现行有效 + 制发 − 废止"), true, true, FAST, NULL, check_carried_documents},
    {"T4-CARRY", W, N_("表四包括上年尚未审结的案件"), true, true, FAST, NULL, check_carried_cases},
    {"T2-JUMP", W, N_("表二与上年没有十倍的出入"), true, true, FAST, NULL, check_jumps},
    {"Y-SIM", W, N_("总体情况和第五部分不与上年雷同"), true, true, SLOW, NULL, check_likeness},
    {"Y-COPIED", W, N_("从上年报告复制的句子都已改过"), true, true, SLOW, NULL, check_copied},
    {"Y-PCT", W, N_("同比的百分数与两年的数字相符"), true, true, SLOW, NULL, check_growth},

    {"P-SECTIONS", E, N_("六个部分都有内容，标题不重复"), true, false, SLOW, NULL, check_sections},
    {"P-PERIOD", E, N_("统计期限是报告年度的 1 月 1 日至 12 月 31 日"), true, false, SLOW, NULL, check_period},
    {"P-PERIOD0", W, N_("写明了统计期限"), true, false, SLOW, NULL, check_period_is_named},
    {"P-BASIS", W, N_("编制依据的文号正确"), true, false, SLOW, NULL, check_basis},
    {"P-SIX", W, N_("列出的是现行格式的六个部分"), true, false, SLOW, NULL, check_parts_named},
    {"P-EVAL", W, N_("各级人民政府写明工作考核、社会评议和责任追究结果"), true, false, SLOW, NULL, check_evaluation},
    {"P-YEAR", W, N_("没有别的年度留下来的年份"), true, false, SLOW, NULL, check_years_named},
    {"P-NAME", W, N_("机关名称前后一致"), true, false, SLOW, NULL, check_unit_names},
    {"P-ORD", E, N_("序号不重复、不缺号"), true, false, SLOW, NULL, check_ordinals},
    {"P-HOLDER", E, N_("没有留下占位符"), true, false, SLOW, NULL, check_placeholders},
    {"P-SCOPE", W, N_("乡镇、街道只写本机关收到的申请"), true, false, SLOW, NULL, check_scope_of_town},
    {"P-PRIVATE", W, N_("没有身份证号码和个人手机号码"), true, false, SLOW, NULL, check_private_data},
    {"P-OVERVIEW5", W, N_("总体情况写到五个方面"), true, false, SLOW, NULL, check_topics},
    {"P-LEN", W, N_("篇幅合适"), true, false, SLOW, NULL, check_lengths},
    {"P-SEC5", W, N_("第五部分有问题、有措施，大体对应"), true, false, SLOW, NULL, check_problems_and_measures},
    {"P-SEC6-FEE", E, N_("第六部分写明收取信息处理费的情况"), true, false, SLOW, NULL, check_fee_is_stated},
    {"P-SEC6-SUM", W, N_("信息处理费各笔之和等于总额"), true, false, SLOW, NULL, check_fee_items},
    {"P-FEE-T2", W, N_("信息处理费不超过表二行政事业性收费"), true, false, SLOW, NULL, check_fee_within_income},
    {"T3-FEE", W, N_("表三逾期未缴费与第六部分一致"), true, false, SLOW, NULL, check_fee_and_requests},
    {"P-NUM-REQ", W, N_("文中的申请件数与表三一致"), true, false, SLOW, NULL, check_request_figures},
    {"T3-ALLZERO-TEXT", W, N_("文中有申请的，表三不全是 0"), true, false, SLOW, NULL, check_requests_without_table},
    {"P-NUM-GRP", W, N_("文中分申请人、分结果的件数与表三一致"), true, false, SLOW, NULL, check_result_figures},
    {"T2-TEXT", W, N_("文中的文件和决定件数与表二一致"), true, false, SLOW, NULL, check_disclosure_figures},
    {"T4-TEXT", W, N_("文中的复议、诉讼件数与表四一致"), true, false, SLOW, NULL, check_review_figures},
    {"T4-TEXT", W, N_("文中的零败诉、零纠错与表四一致"), true, false, SLOW, NULL, check_review_claims},
    {"P-CONTRA", W, N_("文中的说法与表格不矛盾"), true, false, SLOW, NULL, check_contradictions},
    {"P-LIST", W, N_("文中各项之和等于总数"), true, false, SLOW, NULL, check_lists},
    {"P-PCT", W, N_("文中的百分数计算正确"), true, false, SLOW, NULL, check_percentages},
    {"P-PCT", W, N_("写明基数的增减百分数计算正确"), true, false, SLOW, NULL, check_growth_in_text},
    {"P-TWICE", W, N_("同一件事前后的数相同"), true, false, SLOW, NULL, check_figures_twice},
    {"P-DUP", W, N_("没有重复的字词和标点，结尾完整"), true, false, SLOW, NULL, check_doubles},
    {"P-PUNCT", W, N_("汉字之间用全角标点，没有空格"), true, false, SLOW, NULL, check_marks},
    {"P-STOP", W, N_("各段以句号结尾，括号、引号成对"), true, false, SLOW, NULL, check_stops},
    {"P-TYPO", W, N_("没有常见的错别字"), true, false, SLOW, NULL, check_typos},
    {"P-WORD", W, N_("没有本单位词语表中的错误写法"), true, false, SLOW, NULL, check_own_words},
    {"P-URL", W, N_("文中的网址完整，写明了网址和联系方式"), true, false, SLOW, NULL, check_addresses},
};
/* clang-format on */
const size_t check_n_rules = sizeof check_rules / sizeof check_rules[0];
