#!/bin/bash
# SPDX-License-Identifier: MIT
# The terminals and multiplexers themselves, where they are installed: what `nianbao doctor` finds out in each of them, under
# every locale. Prints ok, not ok or skip for each.
set -u
nianbao=$(realpath "${NIANBAO:-build/gcc/nianbao}")
dir=$(mktemp -d)
export HOME=$dir XDG_STATE_HOME=$dir/state XDG_CONFIG_HOME=$dir/config
unset DISPLAY TMUX STY SSH_CONNECTION SSH_TTY SSH_CLIENT
pids=
tmux_socket=$dir/tmux
cleanup() {
    command -v tmux >/dev/null && tmux -S "$tmux_socket" kill-server 2>/dev/null
    [ -z "$pids" ] || kill $pids 2>/dev/null
    rm -rf "$dir"
}
trap cleanup EXIT

# wait_for FILE: up to 30 s for the page to be complete.
wait_for() {
    for _ in $(seq 300); do
        grep -q '^Esc\|  Esc 等待' "$1" 2>/dev/null && return 0
        sleep 0.1
    done
    return 1
}

# expect NAME FILE ENCODING WIDTH
expect() {
    if wait_for "$2" && grep -q "^  编码 *$3（终端答复）" "$2" && grep -q "宽 *$4 列（终端答复）" "$2" &&
        grep -q '宽度函数 *用本程序的' "$2"; then
        echo "ok $1"
    else
        echo "not ok $1"
        cat "$2" 2>/dev/null
    fi
}

command_in() { # LOCALE FILE
    printf 'LANGUAGE=zh LC_ALL=%s %q doctor --no-keys -o %q' "$1" "$nianbao" "$2"
}

locales="C POSIX C.UTF-8 en_US.UTF-8 zh_CN.UTF-8"

if command -v tmux >/dev/null; then
    for locale in $locales; do
        LC_ALL=C.UTF-8 tmux -u -S "$tmux_socket" -f /dev/null new-session -d -x 80 -y 24 "$(command_in $locale "$dir/tmux-$locale")"
        expect "tmux_$locale" "$dir/tmux-$locale" UTF-8 1
    done
else
    echo "skip tmux (not installed)"
fi

if command -v screen >/dev/null; then
    export SCREENDIR=$dir/screens
    mkdir -m 700 "$SCREENDIR"
    for cjk in off on; do
        printf 'defutf8 on\ncjkwidth %s\nstartup_message off\n' $cjk >"$dir/screenrc"
        f=$dir/screen-$cjk
        LC_ALL=C.UTF-8 TERM=xterm screen -U -c "$dir/screenrc" -dmS "nianbao$cjk" sh -c "$(command_in C.UTF-8 "$f")"
        expect "screen_cjkwidth_$cjk" "$f" UTF-8 $([ $cjk = on ] && echo 2 || echo 1)
    done
else
    echo "skip screen (not installed)"
fi

if command -v Xvfb >/dev/null; then
    display=:$((90 + $$ % 900))
    Xvfb $display -screen 0 1024x768x24 -nolisten tcp -noreset >/dev/null 2>&1 &
    pids="$pids $!"
    export DISPLAY=$display
    for _ in $(seq 50); do [ -S "/tmp/.X11-unix/X${display#:}" ] && break; sleep 0.1; done
fi

# in_x NAME PROGRAM ENCODING WIDTH ARGUMENTS...: the terminal runs the command that follows -e.
in_x() {
    name=$1 program=$2 encoding=$3 width=$4
    shift 4
    if ! command -v "$program" >/dev/null; then
        echo "skip $name ($program is not installed)"
    elif [ -z "${DISPLAY:-}" ]; then
        echo "skip $name (Xvfb is not installed)"
    else
        LC_ALL=C.UTF-8 "$program" "$@" -e sh -c "$(command_in POSIX "$dir/$name")" >/dev/null 2>&1 &
        pids="$pids $!"
        expect "$name" "$dir/$name" "$encoding" "$width"
    fi
}

in_x xterm xterm UTF-8 1 -u8
in_x xterm_cjk_width xterm UTF-8 2 -u8 -cjk_width
in_x mlterm_utf8 mlterm UTF-8 1 -E UTF-8
in_x mlterm_gbk mlterm GB18030 2 -E GBK
in_x mlterm_gb18030 mlterm GB18030 2 -E GB18030

sshd=$(command -v sshd || echo /usr/sbin/sshd)
if [ ! -x "$sshd" ] || ! command -v ssh >/dev/null || ! command -v tmux >/dev/null; then
    echo "skip ssh (sshd, ssh or tmux is not installed)"
elif [ "$(id -u)" -ne 0 ]; then
    echo "skip ssh (needs root to run sshd)"
else
    mkdir -p /run/sshd
    port=$((20000 + $$ % 20000))
    ssh-keygen -q -t ed25519 -N '' -f "$dir/host" && ssh-keygen -q -t ed25519 -N '' -f "$dir/key"
    cp "$dir/key.pub" "$dir/authorized"
    "$sshd" -D -f /dev/null -p $port -o "HostKey=$dir/host" -o "AuthorizedKeysFile=$dir/authorized" -o StrictModes=no \
        -o UsePAM=no -o PermitRootLogin=yes -o ListenAddress=127.0.0.1 -o PidFile=none -E "$dir/sshd.log" &
    pids="$pids $!"
    for _ in $(seq 50); do grep -q listening "$dir/sshd.log" 2>/dev/null && break; sleep 0.1; done
    remote=$(command_in POSIX "$dir/ssh")
    LC_ALL=C.UTF-8 tmux -u -S "$tmux_socket" -f /dev/null new-session -d -x 80 -y 24 \
        "ssh -tt -F /dev/null -p $port -i $dir/key -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no root@127.0.0.1 $(printf %q "$remote")"
    expect ssh_loopback "$dir/ssh" UTF-8 1
fi
