#ifndef TUI_OUTTEXT_H
#define TUI_OUTTEXT_H

/* Texts in what the verbs write for programs. */

struct strbuf;

/* One place of a line of tsv, then end ('\t' or '\n'). Tabs and line feeds in it become blanks. */
void outtext_add_tsv(struct strbuf *out, const char *text, char end);
/* A string of JSON with its quotes; text is UTF-8. */
void outtext_add_json(struct strbuf *out, const char *text);

#endif
