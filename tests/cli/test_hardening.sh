#!/bin/sh
# SPDX-License-Identifier: MIT
# The flags of the build, looked for in the program as it is shipped (PLAIN: a build without sanitizers).
. tests/cli/lib.sh

program=$(realpath "$project/${PLAIN:-build/gcc/nianbao}" 2>/dev/null)
status=0
: >out
: >err
if [ ! -f "$program" ] || ! command -v readelf >/dev/null; then
    echo 'skip hardening (no plain build, or no readelf)'
    exit 0
fi
readelf -W -h -l -d -s "$program" >out 2>err

begin 'position independent'
grep -q 'Type:.*DYN' out || fail 'not PIE'
end
begin 'the stack is not executable'
grep 'GNU_STACK' out | grep -q 'RWE' && fail 'it is'
end
begin 'relocations are read-only and bound at start'
grep -q GNU_RELRO out || fail 'no RELRO'
grep -qE 'BIND_NOW|FLAGS.*NOW' out || fail 'no BIND_NOW'
end
begin 'stack protector and checked string functions'
grep -q __stack_chk_fail out || fail 'no stack protector'
grep -q '_chk@' out || fail 'no FORTIFY'
end
begin 'no shell, no curses panel or form library'
for symbol in system popen; do
    grep -qE " $symbol@" out && fail "$symbol is linked in"
done
grep -qE 'NEEDED.*lib(panel|form|menu)' out && fail 'a library that is not wanted'
end
catalogue=$(dirname "$program")/locale/catalogue.o
if [ -f "$catalogue" ] && grep -q fcf-protection "$(dirname "$program")/flags"; then
    begin 'the catalogue does not keep the program from being marked as checked for jumps'
    readelf -n "$catalogue" >out 2>err
    want_out IBT
    end
fi
