# SPDX-License-Identifier: MIT
"""A golden screen as an SVG picture, for README.md: picture.py GOLDEN >PICTURE (`make pictures`)."""
import re
import sys
import unicodedata
from xml.sax.saxutils import escape

CELL, LINE, TOP = 9, 20, 15  # of a column, of a row, from its top to the baseline
COLOURS = {'chrome': ('#ffffff', '#005f87'), 'error': ('#ffffff', '#d70000'), 'warning': ('#000000', '#ffd787'), 'focus': ('#ffffff', '#1a1a1a')}


def columns(text):
    """(column, width, character) of each."""
    column = 0
    for c in text:
        width = 2 if unicodedata.east_asian_width(c) in 'WF' else 1
        yield column, width, c
        column += width


def runs(text, marks):
    """Stretches of one look, words and blanks apart: (column, columns, text, mark)."""
    found = []
    for column, width, c in columns(text):
        mark = marks[column] if column < len(marks) else ' '
        if found and found[-1][3] == mark and (found[-1][2][-1] == ' ') == (c == ' '):
            found[-1][1] += width
            found[-1][2] += c
        else:
            found.append([column, width, c, mark])
    end = sum(width for _, width, _ in columns(text))
    if marks[end:].strip():  # blanks at the end that have a look
        found.append([end, len(marks) - end, '', marks[end]])
    return found


def fill_blanks(text, marks):
    """A blank is marked without its boldness: it looks like what stands beside it."""
    chars, marks = dict((column, c) for column, _, c in columns(text)), list(marks)
    for order in (range(1, len(marks)), range(len(marks) - 2, -1, -1)):
        step = order.step
        for column in order:
            if chars.get(column, ' ') == ' ' and (marks[column], marks[column - step]) in (('r', 'R'), ('u', 'U')):
                marks[column] = marks[column - step]
    return ''.join(marks)


lines = open(sys.argv[1], encoding='utf-8').read().split('\n')
looks = {int(line[:2]): line[3:] for line in lines if re.match(r'\d\d:', line)}
rows = next(i for i, line in enumerate(lines) if re.match(r'\d\d:|cursor ', line))
width, height = 80 * CELL, rows * LINE
print('<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="monospace" font-size="%d">' % (width, height, 2 * CELL - 2))
print('<rect width="%d" height="%d" fill="#ffffff"/>' % (width, height))
for row in range(rows):
    for column, n, text, mark in runs(lines[row], fill_blanks(lines[row], looks.get(row, ''))):
        look = {'r': 'chrome' if row in (0, rows - 1) else 'focus', 'R': 'error', 'U': 'warning'}.get(mark)
        colour, ground = COLOURS.get(look, ('#1a1a1a', None))
        if ground:
            print('<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>' % (column * CELL, row * LINE, n * CELL, LINE, ground))
        if text.strip():
            print('<text x="%d" y="%d" textLength="%d" fill="%s"%s>%s</text>' % (
                column * CELL, row * LINE + TOP, n * CELL, colour, ' font-weight="bold"' if mark in 'bR' else '', escape(text)))
print('</svg>')
