/* SPDX-License-Identifier: MIT */
/* What a session does with files, without a screen, for tests/faults: one command a run.
 *
 *   - save FILE NEW: types a change into the journal, saves NEW's bytes as FILE, marks the journal,
 *     leaves. Says TYPED once the journal has the change, SAVED once the save has succeeded.
 *   - output FILE NEW, device FILE NEW: writes NEW's bytes there; SAVED.
 *   - type FILE N: N changes, each committed; "SHOWN n" after each, "SYNCED n" after each fifth.
 *   - hold FILE: takes the lock and says LOCKED; on SIGUSR1 lets go and ends.
 *   - take FILE: takes the lock over from such a one; LOCKED or FAILED.
 *   - ask FILE: says HELD or FREE.
 *   - read FILE: says "READ " and what FILE holds.
 *   - tidy FILE: removes temporary files as if it were two days later; "TIDIED n".
 *   - recover FILE: "FOUND n" and what a replay of the unsaved changes gives: "TEXT …".
 *   - discard FILE: removes the unsaved changes; "DISCARDED n".
 *
 * Each thing is said with one write, so that what was said can be trusted after a kill. */

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "forms/files/audit.h"
#include "forms/files/backup.h"
#include "forms/files/journal.h"
#include "forms/files/lock.h"
#include "forms/files/safesave.h"
#include "tests/faults/say.h"

enum { MAX_BYTES = 2 * 1024 * 1024 };

static void type(struct journal *journal, size_t offset, const char *text)
{
    struct journal_op op = {.kind = JOURNAL_EDIT,
                            .key = "overview",
                            .offset = offset,
                            .inserted = text,
                            .inserted_len = strlen(text),
                            .group = 1};
    journal_append(journal, &op);
}

/* NEW is read before anything counts as the session's own. */
static bool save(const struct safefile *file, const char *new_path)
{
    struct strbuf old = STRBUF_INIT, image = STRBUF_INIT;
    struct file_stamp stamp = {0};
    struct lock lock = LOCK_INIT;
    struct err err = {0};
    struct safefile source = SAFEFILE_INIT;
    bool saved = false;
    struct journal *journal = NULL;
    if (!safefile_open(&source, new_path, &err) ||
        !safefile_read(&source, MAX_BYTES, &image, NULL, &err) ||
        lock_acquire(&lock, file, NULL, &err) != LOCK_OK ||
        (!safefile_read(file, MAX_BYTES, &old, &stamp, &err) && err.number != ENOENT)) {
        say("FAILED %s", err.text);
    } else {
        (void)safesave_is_possible(
            file, image.len, NULL); /* what the status line looks at; no answer stops a save */
        safesave_remove_stale(file->dirfd, time(NULL));
        journal = journal_open(file->path, stamp.crc);
        type(journal, 0, "typed");
        if (journal_commit(journal) != JOURNAL_UNPROTECTED)
            say("TYPED");
        journal_sync(journal);
        lock_heartbeat(&lock, time(NULL) + 60);
        enum safesave_result result = safesave_draft(file, image.data, image.len, &stamp, &err);
        saved = result == SAFESAVE_OK;
        if (saved)
            say("SAVED");
        else
            say("FAILED %s", err.text);
    }
    if (saved) {
        journal_saved(journal, stamp.crc);
        backup_after_save(file->path, image.data, image.len, 1, time(NULL), NULL);
        struct audit_change change = {"overview", "", "typed", 0};
        audit_append(file->path, &change, 1, NULL);
    }
    journal_close(journal, true);
    lock_release(&lock);
    safefile_close(&source);
    strbuf_release(&old);
    strbuf_release(&image);
    return saved;
}

static bool output(const struct safefile *file, const char *new_path, bool is_device)
{
    struct strbuf image = STRBUF_INIT;
    struct err err = {0};
    struct safefile source;
    bool ok =
        safefile_open(&source, new_path, &err) &&
        safefile_read(&source, MAX_BYTES, &image, NULL, &err) &&
        (is_device ? safesave_device(file, image.data, image.len, &err)
                   : safesave_output_at(file->dirfd, file->name, image.data, image.len, &err));
    say("%s%s", ok ? "SAVED" : "FAILED ", err.text);
    safefile_close(&source);
    strbuf_release(&image);
    return ok;
}

