/* SPDX-License-Identifier: MIT */
/* libiniparser as a component that may fail anywhere: each of its allocations and reads fails once,
 * and the result is everything or an error. The allocator and fopen() of this program stand in for
 * those of libc while the library runs; under the address sanitizer, which has its own allocator,
 * only the reads fail. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dlfcn.h>
#include <errno.h>
#include <iniparser.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "forms/ini/inifile.h"
#include "forms/ini/iniwriter.h"
#include "locale/strbuf.h"

#ifdef __has_feature
#define CLANG_ADDRESS_SANITIZER __has_feature(address_sanitizer)
#else
#define CLANG_ADDRESS_SANITIZER 0
#endif
#if defined __SANITIZE_ADDRESS__ || CLANG_ADDRESS_SANITIZER
#define CAN_FAIL_ALLOCATIONS 0
#else
#define CAN_FAIL_ALLOCATIONS 1
#endif

static bool in_library;     /* between its fopen() and fclose() */
static long calls, failing; /* allocations in the library so far; the one that fails, 0: none */
static long reads, failing_read;
static int read_errno;
static bool cannot_open;
static bool short_writes;
static enum lie {
    NO_LIE,
    LIE_KEY_LOST,
    LIE_KEY_SWAPPED,
    LIE_VALUE_CUT,
    LIE_VALUE_CHANGED,
    N_LIES
} lie;
static int memfd_errno, write_errno; /* 0: no error; EINTR happens once */

#if CAN_FAIL_ALLOCATIONS
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static bool fails(void) { return in_library && ++calls == failing; }

void *malloc(size_t size)
{
    if (!fails())
        return __libc_malloc(size);
    errno = ENOMEM;
    return NULL;
}

void *calloc(size_t count, size_t size)
{
    if (!fails())
        return __libc_calloc(count, size);
    errno = ENOMEM;
    return NULL;
}

void *realloc(void *old, size_t size)
{
    if (!fails())
        return __libc_realloc(old, size);
    errno = ENOMEM;
    return NULL;
}
#endif

static ssize_t read_or_fail(void *cookie, char *buffer, size_t size)
{
    if (++reads == failing_read) {
        errno = read_errno;
        return -1;
    }
    return (ssize_t)fread(buffer, 1, size < 512 ? size : 512, cookie);
}

static int close_cookie(void *cookie)
{
    in_library = false;
    return fclose(cookie);
}

/* libiniparser's fopen(): of the clean text only. By its plain name: for files with 64-bit sizes a
 * 32-bit machine has it under another one, by which this program would define it. */
FILE *library_fopen(const char *path, const char *mode) __asm__("fopen");
FILE *library_fopen(const char *path, const char *mode)
{
    bool is_clean_text = strncmp(path, "/proc/self/fd/", strlen("/proc/self/fd/")) == 0;
    FILE *file = is_clean_text && cannot_open ? NULL : fopen64(path, mode);
    if (!file || !is_clean_text)
        return file;
    FILE *watched = fopencookie(
        file, mode, (cookie_io_functions_t){.read = read_or_fail, .close = close_cookie});
    in_library = watched != NULL;
    return watched;
}

static void write_image(struct strbuf *out)
{
    struct ini_writer writer;
    ini_writer_init(&writer, out);
    for (int section = 0; section < 4; section++) {
        char name[16];
        snprintf(name, sizeof name, "s%d", section);
        ini_writer_section(&writer, name);
        for (int key = 0; key < 60; key++) {
            snprintf(name, sizeof name, "k%d", key);
            ini_writer_add(&writer, name, key % 2 ? "3402, 99, 0, 4, 5, 1, 3511" : "");
        }
    }
    ini_writer_finish(&writer);
}

/* The system calls around it. */
int memfd_create(const char *name, unsigned flags)
{
    if (!memfd_errno)
        return (int)syscall(SYS_memfd_create, name, flags);
    errno = memfd_errno;
    return -1;
}

ssize_t write(int fd, const void *bytes, size_t len)
{
    if (write_errno) {
        errno = write_errno;
        if (write_errno == EINTR)
            write_errno = 0;
        return -1;
    }
    return syscall(SYS_write, fd, bytes, short_writes && len > 100 ? 100 : len);
}

