/* SPDX-License-Identifier: MIT */
#include "forms/base/retry.h"

#include <unistd.h>

bool retry_again(bool failed, int *left) { return failed && errno == EINTR && --*left > 0; }

bool retry_write_all(int fd, const char *bytes, size_t len)
{
    for (size_t done = 0; done < len;) {
        ssize_t n = RETRY(write(fd, bytes + done, len - done));
        if (n < 0)
            return false;
        if (n == 0) { /* neither progress nor an error: some devices when they are full */
            errno = ENOSPC;
            return false;
        }
        done += (size_t)n;
    }
    return true;
}
