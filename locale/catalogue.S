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
/* There is no code in here that a jump could lead to: the linker may mark the program as checked. */
#if defined __CET__ && __has_include(<cet.h>)
#include <cet.h>
#elif defined __ARM_FEATURE_BTI_DEFAULT
        .section .note.gnu.property, "a"
        .balign 8
        .long 4, 16, 5
        .asciz "GNU"
        .long 0xc0000000, 4, 3, 0
#endif
