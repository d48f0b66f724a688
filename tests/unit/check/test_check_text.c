/* SPDX-License-Identifier: MIT */
/* The rules that read the narratives: what they find, and the longer list of proper text on which
 * they stay silent. */
#include "forms/base/customs.h"
#include "tests/support/check_support.h"

#define GOOD "tests/drafts/sample-2023.ini"

/* The good draft says, in 表三: 新收 60, 结转 5, 总计 61, 结转下年 4; in 表四: 行政复议 4 (1 纠正,
 * 1 未结), 诉讼 1 and 1. */
static const struct check_case faults[] = {
    /* cover and title */
    {"no unit", {{"report.unit", ""}}, "P-COVER", "机关全称"},
    {"no year", {{"report.year", ""}}, "P-COVER", "报告年度"},
    {"a year that is more than a number", {{"report.year", "2023年"}}, "P-COVER", "2023年"},
    {"a year of five digits", {{"report.year", "02023"}}, "P-COVER", "02023"},
    {"crosses in the unit's name", {{"report.unit", "XX县自然资源局"}}, "P-HOLDER", "XX县"},
    {"title in the unit's name",
     {{"report.unit", "云岫县自然资源局2023年政府信息公开"}},
     "P-TITLE",
     "只填机关的名称"},
    {"year in the unit's name",
     {{"report.unit", "2023年云岫县自然资源局"}},
     "P-TITLE",
     "年份不要写在这里"},
    {"a pronoun for a name", {{"report.unit", "我局"}}, "P-TITLE", "全称"},
    {"signed before the year's end",
     {{"report.date", "2023-12-20"}},
     "P-DATE",
     "统计期限还没有结束"},
    {"signed late", {{"report.date", "2024-02-16"}}, "P-DATE", "晚于 2024 年 1 月 31 日"},
    {"signed late, by an office that a government sent",
     {{"report.date", "2024-02-16"}, {"report.unit", "云岫县东门街道办事处"}},
     "P-DATE",
     "晚于 2024 年 1 月 31 日"},
    {"signed late, by a government",
     {{"report.date", "2024-04-01"},
      {"report.unit", "云岫县人民政府"},
      {"+overview", "开展社会评议。"}},
     "P-DATE",
     "晚于 2024 年 3 月 31 日"},
    {"a date that is none", {{"report.date", "2024-01-32"}}, "P-DATE", "读不懂"},
    {"a postcode of five digits", {{"report.postcode", "31180"}}, "P-URL", "不是六位数字"},
    {"nobody to ask",
     {{"report.address", ""}, {"report.phone", ""}, {"report.email", ""}},
     "P-URL",
     "没有联系方式"},
    {"both in the text",
     {{"report.address", ""},
      {"report.phone", ""},
      {"report.email", ""},
      {"report.site", ""},
      {"+preface",
       "本报告可以在本机关网站（http://www.yunxiu.example）下载，联系电话：0400-5550182。"}},
     "",
     NULL},
    {"neither contact nor site, and a hotline among the deeds",
     {{"report.address", ""},
      {"report.phone", ""},
      {"report.email", ""},
      {"report.site", ""},
      {"+overview", "公布热线电话1部，网址导航同步更新。"}},
     "P-URL",
     "没有联系方式和公布网址"},
    {"nowhere to read it", {{"report.site", ""}}, "P-URL", "没有网址"},
    {"a broken site", {{"report.site", "http:/zrzy.yunxiu.example"}}, "P-URL", "网址"},
    {"a broken address of mail", {{"report.email", "xxgk.yunxiu.example"}}, "P-URL", "电子邮箱"},
    /* sections */
    {"section one empty", {{"overview", ""}}, "P-SECTIONS", "“一、总体情况”还没有内容"},
    {"section six empty", {{"other", " \n"}}, "P-SECTIONS", "“六、其他需要报告的事项”"},
    {"headings of another report",
     {{"+overview", "二、平台建设\n建好网站。\n三、监督保障\n开展自查。"}},
     "P-SECTIONS",
     "“二、平台建设”这样的一级标题（共 2 个）"},
    {"section five says nothing", {{"problems", "无。"}}, "P-LEN", "只有 2 字"},
    /* period and years */
    {"a period of another year",
     {{"~preface", "2023年1月1日起至2023年12月31日止=>2022年1月1日起至2022年12月31日止"}},
     "P-PERIOD",
     "写作 2022 年 1 月 1 日至 2022 年 12 月 31 日，本报告是 2023 年度"},
    {"a period that ends late",
     {{"~preface", "2023年12月31日止=>2024年12月31日止"}},
     "P-PERIOD",
     "至 2024 年 12 月 31 日，本报告是 2023 年度"},
    {"a period that begins late",
     {{"~preface", "2023年1月1日起=>2023年11月1日起"}},
     "P-PERIOD",
     "写作 2023 年 11 月 1 日"},
    {"a period in digits with blanks",
     {{"~preface", "2023年1月1日起至2023年12月31日止=>2023 年 1 月 1 日至 12 月 30 日"}},
     "P-PERIOD",
     "至 2023 年 12 月 30 日"},
    {"figures of last year",
     {{"+overview", "2022年共公开征地信息35条。"}},
     "P-YEAR",
     "这里写的是 2022 年，本报告是 2023 年度"},
    {"the preface names another report",
     {{"+preface", "现公布2022年政府信息公开工作年度报告。"}},
     "P-YEAR",
     "2022"},
    /* names */
    {"the county with its city",
     {{"+overview", "报告在澜江市云岫县自然资源局网站公布。"}},
     "P-NAME",
     "文中写“澜江市云岫县自然资源局”"},
    {"made by another bureau",
     {{"+preface", "本报告由云岫县水利局编制。"}},
     "P-NAME",
     "封面写“云岫县自然资源局”，文中写“云岫县水利局”"},
    {"a neighbour's report",
     {{"+problems", "2023年，白亭县自然资源局的培训不够。"}},
     "P-NAME",
     "白亭县自然资源局"},
    /* numbering */
    {"三是 twice",
     {{"problems",
       "主要问题：\n一是解读不够。\n二是培训不够。\n三是检索不够快。\n改进措施：\n一是多写解读。\n二是多办培训。\n三是改版检索。\n三是"
       "加强检查。\n四是定期通报。"}},
     "P-ORD",
     "第五部分第 9 段：序号“三是”重复：前面已经有“三是”，这里应为“四是”"},
    {"（三） left out",
     {{"~overview", "（三）政府信息管理=>（四）政府信息管理"}},
     "P-ORD P-ORD",
     "这里是“（四）”，应为“（三）”"},
    {"a number left out",
     {{"+other", "1.第一项说明。\n2.第二项说明。\n4.第四项说明。"}},
     "P-ORD",
     "这里是“4.”，应为“3.”"},
    {"no beginning", {{"+overview", "工作中，二是抓培训；三是抓考核。"}}, "P-ORD", "从“二是”开始"},
    {"behind the ninety-ninth",
     {{"+overview", "工作中，九十九是培训；五是考核。"}},
     "P-ORD P-ORD",
     "应为“一百是”"},
    {"第一 and 第三", {{"+overview", "第一，建立目录。第三，定期检查。"}}, "P-ORD", "应为“第二”"},
    /* placeholders */
    {"crosses", {{"+overview", "全年培训XX次。"}}, "P-HOLDER", "占位符"},
    {"small crosses", {{"+overview", "由××股室负责，每季度通报。"}}, "P-HOLDER", "××"},
    {"empty brackets", {{"+overview", "印发了〔 〕号文件。"}}, "P-HOLDER", "〔"},
    {"the template's words",
     {{"+other", "（文字描述，收取信息处理费情况在此处报告。）"}},
     "P-HOLDER",
     "文字描述"},
    {"a date without digits", {{"+overview", "目录于2023年 月 日修订。"}}, "P-HOLDER", "年月日"},
    {"lines to fill in", {{"+overview", "举办培训____次。"}}, "P-HOLDER", "____"},
    {"an office without a name", {{"+overview", "某某局派员参加。"}}, "P-HOLDER", "某某局"},
    {"zeros", {{"+overview", "于0000年修订目录。"}}, "P-HOLDER", "0000"},
    {"a reference to nothing",
     {{"+overview", "办结{requests.nothing.total}件。"}},
     "P-HOLDER",
     "{requests.nothing.total}"},
    {"lost characters", {{"+overview", "修订了??目录。"}}, "P-HOLDER", "??"},
    /* topics, length, problems */
    {"no supervision, no requests",
     {{"overview", "2023年，本机关通过网站主动公开信息，完善管理制度，丰富公开形式。"}},
     "P-OVERVIEW5",
     "没有写到：依申请公开、监督保障"},
    {"problems without measures",
     {{"problems", "一是人手不足。二是解读偏少，群众看不明白。"}},
     "P-SEC5",
     "没有写改进情况"},
    {"measures without problems",
     {{"problems", "今后继续加强业务培训，推进平台的建设。"}},
     "P-SEC5",
     "没有写存在的主要问题"},
    {"three problems, one measure",
     {{"problems", "一是人手不足。二是解读偏少。三是检索不够快。下一步，一是增加人手。"}},
     "P-SEC5",
     "列了 3 条问题，改进措施只有 1 条"},
    {"problems in one clause, five measures",
     {{"problems",
       "主要是人手较少、培训不够。今后从以下方面改进：一是增加人手。二是举办培训。三是改版网站。四是加强检查。五是落实考核。"}},
     "P-SEC5",
     "只提到 2 处，改进措施却有 5 条"},
    /* section six */
    {"no fee", {{"other", "没有其他需要报告的事项。"}}, "P-SEC6-FEE", "没有写收取信息处理费"},
    {"a fee that is no multiple of ten",
     {{"other", "全年收取信息处理费385元。"}},
     "P-SEC6-FEE",
     "385元"},
    {"a fee in 万元", {{"other", "全年收取信息处理费0.394万元。"}}, "P-SEC6-FEE", "应写 3940 元"},
    {"items that do not add up",
     {{"other",
       "全年收取信息处理费2950元。其中，一件收取380元，一件收取880元，其余两件共收取1680元。"}},
     "P-SEC6-SUM",
     "3 笔信息处理费合计 2940 元，与总额 2950 元差 10 元"},
    {"more than the whole income",
     {{"disclosure.fees", "0.2"}, {"other", "全年收取信息处理费3940元。"}},
     "P-FEE-T2",
     "3940 元，表二 行政事业性收费只有 0.2 万元"},
    {"given up for a fee, and no word of it",
     {{"requests.other.fee_unpaid.natural_person", "1"},
      {"requests.other.other.natural_person", "0"},
      {"other", "全年收取信息处理费0元。"}},
     "T3-FEE",
     "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 总计是 1 件"},
    /* figures */
    {"received",
     {{"+overview", "全年共收到政府信息公开申请58件。"}},
     "P-NUM-REQ",
     "文中写“收到政府信息公开申请58件”，表三 一、本年新收政府信息公开申请数量 总计（连同二、上年结转共 65）是 60，差 2"},
    {"received, the number first",
     {{"+overview", "共收到58件政府信息公开申请。"}},
     "P-NUM-REQ",
     "差 2"},
    {"received, full-width digits",
     {{"+overview", "共受理依申请公开申请５８ 件。"}},
     "P-NUM-REQ",
     "差 2"},
    {"received, in words",
     {{"+overview", "全年受理政府信息公开申请五十八件。"}},
     "P-NUM-REQ",
     "差 2"},
    {"done",
     {{"+overview", "本年答复政府信息公开申请60件。"}},
     "P-NUM-REQ",
     "表三 （七）总计 总计是 61，差 1"},
    {"left for next year",
     {{"+overview", "另有6件申请结转下年度办理。"}},
     "P-NUM-REQ",
     "是 4，差 2"},
    {"left from last year", {{"+overview", "其中上年结转申请6件。"}}, "P-NUM-REQ", "是 5，差 1"},
    {"a reference to the wrong cell",
     {{"+overview", "共收到申请{requests.granted.total}件。"}},
     "P-NUM-REQ",
     "收到申请29件"},
    {"persons", {{"+overview", "从申请人看，自然人申请45件。"}}, "P-NUM-GRP", "自然人是 46，差 1"},
    {"others than persons",
     {{"+overview", "申请人中，法人或其他组织13件。"}},
     "P-NUM-GRP",
     "法人或其他组织合计是 14，差 1"},
    {"granted",
     {{"+overview", "答复申请时予以公开30件。"}},
     "P-NUM-GRP",
     "表三 予以公开合计是 29，差 1"},
    {"granted, in full or in part",
     {{"+overview", "答复申请时予以公开及部分公开35件。"}},
     "P-NUM-GRP",
     "予以公开、部分公开合计是 36，差 1"},
    {"unavailable",
     {{"+overview", "因本机关不掌握等原因无法提供6件。"}},
     "P-NUM-GRP",
     "无法提供合计是 7，差 1"},
    {"documents",
     {{"+overview", "全年制发行政规范性文件4件。"}},
     "T2-TEXT",
     "表二 行政规范性文件 本年制发件数是 3，差 1"},
    {"licences",
     {{"+overview", "作出行政许可决定421件。"}},
     "T2-TEXT",
     "表二 行政许可 本年处理决定数量是 412，差 9"},
    {"reconsiderations",
     {{"+overview", "因政府信息公开被申请行政复议3件。"}},
     "T4-TEXT",
     "表四 行政复议 总计是 4，差 1"},
    {"lawsuits", {{"+overview", "政府信息公开类行政诉讼案件5件。"}}, "T4-TEXT", "是 2，差 3"},
    {"a case, the number first",
     {{"+overview", "有3件涉及政府信息公开的行政复议。"}},
     "T4-TEXT",
     "差 1"},
    {"corrections, a number",
     {{"+overview", "因信息公开被申请行政复议4件，被纠错0件。"}},
     "T4-TEXT",
     "表四 行政复议 结果纠正是 1，差 1"},
    {"defeats, a number",
     {{"+overview", "政府信息公开行政诉讼2件，其中败诉1件。"}},
     "T4-TEXT",
     "表四 行政诉讼 结果纠正是 0，差 1"},
    {"no correction",
     {{"+overview", "公开工作在行政复议中未被纠错。"}},
     "T4-TEXT",
     "行政复议 结果纠正却有 1 件"},
    /* claims */
    {"all of them done", {{"+overview", "收到的60件申请均已办结。"}}, "P-CONTRA", "总计却有 4 件"},
    {"all done",
     {{"+overview", "收到的申请均已办结。"}},
     "P-CONTRA",
     "文中写“均已办结”，表三 四、结转下年度继续办理 总计却有 4 件"},
    {"no requests",
     {{"+overview", "全年未收到政府信息公开申请。"}},
     "P-CONTRA",
     "文中写“未收到政府信息公开申请”，表三 一、本年新收 总计却有 60 件"},
    {"no review",
     {{"+overview", "全年未发生因政府信息公开引发的行政复议、行政诉讼。"}},
     "P-CONTRA",
     "表四却有 6 件"},
    {"all upheld",
     {{"+overview", "公开类行政复议均获维持。"}},
     "P-CONTRA",
     "表四却有 2 件不是结果维持"},
    /* sums inside the text */
    {"parts are more than the whole",
     {{"+overview", "共发布动态200条，其中规划类90条，用地类80条，登记类40条。"}},
     "P-LIST",
     "3 项合计 210，与总数 200 差 10"},
    {"parts and the rest are less",
     {{"+overview", "共发布动态200条，其中规划类90条、用地类80条、其他20条。"}},
     "P-LIST",
     "合计 190，与总数 200 差 10"},
    {"a share of what came before",
     {{"+overview", "共发布动态200条，其中规划类90条，占46%。"}},
     "P-PCT",
     "按 90 ÷ 200 计算应为 45.00%"},
    {"one share of several",
     {{"+overview",
       "共发布动态200条，其中规划类90条，占45%；用地类70条，占35%；登记类40条，占25%。"}},
     "P-PCT",
     "按 40 ÷ 200 计算应为 20.00%"},
    /* words and marks */
    {"a doubled word", {{"+overview", "公布财政资金资金分配结果。"}}, "P-DUP", "“资金资金”重复了"},
    {"a doubled character",
     {{"+overview", "提高了我县县公开水平。"}},
     "P-DUP",
     "“我县县”里有一个字重复了"},
    {"doubled marks", {{"+overview", "更新栏目，，规范发布。"}}, "P-DUP", "标点“，，”连用"},
    {"a comma before the full stop", {{"+overview", "更新栏目，。规范发布。"}}, "P-DUP", "“，。”"},
    {"ends in the middle of a list", {{"+overview", "一是更新了栏目；"}}, "P-DUP", "以“；”结尾"},
    {"no full stop at the end", {{"+overview", "更新了栏目，规范了发布"}}, "P-DUP", "最后没有句号"},
    {"half-width comma",
     {{"+overview", "更新栏目,规范发布;加强检查。"}},
     "P-PUNCT",
     "有 2 处汉字之间用了半角标点，第一处在“更新栏目,规范发布"},
    {"half-width brackets", {{"+overview", "(一)更新栏目(专题)。"}}, "P-PUNCT", "有 4 处"},
    {"a blank in a word", {{"+overview", "编制年度 报告。"}}, "P-PUNCT", "有 1 处汉字之间夹了空格"},
    {"half a word",
     {{"+overview", "畅通依申请公开受理渠。"}},
     "P-TYPO",
     "“受理渠”像是“受理渠道”之误"},
    {"截止 for 截至",
     {{"+overview", "截止2023年12月31日，栏目全部更新。"}},
     "P-TYPO",
     "“截止”像是“截至”之误"},
    {"a broken address", {{"+overview", "网址为www.yunxiu，欢迎查阅。"}}, "P-URL", "“www.yunxiu”"},
    {"a full stop of the input method",
     {{"+overview", "网址为www.yunxiu。example。"}},
     "P-URL",
     "网址"},
    {"no address", {{"+overview", "公开专栏的网址为。"}}, "P-URL", "后面没有写地址"},
    /* a row that is not filled in is not 0: only the blanks are named */
    {"no row yet to compare with",
     {{"requests.received.natural_person", ""},
      {"requests.received.business", ""},
      {"requests.received.research", ""},
      {"requests.received.welfare", ""},
      {"requests.received.legal_service", ""},
      {"requests.received.other", ""},
      {"+overview", "全年收到政府信息公开申请60件。"}},
     "T3-BLANK T3-COL T3-COL T3-COL T3-COL T3-COL",
     "请核对这一列各行。其中没有填的、不是数的按 0 算。"},
};

