/* SPDX-License-Identifier: MIT */
#ifndef TESTS_BENCH_BATCH_H
#define TESTS_BENCH_BATCH_H

/* What the program does without a terminal, beside bare C programs that do the part of it which
 * cannot be left out. */

/* Printing a complete draft to a file. program is nianbao, self the benchmark, folder one for
 * scratch files. */
void batch_measure_print(const char *program, const char *self, const char *sample,
                         const char *folder);
/* Reading n_drafts drafts for a sum, their status, check and the list; importing printed reports.
 */
void batch_measure_drafts(const char *program, const char *self, const char *sample,
                          const char *folder, int n_drafts);

/* The peers, as main() of the benchmark starts them: exit codes. */

/* Loads a draft with libiniparser and writes the bytes of text to a file, all or nothing. */
int batch_peer_print(const char *draft, const char *text, const char *output);
/* Loads every file of a folder with libiniparser. */
int batch_peer_load(const char *folder);

#endif
