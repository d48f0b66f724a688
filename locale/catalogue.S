/* SPDX-License-Identifier: MIT */
/* The English catalogue, compiled by msgfmt, as bytes of the program. It begins where the kernel begins a stretch of
 * pages that it maps together: those of a process that speaks Chinese do not come with the tables before it. */
        .section message_catalogue, "a"
        .balign 65536
        .globl message_catalogue_en
        .type message_catalogue_en, %object
message_catalogue_en:
        .incbin "en.mo"
        .size message_catalogue_en, . - message_catalogue_en
        .section .note.GNU-stack, "", %progbits
