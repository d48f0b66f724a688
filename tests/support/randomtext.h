/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SUPPORT_RANDOMTEXT_H
#define TESTS_SUPPORT_RANDOMTEXT_H

/* Narratives of a dozen invented offices, no two drafts alike: telephone numbers, dates, lists,
 * amounts, references, and sentences of very different lengths. */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "forms/ini/iniwriter.h"
#include "locale/strbuf.h"

static uint64_t random_seed = 20240128;
/* 0 to n - 1. */
static inline uint32_t random_below(uint32_t n)
{
    random_seed = random_seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(random_seed >> 33) % n;
}

struct office {
    const char *name, *phone, *street, *theme, *act;
};

/* The name follows a place. */
static const struct office offices[] = {
    {"水利局", "0517-83660517", "清波路2号", "水库除险、农村供水和河湖长制", "水行政处罚"},
    {"农业农村局", "0573-8711 2049", "稻香街118号", "耕地地力补贴、高标准农田和农机购置补贴",
     "兽药检查"},
    {"教育局", "（0812）6650033", "弦歌巷7号", "义务教育招生、教师招聘和校外培训治理", "办学许可"},
    {"卫生健康局", "0799-2128120转806", "杏林路55号", "家庭医生签约、托育服务和公共场所卫生",
     "医疗机构校验"},
    {"城市管理局", "400-818-0056", "环城北路甲16号3楼", "环卫保洁、户外广告和停车泊位", "占道审批"},
    {"市场监督管理局", "0435-6201315", "信义大街九十九号", "食品抽检、特种设备和价格监管",
     "营业执照核发"},
    {"交通运输局", "0913-3070708", "长亭路1-3号", "农村公路、公交线路和网约车", "超限运输许可"},
    {"民政局", "0556-7812349", "安居里12幢", "低保、特困供养、养老服务和殡葬收费", "社会组织登记"},
    {"应急管理局", "0374-5161119", "平安路119号", "危险化学品、防汛抗旱和避难场所", "安全生产许可"},
    {"文化和旅游局", "0744-8380365", "丹青路21号文化中心二层", "公益演出、文物保护和景区门票",
     "娱乐场所审批"},
    {"第三街道办事处", "0631-5890001", "海晏路8号", "老旧小区改造、社区食堂和垃圾分类", "临时救助"},
    {"大李家镇人民政府", "0872-4123888", "镇政府大院", "宅基地审批、征地补偿和村级财务",
     "宅基地批准"},
};
enum { N_OFFICES = sizeof offices / sizeof offices[0] };

static const char *const places[] = {"清河县",   "白鹭市", "望江区", "松岭县",   "石桥市",
                                     "青浦河区", "凤鸣县", "云台县", "金沙湾区", "南屏县"};

/* U the office, P its telephone, S its street, T its theme, A an act of it, N a number, K one of
 * several digits, D a date of the year, behind a $. Paragraphs of a part are taken in turn. */
static const char *const overview_heads[] = {
    "2023年，$U认真贯彻落实《中华人民共和国政府信息公开条例》，以$T为重点，主动回应群众关切，公开工作取得了新的进展。现将有关情况报告如下：",
    "一年来，$U坚持“以公开为常态、不公开为例外”，紧扣$T等民生事项，把公开贯穿决策、执行、管理、服务、结果全过程。",
    "$U（地址：$S，电话：$P）2023年政府信息公开工作总体平稳，无重大舆情。",
};
static const char *const overview_items[] = {
    "主动公开情况。通过门户网站、“$U”微信公众号和公示栏发布各类信息$K条，比上年增加$N条，其中概况类$N条、动态类$K条、$T类$N条。$D公布了《$A办事指南》（2023年版），同步发布图解$N件；$D召开新闻发布会，介绍$T的进展，$N家媒体到场。",
    "依申请公开情况。全年收到政府信息公开申请{requests.received.total}件，上年结转{requests.carried_in.total}件，均按期答复；结转下年度{requests.carried_out.total}件。受理电话$P，工作日8:30—12:00、14:30—18:00有人接听。",
    "政府信息管理。严格执行“三审三校”，对2018年以来的$K份文件逐件复核，更正错别字和失效链接$N处；落实公文属性源头认定，公开、依申请公开、不予公开分别占61.5%、$N.7%和其余部分。",
    "平台建设。$D完成网站集约化迁移，栏目由$N个并为$N个；政务新媒体“$U发布”推送$K期，阅读量$K.6万次；在政务服务大厅、图书馆、档案馆设公开专区$N处，摆放《公报》等资料$K册。",
    "监督保障。成立由主要负责人任组长的领导小组，$D、$D先后$N次研究部署；安排经费$N.85万元；组织培训$N场次、$K人次；接受社会评议，满意率9$N.2%，没有责任追究。",
    "重点领域。围绕$T：1.按月公布资金分配明细，涉及$K户、$K.3456万元；2.按季公布抽查结果，合格$K批次、不合格$N批次；3.对$A实行“一件一档”，做到来源可查、去向可追。",
    "政策解读和回应关切。坚持政策文件与解读材料同步起草、同步审批、同步发布，全年解读$N次；答复12345热线转来的事项$K件，其中涉及$A的$N件，平均用时$N.5个工作日，办结率100%。",
    "人员和机构。我单位确定办公室（联系人：王同志，电话$P，邮箱 office$N@example.cn，网址 http://www.example.cn/zwgk/$K.html）承担日常工作，专职$N人、兼职$N人。",
};
static const char *const problem_items[] = {
    "公开内容与群众期待还有差距，$T方面的数据更新不够及时，个别栏目超过$N天没有更新。",
    "解读形式单一，以文字为主，视频、图解只占$N%左右。",
    "少数工作人员对$A信息是否应当公开把握不准，$D的一件答复经提醒后补正。",
    "人手不足：负责同志身兼数职，岗位变动频繁，2023年先后更换$N次。",
    "历史文件数字化率低，2008年5月1日以前形成的$K份文件尚无电子版，查找一份平均要$N天。",
};
static const char *const remedy_items[] = {
    "健全$T信息的定期更新机制，逐条明确责任人和时限，每月$N日前巡检一次，巡检结果在系统内通报。",
    "丰富解读方式，请一线人员出镜讲政策，2024年$A类文件图解、视频解读率力争达到8$N%。",
    "编印答复范本$N种，疑难件由法制机构、业务科室会商，$D起施行。",
    "选派$N名干部跟班学习，实行AB岗，做到人走事不断。",
    "与档案馆联合扫描历史文件，分$N年完成，首批$K份已于$D上网。",
};
static const char *const other_items[] = {
    "收取信息处理费情况：按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），本年度没有收取信息处理费。",
    "$U下属$N个事业单位的信息由其自行公开，不在本报告统计范围。",
    "如对本报告有疑问，请与$U联系（$S；电话：$P；传真：$P）。",
};

