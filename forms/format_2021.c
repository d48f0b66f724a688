/* The form in force since the reports of 2021. */
#include "forms/formdef.h"
#include "locale/message.h"

#define COUNT_OF(array) (int)(sizeof(array) / sizeof(array)[0])

/* ---- 二、主动公开政府信息情况 ---- */

static const struct form_column document_columns[] = {
    {"made", {"本年制发件数"}, "制发", CELL_COUNT, N_("本年 1 月 1 日至 12 月 31 日制定并印发的件数。")},
    {"repealed", {"本年废止件数"}, "废止", CELL_COUNT, N_("本年明令废止或者宣布失效的件数。")},
    {"in_force", {"现行有效件数"}, "有效", CELL_COUNT,
     N_("截至本年 12 月 31 日仍然有效的总件数：上年现行有效 + 本年制发 − 本年废止。")},
};
static const struct form_row document_rows[] = {
    {"rules", {"规章"}, "规章",
     N_("只有国务院部门、省级政府、设区的市和自治州的政府可以制定规章，其他机关填 0。件数应与司法行政部门核对一致。")},
    {"normative_documents", {"行政规范性文件"}, "规范性文件",
     N_("除规章外，涉及公民、法人和其他组织权利义务、具有普遍约束力、可以反复适用的公文。件数应与司法行政部门核对一致。")},
};
static const struct form_column decision_columns[] = {
    {NULL, {"本年处理决定数量"}, "决定数量", CELL_COUNT,
     N_("本年作出的处理决定件数，已公开的和依法未公开的都要计入。按决定计数，不按事项计数。")},
};
static const struct form_row licence_rows[] = {
    {"licences", {"行政许可"}, "行政许可", N_("本年作出的行政许可决定（包括不予许可的决定）件数。")},
};
static const struct form_row penalty_rows[] = {
    {"penalties", {"行政处罚"}, "行政处罚", N_("本年作出的行政处罚决定件数。")},
    {"coercive_measures", {"行政强制"}, "行政强制", N_("本年作出的行政强制决定件数，包括行政强制措施和行政强制执行。")},
};
static const struct form_column fee_columns[] = {
    {NULL, {"本年收费金额（单位：万元）"}, "万元", CELL_AMOUNT,
     N_("单位是万元，不是元；小数按实际填写，打印时原样保留。")},
};
static const struct form_row fee_rows[] = {
    {"fees", {"行政事业性收费"}, "行政收费",
     N_("本机关全年全部行政事业性收费。不只是信息处理费；信息处理费另在第六部分说明，单位是元。")},
};
static const struct form_block disclosure_blocks[] = {
    {"第二十条第（一）项", "信息内容", document_columns, COUNT_OF(document_columns), -1, document_rows,
     COUNT_OF(document_rows)},
    {"第二十条第（五）项", "信息内容", decision_columns, COUNT_OF(decision_columns), -1, licence_rows,
     COUNT_OF(licence_rows)},
    {"第二十条第（六）项", "信息内容", decision_columns, COUNT_OF(decision_columns), -1, penalty_rows,
     COUNT_OF(penalty_rows)},
    {"第二十条第（八）项", "信息内容", fee_columns, COUNT_OF(fee_columns), -1, fee_rows, COUNT_OF(fee_rows)},
};
static const struct form_table disclosure_table = {
    .name = "表二", .n_label_columns = 1, .blocks = disclosure_blocks, .n_blocks = COUNT_OF(disclosure_blocks)};

/* ---- 三、收到和处理政府信息公开申请情况 ---- */

