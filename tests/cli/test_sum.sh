#!/bin/sh
# SPDX-License-Identifier: MIT
. tests/cli/lib.sh

# unit NAME FILE: the sample as another unit's.
unit() { edited "s/^unit = .*/unit = \"$1\"/" >"$2"; }
row() { sed -n "s/^$2 = \"\(.*\)\"/\1/p" "$1"; }
mkdir towns
unit 东门镇人民政府 towns/a.ini
unit 西门镇人民政府 towns/b.ini
unit 南门镇人民政府 towns/c.ini
mkdir towns/below
unit 某村 towns/below/d.ini
unit 隐藏 towns/.hidden.ini

begin 'a folder is added up; what is hidden or lies deeper is not'
run sum -o county.ini --unit=云岫县人民政府 towns
want_status 0
want_out '3 个单位'
want_in county.ini 'unit = "云岫县人民政府"'
[ "$(row county.ini received)" = '138, 27, 3, 0, 9, 3, 180' ] || fail 'received is not three times the sample'
[ "$(row county.ini fees)" = 385.3500 ] || fail 'fees are not exactly three times the sample'
run check county.ini
want_status 1
grep -q 'T[234]-\(COL\|SUM\|ROW\|INT\)' out && fail 'the sum has errors in its tables'
end

begin 'every row equals an addition by awk'
awk -F' = ' '/^\[/ { t = $1 ~ /^\[(disclosure|requests|review)\]/ } t && NF == 2 && $1 != "fees" {
    gsub(/"/, "", $2); n = split($2, v, ", "); for (i = 1; i <= n; i++) s[$1, i] += v[i]; c[$1] = n }
    END { for (k in c) { printf "%s = \"", k; for (i = 1; i <= c[k]; i++) printf "%s%d", (i > 1 ? ", " : ""), s[k, i]
    print "\"" } }' towns/*.ini | sort >by-awk
sed -n '/^\[disclosure\]/,/^\[problems\]/p' county.ini | grep -v '^fees' | grep ' = ' | sort >by-sum
cmp -s by-awk by-sum || fail "$(diff by-awk by-sum | head -n 5)"
end

begin 'the output beside its parts is not added to itself'
run sum -o towns/total.ini towns
want_status 0
run sum -o towns/total.ini towns
want_status 0
want_out '3 个单位'
rm towns/total.ini
end

begin 'a unit that is there twice stops the sum'
unit 东门镇人民政府 towns/again.ini
run sum -o twice.ini towns
want_status 1
want_err 'towns/again.ini'
want_err '东门镇人民政府'
want_no_file twice.ini
run sum --force -o twice.ini towns
want_status 0
want_in twice.ini '重复'
rm towns/again.ini
end

begin 'another year is never added'
edited 's/^unit = .*/unit = "北门镇"/; s/^year = .*/year = "2022"/' >towns/north.ini
run sum -o year.ini towns
want_status 1
want_err '2022'
want_no_file year.ini
run sum --force -o year.ini towns
want_status 0
want_out '3 个单位'
rm towns/north.ini
end

begin 'a cut draft is trouble'
head -c 4000 "$sample" >towns/cut.ini
run sum -o cut.ini towns
want_status 4
want_err '不完整'
want_no_file cut.ini
rm towns/cut.ini
end

begin 'a file with a name in GB18030 is named in a sum of valid UTF-8'
mkdir gbk
unit 东门镇人民政府 "gbk/$(printf '东门' | iconv -t GB18030).ini"
run sum -o utf8.ini --unit="$(printf '云岫县' | iconv -t GB18030)" gbk
want_status 0
want_in utf8.ini 'unit = "云岫县"'
iconv -f UTF-8 -t UTF-8 utf8.ini >back 2>&1 || fail 'the sum is not UTF-8'
end

begin 'a roster names who is missing and who is surplus'
printf '东门镇人民政府\n北门镇人民政府\n西门镇人民政府\n' | iconv -t GB18030 >roster
run sum --roster=roster -o roster.ini towns
want_status 0
want_err '北门镇人民政府'
want_err '南门镇人民政府（towns/c.ini）：不在名单里'
want_in roster.ini '北门镇人民政府'
end

begin 'an error in a text is for check; it does not stop the sum'
mkdir texts
unit 东门镇人民政府 texts/a.ini
edited 's/^unit = .*/unit = "西门镇人民政府"/; s/^\(p0070 .*\)"二是/\1"一是/' >texts/b.ini
run check texts/b.ini
want_status 1
want_out 'P-ORD'
run sum -o texts.ini texts
want_status 0
want_in texts.ini '"西门镇人民政府"'
end

begin 'and what last year says otherwise'
mkdir last
edited 's/^year = .*/year = "2022"/; s/^carried_out = .*/carried_out = "9, 1, 0, 0, 0, 0, 10"/' >last.ini
edited 's/^unit = .*/unit = "西门镇人民政府"\nprevious = "..\/last.ini"/' >last/a.ini
run check last/a.ini
want_status 1
want_out 'Y-CARRY'
run sum -o after.ini last
want_status 1
want_err '上年报告'
rm last.ini
run sum -o after.ini last
want_status 0
end

begin 'sums of sums'
mkdir counties
cp county.ini counties/a.ini
mkdir towns2
unit 别县甲镇 towns2/a.ini
run sum -o counties/b.ini --unit=别县 towns2
want_status 0
run sum -o city.ini counties
want_status 0
[ "$(row city.ini received)" = '184, 36, 4, 0, 12, 4, 240' ] || fail 'received is not four times the sample'
run sum -o city2.ini counties towns/a.ini
want_status 1
want_err '重复'
end

begin 'a draft that is no sum is not overwritten'
cp "$sample" own.ini
run sum -o own.ini towns
want_status 4
want_err '不是汇总'
cmp -s own.ini "$sample" || fail 'it was overwritten'
end

begin 'standard output'
run sum -o - towns
want_status 0
want_out 'fees = "385.3500"'
end

begin 'usage'
run sum towns
want_status 2
run sum -o x.ini -j 0 towns
want_status 2
run sum -o x.ini nowhere
want_status 4
end

begin 'interrupted, it leaves no file'
mkdir many
i=0
while [ $i -lt 400 ]; do
    unit "第$i单位" many/$i.ini
    i=$((i + 1))
done
for signal in INT TERM HUP KILL; do
    for wait in 0.01 0.05 0.1 0.2; do
        mkdir interrupted
        timeout -s "$signal" "$wait" "$nianbao" sum -j1 -o interrupted/sum.ini many >out 2>err </dev/null
        if [ -e interrupted/sum.ini ]; then
            "$nianbao" check interrupted/sum.ini >check.out 2>&1
            [ $? -le 1 ] || fail "$signal after $wait s left half a file"
            want_in interrupted/sum.ini 'complete = "1"'
        fi
        rm -rf interrupted
    done
done
status=0
end

begin 'interrupted at any moment with two threads, it leaves the old sum or the new one'
mkdir saved one
cp "$sample" one/a.ini
i=0
while [ $i -lt 600 ]; do
    cp "$sample" saved/$i.ini
    i=$((i + 1))
done
i=0
while [ $i -lt 16 ]; do
    for signal in INT TERM HUP KILL; do
        mkdir interrupted
        run sum -o interrupted/sum.ini one
        wait=0.$(printf %03d $(($(od -An -N2 -tu2 /dev/urandom) % 120)))
        timeout -s "$signal" "$wait" "$nianbao" sum -j2 --force -o interrupted/sum.ini saved >out 2>err </dev/null
        received=$(row interrupted/sum.ini received)
        case $received in
        '46, 9, 1, 0, 3, 1, 60' | '27600, 5400, 600, 0, 1800, 600, 36000') ;;
        *) fail "$signal after $wait s left: $received" ;;
        esac
        want_in interrupted/sum.ini 'complete = "1"'
        # Killed, it cannot clear away the file that was not finished.
        [ "$signal" = KILL ] || ! ls -A interrupted | grep -v '^sum\.ini~*$\|^\.sum\.ini\.lock$' || fail "$signal left a file"
        rm -rf interrupted
        i=$((i + 1))
    done
done
status=0
end

samples=$project/../shared/samples
if [ -d "$samples" ] && "$nianbao" import --help >/dev/null 2>&1; then
    begin 'published reports are added up'
    mkdir published
    for s in hongze-2023 kewei-2024; do
        for f in "$samples/$s".txt "$samples/$s".md; do
            [ -e "$f" ] && "$nianbao" import "$f" -o "published/$s.ini" >/dev/null 2>&1
        done
        sed -i 's/^year = .*/year = "2023"/' "published/$s.ini"
    done
    run sum --force -o published.ini published
    want_status 0
    for key in licences penalties; do
        expected=$(cat published/*.ini | sed -n "s/^$key = \"\([0-9]*\)\"/\1/p" | awk '{ n += $1 } END { print n + 0 }')
        [ "$(row published.ini $key)" = "$expected" ] || fail "$key: $(row published.ini $key), by awk $expected"
    done
    end
else
    echo 'skip published reports are added up (no samples)'
fi
