/* SPDX-License-Identifier: MIT */
/* Rules one by one: the sentences in which each must find something, and those, at least as many,
 * on which nothing at all may be found. All are put into the good draft. */
#include "tests/support/check_support.h"

#define GOOD "tests/drafts/sample-2023.ini"
enum { MAX_SENTENCES = 24 };

/* What is done to the good draft, and what the message must hold. */
struct sentence {
    const char *key, *text; /* as in struct change; NULL ends a list */
    const char *fragment;   /* NULL: nothing asked for */
    const char *unit;       /* NULL: 云岫县自然资源局 */
};
#define FOUND(change, fragment)                                                                    \
    {                                                                                              \
        change, fragment, NULL                                                                     \
    }
#define SILENT(change)                                                                             \
    {                                                                                              \
        change, NULL, NULL                                                                         \
    }
#define FOUND_OF(unit, change, fragment)                                                           \
    {                                                                                              \
        change, fragment, unit                                                                     \
    }
#define SILENT_OF(unit, change)                                                                    \
    {                                                                                              \
        change, NULL, unit                                                                         \
    }

/* Changes of the good draft. */
#define ADD(text)      "+overview", text
#define PREFACE(text)  "+preface", text
#define PROBLEMS(text) "+problems", text
#define BASIS(number)  "~preface", "第五十条的规定=>第五十条和《年度报告格式》（" number "）的规定"
#define SIX(list)                                                                                                           \
    "~preface", "报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、" \
                "政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、"             \
                "其他需要报告的事项六个部分组成=>" list
#define PERIOD(words) "~preface", "所列数据的统计期限自2023年1月1日起至2023年12月31日止=>" words
#define COUNTY        "云岫县人民政府"
#define TOWNSHIP      "云岫县青石镇人民政府"
#define NO_EVALUATION "~overview", "股室年度考核=>股室年度计划"
#define EVALUATED     "开展工作考核和社会评议，没有责任追究的情形。"

