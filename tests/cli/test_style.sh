#!/bin/sh
# SPDX-License-Identifier: MIT
# The tree as a text: its formatting, its license lines, headers that stand alone, functions that nobody calls, names.
set -u
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
jobs=$(nproc 2>/dev/null || echo 2)

# report NAME FINDINGS: fails where there are any.
report() {
    if [ -n "$2" ]; then echo "not ok $1"; echo "$2"; else echo "ok $1"; fi
}
c_files() { find forms locale tui tests -name '*.[ch]'; }

report a_license_line_in_each_file "$(
    { find forms locale tui tests -name '*.[chS]' -o -name '*.sh' -o -name '*.awk' -o -name '*.mjs' -o -name '*.bash'
      ls Makefile tests/run tests/coverage-report .ci/*; } |
        while read -r file; do
            head -n 2 "$file" | grep -q 'SPDX-License-Identifier: MIT' || echo "$file"
        done
)"

# Versions of clang-format differ in details: the one that the tree was formatted with decides.
case $(clang-format --version 2>/dev/null) in
'') echo 'skip formatted_as_clang_format_says (no clang-format)' ;;
*' version 14.'*)
    report formatted_as_clang_format_says "$(c_files | xargs clang-format --dry-run --Werror 2>&1 | grep -E 'error:' | head)"
    ;;
*) echo "skip formatted_as_clang_format_says ($(clang-format --version), it takes 14)" ;;
esac

# Some in any case, and what the last commit and the work since then changed; all in the long form.
if ! command -v clang-tidy >/dev/null; then
    echo 'skip nothing_for_clang_tidy (no clang-tidy)'
else
    if [ -z "${NIANBAO_LONG:-}" ]; then
        tidy=$(ls forms/base/*.c $(git diff --name-only --diff-filter=d HEAD~1 -- '*.c' 2>/dev/null | head -n 20) |
            grep -vE '/(faults|widthhook)\.c$')
    fi
    report nothing_for_clang_tidy "$(make -s ${tidy:+TIDY="$(echo "$tidy" | tr '\n' ' ')"} tidy 2>&1 |
        grep -vE 'warnings? (generated|treated)|^\[[0-9]+/[0-9]+\] Processing')"
fi

# All but the generated table, which is a part of charclass.c.
report headers_compile_alone "$(
    find forms locale tui tests -name '*.h' ! -name widthtab.h |
        xargs -P "$jobs" -n 8 sh -c 'for header; do
            echo "#include \"$header\"" | ${CC:-cc} -std=gnu11 -D_GNU_SOURCE -I. -I/usr/include/iniparser -Werror -fsyntax-only -x c - ||
                echo "$header"
        done' sh 2>&1 | head -n 40
)"

# Function, and what to call instead.
cat >"$work/banned" <<'EOF'
alloca: a size from outside would overrun the stack; xcalloc()
asctime ctime: one buffer for all threads, in English; date.h
atof atoll: no word of what is wrong; decimal.h, strtoull()
gets: no limit
gmtime localtime: one buffer for all threads; gmtime_r(), localtime_r()
mktemp tmpnam tempnam: a name that somebody else may take first; safefile.h
rand srand: one state for all threads; random() in tests
sprintf vsprintf: no limit; snprintf(), strbuf_addf()
strcat strcpy stpcpy: no limit; strbuf_add()
strncat strncpy: no end where it does not fit; strbuf_add()
strtok: one state for all threads, and swallows empty fields; strcspn()
system popen: a shell between us and the command; fork() and execvp()
vfork: what the child does is done to the parent
EOF
banned() { # FUNCTION... in the program, which has no comments in it that call them
    grep -nE "(^|[^_[:alnum:]>.])($(echo "$*" | tr ' ' '|'))\(" $(find forms locale tui -name '*.[ch]')
}
report nobody_calls_these "$(
    while IFS=: read -r names instead; do
        # shellcheck disable=SC2086 # the words are the names
        found=$(banned $names) && printf '%s\n    instead:%s\n' "$found" "$instead"
    done <"$work/banned"
)"

# The name of a function leads to its file: it begins with the file's name, or with that of a type that the header
# declares. Underscores do not count. Exceptions: HEADER PREFIX...
cat >"$work/exceptions" <<'EOF'
forms/check/check_likely.h likely
forms/draft/convert.h draft
forms/import/tablereader.h tableitems
forms/rollup/draftsummary.h draft_summaries
forms/rollup/rollupdraft.h rollup
forms/sentence/scan.h span
locale/charclass.h char
locale/encoding.h encode decode
locale/mem.h x
tui/view/view.h coverview sheetview textview
EOF
if ! command -v ctags >/dev/null; then
    echo 'skip functions_begin_with_the_name_of_their_file (no ctags)'
else
    report functions_begin_with_the_name_of_their_file "$(
        find forms locale tui -name '*.h' ! -name '*_private.h' | LC_ALL=C sort |
            xargs ctags -x --c-kinds=psgu 2>/dev/null |
            awk -v exceptions="$work/exceptions" '
                function plain(name) { gsub(/_/, "", name); return name }
                function allow(file, name) { allowed[file] = allowed[file] " " plain(name) }
                BEGIN {
                    while ((getline line <exceptions) > 0) {
                        n = split(line, word, " ")
                        for (i = 2; i <= n; i++) allow(word[1], word[i])
                    }
                }
                $2 != "prototype" { allow($4, $1); next }
                { name[++count] = $1; file[count] = $4 }
                END {
                    for (i = 1; i <= count; i++) {
                        base = file[i]
                        sub(/.*\//, "", base)
                        sub(/\.h$/, "", base)
                        n = split(plain(base) allowed[file[i]], prefix, " ")
                        fits = file[i] ~ /^forms\/check\/check/ && name[i] ~ /^check_/ # the rules, by subject
                        for (p = 1; p <= n; p++) if (index(plain(name[i]), prefix[p]) == 1) fits = 1
                        if (!fits) print file[i] ": " name[i] "()"
                    }
                }'
    )"
fi
