#include "tui/screenout.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

static FILE *screen;
static int tty = -1, memory = -1;

FILE *screenout_open(int tty_fd)
{
    int fd = fcntl(tty_fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    screen = fd < 0 ? NULL : fdopen(fd, "w");
    if (!screen) {
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    tty = tty_fd;
    memory = memfd_create("screen", MFD_CLOEXEC);
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

void screenout_begin(void)
{
    if (memory >= 0)
        dup3(memory, fileno(screen), O_CLOEXEC);
}

void screenout_end(struct strbuf *bytes)
{
    if (memory < 0)
        return;
    dup3(tty, fileno(screen), O_CLOEXEC);
    off_t len = lseek(memory, 0, SEEK_CUR);
    if (len <= 0)
        return;
    strbuf_reserve(bytes, (size_t)len);
    ssize_t n = pread(memory, bytes->data + bytes->len, (size_t)len, 0);
    if (n > 0) {
        bytes->len += (size_t)n;
        bytes->data[bytes->len] = '\0';
    }
    lseek(memory, 0, SEEK_SET);
}
