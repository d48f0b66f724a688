#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/cli/lib.sh

begin 'a new draft has unit, year and form'
run new a.ini --unit=甲局 --year=2023
want_status 0
want_no_out
want_no_err
want_in a.ini 'unit = "甲局"'
want_in a.ini 'year = "2023"'
want_in a.ini 'format = "2021"'
want_in a.ini 'complete = "1"'
end

begin 'last year is what is reported on'
run new b.ini
want_status 0
want_in b.ini "year = \"$(($(date +%Y) - 1))\""
end

begin 'a name that no list of drafts will show'
run new 局.txt --unit=甲局
want_status 0
want_err '局.txt 不以 .ini 结尾'
end

begin 'what is there is not touched'
cp a.ini before
run new a.ini --unit=乙局
want_status 4
want_err '已经存在'
cmp -s a.ini before || fail 'a.ini was changed'
end

begin 'zeros everywhere, totals computed'
run new zero.ini --unit=甲局 --year=2023 --zero
want_status 0
want_in zero.ini 'received = "0, 0, 0, 0, 0, 0, 0"'
want_in zero.ini 'fees = "0"'
want_in zero.ini 'reconsideration = "0, 0, 0, 0, 0"'
end

begin 'from last year: unit, address, what was carried out'
run new next.ini --from="$sample"
want_status 0
want_in next.ini 'unit = "云岫县自然资源局"'
want_in next.ini 'year = "2024"'
want_in next.ini 'address = "云岫县东门镇文澜路16号"'
want_in next.ini 'carried_in = "3, 1, 0, 0, 0, 0, 4"'
end

begin 'a name from a terminal in GB18030 is written as UTF-8'
run new gbk.ini --unit="$(printf '甲局' | iconv -t GB18030)"
want_status 0
want_in gbk.ini 'unit = "甲局"'
run new neither.ini --unit="$(printf '\377\377')"
want_status 2
want_err '--unit'
want_no_file neither.ini
end

begin 'last year in a file with a name in GB18030'
old=$(printf '去年' | iconv -t GB18030).ini
cp "$sample" "$old"
run new after.ini --from="$old"
want_status 0
iconv -f UTF-8 -t UTF-8 after.ini >utf8 2>&1 || fail 'the draft is not UTF-8'
end

begin 'last year without a year: the year is the one that is given, or open'
edited 's/^year = .*/year = ""/' >yearless.ini
run new open.ini --from=yearless.ini
want_status 0
want_in open.ini 'year = ""'
run new given.ini --from=yearless.ini --year=2023
want_status 0
want_in given.ini 'year = "2023"'
end

begin 'a year that does not follow is refused'
run new other.ini --from="$sample" --year=2030
want_status 2
want_err '2024'
want_no_file other.ini
end

begin 'years, names and folders that do not do are refused'
run new x.ini --year=23
want_status 2
run new x.ini --year=二〇二三
want_status 2
run new .hidden.ini
want_status 4
run new no/such/folder/x.ini
want_status 4
run new x.ini --from=nowhere.ini
want_status 4
want_err 'nowhere.ini'
want_no_file x.ini
end

begin 'why a draft cannot be made is said'
mkdir .blocked.ini.lock # no lock can be had
run new blocked.ini --unit=甲局
want_status 4
want_err '不能加锁'
want_no_file blocked.ini
end

begin 'a new draft is private'
[ "$(stat -c %a a.ini)" = 600 ] || fail "mode $(stat -c %a a.ini)"
end

begin 'what was made is found fit by check'
run check zero.ini
if [ "$status" -ne 0 ] && [ "$status" -ne 1 ]; then fail 'wanted 0 or 1'; fi
want_out 'zero.ini'
end
