/* Sums of drafts: against an addition by awk, every reason to stop, rosters, sums of sums, saving. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "forms/check.h"
#include "forms/crc32.h"
#include "forms/draftfile.h"
#include "forms/figures.h"
#include "forms/inilib.h"
#include "forms/lock.h"
#include "forms/rollupdraft.h"
#include "forms/total.h"
#include "locale/encoding.h"
#include "locale/mem.h"
#include "tests/unit/scratch.h"

static uint64_t seed = 20240128;
static uint32_t roll(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

/* ---- drafts to add up ---- */

static void set(struct draft *draft, const char *key, const char *text)
{
    int field = draft_find(draft, key);
    assert_true(field >= 0);
    draft_set(draft, field, text);
}

/* Every cell that is no total gets a number; the identity of 表三 is made to hold. Some cells of the other tables stay blank
 * or become “/”. */
static void fill(struct draft *draft, uint32_t largest)
{
    const struct form *form = draft_form(draft);
    char text[40];
    for (int i = 0; i < form_n_cells(form); i++) {
        struct cell cell = form_cell_at(form, i);
        const struct form_identity *identity = form->sections[cell.section].table->identity;
        if (form_cell_is_total(form, cell))
            continue;
        if (form_column_of(form, cell)->kind == CELL_AMOUNT)
            snprintf(text, sizeof text, "%u.%04u", roll(largest), roll(10000));
        else
            snprintf(text, sizeof text, "%u", roll(largest));
        if (!identity && roll(20) == 0)
            strcpy(text, roll(2) ? "" : "/");
        draft_set(draft, draft_cell_field(draft, cell), text);
    }
    for (int s = 0; s < form->n_sections; s++) {
        const struct form_identity *identity = form->sections[s].table ? form->sections[s].table->identity : NULL;
        for (int c = 0; identity && c < form->sections[s].table->blocks[0].n_columns; c++) {
            struct cell right = {s, 0, identity->right[0], c}, left = {s, 0, identity->left[0], c};
            if (c == form->sections[s].table->blocks[0].total_column)
                continue;
            struct cell carried_in = {s, 0, identity->left[1], c}, carried_out = {s, 0, identity->right[1], c};
            draft_set(draft, draft_cell_field(draft, carried_in), "0");
            int64_t received = total_of(draft, right).number + draft_value(draft, carried_out).number;
            snprintf(text, sizeof text, "%lld", (long long)received);
            draft_set(draft, draft_cell_field(draft, left), text);
        }
    }
}

static struct draft *make_draft(const char *unit)
{
    struct draft *draft = draft_new(&format_2021);
    set(draft, "report.unit", unit);
    set(draft, "report.year", "2023");
    fill(draft, 10000);
    return draft;
}

static void write_draft(const struct draft *draft, const char *name)
{
    struct strbuf text = STRBUF_INIT;
    draftfile_write(draft, &text);
    scratch_write(name, text.data, 0600);
    strbuf_release(&text);
}

static void make_folder(const char *name) { assert_int_equal(mkdir(scratch_path(name), 0700), 0); }

static void list_folder(struct draft_list *list, const char *name)
{
    struct err err = {0};
    *list = (struct draft_list)DRAFT_LIST_INIT;
    if (!draft_list_add(list, scratch_path(name), NULL, &err))
        fail_msg("%s", err.text);
}

static const struct rollup_options two_jobs = {.n_jobs = 2};

/* ---- the same as awk ---- */

enum { MAX_ROWS = 32, MAX_COLUMNS = 8, BLANK = -1, SLASH = -2 };

static void add_row(struct strbuf *out, const struct form_block *block, const char *key, const int64_t *numbers)
{
    strbuf_addf(out, "%s = \"", key);
    for (int c = 0; c < block->n_columns; c++) {
        const char *comma = c ? ", " : "";
        if (numbers[c] < 0)
            strbuf_addf(out, "%s%s", comma, numbers[c] == SLASH ? "/" : "");
        else if (block->columns[c].kind == CELL_AMOUNT)
            strbuf_addf(out, "%s%lld.%04u", comma, (long long)numbers[c], roll(10000));
        else
            strbuf_addf(out, "%s%lld", comma, (long long)numbers[c]);
    }
    strbuf_add_str(out, "\"\n");
}