#define APPLICANT "申请人情况"
#define LEGAL_PERSON "法人或其他组织"
static const struct form_column request_columns[] = {
    {"natural_person", {APPLICANT, "自然人"}, "自然人", CELL_COUNT, N_("以个人名义提出的申请。")},
    {"business", {APPLICANT, LEGAL_PERSON, "商业企业"}, "商业企业", CELL_COUNT,
     N_("公司、合伙企业、个人独资企业等营利性组织提出的申请。")},
    {"research", {APPLICANT, LEGAL_PERSON, "科研机构"}, "科研机构", CELL_COUNT, N_("高等院校、研究院所等提出的申请。")},
    {"welfare", {APPLICANT, LEGAL_PERSON, "社会公益组织"}, "社会公益", CELL_COUNT,
     N_("社会团体、基金会、社会服务机构等公益性组织提出的申请。")},
    {"legal_service", {APPLICANT, LEGAL_PERSON, "法律服务机构"}, "法律服务", CELL_COUNT,
     N_("律师事务所等法律服务机构以机构名义提出的申请。律师受个人委托、以委托人名义提出的，计入委托人一列。")},
    {"other", {APPLICANT, LEGAL_PERSON, "其他"}, "其他", CELL_COUNT, N_("不属于前四类的法人或者其他组织提出的申请。")},
    {"total", {APPLICANT, "总计"}, "总计", CELL_COUNT, N_("六类申请人之和，由程序计算。")},
};

