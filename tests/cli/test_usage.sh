#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/cli/lib.sh

begin 'help lists every subcommand and the exit codes'
run --help
want_status 0
subcommands='edit new check print import sum status diff merge export recover doctor'
for subcommand in $subcommands; do want_out "  $subcommand "; done
want_out '退出码'
want_no_err
end

begin 'each subcommand has its help'
for subcommand in $subcommands; do
    run $subcommand --help
    want_status 0
    want_out "nianbao $subcommand"
done
end

begin 'help, of all and of one'
for args in 'help' '--help' '-h'; do
    run $args
    want_status 0
    want_out '退出码'
done
run help print
want_status 0
want_out 'nianbao print'
run help nothing
want_status 2
end

begin 'no line of a help is wider than 80 columns'
for language in zh en; do
    for subcommand in '' $subcommands; do LANGUAGE=$language LC_ALL=C.UTF-8 "$nianbao" $subcommand --help; done
done >out
[ "$(LC_ALL=C.UTF-8 wc -L <out)" -le 80 ] || fail "a line of $(LC_ALL=C.UTF-8 wc -L <out) columns"
end

begin 'version'
for args in --version -V version; do
    run $args
    want_status 0
    want_out 'nianbao 0.'
done
end

begin 'an unknown subcommand is named'
run chek a
want_status 2
want_err '没有“chek”这个命令'
want_err '是不是 check'
want_no_out
for typo in chekc statsu prnit improt; do
    run $typo
    want_status 2
    want_err '是不是'
done
run nothing-like-it
want_status 2
if grep -q '是不是' err; then fail 'a guess out of nothing'; fi
end

begin 'a mistake points to the help of the subcommand'
for args in 'check --nonsense' 'check' 'diff a'; do
    run $args
    want_status 2
    want_err "nianbao ${args%% *} --help"
done
end

begin 'unknown options, missing values, missing and surplus operands'
run check --nonsense "$sample"
want_status 2
want_err '--nonsense'
run check -hx a.ini
want_status 2
want_err ' -x'
run print "$sample" --width
want_status 2
want_err '需要一个值'
run check
want_status 2
want_err '缺少文件名'
run print a.ini b.ini
want_status 2
want_err '文件名太多'
run print --printer=x -o y "$sample"
want_status 2
end

begin 'doctor writes its page without a terminal, too, and says so'
run doctor
want_status 2
want_out '没有。请在终端窗口'
want_out 'TERM'
want_no_err
run doctor -o page.txt
want_status 2
want_file page.txt
want_out '已写入 page.txt'
end

begin 'values of options are looked at'
for bad in --width=59 --width=abc --width= --page-length=-1 --border=round --encoding=ebcdic --eol=cr --ambiguous=3; do
    run print "$sample" $bad
    want_status 2
    want_err "${bad%%=*}"
    want_no_out
done
run check --format=xml "$sample"
want_status 2
want_err 'text、tsv、csv、json'
end

begin 'the screens need a terminal'
for args in '' edit 'edit a.ini' a.ini 'a.ini --unit=甲局' '--unit 甲局 a.ini'; do
    run $args
    want_status 2
    want_no_out
done
want_no_file a.ini
end

begin 'nothing from outside reaches the terminal raw'
run check "$(printf 'a\033[2Jb.ini')"
want_status 4
if grep -q "$(printf '\033')" err; then fail 'an escape on stderr'; fi
run "$(printf '\033]0;x\007')"
want_status 2
if grep -q "$(printf '\033')" err; then fail 'an escape on stderr'; fi
end

begin 'a full disk behind stdout is noticed'
"$nianbao" print "$sample" >/dev/full 2>err
status=$?
want_status 4
want_err '标准输出'
"$nianbao" --help >/dev/full 2>err
status=$?
want_status 4
end

begin 'a reader that has seen enough ends the program quietly'
for args in "print $sample" "print --page-length=20 $sample -o -" "check --format=json $sample" "status ." '--help' \
    "sum -o - $sample" "import $sample -o -"; do
    { sleep 0.1; "$nianbao" $args 2>err; echo $? >code; } | true
    status=$(cat code)
    [ "$status" -eq 0 ] || fail "$args: exit code $status"
    want_no_err
done
end