/* Proper text, each paragraph appended to the good draft's overview. */
static const char *const proper_overview[] = {
    /* years, periods, dates */
    "2023年3月1日至5月31日，开展信息公开专项检查1次。",
    "截至2023年12月31日，网站累计公开政府信息3210条。",
    "2022年收到政府信息公开申请52件，2023年收到60件。",
    "与2022年相比，公开政府信息的数量增加12条。",
    "2024年将继续办好公开专栏。",
    "公开了2022年度部门决算和2024年度部门预算。",
    "按时公布《2022年政府信息公开工作年度报告》，回应留言6条。",
    "依照云政发〔2021〕12号文件修订了目录，全年更新31条。",
    "2022年以来，累计发布解读36篇。",
    "2022年全年收到申请52件，今年为60件。",
    "2020年受理的一件用地争议于本年办结，有关信息已公开。",
    /* names */
    "在云岫县人民政府的领导下，认真落实县政府办公室的部署。",
    "云岫县自然资源局网站和云岫县人民政府门户网站同步发布。",
    "与县档案馆联系，做好移交工作。",
    "赴白亭县自然资源局学习交流，借鉴公开工作的做法。",
    "按照澜江市云岫县人民政府办公室《关于做好年度报告工作的通知》要求编制。",
    "澜江市云岫县生态环境局的公开做法值得学习。",
    "由局办公室编制目录，由各股室报送信息。",
    /* numbering */
    "一是抓目录；二是抓时限。同时注重实效，一是看点击，二是看评价，三是看回访。",
    "第一时间发布预警，第三季度开展自查，第二、三季度各培训1次。",
    "第一，建目录；第二，定时限。",
    "首先是建目录，二是定时限，三是勤检查。",
    "依照《条例》第二十条第（一）项和第（八）项公开。",
    "2.5万平方米的成果用地图册已经上网。",
    "唯一是要求时限，其一，当日办；其二，次日报。",
    /* placeholders */
    "公开专栏的地址是http://zrzy.yunxiu.example/xxgk/xx/。",
    "接待时间为每周5×8小时。",
    "张某某申请公开的宗地档案已经答复。",
    "目录逐条标注年月日和责任人。",
    "月日均访问量稳步上升。",
    "如何申请公开？到哪里查阅？专栏都有说明。",
    "电话0400-5550000由专人接听。",
    "公开预算1,000,000元的执行情况。",
    /* figures about requests */
    "通过网络收到政府信息公开申请31件，通过信函收到申请22件。",
    "全年收到申请60件，其中受理58件政府信息公开申请。",
    "收到政府信息公开申请65件（含上年结转5件）。",
    "收到的申请比上年增加8件。",
    "上半年收到政府信息公开申请28件。",
    "本机关及下属单位约收到申请70件。",
    "收到群众留言92条，办结92条。",
    "办理人大代表建议12件、政协提案9件。",
    "收到行政复议答复通知4件，均按时答复。",
    "办理政府信息公开申请65件，其中现场办理20件。",
    "公民、法人和其他组织的申请都有专人办理，每件申请平均用时9天。",
    "自然人申请46件，法人或其他组织14件。",
    "全县各单位共受理申请620件，我局受理60件申请，占全县的9.7%。",
    "收到自然人申请46件，收到商业企业申请9件。",
    "共收到信件申请12件、网上申请30件、当面申请18件，共计60件，同比增加8件，增长15.4%。",
    "拟制公文240件，主动公开150件、依申请公开70件、不予公开20件，属性标注率100%。",
    "不予公开的13件申请，均说明了理由。",
    "予以公开、部分公开分别为29件、7件。",
    "上半年，各股室共收到政府信息公开申请28件，予以公开12件。",
    "答复申请时解答咨询和部分公开共81件。",
    "同意公开29件，同意公开或部分公开共36件。",
    "完成信息公开申请答复61件，包括上年结转申请5件。",
    "每件申请由两人经办，一件申请一份档案，同一件不重复登记。",
    /* disclosure */
    "清理行政规范性文件45件，解读行政规范性文件6件。",
    "公示行政许可信息380条，公开行政处罚信息20条。",
    "废止行政规范性文件1件。",
    "公布行政规范性文件3件。",
    "作出行政处罚决定37件，作出行政强制决定5件。",
    "转发上级规范性文件8件。",
    "以县政府名义印发规范性文件2件，我局印发3件，均按要求公开。",
    "收到行政许可申请430件，按时办结率100%。",
    "废止规范性文件1件，现行有效的规范性文件14件。",
    /* reviews */
    "被申请行政复议4起，其中1起正在办理。",
    "办理因2022年度政府信息公开申请引发的行政复议1件，维持原答复。",
    "未出现因公开工作被投诉举报的情况，也没有引发行政复议的舆情。",
    "全年办理各类行政复议案件120件。",
    "政府信息公开行政复议案件4件，其中维持2件，纠正1件，撤回复议申请1件。",
    "公开办理结果。2023年，全县共有行政复议案件36件，其中涉及信息公开4件。",
    "被申请行政复议4件，被纠正1件；被提起行政诉讼2件，败诉0件，公开的被纠错1件。",
    "县长信箱收到信件238件，办结99件；收到信息公开申请案件60件。",
    "因政府信息公开被申请行政复议4件，被提起行政诉讼2件。",
    "涉及政府信息公开的行政复议、行政诉讼共6件。",
    "信息公开类行政诉讼零败诉，未发生败诉案件。",
    "没有发生因公开工作被追究责任的情形。",
    "公开答复未经复议直接起诉的，由法规股应诉。",
    /* claims */
    "收到的申请均在法定期限内答复。",
    "除4件结转下年度办理外，其余申请均已办结。",
    "收到的群众留言全部答复。",
    "2022年12月31日前受理的5件申请已经全部办结。",
    "涉及征地的12件申请均已办结。",
    "收到的申请全部及时分发到责任股室予以办理。",
    "未收到任何法人提出的公开气象信息的申请。",
    "未收到申请人的投诉。",
    "未收到要求收费的申请，也未收到社会公益组织的咨询。",
    "未收到政府信息公开方面的举报。",
    /* sums */
    "共发布信息300条，其中图文解读20条、视频解读15条。",
    "共发布信息300条，其中规划类100条；微信公众号推送信息460条。",
    "共发布信息300条，其中规划类100条、用地类120条、其他80条。",
    "共发布信息99999999999999999999条，其中规划类99999999999999999999条、用地类99999999999999999999条。",
    "共发布信息99999999999999999999条，其中规划类5000000000000000000条，占5%，用地类5000000000000000000条，占6%。",
    "共发布信息300条，其中规划类约100条，用地类230条。",
    "共发布信息300条，其中规划类100条（图解60条、问答60条）、用地类200条。",
    "发布信息300条，占应公开信息的95%。",
    "发布信息300条，其中规划类100条，占33.3%，用地类约占40%。",
    "按时答复率100%，满意率98.5%。",
    "共发布信息266条，其中规划类120条，占45.1%；用地类146条，占54.8%。",
    "共发布信息300条，其中，规划类100条（图解60条、问答40条），用地类120条，其他80条。",
    "累计公开信息12条。\n其中，指南1条，占8%；公文5条，占41%；预算2条，占17%；公告4条，占33%。",
    "累计发布信息60条。通过网站发布44条，其中目录11条，规划11条，登记22条。",
    "共发布信息1,200条，其中规划类300条，占总数的25%。",
    /* words and marks */
    "云岫县人民政府政府信息公开专栏同步更新。",
    "一条一条核对，一件一件办理。",
    "为了了解群众的需要，达到公开的目的的办法还有很多。",
    "全市市场主体和我县县级机关都能查到，我县县城设查阅点2处。",
    "做好政府信息公开工作工作人员的培训。",
    "政务公开公开栏按月更新。",
    "联系地址：东门镇文澜路16号 邮编：311805 电话：0400-5550182",
    "（六） 专栏建设。 更新及时。",
    "使用GB/T 33190-2016标准（版式文件），比例为1:500。",
    "“我要申请”栏目……持续开放——全年无休。",
    "整改情况、修改情况都在网上公布，审查管理到位，信息安全专人负责。",
    "报名截止2023年5月10日，逾期不再受理报名。",
    "受理渠道畅通，按排名先后公布结果。",
};

