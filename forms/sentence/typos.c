/* SPDX-License-Identifier: MIT */
#include "forms/sentence/typos.h"

#include <stddef.h>

/* clang-format off */
const struct typo typos[] = {
    /* halves of words, from cut and paste */
    {"审查管", "审查管理", NULL, "理|控|辖|护|线|道", NULL},
    {"受理渠", "受理渠道", NULL, "道", NULL},
    {"公开渠", "公开渠道", NULL, "道", NULL},
    {"改情况", "改进情况", "整|修|更|批|编|技|房|医|税|减|删|拆|篡|土|课|教", NULL, NULL},
    {"其进他", "其他", NULL, NULL, NULL},
    {"政府信公开", "政府信息公开", NULL, NULL, NULL},
    {"政府息公开", "政府信息公开", NULL, NULL, NULL},
    {"信息公工作", "信息公开工作", NULL, NULL, NULL},
    {"依申公开", "依申请公开", NULL, NULL, NULL},
    {"依申请开", "依申请公开", NULL, "展|始|具|放|通", NULL},
    {"主动公工作", "主动公开工作", NULL, NULL, NULL},
    {"安全专人", "安排专人", "信息|网络|公共|数据|保密|生产|消防|系统|食品", NULL, NULL},
    {"年度报报告", "年度报告", NULL, NULL, NULL},
    {"月31止", "月31日止", NULL, NULL, NULL},
    {"月31至", "月31日至", NULL, NULL, NULL},
    {"月1至", "月1日至", NULL, NULL, NULL},
    {"坚紧紧", "紧紧", NULL, NULL, NULL},
    {"不不断", "不断", NULL, NULL, NULL},
    {"进进一步", "进一步", NULL, NULL, NULL},
    /* another character of the same sound or shape */
    {"重新涉及", "重新设计", NULL, NULL, NULL},
    {"布署", "部署", NULL, NULL, NULL},
    {"帐号", "账号", NULL, NULL, NULL},
    {"帐户", "账户", NULL, NULL, NULL},
    {"台帐", "台账", NULL, NULL, NULL},
    {"做为", "作为", "叫|当|称", "民|了|人|好", NULL},
    {"再接再励", "再接再厉", NULL, NULL, NULL},
    {"在接再厉", "再接再厉", NULL, NULL, NULL},
    {"一如继往", "一如既往", NULL, NULL, NULL},
    {"按步就班", "按部就班", NULL, NULL, NULL},
    {"按排", "安排", NULL, "列|序|名|放|水|污|量|查|版", NULL},
    {"不于公开", "不予公开", NULL, NULL, NULL},
    {"不与公开", "不予公开", NULL, NULL, NULL},
    {"与以公开", "予以公开", NULL, NULL, NULL},
    {"予已公开", "予以公开", NULL, NULL, NULL},
    {"予已答复", "予以答复", NULL, NULL, NULL},
    {"给于", "给予", "交|留|发|供|付|递|让|献", NULL, NULL},
    {"贯策落实", "贯彻落实", NULL, NULL, NULL},
    {"贯彻落时", "贯彻落实", NULL, NULL, NULL},
    {"有侍", "有待", NULL, NULL, NULL},
    {"存在向题", "存在问题", NULL, NULL, NULL},
    {"透名度", "透明度", NULL, NULL, NULL},
    {"透明渡", "透明度", NULL, NULL, NULL},
    {"行政复意", "行政复议", NULL, NULL, NULL},
    {"行政诉松", "行政诉讼", NULL, NULL, NULL},
    {"信息处里费", "信息处理费", NULL, NULL, NULL},
    {"规范性文建", "规范性文件", NULL, NULL, NULL},
    {"栏木", "栏目", "凭|木", NULL, NULL},
    {"即使回应", "及时回应", NULL, NULL, NULL},
    {"及时性和准确定", "及时性和准确性", NULL, NULL, NULL},
    {"公诸于众", "公之于众", NULL, NULL, NULL},
    /* 截止 ends a period, 截至 looks back from a day */
    {"截止", "截至", "报名|申报|受理|申请|征集|投票|收件|时间|日期|期限|填报|报送|统计", NULL, "20|目前|年底|今年|本年"},
    {"截止到", "截至", "报名|申报|受理|申请|征集|投票|收件|时间|日期|期限|填报|报送|统计", NULL, "20|目前|年底|今年|本年"},
};
/* clang-format on */
const int n_typos = sizeof typos / sizeof typos[0];
