# SPDX-License-Identifier: MIT
# The sample as a practice draft for `make run`: two errors are planted, and its first screen says so.
/^keys = /d
/^crc = /d
s/^unit = .*/&\nnotice = "这是练习，里面放了两处错误：按 F3 一处一处看，改好以后按 F9 再查"/
s/^carried_out = "3, 1, 0, 0, 0, 0, 4"/carried_out = "8, 1, 0, 0, 0, 0, 9"/
s/三是历史档案/二是历史档案/
