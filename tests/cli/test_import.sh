#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/cli/lib.sh

cat >page.html <<'EOF'
<html><body><p>2022年青溪县水务局政府信息公开工作年度报告</p><p>发布日期：2023-01-09</p>
<p>一、总体情况</p><p>全年发布信息12条。</p><p>二、主动公开政府信息情况</p>
<table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>规范性文件</td><td>1</td><td>２</td><td>3</td></tr></table>
<p>以上含废止。</p></body></html>
EOF

begin 'a web page becomes a draft, and what was irregular is told'
run import page.html -o a.ini
want_status 0
want_no_out
want_in a.ini 'unit = "青溪县水务局"'
want_in a.ini 'normative_documents = "1, 2, 3"'
want_err '2023-01-09'
want_err 'T2-ROWNAME'
want_err '以上含废止。'
end

begin 'what the import found stays, and check says so'
run check a.ini
want_status 1
want_out 'T2-ROWNAME'
want_out 'I-TEXT'
end

begin 'a file that exists is not touched'
cp a.ini before
run import page.html -o a.ini
want_status 4
want_err '已经存在'
cmp -s a.ini before || fail 'a.ini was changed'
end

begin 'stdin and stdout'
"$nianbao" import - -o - --unit=甲局 --year=2021 <page.html >out 2>err
status=$?
want_status 0
want_out 'unit = "甲局"'
want_out 'year = "2021"'
end

begin 'what was printed comes back'
"$nianbao" print "$sample" --encoding=gb18030 --eol=crlf --page-length=60 -o printed.txt 2>err
run import printed.txt -o back.ini
want_status 0
want_err '逐字相同'
run print back.ini --encoding=gb18030 --eol=crlf --page-length=60 -o again.txt
want_status 0
cmp -s printed.txt again.txt || fail 'printed another report'
end

begin 'no draft where there is no report'
printf '%%PDF-1.7\n' >report.pdf
run import report.pdf -o c.ini
want_status 4
want_err PDF
want_no_file c.ini
run import nowhere.txt -o c.ini
want_status 4
run import page.html
want_status 2
want_err '-o'
run import page.html -o c.ini --to=1999
want_status 2
want_no_file c.ini
end

begin 'the old form into the form in force'
printf '甲局2022年政府信息公开工作年度报告\n二、主动公开政府信息情况\n规章\t本年新制作数量\t对外公开总数量\n行政许可\t12\t-2\t88\n' >old.txt
run import old.txt -o old.ini
want_status 0
run check old.ini
want_out 'T2-OLDFORM'
run import old.txt -o new.ini --to=2021
want_status 0
want_err '12'
want_in new.ini 'licences = "88"'
run import old.ini -o newer.ini --to=2021
want_status 0
want_err '上一年项目数量'
want_in newer.ini 'licences = "88"'
end

begin 'diff: nothing, something, trouble'
run diff "$sample" "$sample"
want_status 0
want_no_out
edited 's/^licences = .*/licences = "824"/' >changed.ini
run diff "$sample" changed.ini
want_status 1
want_out '412 → 824（+412，+100.00%）'
run diff "$sample" nowhere.ini
want_status 4
end
