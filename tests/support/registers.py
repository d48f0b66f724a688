# SPDX-License-Identifier: MIT
"""Random registers of requests, and an independent count of each.

registers.py SEED N FOLDER: FOLDER/0.csv … and FOLDER/0.counts …: what `nianbao export --format=tsv` prints of 表三, the cells
that are not 0, as "key value" lines in order. Last comes FOLDER/long.csv with LINES (third argument) lines where given.
"""
import csv
import datetime
import os
import random
import sys

APPLICANTS = {'natural_person': ['自然人', '公民', '个人'], 'business': ['商业企业', '公司'], 'research': ['高校', '科研机构'],
              'welfare': ['社会团体', '社会公益组织'], 'legal_service': ['律师事务所'], 'other': ['其他', '其他组织']}
RESULTS = {'granted': ['予以公开', '36(1)', '（一）', '主动公开已告知'], 'partly_granted': ['部分公开', '第三十七条'],
           'refused.state_secret': ['（三）1', '属于国家秘密'], 'refused.third_party': ['3.4', '第15条', '商业秘密'],
           'refused.process_information': ['属于四类过程性信息', '（三）6'], 'refused.enforcement_file': ['执法案卷'],
           'unavailable.not_held': ['信息不存在', '36(4)', '非本机关'], 'unavailable.needs_creation': ['38条', '（四）2'],
           'declined.petition': ['信访', '39(1)'], 'declined.repeated': ['重复申请'], 'declined.publication': ['5.3'],
           'other.not_corrected': ['逾期未补正'], 'other.other': ['申请人撤回', '6.3']}
YEAR = 2025


def day(rng, first, last):
    return first + datetime.timedelta(days=rng.randrange((last - first).days + 1))


def written(rng, date):
    if date is None:
        return ''
    return rng.choice(['%d-%02d-%02d', '%d/%d/%d', '%d.%d.%d', '%d年%d月%d日']) % (date.year, date.month, date.day)


def one(rng, n_lines):
    lines, counts = [], {}

    def count(row, column):
        for key in ((row, column), (row, 'total')):
            counts[key] = counts.get(key, 0) + 1

    for number in range(n_lines):
        received = day(rng, datetime.date(2023, 6, 1), datetime.date(2026, 1, 31))
        answered = None if rng.random() < 0.2 else received + datetime.timedelta(days=rng.randrange(60))
        column, row = rng.choice(list(APPLICANTS)), rng.choice(list(RESULTS))
        lines.append(['%d-%d' % (received.year, number), '某某%d' % number, written(rng, received),
                      rng.choice(APPLICANTS[column]), rng.choice(RESULTS[row]) if answered else '', written(rng, answered)])
        if received.year > YEAR or (answered and answered.year < YEAR):
            continue
        count('received' if received.year == YEAR else 'carried_in', column)
        if answered and answered.year == YEAR:
            count(row, column)
            count('total', column)
        else:
            count('carried_out', column)
    heads = ['编号', '申请人', '收到日期', '申请人类型', '处理结果', '答复日期']
    order = list(range(len(heads)))
    rng.shuffle(order)
    return [[line[i] for i in order] for line in [heads] + lines], counts


def write(path, rows, encoding):
    with open(path, 'w', encoding=encoding, newline='') as out:
        csv.writer(out, delimiter='\t' if path.endswith('.tsv') else ',').writerows(rows)


seed, n, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
rng = random.Random(seed)
for i in range(n):
    rows, counts = one(rng, rng.randrange(1, 120))
    write(os.path.join(folder, '%d.csv' % i), rows, rng.choice(['utf-8', 'utf-8-sig', 'gb18030']))
    with open(os.path.join(folder, '%d.counts' % i), 'w', encoding='utf-8') as out:
        out.writelines(sorted('requests.%s.%s %d\n' % (row, column, value) for (row, column), value in counts.items()))
if len(sys.argv) > 4:
    write(os.path.join(folder, 'long.csv'), one(rng, int(sys.argv[4]))[0], 'utf-8')
