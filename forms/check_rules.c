/* The table of rules. What they look for, with examples, is in the comment of each function. */
#include "forms/check.h"

#include "forms/check_import.h"
#include "forms/check_table.h"
#include "locale/message.h"

#define E SEVERITY_ERROR
#define W SEVERITY_WARNING

/* clang-format off */
const struct rule check_rules[] = {
    /* id, severity, summary, may be explained, needs previous, is slow, section, function */
    {"T2-OLDFORM", E, N_("表格是报告年度使用的格式"), false, false, false, NULL, check_form_in_force},
    {"T2-INT", E, N_("表二的件数是非负整数"), false, false, false, "disclosure", check_cells_are_counts},
    {"T2-FEE", E, N_("表二的金额是非负的数字"), false, false, false, "disclosure", check_cells_are_amounts},
    {"T2-FEE", W, N_("表二的金额以万元计"), true, false, false, "disclosure", check_amounts_are_plausible},
    {"T2-BLANK", W, N_("表二各格都已填写"), true, false, false, "disclosure", check_cells_are_filled},
    {"T2-STOCK", W, N_("表二现行有效件数不少于本年制发件数"), true, false, false, "disclosure", check_stock},
    {"T2-POWER", W, N_("没有规章制定权的机关不填规章"), true, false, false, "disclosure", check_rule_power},
    {"T3-INT", E, N_("表三的件数是非负整数"), false, false, false, "requests", check_cells_are_counts},
    {"T3-BLANK", W, N_("表三各格都已填写"), true, false, false, "requests", check_cells_are_filled},
    {"T3-COL", E, N_("表三每一列：一 + 二 =（七）总计 + 四"), false, false, false, "requests", check_balance},
    {"T3-SUM", E, N_("表三每一列：（七）总计是（一）至（六）之和"), false, false, false, "requests", check_totals_of_sum},
    {"T3-ROW", E, N_("表三每一行：总计是六类申请人之和"), false, false, false, "requests", check_totals_of_rows},
    {"T3-SWAP", W, N_("表三没有两列互相错位"), true, false, false, "requests", check_swapped_columns},
    {"T3-SPLIT", W, N_("表三没有一个数拆进两格"), true, false, false, "requests", check_split_number},
    {"T3-LEGALPERSON", W, N_("表三申请人的类别合乎常情"), true, false, false, "requests", check_applicant_kinds},
    {"T4-INT", E, N_("表四的件数是非负整数"), false, false, false, "review", check_cells_are_counts},
    {"T4-BLANK", W, N_("表四各格都已填写"), true, false, false, "review", check_cells_are_filled},
    {"T4-SUM", E, N_("表四每一块：总计是四种结果之和"), false, false, false, "review", check_totals_of_rows},
    {"OVERFLOW", E, N_("合计不超出能计算的范围"), false, false, false, NULL, check_overflow},
    {"T2-ROWNAME", W, N_("导入：表二的行名与规定的相同"), true, false, false, NULL, check_import_notes},
    {"T3-OLDFORM", E, N_("导入：（六）其他处理分三个小项"), true, false, false, NULL, check_import_notes},
    {"T3-ORPHAN", E, N_("导入：表三的各行齐全、次序正确、有上级"), true, false, false, NULL, check_import_notes},
    {"T3-LABEL", W, N_("导入：表三的行名与规定的相同"), true, false, false, NULL, check_import_notes},
    {"T3-SPLIT", W, N_("导入：表三没有一个数拆进两格"), true, false, false, NULL, check_import_notes},
    {"T3-ROW", E, N_("导入：表三各行的总计没有空着"), true, false, false, NULL, check_import_notes},
    {"T3-SUM", E, N_("导入：表三（七）总计没有空着"), true, false, false, NULL, check_import_notes},
    {"T3-COL", E, N_("导入：表三空着的总计算作 0 时各列平衡"), true, false, false, NULL, check_import_blank_balance},
    {"T3-SUM", E, N_("导入：表三空着的总计算作 0 时（七）总计是各行之和"), true, false, false, NULL,
     check_import_blank_sum},
    {"T4-SUM", E, N_("导入：表四的总计没有空着"), true, false, false, NULL, check_import_notes},
    {"P-TITLE", W, N_("导入：标题是机关全称、年份和规定的字样"), true, false, false, NULL, check_import_notes},
    {"P-SECTIONS", E, N_("导入：六个部分的标题齐全、正确"), true, false, false, NULL, check_import_notes},
    {"I-ROW", W, N_("导入：数字所在的行和列没有疑问"), true, false, false, NULL, check_import_notes},
    {"I-YEAR", W, N_("导入：报告年度没有疑问"), true, false, false, NULL, check_import_notes},
    {"I-TEXT", E, N_("导入：文字都已归位"), true, false, true, NULL, check_import_unplaced},
};
/* clang-format on */
const size_t check_n_rules = sizeof check_rules / sizeof check_rules[0];
