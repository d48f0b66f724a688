/* SPDX-License-Identifier: MIT */
#include "forms/register/registerhead.h"

#include <string.h>

#include "forms/form/label.h"
#include "locale/strbuf.h"

/* The usual words, folded (label_fold()), the better ones first; the first is the head that we
 * write. Names of applicants are no column of ours. */
static const char *const words[REGISTER_N_COLUMNS][14] = {
    [REGISTER_NUMBER] = {"登记编号", "编号", "申请编号", "受理编号", "登记号", "流水号", "序号"},
    [REGISTER_RECEIVED] = {"收到日期", "收到申请日期", "收到时间", "收件日期", "受理日期",
                           "登记日期", "申请日期", "申请时间", "受理时间", "收到申请时间"},
    [REGISTER_APPLICANT] = {"申请人类型", "申请人类别", "申请主体类型", "申请人性质", "申请主体",
                            "申请人身份", "类型", "类别"},
    [REGISTER_RESULT] = {"处理结果", "答复类型", "答复情况", "办理结果", "答复结果", "答复类别",
                         "办理情况", "处理情况", "答复方式类型", "答复意见"},
    [REGISTER_ANSWERED] = {"答复日期", "办结日期", "答复时间", "办结时间", "答复办结日期",
                           "出具答复日期", "完成日期"},
    [REGISTER_RECONSIDERATION] = {"复议结果", "行政复议结果", "行政复议", "复议情况", "复议",
                                  "行政复议情况"},
    [REGISTER_LAWSUIT] = {"诉讼结果", "行政诉讼结果", "行政诉讼", "诉讼情况", "诉讼",
                          "行政诉讼情况"},
    [REGISTER_FEE] = {"收费金额", "收费金额元", "信息处理费", "信息处理费元", "收费", "收费元",
                      "收取信息处理费"},
};

const char *registerhead_name(enum register_column column) { return words[column][0]; }

/* How good a head is for a column: 1 the best, 0 none. */
static int rank_of(const char *folded, int column)
{
    for (int i = 0; i < (int)(sizeof words[0] / sizeof words[0][0]) && words[column][i]; i++)
        if (strcmp(folded, words[column][i]) == 0)
            return i + 1;
    return 0;
}

static void take_cell(struct registerhead *head, int ranks[REGISTER_N_COLUMNS], const char *folded,
                      int place)
{
    for (int column = 0; column < REGISTER_N_COLUMNS; column++) {
        int rank = rank_of(folded, column);
        if (rank && (head->places[column] < 0 || rank < ranks[column])) {
            head->places[column] = place;
            ranks[column] = rank;
        }
    }
}

bool registerhead_read(struct registerhead *head, const struct registerrow *row,
                       const struct registerrow *above)
{
    static const char serial[] = "序号";
    int ranks[REGISTER_N_COLUMNS] = {0};
    struct strbuf folded = STRBUF_INIT;
    const char *group = ""; /* a merged head stands over the cells that follow it */
    head->line = row->line;
    for (int column = 0; column < REGISTER_N_COLUMNS; column++)
        head->places[column] = -1;
    for (size_t i = 0; i < row->n_cells; i++) {
        if (above && i < above->n_cells && *above->cells[i])
            group = above->cells[i];
        strbuf_clear(&folded);
        label_fold(row->cells[i], &folded);
        if (folded.len)
            take_cell(head, ranks, folded.data, (int)i);
        if (!above || (!*group && !folded.len))
            continue;
        strbuf_clear(&folded);
        label_fold(group, &folded);
        label_fold(row->cells[i], &folded);
        take_cell(head, ranks, folded.data, (int)i);
    }
    strbuf_release(&folded);
    head->has_serial = ranks[REGISTER_NUMBER] &&
                       strcmp(words[REGISTER_NUMBER][ranks[REGISTER_NUMBER] - 1], serial) == 0;
    return head->places[REGISTER_RECEIVED] >= 0 && head->places[REGISTER_APPLICANT] >= 0 &&
           head->places[REGISTER_RESULT] >= 0;
}

const char *registerhead_cell(const struct registerhead *head, const struct registerrow *row,
                              enum register_column column)
{
    int place = head->places[column];
    return place >= 0 && (size_t)place < row->n_cells ? row->cells[place] : "";
}
