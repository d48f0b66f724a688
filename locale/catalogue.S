/* The English catalogue, compiled by msgfmt, as bytes of the program. */
        .section message_catalogue, "a"
        .balign 4
        .globl message_catalogue_en
        .type message_catalogue_en, %object
message_catalogue_en:
        .incbin "en.mo"
        .size message_catalogue_en, . - message_catalogue_en
        .section .note.GNU-stack, "", %progbits