/* Random numbers with right totals and identities, some cells blank or “/” where no identity binds them. */
static int add_block(struct strbuf *out, const struct form_table *table, const struct form_block *block)
{
    int64_t numbers[MAX_ROWS][MAX_COLUMNS];
    const struct form_sum *sum = table->sum;
    const struct form_identity *identity = table->identity;
    for (int c = 0; c < block->n_columns; c++) {
        for (int r = 0; r < block->n_rows; r++)
            numbers[r][c] = identity || roll(20) ? (int64_t)roll(10000) : roll(2) ? BLANK : SLASH;
        for (int r = sum ? sum->first : 1; sum && r <= sum->last; r++)
            numbers[sum->target][c] = (r > sum->first ? numbers[sum->target][c] : 0) + numbers[r][c];
        if (identity) { /* what was carried in is less than what was done */
            numbers[identity->left[1]][c] = numbers[identity->right[0]][c] / 2;
            numbers[identity->left[0]][c] = numbers[identity->right[0]][c] + numbers[identity->right[1]][c] -
                                            numbers[identity->left[1]][c];
        }
    }
    for (int r = 0; r < block->n_rows; r++) {
        int64_t total = BLANK;
        for (int c = 0; c < block->n_columns; c++)
            if (c != block->total_column && numbers[r][c] >= 0)
                total = (total < 0 ? 0 : total) + numbers[r][c];
        if (block->total_column >= 0)
            numbers[r][block->total_column] = total;
        add_row(out, block, block->rows[r].key, numbers[r]);
    }
    return block->n_rows;
}

/* A draft's file, without help from the writer: a hundred thousand of them are wanted. */
static void add_random_file(struct strbuf *out, size_t number, bool by_hand)
{
    const struct form *form = &format_2021;
    int n_keys = 3;
    strbuf_addf(out, "[report]\nformat = \"2021\"\nunit = \"第%zu单位\"\nyear = \"2023\"\n\n", number);
    for (int s = 0; s < form->n_sections; s++) {
        const struct form_table *table = form->sections[s].table;
        strbuf_addf(out, "[%s]\n", form->sections[s].key);
        for (int b = 0; table && b < table->n_blocks; b++)
            n_keys += add_block(out, table, &table->blocks[b]);
        strbuf_add_byte(out, '\n');
    }
    uint32_t crc = crc32_add(0, out->data, out->len);
    strbuf_add_str(out, "[end]\ncomplete = \"1\"\n");
    if (!by_hand)
        strbuf_addf(out, "keys = \"%d\"\ncrc = \"%08x\"\n", n_keys, crc);
}

/* For every key of the tables "key place count-of-numbers sum", amounts in ten-thousandths. */
static const char awk_program[] =
    "awk -F' = ' '/^\\[/ { in_table = $1 == \"[disclosure]\" || $1 == \"[requests]\" || $1 == \"[review]\"; next }"
    " in_table && NF == 2 { s = $2; gsub(/\"/, \"\", s); n = split(s, part, /, */); if (s == \"\") n = 1;"
    " for (i = 1; i <= n; i++) { v = part[i]; sub(/\\./, \"\", v); if (v ~ /^[0-9]+$/) { sum[$1 \" \" i] += v;"
    " count[$1 \" \" i]++ } part[i] = \"\" } }"
    " END { for (k in sum) printf \"%s %d %.0f\\n\", k, count[k], sum[k] }'";

static bool find_row(const struct form *form, const char *key, struct cell *cell)
{
    for (int i = 0; i < form_n_cells(form); i++) {
        *cell = form_cell_at(form, i);
        if (cell->column == 0 && strcmp(form_row_of(form, *cell)->key, key) == 0)
            return true;
    }
    return false;
}

