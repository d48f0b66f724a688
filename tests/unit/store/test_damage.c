/* SPDX-License-Identifier: MIT */
/* Ten drafts and ten journals, cut at every byte and with every bit flipped: what is read is the
 * same, or it is said that something is wrong. NIANBAO_LONG=1 damages the drafts in every place,
 * else in one of STRIDE. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/base/crc32.h"
#include "forms/files/journal_record.h"
#include "forms/store/draftfile.h"

enum { N_DRAFTS = 10, N_JOURNALS = 10, STRIDE = 97 };

static void flip(struct strbuf *bytes, size_t bit)
{
    bytes->data[bit / 8] = (char)(bytes->data[bit / 8] ^ 1 << bit % 8);
}

/* ---- drafts ---- */

/* What the drafts hold besides the head. */
static const struct {
    const struct form *form;
    const char *key[4], *text[4];
} contents[N_DRAFTS] = {
    {&format_2021, {NULL}, {NULL}},
    {&format_2019, {NULL}, {NULL}},
    {&format_2021, {"overview", "problems"}, {"一、主动公开。\n二、依申请公开。", "人手不足。"}},
    {&format_2021, {"overview"}, {"“四”、\"五\"；C:\\ & #\t[end]\n\n\n尾"}},
    {&format_2021, {"requests.received.natural_person", "disclosure.fees"}, {"3511", "128.4500"}},
    {&format_2019, {"requests.received.natural_person", "overview"}, {"/", "complete = \"1\""}},
    {&format_2021, {"remarks.requests.received.other", "mine.colour"}, {"其中1件", "red"}},
    {&format_2021, {"overview"}, {"\xf0\xa0\x80\x80 e\xcc\x81 \xe2\x80\xae\x1b[2J"}},
    {&format_2021,
     {"overview"},
     {"根据《条例》规定，2023年，我区认真做好政府信息公开工作，主动公开信息一千二百余条，办理依申请公开"
      "三千五百余件，现将有关情况报告如下。各单位要加强学习，统一认识。"}},
    {&format_2021, {"report.previous", "other", "preface"}, {"2022.ini", "无", "前言"}},
};

static void write_draft(int which, struct strbuf *out)
{
    struct draft *draft = draft_new(contents[which].form);
    draft_set(draft, draft_find(draft, "report.unit"), "甲局");
    draft_set(draft, draft_find(draft, "report.year"), "2023");
    for (int i = 0; i < 4 && contents[which].key[i]; i++)
        draft_set(draft, draft_field(draft, contents[which].key[i]), contents[which].text[i]);
    draftfile_write(draft, out);
    draft_free(draft);
}

/* NULL, or what is wrong with how these bytes are read. */
static const char *judge_draft(const struct draft *whole, const char *bytes, size_t len)
{
    struct ini_notes notes;
    enum ini_state state;
    struct err err = {0};
    const char *complaint = NULL;
    struct draft *draft = draftfile_read(bytes, len, &state, &notes, &err);
    if (!draft && !err.text[0])
        complaint = "refused without a word";
    if (draft && draftfile_n_differences(whole, draft) && (state == INI_WHOLE || !notes.n))
        complaint = "different, and nothing is said";
    ini_notes_release(&notes);
    draft_free(draft);
    return complaint;
}

static void damage_draft(int which)
{
    struct strbuf bytes = STRBUF_INIT;
    struct ini_notes notes;
    enum ini_state state;
    size_t step = getenv("NIANBAO_LONG") ? 1 : STRIDE;
    const char *complaint;
    write_draft(which, &bytes);
    struct draft *whole = draftfile_read(bytes.data, bytes.len, &state, &notes, NULL);
    assert_non_null(whole);
    assert_int_equal(state, INI_WHOLE);
    ini_notes_release(&notes);
    for (size_t len = (size_t)which % step; len < bytes.len; len += step)
        if ((complaint = judge_draft(whole, bytes.data, len)))
            fail_msg("draft %d cut after %zu of %zu bytes: %s", which, len, bytes.len, complaint);
    for (size_t bit = (size_t)which % step; bit < 8 * bytes.len; bit += step) {
        flip(&bytes, bit);
        if ((complaint = judge_draft(whole, bytes.data, bytes.len)))
            fail_msg("draft %d, bit %zu of byte %zu flipped: %s", which, bit % 8, bit / 8,
                     complaint);
        flip(&bytes, bit);
    }
    draft_free(whole);
    strbuf_release(&bytes);
}

static void damaged_drafts_are_noticed(void **unused)
{
    (void)unused;
    for (int which = 0; which < N_DRAFTS; which++)
        damage_draft(which);
}

/* ---- journals ---- */

/* One record a letter: Header, Checkpoint, Saved, Edit, Undo, Redo. */
static const char *const sessions[N_JOURNALS] = {
    "H",       "HE",          "HCE",  "HCEEEEUUR",     "HCEES",
    "HCEESCE", "HCEEEECEEUE", "HSSS", "HCESCESCEURUR", "HCEEEEEEEEEEEEEEEE",
};

