/* SPDX-License-Identifier: MIT */
#include "tui/term/screenout.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

static FILE *screen;
static int tty = -1, memory = -1;

FILE *screenout_open(int tty_fd)
{
    tty = tty_fd;
    memory = memfd_create("screen", MFD_CLOEXEC);
    int fd = memory < 0 ? -1 : fcntl(tty_fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    screen = fd < 0 ? NULL : fdopen(fd, "w");
    return screen;
}

void screenout_close(void)
{
    if (screen)
        fclose(screen);
    if (memory >= 0)
        close(memory);
    screen = NULL;
    memory = -1;
}

void screenout_begin(void) { dup3(memory, fileno(screen), O_CLOEXEC); }

void screenout_end(struct strbuf *bytes)
{
    dup3(tty, fileno(screen), O_CLOEXEC);
    off_t len = lseek(memory, 0, SEEK_CUR);
    strbuf_reserve(bytes, (size_t)len);
    bytes->len += (size_t)pread(memory, bytes->data + bytes->len, (size_t)len, 0);
    bytes->data[bytes->len] = '\0';
    lseek(memory, 0, SEEK_SET);
}
