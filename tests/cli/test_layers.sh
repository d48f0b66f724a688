#!/bin/sh
# SPDX-License-Identifier: MIT
# The house: rooms use only those that the Makefile lets them use, and of these only the public headers; forms/ and
# locale/ know no screen, ncurses has one door, and one file alone sends text to the terminal.
set -u
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# none NAME PATTERN FILES...: no line of the files matches.
none() {
    name=$1 pattern=$2
    shift 2
    if found=$(grep -nE "$pattern" "$@"); then
        echo "not ok $name"
        echo "$found"
    else
        echo "ok $name"
    fi
}

# report NAME FINDINGS: fails where there are any.
report() {
    if [ -n "$2" ]; then echo "not ok $1"; echo "$2"; else echo "ok $1"; fi
}

# FILE ROOM MODULE for each project header that a file includes.
find forms locale tui -name '*.[ch]' -exec sed -n 's/^#include "\(.*\)\/\([^/]*\)\.h"/\1 \2/
    T
    F
    p' {} + | awk 'NF == 1 { file = $1; next } { print file, $1, $2 }' >"$work/includes"

make -s rooms >"$work/rooms"
report rooms_use_only_those_before_them "$(awk '
    NR == FNR { room = substr($1, 1, length($1) - 1); for (i = 2; i <= NF; i++) may[room, $i] = 1; next }
    { mine = $1; sub(/\/[^\/]*$/, "", mine) }
    mine != $2 && !((mine, $2) in may) { print $1 " must not include " $2 "/" $3 ".h" }' "$work/rooms" "$work/includes")"

# A paragraph "Public: a.h, b.h." in the README of each room; locale/ is public as a whole.
for readme in forms/*/README.md tui/*/README.md; do
    sed -n '/^Public: /,/^$/p' "$readme" | tr -d ',' | tr ' ' '\n' | sed -n "s#\\([a-z0-9_]*\\)\\.h\\.*\$#${readme%/README.md} \\1#p"
done >"$work/public"
report rooms_are_entered_by_their_public_headers "$(awk '
    NR == FNR { public[$1, $2] = 1; next }
    { mine = $1; sub(/\/[^\/]*$/, "", mine) }
    mine != $2 && $2 != "locale" && !(($2, $3) in public) {
        print $1 " includes " $2 "/" $3 ".h, which " $2 "/README.md does not name as public" }' \
    "$work/public" "$work/includes")"

# A module is a .c with its .h and, where it is in several files, with NAME_private.h, which only these see.
report files_are_in_no_circle "$(
    awk '
        { mine = $1; sub(/(_private)?\.[ch]$/, "", mine); other = $2 "/" $3; sub(/_private$/, "", other) }
        mine != other { print mine, other }' "$work/includes" | tsort 2>&1 >/dev/null
)"

others() { # all .c of tui/ but the named ones
    for file in $(find tui -name '*.[ch]'); do
        case " $* " in *" $file "*) ;; *) echo "$file" ;; esac
    done
}

none forms_and_locale_without_a_screen '[Cc]urses|"tui/' $(find forms locale -name '*.[ch]')
none locale_without_forms '"forms/' locale/*.[ch]
none ncurses_has_one_door '#include <(n?curses|term)(w/.*)?\.h>' $(others tui/term/screenlib.h)
none text_is_sent_by_draw_alone '\<(mv)?w?(add|ins)(n?w?str|ch|chstr|nstr|_wch|_wchstr)\(|printw\(|\<putp\(' \
    $(others tui/term/draw.c tui/term/draw.h tui/term/widthhook.c tui/term/shift.c)
# shift.c moves what draw.c has drawn: it inserts blanks.
none text_is_moved_without_adding_any '\<(mv)?w?add|\<(mv)?w?ins(n?w?str|ch|chstr|nstr|_wchstr)\(|printw\(|\<putp\(' tui/term/shift.c
none keys_are_read_by_term_alone '\<(mv)?w?get(_wch|ch|nstr|str)\(' $(others)
none no_locale_is_needed '\<setlocale\(' $(find tui forms locale -name '*.c')