static void sum_equals_awk(void **unused)
{
    (void)unused;
    size_t n_drafts = getenv("NIANBAO_LONG") ? 100000 : 1500;
    make_folder("many");
    for (size_t i = 0; i < n_drafts; i++) {
        char name[60];
        struct strbuf text = STRBUF_INIT;
        snprintf(name, sizeof name, "many/%06zu.ini", i);
        add_random_file(&text, i, i % 100 == 7);
        scratch_write(name, text.data, 0600);
        strbuf_release(&text);
    }
    struct draft_list list;
    struct rollup rollup;
    list_folder(&list, "many");
    rollup_run(&rollup, &list, &two_jobs);
    for (size_t i = 0; i < rollup.n_problems; i++)
        if (rollup_effect(rollup.problems[i].kind) != ROLLUP_NOTICE)
            fail_msg("%s", rollup.problems[i].text);
    assert_int_equal(rollup.n_counted, n_drafts);
    struct draft *sum = rollup_make_draft(&rollup, NULL, scratch);

    char command[2000], key[100];
    long long place, count, expected;
    int n_compared = 0;
    /* All at once are more names than a command line holds. */
    snprintf(command, sizeof command, "find %s -name '*.ini' -exec cat {} + | %s", scratch_path("many"), awk_program);
    FILE *awk = popen(command, "r");
    assert_non_null(awk);
    while (fscanf(awk, "%99s %lld %lld %lld", key, &place, &count, &expected) == 4) {
        struct cell cell;
        struct strbuf shown = STRBUF_INIT;
        char text[60];
        assert_true(find_row(&format_2021, key, &cell));
        cell.column = (int)place - 1;
        total_shown_text(sum, cell, &shown);
        if (form_column_of(&format_2021, cell)->kind == CELL_AMOUNT)
            snprintf(text, sizeof text, "%lld.%04lld", expected / 10000, expected % 10000);
        else
            snprintf(text, sizeof text, "%lld", expected);
        if (strcmp(shown.data, text) != 0)
            fail_msg("%s %lld: awk says %s, the sum %s", key, place, text, shown.data);
        strbuf_release(&shown);
        n_compared++;
    }
    assert_int_equal(pclose(awk), 0);
    assert_int_equal(n_compared, form_n_cells(&format_2021));
    draft_free(sum);
    rollup_release(&rollup);
    draft_list_release(&list);
}

/* ---- the scanner says the same as the full reader ---- */

static void add_end(struct strbuf *text, const char *keys)
{
    strbuf_addf(text, "[end]\ncomplete = \"1\"\nkeys = \"%s\"\ncrc = \"%08x\"\n", keys,
                crc32_add(0, text->data, text->len));
}

static void compare_readers(const struct figures_scanner *scanner, const struct strbuf *text)
{
    struct figures light = FIGURES_INIT, full = FIGURES_INIT;
    struct ini_notes notes;
    struct err err = {0};
    enum ini_state state;
    struct findings findings = {0};
    if (!figures_scan(scanner, text->data, text->len, &light)) {
        figures_release(&light);
        return;
    }
    struct draft *draft = draftfile_read(text->data, text->len, &state, &notes, &err);
    if (!draft || state != INI_WHOLE)
        fail_msg("scanned, but not whole for the reader: %s\n%s", err.text, text->data);
    check_draft(draft, NULL, CHECK_FAST, &findings);
    for (size_t i = 0; i < findings.count; i++)
        if (findings.items[i].rule->severity == SEVERITY_ERROR)
            fail_msg("scanned, but: %s\n%s", findings.items[i].text, text->data);
    figures_from_draft(draft, &full);
    assert_ptr_equal(light.form, full.form);
    assert_int_equal(light.year, full.year);
    assert_string_equal(light.unit.data, full.unit.data);
    assert_int_equal(light.n_numbers, full.n_numbers);
    assert_int_equal(light.n_blank, full.n_blank);
    for (int i = 0; i < form_n_cells(light.form); i++) {
        struct cell cell = form_cell_at(light.form, i);
        if (form_cell_is_total(light.form, cell))
            continue;
        if (light.values[i].kind != full.values[i].kind || light.values[i].number != full.values[i].number)
            fail_msg("cell %d: %lld by the scanner, %lld by the reader\n%s", i, (long long)light.values[i].number,
                     (long long)full.values[i].number, text->data);
        if (form_column_of(light.form, cell)->kind == CELL_AMOUNT)
            assert_string_equal(figures_amount(&light, i), figures_amount(&full, i));
    }
    findings_release(&findings);
    draft_free(draft);
    ini_notes_release(&notes);
    figures_release(&light);
    figures_release(&full);
}

