#!/bin/sh
# SPDX-License-Identifier: MIT
# A register of requests counted into 表三, as an office keeps it and against an independent count.
. tests/cli/lib.sh

begin 'the template is a register, and counts'
run count --template -o 台账.csv
want_status 0
want_in 台账.csv '收到日期,申请人类型,处理结果'
run count 台账.csv -o t.ini # nothing but examples
want_status 4
want_no_file t.ini
sed -i 's/^示例-/A/' 台账.csv
run count 台账.csv -o t.ini --unit=云岫县水务局
want_status 0
want_out '计入 2025 年的 3 件'
want_out '新收 3 + 上年结转 0 = 办结 2 + 结转下年 1'
want_out '法律服务机构：新收 1 + 上年结转 0 = 办结 0 + 结转下年 1'
want_out '下一步：nianbao edit t.ini'
want_in t.ini 'unit = "云岫县水务局"'
want_in t.ini 'received = "1, 1, 0, 0, 1, 0, 3"'
want_in t.ini 'reconsideration = "1, 0, 0, 0, 1"'
want_in t.ini 'path = "台账.csv"'
run check t.ini
if grep -q '表三' out; then fail 'the table has errors'; fi
end

cat >r.csv <<'EOF'
编号,申请人,收到日期,申请人类型,处理结果,答复日期
1,欧阳某某,2025-03-04,公民,不予公开,2025-03-20
2,欧阳某某,2025-03-05,公民,公开,2025-03-20
3,欧阳某某,2025-13-05,公民,公开,2025-03-20
2,欧阳某某,2025-03-05,公民,公开,2025-03-20
EOF
begin 'nothing is guessed, every doubtful line is named, and nothing is written'
run count r.csv -o r.ini
want_status 1
want_err '第 4 行（编号 3）：收到日期“2025-13-05”不是日期'
want_err '第 5 行（编号 2）：与第 3 行的编号相同'
want_err '第 2 行起 1 件：处理结果“不予公开”不知道算哪一类，可能是：（三）不予公开 1.属于国家秘密；'
want_no_file r.ini
end

begin 'what the office answered once is known'
printf '# 用语\n处理结果\t不予公开\trefused.internal_affairs\n' >台账用语.txt
sed -i '4,5d' r.csv
run count r.csv -o r.ini
want_status 0
want_in r.ini 'refused.internal_affairs = "1, 0'
if grep -q 欧阳 r.ini out err; then fail 'a name is in the draft or was said'; fi
rm 台账用语.txt
end

begin 'a draft that is there: first a list, then the change; what was typed by hand stays'
edited 's/^unit = .*/unit = "云岫县水务局"/; s/^year = .*/year = "2025"/' >old.ini
cp old.ini old.copy
sed -i '2d' r.csv
run count r.csv -o old.ini
want_status 1
want_out '表三 （一）予以公开 自然人：21 → 1'
want_err '请加上 --update'
cmp -s old.ini old.copy || fail 'the draft has changed'
run count r.csv -o old.ini --update
want_status 0
want_in old.ini 'granted = "1, 0, 0, 0, 0, 0, 1"'
want_in old.ini 'normative_documents = "3, 1, 14"'
sed -i '/^keys = /d; /^crc = "[0-9a-f]*"$/d; s/^granted = .*/granted = "5, 0, 0, 0, 0, 0, 5"/' old.ini
echo '9,某,2025-04-05,公民,公开,2025-04-20' >>r.csv
run count r.csv -o old.ini --update
want_status 0
want_out '（一）予以公开 自然人：手工改成了 5，台账是 2，保留手工的数'
want_in old.ini 'granted = "5, 0'
want_in old.ini 'received = "2, 0'
end

begin "last year's report: what differs, with the lines"
edited 's/^unit = .*/unit = "云岫县水务局"/; s/^year = .*/year = "2024"/' >last.ini
run count r.csv -o n.ini --previous=last.ini
want_status 0
want_err '上年结转政府信息公开申请数量 自然人：台账 0，上年报告的结转 3'
want_in n.ini 'year = "2025"'
want_in n.ini 'unit = "云岫县水务局"'
want_in n.ini 'carried_in = "0, 0'
end

begin 'open requests with their days, holidays left out'
printf '编号,收到日期,申请人类型,处理结果,答复日期\n7,2025-09-25,公民,,\n' >open.csv
run count --due open.csv
want_status 0
want_out '编号 7  收到 2025-09-25'
want_out '期限 2025-10-23'
mkdir -p .config/nianbao
printf '# 国庆\n2025-10-01\n2025/10/2\n2025-10-03\n2025-10-06\n2025-10-07\n2025-10-08\n2025-09-28 班\n2025-10-11 班\n' >days.txt
printf '[nianbao]\nholidays = "%s"\n' "$dir/days.txt" >.config/nianbao/config.ini
run count --due open.csv
want_out '期限 2025-10-29'
echo 国庆节 >>days.txt
run count --due open.csv
want_status 4
want_err '第 10 行“国庆节”不是日期'
rm -r .config
end

begin 'usage, and what is no register'
run count
want_status 2
run count r.csv
want_status 2
run count nowhere.csv -o x.ini
want_status 4
run count "$sample" -o x.ini
want_status 4
want_err '没有找到表头'
want_no_file x.ini
run count r.csv -o "$dir/last.ini"
want_status 1
want_err '2024 年的草稿'
end

if "$nianbao" --version | grep -q libzip; then
    begin 'a spreadsheet, its rows by their numbers'
    mkdir office
    python3 "$project/tests/support/officefiles.py" office || fail 'no spreadsheet'
    run count office/register.xlsx -o x.ini
    want_status 1
    want_err '第 7 行起 1 件：处理结果“不明”不知道算哪一类'
    printf '处理结果\t不明\tunavailable.unclear\n' >台账用语.txt
    run count office/register.xlsx -o x.ini
    want_status 0
    want_in x.ini 'granted = "1, 0, 0, 0, 0, 0, 1"'
    want_in x.ini 'unavailable.unclear = "0, 1, 0, 0, 0, 0, 1"'
    end
else
    echo 'skip a spreadsheet, its rows by their numbers (built without libzip and libxml2)'
fi

begin 'an independent count of random registers says the same'
mkdir random
python3 "$project/tests/support/registers.py" 1 "$([ -n "${NIANBAO_LONG:-}" ] && echo 1000 || echo 40)" random || fail 'no registers'
for counts in random/*.counts; do
    register=${counts%.counts}.csv draft=${counts%.counts}.ini
    run count "$register" -o "$draft" --year=2025
    if [ "$status" -ne 0 ]; then fail "$register: $(cat err)"; break; fi
    "$nianbao" export --format=tsv --heads=none "$draft" | cut -f 3,7 | tr '\t' ' ' | grep '^requests' | grep -v ' 0$' | sort >counted
    if ! sort "$counts" | cmp -s - counted; then fail "$register: $(sort "$counts" | diff - counted)"; break; fi
done
end
