/* SPDX-License-Identifier: MIT */
/* Where the user left off, and last year's draft. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/files/safesave.h"
#include "forms/files/statedir.h"
#include "forms/settings/settings.h"
#include "forms/store/previous.h"
#include "forms/store/session_private.h"
#include "locale/mem.h"
#include "locale/message.h"
#include "locale/utf8.h"

/* ---- place: three lines in place/KEY: path, field, offset ---- */

enum { MAX_PLACE_BYTES = 8192 };

/* Splits the first line off *text; NULL at the end. */
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
        return; /* only a convenience */
    struct strbuf text = STRBUF_INIT;
    statedir_key_of_path(session->file.path, key);
    strbuf_addf(&text, "%s\n%s\n%zu\n", session->file.path,
                draft_key(session->draft, session->place.field), session->place.offset);
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

void session_set_place(struct session *session, struct session_place place)
{
    session->place = place;
}

/* ---- last year's draft ---- */

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

void session_set_settings(struct session *session, const struct settings *settings)
{
    session->settings = settings;
}

const struct draft *session_previous(struct session *session)
{
    if (session->previous_is_known)
        return session->previous;
    session->previous_is_known = true;
    session_free_previous(session);
    char *only_folder = session->settings ? settings_only_folder(session->settings) : NULL;
    struct previous_search search = PREVIOUS_SEARCH_INIT(only_folder);
    struct err err;
    session->previous = previous_find_draft(&search, session->file.path, session->draft, &err);
    previous_search_release(&search);
    free(only_folder);
    return session->previous;
}
