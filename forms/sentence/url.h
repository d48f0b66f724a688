/* SPDX-License-Identifier: MIT */
#ifndef FORMS_SENTENCE_URL_H
#define FORMS_SENTENCE_URL_H

/* Addresses of the web in a text. */

#include <stdbool.h>
#include <stddef.h>

/* Is it the name of a host, of dots between labels, with letters at the end? */
bool url_is_host(const char *host, size_t len);
/* Is it an address, with or without http://? */
bool url_is_valid(const char *url, size_t len);
/* Bytes of the address at p: printable ASCII without the marks that end one in a sentence. */
size_t url_len(const char *p);

#endif
