/* SPDX-License-Identifier: MIT */
#include "tui/cli/doctorkeys.h"

#include <string.h>

#include "locale/message.h"
#include "locale/width.h"
#include "tui/term/draw.h"
#include "tui/term/keys.h"
#include "tui/term/term.h"

enum { GIVE_UP_MS = 60000 };

static const struct wanted {
    const char *name; /* N_() */
    enum key_code code;
    uint32_t c;
} wanted_keys[] = {
    {"F1", KEYC_F1, 0},
    {"F2", KEYC_F2, 0},
    {"F3", KEYC_F3, 0},
    {"F4", KEYC_F4, 0},
    {"F5", KEYC_F5, 0},
    {"F6", KEYC_F6, 0},
    {"F7", KEYC_F7, 0},
    {"F8", KEYC_F8, 0},
    {"F9", KEYC_F9, 0},
    {"F10", KEYC_F10, 0},
    {"↑", KEYC_UP, 0},
    {"↓", KEYC_DOWN, 0},
    {"←", KEYC_LEFT, 0},
    {"→", KEYC_RIGHT, 0},
    {"Home", KEYC_HOME, 0},
    {"End", KEYC_END, 0},
    {"PgUp", KEYC_PGUP, 0},
    {"PgDn", KEYC_PGDN, 0},
    {"Insert", KEYC_INSERT, 0},
    {"Delete", KEYC_DELETE, 0},
    {"Backspace", KEYC_BACKSPACE, 0},
    {"Tab", KEYC_TAB, 0},
    {N_("小键盘 5"), KEYC_CHAR, '5'},
    {N_("小键盘 Enter"), KEYC_ENTER, 0},
    {"Ctrl-G", KEYC_CTRL, 'G'},
    {N_("先 Esc 再 1"), KEYC_ESC_DIGIT, '1'},
    {N_("用输入法输入“中”"), KEYC_CHAR, 0x4e2d},
};
enum { N_WANTED = sizeof wanted_keys / sizeof *wanted_keys };

static void add_bytes(struct strbuf *out, const struct strbuf *bytes)
{
    for (size_t i = 0; i < bytes->len && i < 24; i++) {
        unsigned char b = (unsigned char)bytes->data[i];
        if (b == 0x1b)
            strbuf_add_str(out, "ESC ");
        else if (b > 0x20 && b < 0x7f)
            strbuf_addf(out, "%c ", b);
        else
            strbuf_addf(out, "%02X ", b);
    }
}

static void add_result(struct strbuf *out, const struct wanted *wanted, const struct strbuf *bytes,
                       const char *verdict)
{
    enum { NAME_COLS = 20, BYTES_COLS = 22 };
    struct strbuf shown = STRBUF_INIT;
    add_bytes(&shown, bytes);
    const char *name = _(wanted->name);
    strbuf_add_str(out, "  ");
    width_pad(out, name, strlen(name), NAME_COLS, ALIGN_LEFT, 2);
    width_pad(out, shown.data, shown.len, BYTES_COLS, ALIGN_LEFT, 1);
    strbuf_addf(out, "%s\n", verdict);
    strbuf_release(&shown);
}

static void paint(int number, const struct strbuf *results)
{
    draw_clear_screen();
    draw_pad_str(0, 0, term_cols(), _(" nianbao 终端检查：按键"), ALIGN_LEFT, STYLE_CHROME);
    struct strbuf line = STRBUF_INIT;
    strbuf_addf(&line, _("请按：%s    （第 %d 个，共 %d 个）"), _(wanted_keys[number].name),
                number + 1, N_WANTED);
    draw_text(2, 2, term_cols() - 2, line.data, line.len, STYLE_HEADING);
    strbuf_release(&line);
    draw_str(3, 2, term_cols() - 2, _("没有这个键就按空格跳过；Ctrl-C 结束。"), STYLE_NORMAL);
    /* The last results that fit. */
    int room = term_rows() - 6, n_lines = 0;
    const char *p = results->data + results->len;
    while (p > results->data && n_lines < room) {
        const char *before = p - 1;
        while (before > results->data && before[-1] != '\n')
            before--;
        p = before;
        n_lines++;
    }
    for (int y = 5; *p; y++) {
        size_t len = strcspn(p, "\n");
        draw_text(y, 0, term_cols(), p, len, STYLE_NORMAL);
        p += len + (p[len] == '\n');
    }
    draw_cursor(2, 2);
    term_refresh();
}

enum answer { ANSWER_KEY, ANSWER_SKIP, ANSWER_END };

/* One key, with the bytes it came as. */
static enum answer ask(const struct wanted *wanted, int number, const struct strbuf *results,
                       struct strbuf *bytes, struct key *key)
{
    bool has_esc = false;
    strbuf_clear(bytes);
    for (;;) {
        paint(number, results);
        switch (term_wait(GIVE_UP_MS, key)) {
        case TERM_RESIZE: continue;
        case TERM_KEY: break;
        default: return ANSWER_END;
        }
        if (key->code == KEYC_CTRL && key->c == 'C')
            return ANSWER_END;
        if (key->code == KEYC_CHAR && key->c == ' ')
            return ANSWER_SKIP;
        if (has_esc)
            keys_follow_esc(key);
        /* Esc typed by hand comes a while before its digit. */
        has_esc = key->code == KEYC_ESC && wanted->code == KEYC_ESC_DIGIT && !has_esc;
        if (!has_esc)
            return ANSWER_KEY;
    }
}

void doctorkeys_run(struct strbuf *out)
{
    struct strbuf bytes = STRBUF_INIT;
    term_record_input(&bytes);
    int n_good = 0;
    for (int i = 0; i < N_WANTED; i++) {
        const struct wanted *wanted = &wanted_keys[i];
        struct key key;
        enum answer answer = ask(wanted, i, out, &bytes, &key);
        if (answer == ANSWER_END)
            break;
        bool is_right = answer == ANSWER_KEY && key.code == wanted->code && key.c == wanted->c;
        struct strbuf verdict = STRBUF_INIT;
        char name[16];
        keys_name(&key, name);
        if (is_right)
            strbuf_add_str(&verdict, _("对"));
        else if (answer == ANSWER_SKIP)
            strbuf_add_str(&verdict, _("跳过"));
        else
            strbuf_addf(&verdict, _("不对，认成了 %s"), name);
        add_result(out, wanted, &bytes, verdict.data);
        strbuf_release(&verdict);
        n_good += is_right;
    }
    term_record_input(NULL);
    strbuf_addf(out, _("  共 %d 个键，%d 个对\n"), N_WANTED, n_good);
    strbuf_release(&bytes);
}