/* The library, which may not tell the truth. */
dictionary *iniparser_load(const char *path)
{
    dictionary *(*real)(const char *) =
        (dictionary * (*)(const char *)) dlsym(RTLD_NEXT, "iniparser_load");
    dictionary *dict = real(path);
    if (lie == LIE_KEY_LOST || lie == LIE_KEY_SWAPPED)
        iniparser_unset(dict, "s0:k1");
    if (lie == LIE_KEY_SWAPPED)
        iniparser_set(dict, "s0:k1x", "3402, 99, 0, 4, 5, 1, 3511");
    if (lie == LIE_VALUE_CUT)
        iniparser_set(dict, "s0:k1", "3402, 99, 0, 4, 5, 1");
    if (lie == LIE_VALUE_CHANGED)
        iniparser_set(dict, "s0:k1", "3402, 99, 0, 4, 5, 1, 3512");
    return dict;
}

/* 4.1 does not look whether it got the memory for an empty dictionary; inilib.c makes sure of it
 * beforehand. */
dictionary *dictionary_new(size_t size)
{
    dictionary *(*real)(size_t) = (dictionary * (*)(size_t)) dlsym(RTLD_NEXT, "dictionary_new");
    bool before = in_library;
    in_library = false;
    dictionary *dict = real(size);
    in_library = before;
    return dict;
}

enum { N_KEYS = 4 * 60 };

/* Reads the image; an error, or everything. */
static bool read_all_or_nothing(const struct strbuf *image, const char *what, long number)
{
    struct inifile ini;
    struct err err = {0, ""};
    bool ok = inifile_parse(&ini, image->data, image->len, INI_END_REQUIRED, &err);
    if (ok && (ini.n_entries != N_KEYS || ini.state != INI_WHOLE))
        fail_msg("%s %ld failing: %zu of %d keys were taken", what, number, ini.n_entries,
                 (int)N_KEYS);
    for (size_t i = 0; ok && !lie && i < ini.n_entries; i++)
        if (strcmp(ini.entries[i].value, i % 60 % 2 ? "3402, 99, 0, 4, 5, 1, 3511" : "") != 0)
            fail_msg("%s %ld failing: %s is taken as '%s'", what, number, ini.entries[i].key,
                     ini.entries[i].value);
    if (!ok && !strstr(err.text, "libiniparser"))
        fail_msg("%s %ld failing: refused without a reason: %s", what, number, err.text);
    inifile_release(&ini);
    return ok;
}

static void test_reads_fail(void **unused)
{
    (void)unused;
    static const int errors[] = {EIO, ESTALE, EINTR};
    struct strbuf image = STRBUF_INIT;
    write_image(&image);
    for (size_t e = 0; e < sizeof errors / sizeof errors[0]; e++) {
        read_errno = errors[e];
        int n_refused = 0;
        reads = failing_read = 0;
        assert_true(read_all_or_nothing(&image, "no read", 0));
        long n_reads = reads;
        assert_true(n_reads > 10);
        for (long n = 1; n <= n_reads; n++) {
            reads = 0;
            failing_read = n;
            n_refused += !read_all_or_nothing(&image, "read", n);
        }
        failing_read = 0;
        assert_true(n_refused > 10);
    }
    strbuf_release(&image);
}

static void test_allocations_fail(void **unused)
{
    (void)unused;
    if (!CAN_FAIL_ALLOCATIONS)
        skip();
    struct strbuf image = STRBUF_INIT;
    write_image(&image);
    failing = calls = 0;
    assert_true(read_all_or_nothing(&image, "no allocation", 0));
    long n_calls = calls;
    assert_true(n_calls > 2 * N_KEYS);
    int n_refused = 0;
    for (long n = 1; n <= n_calls; n++) {
        calls = 0;
        failing = n;
        n_refused += !read_all_or_nothing(&image, "allocation", n);
    }
    failing = 0;
    /* Nearly all lose something: not the cookie's own, whose failure makes fopen() fail, and not
     * the copy that 4.2 makes of a quoted value where there is nothing in it. */
    assert_in_range(n_refused, n_calls * 3 / 4, n_calls);
    strbuf_release(&image);
}

/* The library's complaints are in the error, not on the terminal. */
static void test_nothing_is_printed(void **unused)
{
    (void)unused;
    struct strbuf image = STRBUF_INIT;
    write_image(&image);
    FILE *capture = tmpfile();
    int saved = dup(STDERR_FILENO);
    assert_non_null(capture);
    dup2(fileno(capture), STDERR_FILENO);
    struct err err = {0, ""};
    struct inifile ini;
    cannot_open = true;
    bool read = inifile_parse(&ini, image.data, image.len, INI_END_REQUIRED, &err);
    cannot_open = false;
    inifile_release(&ini);
    dup2(saved, STDERR_FILENO);
    close(saved);
    assert_false(read);
    assert_non_null(strstr(err.text, "cannot open"));
    assert_int_equal(lseek(fileno(capture), 0, SEEK_END), 0);
    fclose(capture);
    strbuf_release(&image);
}

