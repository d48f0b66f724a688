#!/bin/sh
# The layers: forms/ and locale/ know no screen, ncurses has one door, and one file alone sends text to the terminal.
set -u
cd "$(dirname "$0")/../.." || exit 1

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
