/* SPDX-License-Identifier: MIT */
#include "forms/ini/inilib.h"

#include <errno.h>
#include <iniparser.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/single_threaded.h>
#include <sys/wait.h>
#include <unistd.h>

#include "forms/base/retry.h"
#include "forms/ini/iniescape.h"
#include "forms/ini/inifile.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/strbuf.h"

/* Values go to the library in pieces that are short enough for a line; further pieces get a key
 * with a +, which no key of a file can have. */
enum { PIECE_BYTES = 850, CPU_LIMIT_SECONDS = 10 };

struct piece {
    const struct ini_entry *entry;
    int number;               /* from 0 */
    size_t offset, len_bytes; /* of the escaped value in the clean text */
};

struct clean {
    struct strbuf text;
    struct piece *pieces;
    size_t n_pieces, capacity;
};

enum outcome { OUTCOME_CRASHED, OUTCOME_NOT_READ, OUTCOME_DIFFERENT, OUTCOME_SAME };

/* What the child tells: shared memory, so that nothing is lost when somebody else has reaped the
 * child. */
struct answer {
    enum outcome outcome;
    char message[160]; /* what the library complained of */
};

static bool is_isolated = true;
static struct answer *listening; /* where the library's complaints go while it runs */

bool inilib_set_isolated(bool isolated)
{
    bool before = is_isolated;
    is_isolated = isolated;
    return before;
}

static void make_clean(struct clean *clean, const struct inifile *ini)
{
    const char *section = NULL;
    struct strbuf escaped = STRBUF_INIT;
    for (size_t i = 0; i < ini->n_entries; i++) {
        const struct ini_entry *entry = &ini->entries[i];
        if (entry->section != section)
            strbuf_addf(&clean->text, "[%s]\n", entry->section);
        section = entry->section;
        strbuf_clear(&escaped);
        ini_escape(&escaped, entry->value, strlen(entry->value));
        int number = 0;
        size_t done = 0;
        do {
            size_t len_bytes = escaped.len - done < PIECE_BYTES ? escaped.len - done : PIECE_BYTES;
            strbuf_add_str(&clean->text, entry->key);
            if (number)
                strbuf_addf(&clean->text, "+%d", number);
            strbuf_add_str(&clean->text, " = \"");
            GROW(clean->pieces, clean->n_pieces, clean->capacity);
            clean->pieces[clean->n_pieces++] =
                (struct piece){entry, number, clean->text.len, len_bytes};
            strbuf_add(&clean->text, escaped.data + done, len_bytes);
            strbuf_add_str(&clean->text, "\"\n");
            done += len_bytes;
            number++;
        } while (done < escaped.len);
    }
    strbuf_release(&escaped);
}

static int make_memfd(const struct strbuf *text)
{
    int fd = memfd_create("ini", MFD_CLOEXEC);
    if (fd < 0 || retry_write_all(fd, text->data, text->len))
        return fd;
    int saved = errno;
    close(fd);
    errno = saved;
    return -1;
}

/* The library's error callback: by default it would print to stderr, which is the terminal. */
__attribute__((format(printf, 1, 2))) static int listen_to_library(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(listening->message, sizeof listening->message, format, args);
    va_end(args);
    return len;
}

/* Everything in the dictionary is one of our pieces: there are no more of them than we put in. */
static bool counts_agree(const dictionary *dict, const struct clean *clean)
{
    int n_sections = iniparser_getnsec(dict);
    size_t n_keys = 0;
    for (int i = 0; i < n_sections; i++) {
        const char *name = iniparser_getsecname(dict, i);
        n_keys += (size_t)iniparser_getsecnkeys(dict, name);
    }
    return n_keys == clean->n_pieces;
}

static bool pieces_agree(const dictionary *dict, const struct clean *clean)
{
    for (size_t i = 0; i < clean->n_pieces; i++) {
        const struct piece *piece = &clean->pieces[i];
        char name[2 * INI_MAX_NAME_BYTES + 16], suffix[14] = "";
        if (piece->number)
            snprintf(suffix, sizeof suffix, "+%d", piece->number);
        snprintf(name, sizeof name, "%s:%s%s", piece->entry->section, piece->entry->key, suffix);
        const char *value = iniparser_getstring(dict, name, NULL);
        if (!value || strlen(value) != piece->len_bytes ||
            memcmp(value, clean->text.data + piece->offset, piece->len_bytes) != 0)
            return false;
    }
    return true;
}

