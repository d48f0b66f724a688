#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/cli/lib.sh

begin 'the report on stdout'
run print "$sample" --page-length=0
want_status 0
want_no_err
for part in '云岫县自然资源局2023年政府信息公开工作年度报告' 一、总体情况 六、其他需要报告的事项 '3（其中修订1件）' 128.4500 \
    2024年1月18日; do want_out "$part"; done
cp out utf8
end

begin 'figures stand where the text refers to them'
want_in utf8 '收到政府信息公开申请60件'
if grep -q '{requests' utf8; then fail 'a reference was printed'; fi
end

begin 'a file is the same as stdout'
run print "$sample" --page-length=0 -o report.txt
want_status 0
want_no_out
cmp -s report.txt utf8 || fail 'differs'
end

begin 'GB18030 and GBK, read back'
for encoding in gb18030 gbk; do
    run print "$sample" --page-length=0 --ambiguous=1 --encoding=$encoding -o report.gb
    want_status 0
    iconv -f GB18030 -t UTF-8 report.gb >back
    cmp -s back utf8 || fail "$encoding comes back as something else"
done
end

begin 'CR LF'
run print "$sample" --page-length=0 --eol=crlf -o report.txt
want_status 0
tr -d '\r' <report.txt >back
cmp -s back utf8 || fail 'more than line ends differ'
[ "$(grep -c "$(printf '\r')\$" report.txt)" -eq "$(wc -l <utf8)" ] || fail 'not every line'
end

begin 'ASCII borders'
run print "$sample" --border=ascii
want_status 0
want_out '+--'
if grep -q '─' out; then fail 'a line that is not ASCII'; fi
end

begin 'no line is wider than asked for'
for width in 80 96 132; do
    run print "$sample" --page-length=0 --width=$width
    want_status 0
    [ "$(wc -L <out)" -le $width ] || fail "a line of $(wc -L <out) columns at $width"
done
end

begin 'pages have numbers and form feeds'
run print "$sample" --page-length=50
want_status 0
want_out '— 1 —'
grep -q "$(printf '\f')" out || fail 'no form feed'
end

begin 'margins count as part of the paper'
run print "$sample" --width=92 --margin=8,3 --page-length=66
want_status 0
[ "$(wc -L <out)" -le 92 ] || fail "a line of $(wc -L <out) columns"
[ -z "$(head -n 3 out | tr -d '\n')" ] || fail 'no blank lines at the head'
if tr -d '\f' <out | grep -q '^ \{0,7\}[^ ]'; then fail 'a line begins in the margin'; fi
run print "$sample" --margin=8,x
want_status 2
end

begin 'a web page, read back as the same report'
run print "$sample" --format=html -o page.html
want_status 0
want_in page.html '<td rowspan="3" colspan="3"'
run import page.html -o page.ini
want_status 0
run print page.ini --page-length=0
cmp -s out utf8 || fail 'prints as something else'
run print page.ini --format=html
cmp -s out page.html || fail 'another page'
run print "$sample" --format=html --printer
want_status 2
run print "$sample" --format=html --encoding=gbk
want_status 2
end

edited 's/^granted = .*/granted = "22, 5, 1, 0, 1, 1, 29"/' >wrong.ini

begin 'errors stand in the way, and are listed'
run print wrong.ini -o wrong.txt
want_status 1
want_err 'T3-'
want_err '--draft'
want_no_out
want_no_file wrong.txt
end

begin 'a marked draft is printed all the same'
run print wrong.ini --draft
want_status 0
want_out '草稿'
end

begin 'what an encoding lacks is listed before anything is written'
edited 's/围绕群众/围绕𠮷群众😀/' >rare.ini
run print rare.ini --encoding=gbk --draft -o rare.txt
want_status 4
want_err '一、总体情况'
want_err '😀'
want_no_file rare.txt
run print rare.ini --draft -o rare.txt
want_status 0
end

begin 'the usual characters are replaced, and that is said'
edited 's/围绕群众/• 围绕群众/' >usual.ini
run print usual.ini --encoding=gbk --draft -o usual.txt
want_status 0
want_err '•'
want_file usual.txt
end

begin 'a place that cannot be written is said'
run print "$sample" -o no/such/folder/report.txt
want_status 4
want_no_out
run print "$sample" -o /dev/full
want_status 4
end

mkdir -p .config/nianbao bin
cat >bin/lp <<'LP'
#!/bin/sh
echo "request id is pdf-1 ($*)"
cat >"${0%/*}/printed"
LP
chmod +x bin/lp
printf '[nianbao]\nprint_command = "%s"\npage_length = "0"\n' "$dir/bin/lp -n 2" >.config/nianbao/config.ini

begin 'to a printer, which says what it did'
run print "$sample" --printer
want_status 0
want_no_out
want_err 'request id is pdf-1 (-n 2)'
cmp -s bin/printed utf8 || fail 'the printer got something else'
run print "$sample" --printer=laser --encoding=gb18030
want_status 0
want_err '(-n 2 -d laser -o raw)'
end

begin 'the printer is waited for also where children are ignored'
timeout 20 env --ignore-signal=CHLD "$nianbao" print "$sample" --printer >out 2>err
status=$?
want_status 0
end

begin 'a printer that fails is said'
printf '#!/bin/sh\necho "lp: no such printer" >&2\nexit 1\n' >bin/lp
run print "$sample" --printer
want_status 4
want_err 'lp: no such printer'
want_err '退出码 1'
run print "$sample" '--printer=a;b'
want_status 4
end

begin 'a report without its date is not handed in'
edited 's/^date = .*/date = ""/' >undated.ini
run check undated.ini
want_status 0
run print undated.ini -o undated.txt
want_status 1
want_err 'P-DATE0'
run print --draft undated.ini -o undated.txt
want_status 0
end

begin 'an empty cell is no formal print'
edited 's/^licences = .*/licences =/' >empty.ini
run print empty.ini -o empty.txt
want_status 1
want_err '表二 还有 1 格空着'
want_no_file empty.txt
run print --draft empty.ini -o empty.txt
want_status 0
want_in empty.txt '【草稿】'
end
