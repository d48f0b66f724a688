#!/bin/sh
# SPDX-License-Identifier: MIT
# What a print leaves behind in the draft, and what status makes of it.
. tests/cli/lib.sh

state_of() { # the second place of the line of a file
    "$nianbao" status --format=tsv "$1" | cut -f 2
}

begin 'a look at it is not recorded'
cp "$sample" a.ini
run print a.ini
want_status 0
run print a.ini -o -
want_status 0
run print a.ini --draft -o a.txt
want_status 0
cmp -s a.ini "$sample" || fail 'the draft was written'
[ "$(state_of a.ini)" = done ] || fail "it is $(state_of a.ini)"
end

begin 'a print to a file is recorded, and nothing else is touched'
run print a.ini -o a.txt
want_status 0
want_no_err
today=$(date +%Y-%m-%d)
grep -q "^printed = \"$today [0-9A-F]\{8\}\"\$" a.ini || fail 'no record'
grep -v -e '^printed = ' -e '^keys = ' -e '^crc = ' a.ini >rest
grep -v -e '^keys = ' -e '^crc = ' "$sample" | cmp -s - rest || fail 'more than the record is new'
cmp -s a.ini~ "$sample" || fail 'the version before was not kept'
[ "$(state_of a.ini)" = printed ] || fail "it is $(state_of a.ini)"
run check a.ini
want_status 0
run diff a.ini "$sample"
want_status 0
end

begin 'what was printed is not late, and its day is told'
run status a.ini
want_status 0
want_out '已打印'
want_out "$today 打印"
if grep -q 逾期 out; then fail 'it is late'; fi
LANGUAGE=en "$nianbao" status a.ini >out
want_out 'printed on'
run status --format=json a.ini
want_out "\"printed\": \"$today\""
want_out '"overdue": false'
end

begin 'printed again as it is, the draft stays as it is'
cp a.ini before.ini
run print a.ini -o again.txt
want_status 0
cmp -s a.ini before.ini || fail 'the draft was written'
end

begin 'printed, then changed'
sed 's/^licences = .*/licences = "400"/; /^keys = /d; /^crc = /d' before.ini >a.ini
[ "$(state_of a.ini)" = changed ] || fail "it is $(state_of a.ini)"
run status a.ini
want_out '打印后已改'
want_out '以后又改过'
end

begin 'a draft edited by hand is printed, and not rewritten'
cp a.ini before.ini
run print a.ini -o a.txt
want_status 0
want_file a.txt
want_err '没有能记下'
cmp -s a.ini before.ini || fail 'the draft was written'
end

begin 'an old draft that is added up stays countable'
mkdir units
cp "$sample" units/a.ini
run print units/a.ini -o a.txt
run sum -o total.ini --unit=云岫县人民政府 units
want_status 0
want_in total.ini 'licences = "412"'
run new next.ini --from=units/a.ini
want_status 0
if grep -q '^printed' next.ini total.ini; then fail 'the record was carried on'; fi
end

begin 'a draft that cannot be written is printed all the same'
mkdir ro
cp "$sample" ro/a.ini
chmod 500 ro
if [ "$(id -u)" -eq 0 ]; then # no folder is read-only for root: a lock file that nobody can take does as well
    chmod 700 ro
    ln -s nowhere ro/.a.ini.lock
fi
run print ro/a.ini -o ro.txt
want_status 0
want_file ro.txt
want_err '没有能记下'
cmp -s ro/a.ini "$sample" || fail 'the draft was written'
end

begin 'a draft from stdin has no place for a record'
"$nianbao" print - -o stdin.txt <"$sample" >out 2>err
status=$?
want_status 0
want_no_err
want_file stdin.txt
end
