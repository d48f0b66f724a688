#!/bin/sh
# SPDX-License-Identifier: MIT
# Unsaved work of a killed editor, listed and taken back without the screens. The editor runs on a terminal of script(1).
. tests/cli/lib.sh

status=0
: >out
: >err
if ! command -v script >/dev/null; then
    echo 'skip recover (there is no script(1) to make a terminal)'
    exit 0
fi

# The list of all shows nothing of this folder; the place of last resort (/dev/shm) may hold what other tests left.
want_none_here() { if grep -qF "$dir" out; then fail 'wanted no draft of this folder'; fi; }

begin 'nothing to recover'
run recover
want_status 0
want_none_here
run recover --apply
want_status 2
end

# type_and KEYS SIGNAL: types into a.ini in a terminal, waits until the journal holds it, and sends the signal.
type_and() {
    mkfifo keys
    : >screen
    TERM=xterm script -qfec "stty rows 24 cols 80; exec '$nianbao' edit a.ini" /dev/null <keys >screen 2>&1 &
    script_pid=$!
    exec 3>keys
    i=0
    until grep -q 'F10' screen || [ $i -ge 100 ]; do sleep 0.1; i=$((i + 1)); done
    printf '\033[200~%s\033[201~' "$1" >&3 # a paste: one change in the journal
    i=0
    until grep -q "$1" .local/state/nianbao/journal/* 2>/dev/null || [ $i -ge 100 ]; do sleep 0.1; i=$((i + 1)); done
    editor=$(sed -n 's/^pid *[=:] *"*\([0-9]*\).*/\1/p' .a.ini.lock)
    [ -n "$editor" ] || editor=$(ps -o pid= --ppid "$script_pid" 2>/dev/null | head -n 1)
    [ -z "$2" ] || kill "-$2" $editor
}
finish_typing() {
    exec 3>&-
    wait "$script_pid" 2>/dev/null
    rm -f keys
}

begin 'a draft that is open is not touched'
run new a.ini --year=2023
type_and 12345 ''
run recover a.ini
want_status 5
want_err '正开着'
kill -9 $editor
finish_typing
end

begin 'unsaved work of a killed editor is listed'
run recover
want_status 0
want_out "$dir/a.ini"
run recover a.ini
want_status 0
want_out '取回：'
want_out 12345
end

begin 'and taken back'
run recover a.ini --apply
want_status 0
want_out '已取回'
want_in a.ini 12345
run recover
want_none_here
end

begin 'or put into another file'
cp a.ini before
type_and 67890 KILL
finish_typing
run recover a.ini -o b.ini
want_status 0
want_in b.ini 67890
cmp -s a.ini before || fail 'a.ini was changed'
run recover a.ini
want_out '没有未保存的内容'
end

begin 'or dropped'
type_and 24680 KILL
finish_typing
run recover a.ini --drop
want_status 0
run recover
want_none_here
cmp -s a.ini before || fail 'a.ini was changed'
end

begin 'a change in the file meanwhile is not overwritten'
type_and 13579 KILL
finish_typing
sed -i -e '/^keys = /d' -e '/^crc = /d' -e 's/^unit = .*/unit = "别人写的"/' a.ini
run recover a.ini --apply
want_status 1
want_out '草稿里后来也改过'
want_in a.ini 别人写的
run recover a.ini -o c.ini
want_status 0
want_in c.ini 13579
want_in a.ini 别人写的
end

begin 'of long texts the part that differs is shown'
rm -f a.ini
run new a.ini --year=2023 --unit="$(printf '县%.0s' $(seq 90))"
type_and 24680 KILL
finish_typing
run recover a.ini
want_status 0
want_out '取回：……'
want_out 24680
end