/* Which office in which place a draft is of. */
struct randomtext {
    const struct office *office;
    const char *place;
    size_t number;
};

static inline struct randomtext randomtext_of(size_t number)
{
    return (struct randomtext){&offices[number % N_OFFICES],
                               places[number / N_OFFICES % (sizeof places / sizeof places[0])],
                               number};
}

static inline void randomtext_add_unit(struct strbuf *out, struct randomtext text)
{
    strbuf_addf(out, "%s%zu%s", text.place, text.number, text.office->name);
}

static inline void randomtext_add(struct strbuf *out, const char *pattern, struct randomtext text)
{
    for (const char *at = pattern; *at; at++) {
        if (*at != '$') {
            strbuf_add_byte(out, *at);
            continue;
        }
        switch (*++at) {
        case 'U': randomtext_add_unit(out, text); break;
        case 'P': strbuf_add_str(out, text.office->phone); break;
        case 'S': strbuf_add_str(out, text.office->street); break;
        case 'T': strbuf_add_str(out, text.office->theme); break;
        case 'A': strbuf_add_str(out, text.office->act); break;
        case 'N': strbuf_addf(out, "%u", 2 + random_below(8)); break;
        case 'K': strbuf_addf(out, "%u", 12 + random_below(3000)); break;
        case 'D': strbuf_addf(out, "%u月%u日", 1 + random_below(12), 1 + random_below(28)); break;
        }
    }
}

/* The paragraphs of a section as they are added. */
struct randomtext_section {
    struct ini_writer writer;
    struct randomtext text;
    int n_paragraphs;
};

static inline void randomtext_paragraph(struct randomtext_section *section, const char *prefix,
                                        const char *pattern)
{
    struct strbuf paragraph = STRBUF_INIT;
    char key[16];
    strbuf_add_str(&paragraph, prefix);
    randomtext_add(&paragraph, pattern, section->text);
    snprintf(key, sizeof key, "p%04d", ++section->n_paragraphs * 10);
    ini_writer_add_paragraph(&section->writer, key, paragraph.data);
    strbuf_release(&paragraph);
}

/* n of the items, numbered 一、二、三 … as before and behind say, beginning anywhere in the list.
 */
static inline void randomtext_list(struct randomtext_section *section, const char *before,
                                   const char *behind, const char *const *items, size_t n_items,
                                   size_t n)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八"};
    size_t first = random_below((uint32_t)n_items);
    for (size_t i = 0; i < n; i++) {
        char prefix[32];
        snprintf(prefix, sizeof prefix, "%s%s%s", before, numerals[i], behind);
        randomtext_paragraph(section, prefix, items[(first + i) % n_items]);
    }
}

#define RANDOMTEXT_N(items) (sizeof(items) / sizeof(items)[0])

/* Appends the section of that key, with its line [key]; false: it is no narrative. */
static inline bool randomtext_add_section(struct strbuf *out, const char *key,
                                          struct randomtext text)
{
    struct randomtext_section section = {.text = text};
    ini_writer_init(&section.writer, out);
    if (strcmp(key, "preface") == 0) {
        ini_writer_section(&section.writer, key);
        randomtext_paragraph(
            &section, "",
            "$U根据《中华人民共和国政府信息公开条例》的规定编制本报告，统计期限自2023年1月1日起至2023年12月31日止。本报告电子版可以在网站下载，联系电话：$P。");
    } else if (strcmp(key, "overview") == 0) {
        ini_writer_section(&section.writer, key);
        randomtext_paragraph(&section, "",
                             overview_heads[random_below(RANDOMTEXT_N(overview_heads))]);
        randomtext_list(&section, "（", "）", overview_items, RANDOMTEXT_N(overview_items),
                        4 + random_below(5));
    } else if (strcmp(key, "problems") == 0) {
        size_t n = 2 + random_below(4);
        ini_writer_section(&section.writer, key);
        randomtext_paragraph(&section, "", "$U的公开工作还存在以下问题：");
        randomtext_list(&section, "", "是", problem_items, RANDOMTEXT_N(problem_items), n);
        randomtext_paragraph(&section, "", "下一步，采取以下改进措施：");
        randomtext_list(&section, "", "是", remedy_items, RANDOMTEXT_N(remedy_items), n);
    } else if (strcmp(key, "other") == 0) {
        ini_writer_section(&section.writer, key);
        randomtext_list(&section, "", "、", other_items, RANDOMTEXT_N(other_items),
                        1 + random_below(3));
    }
    return section.n_paragraphs > 0;
}

#endif