static const char *const proper_problems[] = {
    "主要问题：解读还不够。改进措施：今年已增加图解12篇。",
    "存在的问题是人手不足、解读偏少、检索不够快。下一步：一是增加人手。二是多写解读。三是改版检索。",
    "（一）存在的主要问题\n1.解读不够。\n2.人手不足。\n（二）改进情况\n1.请人试读。\n2.增加专人。",
    "一是解读不够，已请窗口人员试读；二是人手不足，已增加专人，今后继续改进。",
    "（一）上一年问题的改进情况\n一是全年发布图解12篇。\n二是改版了网站。\n（二）存在的主要问题\n一是答复质量有待提高。\n（三）改进措施\n一是实行会商制度。\n二是推进扫描著录。",
    "（一）存在的问题。一是更新不及时；二是回应较慢。（二）改进情况。针对更新不及时，建立周更新制度；针对回应较慢，设立专人。",
    "第一，解读偏少。第二，检索不便。针对以上问题，第一，增加图解。第二，改版检索。第三，定期回访。",
};

static const char *const proper_other[] = {
    "全年没有收取信息处理费，也没有其他需要报告的事项。",
    "2023年未发生政府信息公开收费事项。",
    "全年收取信息处理费3940元，其中按件收取2400元，按量收取1540元。",
    "对4件申请发出收费通知，收取信息处理费400元。按件计收的标准是每件100元，按量计收的标准是每页15元。",
    "收取信息处理费0元。",
    "无其他事项。全年收取信息处理费 1,080 元。",
};

