/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "tui/app/commands.h"
#include "tui/term/keys.h"

/* The keys as text: names divided by blanks, a paste in brackets. */
static void add_keys(struct keys *keys, struct strbuf *out)
{
    struct key key;
    while (keys_next(keys, &key)) {
        if (out->len)
            strbuf_add_byte(out, ' ');
        if (key.code == KEYC_PASTE) {
            strbuf_add_byte(out, '[');
            strbuf_add(out, key.text, key.len);
            strbuf_add_byte(out, ']');
        } else {
            char name[16];
            keys_name(&key, name);
            strbuf_add_str(out, name);
        }
    }
}

/* Feeds the bytes in pieces of first and then piece bytes; time passes at the end only, until
 * nothing waits. */
static void decode(enum encoding encoding, const char *bytes, size_t len, size_t first,
                   size_t piece, struct strbuf *out)
{
    struct keys *keys = keys_new(encoding);
    strbuf_clear(out);
    for (size_t pos = 0; pos < len;) {
        size_t n = pos ? piece : first ? first : piece;
        n = n < len - pos ? n : len - pos;
        keys_feed(keys, bytes + pos, n);
        add_keys(keys, out);
        pos += n;
    }
    for (int i = 0; keys_wait_ms(keys, 100) >= 0; i++) {
        assert_true(i < 10);
        keys_time_passed(keys);
        add_keys(keys, out);
    }
    keys_free(keys);
}

static void expect(enum encoding encoding, const char *what, const char *bytes, size_t len,
                   const char *wanted)
{
    struct strbuf out = STRBUF_INIT;
    for (size_t split = 0; split <= len; split++) {
        decode(encoding, bytes, len, split, len, &out);
        if (strcmp(out.data, wanted))
            fail_msg("%s, split at byte %zu: wanted \"%s\", got \"%s\"", what, split, wanted,
                     out.data);
    }
    decode(encoding, bytes, len, 0, 1, &out);
    if (strcmp(out.data, wanted))
        fail_msg("%s, byte by byte: wanted \"%s\", got \"%s\"", what, wanted, out.data);
    strbuf_release(&out);
}

#define F1_F10     "F1 F2 F3 F4 F5 F6 F7 F8 F9 F10"
#define TILDE_6_12 "\033[17~\033[18~\033[19~\033[20~\033[21~\033[23~\033[24~"
#define ARROWS     "↑ ↓ → ←"
#define EDIT_KEYS  "Home Insert Delete End PgUp PgDn"

