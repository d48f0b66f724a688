#include "tui/outtext.h"

#include "locale/strbuf.h"

void outtext_add_tsv(struct strbuf *out, const char *text, char end)
{
    for (; *text; text++)
        strbuf_add_byte(out, *text == '\t' || *text == '\n' || *text == '\r' ? ' ' : *text);
    strbuf_add_byte(out, end);
}

void outtext_add_json(struct strbuf *out, const char *text)
{
    strbuf_add_byte(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            strbuf_addf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            strbuf_addf(out, "\\u%04x", c);
        else
            strbuf_add_byte(out, *text);
    }
    strbuf_add_byte(out, '"');
}