static struct draft *good_draft(void)
{
    struct draft *draft = read_draft(GOOD);
    assert_non_null(draft);
    return draft;
}

static void test_good_draft(void **state)
{
    (void)state;
    static const struct check_case nothing = {"the good draft", {{0}}, "", NULL};
    struct draft *draft = good_draft();
    int n_failed = run_cases(draft, NULL, &nothing, 1);
    draft_free(draft);
    assert_int_equal(n_failed, 0);
}

static void test_faults(void **state)
{
    (void)state;
    struct draft *draft = good_draft();
    int n_failed = run_cases(draft, NULL, faults, sizeof faults / sizeof faults[0]);
    draft_free(draft);
    assert_int_equal(n_failed, 0);
}

static int run_proper(const struct draft *draft, const char *key, const char *const *texts,
                      size_t n)
{
    int n_failed = 0;
    for (size_t i = 0; i < n; i++) {
        struct check_case proper = {texts[i], {{key, texts[i]}}, "", NULL};
        n_failed += run_cases(draft, NULL, &proper, 1);
    }
    return n_failed;
}

static void test_proper_text(void **state)
{
    (void)state;
    struct draft *draft = good_draft();
    int n_failed = run_proper(draft, "+overview", proper_overview,
                              sizeof proper_overview / sizeof proper_overview[0]);
    n_failed += run_proper(draft, "problems", proper_problems,
                           sizeof proper_problems / sizeof proper_problems[0]);
    n_failed +=
        run_proper(draft, "other", proper_other, sizeof proper_other / sizeof proper_other[0]);
    draft_free(draft);
    assert_int_equal(n_failed, 0);
}