static const struct {
    const char *client, *bytes, *keys;
} sequences[] = {
    {"xterm F keys", "\033OP\033OQ\033OR\033OS\033[15~" TILDE_6_12, F1_F10},
    {"xterm cursor", "\033[A\033[B\033[C\033[D", ARROWS},
    {"xterm cursor, application", "\033OA\033OB\033OC\033OD\033OH\033OF", ARROWS " Home End"},
    {"xterm editing", "\033[H\033[2~\033[3~\033[F\033[5~\033[6~", EDIT_KEYS},
    {"xterm modified arrows", "\033[1;2A\033[1;5B\033[1;3C\033[1;6D\033[1;2H\033[1;5F\033[3;5~",
     ARROWS " Home End Delete"},
    {"xterm modified F keys", "\033[1;2P\033[1;5Q\033[1;3R\033[1;2S\033[15;2~\033[17;5~x", "x"},
    {"xterm backtab", "\t\033[Z", "Tab Shift-Tab"},
    {"PuTTY ESC[n~", "\033[11~\033[12~\033[13~\033[14~\033[15~" TILDE_6_12, F1_F10},
    {"PuTTY ESC[n~ editing", "\033[1~\033[2~\033[3~\033[4~\033[5~\033[6~", EDIT_KEYS},
    {"PuTTY Linux", "\033[[A\033[[B\033[[C\033[[D\033[[E" TILDE_6_12, F1_F10},
    {"PuTTY xterm R6", "\033OP\033OQ\033OR\033OS\033[15~" TILDE_6_12, F1_F10},
    {"PuTTY VT400",
     "\033[11~\033[12~\033[13~\033[14~\033[15~" TILDE_6_12 "\033OP\033OQ\033OR\033OS",
     F1_F10 " F1 F2 F3 F4"},
    {"PuTTY VT100+", "\033OP\033OQ\033OR\033OS\033OT\033OU\033OV\033OW\033OX\033OY\033OZ\033O[",
     F1_F10},
    {"PuTTY SCO", "\033[M\033[N\033[O\033[P\033[Q\033[R\033[S\033[T\033[U\033[V\033[W\033[X",
     F1_F10},
    {"PuTTY SCO editing", "\033[H\033[L\033[F\033[I\033[G", "Home Insert End PgUp PgDn"},
    {"PuTTY SCO, each as the first key", "\033[O", "F3"},
    {"PuTTY SCO, each as the first key", "\033[I", "PgUp"},
    {"keypad 5 without NumLock", "\033[G\033[A\033[Gx", "↑ x"},
    {"PuTTY SCO, ESC [ G behind another key", "\033[G\033[M\033[G", "F1 PgDn"},
    {"PuTTY rxvt Home and End", "\033[H\033Ow\0337\033Ow", "Home End Esc 7 End"},
    {"keypad in application mode",
     "\033Op\033Oq\033Or\033Os\033Ot\033Ou\033Ov\033Ow\033Ox\033Oy\033On\033OM\033Ok\033Om\033Oj\033Oo\033Ol",
     "0 1 2 3 4 5 6 7 8 9 . Enter + - * / ,"},
    {"SecureCRT VT100", "\033OP\033OQ\033OR\033OS\033[17~\033[21~", "F1 F2 F3 F4 F6 F10"},
    {"Xshell", "\033[11~\033[12~\033[13~\033[14~\033[15~\033[21~\033[1~\033[4~",
     "F1 F2 F3 F4 F5 F10 Home End"},
    {"Windows Terminal", "\033OP\033[15~\033[21~\033[3~\177", "F1 F5 F10 Delete Backspace"},
    {"Linux console", "\033[[A\033[[E\033[17~\033[1~\033[4~\033[3~\177",
     "F1 F5 F6 Home End Delete Backspace"},
    {"Linux console, Shift with F keys", "\033[25~\033[34~a", "a"},
    {"rxvt", "\033[11~\033[14~\033[15~\033[7~\033[8~\033[a\033Oa\033[d", "F1 F4 F5 Home End ↑ ↑ ←"},
    {"rxvt modified", "\033[3$\033[3^\033[3@\033[11^\033[23$\033[24@b", "Delete Delete Delete b"},
    {"rxvt keypad", "\033Ok\033Ow", "+ End"},
    {"rxvt keypad", "\033Ou\033Ow\033OM", "5 7 Enter"},
    {"VT220 editing", "\033[1~\033[2~\033[3~\033[4~\033[5~\033[6~\033[28~\033[29~\033[34~",
     EDIT_KEYS},
    {"VT420", "\033OP\033[17~\033[21~\033[23~", "F1 F6 F10"},
    {"tmux, screen", "\033OP\033[15~\033[1~\033[4~\033[Z", "F1 F5 Home End Shift-Tab"},
    {"Enter", "\r\n\033OM", "Enter Enter Enter"},
    {"Backspace", "\177\b", "Backspace Backspace"},
    {"Ctrl", "\001\007\017\006\005\004\027\020\016\024\030\032\031\025\013\022\014\003",
     "^A ^G ^O ^F ^E ^D ^W ^P ^N ^T ^X ^Z ^Y ^U ^K ^R ^L ^C"},
    {"Esc digit", "\0331\0332\0333\0330", "Esc 1 Esc 2 Esc 3 Esc 0"},
    {"Esc alone", "\033", "Esc"},
    {"Esc twice, then a key", "\033\033[A", "Esc ↑"},
    {"Esc, then Chinese", "\033中", "Esc 中"},
    {"Alt with letters", "\033a\033x\033Zb", "b"},
    {"late replies", "\033[24;80R\033[?1;2c\033[?62;22c\033[>0;115;0c\033[0nx", "x"},
    {"other replies",
     "\033]11;rgb:0000/0000/0000\033\\\033]10;?\ax\033P1$r0m\033\\y\033[?2026;2$yz", "x y z"},
    {"unknown sequences",
     "\033[99~\033[?25h\033[1;2;3;4m\033[38:5:1mq\033O!\033OJr\033[12345678901234567890Xs",
     "q r s"},
    {"mouse, SGR", "\033[<0;10;20M\033[<0;10;20mx", "x"},
    {"kitty and modifyOtherKeys", "\033[97;5u\033[27;5;97~x", "x"},
    {"modified arrow with an event type", "\033[1;5:1A\033[;5B", "↑ ↓"},
    {"reply with an intermediate byte", "\033[1;2 qx\033[1;2\"py", "x y"},
    {"not the beginning of a paste", "\033[200;1~x", "x"},
    {"not rxvt's Shift", "\033[$px\033[3;$py\033[ $pz", "x y z"},
    {"Linux key broken off", "\033[[\rx\033[[\177", "Enter x Backspace"},
    {"old modifiers", "\033O5A\033O2Px\033O1;2;3;4Py", "↑ x P y"},
    {"Alt with ]", "\033]!\033]:x", "! : x"},
    {"sequence broken off by a control", "\033[1\rx", "Enter x"},
    {"sequence broken off by another", "\033[1\033[A", "↑"},
    {"C1 controls are no keys", "\302\233x\302\220y", "x y"},
    {"text", "a中文①🙂é", "a 中 文 ① 🙂 é"},
    {"paste", "\033[200~你好\033[201~x", "[你好] x"},
    {"empty paste", "\033[200~\033[201~x", "[] x"},
    {"paste, line ends", "\033[200~a\r\nb\rc\nd\te\033[201~", "[a\nb\nc\nd\te]"},
    {"paste, controls", "\033[200~a\033[31mb\a\b\177c\302\233d\033]0;t\033\\\033[201~",
     "[a[31mbcd]0;t\\]"},
    {"paste, nearly the end", "\033[200~\033[20\033[201\033[201~x", "[[20[201] x"},
    {"paste in a paste", "\033[200~a\033[200~b\033[201~c", "[a[200~b] c"},
    {"paste, invalid bytes", "\033[200~a\377b\344\270\033[201~", "[a\uFFFDb\uFFFD\uFFFD]"},
    {"paste whose end is lost", "\033[200~abc\033[20", "[abc[20]"},
    {"end of a paste that never began", "\033[201~x", "x"},
    {"half a sequence", "x\033[1;", "x"},
    {"invalid bytes", "a\377b", "a ? b"},
    {"half a character", "a\344\270", "a ?"},
    {"overlong and surrogate", "\300\257x\355\240\200y", "? ? x ? ? ? y"},
};

