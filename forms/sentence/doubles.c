/* SPDX-License-Identifier: MIT */
#include "forms/sentence/doubles.h"

#include <string.h>

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])
enum { HAN_BYTES = 3 };

static bool is_han(const char *p) { return (unsigned char)*p >= 0xE4 && (unsigned char)*p <= 0xE9; }

/* Words that may rightly follow themselves, as the end of one word and the beginning of the next;
 * before these, “|” between them, or before anything (NULL). */
static const struct {
    const char *word, *before;
} proper_doubles[] = {
    {"政府", NULL},
    {"行政", NULL},
    {"研究", NULL},
    {"讨论", NULL},
    {"政务", "公开|服务|信息|网|新媒体"},
    {"工作", "人员|机构|机制|者|组|部"},
    {"信息", "化|员|技术|中心|科|系统"},
    {"管理", "局|员|委|办|站|所|制度|机构|人员|平台"},
    {"服务", "中心|局|大厅|站|窗口|对象|机构|平台|指南"},
    {"报告", "期|单位"},
    {"规划", "局|编制|和"},
    {"发展", "和|改革|局"},
    {"审批", "局|服务|事项"},
    {"档案", "馆|局|管理"},
    {"建设", "局|项目|单位|工程"},
    {"代表", "建议|大会|议案|提出"},
    {"公开",
     "栏|目录|指南|事项|平台|内容|率|属性|方式|渠道|信息|透明|专|制度|范围|时限|情况|要求|职责|义务|标准|查阅"},
    {"监督", "管理|检查|保障|员|机构"},
    {"安全", "管理|监管|生产|责任"},
    {"保障", "局|机制|体系|措施"},
    {"教育", "局|培训|系统"},
    {"执法", "人员|机构|案卷|队伍|事项|信息"},
    {"审查", "机制|制度|人员|机构|意见|管理"},
    {"文件", "管理|制定|起草|目录|精神"},
    {"网站", "管理|建设|集约|专栏|首页"},
    {"培训", "班|会|内容|计划|中心"},
    {"登记", "中心|机构|局|簿|机关"},
    {"环境", "保护|局|质量"},
    {"交通", "局|运输|管理"},
    {"资源", "局|共享|配置"},
    {"中心", "主任|城区|镇|组"},
    {"机构", "改革|编制|人员|设置"},
    {"单位", "名称|负责"},
    {"部门", "间|之间|协同|联动|预算|负责|网站"},
    {"处理", "意见|结果|情况|决定|时限"},
    {"意见", "建议|征集|箱"},
    {"答复", "书|率|意见|口径|质量|时限|内容"},
    {"申请", "人|表|量|办理|事项|渠道|数量|处理|公开"},
    {"制度", "建设|化|体系"},
    {"开发", "区|建设|利用"},
    {"办公", "室|厅|用房|系统"},
    {"群众", "关切|关心|诉求|反映|满意|需求|路线"},
    {"企业", "家|服务|开办"},
    {"决策", "机关|预公开|事项|程序|咨询"},
    {"复议", "机关|案件|机构|决定|申请|委"},
    {"领导", "小组|干部|班子|机构"},
};

bool doubles_in_list(const char *at, size_t max, const char *list)
{
    while (list) {
        size_t len = strcspn(list, "|");
        if (len <= max && memcmp(at, list, len) == 0)
            return true;
        list = list[len] ? list + len + 1 : NULL;
    }
    return false;
}

bool doubles_ends_in_list(struct span before, const char *list)
{
    while (list) {
        size_t len = strcspn(list, "|");
        if (len <= before.len && memcmp(before.at + before.len - len, list, len) == 0)
            return true;
        list = list[len] ? list + len + 1 : NULL;
    }
    return false;
}

/* Is the doubled word (len bytes, twice at p) proper? 一个一个, 县人民政府政府信息. */
static bool is_proper_double(const char *p, size_t len, size_t max)
{
    if (strncmp(p, "一", HAN_BYTES) == 0)
        return true;
    for (int i = 0; len == 2 * HAN_BYTES && i < COUNT(proper_doubles); i++)
        if (memcmp(p, proper_doubles[i].word, len) == 0)
            return !proper_doubles[i].before ||
                   doubles_in_list(p + 2 * len, max - 2 * len, proper_doubles[i].before);
    return false;
}

size_t doubles_word_at(const char *p, size_t max)
{
    for (size_t len = 4 * HAN_BYTES; len >= 2 * HAN_BYTES; len -= HAN_BYTES) {
        if (2 * len > max || p[2] != p[len + 2] || memcmp(p, p + len, len) != 0)
            continue;
        bool all_han = true, all_same = true;
        for (size_t i = 0; i < len; i += HAN_BYTES) {
            all_han &= is_han(p + i);
            all_same &= memcmp(p, p + i, HAN_BYTES) == 0;
        }
        if (all_han && !all_same && !is_proper_double(p, len, max))
            return len;
    }
    return 0;
}

/* Single characters that are doubled by a slip; proper behind (before) these. */
const struct doubles_character doubles_characters[] = {
    {"的的", "目|标|有", "确|士|话"},
    {"了了", NULL, "解|然|如|事"},
    {"和和", "调|平|缓|温|总|饱", "谐|睦|美|平|顺|气|解"},
    {"我县县", NULL, "级|直|委|域|城|乡|内|区|属|志|长|情|政|人|镇|纪|里|外|处|医|公安|公证"},
    {"我市市", NULL, "级|直|委|域|区|场|民|容|政|内|属|长|情|人|县|纪|外|面|值"},
    {"我区区", NULL, "级|直|委|域|内|属|长|情|政|位|划|人|纪|外|块|间|别"},
    {"我镇镇", NULL, "级|直|委|域|区|内|村|属|长|情|政|人|街|纪"},
    {"我局局", NULL, "长|党|办|机|属|内|领|务|网"},
};
const int doubles_n_characters = COUNT(doubles_characters);