/* Without memory for the clean text there is an error. */
static void test_system_calls_fail(void **unused)
{
    (void)unused;
    struct strbuf image = STRBUF_INIT;
    write_image(&image);
    write_errno = EINTR;
    short_writes = true;
    assert_true(read_all_or_nothing(&image, "interrupted and short write", 0));
    short_writes = false;
    static const int errors[][2] = {{EMFILE, 0}, {0, ENOSPC}};
    for (size_t i = 0; i < 2; i++) {
        struct inifile ini;
        struct err err = {0, ""};
        memfd_errno = errors[i][0];
        write_errno = errors[i][1];
        bool ok = inifile_parse(&ini, image.data, image.len, INI_END_REQUIRED, &err);
        memfd_errno = write_errno = 0;
        inifile_release(&ini);
        assert_false(ok);
        assert_int_equal(err.number, errors[i][0] + errors[i][1]);
    }
    strbuf_release(&image);
}

/* From now on there are only so many blocks, next to each other as far as possible. */
static void use_up_memory(size_t n_free_blocks)
{
    enum { BLOCK_BYTES = 4096, MAX_BLOCKS = 4096 };
    static void *blocks[MAX_BLOCKS];
    size_t n = 0;
    long n_pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld", &n_pages) != 1)
        _exit(1);
    fclose(file);
    rlim_t limit = (rlim_t)(n_pages + 2 * (long)n_free_blocks) * (rlim_t)sysconf(_SC_PAGESIZE);
    setrlimit(RLIMIT_AS, &(struct rlimit){limit, limit});
    while (n < MAX_BLOCKS && (blocks[n] = malloc(BLOCK_BYTES)))
        n++;
    for (size_t size = BLOCK_BYTES; size >= 16; size /= 2)
        while (malloc(size))
            ;
    for (size_t i = 0; i < n_free_blocks && i < n; i++)
        free(blocks[n - 1 - i]);
}

/* Memory really runs out, at some point or other: everything, an error, or the end that
 * locale/mem.h gives; never a crash. */
static void test_memory_runs_out(void **unused)
{
    (void)unused;
    enum { N_LIMITS = 100, STATUS_READ = 0, STATUS_REFUSED = 3, STATUS_NO_MEMORY = 4 };
    if (!CAN_FAIL_ALLOCATIONS)
        skip();
    struct strbuf image = STRBUF_INIT;
    write_image(&image);
    int n_short = 0, n_read = 0;
    for (int i = 0; i < N_LIMITS; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            struct inifile ini;
            close(STDERR_FILENO);
            use_up_memory((size_t)i);
            bool ok = inifile_parse(&ini, image.data, image.len, INI_END_REQUIRED, NULL);
            _exit(ok && ini.n_entries == N_KEYS ? STATUS_READ : ok ? 1 : STATUS_REFUSED);
        }
        int status;
        assert_int_equal(waitpid(pid, &status, 0), pid);
        int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        if (code != STATUS_READ && code != STATUS_REFUSED && code != STATUS_NO_MEMORY)
            fail_msg("with %d blocks left: ends with %#x", i, (unsigned)status);
        n_short += code != STATUS_READ;
        n_read += code == STATUS_READ;
    }
    if (!n_short || !n_read)
        fail_msg("%d short, %d read", n_short, n_read);
    strbuf_release(&image);
}

/* What the library lost is noticed; what it answers is what there is. */
static void test_the_library_is_taken_at_its_word(void **unused)
{
    (void)unused;
    static const char *const values[N_LIES] = {[LIE_VALUE_CUT] = "3402, 99, 0, 4, 5, 1",
                                               [LIE_VALUE_CHANGED] = "3402, 99, 0, 4, 5, 1, 3512"};
    struct strbuf image = STRBUF_INIT;
    write_image(&image);
    for (lie = LIE_KEY_LOST; lie < N_LIES; lie++) {
        struct inifile ini;
        struct err err = {0, ""};
        bool ok = inifile_parse(&ini, image.data, image.len, INI_END_REQUIRED, &err);
        if (ok != (values[lie] != NULL) || (!ok && !strstr(err.text, "libiniparser")))
            fail_msg("lie %d: %s: %s", lie, ok ? "read" : "refused", err.text);
        if (ok)
            assert_string_equal(inifile_find(&ini, "s0", "k1")->value, values[lie]);
        inifile_release(&ini);
    }
    lie = NO_LIE;
    strbuf_release(&image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_fail),
        cmocka_unit_test(test_allocations_fail),
        cmocka_unit_test(test_memory_runs_out),
        cmocka_unit_test(test_nothing_is_printed),
        cmocka_unit_test(test_system_calls_fail),
        cmocka_unit_test(test_the_library_is_taken_at_its_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