static void test_sequences(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
        expect(ENCODING_UTF8, sequences[i].client, sequences[i].bytes, strlen(sequences[i].bytes),
               sequences[i].keys);
}

/* Replies come in pieces as everything else, and keys of the same form stay what they are. */
static void test_wanted_replies(void **state)
{
    (void)state;
    static const char bytes[] = "a\033[24;80Rb\033[?1;2c\033[1;3P\033[R\033[5R\033[5;0R\033[c";
    static const struct {
        enum key_code code;
        uint32_t c;
    } wanted[] = {{KEYC_CHAR, 'a'}, {KEYC_REPLY, 80}, {KEYC_CHAR, 'b'},
                  {KEYC_REPLY, 0},  {KEYC_F6, 0},     {KEYC_RIGHT, 0}};
    struct keys *keys = keys_new(ENCODING_UTF8);
    struct key key;
    size_t n = 0;
    keys_want_replies(keys, true);
    for (size_t i = 0; i < sizeof bytes - 1; i++) {
        keys_feed(keys, bytes + i, 1);
        while (keys_next(keys, &key)) {
            assert_true(n < sizeof wanted / sizeof *wanted);
            assert_int_equal(key.code, wanted[n].code);
            assert_int_equal(key.c, wanted[n].c);
            n++;
        }
    }
    assert_int_equal(n, sizeof wanted / sizeof *wanted);
    keys_free(keys);
}