/* Allocates nothing of our own: when memory is short in the child, the child must not run the
 * handler that restores the terminal. */
static void ask_library(const struct clean *clean, int fd, struct answer *answer)
{
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    listening = answer;
    iniparser_set_error_callback(listen_to_library);
    dictionary *dict = iniparser_load(path);
    if (!dict)
        answer->outcome = OUTCOME_NOT_READ;
    else
        answer->outcome = counts_agree(dict, clean) && pieces_agree(dict, clean)
                              ? OUTCOME_SAME
                              : OUTCOME_DIFFERENT;
    iniparser_freedict(dict);
}

static _Noreturn void run_child(const struct clean *clean, int fd, struct answer *answer)
{
    const struct rlimit no_core = {0, 0}, cpu = {CPU_LIMIT_SECONDS, CPU_LIMIT_SECONDS};
    static const int deadly[] = {SIGSEGV, SIGBUS, SIGABRT, SIGXCPU, SIGFPE, SIGILL};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setrlimit(RLIMIT_CORE, &no_core);
    setrlimit(RLIMIT_CPU, &cpu);
    for (size_t i = 0; i < sizeof deadly / sizeof deadly[0]; i++)
        signal(deadly[i], SIG_DFL); /* our handlers would restore a terminal that is in use */
    ask_library(clean, fd, answer);
    _exit(0);
}

/* In this process the library, which has one callback for all, is for one thread at a time. */
static void ask_here(const struct clean *clean, int fd, struct answer *answer)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&one_at_a_time);
    ask_library(clean, fd, answer);
    pthread_mutex_unlock(&one_at_a_time);
}

/* In the child of a process with several threads the allocator of the address sanitizer may wait
 * for a lock that one of them held, for ever; glibc's does not. */
static bool can_fork(void)
{
#ifdef __SANITIZE_ADDRESS__
    return __libc_single_threaded;
#else
    return true;
#endif
}

static struct answer ask_isolated(const struct clean *clean, int fd)
{
    struct answer answer = {OUTCOME_CRASHED, ""};
    struct answer *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = shared == MAP_FAILED ? -1 : fork();
    if (child == 0)
        run_child(clean, fd, shared);
    if (child > 0) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
            ;
        answer = *shared;
        answer.message[sizeof answer.message - 1] = '\0';
    } else {
        ask_here(clean, fd,
                 &answer); /* no more processes allowed: better without isolation than not at all */
    }
    if (shared != MAP_FAILED)
        munmap(shared, sizeof *shared);
    return answer;
}

bool inilib_confirm(const struct inifile *ini, struct err *err)
{
    struct clean clean = {.text = STRBUF_INIT};
    bool ok = false;
    make_clean(&clean, ini);
    int fd = make_memfd(&clean.text);
    if (fd < 0) {
        err_set_errno(err, errno, _("内存里的临时文件写不成，没有读入"));
        goto out;
    }
    struct answer answer = {OUTCOME_CRASHED, ""};
    if (is_isolated && can_fork())
        answer = ask_isolated(&clean, fd);
    else
        ask_here(&clean, fd, &answer);
    close(fd);
    switch (answer.outcome) {
    case OUTCOME_SAME: ok = true; break;
    case OUTCOME_DIFFERENT:
        err_set(err,
                _("libiniparser 读到的内容不完整，为免丢失没有采用；可能内存不足，请稍后再试"));
        break;
    case OUTCOME_NOT_READ:
        answer.message[strcspn(answer.message, "\n")] = '\0';
        err_set(err, _("libiniparser 没有读成（%s）；可能内存不足，请稍后再试"), answer.message);
        break;
    case OUTCOME_CRASHED:
        err_set(err, _("libiniparser 读入时异常终止，没有读入；可能内存不足，请稍后再试"));
        break;
    }
out:
    free(clean.pieces);
    strbuf_release(&clean.text);
    return ok;
}
