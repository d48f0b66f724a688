/* SPDX-License-Identifier: MIT */
/* libFuzzer target: any bytes as text. Clusters, columns, visible forms and lines must agree with
 * each other. The first byte chooses the ambiguous width, the second the columns of a window. */

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "locale/cluster.h"
#include "locale/encoding.h"
#include "locale/linebreak.h"
#include "locale/strbuf.h"
#include "locale/utf8.h"
#include "locale/visible.h"
#include "locale/width.h"

/* What is shown is safe, stays the same when shown again, and is as wide as was said. */
static void check_shown(const char *text, size_t len, int ambiguous)
{
    struct strbuf shown = STRBUF_INIT, again = STRBUF_INIT;
    visible_add(&shown, text, len);
    assert(utf8_is_valid(shown.data, shown.len));
    assert(width_of(text, len, ambiguous) == width_of(shown.data, shown.len, ambiguous));
    assert(visible_add(&again, shown.data, shown.len) == 0);
    for (size_t i = 0; i < shown.len; i++)
        assert((unsigned char)shown.data[i] >= 0x20 && shown.data[i] != 0x7F);
    strbuf_release(&shown);
    strbuf_release(&again);
}

static void check_clusters(const char *text, size_t len, int ambiguous)
{
    int n_cols = 0;
    for (size_t pos = 0; pos < len;) {
        size_t n = cluster_len(text + pos, len - pos);
        assert(n > 0 && n <= len - pos);
        assert(cluster_prev(text, pos + n) == pos);
        int cols = cluster_cols(text + pos, n, ambiguous);
        assert(cols > 0 && cols <= 10);
        bool replaced;
        char form[16];
        assert(visible_next(text + pos, len - pos, &replaced, form) == n);
        if (replaced)
            assert(width_of_str(form, ambiguous) == cols);
        n_cols += cols;
        pos += n;
    }
    assert(n_cols == width_of(text, len, ambiguous));
}

static void check_window(const char *text, size_t len, int skip_cols, int max_cols, int ambiguous)
{
    struct clip clip = width_clip(text, len, skip_cols, max_cols, ambiguous);
    assert(clip.start_bytes + clip.n_bytes <= len);
    assert(clip.pad_left >= 0 && clip.pad_left + clip.n_cols <= max_cols);
    assert(clip.n_cols == width_of(text + clip.start_bytes, clip.n_bytes, ambiguous));
    assert(clip.cut == (clip.start_bytes + clip.n_bytes < len) ||
           (clip.cut && clip.pad_left == max_cols));
    struct strbuf padded = STRBUF_INIT;
    width_pad(&padded, text, len, max_cols, ALIGN_RIGHT, ambiguous);
    assert(width_of(padded.data, padded.len, ambiguous) == max_cols);
    strbuf_release(&padded);
}

static void check_lines(const char *text, size_t len, int max_cols, int ambiguous)
{
    while (len) {
        size_t visible, n = linebreak_next(text, len, max_cols, 0, ambiguous, &visible);
        assert(n > 0 && n <= len && visible <= n);
        assert(width_of(text, visible, ambiguous) <= max_cols || visible == cluster_len(text, len));
        if (n < len)
            assert(cluster_prev(text, n) < n);
        text += n;
        len -= n;
    }
}

static void check_encodings(const char *text, size_t len)
{
    if (!utf8_is_valid(text, len))
        return;
    struct strbuf encoded = STRBUF_INIT, back = STRBUF_INIT;
    struct encode_result result;
    size_t bad_offset;
    assert(encode_text(ENCODING_GBK, ENCODE_SUBSTITUTE, text, len, &encoded, &result, NULL));
    assert(decode_text(ENCODING_GBK, encoded.data, encoded.len, &back, &bad_offset));
    for (size_t i = 0; i < result.n_losses; i++)
        assert(result.losses[i].offset < len);
    encode_result_release(&result);
    strbuf_release(&encoded);
    strbuf_release(&back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    int ambiguous = data[0] & 1 ? 2 : 1, skip_cols = data[0] >> 1, max_cols = 2 + data[1];
    /* A copy of its own, so that a read behind its end is seen. */
    size_t len = size - 2;
    char *text = malloc(len ? len : 1);
    if (!text)
        return 0;
    for (size_t i = 0; i < len; i++)
        text[i] = (char)data[i + 2];
    check_shown(text, len, ambiguous);
    check_clusters(text, len, ambiguous);
    check_window(text, len, skip_cols, max_cols, ambiguous);
    check_lines(text, len, max_cols, ambiguous);
    check_encodings(text, len);
    free(text);
    return 0;
}