static void scanner_agrees_with_reader(void **unused)
{
    (void)unused;
    static const char pool[] = "0123456789/, .\"=[]abz&\\\n";
    struct figures_scanner *scanner = figures_scanner_new();
    inilib_set_isolated(false);
    for (int i = 0; i < 3000; i++) {
        struct draft *draft = make_draft("某县某局");
        struct strbuf text = STRBUF_INIT;
        draftfile_write(draft, &text);
        char *end = strstr(text.data, "[end]"), keys[12];
        sscanf(strstr(end, "keys = "), "keys = \"%11[0-9]", keys);
        strbuf_truncate(&text, (size_t)(end - text.data));
        for (uint32_t n = roll(4); n; n--) {
            char c = pool[roll(sizeof pool - 1)];
            size_t offset = roll((uint32_t)text.len);
            strbuf_splice(&text, offset, roll(3) ? 1 : 0, &c, roll(4) ? 1 : 0);
        }
        add_end(&text, keys);
        compare_readers(scanner, &text);
        draft_free(draft);
        strbuf_release(&text);
    }
    inilib_set_isolated(true);
    figures_scanner_free(scanner);
}

static void regular_drafts_are_scanned(void **unused)
{
    (void)unused;
    struct figures_scanner *scanner = figures_scanner_new();
    struct figures figures = FIGURES_INIT;
    struct draft *draft = make_draft("某县某局");
    struct strbuf text = STRBUF_INIT;
    draftfile_write(draft, &text);
    assert_true(figures_scan(scanner, text.data, text.len, &figures));
    assert_string_equal(figures.unit.data, "某县某局");
    assert_int_equal(figures.year, 2023);
    for (size_t len = 0; len < text.len; len++)
        if (figures_scan(scanner, text.data, len, &figures))
            fail_msg("a file cut at %zu of %zu bytes was taken for whole", len, text.len);
    draft_free(draft);
    strbuf_release(&text);
    figures_release(&figures);
    figures_scanner_free(scanner);
}

/* ---- reasons to stop ---- */

static void cut_in_half(const char *name)
{
    char text[70000];
    snprintf(text, sizeof text, "%s", scratch_read(name));
    text[strlen(text) / 2] = '\0';
    scratch_write(name, text, 0600);
}
static void make_no_draft(const char *name) { scratch_write(name, "hello\n", 0600); }
static void remove_it(const char *name)
{
    unlink(scratch_path(name));
    assert_int_equal(symlink("/etc/hostname", scratch_path(name)), 0);
}
static void damage(const char *name)
{
    char text[70000];
    snprintf(text, sizeof text, "%s", scratch_read(name));
    memcpy(strstr(text, "某乙局"), "\xff\xff\xff", 3);
    scratch_write(name, text, 0600);
}
static void rewrite(const char *name, const struct form *form, const char *key, const char *value)
{
    struct draft *draft = draft_new(form);
    set(draft, "report.unit", "某乙局");
    set(draft, "report.year", form == &format_2021 ? "2023" : "2020");
    if (strcmp(key, "empty") != 0)
        fill(draft, 100);
    if (strchr(key, '.'))
        set(draft, key, value);
    write_draft(draft, name);
    draft_free(draft);
}
static void change_form(const char *name) { rewrite(name, &format_2019, "", ""); }
static void change_year(const char *name) { rewrite(name, &format_2021, "report.year", "2022"); }
static void leave_year_out(const char *name) { rewrite(name, &format_2021, "report.year", ""); }
static void change_unit(const char *name) { rewrite(name, &format_2021, "report.unit", "某甲局"); }
static void leave_unit_out(const char *name) { rewrite(name, &format_2021, "report.unit", " "); }
static void make_empty(const char *name) { rewrite(name, &format_2021, "empty", ""); }
static void upset_balance(const char *name) { rewrite(name, &format_2021, "requests.received.business", "99999"); }
static void misstate_total(const char *name) { rewrite(name, &format_2021, "requests.granted.total", "7"); }
static void write_words(const char *name) { rewrite(name, &format_2021, "disclosure.licences", "12件"); }
static void leave_cell_blank(const char *name) { rewrite(name, &format_2021, "disclosure.licences", ""); }
static void leave_alone(const char *name) { (void)name; }

