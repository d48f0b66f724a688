/* SPDX-License-Identifier: MIT */
/* Registers as offices keep them, counted for 2025: every cell that is not 0, and what was said. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/draft/newdraft.h"
#include "forms/form/value.h"
#include "forms/register/register.h"
#include "forms/register/registerdraft.h"
#include "forms/register/registerdue.h"
#include "locale/strbuf.h"

static struct register_book book;
static struct err err;

static bool read_len(const char *text, size_t len, int year)
{
    register_release(&book);
    err.text[0] = '\0';
    return register_read(&book, text, len, &(struct register_options){.year = year}, &err);
}

static void read(const char *text, int year)
{
    if (!read_len(text, strlen(text), year))
        fail_msg("%s\n%s", err.text, text);
}

/* "received.natural_person=2 …" of all cells that are not 0. */
static const char *counted(void)
{
    static struct strbuf out;
    strbuf_clear(&out);
    for (int i = 0; i < form_n_cells(book.form); i++) {
        struct cell cell = form_cell_at(book.form, i);
        if (form_cell_is_total(book.form, cell) || register_count(&book, cell) <= 0)
            continue;
        struct strbuf key = STRBUF_INIT;
        form_cell_key(book.form, cell, &key);
        strbuf_addf(&out, "%s%s=%" PRId64, out.len ? " " : "", strchr(key.data, '.') + 1,
                    register_count(&book, cell));
        strbuf_release(&key);
    }
    return out.data ? out.data : "";
}

static const char *said(enum register_problem_kind kind)
{
    static struct strbuf out;
    strbuf_clear(&out);
    for (size_t i = 0; i < book.n_problems; i++)
        if (book.problems[i].kind == kind)
            strbuf_addf(&out, "%s\n", book.problems[i].text);
    return out.data ? out.data : "";
}

#define HEAD "登记编号,收到日期,申请人类型,处理结果,答复日期\n"

