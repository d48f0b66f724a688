#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/cli/lib.sh

mkdir units
cp "$sample" units/a.ini
edited 's/^unit = .*/unit = "云岫县教育局"/; s/^licences = .*/licences = "5件"/' >units/b.ini
edited 's/^unit = .*/unit = "云岫县人民政府"/' >units/c.ini
head -c 300 "$sample" >units/cut.ini
printf '云岫县自然资源局\n云岫县财政局\n云岫县教育局\n' >roster

begin 'one line a unit'
run status --roster=roster units
want_status 0
grep -q '^云岫县自然资源局 .*100%' out || fail 'the sample is not done'
grep -q '^云岫县财政局 .*没有交' out || fail 'nobody misses 云岫县财政局'
grep -q '^云岫县教育局 .*有错误' out || fail 'no error of 云岫县教育局'
grep -q '^云岫县人民政府 .*不在名单里' out || fail '云岫县人民政府 is not on the roster'
want_out '读不出'
want_out '没有交 1'
end

begin 'tsv has fourteen places a line'
run status --format=tsv --roster=roster units
want_status 0
awk -F '\t' 'NF != 14 { exit 1 }' out || fail 'not fourteen places'
grep -q '^云岫县人民政府	[a-z]*	.*	2024-03-31	' out || fail 'not 31 March for a government'
grep -q '^云岫县财政局	missing	.*	2024-01-31	' out || fail 'not 31 January for a department'
end

begin 'json is json'
run status --format=json units
want_status 0
want_out '"state": "errors"'
if command -v python3 >/dev/null; then
    python3 -c 'import json; assert len(json.load(open("out"))) == 4' || fail 'not json of four units'
fi
end

begin 'only what is not finished is late'
run status --roster=roster units
grep -q '^云岫县自然资源局 *完成.*逾期' out && fail 'a finished report of a past year is late'
grep -q '^云岫县教育局 *有错误.*逾期[0-9]*天  *2023 年的报告到现在没有完成' out || fail 'a report with errors is not late'
grep -q '^云岫县财政局 *没有交 *逾期[0-9]*天' out || fail 'a missing report is not late'
want_out '逾期 3'
run status --roster=roster --deadline=2199-12-31 units
if grep -q 逾期 out; then fail 'late before the deadline'; fi
grep -q '^云岫县自然资源局 *完成.*还有[0-9]*天' out || fail 'no days are left for a finished report'
end

begin 'last year is looked at as check, print and sum do'
mkdir years
edited 's/^year = .*/year = "2022"/; s/^carried_out = .*/carried_out = "9, 0, 0, 0, 0, 0, 9"/' >years/last.ini
cp "$sample" years/now.ini
run check --format=json years/now.ini
want_status 1
want_out '"rule": "Y-CARRY"'
errors=$(grep -o '"errors": [0-9]*' out) warnings=$(grep -o '"warnings": [0-9]*' out)
run status --format=json years
grep '"file": "years/now.ini"' out >line || fail 'now.ini is not listed'
grep -qF "$errors" line && grep -qF "$warnings" line || fail "$(cat line) for $errors, $warnings"
run print years/now.ini
want_status 1
run sum -o - years/now.ini
want_status 1
want_err '上年报告的“四、结转下年度继续办理”'
mv years/last.ini last-year.ini
run check years/now.ini
want_status 0
run sum -o - years/now.ini
want_status 0
end

begin 'as many threads as asked for, the same lines'
for i in 1 2 3 4 5 6 7 8 9; do sed "s/^unit = .*/unit = \"第$i镇\"/; /^keys = /d; /^crc = /d" "$sample" >units/t$i.ini; done
run status --jobs=1 --roster=roster units
want_status 0
cp out one
for jobs in 2 7 64; do
    run status -j $jobs --roster=roster units
    want_status 0
    cmp -s out one || fail "other lines with $jobs"
done
run status --roster=roster units
cmp -s out one || fail 'other lines by default'
end

begin 'units that say the same are named, except their own past reports'
mkdir alike
edited 's/^unit = .*/unit = "云岫县教育局"/; s/2023年/2023 年/g' >alike/b.ini
cp "$sample" alike/a.ini
run status alike
want_out '文字雷同：云岫县教育局与云岫县自然资源局，'
run status --format=json alike
want_out '"same_as": "alike/a.ini"'
edited 's/^year = .*/year = "2022"/' >alike/b.ini
run status alike
if grep -q 雷同 out; then fail 'alike to last year'; fi
end

# In GBK a 汉字 is two bytes and two columns, and so are “ ”: there bytes are columns.
begin 'columns stand below each other, in UTF-8 and in GBK'
edited 's/^unit = .*/unit = "“双减”工作办公室"/' >units/quotes.ini
for locale in zh_CN.UTF-8 zh_CN.GBK zh_CN.GB18030; do
    LC_ALL=$locale "$nianbao" status --roster=roster units >out 2>err
    case $locale in
    *UTF-8) sed 's/[“”]/./g' out | iconv -f UTF-8 -t GBK >bytes ;;
    *) cp out bytes ;;
    esac
    iconv -f GBK -t UTF-8 bytes >readable || fail "$locale: not in its encoding"
    LC_ALL=C awk -v file="$(printf '文件' | iconv -t GBK -f UTF-8)" '
        NR == 1 { column = index($0, file); next }
        length($0) >= column && !/^(\271\262|\316\304\327\326)/ && # not 共 … nor 文字雷同 …
            (substr($0, column - 2, 2) != "  " || substr($0, column - 3, 1) == " " && /\314\354/) { exit 1 }
        END { if (!column) exit 1 }' bytes || fail "$locale: $(cat readable)"
done
end

begin 'usage'
run status --deadline=never units
want_status 2
run status nowhere
want_status 4
run status
want_status 2
end

begin 'a draft from stdin'
"$nianbao" status - --format=tsv <"$sample" >out 2>err
status=$?
want_status 0
want_no_err
[ "$(cut -f 1,2,10 out)" = "$(printf '云岫县自然资源局\tdone\t-')" ] || fail "$(cat out)"
"$nianbao" status - </dev/null >out 2>err
status=$?
want_status 4
end
