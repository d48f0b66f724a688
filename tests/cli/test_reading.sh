#!/bin/sh
# SPDX-License-Identifier: MIT
# A draft is what libiniparser returns, and it is read once.
. tests/cli/lib.sh
other_unit=$(dirname "$nianbao")/tests/faults/otherunit.so

interposed() {
    LD_PRELOAD=$other_unit ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 "$nianbao" "$@" >out 2>err </dev/null
    status=$?
}

begin 'a library that answers another unit is heard in print'
run print "$sample" -o -
want_status 0
if grep -q 换了的局 out; then fail 'the unit is there without the library'; fi
interposed print "$sample" -o -
want_status 0
want_out 换了的局
end

if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
    begin 'a print reads its draft once, and looks once more before it puts the record in its place'
    cp "$sample" a.ini
    ASAN_OPTIONS=detect_leaks=0 strace -f -o trace "$nianbao" print a.ini -o a.txt >out 2>err </dev/null
    status=$?
    want_status 0
    n=$(grep -c '"a\.ini", .*O_RDONLY' trace)
    [ "$n" -eq 2 ] || fail "opened $n times"
    grep -q '^printed = ' a.ini || fail 'no record'
    if grep -q 'fork(\|clone(\|clone3(' trace; then fail 'a process was made'; fi
    end
else
    echo 'skip a print reads its draft once: there is no strace'
fi
