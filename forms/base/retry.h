/* SPDX-License-Identifier: MIT */
#ifndef FORMS_BASE_RETRY_H
#define FORMS_BASE_RETRY_H

/* RETRY(call) repeats a system call that a signal interrupted (-1 and EINTR). A bounded number of
 * times: a file system that answers nothing else must end in an error, not in a loop. close(2) is
 * not to be repeated: after EINTR the descriptor is gone. errno comes with it: whoever calls looks
 * at it next. */

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

enum { RETRY_MAX = 1000 };

#define RETRY(call)                                                                                \
    ({                                                                                             \
        __typeof__(call) retry_result_;                                                            \
        int retry_left_ = RETRY_MAX;                                                               \
        do                                                                                         \
            retry_result_ = (call);                                                                \
        while (retry_again(retry_result_ == -1, &retry_left_));                                    \
        retry_result_;                                                                             \
    })

/* Is a call that failed, or did not, to be made again? Looks at errno and counts left down. */
bool retry_again(bool failed, int *left);

/* Writes all bytes, however many calls that takes; false with errno. */
bool retry_write_all(int fd, const char *bytes, size_t len);

#endif
