/* SPDX-License-Identifier: MIT */
#ifndef FORMS_FORM_REPORTMARKS_H
#define FORMS_FORM_REPORTMARKS_H

/* What the printed report is written with and read back by (ownprint.h). It is Chinese in every
 * language of the interface: no _() round it. */

#define REPORT_DRAFT_MARK    "【草稿】"
#define REPORT_NOT_FILLED_IN "（未填写）"
#define REPORT_NOTE_MARK     "注："
/* Before the lines of the cover that say how to reach the unit, where the preface does not. */
#define REPORT_CONTACT_LEAD "公众对本报告有疑问，请与本机关联系。"
#define REPORT_INDENT       "　　" /* of a heading, and of a paragraph's first line */

enum {
    REPORT_INDENT_COLS = 4, /* of REPORT_INDENT */
    REPORT_NOTE_COLS = 8,   /* of REPORT_INDENT and REPORT_NOTE_MARK: where a note's lines begin */
    REPORT_DATE_COLS = 8,   /* to the right of the date: 右空四字 */
    REPORT_UNIT_COLS = 4,   /* at least to the right of the unit over it */
    REPORT_NUMBER_COLS = 2, /* beside a page number: 空一字 */
};

#endif
