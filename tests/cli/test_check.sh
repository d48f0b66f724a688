#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/cli/lib.sh

begin 'the sample is without fault'
run check "$sample"
want_status 0
want_out '0 个错误，0 个提醒'
want_no_err
run check --strict "$sample"
want_status 0
end

# A column that does not balance: one more granted than received.
edited 's/^granted = .*/granted = "22, 5, 1, 0, 1, 1, 30"/; s/^total = .*/total = "48, 9, 1, 0, 3, 1, 62"/' >wrong.ini

begin 'an error is told with both numbers'
run check wrong.ini
want_status 1
want_out '错误 T3-COL'
want_out '51'
want_out '50'
want_err '手工写成'
end

begin 'tsv has eight places a line'
run check --format=tsv wrong.ini
want_status 1
awk -F '\t' 'NF != 8 { exit 1 }' out || fail 'not eight places'
grep -q "^wrong.ini	error	T3-COL	requests\." out || fail 'no line of T3-COL with its field'
end

begin 'json is json'
run check --format=json wrong.ini "$sample"
want_status 1
want_out '"rule": "T3-COL"'
if command -v python3 >/dev/null; then
    python3 -c 'import json; d = json.load(open("out")); assert len(d) == 2 and d[0]["errors"] >= 1 and d[1]["findings"] == []' ||
        fail 'not what json.load wants'
fi
end

# An unconfirmed warning and no error: a cell that is blank.
edited 's/^rules = .*/rules = ", 0, 0"/' >blank.ini

begin 'warnings alone are fine, and 3 with --strict'
run check blank.ini
want_status 0
want_out '0 个错误，1 个提醒'
run check --strict blank.ini
want_status 3
run check --strict blank.ini wrong.ini
want_status 1
end

begin 'last year is compared, when it is named or when the draft names it'
edited 's/^year = .*/year = "2022"/; s/^carried_out = .*/carried_out = "5, 1, 0, 0, 0, 0, 6"/' >last.ini
run check --previous=last.ini "$sample"
want_status 1
want_out 'Y-CARRY'
edited '/^year = /a previous = "last.ini"' >named.ini
run check named.ini
want_status 1
want_out 'Y-CARRY'
end

begin 'a draft of last year that cannot be read is said'
run check --previous=nowhere.ini "$sample"
want_status 4
want_err nowhere.ini
end

begin 'a cut file is no draft'
head -c 2000 "$sample" >cut.ini
run check cut.ini
want_status 4
want_err '不完整'
run check cut.ini "$sample" wrong.ini
want_status 4
want_out '0 个错误，0 个提醒'
end

begin 'what cannot be read is said'
run check nowhere.ini
want_status 4
want_err 'nowhere.ini'
mkdir folder.ini
run check folder.ini
want_status 4
: >empty.ini
run check empty.ini
want_status 4
want_err '不是年报草稿'
mkfifo pipe.ini
run check pipe.ini
want_status 4
want_err '这不是普通文件'
run check folder.ini/../nowhere.ini
want_status 4
want_err 'folder.ini/../nowhere.ini：读不出文件'
end

begin 'a draft from stdin'
"$nianbao" check - <"$sample" >out 2>err
status=$?
want_status 0
want_out '0 个错误'
end

begin 'hostile text of a draft does not reach the terminal'
edited "s/甲/乙/; s/^unit = .*/unit = \"甲局\&#x1b;[2J\&#x202e;\"/" >hostile.ini
run check hostile.ini
if grep -q "$(printf '\033')" out err; then fail 'an escape'; fi
end

begin 'what is said in English has English colons'
export LANGUAGE=en
run check nowhere.ini
want_err 'nowhere.ini: no such file'
run check folder.ini/../nowhere.ini empty.ini
want_status 4
if grep -q '：' out err; then fail 'a full-width colon'; fi
unset LANGUAGE
end

begin 'a file that cannot be read has an entry in the JSON'
run check --format=json nowhere.ini "$sample"
want_status 4
python3 -c '
import json
first, second = json.load(open("out"))
assert first["file"] == "nowhere.ini" and first["problem"] and first["findings"] == [], first
assert "problem" not in second, second' 2>>err || fail 'not in the array, or no JSON'
end

begin 'JSON is valid whatever the name of a file holds'
mkdir json
name=$(printf 'json/a\303(\001".ini')
cp "$sample" "$name"
run check --format=json "$name"
want_status 0
python3 -c 'import json; json.loads(open("out", encoding="utf-8").read())' 2>>err || fail 'no JSON'
run status --format=json "$name"
python3 -c 'import json; json.loads(open("out", encoding="utf-8").read())' 2>>err || fail 'no JSON of status'
end

begin 'csv as Excel opens it: BOM, heads, CR LF; heads elsewhere on demand'
edited 's/^licences = .*/licences = ""/' >'b,c.ini'
run check --format=csv 'b,c.ini'
python3 -c '
import csv
rows = list(csv.reader(open("out", encoding="utf-8-sig", newline="")))
assert rows[0][0] == "文件" and len(rows) > 1 and rows[1][0] == "b,c.ini", rows
assert {len(row) for row in rows} == {8}
data = open("out", "rb").read()
assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\n") == data.count(b"\r\n")' 2>>err || fail 'it is not'
run check --format=csv --heads=keys "$sample"
want_out 'file,severity,rule,field'
run check --format=tsv "$sample"
want_no_out
run check --format=tsv --heads=names "$sample"
want_out '轻重'
run status --format=csv "$sample"
want_out '单位,情况,填写'
run check --heads=some "$sample"
want_status 2
end

begin 'the deadline, the length and the words of this county come from the settings'
mkdir -p .config/nianbao
printf '%s\n' '专题 专栏' >words.txt
printf '[nianbao]\ndeadline = "01-15"\noverview_limit = "100"\nword_list = "%s"\n' "$dir/words.txt" >.config/nianbao/config.ini
run check --strict "$sample"
want_status 3
want_out '晚于 2024 年 1 月 15 日'
want_out '比本地要求的 100 字多'
want_out '“专题”应写“专栏”'
want_no_err
run status --format=tsv "$sample"
want_out '2024-01-15'
printf '[nianbao]\nword_list = "%s"\n' "$dir/gone.txt" >.config/nianbao/config.ini
run check "$sample"
want_status 0
want_err '词语表'
rm .config/nianbao/config.ini
end
