#!/bin/sh
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

begin 'tsv has eleven places a line'
run status --format=tsv --roster=roster units
want_status 0
awk -F '\t' 'NF != 11 { exit 1 }' out || fail 'not eleven places'
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

begin 'usage'
run status --deadline=never units
want_status 2
run status nowhere
want_status 4
run status
want_status 2
end
