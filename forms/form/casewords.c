/* SPDX-License-Identifier: MIT */
#include "forms/form/casewords.h"

#include <string.h>

/* Articles: FORMAT.md §9. One that belongs to several rows decides nothing. */
const struct case_words case_words_results[] = {
    {"granted",
     "=公开 =同意公开 =全部公开 =已公开 =同意 予以公开 主动公开已告知 已主动公开 已经主动公开 告知获取方式",
     "36(1) 36(2)", false},
    {"partly_granted", "部分公开 区分处理", "37", true},
    {"refused.state_secret", "国家秘密 涉密", "14", false},
    {"refused.prohibited_by_law", "法律行政法规禁止 法律法规禁止", "14", false},
    {"refused.security_stability",
     "三安全一稳定 危及国家安全 危及公共安全 危及经济安全 危及社会稳定", "14", false},
    {"refused.third_party", "第三方 商业秘密 个人隐私", "15", false},
    {"refused.internal_affairs", "内部事务 内部管理信息", "16(1)", false},
    {"refused.process_information", "过程性信息 过程信息", "16(2)", false},
    {"refused.enforcement_file", "执法案卷", "16(2)", false},
    {"refused.administrative_query", "行政查询 查询事项 不动产登记资料 工商登记资料", "36(7)",
     false},
    {"unavailable.not_held",
     "不掌握 信息不存在 =不存在 非本机关 不属于本机关 不属本机关 非本单位 不属于本单位",
     "36(4) 36(5)", false},
    {"unavailable.needs_creation", "没有现成 无现成 另行制作 加工分析", "38", false},
    {"unavailable.unclear", "内容仍不明确 补正后不明确 补正后仍不明确", "30", false},
    {"declined.petition", "信访 举报 投诉", "39(1)", false},
    {"declined.repeated", "重复申请", "36(6)", false},
    {"declined.publication", "公开出版物", "39(2)", false},
    {"declined.excessive", "大量反复 反复申请 频次", "35", false},
    {"declined.confirmation", "重新出具 确认已获取", NULL, false},
    {"other.not_corrected", "逾期不补正 逾期未补正 不补正 未补正 视为放弃", "30", false},
    {"other.fee_unpaid", "逾期未缴费 逾期不缴费 未缴费 不缴费 未缴纳费用", "42", false},
    {"other.other", "撤回 撤销申请", NULL, false},
    {NULL, NULL, NULL, false},
};

const struct case_words case_words_applicants[] = {
    {"natural_person", "自然人 公民 个人 居民 村民 大学生 研究生 员工 职工 工作人员 干部", NULL,
     false},
    {"business", "商业企业 企业 公司 合伙 个体工商户 个人独资企业", NULL, false},
    {"research", "科研机构 科研 研究院 研究所 高校 大学 学院", NULL, false},
    {"welfare", "社会公益组织 社会公益 公益组织 公益 社会团体 社团 基金会 协会", NULL, false},
    {"legal_service", "法律服务机构 法律服务 律师事务所 律所", NULL, false},
    {"other",
     "=其他 =其它 =其他组织 =其它组织 =法人或其他组织其他 =法人或其他组织其他组织 机关 事业单位 村委会 居委会 村民委员会 居民委员会 业主委员会 学校 医院",
     NULL, false},
    {NULL, NULL, NULL, false},
};

const struct case_words case_words_reviews[] = {
    {"upheld", "维持 驳回", NULL, false},
    {"corrected", "纠正 撤销原 =撤销 变更 确认违法 责令", NULL, false},
    {"other", "其他结果 =其他 终止 撤回 不予受理 不予立案 调解", NULL, false},
    {"pending", "尚未审结 未审结 未结 审理中 受理中 在审", NULL, false},
    {NULL, NULL, NULL, false},
};

const struct case_words *case_words_find(const struct case_words *list, const char *key)
{
    for (; list->key; list++)
        if (strcmp(list->key, key) == 0)
            return list;
    return NULL;
}