/* clang-format off */
static const struct rule_sentences {
    const char *id;
    struct sentence found[MAX_SENTENCES], silent[MAX_SENTENCES];
} rules[] = {
    {"P-BASIS",
     {FOUND(BASIS("国办公开办函〔2019〕60号"), "2019 年的试行格式"),
      FOUND(BASIS("国办公开办函【2021】30号"), "应为“国办公开办函〔2021〕30号”"),
      FOUND(BASIS("国办公开办函[2021]30号"), "[2021]"),
      FOUND(BASIS("国办发〔2021〕30号"), "“国办发〔2021〕30号”"),
      FOUND(BASIS("国办公开办涵〔2021〕30号"), "办涵"),
      FOUND(BASIS("国办公开办函〔2020〕30号"), "〔2020〕"),
      FOUND(BASIS("国办公开办函〔2021〕第31号"), "第31号"),
      FOUND(BASIS("国办公开〔2021〕30号"), "国办公开〔2021〕")},
     {SILENT(BASIS("国办公开办函〔2021〕30号")),
      SILENT(BASIS("国办公开办函﹝2021﹞30号")),
      SILENT(BASIS("国办公开办函 〔 2021 〕 30 号")),
      SILENT(ADD("落实国办发〔2021〕30号文件，公开防汛信息。")),
      SILENT(ADD("按照国办函〔2020〕109号文件办理收费。")),
      SILENT(ADD("按照云政办发[2023]60号文件更新目录。")),
      SILENT(ADD("修订云政规〔2021〕30号文件。")),
      SILENT(ADD("贯彻国办公开办函〔2019〕61号文件，规范指南。"))}},
    {"P-SIX",
     {FOUND(SIX("报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成"),
            "漏了“政府信息公开行政复议、行政诉讼情况”"),
      FOUND(SIX("本报告由总体情况、主动公开政府信息情况、依申请公开情况、行政复议和行政诉讼情况、存在的问题及改进情况五个部分组成"),
            "写作 5 个部分"),
      FOUND(SIX("本报告包括概述、主动公开情况、依申请公开情况、支出和收费情况、复议诉讼情况、存在的问题六个部分"), "支出和收费"),
      FOUND(SIX("报告共分六部分：总体情况、主动公开情况、申请和处理申请情况、存在的主要问题及改进情况、其他需要报告的事项"), "行政复议"),
      FOUND(SIX("本报告由概述、主动公开、依申请公开、收费及减免、申诉、存在问题、其他事项7个部分组成"), "以前的格式")},
     {SILENT(SIX("本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议诉讼情况、存在的问题、其他需要报告的事项等6部分组成")),
      SILENT(SIX("报告共六个部分，即概况、主动公开情况、依申请公开情况、因政府信息公开工作被申请行政复议和提起行政诉讼情况、主要问题及改进情况、需要说明的事项")),
      SILENT(SIX("报告由六个部分组成")),
      SILENT(ADD("本报告五个部分的数据由各股室报送。")),
      SILENT(ADD("把主动公开、依申请公开、复议、问题整改列入报告，分三部分检查。")),
      SILENT(ADD("规划文本由三个部分组成，都已公开。"))}},
    {"P-PERIOD0",
     {FOUND(PERIOD("所列数据由各股室提供"), NULL),
      FOUND(PERIOD("数据统计到2023年12月31日"), NULL),
      FOUND(PERIOD("统计期限为2023年度"), "没有写统计期限")},
     {SILENT(PERIOD("数据统计期限为2023年1月1日—12月31日")),
      SILENT(PERIOD("所列数据自2023年1月1日起，至2023年12月31日止")),
      SILENT(PERIOD("统计时段：2023.1.1至2023.12.31"))}},
    {"P-EVAL",
     {FOUND_OF(COUNTY, NO_EVALUATION, "没有写到：工作考核、社会评议。"),
      FOUND_OF(TOWNSHIP, ADD("考核结果已经通报。"), "没有写到：社会评议。"),
      FOUND_OF(COUNTY, ADD("全年没有发生责任追究。"), "没有写到：社会评议。")},
     {SILENT_OF(COUNTY, ADD(EVALUATED)),
      SILENT_OF(TOWNSHIP, ADD("考评居全县前列，群众满意度98%，未发生被问责的情况。")),
      SILENT(NO_EVALUATION)}},
    {"P-STOP",
     {FOUND(ADD("梳理目录，更新事项。全年培训3次\n专栏按月更新。"), "没有句号"),
      FOUND(ADD("梳理目录，更新事项；\n（六）其他工作\n专栏按月更新。"), "目录，更新事项；”结尾"),
      FOUND(ADD("一是梳理目录，更新事项；\n二是公开结果，\n三是接受监督。"), "结尾"),
      FOUND(ADD("公布了《云岫县目录，并且更新。"), "“《”不成对"),
      FOUND(ADD("设立“政策直达“专栏，按月更新。"), "里的““”不成对"),
      FOUND(ADD("公布目录（2023年版，按月更新。"), "“（”不成对"),
      FOUND(ADD("公布目录2023年版），按月更新。"), "“）”不成对"),
      FOUND(ADD("目录按月更新.专栏按季更新。"), "半角的“.”")},
     {SILENT(ADD("（六）梳理目录，更新事项\n专栏按月更新。")),
      SILENT(ADD("1.梳理目录；\n2.更新事项；\n3.公开结果。")),
      SILENT(ADD("具体如下：\n加强学习；\n加强检查。")),
      SILENT(ADD("1）梳理目录；2）更新事项；（3）公开结果。")),
      SILENT(ADD("设立“政策直达”专栏（按月更新），公布《目录（试行）》。")),
      SILENT(ADD("联系电话：0400-5550182，地址：东门镇文澜路16号\n专栏按月更新。")),
      SILENT(ADD("公布目录V2.0版，面积2.5万亩。")),
      SILENT(ADD("网站地址是www.yunxiu.example。"))}},
    {"P-NUM-REQ",
     {FOUND(ADD("收到政府信息公开申请60件，已答复59件（含上年结转5件）。"), "“答复59件”"),
      FOUND(ADD("新收申请数61件，均按规定登记。"), "差 1"),
      FOUND(ADD("全年政府信息依申请公开64件。"), "“依申请公开64件”"),
      FOUND(ADD("依申请公开答复60件。"), "是 61，差 1"),
      FOUND(ADD("网站发布各类信息486条，依申请公开62件。"), "依申请公开62件"),
      FOUND(ADD("共收到58件政府信息公开申请。"), "收到58件政府信息公开申请”")},
     {SILENT(ADD("收到政府信息公开申请60件，已答复61件（含上年结转5件）。")),
      SILENT(ADD("新收申请数60件，均按规定登记。")),
      SILENT(ADD("政府信息依申请公开61件。")),
      SILENT(ADD("依申请公开答复61件。")),
      SILENT(ADD("收到政府信息公开申请60件，按时办结55件，延期办结6件。")),
      SILENT(ADD("收到公开申请60件，收到群众留言30条，答复30件。")),
      SILENT(ADD("拟制公文240件，其中依申请公开70件。"))}},
    {"P-NUM-GRP",
     {FOUND(ADD("答复申请时不同意公开12件。"), "不同意公开合计是 13"),
      FOUND(ADD("申请人中，法人或者其他组织12件。"), "是 14，差 2")},
     {SILENT(ADD("答复申请时不同意公开13件，同意公开29件。")),
      SILENT(ADD("申请人中，法人或者其他组织14件。"))}},
    {"T4-TEXT",
     {FOUND(ADD("政府信息公开行政复议4件，结果维持3件。"), "表四 行政复议 结果维持是 2，差 1"),
      FOUND(ADD("政府信息公开行政复议4件，其中结果维持2件、结果纠正2件、其他结果0件。"), "结果纠正是 1"),
      FOUND(ADD("因信息公开被提起行政诉讼2件，尚未审结1件。"), "表四 行政诉讼 尚未审结"),
      FOUND(ADD("信息公开行政诉讼案件中，未经复议直接起诉2件。"), "表四 未经复议直接起诉 总计是 1"),
      FOUND(ADD("信息公开行政诉讼案件中，复议后起诉2件。"), "表四 复议后起诉 总计是 1"),
      FOUND(ADD("信息公开案件复议后起诉1件，结果维持1件。"), "表四 复议后起诉 结果维持是 0")},
     {SILENT(ADD("政府信息公开行政复议4件，其中结果维持2件、结果纠正1件、其他结果0件、尚未审结1件。")),
      SILENT(ADD("因信息公开被提起行政诉讼2件，维持1件，其他结果1件，尚未审结0件。")),
      SILENT(ADD("信息公开行政诉讼案件中，未经复议直接起诉1件，复议后起诉1件。")),
      SILENT(ADD("信息公开行政复议、行政诉讼6件，维持3件，纠正1件。")),
      SILENT(ADD("全县行政复议案件40件，维持31件。")),
      SILENT(ADD("信息公开案件复议后起诉1件，其他结果1件。"))}},
    {"P-NAME",
     {FOUND(PREFACE("现公布白亭县水利局2023年政府信息公开工作年度报告。"), "文中写“白亭县水利局”"),
      FOUND(PREFACE("现将云岫县档案馆办公室2023年度政府信息公开工作年度报告公布如下。"), "档案馆"),
      FOUND(PREFACE("现发布《2023年青石镇人民政府政府信息公开年度报告》。"), "青石镇人民政府"),
      FOUND_OF("云岫县东门街道办事处", PREFACE("现公布西门街道2023年政府信息公开工作年度报告。"), "西门街道")},
     {SILENT(PREFACE("现公布云岫县自然资源局2023年政府信息公开工作年度报告。")),
      SILENT(PREFACE("现公布县自然资源局2023年政府信息公开工作年度报告。")),
      SILENT(PREFACE("现公布我局2023年政府信息公开工作年度报告。")),
      SILENT(PREFACE("现公布2023年政府信息公开工作年度报告。")),
      SILENT(ADD("现公布青石镇人民政府征地方案。"))}},
    {"P-YEAR",
     {FOUND(PROBLEMS("2023年将继续加强培训。"), "2023 年的打算"),
      FOUND(PROBLEMS("2023年，我局将进一步完善制度。"), "已经过去"),
      FOUND(PROBLEMS("2023年度，我局拟增设专栏。"), NULL)},
     {SILENT(PROBLEMS("2024年，我局将进一步完善制度。")),
      SILENT(PROBLEMS("2023年将公开情况纳入考核。")),
      SILENT(PROBLEMS("2023年，我局将政府信息公开列入议事日程。")),
      SILENT(ADD("2023年，我局将重点工作列成清单公布。"))}},
    {"P-DUP",
     {FOUND(ADD("全年未收到纸质申请0件。"), "意思重复"),
      FOUND(ADD("没有收到网上申请0件。"), NULL),
      FOUND(ADD("畅通政府信息公开公开申请的渠道。"), "公开公开")},
     {SILENT(ADD("收到纸质申请0件，没有收到举报。")),
      SILENT(ADD("更新政府信息公开公开指南。")),
      SILENT(ADD("未收到纸质材料。"))}},
    {"P-TYPO",
     {FOUND(ADD("数据统计到12月31止。"), "月31日止"),
      FOUND(ADD("坚紧紧围绕重点公开。"), "紧紧")},
     {SILENT(ADD("数据统计到12月31日止。")),
      SILENT(ADD("紧紧围绕重点公开。")),
      SILENT(ADD("更新栏目31条至70条。"))}},
    {"P-PCT",
     {FOUND(ADD("发布解读19条，比2022年（31条）下降42%。"), "-38.71%"),
      FOUND(ADD("开展培训12次，较上年的10次增长25%。"), "+20.00%"),
      FOUND(ADD("开展培训8次，比去年（10次）增长20%。"), "-20.00%")},
     {SILENT(ADD("发布解读19条，比2022年（31条）下降38.7%。")),
      SILENT(ADD("开展培训12次，较上年的10次增长20%。")),
      SILENT(ADD("开展培训12次，较上年增长25%。")),
      SILENT(ADD("发布解读19条、视频7条，比去年（10期）增长20%。"))}},
    {"P-LIST",
     {FOUND(ADD("发布动态24条、公告66条、图解3条，共95条。"), "3 项合计 93，这里写 95"),
      FOUND(ADD("共发布信息300条，其中动态200条、公文20件、公告150条。"), "差 50"),
      FOUND(ADD("共发布信息300条，其中动态100条、公告120条、其他60条；微信公众号发布30条。"), "差 20")},
     {SILENT(ADD("发布动态24条、公告66条、图解5条，共95条。")),
      SILENT(ADD("共发布信息300条，其中动态100条、公文120件、其他80条。")),
      SILENT(ADD("共发布信息300条，其中动态200条、其他80条；微信公众号发布20条。")),
      SILENT(ADD("发布动态120条，其中图解20条、问答30条，共计170条。")),
      SILENT(ADD("召开会议4次、开展培训3次，共发布信息95条。"))}},
    {"P-TWICE",
     {FOUND(ADD("政务公开专栏发布信息20条。\n每日更新。政务公开专栏发布信息16条。"), "前面写“政务公开专栏发布信息20条”"),
      FOUND(ADD("召开信息公开工作会议3次。开展自查。召开信息公开工作会议4次。"), "两个数")},
     {SILENT(ADD("政务公开专栏发布信息20条。\n每日更新。政务公开专栏发布信息20条。")),
      SILENT(ADD("政务公开专栏发布信息20条。去年政务公开专栏发布信息16条。")),
      SILENT(ADD("政务公开专栏发布信息20条。上半年政务公开专栏发布信息16条。")),
      SILENT(ADD("门户网站专栏发布信息20条，微信公众号发布信息16条。"))}},
    {"P-SCOPE",
     {FOUND_OF(TOWNSHIP, ADD(EVALUATED "向县政府办公室提出的政府信息公开申请4件。"), "“向县政府”"),
      FOUND_OF("云岫县东门街道办事处", ADD("公民向市政府提交公开申请2件。"), "“向市政府”"),
      FOUND_OF(TOWNSHIP, ADD(EVALUATED "申请人可以通过网站向区人民政府申请公开。"), "乡镇")},
     {SILENT(ADD("向县政府办公室提出的申请由其办理。")),
      SILENT_OF(TOWNSHIP, ADD(EVALUATED "不服的可以向县人民政府申请行政复议。")),
      SILENT_OF(TOWNSHIP, ADD(EVALUATED "向镇政府提出的申请都有专人办理。")),
      SILENT_OF(TOWNSHIP, ADD(EVALUATED "向县政府报送信息，依法办理申请。"))}},
    {"P-PRIVATE",
     {FOUND(ADD("申请人的证件号是11010519491231002X。"), "公民身份号码"),
      FOUND(ADD("经办人李某，证件110105194912310038，已经核对。"), "18 位"),
      FOUND(ADD("申请人王某（13800138000）申请公开规划图。"), "手机号码"),
      FOUND(ADD("申请人联系电话为15912345678。"), "手机号码")},
     {SILENT(ADD("业务咨询电话：13800138000。")),
      SILENT(ADD("项目代码为110105194912310021，备案号为330110202300000001。")),
      SILENT(ADD("点击量达12345678901次。")),
      SILENT(ADD("网址为www.yunxiu.example/13800138000.html。")),
      SILENT(ADD("全年点击11800138000次。"))}},
};
/* clang-format on */

