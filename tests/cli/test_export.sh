#!/bin/sh
# SPDX-License-Identifier: MIT
# The numbers of drafts, one a line.
. tests/cli/lib.sh

mkdir towns
cp "$sample" towns/a.ini
edited 's/^unit = .*/unit = "云岫县教育局"/; s/^licences = .*/licences = ""/; s/^penalties = .*/penalties = "\/"/' >towns/b.ini

begin 'csv: BOM, heads, every cell of the form with its key and labels'
run export "$sample"
want_status 0
want_no_err
python3 -c '
import csv
rows = list(csv.DictReader(open("out", encoding="utf-8-sig", newline="")))
assert len(rows) == 200, len(rows)
assert list(rows[0]) == ["单位", "年度", "键名", "表", "行名", "列名", "数值"], rows[0]
by_key = {row["键名"]: row for row in rows}
assert len(by_key) == 200
assert {row["单位"] for row in rows} == {"云岫县自然资源局"} and {row["年度"] for row in rows} == {"2023"}
assert by_key["disclosure.fees"]["数值"] == "128.4500"
row = by_key["requests.received.natural_person"]
assert row["数值"] == "46" and row["表"] == "表三" and "自然人" in row["列名"] and "新收" in row["行名"], row
assert by_key["requests.received.total"]["数值"] == "60"' 2>>err || fail 'they are not'
end

begin 'a folder in json: numbers are numbers, / is a text, what is not filled in is null'
run export towns --format=json
want_status 0
python3 -c '
import json
rows = json.load(open("out"))
assert len(rows) == 400, len(rows)
values = {(row["unit"], row["key"]): row["value"] for row in rows}
assert values["云岫县自然资源局", "disclosure.licences"] == 412
assert values["云岫县自然资源局", "disclosure.fees"] == 128.45
assert values["云岫县教育局", "disclosure.licences"] is None
assert values["云岫县教育局", "disclosure.penalties"] == "/"' 2>>err || fail 'it is not so'
end

begin 'tsv without heads, with keys, in GB18030'
run export "$sample" --format=tsv
[ "$(wc -l <out)" -eq 200 ] || fail "$(wc -l <out) lines"
run export "$sample" --format=tsv --heads=keys --encoding=gb18030
iconv -f GB18030 -t UTF-8 out >back
[ "$(head -n 1 back)" = "$(printf 'unit\tyear\tkey\ttable\trow\tcolumn\tvalue')" ] || fail "$(head -n 1 back)"
run export "$sample" --encoding=gb18030
iconv -f GB18030 -t UTF-8 out | head -n 1 | grep -q '^单位,年度' || fail 'a BOM, or no heads'
end

begin 'from stdin, to a file, which follows the rules of outputs'
"$nianbao" export - -o all.csv <"$sample" >out 2>err
status=$?
want_status 0
want_no_out
want_file all.csv
run export "$sample" -o all.csv
want_status 0
run export "$sample" -o towns/a.ini --overwrite
want_status 4
echo notes >notes.csv
run export "$sample" -o notes.csv
want_status 4
want_err '--overwrite'
run export "$sample" -o notes.csv --overwrite
want_status 0
want_file notes.csv~
end

begin 'a draft that cannot be read is told, the others are written'
head -c 300 "$sample" >towns/c.ini
run export towns --format=tsv
want_status 4
want_err 'c.ini'
[ "$(wc -l <out)" -eq 400 ] || fail "$(wc -l <out) lines"
run export nowhere
want_status 4
run export
want_status 2
end
