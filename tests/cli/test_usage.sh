#!/bin/sh
. tests/cli/lib.sh

begin 'help lists every verb and the exit codes'
run --help
want_status 0
verbs='edit new check print import sum status diff recover doctor'
for verb in $verbs; do want_out "  $verb "; done
want_out '退出码'
want_no_err
end

begin 'each verb has its help'
for verb in $verbs; do
    run $verb --help
    want_status 0
    want_out "nianbao $verb"
done
end

begin 'version'
run --version
want_status 0
want_out 'nianbao 0.'
end

begin 'an unknown verb is named'
run chek a
want_status 2
want_err '没有“chek”这个命令'
want_no_out
end

begin 'unknown options, missing values, missing and surplus operands'
run check --nonsense "$sample"
want_status 2
want_err '--nonsense'
run sum -fx a.ini
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
want_err 'text、tsv、json'
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

begin 'a closed pipe is noticed and kills nobody'
{ "$nianbao" print "$sample" 2>err; echo $? >code; } | true
sleep 0.2
status=$(cat code)
if [ "$status" -ne 4 ] && [ "$status" -ne 0 ]; then fail 'wanted 4 (or 0 where all was written before)'; fi
end
