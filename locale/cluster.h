/* SPDX-License-Identifier: MIT */
#ifndef LOCALE_CLUSTER_H
#define LOCALE_CLUSTER_H

/* Splits text into clusters, the units that are drawn, measured and stepped over. What visible.h
 * replaces is a cluster of its own, so that the cursor stops there and it can be deleted. */

#include <stddef.h>
#include <stdint.h>

enum cluster_kind {
    CLUSTER_PLAIN,    /* a safe base and at most CHAR_MAX_MARKS marks, or a Hangul syllable: as wide
                         as its base */
    CLUSTER_EMOJI,    /* emoji style, skin tone, keycap, flag, ZWJ sequence: 2 columns */
    CLUSTER_HIDDEN,   /* one character that is shown as <U+XXXX> */
    CLUSTER_BAD_BYTE, /* one byte that is shown as <0xXX> */
};

struct cluster {
    enum cluster_kind kind;
    size_t len;    /* bytes */
    uint32_t base; /* the first character, or the bad byte */
};

/* The cluster at text[0..len), len > 0. */
struct cluster cluster_read(const char *text, size_t len);
int cluster_read_cols(const struct cluster *cluster, int ambiguous);

/* Length in bytes of the cluster at text[0..len); at least 1 if len > 0. */
size_t cluster_len(const char *text, size_t len);
/* Start of the cluster before offset (0 < offset <= len); offsets are at cluster boundaries. */
size_t cluster_prev(const char *text, size_t offset);
/* Columns of one cluster, as visible.h shows it. */
int cluster_cols(const char *text, size_t len, int ambiguous);

#endif
