# SPDX-License-Identifier: MIT
"""Writes an invented report as Word, Excel and LibreOffice write it, and archives that are to be refused.

officefiles.py FOLDER: a.docx a.xlsx a.odt a.ods, a.csv and a-gb.csv as Excel saves them, register.xlsx, and bad-*.docx there.
"""
import csv
import io
import os
import sys
import zipfile
from xml.sax.saxutils import escape

REFUSED = ['1.属于国家秘密', '2.其他法律行政法规禁止公开', '3.危及“三安全一稳定”', '4.保护第三方合法权益',
           '5.属于三类内部事务信息', '6.属于四类过程性信息', '7.属于行政执法案卷', '8.属于行政查询事项']
UNAVAILABLE = ['1.本机关不掌握相关政府信息', '2.没有现成信息需要另行制作', '3.补正后申请内容仍不明确']
DECLINED = ['1.信访举报投诉类申请', '2.重复申请', '3.要求提供公开出版物', '4.无正当理由大量反复申请',
            '5.要求行政机关确认或重新出具已获取信息']
OTHER = ['1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
         '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请', '3.其他']


# A cell is (text, columns, rows); what a cell of a row above covers is left out.
def cell(text, columns=1, rows=1):
    return (str(text), columns, rows)


def numbers(seed):
    n = [(seed * k) % 7 for k in (1, 2, 3, 4, 5, 6)]
    return [cell(x) for x in n + [sum(n)]]


def disclosure():
    head = [cell('信息内容'), cell('本年制发件数'), cell('本年废止件数'), cell('现行有效件数')]
    rows = [[cell('第二十条第（一）项', 4)], head, [cell('规章')] + [cell(x) for x in (0, 1, 2)],
            [cell('行政规范性文件')] + [cell(x) for x in (22, 4, 197)]]
    for title, names in (('第二十条第（五）项', ['行政许可']), ('第二十条第（六）项', ['行政处罚', '行政强制'])):
        rows += [[cell(title, 4)], [cell('信息内容'), cell('本年处理决定数量', 3)]]
        rows += [[cell(name), cell(1000 + len(name) + i, 3)] for i, name in enumerate(names)]
    rows += [[cell('第二十条第（八）项', 4)], [cell('信息内容'), cell('本年收费金额（单位：万元）', 3)],
             [cell('行政事业性收费'), cell('18.871', 3)]]
    return rows


def requests():
    rows = [[cell('（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', 3, 3), cell('申请人情况', 7)],
            [cell('自然人', 1, 2), cell('法人或其他组织', 5), cell('总计', 1, 2)],
            [cell(x) for x in ('商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他')],
            [cell('一、本年新收政府信息公开申请数量', 3)] + numbers(1),
            [cell('二、上年结转政府信息公开申请数量', 3)] + numbers(2)]
    first = [cell('三、本年度办理结果', 1, 22)]
    seed = 3
    for name in ('（一）予以公开', '（二）部分公开（区分处理的，只计这一情形，不计其他情形）'):
        rows.append(first + [cell(name, 2)] + numbers(seed))
        first, seed = [], seed + 1
    for parent, names in (('（三）不予公开', REFUSED), ('（四）无法提供', UNAVAILABLE), ('（五）不予处理', DECLINED),
                          ('（六）其他处理', OTHER)):
        for i, name in enumerate(names):
            rows.append(([] if i else [cell(parent, 1, len(names))]) + [cell(name)] + numbers(seed))
            seed += 1
    rows.append([cell('（七）总计', 2)] + numbers(seed))
    rows.append([cell('四、结转下年度继续办理', 3)] + numbers(seed + 1))
    return rows


def review():
    five = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
    return [[cell('行政复议', 5), cell('行政诉讼', 10)],
            [cell(x, 1, 2) for x in five] + [cell('未经复议直接起诉', 5), cell('复议后起诉', 5)],
            [cell(x) for x in five + five],
            [cell(x) for x in (1, 0, 2, 0, 3, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)]]


