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

begin 'a PDF: what would help, and the program of the settings'
"$nianbao" print "$sample" >pdf
printf '%%PDF-1.4\n' | cat - pdf >report.pdf
run import report.pdf -o pdf.ini
want_status 4
want_err 'pdftotext -layout - - <'
mkdir -p .config/nianbao bin
printf '#!/bin/sh\necho "$*" >"%s/arguments"\nenv >"%s/environment"\necho noise >&2\nsed 1d\n' "$dir" "$dir" >bin/totext
chmod 755 bin/totext
printf '[nianbao]\nimport_command = "%s -layout ;id"\n' "$dir/bin/totext" >.config/nianbao/config.ini
run import report.pdf -o pdf.ini
want_status 0
want_file pdf.ini
[ "$(cat arguments)" = '-layout ;id' ] || fail "$(cat arguments)"
if grep -q noise err; then fail 'its stderr is read'; fi
if grep -q "HOME=$dir" environment; then fail 'it has our environment'; fi
"$nianbao" print pdf.ini >back
cmp -s back pdf || fail 'another report'
rm arguments
run import pdf -o text.ini
want_status 0
want_no_file arguments
printf '#!/bin/sh\nexit 3\n' >bin/totext
run import report.pdf -o no.ini
want_status 4
want_err '退出码 3'
want_no_file no.ini
rm -r .config
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

begin 'a folder of reports: a draft each, and what is to be looked at'
mkdir reports
cp page.html reports/b.html
cp report.pdf reports/
printf '%s\n' '青溪县档案局2022年政府信息公开工作年度报告' '一、总体情况' '全年发布信息3条。' >reports/a.txt
cp page.html reports/.hidden.html
echo 'unit = 1' >reports/note.ini
run import reports -o drafts
want_status 4
want_out "a.txt  drafts/a.ini  青溪县档案局  2022  "
want_out "b.html  drafts/b.ini  青溪县水务局  2022  "
want_out 'report.pdf  '
want_err '建成草稿 2 份'
want_err '读不出的 1 份'
want_in drafts/b.ini 'normative_documents = "1, 2, 3"'
want_no_file drafts/.hidden.ini
want_no_file drafts/note.ini
end

begin 'once more, it changes nothing'
cp drafts/a.ini before
echo '; mine' >>drafts/b.ini
cp drafts/b.ini before-b
rm reports/report.pdf
run import reports -o drafts
want_status 0
want_out 'a.txt  已有 drafts/a.ini'
want_err '建成草稿 0 份'
cmp -s before drafts/a.ini && cmp -s before-b drafts/b.ini || fail 'a draft was changed'
run import reports -o before
want_status 2
run import reports -o other --unit=青溪县
want_status 2
want_no_file other
end

begin 'told to end, it leaves whole drafts only and says that it stopped'
mkdir many
for i in 1 2 3 4 5 6 7 8 9; do cp page.html "many/$i.html"; done
"$nianbao" import many -o some >/dev/null 2>&1 &
sleep 0.02
kill -TERM $! 2>/dev/null
wait $! 2>/dev/null
for draft in some/*.ini; do
    [ ! -e "$draft" ] || "$nianbao" check "$draft" >/dev/null 2>&1 || [ $? -le 3 ] || fail "$draft is not whole"
done
run import many -o some
want_status 0
[ "$(ls some | wc -l)" -eq 9 ] || fail "$(ls some)"
end