static bool is_counted(const struct sentence *sentence) { return sentence->key != NULL; }

/* 机关全称 of another unit stands in the draft's own sentences, too. */
static void put_unit(struct draft *draft, const char *unit)
{
    static const char own[] = "云岫县自然资源局";
    int preface = draft_find(draft, "preface");
    const char *at;
    draft_set(draft, COVER_UNIT, unit);
    while ((at = strstr(draft_text(draft, preface), own)))
        draft_splice(draft, preface, (size_t)(at - draft_text(draft, preface)), strlen(own), unit,
                     strlen(unit));
}

static int count_of_rule(const struct findings *findings, const char *id, const char *fragment,
                         bool *has_fragment)
{
    int n = 0;
    for (size_t i = 0; i < findings->count; i++) {
        n += strcmp(findings->items[i].rule->id, id) == 0;
        *has_fragment |= strstr(findings->items[i].text, fragment) != NULL;
    }
    return n;
}

/* Only findings of that rule, at least one; without id none at all. */
static int run_sentence(const struct draft *base, const char *id, const struct sentence *sentence)
{
    struct draft *draft = draft_clone(base);
    struct findings findings = {0};
    struct change change = {sentence->key, sentence->text};
    bool has_fragment = !sentence->fragment;
    apply_change(draft, &change);
    if (sentence->unit)
        put_unit(draft, sentence->unit);
    check_draft(draft, NULL, CHECK_ALL, &findings);
    size_t n = id ? (size_t)count_of_rule(&findings, id, has_fragment ? "" : sentence->fragment,
                                          &has_fragment)
                  : 0;
    bool ok = n == findings.count && (!id || (n > 0 && has_fragment));
    if (!ok)
        print_error("%s: %s\n", id ? id : "nothing", sentence->text);
    for (size_t i = 0; !ok && i < findings.count; i++)
        print_error("    %s %s\n", findings.items[i].rule->id, findings.items[i].text);
    findings_release(&findings);
    draft_free(draft);
    return !ok;
}

static void test_sentences(void **state)
{
    (void)state;
    struct draft *draft = read_draft(GOOD);
    int n_failed = 0;
    assert_non_null(draft);
    for (size_t r = 0; r < sizeof rules / sizeof rules[0]; r++) {
        int n_found = 0, n_silent = 0;
        for (; n_found < MAX_SENTENCES && is_counted(&rules[r].found[n_found]); n_found++)
            n_failed += run_sentence(draft, rules[r].id, &rules[r].found[n_found]);
        for (; n_silent < MAX_SENTENCES && is_counted(&rules[r].silent[n_silent]); n_silent++)
            n_failed += run_sentence(draft, NULL, &rules[r].silent[n_silent]);
        if (n_found == 0 || n_silent < n_found)
            fail_msg("%s: %d to be found, %d silent", rules[r].id, n_found, n_silent);
    }
    draft_free(draft);
    assert_int_equal(n_failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sentences)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
