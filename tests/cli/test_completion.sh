#!/bin/sh
# SPDX-License-Identifier: MIT
# bash completion: what --help has is offered, and nothing else.
. tests/cli/lib.sh

command -v bash >/dev/null || { echo 'skip completion (no bash)'; exit 0; }

# complete WORD...: what is offered for the last word goes to the file out.
cat >complete.bash <<EOF
. "$project/tui/cli/nianbao.bash"
COMP_WORDS=("\$@") COMP_CWORD=\$((\$# - 1))
_nianbao
printf '%s\n' "\${COMPREPLY[@]}"
EOF
complete() {
    bash complete.bash nianbao "$@" >out 2>err
    status=$?
}
mkdir -p folder
: >报告一.ini
: >notes.txt

begin 'completion offers every subcommand'
run --help
sed -n '/^命令：/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p' out | sort >wanted
complete ''
grep -x '[a-z]*' out | grep -vx folder | sort >offered
cmp -s wanted offered || fail "$(diff wanted offered)"
want_out '报告一.ini'
want_out 'folder'
if grep -q notes.txt out; then fail 'offered what is no draft'; fi
end

begin 'completion offers every option of every subcommand'
for subcommand in $(cat wanted); do
    run "$subcommand" --help
    grep -oE -- '^  (-[a-zA-Z], |    )--[a-z-]+' out | grep -oE -- '--[a-z-]+' | sort -u >wanted-options
    complete "$subcommand" --
    sed 's/=$//' out | sort -u >offered
    cmp -s wanted-options offered || fail "$subcommand: $(diff wanted-options offered)"
done
end

begin 'completion of values, which the program takes'
for case in 'print --encoding utf-8' 'print --border ascii' 'print --ambiguous 2' 'print --eol crlf' 'print --width 132' \
    'print --page-length 66' 'check --format json' 'print --format html' 'export --format csv'; do
    # shellcheck disable=SC2086 # three words
    set -- $case
    complete "$1" "$2" = ''
    grep -qx -- "$3" out || fail "$case is not offered"
    for value in $(cat out); do
        run "$1" "$2=$value" "$sample"
        want_status 0
    done
done
complete print -e ''
want_out gb18030
complete new --from = ''
want_out '报告一.ini'
complete print -o ''
want_out notes.txt
complete new --unit = ''
if grep -q . out; then fail 'a name cannot be guessed'; fi
end