static void every_problem_is_named(void **unused)
{
    (void)unused;
    static const struct {
        const char *what;
        void (*spoil)(const char *name);
        int kind; /* -1: none */
        enum rollup_effect effect;
        size_t n_counted; /* of three */
        const char *says;
    } rows[] = {
        {"nothing", leave_alone, -1, ROLLUP_NOTICE, 3, ""},
        {"cut", cut_in_half, ROLLUP_CUT, ROLLUP_LEAVES_OUT, 2, "不完整"},
        {"no draft", make_no_draft, ROLLUP_UNREADABLE, ROLLUP_LEAVES_OUT, 2, "不是年报草稿"},
        {"symlink", remove_it, ROLLUP_UNREADABLE, ROLLUP_LEAVES_OUT, 2, "读不出"},
        {"damaged", damage, ROLLUP_DAMAGED, ROLLUP_DOUBT, 3, "损坏"},
        {"other form", change_form, ROLLUP_FORMAT, ROLLUP_LEAVES_OUT, 2, "2019"},
        {"other year", change_year, ROLLUP_YEAR, ROLLUP_LEAVES_OUT, 2, "2022"},
        {"no year", leave_year_out, ROLLUP_YEAR, ROLLUP_LEAVES_OUT, 2, "没有写报告年度"},
        {"same unit", change_unit, ROLLUP_TWICE, ROLLUP_DOUBT, 3, "a.ini"},
        {"no unit", leave_unit_out, ROLLUP_UNNAMED, ROLLUP_DOUBT, 3, "机关全称"},
        {"no number", make_empty, ROLLUP_EMPTY, ROLLUP_DOUBT, 3, "一个数也没有"},
        {"balance", upset_balance, ROLLUP_ERRORS, ROLLUP_DOUBT, 3, "99999"},
        {"stated total", misstate_total, ROLLUP_ERRORS, ROLLUP_DOUBT, 3, "填 7，应为"},
        {"words", write_words, ROLLUP_ERRORS, ROLLUP_DOUBT, 3, "12件"},
        {"blank cell", leave_cell_blank, ROLLUP_BLANKS, ROLLUP_NOTICE, 3, "格空着"},
    };
    make_folder("three");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        static const char *const names[] = {"three/a.ini", "three/b.ini", "three/c.ini"};
        static const char *const units[] = {"某甲局", "某乙局", "某丙局"};
        for (int k = 0; k < 3; k++) {
            struct draft *draft = draft_new(&format_2021);
            set(draft, "report.unit", units[k]);
            set(draft, "report.year", "2023");
            set(draft, "overview", "本机关全年的工作情况。");
            do
                fill(draft, 100);
            while (strcmp(draft_text(draft, draft_find(draft, "disclosure.licences")), "/") == 0);
            unlink(scratch_path(names[k]));
            write_draft(draft, names[k]);
            draft_free(draft);
        }
        rows[i].spoil(names[1]);
        struct draft_list list;
        struct rollup rollup;
        list_folder(&list, "three");
        rollup_run(&rollup, &list, &two_jobs);
        if (rollup_worst(&rollup) != rows[i].effect || rollup.n_counted != rows[i].n_counted)
            fail_msg("%s: effect %d, %zu counted; wanted %d and %zu", rows[i].what, rollup_worst(&rollup),
                     rollup.n_counted, rows[i].effect, rows[i].n_counted);
        bool is_named = rows[i].kind < 0;
        for (size_t k = 0; k < rollup.n_problems; k++)
            is_named |= (int)rollup.problems[k].kind == rows[i].kind && strstr(rollup.problems[k].text, rows[i].says) &&
                        strstr(rollup.problems[k].text, "b.ini");
        if (!is_named)
            fail_msg("%s: not named; first problem: %s", rows[i].what,
                     rollup.n_problems ? rollup.problems[0].text : "none");
        rollup_release(&rollup);
        draft_list_release(&list);
    }
}

