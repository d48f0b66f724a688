/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SCREENS_SSHD_H
#define TESTS_SCREENS_SSHD_H

/* An sshd of the test's own on loopback, with keys of its own, for whoever runs the test. */

#include <arpa/inet.h>
#include <fcntl.h>
#include <ftw.h>
#include <pwd.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct sshd {
    char folder[40];
    pid_t listener;
    unsigned port;
};

static inline bool sshd_connects(unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    address.sin_port = htons((uint16_t)port);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool connected = fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    if (fd >= 0)
        close(fd);
    return connected;
}

/* A port that nobody listens at now; 0 where there is none. */
static inline unsigned sshd_free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t len = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool ok = fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof address) == 0 &&
              getsockname(fd, (struct sockaddr *)&address, &len) == 0;
    if (fd >= 0)
        close(fd);
    return ok ? ntohs(address.sin_port) : 0;
}

static inline int sshd_remove_one(const char *path, const struct stat *st, int type,
                                  struct FTW *place)
{
    (void)st, (void)type, (void)place;
    return remove(path);
}

static inline void sshd_stop(struct sshd *sshd)
{
    if (sshd->listener > 0) {
        kill(sshd->listener, SIGTERM);
        waitpid(sshd->listener, NULL, 0);
    }
    if (*sshd->folder)
        nftw(sshd->folder, sshd_remove_one, 16, FTW_DEPTH | FTW_PHYS);
    *sshd = (struct sshd){"", 0, 0};
}

/* NULL, or why it cannot be had. */
static inline const char *sshd_start(struct sshd *sshd)
{
    enum { LISTENS_MS = 10000 };
    static const char program[] =
        "/usr/sbin/sshd"; /* it starts itself again by this name, so it must be absolute */
    char command[600], port[24];
    *sshd = (struct sshd){"/tmp/nianbao-sshd-XXXXXX", 0, sshd_free_port()};
    if (access(program, X_OK) != 0 || access("/usr/bin/ssh", X_OK) != 0)
        return "sshd or ssh is not installed";
    if (!mkdtemp(sshd->folder) || !sshd->port)
        return "no folder or no port for sshd";
    if (geteuid() == 0)
        mkdir("/run/sshd", 0755); /* where it wants to be locked up before a login */
    snprintf(
        command, sizeof command,
        "cd %s && ssh-keygen -q -t ed25519 -N '' -f host && ssh-keygen -q -t ed25519 -N '' -f key && "
        "cp key.pub authorized && printf '%%s\\n' 'HostKey %s/host' 'AuthorizedKeysFile %s/authorized' "
        "'StrictModes no' 'UsePAM no' 'PermitRootLogin yes' 'PidFile none' 'ListenAddress 127.0.0.1' >config",
        sshd->folder, sshd->folder, sshd->folder);
    if (system(command) != 0)
        return "no keys for sshd";
    snprintf(command, sizeof command, "%s/config", sshd->folder);
    snprintf(port, sizeof port, "%u", sshd->port);
    sshd->listener = fork();
    if (sshd->listener == 0) {
        int null = open("/dev/null", O_RDWR);
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        for (int fd = 0; fd <= 2; fd++)
            dup2(null, fd);
        execl(program, program, "-D", "-f", command, "-p", port, (char *)NULL);
        _exit(127);
    }
    for (int ms = 0; ms < LISTENS_MS; ms += 20) {
        if (sshd_connects(sshd->port))
            return NULL;
        usleep(20000);
    }
    return "sshd does not start";
}

/* The arguments of an ssh that runs the command on a terminal there; they lie in text until its
 * next use. */
static inline void sshd_client(const struct sshd *sshd, const char *command, char text[2000],
                               const char *argv[8])
{
    struct passwd *account = getpwuid(geteuid());
    snprintf(
        text, 2000,
        "exec /usr/bin/ssh -tt -F /dev/null -e none -p %u -i %s/key -o IdentitiesOnly=yes -o LogLevel=ERROR "
        "-o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no %s@127.0.0.1 \"$0\"",
        sshd->port, sshd->folder, account ? account->pw_name : "root");
    const char *const all[] = {"/bin/sh", "-c", text, command, NULL};
    memcpy(argv, all, sizeof all);
}

/* Kills the processes of sshd below this one, not what they run. Up to OpenSSH 9.7 a session is one
 * process of the listener's name, then some of other names. */
static inline void sshd_kill_below(int parent)
{
    char path[64], name[16] = "";
    int pid;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", parent, parent);
    FILE *children = fopen(path, "r");
    while (children && fscanf(children, "%d", &pid) == 1) {
        snprintf(path, sizeof path, "/proc/%d/comm", pid);
        FILE *comm = fopen(path, "r");
        bool is_sshd = comm && fgets(name, sizeof name, comm) && strncmp(name, "sshd", 4) == 0;
        if (comm)
            fclose(comm);
        if (!is_sshd)
            continue;
        sshd_kill_below(pid);
        kill(pid, SIGKILL);
    }
    if (children)
        fclose(children);
}

/* Kills what serves the connections, as if the machine at this end had lost them. */
static inline void sshd_kill_sessions(const struct sshd *sshd)
{
    sshd_kill_below((int)sshd->listener);
}

#endif