/* Text and table against each other where one of them knows of no request. */
static void test_no_requests(void **state)
{
    (void)state;
    static const struct check_case in_text[] = {
        {"requests in the text only",
         {{"+overview", "全年受理政府信息公开申请2件。"}},
         "T3-ALLZERO-TEXT",
         "“受理政府信息公开申请2件”，表三却全是 0"},
        {"none in the text either",
         {{"+overview", "全年未收到政府信息公开申请，也未发生行政复议、行政诉讼。"}},
         "",
         NULL},
        {"0 in the text", {{"+overview", "全年收到政府信息公开申请0件。"}}, "", NULL},
        {"a fee without a request",
         {{"other", "收取信息处理费100元。"}},
         "T3-FEE",
         "表三却没有一件申请"},
    };
    struct draft *draft = good_draft();
    for (int i = 0; i < form_n_cells(&format_2021); i++) {
        struct cell cell = form_cell_at(&format_2021, i);
        if (!form_cell_is_total(&format_2021, cell) &&
            cell.section > form_section_index(&format_2021, "disclosure"))
            draft_set(draft, draft_cell_field(draft, cell), "0");
    }
    static const struct change plain[CASE_MAX_CHANGES] = {
        {"overview",
         "2023年，本机关做好主动公开、依申请公开、政府信息管理、平台建设和监督保障工作。"},
        {"problems", "一是解读不够多。下一步，增加图解。"},
        {"other", "全年收取信息处理费0元。"},
    };
    apply_changes(draft, plain);
    int n_failed = run_cases(draft, NULL, in_text, sizeof in_text / sizeof in_text[0]);
    draft_free(draft);
    assert_int_equal(n_failed, 0);
}