static void a_draft_in_work_is_named(void **unused)
{
    (void)unused;
    struct draft *draft = make_draft("某甲局");
    struct safefile file = SAFEFILE_INIT;
    struct lock lock = LOCK_INIT;
    struct err err = {0};
    make_folder("locked");
    write_draft(draft, "locked/a.ini");
    draft_free(draft);
    assert_true(safefile_open(&file, scratch_path("locked/a.ini"), &err));
    for (int is_held = 1; is_held >= 0; is_held--) {
        if (is_held)
            assert_int_equal(lock_acquire(&lock, &file, NULL, &err), LOCK_OK);
        else
            lock_release(&lock);
        struct draft_list list;
        struct rollup rollup;
        list_folder(&list, "locked");
        assert_int_equal(list.n_files, 1);
        rollup_run(&rollup, &list, &two_jobs);
        assert_int_equal(rollup_n_of_kind(&rollup, ROLLUP_LOCKED), is_held);
        assert_int_equal(rollup.n_counted, 1);
        rollup_release(&rollup);
        draft_list_release(&list);
    }
    safefile_close(&file);
}

static void overflow_is_caught(void **unused)
{
    (void)unused;
    static const struct {
        const char *key, *text;
        size_t n_drafts;
        bool overflows;
        const char *sum;
    } rows[] = {
        {"disclosure.licences", "4611686018427387903", 2, false, "9223372036854775806"},
        {"disclosure.licences", "4611686018427387904", 2, true, ""},
        {"disclosure.licences", "9223372036854775807", 1, false, "9223372036854775807"},
        {"disclosure.licences", "9223372036854775807", 3, true, ""},
        {"disclosure.fees", "999999999999999999999999999999999999.5", 2, false, "1999999999999999999999999999999999999.0"},
        {"disclosure.fees", "9999999999999999999999999999999999999999", 2, true, ""},
        {"disclosure.fees", "0.10", 3, false, "0.30"},
        {"review.reconsideration.upheld", "4611686018427387904", 1, false, "4611686018427387904"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char name[60];
        snprintf(name, sizeof name, "big%zu", i);
        make_folder(name);
        for (size_t k = 0; k < rows[i].n_drafts; k++) {
            char unit[40];
            snprintf(unit, sizeof unit, "第%zu局", k);
            struct draft *draft = draft_new(&format_2021);
            set(draft, "report.unit", unit);
            set(draft, "report.year", "2023");
            set(draft, rows[i].key, rows[i].text);
            snprintf(name, sizeof name, "big%zu/%zu.ini", i, k);
            write_draft(draft, name);
            draft_free(draft);
        }
        snprintf(name, sizeof name, "big%zu", i);
        struct draft_list list;
        struct rollup rollup;
        list_folder(&list, name);
        rollup_run(&rollup, &list, &two_jobs);
        if ((rollup_worst(&rollup) == ROLLUP_FATAL) != rows[i].overflows)
            fail_msg("row %zu: overflow %s", i, rows[i].overflows ? "not seen" : "seen");
        struct draft *sum = rollup_make_draft(&rollup, NULL, scratch);
        const char *text = draft_text(sum, draft_find(sum, rows[i].key));
        if (strcmp(text, rows[i].sum) != 0)
            fail_msg("row %zu: %s, wanted %s", i, text, rows[i].sum);
        draft_free(sum);
        rollup_release(&rollup);
        draft_list_release(&list);
    }
}

static void blank_and_zero_and_slash_are_kept_apart(void **unused)
{
    (void)unused;
    static const struct {
        const char *a, *b, *sum;
    } rows[] = {{"", "", ""},   {"/", "/", "/"}, {"0", "", "0"}, {"0", "0", "0"},
                {"", "/", ""}, {"5", "/", "5"}, {"5", "", "5"}, {"5", "7", "12"}};
    struct tally *tally;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct draft *draft = make_draft("某局");
        struct figures figures = FIGURES_INIT;
        struct strbuf text = STRBUF_INIT;
        struct cell cell;
        assert_true(form_cell_find(&format_2021, "disclosure.penalties", &cell));
        tally = tally_new(&format_2021);
        set(draft, "disclosure.penalties", rows[i].a);
        figures_from_draft(draft, &figures);
        tally_add(tally, &figures);
        set(draft, "disclosure.penalties", rows[i].b);
        figures_from_draft(draft, &figures);
        tally_add(tally, &figures);
        assert_true(tally_text(tally, form_cell_index(&format_2021, cell), &text));
        if (strcmp(text.data, rows[i].sum) != 0)
            fail_msg("“%s” and “%s” give “%s”, wanted “%s”", rows[i].a, rows[i].b, text.data, rows[i].sum);
        tally_free(tally);
        figures_release(&figures);
        strbuf_release(&text);
        draft_free(draft);
    }
}