def blocks():
    return ['云岫县水务局2022年政府信息公开工作年度报告', '根据规定，编制<本报告> & 公布。',
            '一、总体情况', '（一）主动公开。全年发布信息120条。', '（二）依申请公开。都在期限内答复。',
            '二、主动公开政府信息情况', disclosure(), '三、收到和处理政府信息公开申请情况', requests(),
            '四、政府信息公开行政复议、行政诉讼情况', review(), '五、存在的主要问题及改进情况', '一是不够细。',
            '六、其他需要报告的事项', '全年收取信息处理费0元。', '云岫县水务局', '2023年1月9日']


def pack(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as archive:
        for name, text in files:
            archive.writestr(name, text)
    return out.getvalue()


def grid(rows):
    """Each row as (text, columns, covers_from_above) with the covered places in it."""
    below, result = {}, []
    for row in rows:
        line, column, cells = [], 0, list(row)
        while cells or column in below:
            if column in below:
                columns, left = below.pop(column)
                line.append(('', columns, True))
                if left > 1:
                    below[column] = (columns, left - 1)
                    below[('next', column)] = below.pop(column)
                column += columns
                continue
            text, columns, n_rows = cells.pop(0)
            line.append((text, columns, False))
            if n_rows > 1:
                below[('next', column)] = (columns, n_rows - 1)
            column += columns
        below = {key[1]: value for key, value in below.items() if isinstance(key, tuple)}
        result.append(line)
    return result


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_paragraph(text):
    # Word cuts a paragraph into runs where it likes.
    half = len(text) // 2
    runs = ''.join('<w:r><w:t xml:space="preserve">%s</w:t></w:r>' % escape(part)
                   for part in (text[:half], text[half:]) if part)
    return '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>%s</w:p>' % runs


def docx(body=None):
    if body is None:
        body = ''
        for block in blocks():
            if isinstance(block, str):
                body += word_paragraph(block)
                continue
            body += '<w:tbl>'
            starts = [[c for c in row] for row in block]
            for row, line in zip(starts, grid(block)):
                body += '<w:tr>'
                texts = iter(row)
                for text, columns, covered in line:
                    n_rows = 1 if covered else next(texts)[2]
                    merge = '<w:vMerge/>' if covered else '<w:vMerge w:val="restart"/>' if n_rows > 1 else ''
                    body += '<w:tc><w:tcPr><w:gridSpan w:val="%d"/>%s</w:tcPr>%s</w:tc>' % (
                        columns, merge, word_paragraph(text))
                body += '</w:tr>'
            body += '</w:tbl>'
    return [('[Content_Types].xml', '<Types/>'),
            ('word/document.xml', '<?xml version="1.0" encoding="UTF-8"?><w:document %s><w:body>%s</w:body></w:document>'
             % (W, body))]


def column_name(n):
    return chr(ord('A') + n)


def xlsx():
    strings, sheet, merges, number = [], '', [], 0
    for block in blocks():
        rows = [[(block, 10, False)]] if isinstance(block, str) else grid(block)
        source = [[cell(block, 10)]] if isinstance(block, str) else block
        for row, line in zip(source, rows):
            number += 1
            sheet += '<row r="%d">' % number
            column, texts = 0, iter(row)
            for text, columns, covered in line:
                n_rows = 1 if covered else next(texts)[2]
                place = '%s%d' % (column_name(column), number)
                if text and text.replace('.', '').isdigit():
                    sheet += '<c r="%s"><v>%s</v></c>' % (place, '18.870999999999999' if text == '18.871' else text)
                elif text:
                    sheet += '<c r="%s" t="s"><v>%d</v></c>' % (place, len(strings))
                    strings.append(text)
                if columns > 1 or n_rows > 1:
                    merges.append('%s:%s%d' % (place, column_name(column + columns - 1), number + n_rows - 1))
                column += columns
            sheet += '</row>'
    return [('xl/workbook.xml', '<workbook/>'),
            ('xl/sharedStrings.xml', '<sst>%s</sst>' % ''.join('<si><t>%s</t><rPh><t>x</t></rPh></si>' % escape(s)
                                                               for s in strings)),
            ('xl/worksheets/sheet1.xml', '<worksheet><sheetData>%s</sheetData><mergeCells>%s</mergeCells></worksheet>'
             % (sheet, ''.join('<mergeCell ref="%s"/>' % m for m in merges)))]


def open_document(is_sheet):
    body = ''
    for block in blocks():
        if isinstance(block, str) and not is_sheet:
            body += '<text:p>%s</text:p>' % escape(block)
            continue
        rows = [[cell(block)]] if isinstance(block, str) else block
        body += '<table:table>'
        for line, row in zip(grid(rows), rows):
            body += '<table:table-row>'
            texts = iter(row)
            for text, columns, covered in line:
                if covered:
                    body += '<table:covered-table-cell table:number-columns-repeated="%d"/>' % columns
                    continue
                n_rows = next(texts)[2]
                value = ''
                if is_sheet and text.replace('.', '').isdigit():
                    value = ' office:value-type="float" office:value="%s"' % text
                body += ('<table:table-cell table:number-columns-spanned="%d" table:number-rows-spanned="%d"%s>'
                         '<text:p>%s</text:p></table:table-cell>' % (columns, n_rows, value, escape(text)))
            body += '</table:table-row>'
        body += '</table:table>'
    return [('content.xml', '<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b">'
             '<office:body>%s</office:body></office:document-content>' % body)]


def sheet():
    """All rows of one length; the cells that a merged one covers are empty. Two paragraphs stand in one cell."""
    lines = []
    for block in blocks():
        if isinstance(block, str):
            if block.startswith('（二）'):
                lines[-1][0] += '\n' + block
            else:
                lines.append([block])
            continue
        for row in grid(block):
            lines.append([])
            for text, columns, _ in row:
                lines[-1] += [text] + [''] * (columns - 1)
    width = max(len(line) for line in lines)
    return [line + [''] * (width - len(line)) for line in lines]


def register():
    """A register of requests as Excel keeps it: a title over it, dates as numbers, rows that are not there."""
    rows = {1: ['云岫县水务局台账'], 3: ['编号', '申请人', '收到日期', '申请人类型', '处理结果', '答复日期'],
            4: ['1', '某某', 45662, '自然人', '予以公开', 45673], 7: ['2', '某某', 45663, '公司', '不明', 45673]}
    sheet = ''
    for number, row in rows.items():
        sheet += '<row r="%d">' % number
        for column, value in enumerate(row):
            place = '%s%d' % (column_name(column), number)
            sheet += ('<c r="%s"><v>%d</v></c>' % (place, value) if isinstance(value, int) else
                      '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (place, escape(value)))
        sheet += '</row>'
    return [('xl/workbook.xml', '<workbook/>'),
            ('xl/worksheets/sheet1.xml', '<worksheet><sheetData>%s</sheetData></worksheet>' % sheet)]


def hostile():
    yield 'bomb', pack(docx('<w:p/>')[:1] + [('word/document.xml', b' ' * 400_000_000)])
    yield 'entries', pack([('f%d' % i, '') for i in range(10_000)] + docx())
    yield 'broken', pack(docx('<w:p><w:r></w:p>'))
    yield 'cut', pack(docx())[:2000]
    lol = '<!DOCTYPE x [<!ENTITY a "ha">%s]>' % ''.join(
        '<!ENTITY %s "%s">' % (chr(98 + i), '&%s;' % chr(97 + i) * 10) for i in range(12))
    yield 'entities', pack([('word/document.xml', '%s<w:document %s><w:p><w:r><w:t>&m;</w:t></w:r></w:p></w:document>'
                             % (lol, W))])
    yield 'external', pack([('word/document.xml', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
                             '<w:document %s><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>' % W)])
    yield 'paths', pack([('../../word/document.xml', '<w:document/>'), ('/etc/passwd', 'x')])
    yield 'deep', pack(docx('<w:p>' * 100_000 + '</w:p>' * 100_000))


folder = sys.argv[1]
for name, files in (('a.docx', docx()), ('a.xlsx', xlsx()), ('a.odt', open_document(False)), ('a.ods', open_document(True)),
                    ('register.xlsx', register())):
    with open(os.path.join(folder, name), 'wb') as out:
        out.write(pack(files))
for name, encoding in (('a.csv', 'utf-8-sig'), ('a-gb.csv', 'gb18030')):
    with open(os.path.join(folder, name), 'w', encoding=encoding, newline='') as out:
        csv.writer(out).writerows(sheet())
for name, data in hostile():
    with open(os.path.join(folder, 'bad-%s.docx' % name), 'wb') as out:
        out.write(data)