static bool finds(const struct draft *draft, const char *id)
{
    struct findings findings = {0};
    check_draft(draft, NULL, CHECK_ALL, &findings);
    bool found = findings_have(&findings, id);
    findings_release(&findings);
    return found;
}

/* On the last day nothing is late. */
static void test_deadline(void **state)
{
    (void)state;
    static const struct {
        const char *unit, *day;
        bool is_late;
    } rows[] = {
        {"云岫县自然资源局", "2023-12-31", true},      {"云岫县自然资源局", "2024-01-01", false},
        {"云岫县自然资源局", "2024-01-31", false},     {"云岫县自然资源局", "2024-02-01", true},
        {"云岫县人民政府", "2024-03-31", false},       {"云岫县人民政府", "2024-04-01", true},
        {"云岫县青石镇人民政府", "2024-01-31", false}, {"云岫县青石镇人民政府", "2024-02-01", true},
        {"云岫县东门街道办事处", "2024-02-01", true},
    };
    struct draft *draft = good_draft();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        draft_set(draft, COVER_UNIT, rows[i].unit);
        draft_set(draft, draft_find(draft, "report.date"), rows[i].day);
        if (finds(draft, "P-DATE") != rows[i].is_late)
            fail_msg("%s, %s", rows[i].unit, rows[i].day);
    }
    struct customs customs = CUSTOMS_INIT;
    customs.deadline = 120;
    customs_set(&customs);
    draft_set(draft, COVER_UNIT, "云岫县自然资源局");
    draft_set(draft, draft_find(draft, "report.date"), "2024-01-20");
    assert_false(finds(draft, "P-DATE"));
    draft_set(draft, draft_find(draft, "report.date"), "2024-01-21");
    assert_true(finds(draft, "P-DATE"));
    customs_set(NULL);
    draft_free(draft);
}