static void test_gb(void **state)
{
    (void)state;
    static const struct {
        const char *what, *text;
    } cases[] = {
        {"two bytes", "你好"},   {"second byte is ASCII", "镕乗"}, {"four bytes", "㐀𠀀"},
        {"mixed", "a你1㐀b好2"}, {"punctuation", "—“”…·〇"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct strbuf bytes = STRBUF_INIT, wanted = STRBUF_INIT;
        const char *p = cases[i].text;
        assert_true(encode_text(ENCODING_GB18030, ENCODE_STRICT, p, strlen(p), &bytes, NULL, NULL));
        for (uint32_t c; *p;) {
            size_t n = utf8_decode(p, strlen(p), &c);
            strbuf_addf(&wanted, "%s%.*s", wanted.len ? " " : "", (int)n, p);
            p += n;
        }
        expect(ENCODING_GB18030, cases[i].what, bytes.data, bytes.len, wanted.data);
        strbuf_clear(&wanted);
        strbuf_addf(&wanted, "[%s] Enter", cases[i].text);
        strbuf_splice(&bytes, 0, 0, "\033[200~", 6);
        strbuf_add_str(&bytes, "\033[201~\r");
        expect(ENCODING_GB18030, cases[i].what, bytes.data, bytes.len, wanted.data);
        strbuf_release(&bytes);
        strbuf_release(&wanted);
    }
    expect(ENCODING_GBK, "GBK", "\xc4\xe3\xba\xc3\x81\x5c\033[A", 9, "你 好 乗 ↑");
}

static void expect_gb(enum encoding encoding, const char *what, const char *bytes,
                      const char *wanted)
{
    expect(encoding, what, bytes, strlen(bytes), wanted);
}

/* Bytes that are no character of the encoding: said so, one by one, and nothing behind them is
 * lost. */
static void test_gb_invalid(void **state)
{
    (void)state;
    expect_gb(ENCODING_GB18030, "no lead byte", "a\377b\200c", "a ? b ? c");
    expect_gb(ENCODING_GB18030, "no second byte", "\304\177\304\377\304\037\304 x",
              "? Backspace ? ? ? ^_ ?   x");
    expect_gb(ENCODING_GB18030, "no third byte", "\2010ax", "? 0 a x");
    expect_gb(ENCODING_GB18030, "no fourth byte", "\2010\201\r", "? 0 ? Enter");
    expect_gb(ENCODING_GBK, "four bytes in GBK", "\2010x", "? 0 x");
}

/* Sequences without an end are not kept for ever, and what is typed behind them arrives. */
static void test_endless(void **state)
{
    (void)state;
    static const struct {
        const char *what, *begin, *repeated;
        int times;
        const char *end, *keys;
    } cases[] = {
        {"control sequence", "\033[", "1", 300, "Ax", "x"},
        {"control sequence, then Enter", "\033[", "1;", 300, "\r", "Enter"},
        {"control sequence, then Backspace", "\033[", "?", 300, "\177", "Backspace"},
        {"control sequence, then an arrow", "\033[", "1", 300, "\033[A", "↑"},
        {"string", "\033]0;", "title", 1000, "\033\\x", "x"},
        {"string, then an arrow", "\033]0;", "title", 10, "\033[A", "↑"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct strbuf bytes = STRBUF_INIT, keys = STRBUF_INIT;
        strbuf_add_str(&bytes, cases[i].begin);
        strbuf_add_repeat(&bytes, cases[i].repeated, (size_t)cases[i].times);
        strbuf_add_str(&bytes, cases[i].end);
        decode(ENCODING_UTF8, bytes.data, bytes.len, 0, 7, &keys);
        size_t len = strlen(cases[i].keys);
        /* Of a string only so much is swallowed; its rest is taken for typing. */
        if (keys.len < len || strcmp(keys.data + keys.len - len, cases[i].keys) ||
            keys.len > len + 2500)
            fail_msg("%s: \"%s\" instead of \"%s\"", cases[i].what, keys.data, cases[i].keys);
        strbuf_release(&bytes);
        strbuf_release(&keys);
    }
    /* A NUL, which Ctrl-Space sends, is in no table. */
    expect(ENCODING_UTF8, "NUL in a sequence", "\033P\0x", 4, "^@ x");
}

static void test_names(void **state)
{
    (void)state;
    static const struct {
        struct key key;
        const char *name;
    } cases[] = {
        {{.code = KEYC_NONE}, ""},
        {{.code = KEYC_PASTE, .text = "x", .len = 1}, "粘贴"},
        {{.code = KEYC_INVALID}, "?"},
        {{.code = KEYC_CHAR, .c = 0x1F600}, "😀"},
        {{.code = KEYC_ESC_DIGIT, .c = '0'}, "Esc 0"},
        {{.code = KEYC_BACKTAB}, "Shift-Tab"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char name[16];
        keys_name(&cases[i].key, name);
        assert_string_equal(name, cases[i].name);
    }
    keys_free(NULL);
}

static void test_time(void **state)
{
    (void)state;
    struct keys *keys = keys_new(ENCODING_UTF8);
    struct key key;
    assert_int_equal(keys_wait_ms(keys, 100), -1);
    keys_feed(keys, "\033", 1);
    assert_false(keys_next(keys, &key));
    assert_int_equal(keys_wait_ms(keys, 100), 100);
    keys_time_passed(keys);
    assert_true(keys_next(keys, &key));
    assert_int_equal(key.code, KEYC_ESC);
    /* A digit typed by hand comes as late as it may: whoever has got the Esc decides. */
    assert_false(keys_next(keys, &key));
    assert_int_equal(keys_wait_ms(keys, 100), -1);
    keys_feed(keys, "5", 1);
    assert_true(keys_next(keys, &key));
    assert_int_equal(key.code, KEYC_CHAR);
    keys_follow_esc(&key);
    assert_int_equal(key.code, KEYC_ESC_DIGIT);
    assert_int_equal(key.c, '5');
    keys_follow_esc(&key);
    assert_int_equal(key.code, KEYC_ESC_DIGIT);
    keys_feed(keys, "９a", 4);
    assert_true(keys_next(keys, &key));
    assert_int_equal(keys_digit(&key), 9);
    keys_follow_esc(&key);
    assert_int_equal(key.c, '9');
    assert_true(keys_next(keys, &key));
    keys_follow_esc(&key);
    assert_int_equal(key.code, KEYC_CHAR);
    /* The rest of a sequence is waited for longer than Esc is. */
    keys_feed(keys, "\033[1;", 4);
    assert_false(keys_next(keys, &key));
    assert_int_equal(keys_wait_ms(keys, 100), KEYS_SEQUENCE_MS);
    keys_free(keys);
}

static void test_long_paste(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT, bytes = STRBUF_INIT;
    strbuf_add_repeat(&text, "一二三四五六七八九十。\n", 20000);
    strbuf_addf(&bytes, "\033[200~%s\033[201~", text.data);
    struct keys *keys = keys_new(ENCODING_UTF8);
    struct key key = {.code = KEYC_NONE};
    bool came = false;
    for (size_t pos = 0; pos < bytes.len; pos += 4096) {
        assert_false(came);
        keys_feed(keys, bytes.data + pos, bytes.len - pos < 4096 ? bytes.len - pos : 4096);
        came = keys_next(keys, &key);
    }
    assert_true(came);
    assert_int_equal(key.code, KEYC_PASTE);
    assert_int_equal(key.len, text.len);
    assert_memory_equal(key.text, text.data, text.len);
    keys_free(keys);
    strbuf_release(&text);
    strbuf_release(&bytes);
}

/* Whatever comes, it ends in keys that are valid, and nothing is held for ever. */
static void test_random_bytes(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "\033", "[",    "O",    "P",    "]",  "2",  "00", "~", ";", "\033[200~", "\033[201~", "1",
        "中",   "\344", "\270", "\377", "\r", "\a", "\\", "x", "?", "R",         "$",         "<"};
    unsigned seed = 12345;
    for (int round = 0; round < 20000; round++) {
        struct keys *keys = keys_new((enum encoding)(round % 3));
        struct key key;
        for (int i = 0; i < 12; i++) {
            seed = seed * 1103515245 + 12345;
            const char *piece = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
            keys_feed(keys, piece, strlen(piece));
            if (seed & 0x8000000)
                keys_time_passed(keys);
            while (keys_next(keys, &key)) {
                assert_true(key.code > KEYC_NONE && key.code < KEYC_N);
                if (key.code == KEYC_CHAR)
                    assert_true(key.c >= 0x20 && key.c != 0x7f && (key.c < 0x80 || key.c >= 0xa0));
                if (key.code == KEYC_PASTE)
                    assert_true(utf8_is_valid(key.text, key.len) &&
                                !memchr(key.text, '\033', key.len));
            }
        }
        for (int i = 0; keys_wait_ms(keys, 100) >= 0; i++) {
            assert_true(i < 50);
            keys_time_passed(keys);
            while (keys_next(keys, &key))
                ;
        }
        keys_free(keys);
    }
}

static void test_commands(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        enum command command;
    } cases[] = {
        {"\033OP", COMMAND_HELP},
        {"\007", COMMAND_HELP},
        {"\0331", COMMAND_HELP},
        {"\033[12~", COMMAND_SAVE},
        {"\017", COMMAND_SAVE},
        {"\0332", COMMAND_SAVE},
        {"\033[13~", COMMAND_NEXT_PROBLEM},
        {"\006", COMMAND_NEXT_PROBLEM},
        {"\0333", COMMAND_NEXT_PROBLEM},
        {"\033[14~", COMMAND_NOTE},
        {"\005", COMMAND_NOTE},
        {"\0334", COMMAND_NOTE},
        {"\033[15~", COMMAND_LAST_YEAR},
        {"\004", COMMAND_LAST_YEAR},
        {"\0335", COMMAND_LAST_YEAR},
        {"\033[17~", COMMAND_GO_TO},
        {"\027", COMMAND_GO_TO},
        {"\0336", COMMAND_GO_TO},
        {"\033[18~", COMMAND_PREVIOUS_SECTION},
        {"\020", COMMAND_PREVIOUS_SECTION},
        {"\0337", COMMAND_PREVIOUS_SECTION},
        {"\033[19~", COMMAND_NEXT_SECTION},
        {"\016", COMMAND_NEXT_SECTION},
        {"\0338", COMMAND_NEXT_SECTION},
        {"\033[20~", COMMAND_CHECK},
        {"\024", COMMAND_CHECK},
        {"\0339", COMMAND_CHECK},
        {"\033[21~", COMMAND_MENU},
        {"\030", COMMAND_MENU},
        {"\0330", COMMAND_MENU},
        {"\032", COMMAND_UNDO},
        {"\031", COMMAND_REDO},
        {"\025", COMMAND_CLEAR},
        {"\013", COMMAND_CUT_LINE},
        {"\022", COMMAND_PASTE_LINE},
        {"\014", COMMAND_REDRAW},
        {"\003", COMMAND_BREAK},
        {"a", COMMAND_NONE},
        {"中", COMMAND_NONE},
        {"\r", COMMAND_NONE},
        {"\023", COMMAND_SAVE},
        {"\026", COMMAND_HOW_TO_PASTE},
        {"\001", COMMAND_LINE_START},
        {"\002", COMMAND_ZERO_TABLE},
        {"\021", COMMAND_PREVIEW},
        {"\034", COMMAND_PRINT},
        {"\036", COMMAND_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct keys *keys = keys_new(ENCODING_UTF8);
        struct key key;
        keys_feed(keys, cases[i].bytes, strlen(cases[i].bytes));
        assert_true(keys_next(keys, &key));
        if (command_of_key(commands_table, &key) != cases[i].command)
            fail_msg("row %zu: command %d instead of %d", i,
                     (int)command_of_key(commands_table, &key), (int)cases[i].command);
        keys_free(keys);
    }
    /* Each command says what it is, and no two share a key; a menu's number has two digits. */
    int n_in_group[COMMAND_GROUP_N] = {0};
    for (int a = COMMAND_NONE + 1; a < COMMAND_N; a++) {
        const struct command_def *def = &commands_table[a];
        assert_int_equal(def->command, a);
        assert_true(def->name && def->help && *def->name && *def->help);
        assert_true(++n_in_group[def->group] <= 9);
        for (int b = COMMAND_NONE + 1; b < COMMAND_N; b++) {
            assert_false(a != b && def->ctrl && def->ctrl == commands_table[b].ctrl);
            assert_false(def->other_ctrl && def->other_ctrl == commands_table[b].ctrl);
        }
    }
    struct strbuf text = STRBUF_INIT;
    command_add_keys(&commands_table[COMMAND_MENU], &text);
    assert_string_equal(text.data, "F10 ^X Esc0");
    strbuf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sequences),    cmocka_unit_test(test_wanted_replies),
        cmocka_unit_test(test_gb),           cmocka_unit_test(test_gb_invalid),
        cmocka_unit_test(test_endless),      cmocka_unit_test(test_names),
        cmocka_unit_test(test_time),         cmocka_unit_test(test_long_paste),
        cmocka_unit_test(test_random_bytes), cmocka_unit_test(test_commands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