static bool type_many(const struct safefile *file, size_t count)
{
    struct journal *journal = journal_open(file->path, 0);
    for (size_t i = 1; i <= count; i++) {
        type(journal, i - 1, "x");
        if (journal_commit(journal) != JOURNAL_UNPROTECTED)
            say("SHOWN %zu", i);
        if (i % 5 == 0 && journal_sync(journal) != JOURNAL_UNPROTECTED)
            say("SYNCED %zu", i);
    }
    journal_close(journal, true);
    return true;
}

static volatile sig_atomic_t asked_to_leave;
static void on_signal(int number) { asked_to_leave = number; }

static bool lock(const struct safefile *file, bool take_over)
{
    struct lock lock;
    struct err err = {0};
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGUSR1, &action, NULL);
    enum lock_result result =
        take_over ? lock_take_over(&lock, file, NULL, &err) : lock_acquire(&lock, file, NULL, &err);
    say("%s%s", result == LOCK_OK ? "LOCKED" : "FAILED ", result == LOCK_OK ? "" : err.text);
    while (result == LOCK_OK && !take_over && !asked_to_leave)
        usleep(1000);
    lock_release(&lock);
    return result == LOCK_OK;
}

static bool ask(const struct safefile *file)
{
    struct lock_holder holder;
    say(lock_query(file, &holder) ? "HELD" : "FREE");
    return true;
}

static bool read_file(const struct safefile *file)
{
    struct strbuf text = STRBUF_INIT;
    struct err err = {0};
    bool ok = safefile_read(file, MAX_BYTES, &text, NULL, &err);
    say("%s%s", ok ? "READ " : "FAILED ", ok ? text.data : err.text);
    strbuf_release(&text);
    return ok;
}

static bool tidy(const struct safefile *file)
{
    say("TIDIED %zu", safesave_remove_stale(file->dirfd, time(NULL) + 2 * 24 * 60 * 60));
    return true;
}

static bool apply(const struct journal_op *op, void *context)
{
    return strcmp(op->key, "overview") == 0 && journal_apply(context, op);
}

static bool recover(const struct safefile *file)
{
    struct journal_found *list;
    struct err err = {0};
    struct strbuf text = STRBUF_INIT;
    size_t count = journal_find(file->path, &list);
    say("FOUND %zu", count);
    bool ok = count == 0 || journal_replay(&list[0], apply, &text, NULL, &err);
    say("%s %s", ok ? "TEXT" : "FAILED", ok ? text.data : err.text);
    strbuf_release(&text);
    journal_found_free(list, count);
    return ok;
}

static bool discard(const struct safefile *file)
{
    struct journal_found *list;
    size_t count = journal_find(file->path, &list), n_removed = 0;
    for (size_t i = 0; i < count; i++)
        n_removed += journal_found_remove(&list[i], NULL);
    say("DISCARDED %zu", n_removed);
    journal_found_free(list, count);
    return n_removed == count;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    const char *verb = argv[1], *argument = argc > 3 ? argv[3] : "";
    struct safefile file;
    struct err err = {0};
    bool ok = safefile_open(&file, argv[2], &err);
    if (!ok)
        say("FAILED %s", err.text);
    else if (strcmp(verb, "save") == 0)
        ok = save(&file, argument);
    else if (strcmp(verb, "output") == 0 || strcmp(verb, "device") == 0)
        ok = output(&file, argument, *verb == 'd');
    else if (strcmp(verb, "type") == 0)
        ok = type_many(&file, strtoul(argument, NULL, 10));
    else if (strcmp(verb, "hold") == 0 || strcmp(verb, "take") == 0)
        ok = lock(&file, strcmp(verb, "take") == 0);
    else if (strcmp(verb, "ask") == 0)
        ok = ask(&file);
    else if (strcmp(verb, "read") == 0)
        ok = read_file(&file);
    else if (strcmp(verb, "tidy") == 0)
        ok = tidy(&file);
    else if (strcmp(verb, "recover") == 0)
        ok = recover(&file);
    else if (strcmp(verb, "discard") == 0)
        ok = discard(&file);
    else
        return 2;
    safefile_close(&file);
    return ok ? 0 : 1;
}
