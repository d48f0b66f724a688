/* SPDX-License-Identifier: MIT */
#include "locale/width.h"

#include <string.h>

#include "locale/cluster.h"
#include "locale/strbuf.h"
#include "locale/visible.h"

int width_of(const char *text, size_t len, int ambiguous)
{
    int n_cols = 0;
    for (size_t pos = 0; pos < len;) {
        struct cluster cluster = cluster_read(text + pos, len - pos);
        n_cols += cluster_read_cols(&cluster, ambiguous);
        pos += cluster.len;
    }
    return n_cols;
}

int width_of_str(const char *text, int ambiguous)
{
    return width_of(text, strlen(text), ambiguous);
}

struct clip width_clip(const char *text, size_t len, int skip_cols, int max_cols, int ambiguous)
{
    struct clip clip = {0};
    size_t pos = 0;
    for (int col = 0; pos < len && col < skip_cols;) {
        struct cluster cluster = cluster_read(text + pos, len - pos);
        col += cluster_read_cols(&cluster, ambiguous);
        pos += cluster.len;
        clip.pad_left = col > skip_cols ? col - skip_cols : 0;
    }
    clip.start_bytes = pos;
    if (clip.pad_left > max_cols) {
        /* The visible form of a hidden character is wider than the window. */
        clip.pad_left = max_cols > 0 ? max_cols : 0;
        clip.cut = true;
    }
    while (pos < len) {
        struct cluster cluster = cluster_read(text + pos, len - pos);
        int cols = cluster_read_cols(&cluster, ambiguous);
        if (cols > max_cols - clip.pad_left - clip.n_cols) {
            clip.cut = true;
            break;
        }
        clip.n_cols += cols;
        pos += cluster.len;
    }
    clip.n_bytes = pos - clip.start_bytes;
    return clip;
}

void width_pad(struct strbuf *out, const char *text, size_t len, int n_cols, enum align align,
               int ambiguous)
{
    struct clip clip = width_clip(text, len, 0, n_cols, ambiguous);
    int blanks = n_cols > clip.n_cols ? n_cols - clip.n_cols : 0;
    int left = align == ALIGN_LEFT ? 0 : align == ALIGN_RIGHT ? blanks : blanks / 2;
    strbuf_add_repeat(out, " ", (size_t)left);
    visible_add(out, text, clip.n_bytes);
    strbuf_add_repeat(out, " ", (size_t)(blanks - left));
}

void width_shorten(struct strbuf *text, int max_cols, int ambiguous)
{
    static const char more[] = "…";
    if (!width_clip(text->data, text->len, 0, max_cols, ambiguous).cut)
        return;
    int more_cols = width_of(more, strlen(more), ambiguous);
    strbuf_truncate(text,
                    width_clip(text->data, text->len, 0, max_cols - more_cols, ambiguous).n_bytes);
    if (more_cols <= max_cols)
        strbuf_add_str(text, more);
}
