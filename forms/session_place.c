/* Where the operator left, and last year's draft. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/draftfile.h"
#include "forms/safesave.h"
#include "forms/session_private.h"
#include "forms/settings.h"
#include "forms/statedir.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"

/* ---- place: three lines in place/KEY: path, field, offset ---- */

enum { MAX_PLACE_BYTES = 8192 };

/* Takes a line off the front of *text; NULL where there is none. */
static char *take_line(char **text)
{
    char *line = *text, *end = strchr(line, '\n');
    if (!end)
        return NULL;
    *end = '\0';
    *text = end + 1;
    return line;
}

void session_read_place(struct session *session)
{
    char key[17];
    struct strbuf text = STRBUF_INIT;
    statedir_key_of_path(session->file.path, key);
    int dirfd = statedir_open(STATEDIR_STATE, "place", false, NULL, NULL);
    if (dirfd >= 0 && safefile_read_at(dirfd, key, MAX_PLACE_BYTES, &text, NULL, NULL)) {
        char *rest = text.data;
        const char *path = take_line(&rest), *field = path ? take_line(&rest) : NULL;
        const char *offset = field ? take_line(&rest) : NULL;
        if (offset && strcmp(path, session->file.path) == 0) {
            session->place.field = draft_find(session->draft, field);
            session->place.offset = strtoul(offset, NULL, 10);
        }
    }
    if (dirfd >= 0)
        close(dirfd);
    strbuf_release(&text);
}

void session_write_place(const struct session *session)
{
    char key[17];
    if (session->place.field < 0 || session->place.field >= draft_n_fields(session->draft) ||
        strchr(session->file.path, '\n'))
        return;
    int dirfd = statedir_open(STATEDIR_STATE, "place", true, NULL, NULL);
    if (dirfd < 0)
        return; /* a comfort that can be done without */
    struct strbuf text = STRBUF_INIT;
    statedir_key_of_path(session->file.path, key);
    strbuf_addf(&text, "%s\n%s\n%zu\n", session->file.path, draft_key(session->draft, session->place.field),
                session->place.offset);
    safesave_output_at(dirfd, key, text.data, text.len, NULL);
    strbuf_release(&text);
    close(dirfd);
}

void session_place(const struct session *session, struct session_place *place)
{
    *place = session->place;
    if (place->field < 0 || place->field >= draft_n_fields(session->draft)) {
        *place = (struct session_place){-1, 0};
        return;
    }
    size_t len = draft_len(session->draft, place->field);
    if (place->offset > len)
        place->offset = len;
    place->offset = utf8_clip_bytes(draft_text(session->draft, place->field), len, place->offset);
}

void session_set_place(struct session *session, struct session_place place) { session->place = place; }

/* ---- last year's draft ---- */

enum { MAX_SEARCHED_FILES = 500 };

void session_free_previous(struct session *session)
{
    draft_free(session->previous);
    session->previous = NULL;
}

void session_previous_may_change(struct session *session, int field)
{
    if (field == draft_cover_field(session->draft, COVER_UNIT) ||
        field == draft_cover_field(session->draft, COVER_REPORT_YEAR) ||
        strcmp(draft_key(session->draft, field), "report.previous") == 0)
        session->previous_is_known = false;
}

/* NULL where there is none, or none that is whole. */
static struct draft *read_whole(const struct safefile *file)
{
    struct strbuf bytes = STRBUF_INIT;
    struct ini_notes notes = INI_NOTES_INIT;
    enum ini_state state = INI_CUT;
    struct draft *draft = NULL;
    if (safefile_read(file, INI_MAX_BYTES, &bytes, NULL, NULL))
        draft = draftfile_read(bytes.data, bytes.len, &state, &notes, NULL);
    if (draft && state == INI_CUT) {
        draft_free(draft);
        draft = NULL;
    }
    ini_notes_release(&notes);
    strbuf_release(&bytes);
    return draft;
}

void session_set_settings(struct session *session, const struct settings *settings) { session->settings = settings; }

/* A relative path starts from the draft's folder. */
static bool take_previous(struct session *session, const char *path)
{
    struct strbuf whole = STRBUF_INIT;
    struct safefile file = SAFEFILE_INIT;
    if (path[0] != '/')
        strbuf_addf(&whole, "%.*s/", (int)(strlen(session->file.path) - strlen(session->file.name) - 1),
                    session->file.path);
    strbuf_add_str(&whole, path);
    bool may = !session->settings || settings_allow_path(session->settings, whole.data, NULL);
    struct draft *draft = may && safefile_open(&file, whole.data, NULL) ? read_whole(&file) : NULL;
    if (draft) {
        session_free_previous(session);
        session->previous = draft;
    }
    safefile_close(&file);
    strbuf_release(&whole);
    return draft != NULL;
}

/* Reading a draft costs a few milliseconds: only files whose bytes name unit and year are read as drafts. */
static bool may_be_previous(const struct session *session, int dirfd, const char *name, const char *unit, int year)
{
    if (!draftfile_stem_len(name) || strcmp(name, session->file.name) == 0)
        return false;
    struct strbuf bytes = STRBUF_INIT, wanted = STRBUF_INIT;
    strbuf_addf(&wanted, "%d", year);
    bool may = safefile_read_at(dirfd, name, INI_MAX_BYTES, &bytes, NULL, NULL) &&
               memmem(bytes.data, bytes.len, unit, strlen(unit)) &&
               memmem(bytes.data, bytes.len, wanted.data, wanted.len);
    strbuf_release(&bytes);
    strbuf_release(&wanted);
    return may;
}

static bool is_previous(const struct draft *draft, const char *unit, int year)
{
    return draft && draft_year(draft) == year &&
           strcmp(draft_text(draft, draft_cover_field(draft, COVER_UNIT)), unit) == 0;
}

static void search_folder(struct session *session)
{
    const char *unit = draft_text(session->draft, draft_cover_field(session->draft, COVER_UNIT));
    int year = draft_year(session->draft) - 1;
    int dirfd = *unit && year > 0 ? openat(session->file.dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    DIR *folder = dirfd >= 0 ? fdopendir(dirfd) : NULL;
    if (!folder) {
        if (dirfd >= 0)
            close(dirfd);
        return;
    }
    int n_searched = 0;
    for (const struct dirent *entry;
         !session->previous && n_searched < MAX_SEARCHED_FILES && (entry = readdir(folder));) {
        if (!may_be_previous(session, dirfd, entry->d_name, unit, year))
            continue;
        n_searched++;
        if (take_previous(session, entry->d_name) && !is_previous(session->previous, unit, year))
            session_free_previous(session);
    }
    closedir(folder);
}

const struct draft *session_previous(struct session *session)
{
    if (session->previous_is_known)
        return session->previous;
    session->previous_is_known = true;
    session_free_previous(session);
    const char *named = draft_text_of(session->draft, "report.previous");
    if (!*named || !take_previous(session, named))
        search_folder(session);
    return session->previous;
}