/* A draft in work needs no date, a copy that is handed in does. */
static void test_date_at_print(void **state)
{
    (void)state;
    struct draft *draft = good_draft();
    static const char *const dates[] = {"2024-01-18", "", " "};
    for (int i = 0; i < 3; i++) {
        struct findings findings = {0};
        draft_set(draft, draft_find(draft, "report.date"), dates[i]);
        check_draft(draft, NULL, CHECK_PRINT, &findings);
        assert_int_equal(findings_have(&findings, "P-DATE0"), i > 0);
        findings_release(&findings);
    }
    draft_set(draft, draft_find(draft, "report.date"), "");
    assert_false(finds(draft, "P-DATE0"));
    draft_free(draft);
}

/* A text of exactly as many characters as are asked for is not too long. */
static void test_overview_limit(void **state)
{
    (void)state;
    struct draft *draft = good_draft();
    struct customs customs = CUSTOMS_INIT;
    struct strbuf text = STRBUF_INIT;
    int field = draft_find(draft, "overview");
    for (int i = 0; i < CUSTOMS_OVERVIEW_LIMIT; i++)
        strbuf_add_str(&text, "字");
    draft_set(draft, field, text.data);
    assert_false(finds(draft, "P-LEN"));
    draft_splice(draft, field, 0, 0, "一", strlen("一"));
    assert_true(finds(draft, "P-LEN"));
    customs_set(&customs);
    customs.overview_limit = CUSTOMS_OVERVIEW_LIMIT + 1;
    assert_false(finds(draft, "P-LEN"));
    customs.overview_limit = 0;
    for (int i = 0; i < CUSTOMS_OVERVIEW_LIMIT; i++)
        strbuf_add_str(&text, "字");
    draft_set(draft, field, text.data);
    assert_false(finds(draft, "P-LEN"));
    customs_set(NULL);
    strbuf_release(&text);
    draft_free(draft);
}