/* ---- rosters ---- */

static void roster_tells_missing_and_surplus(void **unused)
{
    (void)unused;
    static const char names[] = "# 应交单位\n某甲局\r\n　某丁局  \n\n某乙局\n某丁局\n";
    make_folder("units");
    for (int i = 0; i < 3; i++) {
        static const char *const units[] = {"某甲局", "某乙局", "某丙局"};
        static const char *const files[] = {"units/a.ini", "units/b.ini", "units/c.ini"};
        struct draft *draft = make_draft(units[i]);
        write_draft(draft, files[i]);
        draft_free(draft);
    }
    for (int is_gb = 0; is_gb < 2; is_gb++) {
        struct strbuf bytes = STRBUF_INIT;
        struct roster roster;
        struct err err = {0};
        struct draft_list list;
        struct rollup rollup;
        assert_true(encode_text(is_gb ? ENCODING_GB18030 : ENCODING_UTF8, ENCODE_STRICT, names, strlen(names), &bytes,
                                NULL, &err));
        assert_true(roster_parse(&roster, bytes.data, bytes.len, &err));
        assert_int_equal(roster.n_units, 3);
        list_folder(&list, "units");
        rollup_run(&rollup, &list, &(struct rollup_options){.n_jobs = 1, .roster = &roster});
        assert_int_equal(rollup.n_missing, 1);
        assert_int_equal(rollup.n_surplus, 1);
        assert_int_equal(rollup_worst(&rollup), ROLLUP_NOTICE);
        for (size_t i = 0; i < rollup.n_problems; i++) {
            const struct rollup_problem *problem = &rollup.problems[i];
            if (problem->kind == ROLLUP_MISSING)
                assert_non_null(strstr(problem->text, "某丁局"));
            if (problem->kind == ROLLUP_SURPLUS)
                assert_non_null(strstr(problem->text, "某丙局"));
        }
        rollup_release(&rollup);
        draft_list_release(&list);
        roster_release(&roster);
        strbuf_release(&bytes);
    }
    struct roster roster;
    struct err err = {0};
    assert_false(roster_parse(&roster, "\n# x\n", 5, &err));
    roster_release(&roster);
    assert_false(roster_parse(&roster, "\xff\xff\xff", 3, &err));
    roster_release(&roster);
}

/* ---- sums of sums ---- */

static enum rollup_save sum_folder(const char *folder, const char *output, const char *unit, struct rollup *rollup,
                                   struct draft_list *list)
{
    struct err err = {0};
    list_folder(list, folder);
    rollup_run(rollup, list, &two_jobs);
    enum rollup_save result = rollup_save(rollup, scratch_path(output), unit, false, &err);
    if (result == ROLLUP_SAVE_FAILED)
        print_message("%s\n", err.text);
    return result;
}

static void sums_of_sums_go_on(void **unused)
{
    (void)unused;
    struct draft_list list;
    struct rollup rollup;
    static const char *const folders[] = {"east", "west", "county", "all"};
    for (int i = 0; i < 4; i++)
        make_folder(folders[i]);
    for (int i = 0; i < 40; i++) {
        char unit[40], name[60];
        snprintf(unit, sizeof unit, "第%d镇人民政府", i);
        struct draft *draft = make_draft(unit);
        snprintf(name, sizeof name, "%s/%02d.ini", i % 2 ? "east" : "west", i);
        write_draft(draft, name);
        snprintf(name, sizeof name, "all/%02d.ini", i);
        write_draft(draft, name);
        draft_free(draft);
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(sum_folder(folders[i], i ? "county/west.ini" : "county/east.ini", i ? "西县" : "东县", &rollup, &list),
                         ROLLUP_SAVED);
        rollup_release(&rollup);
        draft_list_release(&list);
    }
    assert_int_equal(sum_folder("all", "all.ini", "全市", &rollup, &list), ROLLUP_SAVED);
    struct draft *direct = rollup_make_draft(&rollup, NULL, scratch);
    rollup_release(&rollup);
    draft_list_release(&list);

    assert_int_equal(sum_folder("county", "city.ini", "某市", &rollup, &list), ROLLUP_SAVED);
    assert_int_equal(rollup_worst(&rollup), ROLLUP_NOTICE);
    struct draft *staged = rollup_make_draft(&rollup, NULL, scratch);
    for (int i = 0; i < form_n_cells(&format_2021); i++) {
        int field = draft_cell_field(direct, form_cell_at(&format_2021, i));
        assert_string_equal(draft_text(direct, field), draft_text(staged, field));
    }
    size_t n_parts, n_units;
    struct rollup_part *parts = rollup_parts(staged, &n_parts, &n_units);
    assert_int_equal(n_parts, 2);
    assert_int_equal(n_units, 2);
    assert_string_equal(parts[0].file, "county/east.ini");
    assert_string_equal(parts[0].unit, "东县");
    free(parts);
    draft_free(staged);
    rollup_release(&rollup);
    draft_list_release(&list);

    /* A township beside the county that has added it up already. */
    struct draft *again = make_draft("第3镇人民政府");
    write_draft(again, "county/again.ini");
    draft_free(again);
    list_folder(&list, "county");
    rollup_run(&rollup, &list, &two_jobs);
    assert_int_equal(rollup_n_of_kind(&rollup, ROLLUP_TWICE), 1);
    rollup_release(&rollup);
    draft_list_release(&list);
    draft_free(direct);
}

