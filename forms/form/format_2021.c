/* SPDX-License-Identifier: MIT */
/* The form in force since the reports of 2021. */
#include "forms/form/format_parts.h"

/* ---- 二、主动公开政府信息情况 ---- */

static const struct form_column document_columns[] = {
    {"made",
     {"本年制发件数"},
     "制发",
     CELL_COUNT,
     N_("本年 1 月 1 日至 12 月 31 日制定并印发的件数。")},
    {"repealed", {"本年废止件数"}, "废止", CELL_COUNT, N_("本年明令废止或者宣布失效的件数。")},
    {"in_force",
     {"现行有效件数"},
     "有效",
     CELL_COUNT,
     N_("截至本年 12 月 31 日仍然有效的总件数：上年现行有效 + 本年制发 − 本年废止。")},
};
static const struct form_row document_rows[] = {
    {"rules",
     {"规章"},
     "规章",
     N_("只有国务院部门、省级政府、设区的市和自治州的政府，以及东莞、中山、嘉峪关、三沙等不设区的地级市政府可以制定规章，其他机关填 0。件数应与司法行政部门核对一致。")},
    {"normative_documents",
     {"行政规范性文件"},
     "规范性文件",
     N_("除规章外，涉及公民、法人和其他组织权利义务、具有普遍约束力、可以反复适用的公文。件数应与司法行政部门核对一致。")},
};
static const struct form_column decision_columns[] = {
    {NULL,
     {"本年处理决定数量"},
     "决定数量",
     CELL_COUNT,
     N_("本年作出的处理决定件数，已公开的和依法未公开的都要计入。按决定计数，不按事项计数。")},
};
static const struct form_row licence_rows[] = {
    {"licences",
     {"行政许可"},
     "行政许可",
     N_("本年作出的行政许可决定（包括不予许可的决定）件数。")},
};
static const struct form_row penalty_rows[] = {
    {"penalties", {"行政处罚"}, "行政处罚", N_("本年作出的行政处罚决定件数。")},
    {"coercive_measures",
     {"行政强制"},
     "行政强制",
     N_("本年作出的行政强制决定件数，包括行政强制措施和行政强制执行。")},
};
static const struct form_column fee_columns[] = {
    {NULL,
     {"本年收费金额（单位：万元）"},
     "万元",
     CELL_AMOUNT,
     N_("单位是万元，不是元；小数按实际填写，打印时原样保留。")},
};
static const struct form_row fee_rows[] = {
    {"fees",
     {"行政事业性收费"},
     "行政收费",
     N_("本机关全年全部行政事业性收费。不只是信息处理费；信息处理费另在第六部分说明，单位是元。")},
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
};
static const struct form_table disclosure_table = {.name = "表二",
                                                   .n_label_columns = 1,
                                                   .blocks = disclosure_blocks,
                                                   .n_blocks = COUNT_OF(disclosure_blocks)};

/* ---- 三、收到和处理政府信息公开申请情况 ---- */

static const struct form_row request_rows[] = {
    FORMAT_REQUEST_ROWS_TO_DECLINED,
    {"other.not_corrected",
     {FORMAT_RESULT, FORMAT_OTHER,
      "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"},
     "1.逾期不补正",
     N_("告知补正以后，申请人没有正当理由、逾期不补正，视为放弃申请、不再处理的（《条例》第三十条）。")},
    {"other.fee_unpaid",
     {FORMAT_RESULT, FORMAT_OTHER,
      "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"},
     "2.逾期未缴费",
     N_("发出信息处理费收费通知以后，申请人逾期没有缴费，不再处理的（《条例》第四十二条，国办函〔2020〕109号）。应与第六部分的收费情况一致。")},
    {"other.other",
     {FORMAT_RESULT, FORMAT_OTHER, "3.其他"},
     "3.其他",
     N_("不属于以上各项的，例如申请人主动撤回申请的。《条例》没有专门的条文。")},
    FORMAT_REQUEST_ROWS_FROM_TOTAL,
};
static const struct form_table request_table = FORMAT_REQUEST_TABLE(request_rows);

/* ---- the sections ---- */

static const char *const problem_variants[] = {"存在的主要问题和改进情况",
                                               "存在问题及改进情况",
                                               "存在的主要问题及整改措施",
                                               "政府信息公开工作存在的主要问题及改进情况",
                                               "存在的问题及改进情况",
                                               "存在的主要问题及改进措施",
                                               NULL};

static const struct form_section sections[] = {
    FORMAT_SECTION_PREFACE,
    FORMAT_SECTION_OVERVIEW,
    {"disclosure", "二、主动公开政府信息情况", "二", format_disclosure_variants, &disclosure_table,
     N_("共十个数。规章和行政规范性文件按件计；行政许可、处罚、强制按本年作出的决定计；收费单位是万元。没有的填 0。"),
     .topic = N_("主动公开")},
    FORMAT_SECTION_REQUESTS(&request_table),
    FORMAT_SECTION_REVIEW,
    {"problems", "五、存在的主要问题及改进情况", "五", problem_variants, NULL,
     N_("先写存在的主要问题，再逐条写改进的措施，问题和措施应当对应。不要与上年雷同，不能只写“无”。"),
     .topic = N_("问题改进")},
    FORMAT_SECTION_OTHER,
};

const struct form format_2021 = {
    .id = "2021",
    .document = "国办公开办函〔2021〕30号",
    .first_year = 2021,
    .last_year = 9999,
    .title = "政府信息公开工作年度报告",
    .sections = sections,
    .n_sections = COUNT_OF(sections),
};