#define RESULT "三、本年度办理结果"
#define REFUSED "（三）不予公开"
#define UNAVAILABLE "（四）无法提供"
#define DECLINED "（五）不予处理"
#define OTHER "（六）其他处理"
enum { ROW_RECEIVED, ROW_CARRIED_IN, ROW_GRANTED, ROW_TOTAL = 23, ROW_CARRIED_OUT };
static const struct form_row request_rows[] = {
    {"received", {"一、本年新收政府信息公开申请数量"}, "一、本年新收",
     N_("本年 1 月 1 日至 12 月 31 日收到的申请。一件申请只计一次。")},
    {"carried_in", {"二、上年结转政府信息公开申请数量"}, "二、上年结转",
     N_("上年收到、到上年 12 月 31 日还没有办结的申请，应与上年报告的“四、结转下年度继续办理”逐列相同（F5 取上年数）。")},
    {"granted", {RESULT, "（一）予以公开"}, "（一）予以公开", N_("申请的内容全部公开的。")},
    {"partly_granted", {RESULT, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"}, "（二）部分公开",
     N_("作区分处理、公开一部分的。区分处理的申请只计在这一行，不再计入其他行。")},
    {"refused.state_secret", {RESULT, REFUSED, "1.属于国家秘密"}, "1.国家秘密",
     N_("依照《条例》第十四条，依法确定为国家秘密的。")},
    {"refused.prohibited_by_law", {RESULT, REFUSED, "2.其他法律行政法规禁止公开"}, "2.法律法规禁止",
     N_("依照《条例》第十四条，法律、行政法规禁止公开的。")},
    {"refused.security_stability", {RESULT, REFUSED, "3.危及“三安全一稳定”"}, "3.三安全一稳定",
     N_("依照《条例》第十四条，公开后可能危及国家安全、公共安全、经济安全、社会稳定的。")},
    {"refused.third_party", {RESULT, REFUSED, "4.保护第三方合法权益"}, "4.第三方权益",
     N_("依照《条例》第十五条，涉及商业秘密、个人隐私等，公开会损害第三方合法权益的。")},
    {"refused.internal_affairs", {RESULT, REFUSED, "5.属于三类内部事务信息"}, "5.内部事务",
     N_("依照《条例》第十六条：人事管理、后勤管理、内部工作流程三类信息。")},
    {"refused.process_information", {RESULT, REFUSED, "6.属于四类过程性信息"}, "6.过程性信息",
     N_("依照《条例》第十六条：讨论记录、过程稿、磋商信函、请示报告四类信息。")},
    {"refused.enforcement_file", {RESULT, REFUSED, "7.属于行政执法案卷"}, "7.执法案卷",
     N_("依照《条例》第十六条，行政执法案卷信息。")},
    {"refused.administrative_query", {RESULT, REFUSED, "8.属于行政查询事项"}, "8.行政查询",
     N_("有专门规定、应当通过查询渠道办理的，例如不动产登记资料、工商登记资料查询。")},
    {"unavailable.not_held", {RESULT, UNAVAILABLE, "1.本机关不掌握相关政府信息"}, "1.不掌握",
     N_("本机关没有制作、获取，或者经检索没有找到的。")},
    {"unavailable.needs_creation", {RESULT, UNAVAILABLE, "2.没有现成信息需要另行制作"}, "2.需另行制作",
     N_("需要对现有信息加工、分析才能提供的。")},
    {"unavailable.unclear", {RESULT, UNAVAILABLE, "3.补正后申请内容仍不明确"}, "3.仍不明确",
     N_("告知申请人补正，补正以后内容仍然不明确的。")},
    {"declined.petition", {RESULT, DECLINED, "1.信访举报投诉类申请"}, "1.信访投诉",
     N_("以信息公开申请的形式进行信访、投诉、举报的（《条例》第三十九条）。")},
    {"declined.repeated", {RESULT, DECLINED, "2.重复申请"}, "2.重复申请",
     N_("同一申请人就相同内容再次申请，已经答复过的（《条例》第三十六条）。")},
    {"declined.publication", {RESULT, DECLINED, "3.要求提供公开出版物"}, "3.公开出版物",
     N_("要求提供政府公报、报刊、书籍等公开出版物的，可以告知获取途径。")},
    {"declined.excessive", {RESULT, DECLINED, "4.无正当理由大量反复申请"}, "4.大量反复",
     N_("申请数量、频次明显超过合理范围，申请人又不能说明正当理由的（《条例》第三十五条）。")},
    {"declined.confirmation", {RESULT, DECLINED, "5.要求行政机关确认或重新出具已获取信息"}, "5.确认重出",
     N_("要求对已经获取的信息确认或者重新出具的。")},
    {"other.not_corrected", {RESULT, OTHER, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"},
     "1.逾期不补正", N_("告知补正以后，申请人没有正当理由、逾期不补正，不再处理的。")},
    {"other.fee_unpaid", {RESULT, OTHER, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"},
     "2.逾期未缴费", N_("发出信息处理费收费通知以后，申请人逾期没有缴费，不再处理的。应与第六部分的收费情况一致。")},
    {"other.other", {RESULT, OTHER, "3.其他"}, "3.其他",
     N_("不属于以上各项的，包括申请人主动撤回申请的。")},
    {"total", {RESULT, "（七）总计"}, "（七）总计", N_("（一）至（六）各行之和，由程序计算。")},
    {"carried_out", {"四、结转下年度继续办理"}, "四、结转下年",
     N_("到本年 12 月 31 日还没有办结的申请。每一列都应当：一 + 二 = （七）总计 + 四。")},
};
static const struct form_block request_blocks[] = {
    {NULL, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", request_columns,
     COUNT_OF(request_columns), 6, request_rows, COUNT_OF(request_rows)},
};
static const struct form_sum request_sum = {ROW_TOTAL, ROW_GRANTED, ROW_TOTAL - 1};
static const struct form_identity request_identity = {
    "T3-COL", {ROW_RECEIVED, ROW_CARRIED_IN}, {ROW_TOTAL, ROW_CARRIED_OUT}};
static const struct form_table request_table = {.name = "表三",
                                                .n_label_columns = 3,
                                                .blocks = request_blocks,
                                                .n_blocks = COUNT_OF(request_blocks),
                                                .sum = &request_sum,
                                                .identity = &request_identity};

/* ---- 四、政府信息公开行政复议、行政诉讼情况 ---- */

static const struct form_column review_columns[] = {
    {"upheld", {"结果维持"}, "结果维持", CELL_COUNT, N_("复议决定维持或者驳回、法院判决驳回诉讼请求等，原行为没有改变的。")},
    {"corrected", {"结果纠正"}, "结果纠正", CELL_COUNT, N_("原行为被撤销、变更、确认违法或者责令履行的。")},
    {"other", {"其他结果"}, "其他结果", CELL_COUNT, N_("撤回、终止、不予受理等其他结果。")},
    {"pending", {"尚未审结"}, "尚未审结", CELL_COUNT, N_("到本年 12 月 31 日还没有审结的。")},
    {"total", {"总计"}, "总计", CELL_COUNT, N_("前四格之和，由程序计算。")},
};
#define LAWSUIT "行政诉讼"
static const struct form_row review_rows[] = {
    {"reconsideration", {"行政复议"}, "行政复议", N_("因政府信息公开工作被申请行政复议的件数。")},
    {"direct_suit", {LAWSUIT, "未经复议直接起诉"}, "直接起诉", N_("没有经过行政复议、直接向法院起诉的件数。")},
    {"suit_after_reconsideration", {LAWSUIT, "复议后起诉"}, "复议后起诉", N_("经过行政复议以后再向法院起诉的件数。")},
};
static const struct form_block review_blocks[] = {
    {NULL, NULL, review_columns, COUNT_OF(review_columns), 4, review_rows, COUNT_OF(review_rows)},
};
static const struct form_table review_table = {
    .name = "表四", .reads_across = true, .blocks = review_blocks, .n_blocks = COUNT_OF(review_blocks)};

/* ---- the sections ---- */

static const char *const overview_variants[] = {"概述", "基本情况", "总体工作情况", NULL};
static const char *const disclosure_variants[] = {"主动公开情况", "主动公开政府信息的情况", NULL};
static const char *const request_variants[] = {"收到和处理政府信息公开申请的情况", "依申请公开政府信息情况", NULL};
static const char *const review_variants[] = {"因政府信息公开工作被申请行政复议、提起行政诉讼情况",
                                              "政府信息公开行政复议和行政诉讼情况",
                                              "因政府信息公开工作被申请行政复议和提起行政诉讼情况", NULL};
static const char *const problem_variants[] = {
    "存在的主要问题和改进情况", "存在问题及改进情况", "存在的主要问题及整改措施",
    "政府信息公开工作存在的主要问题及改进情况", "存在的问题及改进情况", "存在的主要问题及改进措施", NULL};
static const char *const other_variants[] = {"其他需要报告的情况", "其他事项", "需要报告的其他事项", NULL};

static const struct form_section sections[] = {
    {"preface", NULL, N_("前言"), NULL, NULL,
     N_("开头一段写明编制依据、报告的六个部分、统计期限（本年 1 月 1 日至 12 月 31 日）、查阅网址和联系方式。可以不写。")},
    {"overview", "一、总体情况", "一", overview_variants, NULL,
     N_("写本机关一年的工作：主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面，多数单位用（一）至（五）五个小标题。"
        "力求简明，一般不超过一千字。表里的数字可以用菜单“插入表中数字”引用，表改了文中也跟着改。")},
    {"disclosure", "二、主动公开政府信息情况", "二", disclosure_variants, &disclosure_table,
     N_("共十个数。规章和行政规范性文件按件计；行政许可、处罚、强制按本年作出的决定计；收费单位是万元。没有的填 0。")},
    {"requests", "三、收到和处理政府信息公开申请情况", "三", request_variants, &request_table,
     N_("先填一、二两行，再按办理结果逐行填写，最后填结转数。总计由程序计算。每一列都要做到：一 + 二 = （七）总计 + 四。"
        "本年没有收到申请的，可以用菜单“整表填 0”。")},
    {"review", "四、政府信息公开行政复议、行政诉讼情况", "四", review_variants, &review_table,
     N_("分行政复议、未经复议直接起诉、复议后起诉三块，每块四个结果，总计由程序计算。没有的填 0。")},
    {"problems", "五、存在的主要问题及改进情况", "五", problem_variants, NULL,
     N_("先写存在的主要问题，再逐条写改进的措施，问题和措施应当对应。不要与上年雷同，不能只写“无”。")},
    {"other", "六、其他需要报告的事项", "六", other_variants, NULL,
     N_("必须写明收取信息处理费的情况，单位是元；没有收取的也要写明“收取信息处理费 0 元”。")},
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
