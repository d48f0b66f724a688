#!/bin/sh
# SPDX-License-Identifier: MIT
# Every gcc and clang with a number in its name on this machine compiles everything without a warning.
# Debian 12: apt-get install gcc-11 clang-13 clang-15 clang-16 clang-19; Debian 13: gcc-12 gcc-13 clang-17 clang-18.
set -u
unset MAKEFLAGS MAKELEVEL CC CFLAGS CPPFLAGS LDFLAGS
found=''
for compiler in $(cd /usr/bin && ls | grep -E '^(gcc|clang)-[0-9]+$' | sort -V); do
    found=yes
    if make -s -j "$(nproc 2>/dev/null || echo 2)" CC="$compiler" WERROR=1 tests-built >build/compiler.err 2>&1; then
        echo "ok $compiler"
    else
        echo "not ok $compiler"
        cat build/compiler.err
    fi
done
[ -n "$found" ] || echo 'skip compilers (no gcc-NUMBER and no clang-NUMBER)'