/* The office's own list of words. */
static void test_own_words(void **state)
{
    (void)state;
    static const char list[] = "信息公开 政府信息公开\n扶贫办 乡村振兴局\n土政策\n";
    static const struct check_case found[] = {
        {"an old name",
         {{"+overview", "与扶贫办共享数据。"}},
         "P-WORD",
         "“扶贫办”应写“乡村振兴局”"},
        {"a wrong word", {{"+overview", "清理土政策。"}}, "P-WORD", "不用“土政策”"},
        {"twice", {{"+overview", "做好信息公开，信息公开无小事。"}}, "P-WORD P-WORD", NULL},
    };
    static const struct check_case silent[] = {
        {"the right word", {{"+overview", "做好政府信息公开。"}}, "", NULL},
        {"the new name", {{"+overview", "与乡村振兴局共享数据。"}}, "", NULL},
        {"part of it", {{"+overview", "土地政策已经公布，扶贫成果展示。"}}, "", NULL},
    };
    struct customs customs = CUSTOMS_INIT;
    struct err err;
    struct draft *draft = good_draft();
    static const struct change plain[CASE_MAX_CHANGES] = {
        {"preface", "统计期限为2023年1月1日至12月31日。"},
        {"overview", "主动公开、依申请公开、档案管理、网站建设、监督保障都有专人。"}};
    apply_changes(draft, plain);
    assert_true(customs_words_add(&customs.words, list, strlen(list), &err));
    int n_failed = 0;
    customs_set(&customs);
    n_failed += run_cases(draft, NULL, found, sizeof found / sizeof found[0]);
    n_failed += run_cases(draft, NULL, silent, sizeof silent / sizeof silent[0]);
    customs_set(NULL);
    customs_words_release(&customs.words);
    draft_free(draft);
    assert_int_equal(n_failed, 0);
}

/* The same slip a thousand times is not a thousand findings. */
static void test_many_slips(void **state)
{
    (void)state;
    struct draft *draft = good_draft();
    int field = draft_find(draft, "overview");
    for (int i = 0; i < 1000; i++)
        draft_splice(draft, field, draft_len(draft, field), 0, "按步就班。", strlen("按步就班。"));
    struct findings findings = {0};
    check_draft(draft, NULL, CHECK_ALL, &findings);
    size_t n = findings.count;
    findings_release(&findings);
    draft_free(draft);
    assert_in_range(n, 1, 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_draft),    cmocka_unit_test(test_faults),
        cmocka_unit_test(test_proper_text),   cmocka_unit_test(test_no_requests),
        cmocka_unit_test(test_many_slips),    cmocka_unit_test(test_deadline),
        cmocka_unit_test(test_date_at_print), cmocka_unit_test(test_overview_limit),
        cmocka_unit_test(test_own_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
