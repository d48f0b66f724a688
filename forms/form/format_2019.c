/* SPDX-License-Identifier: MIT */
/* The form on trial for the reports of 2019 and 2020. Some offices go on using it by copying an old
 * file, so it must be recognised in later years too. */
#include "forms/form/format_parts.h"

/* ---- 二、主动公开政府信息情况 ---- */

static const struct form_column document_columns[] = {
    {"made",
     {"本年新制作数量"},
     "新制作",
     CELL_COUNT,
     N_("本年 1 月 1 日至 12 月 31 日新制作的件数。")},
    {"disclosed", {"本年新公开数量"}, "新公开", CELL_COUNT, N_("本年新公开的件数。")},
    {"total_disclosed",
     {"对外公开总数量"},
     "公开总数",
     CELL_COUNT,
     N_("截至本年 12 月 31 日对外公开的总件数。")},
};
static const struct form_row document_rows[] = {
    {"rules",
     {"规章"},
     "规章",
     N_("只有国务院部门、省级政府、设区的市和自治州的政府，以及东莞、中山、嘉峪关、三沙等不设区的地级市政府可以制定规章，其他机关填 0。")},
    {"normative_documents",
     {"规范性文件"},
     "规范性文件",
     N_("除规章外，具有普遍约束力、可以反复适用的公文。")},
};

#define PREVIOUS_ITEMS                                                                             \
    {                                                                                              \
        "previous_items", {"上一年项目数量"}, "上年项目", CELL_COUNT,                              \
            N_("上一年的项目数量，按事项计，不按件计。")                                           \
    }
#define CHANGE                                                                                     \
    {                                                                                              \
        "change", {"本年增/减"}, "增/减", CELL_CHANGE,                                             \
            N_("本年项目比上一年增加的数量；减少的填负数，例如 -2。")                              \
    }
static const struct form_column decision_columns[] = {
    PREVIOUS_ITEMS,
    CHANGE,
    {"decisions", {"处理决定数量"}, "决定数量", CELL_COUNT, N_("本年作出的处理决定件数。")},
};
static const struct form_row licence_rows[] = {
    {"licences", {"行政许可"}, "行政许可", N_("行政许可的项目数量和本年作出的决定件数。")},
    {"other_services",
     {"其他对外管理服务事项"},
     "其他事项",
     N_("行政许可以外的对外管理服务事项。")},
};
static const struct form_row penalty_rows[] = {
    {"penalties", {"行政处罚"}, "行政处罚", N_("行政处罚的项目数量和本年作出的决定件数。")},
    {"coercive_measures", {"行政强制"}, "行政强制", N_("行政强制的项目数量和本年作出的决定件数。")},
};
static const struct form_column fee_columns[] = {PREVIOUS_ITEMS, CHANGE};
static const struct form_row fee_rows[] = {
    {"fees", {"行政事业性收费"}, "行政收费", N_("行政事业性收费的项目数量，不是金额。")},
};
static const struct form_column procurement_columns[] = {
    {"items", {"采购项目数量"}, "项目数量", CELL_COUNT, N_("本年政府集中采购的项目数量。")},
    {"amount", {"采购总金额"}, "总金额", CELL_MONEY, N_("连同单位填写，例如 251000元。")},
};
static const struct form_row procurement_rows[] = {
    {"procurement", {"政府集中采购"}, "集中采购", N_("本机关本年的政府集中采购。")},
};
static const struct form_block disclosure_blocks[] = {
    {"第二十条第（一）项", "信息内容", document_columns, COUNT_OF(document_columns), -1,
     document_rows, COUNT_OF(document_rows)},
    {"第二十条第（五）项", "信息内容", decision_columns, COUNT_OF(decision_columns), -1,
     licence_rows, COUNT_OF(licence_rows)},
    {"第二十条第（六）项", "信息内容", decision_columns, COUNT_OF(decision_columns), -1,
     penalty_rows, COUNT_OF(penalty_rows)},
    {"第二十条第（八）项", "信息内容", fee_columns, COUNT_OF(fee_columns), -1, fee_rows,
     COUNT_OF(fee_rows)},
    {"第二十条第（九）项", "信息内容", procurement_columns, COUNT_OF(procurement_columns), -1,
     procurement_rows, COUNT_OF(procurement_rows)},
};
static const struct form_table disclosure_table = {.name = "表二",
                                                   .n_label_columns = 1,
                                                   .blocks = disclosure_blocks,
                                                   .n_blocks = COUNT_OF(disclosure_blocks)};

/* ---- 三、收到和处理政府信息公开申请情况 ---- */

static const struct form_row request_rows[] = {
    FORMAT_REQUEST_ROWS_TO_DECLINED,
    {"other_handling",
     {FORMAT_RESULT, FORMAT_OTHER},
     "（六）其他处理",
     N_("不属于以上各项的，包括申请人逾期不补正（《条例》第三十条）、逾期未缴费（第四十二条）、主动撤回申请的。")},
    FORMAT_REQUEST_ROWS_FROM_TOTAL,
};
static const struct form_table request_table = FORMAT_REQUEST_TABLE(request_rows);

/* ---- the sections ---- */

static const char *const problem_variants[] = {
    "存在的主要问题及改进情况", "政府信息公开工作存在的主要问题和改进情况",
    "存在的主要问题和改进情况", "存在问题及改进情况",
    "存在的主要问题及改进措施", NULL};

static const struct form_section sections[] = {
    FORMAT_SECTION_PREFACE,
    FORMAT_SECTION_OVERVIEW,
    {"disclosure", "二、主动公开政府信息情况", "二", format_disclosure_variants, &disclosure_table,
     N_("这是 2019 年的试行格式：规章和规范性文件按件计，行政许可、处罚、强制和收费填上一年的项目数量和本年的增减。"),
     .topic = N_("主动公开")},
    FORMAT_SECTION_REQUESTS(&request_table),
    FORMAT_SECTION_REVIEW,
    {"problems", "五、政府信息公开工作存在的主要问题及改进情况", "五", problem_variants, NULL,
     N_("先写存在的主要问题，再逐条写改进的措施，问题和措施应当对应。不要与上年雷同，不能只写“无”。"),
     .topic = N_("问题改进")},
    FORMAT_SECTION_OTHER,
};

const struct form format_2019 = {
    .id = "2019",
    .document = "国办公开办函〔2019〕60号",
    .first_year = 2019,
    .last_year = 2020,
    .title = "政府信息公开工作年度报告",
    .sections = sections,
    .n_sections = COUNT_OF(sections),
};
