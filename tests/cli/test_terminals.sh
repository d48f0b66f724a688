#!/bin/bash
# SPDX-License-Identifier: MIT
# The terminals and multiplexers themselves, where they are installed: what `nianbao doctor` finds out in each of them, under
# every locale, and in some a walk through the program (tests/terminals/walk.c) that compares what the terminal shows with
# what the program believes. NIANBAO_LONG=1 walks in all of them. Prints ok, not ok or skip for each.
set -u
nianbao=$(realpath "${NIANBAO:-build/gcc/nianbao}")
walk=${nianbao%/*}/tests/terminals/walk
dir=$(mktemp -d)
users_home=$HOME
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

# The program's own words hold no ambiguous character on wide screens; the draft for narrow ones is full of them.
mkdir -p "$dir/plain" "$dir/rich"
printf '%s\n' '[report]' 'format = "2021"' 'unit = "云岫县水务局"' 'year = "2023"' '[problems]' 'p0010 = "公开共享，各项工作全部完成。"' \
    '[end]' 'complete = "1"' >"$dir/plain/a.ini"
printf '%s\n' '[report]' 'format = "2021"' 'unit = "云岫县水务局"' 'year = "2023"' '[problems]' \
    'p0010 = "“公开—共享”…①×√·年⏩报🙂度✅表：“一”—二…三，‘四’·五×六①七√八—九…十“公开”的各项工作—全部“完成”。"' \
    '[end]' 'complete = "1"' >"$dir/rich/a.ini"

# walk_script NAME ENCODING WIDTH DRAFTS CAPTURE [EMOJI_IS_NARROW]: doctor, then the walk; prints the script's path.
walk_script() {
    mkdir -p "$dir/w-$1/.config/nianbao"
    cp -r "$dir/$4" "$dir/w-$1/drafts"
    printf '[nianbao]\ndrafts = "%s"\n' "$dir/w-$1/drafts" >"$dir/w-$1/.config/nianbao/config.ini"
    {
        echo '#!/bin/sh'
        echo "export DISPLAY=${DISPLAY:-}"
        command_in POSIX "$dir/$1"
        printf '\nexport HOME=%q XDG_CONFIG_HOME=%q XDG_STATE_HOME=%q WALK_TOLERANCE=120 WALK_KEEP=%q\n' \
            "$dir/w-$1" "$dir/w-$1/.config" "$dir/w-$1/state" "${WALK_PICTURES:+$WALK_PICTURES/$1}"
        printf 'exec %q %s %s %s %q %q 3>%q 2>%q\n' "$walk" "$2" "$3" "${6:-0}" "$5" "$nianbao" "$dir/w-$1/log" "$dir/w-$1/err"
    } >"$dir/w-$1/run"
    chmod +x "$dir/w-$1/run"
    echo "$dir/w-$1/run"
}

# expect_walk NAME ENCODING WIDTH: up to 60 s.
expect_walk() {
    expect "$1" "$dir/$1" "$2" "$3"
    for _ in $(seq 600); do
        grep -qs '^end' "$dir/w-$1/log" && break
        sleep 0.1
    done
    if grep -qs '^end' "$dir/w-$1/log" && ! grep -q '^not ok' "$dir/w-$1/log"; then
        echo "ok $1_walk"
    else
        echo "not ok $1_walk"
        cat "$dir/w-$1/log" "$dir/w-$1/err" 2>/dev/null
    fi
}

locales="C POSIX C.UTF-8 en_US.UTF-8 zh_CN.UTF-8"

if command -v tmux >/dev/null; then
    for locale in $locales; do
        LC_ALL=C.UTF-8 tmux -u -S "$tmux_socket" -f /dev/null new-session -d -x 80 -y 24 "$(command_in $locale "$dir/tmux-$locale")"
        expect "tmux_$locale" "$dir/tmux-$locale" UTF-8 1
    done
    script=$(walk_script tmux_drafts UTF-8 1 rich "tmux -S $tmux_socket capture-pane -p -t walk")
    LC_ALL=C.UTF-8 tmux -u -S "$tmux_socket" -f /dev/null new-session -d -s walk -x 80 -y 24 "$script"
    expect_walk tmux_drafts UTF-8 1
else
    echo "skip tmux (not installed)"
fi

if command -v screen >/dev/null; then
    export SCREENDIR=$dir/screens
    mkdir -m 700 "$SCREENDIR"
    printf 'defutf8 on\ncjkwidth off\nstartup_message off\n' >"$dir/screenrc-off"
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
    xvfb=$!
    pids="$pids $xvfb"
    export DISPLAY=$display
    for _ in $(seq 50); do [ -S "/tmp/.X11-unix/X${display#:}" ] && break; sleep 0.1; done
fi

# Terminals draw what they hold anew before they are looked at: pieces of characters that hang over go.
picture='xrefresh; sleep 0.05; xwd -root -silent'
can_look() { command -v xwd >/dev/null && command -v xrefresh >/dev/null; }

# in_x NAME PROGRAM ENCODING WIDTH ARGUMENTS...: the terminal runs the command that follows the arguments.
in_x() {
    name=$1 program=$2 encoding=$3 width=$4
    shift 4
    if ! command -v "$program" >/dev/null; then
        echo "skip $name ($program is not installed)"
    elif [ -z "${DISPLAY:-}" ]; then
        echo "skip $name (Xvfb is not installed)"
    else
        script=$dir/$name.sh
        printf '#!/bin/sh\n%s\n' "$(command_in POSIX "$dir/$name")" >"$script"
        chmod +x "$script"
        LC_ALL=C.UTF-8 "$program" "$@" "$script" >/dev/null 2>&1 &
        pids="$pids $!"
        expect "$name" "$dir/$name" "$encoding" "$width"
    fi
}

# walk_in_x DRAFTS NAME PROGRAM ...: as in_x, and then through the program. One at a time is on the screen.
walk_in_x() {
    drafts=$1 name=$2 program=$3 encoding=$4 width=$5
    shift 5
    if ! command -v "$program" >/dev/null; then
        echo "skip ${name}_walk ($program is not installed)"
    elif [ -z "${DISPLAY:-}" ] || ! can_look; then
        echo "skip ${name}_walk (Xvfb, xwd or xrefresh is not installed)"
    elif [ ! -x "$walk" ]; then
        echo "skip ${name}_walk ($walk is not built)"
    else
        script=$(walk_script "$name" "$encoding" "$width" "$drafts" "$picture")
        LC_ALL=C.UTF-8 HOME="$dir/w-$name" "$program" "$@" "$script" >/dev/null 2>&1 &
        terminal=$!
        expect_walk "$name" "$encoding" "$width"
        kill $terminal 2>/dev/null
        wait $terminal 2>/dev/null
    fi
}
walk_if_long() {
    if [ -n "${NIANBAO_LONG:-}" ]; then walk_in_x "$@"; else
        shift
        in_x "$@"
    fi
}

walk_in_x rich mlterm_utf8 mlterm UTF-8 1 -E UTF-8 -e
walk_if_long plain mlterm_gbk mlterm GB18030 2 -E GBK -e
walk_if_long plain mlterm_gb18030 mlterm GB18030 2 -E GB18030 -e
for pid in $pids; do [ "$pid" = "$xvfb" ] || kill "$pid" 2>/dev/null; done
pids=$xvfb
sleep 0.2

mkdir -p "$dir/.putty/sessions" "$dir/.local/share/konsole"
printf 'LineCodePage=UTF-8\nCJKAmbigWide=1\n' >"$dir/.putty/sessions/wide"
printf 'LineCodePage=UTF-8\n' >"$dir/.putty/sessions/narrow"
printf '[General]\nName=gb\nParent=FALLBACK/\n[Encoding Options]\nDefaultEncoding=GB18030\n' >"$dir/.local/share/konsole/gb.profile"
for name in putty_wide konsole_gb18030; do
    mkdir -p "$dir/w-$name"
    cp -r "$dir/.putty" "$dir/.local" "$dir/w-$name"
done
if command -v luit >/dev/null; then
    walk_in_x rich luit_gb18030 xterm GB18030 1 -u8 -e luit -encoding GB18030
    walk_if_long rich luit_gbk xterm GB18030 1 -u8 -e luit -encoding GBK
else
    echo "skip luit (luit is not installed)"
fi
walk_if_long rich xterm xterm UTF-8 1 -u8 -e
walk_if_long rich xterm_cjk_width xterm UTF-8 2 -u8 -cjk_width -e
walk_if_long rich putty pterm UTF-8 1 -e
walk_if_long plain putty_wide pterm UTF-8 2 -load wide -e
walk_if_long rich urxvt urxvt UTF-8 1 -e
walk_if_long rich st st UTF-8 1 -e
walk_if_long rich vte lxterminal UTF-8 1 --no-remote -e
walk_if_long rich konsole konsole UTF-8 1 -e
walk_if_long rich konsole_gb18030 konsole GB18030 1 --profile gb -e
if command -v screen >/dev/null; then
    walk_in_x plain screen_in_xterm xterm UTF-8 2 -u8 -e screen -U -c "$dir/screenrc"
    walk_if_long rich screen_narrow xterm UTF-8 1 -u8 -e screen -U -c "$dir/screenrc-off"
fi

# xterm.js in a browser: in the long form, where npm can fetch it.
if [ -z "${NIANBAO_LONG:-}" ]; then
    echo "skip xtermjs (only in the long form)"
elif ! command -v npm >/dev/null || ! command -v chromium >/dev/null; then
    echo "skip xtermjs (npm or chromium is not installed)"
elif ! (mkdir "$dir/node" && cd "$dir/node" && echo '{}' >package.json &&
    HOME=$users_home npm install --silent --no-audit --no-fund @xterm/xterm @xterm/addon-unicode11 node-pty playwright-core) >/dev/null 2>&1; then
    echo "skip xtermjs (npm cannot fetch its packages)"
else
    for unicode in 6 11; do
        name=xtermjs_$unicode
        mkdir -p "$dir/w-$name"
        script=$(walk_script $name UTF-8 1 rich "touch $dir/w-$name/ask; while [ -e $dir/w-$name/ask ]; do sleep 0.01; done; cat $dir/w-$name/text" $((unicode == 6)))
        node tests/terminals/xtermjs.mjs "$dir/node" "$dir/w-$name" $unicode "$script" >"$dir/$name.said" 2>&1 &
        browser=$!
        expect_walk $name UTF-8 1
        kill $browser 2>/dev/null
        wait $browser 2>/dev/null
    done
fi

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
    # PuTTY itself, as a clerk has it: with the session's settings, over ssh.
    if command -v puttygen >/dev/null; then
        puttygen "$dir/key" -O private -o "$dir/key.ppk" && host_key=$(ssh-keygen -lf "$dir/host.pub" | cut -d ' ' -f 2)
        for session in narrow wide; do
            name=putty_ssh_$session
            mkdir -p "$dir/w-$name"
            cp -r "$dir/.putty" "$dir/w-$name"
            printf '#!/bin/sh\nprintf "exec %%s\\n" "$1" >%q\nexec putty -load %s -ssh -t -P %s -i %q -hostkey %s -l root -m %q 127.0.0.1\n' \
                "$dir/$name.remote" $session $port "$dir/key.ppk" "$host_key" "$dir/$name.remote" >"$dir/$name.start"
            chmod +x "$dir/$name.start"
        done
        walk_if_long rich putty_ssh_narrow "$dir/putty_ssh_narrow.start" UTF-8 1
        walk_in_x plain putty_ssh_wide "$dir/putty_ssh_wide.start" UTF-8 2
    else
        echo "skip putty_ssh (puttygen is not installed)"
    fi
fi

# What failed has said so; how the last terminal was ended does not count.
exit 0