/* ends: where each record ends, so also where a session could have ended. */
static size_t write_journal(int which, struct strbuf *out, size_t ends[])
{
    static const char letters[] = "HEURCS";
    static const char *const typed[] = {"官", "7", "", "、“五”\n", "[end]"};
    size_t n_records = strlen(sessions[which]);
    strbuf_add_str(out, JOURNAL_MARK);
    for (size_t i = 0; i < n_records; i++) {
        enum journal_kind kind = (enum journal_kind)(strchr(letters, sessions[which][i]) - letters);
        const char *inserted = typed[(i + (size_t)which) % 5], *removed = typed[i % 3];
        journal_record_add(out,
                           &(struct journal_op){
                               .kind = kind,
                               .key = kind == JOURNAL_HEADER ? "/srv/年报/a.ini" : "report.unit",
                               .offset = i,
                               .removed = removed,
                               .removed_len = strlen(removed),
                               .inserted = inserted,
                               .inserted_len = strlen(inserted),
                               .group = (uint32_t)i,
                               .crc = 0x1234u * (uint32_t)i,
                               .time_ms = 1700000000000 + (int64_t)i,
                               .sequence = i,
                           });
        ends[i] = out->len;
    }
    return n_records;
}

/* What is good in the bytes must be a beginning of the whole journal. Returns how many records of
 * it. */
static size_t n_good_records(const struct strbuf *whole, const size_t ends[], const char *bytes,
                             size_t len, size_t *n_good_bytes)
{
    struct journal_scan scan;
    journal_scan_bytes(bytes, len, &scan);
    *n_good_bytes = scan.good_bytes;
    if (scan.n_good && (scan.good_bytes != ends[scan.n_good - 1] ||
                        memcmp(bytes, whole->data, scan.good_bytes) != 0))
        fail_msg("%zu records of %zu bytes are no beginning of what was written", scan.n_good,
                 scan.good_bytes);
    return scan.n_good;
}

static void damage_journal(int which)
{
    struct strbuf bytes = STRBUF_INIT, whole = STRBUF_INIT;
    size_t ends[32], n_good_bytes;
    size_t n_records = write_journal(which, &bytes, ends);
    strbuf_add(&whole, bytes.data, bytes.len);
    assert_int_equal(n_good_records(&whole, ends, bytes.data, bytes.len, &n_good_bytes), n_records);
    assert_int_equal(n_good_bytes, bytes.len);
    for (size_t len = 0; len < bytes.len; len++) {
        size_t n_whole = 0;
        while (ends[n_whole] <= len)
            n_whole++;
        size_t n_good = n_good_records(&whole, ends, bytes.data, len, &n_good_bytes);
        bool is_said = n_good_bytes < len || !n_good;
        if (n_good != n_whole || (!is_said && ends[n_whole - 1] != len))
            fail_msg("journal %d cut after %zu of %zu bytes: %zu records of %zu", which, len,
                     bytes.len, n_good, n_whole);
    }
    for (size_t bit = 0; bit < 8 * bytes.len; bit++) {
        flip(&bytes, bit);
        size_t n_good = n_good_records(&whole, ends, bytes.data, bytes.len, &n_good_bytes);
        if (n_good_bytes == bytes.len || (n_good && ends[n_good - 1] > bit / 8))
            fail_msg("journal %d, bit %zu of byte %zu flipped: nothing is said", which, bit % 8,
                     bit / 8);
        flip(&bytes, bit);
    }
    strbuf_release(&bytes);
    strbuf_release(&whole);
}

static void damaged_journals_are_noticed(void **unused)
{
    (void)unused;
    for (int which = 0; which < N_JOURNALS; which++)
        damage_journal(which);
}

/* With the right CRC, as only our own writer sets it, but other content than its kind has. */
static void records_that_do_not_fit_are_not_good(void **unused)
{
    (void)unused;
    enum { KIND_AT = 8 + 16, KEY_LEN_AT = 8 + 29, KEY_AT = KEY_LEN_AT + 4 };
    static const struct {
        const char *what;
        size_t at;
        char byte;
        size_t n_dropped; /* bytes at the end of the record */
    } rows[] = {
        {"a kind that there is not", KIND_AT, JOURNAL_N_KINDS, 0},
        {"a key longer than the record", KEY_LEN_AT, 100, 0},
        {"a key without its end", KEY_LEN_AT, 2, 0},
        {"a NUL in the key", KEY_AT + 1, 0, 0},
        {"a text cut short", KIND_AT, JOURNAL_EDIT, 1},
        {"a number cut short", KIND_AT, JOURNAL_EDIT, 6},
        {"a second header", KIND_AT, JOURNAL_HEADER, 0},
        {"a gap in the numbers", 8, 7, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strbuf bytes = STRBUF_INIT;
        size_t ends[32];
        write_journal(1, &bytes, ends); /* a header and an edit */
        strbuf_truncate(&bytes, bytes.len - rows[i].n_dropped);
        char *record = bytes.data + ends[0];
        size_t body_len = bytes.len - ends[0] - 8;
        record[0] = (char)body_len;
        record[rows[i].at] = rows[i].byte;
        uint32_t crc = crc32_add(crc32_add(0, record, 4), record + 8, body_len);
        for (int b = 0; b < 4; b++)
            record[4 + b] = (char)(unsigned char)(crc >> 8 * b);
        struct journal_scan scan;
        journal_scan_bytes(bytes.data, bytes.len, &scan);
        if (scan.n_good != 1 || scan.good_bytes != ends[0])
            fail_msg("%s: %zu good records", rows[i].what, scan.n_good);
        strbuf_release(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_drafts_are_noticed),
        cmocka_unit_test(damaged_journals_are_noticed),
        cmocka_unit_test(records_that_do_not_fit_are_not_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