/* ---- saving ---- */

static void a_new_sum_keeps_what_was_written(void **unused)
{
    (void)unused;
    struct draft_list list;
    struct rollup rollup;
    struct err err = {0};
    make_folder("keep");
    struct draft *draft = make_draft("某甲局");
    write_draft(draft, "keep/a.ini");
    draft_free(draft);
    assert_int_equal(sum_folder("keep", "keep.ini", "某县", &rollup, &list), ROLLUP_SAVED);

    struct draft *sum = rollup_make_draft(&rollup, NULL, scratch);
    set(sum, "report.unit", "某县人民政府");
    set(sum, "overview", "本县各单位……");
    draft_set(sum, draft_field(sum, "remarks.disclosure.licences"), "含下放的");
    draft_set(sum, draft_field(sum, "rollup.file_00009"), "gone.ini");
    write_draft(sum, "keep.ini");
    draft_free(sum);
    assert_int_equal(rollup_save(&rollup, scratch_path("keep.ini"), NULL, false, &err), ROLLUP_SAVED);
    const char *text = scratch_read("keep.ini");
    assert_non_null(strstr(text, "某县人民政府"));
    assert_non_null(strstr(text, "本县各单位"));
    assert_non_null(strstr(text, "含下放的"));
    assert_null(strstr(text, "gone.ini"));

    /* What is no sum is not overwritten. */
    assert_int_equal(rollup_save(&rollup, scratch_path("keep/a.ini"), NULL, false, &err), ROLLUP_SAVE_FAILED);
    assert_non_null(strstr(err.text, "不是汇总"));
    assert_non_null(strstr(scratch_read("keep/a.ini"), "某甲局"));
    assert_int_equal(rollup_save(&rollup, scratch_path("keep/a.ini"), NULL, true, &err), ROLLUP_SAVED);

    /* Nor is one that somebody has open. */
    struct safefile file = SAFEFILE_INIT;
    struct lock lock = LOCK_INIT;
    assert_true(safefile_open(&file, scratch_path("keep.ini"), &err));
    assert_int_equal(lock_acquire(&lock, &file, NULL, &err), LOCK_OK);
    assert_int_equal(rollup_save(&rollup, scratch_path("keep.ini"), "别的县", false, &err), ROLLUP_SAVE_LOCKED);
    assert_null(strstr(scratch_read("keep.ini"), "别的县"));
    lock_release(&lock);
    safefile_close(&file);
    rollup_release(&rollup);
    draft_list_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sum_equals_awk, scratch_setup, scratch_teardown),
        cmocka_unit_test(scanner_agrees_with_reader),
        cmocka_unit_test(regular_drafts_are_scanned),
        cmocka_unit_test_setup_teardown(every_problem_is_named, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_draft_in_work_is_named, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(overflow_is_caught, scratch_setup, scratch_teardown),
        cmocka_unit_test(blank_and_zero_and_slash_are_kept_apart),
        cmocka_unit_test_setup_teardown(roster_tells_missing_and_surplus, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(sums_of_sums_go_on, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_new_sum_keeps_what_was_written, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
