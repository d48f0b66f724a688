/* SPDX-License-Identifier: MIT */
/* The growing string: what it holds after any edit, and that it is a C string at all times. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "locale/mem.h"
#include "locale/strbuf.h"

static void test_add(void **state)
{
    (void)state;
    struct strbuf sb = STRBUF_INIT;
    assert_string_equal(sb.data, "");
    strbuf_add_str(&sb, "年");
    strbuf_add(&sb, "a\0b", 3);
    strbuf_add_byte(&sb, '!');
    strbuf_add_repeat(&sb, "=", 3);
    strbuf_add_repeat(&sb, "x", 0);
    strbuf_add(&sb, NULL, 0);
    assert_int_equal(sb.len, 10);
    assert_memory_equal(sb.data, "年a\0b!===", 11);
    strbuf_truncate(&sb, 99);
    assert_int_equal(sb.len, 10);
    strbuf_truncate(&sb, 3);
    assert_string_equal(sb.data, "年");
    strbuf_addf(&sb, "%d-%s", 2023, "报");
    assert_string_equal(sb.data, "年2023-报");
    strbuf_clear(&sb);
    assert_string_equal(sb.data, "");
    strbuf_release(&sb);
    assert_string_equal(sb.data, "");
}

/* Formatted text of every length over the steps in which the memory grows. */
static void test_every_length(void **state)
{
    (void)state;
    struct strbuf sb = STRBUF_INIT, formatted = STRBUF_INIT;
    for (size_t len = 1; len < 600; len++) {
        strbuf_add_byte(&sb, (char)('a' + len % 26));
        strbuf_release(&formatted);
        strbuf_addf(&formatted, "%s", sb.data);
        assert_int_equal(sb.len, len);
        assert_int_equal(strlen(sb.data), len);
        assert_string_equal(formatted.data, sb.data);
    }
    strbuf_release(&sb);
    strbuf_release(&formatted);
}

static void test_splice(void **state)
{
    (void)state;
    static const struct {
        size_t offset, n_removed;
        const char *text, *result;
    } rows[] = {
        {0, 0, "", "abcdef"},     {0, 0, "x", "xabcdef"},
        {6, 0, "x", "abcdefx"},   {2, 2, "", "abef"},
        {2, 2, "xyz", "abxyzef"}, {0, 6, "", ""},
        {0, 6, "新", "新"},       {5, 1, "long tail", "abcdelong tail"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strbuf sb = STRBUF_INIT;
        strbuf_add_str(&sb, "abcdef");
        strbuf_splice(&sb, rows[i].offset, rows[i].n_removed, rows[i].text, strlen(rows[i].text));
        assert_string_equal(sb.data, rows[i].result);
        assert_int_equal(sb.len, strlen(rows[i].result));
        strbuf_release(&sb);
    }
}

static void test_steal(void **state)
{
    (void)state;
    struct strbuf sb = STRBUF_INIT;
    char *empty = strbuf_steal(&sb);
    assert_string_equal(empty, "");
    free(empty);
    strbuf_add_str(&sb, "年报");
    char *text = strbuf_steal(&sb);
    assert_string_equal(text, "年报");
    assert_string_equal(sb.data, "");
    strbuf_add_str(&sb, "再来");
    assert_string_equal(text, "年报");
    free(text);
    strbuf_release(&sb);
}

static void test_allocators(void **state)
{
    (void)state;
    int *items = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < 1000; i++) {
        GROW(items, count, capacity);
        items[count++] = i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    free(items);
    char *copy = xmemdup0("abc", 2), *nothing = xmemdup0(NULL, 0), *zero = xcalloc(0, 8);
    assert_string_equal(copy, "ab");
    assert_string_equal(nothing, "");
    free(copy);
    free(nothing);
    free(zero);
}

static void tell_parent(void)
{
    if (write(STDOUT_FILENO, "handler", 7) != 7)
        _exit(9);
}

/* When memory runs out, the handler runs (it restores the terminal) and the process ends with
 * status 4. */
static void test_out_of_memory(void **state)
{
    (void)state;
    int out[2];
    assert_int_equal(pipe(out), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        dup2(out[1], STDOUT_FILENO);
        close(STDERR_FILENO);
        mem_set_failure_handler(tell_parent);
        free(xreallocarray(NULL, SIZE_MAX / 2, 3));
        _exit(0);
    }
    close(out[1]);
    char said[16] = "";
    assert_int_equal(read(out[0], said, sizeof said - 1), 7);
    assert_string_equal(said, "handler");
    close(out[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_add),        cmocka_unit_test(test_every_length),
        cmocka_unit_test(test_splice),     cmocka_unit_test(test_steal),
        cmocka_unit_test(test_allocators), cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("strbuf", tests, NULL, NULL);
}