static void registers_as_offices_keep_them(void **state)
{
    (void)state;
    static const struct {
        const char *what, *text, *counted;
    } rows[] = {
        {"the plain one", HEAD "1,2025-01-05,自然人,予以公开,2025-01-20\n",
         "received.natural_person=1 granted.natural_person=1"},
        {"a title and a unit above, totals and signatures below",
         "云岫县水务局依申请公开台账,,,,\n填报单位：办公室,,,2025年度,\n" HEAD
         "1,2025-01-05,自然人,予以公开,2025-01-20\n合计,,1,,\n制表人：某某,,,,\n",
         "received.natural_person=1 granted.natural_person=1"},
        {"tabs",
         "编号\t收到时间\t申请人类别\t答复情况\t办结日期\n1\t2025/1/5\t公民\t36(1)\t2025/1/20\n",
         "received.natural_person=1 granted.natural_person=1"},
        {"semicolons",
         "编号;申请日期;类型;结果说明;处理结果;办结时间\n1;2025.1.5;公司;x;信息不存在;2025.1.20\n",
         "received.business=1 unavailable.not_held.business=1"},
        {"blank lines, and numbers written beforehand",
         HEAD "1,2025-01-05,个人,公开,2025-01-20\n,,,,\n\n2,,,,\n3,,,,\n",
         "received.natural_person=1 granted.natural_person=1"},
        {"a head that is merged over two",
         "登记编号,申请,,答复,\n,日期,申请人类型,日期,处理结果\n1,2025-01-05,自然人,2025-01-20,（三）4\n",
         "received.natural_person=1 refused.third_party.natural_person=1"},
        {"heads with blanks, brackets and line ends in quotes",
         "\"登记\n编号\",\" 收到 日期 \",\"申请人\n类型\",处理结果（按年报口径）,处理结果,答复日期\n"
         "1,2025-01-05,自然人,,部分公开,2025-01-20\n",
         "received.natural_person=1 partly_granted.natural_person=1"},
        {"other columns between them",
         "序号,登记编号,申请人,联系电话,收到申请日期,申请人类型,申请内容,承办科室,答复类型,答复日期,备注\n"
         "1,A1,张三,0400-5550101,2025-01-05,自然人,\"某路改造，\n预算\",规划股,重复申请,2025-01-08,已归档\n",
         "received.natural_person=1 declined.repeated.natural_person=1"},
        {"dates without their year, over the turn of the year",
         HEAD "1,12月20日,自然人,公开,1月10日\n",
         "received.natural_person=1 carried_out.natural_person=1"},
        {"a spreadsheet's numbers", HEAD "1,45662,企业,38条,45673\n",
         "received.business=1 unavailable.needs_creation.business=1"},
        {"times behind the dates",
         HEAD "1,2025-01-05 09:30:00,律师事务所,公开,2025-01-20 17:00:00\n",
         "received.legal_service=1 granted.legal_service=1"},
        {"received before the year, answered in it, or never",
         HEAD
         "1,2024-12-20,自然人,公开,2025-01-05\n2,2024-11-20,企业,,\n3,2023-03-01,自然人,公开,2025-02-01\n",
         "carried_in.natural_person=2 carried_in.business=1 granted.natural_person=2 carried_out.business=1"},
        {"still open in several words",
         HEAD "1,2025-12-20,自然人,办理中,\n2,2025-12-21,自然人,,\n3,2025-12-22,企业,待答复,\n",
         "received.natural_person=2 received.business=1 carried_out.natural_person=2 carried_out.business=1"},
        {"answered after the year", HEAD "1,2025-12-20,自然人,公开,2026-01-08\n",
         "received.natural_person=1 carried_out.natural_person=1"},
        {"of other years: not counted",
         HEAD
         "1,2026-01-02,自然人,,\n2,2024-03-01,自然人,公开,2024-03-09\n3,2025-03-01,企业,撤回,2025-03-02\n",
         "received.business=1 other.other.business=1"},
        {"no numbers",
         "收到日期,申请人类型,处理结果,答复日期\n2025-01-05,高校,公开,2025-01-06\n2025-01-05,高校,公开,2025-01-06\n",
         "received.research=2 granted.research=2"},
        {"reviews and lawsuits",
         "编号,收到日期,申请人类型,处理结果,答复日期,行政复议结果,行政诉讼结果\n"
         "1,2025-01-05,自然人,公开,2025-01-20,维持,\n2,2025-01-06,自然人,公开,2025-01-20,,撤销\n"
         "3,2025-01-07,自然人,公开,2025-01-20,维持,审理中\n4,2025-01-07,自然人,公开,2025-01-20,无,/\n",
         "received.natural_person=4 granted.natural_person=4 reconsideration.upheld=2 "
         "direct_suit.corrected=1 suit_after_reconsideration.pending=1"},
        {"a result with a story behind it",
         HEAD "1,2025-01-05,社会团体,予以公开，当面领取，已签收,2025-01-20\n"
              "2,2025-01-06,社会团体,非本机关职责，已告知向县交通局申请,2025-01-20\n",
         "received.welfare=2 granted.welfare=1 unavailable.not_held.welfare=1"},
        {"the numbers of the form",
         HEAD "1,2025-01-05,自然人,（三）8,2025-01-20\n2,2025-01-06,其他组织,5.1,2025-01-20\n",
         "received.natural_person=1 received.other=1 refused.administrative_query.natural_person=1 "
         "declined.petition.other=1"},
        {"totals and heads among the lines, whatever stands in their columns",
         HEAD "1,2025-01-05,自然人,公开,2025-01-20\n小　计,1,1,1,1\n" HEAD
              "2,2025-02-05,企业,公开,2025-02-20\n合 计,2,2,2,2\n",
         "received.natural_person=1 received.business=1 granted.natural_person=1 "
         "granted.business=1"},
        {"numbers of lines that begin anew each month",
         "序号,收到日期,申请人类型,处理结果,答复日期\n1,2025-01-05,自然人,公开,2025-01-20\n"
         "1,2025-02-05,自然人,公开,2025-02-20\n",
         "received.natural_person=2 granted.natural_person=2"},
        {"no year where the answer has one", HEAD "1,12月20日,自然人,公开,2025-01-10\n",
         "carried_in.natural_person=1 granted.natural_person=1"},
        {"an answer that speaks of what goes on",
         HEAD "1,2025-01-05,自然人,信息不存在办理记录，办理中,2025-01-10\n",
         "received.natural_person=1 unavailable.not_held.natural_person=1"},
        {"CR LF and a byte order mark",
         "\xEF\xBB\xBF登记编号,收到日期,申请人类型,处理结果,答复日期\r\n1,2025-01-05,自然人,公开,2025-01-20\r\n",
         "received.natural_person=1 granted.natural_person=1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        read(rows[i].text, 2025);
        if (strcmp(counted(), rows[i].counted) != 0 || !register_is_clear(&book))
            fail_msg("%s:\n%s\nnot %s\n%s%zu wordings", rows[i].what, counted(), rows[i].counted,
                     said(REGISTER_LINE), book.n_wordings);
    }
}

static void bad_lines_are_named_and_not_counted(void **state)
{
    (void)state;
    static const struct {
        const char *line, *said; /* said: all but “第 3 行（编号 2）：” */
    } rows[] = {
        {"2,2025-13-01,自然人,公开,2025-01-20", "收到日期“2025-13-01”不是日期"},
        {"2,,自然人,公开,2025-01-20", "没有收到日期"},
        {"2,2025-01-05,自然人,公开,昨天", "答复日期“昨天”不是日期"},
        {"2,2025-01-05,自然人,公开,2025-01-04", "答复日期“2025-01-04”早于收到日期“2025-01-05”"},
        {"2,2025-01-05,,公开,2025-01-20", "没有申请人类型"},
        {"2,2025-01-05,自然人,信息不存在办理记录,", "有处理结果“信息不存在办理记录”，没有答复日期"},
        {"2,2025-01-05,自然人,,2025-01-20", "有答复日期，没有处理结果"},
        {"2,2025-01-05,自然人,公开,", "有处理结果“公开”，没有答复日期"},
        {"1,2025-01-05,自然人,公开,2025-01-20", "与第 2 行的编号相同，同一件申请只能计一次"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct strbuf text = STRBUF_INIT, wanted = STRBUF_INIT;
        strbuf_addf(&text, HEAD "1,2025-01-05,企业,撤回,2025-01-20\n%s\n", rows[i].line);
        strbuf_addf(&wanted, "第 3 行（编号 %c）：%s\n", rows[i].line[0], rows[i].said);
        read(text.data, 2025);
        if (strcmp(said(REGISTER_LINE), wanted.data) != 0 || register_is_clear(&book))
            fail_msg("%s: %s", rows[i].line, said(REGISTER_LINE));
        assert_string_equal(counted(), "received.business=1 other.other.business=1");
        strbuf_release(&text);
        strbuf_release(&wanted);
    }
}

static void unknown_wordings_are_asked_about_once(void **state)
{
    (void)state;
    read(HEAD "1,2025-01-05,自然人,不予公开,2025-01-20\n2,2025-01-05,外国人,公开,2025-01-20\n"
              "3,2025-01-05,企业,不予公开,2025-01-20\n4,2025-01-05,企业,公开,2025-01-20\n",
         2025);
    assert_int_equal(book.n_wordings, 2);
    assert_string_equal(book.wordings[0].text, "不予公开");
    assert_int_equal(book.wordings[0].first_line, 2);
    assert_int_equal(book.wordings[0].n_lines, 2);
    assert_int_equal(__builtin_popcount(book.wordings[0].candidates), 8);
    assert_string_equal(book.wordings[1].text, "外国人");
    assert_string_equal(counted(), "received.business=1 granted.business=1");
}

static void the_year_is_that_of_most_requests(void **state)
{
    (void)state;
    read(HEAD "1,2024-12-30,自然人,公开,2025-01-20\n2,2025-01-05,企业,,\n3,2025-02-05,企业,,\n", 0);
    assert_int_equal(book.year, 2025);
}

static void the_year_brings_its_form(void **state)
{
    (void)state;
    read(HEAD "1,2020-01-05,企业,公开,2020-01-20\n", 0);
    assert_int_equal(book.year, 2020);
    assert_ptr_equal(book.form, form_for_year(2020));
    assert_string_equal(counted(), "received.business=1 granted.business=1");
}

static void a_bad_line_is_named_behind_thousands_of_notices(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    strbuf_add_str(&text, HEAD);
    for (int i = 0; i < 3100; i++)
        strbuf_addf(&text, "%d,3月5日,自然人,公开,3月9日\n", i);
    strbuf_add_str(&text, "x,2025-13-01,自然人,公开,2025-01-20\n");
    read(text.data, 2025);
    assert_string_equal(said(REGISTER_LINE),
                        "第 3102 行（编号 x）：收到日期“2025-13-01”不是日期\n");
    strbuf_release(&text);
}

static void reviews_of_requests_answered_before_are_pointed_out(void **state)
{
    (void)state;
    read("编号,收到日期,申请人类型,处理结果,答复日期,行政复议\n"
         "1,2024-11-05,自然人,公开,2024-11-20,维持\n2,2025-01-05,自然人,公开,2025-01-20,\n",
         2025);
    assert_non_null(strstr(said(REGISTER_NOTICE), "第 2 行（编号 1）：2024 年已经答复，它的复议"));
    assert_true(register_is_clear(&book));
}

static void amounts_that_nobody_charges_are_no_fees(void **state)
{
    (void)state;
    static const char *const fees[] = {"9223372036854775807", "1000000000000000000000000", "-1"};
    for (size_t i = 0; i < sizeof fees / sizeof *fees; i++) {
        struct strbuf text = STRBUF_INIT;
        strbuf_addf(&text,
                    "编号,收到日期,申请人类型,处理结果,答复日期,收费金额\n"
                    "1,2025-01-05,自然人,公开,2025-01-20,%s\n",
                    fees[i]);
        read(text.data, 2025);
        if (!strstr(said(REGISTER_LINE), "不是数"))
            fail_msg("%s is a fee", fees[i]);
        strbuf_release(&text);
    }
}

static void what_is_no_register(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said;
    } rows[] = {
        {"", "没有找到表头"},
        {"你好\n世界\n", "没有找到表头"},
        {"登记编号,收到日期,处理结果\n1,2025-01-05,公开\n", "没有找到表头"}, /* no applicants */
        {HEAD, "没有一件申请"},
        {"%PDF-1.4\n", "PDF"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (read_len(rows[i].text, strlen(rows[i].text), 2025) || !strstr(err.text, rows[i].said))
            fail_msg("row %zu: %s", i, err.text);
    }
    assert_false(read_len("\0\0\0\0\0\0\0\0", 8, 2025));
    /* Very long cells, very many columns, quotes that never end. */
    struct strbuf text = STRBUF_INIT;
    strbuf_add_str(&text, HEAD "1,2025-01-05,自然人,");
    strbuf_add_repeat(&text, "公", 200000);
    strbuf_add_str(&text, ",2025-01-20\n2,2025-01-05");
    strbuf_add_repeat(&text, ",", 100000);
    strbuf_add_str(&text, "\n3,\"2025-01-05,自然人\n");
    assert_true(read_len(text.data, text.len, 2025));
    assert_false(register_is_clear(&book));
    for (size_t i = 0; i < book.n_problems; i++)
        assert_true(strlen(book.problems[i].text) < 500);
    strbuf_release(&text);
}

static void total_cells_have_the_lines_of_their_cells(void **state)
{
    (void)state;
    read(HEAD "1,2025-01-05,自然人,公开,2025-01-20\n2,2025-01-06,企业,撤回,2025-01-20\n"
              "3,2024-12-06,企业,,\n",
         2025);
    static const struct {
        const char *key;
        int n;
    } rows[] = {
        {"requests.received.natural_person", 1},
        {"requests.received.total", 2},
        {"requests.carried_in.business", 1},
        {"requests.total.business", 1},
        {"requests.total.total", 2},
        {"requests.carried_out.total", 1},
        {"requests.other.other.business", 1},
        {"requests.granted.business", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cell cell;
        int n = 0;
        assert_true(form_cell_find(book.form, rows[i].key, &cell));
        for (size_t line = 0; line < book.n_lines; line++)
            n += register_line_is_in(&book, &book.lines[line], cell);
        if (n != rows[i].n)
            fail_msg("%s: %d lines", rows[i].key, n);
    }
}

/* ---- in a draft ---- */

static const char *text_of(const struct draft *draft, const char *key)
{
    return draft_text_of(draft, key);
}

static void apply(struct draft *draft, struct register_plan *plan)
{
    struct edit *edit = edit_new(draft);
    register_plan_init(plan, draft, &book);
    register_plan_apply(plan, edit, &(struct register_source){"台账.csv", 0, 0xABCD});
    edit_free(edit);
}

static void counted_again_what_was_typed_over_stays(void **state)
{
    (void)state;
    struct draft *draft = newdraft_empty("云岫县水务局", 2025);
    struct register_plan plan;
    struct strbuf text = STRBUF_INIT;
    read(HEAD "1,2025-01-05,自然人,公开,2025-01-20\n2,2025-01-06,企业,撤回,2025-01-20\n", 2025);
    apply(draft, &plan);
    register_plan_release(&plan);
    assert_string_equal(text_of(draft, "requests.received.natural_person"), "1");
    assert_string_equal(text_of(draft, "requests.received.research"), "0");
    assert_string_equal(text_of(draft, "register.path"), "台账.csv");
    assert_string_equal(text_of(draft, "register.crc"), "0000abcd");
    assert_string_equal(text_of(draft, "register.requests.received"), "1, 1, 0, 0, 0, 0");
    assert_string_equal(text_of(draft, "review.reconsideration.upheld"), ""); /* no such column */

    int field = draft_find(draft, "requests.granted.natural_person");
    draft_set(draft, field, "7");
    read(HEAD "1,2025-01-05,自然人,公开,2025-01-20\n2,2025-01-06,企业,撤回,2025-01-20\n"
              "3,2025-02-05,自然人,公开,2025-02-20\n",
         2025);
    apply(draft, &plan);
    assert_int_equal(plan.n_kept, 1);
    register_plan_describe(&plan, draft, &text);
    assert_non_null(
        strstr(text.data, "（一）予以公开 自然人：手工改成了 7，台账是 2，保留手工的数"));
    assert_non_null(strstr(text.data, "自然人：1 → 2"));
    assert_string_equal(text_of(draft, "requests.granted.natural_person"), "7");
    assert_string_equal(text_of(draft, "requests.received.natural_person"), "2");
    register_plan_release(&plan);
    strbuf_release(&text);
    draft_free(draft);
}

static void fees_become_a_sentence(void **state)
{
    (void)state;
    static const struct {
        const char *fees[2], *sentence;
    } rows[] = {
        {{"", ""}, "2025年本机关没有发出信息处理费收费通知，收取信息处理费0元。"},
        {{"20", ""}, "2025年本机关按规定收取信息处理费20元，涉及申请1件。"},
        {{"1,020.5元", "30"}, "2025年本机关按规定收取信息处理费1050.50元，涉及申请2件。"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct draft *draft = newdraft_empty("云岫县水务局", 2025);
        struct strbuf text = STRBUF_INIT;
        struct register_plan plan;
        strbuf_addf(&text,
                    "编号,收到日期,申请人类型,处理结果,答复日期,收费金额\n"
                    "1,2025-01-05,自然人,公开,2025-01-20,\"%s\"\n"
                    "2,2025-01-05,自然人,公开,2025-01-20,\"%s\"\n",
                    rows[i].fees[0], rows[i].fees[1]);
        read(text.data, 2025);
        apply(draft, &plan);
        assert_string_equal(text_of(draft, "other"), rows[i].sentence);
        assert_string_equal(
            plan.requests_shown,
            "2025年，本机关新收政府信息公开申请2件，上年结转0件；办结2件，结转下年度继续办理0件。");
        assert_string_equal(
            text_of(draft, "overview"),
            "2025年，本机关新收政府信息公开申请{requests.received.total}件，上年结转"
            "{requests.carried_in.total}件；办结{requests.total.total}件，结转下年度继续办理"
            "{requests.carried_out.total}件。");
        register_plan_release(&plan);
        register_plan_init(&plan, draft, &book); /* it is there now */
        assert_null(plan.fees);
        assert_null(plan.requests);
        register_plan_release(&plan);
        strbuf_release(&text);
        draft_free(draft);
    }
}

static void last_years_rest_is_compared(void **state)
{
    (void)state;
    struct draft *last = newdraft_empty("云岫县水务局", 2024);
    struct strbuf text = STRBUF_INIT;
    draft_set(last, draft_find(last, "requests.carried_out.natural_person"), "1");
    draft_set(last, draft_find(last, "requests.carried_out.business"), "1");
    draft_set(last, draft_find(last, "requests.carried_out.research"), "2");
    read(HEAD "1,2024-12-05,自然人,公开,2025-01-20\n2,2024-12-06,企业,公开,2025-01-20\n"
              "3,2024-12-07,企业,公开,2025-01-20\n",
         2025);
    registerdraft_add_carried(&book, last, &text);
    assert_string_equal(
        text.data,
        "表三 二、上年结转政府信息公开申请数量 商业企业：台账 2，上年报告的结转 1。台账里计入的：第 3 行、第 4 行\n"
        "表三 二、上年结转政府信息公开申请数量 科研机构：台账 0，上年报告的结转 2。台账里计入的：没有\n");
    strbuf_release(&text);
    draft_free(last);
}

/* ---- days ---- */

static void days_that_are_left(void **state)
{
    (void)state;
    struct workdays days = WORKDAYS_INIT;
    struct register_due *list;
    struct date today = {2025, 1, 27};
    /* 20 working days from Monday 6 January: without a list Monday 3 February. */
    read(HEAD
         "1,2025-01-06,自然人,,\n2,2025-01-02,自然人,办理中,\n3,2025-01-03,企业,公开,2025-01-20\n",
         2025);
    size_t n = registerdue_list(&book, &days, today, &list);
    assert_int_equal(n, 2);
    assert_string_equal(list[0].number, "2");
    assert_int_equal(list[0].deadline.month * 100 + list[0].deadline.day, 130);
    assert_int_equal(list[0].n_left, 3);
    assert_int_equal(list[0].n_gone, 17);
    assert_int_equal(list[1].deadline.month * 100 + list[1].deadline.day, 203);
    assert_int_equal(list[1].n_left, 5);
    free(list);
    n = registerdue_list(&book, &days, (struct date){2025, 2, 5}, &list);
    assert_int_equal(list[1].n_left, -2);
    free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(registers_as_offices_keep_them),
        cmocka_unit_test(bad_lines_are_named_and_not_counted),
        cmocka_unit_test(unknown_wordings_are_asked_about_once),
        cmocka_unit_test(the_year_is_that_of_most_requests),
        cmocka_unit_test(the_year_brings_its_form),
        cmocka_unit_test(a_bad_line_is_named_behind_thousands_of_notices),
        cmocka_unit_test(reviews_of_requests_answered_before_are_pointed_out),
        cmocka_unit_test(amounts_that_nobody_charges_are_no_fees),
        cmocka_unit_test(what_is_no_register),
        cmocka_unit_test(total_cells_have_the_lines_of_their_cells),
        cmocka_unit_test(counted_again_what_was_typed_over_stays),
        cmocka_unit_test(fees_become_a_sentence),
        cmocka_unit_test(last_years_rest_is_compared),
        cmocka_unit_test(days_that_are_left),
    };
    int n_failed = cmocka_run_group_tests(tests, NULL, NULL);
    register_release(&book);
    return n_failed;
}
