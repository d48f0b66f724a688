#!/bin/sh
# SPDX-License-Identifier: MIT
# Other processors: builds the program and its unit tests with Debian's cross compilers and runs the tests, under
# qemu-user where this processor cannot. PLATFORMS: which, by Debian's names; arm64 where it is not set, and then the
# tests that take longest are left out.
set -u
# What `make test` was given is for this processor.
unset MAKEFLAGS MAKELEVEL MAKEOVERRIDES SANITIZE WERROR CC CFLAGS CPPFLAGS LDFLAGS
jobs=$(nproc 2>/dev/null || echo 2)

# What /proc says under qemu-user is about qemu, and memory runs out there for qemu, too.
not_emulated='test_lock test_statedir test_session_trouble test_inilib test_printed'
slow='test_check_random test_check_text test_edit test_merge test_import test_importkinds test_ownprint test_inifile
    test_iniwriter test_encoding test_linebreak test_visible test_textlayout test_report test_report_random
    test_figures test_damage test_draftfile test_journal test_register'

without() { # LIST NAME...: those of the names that are not on the list
    list=" $(echo "$1" | tr -s '\n' ' ') "
    shift
    for name in "$@"; do case $list in *" $name "*) ;; *) echo "$name" ;; esac done
}

for arch in ${PLATFORMS:-arm64}; do
    suite=''
    case $arch in
    arm64) gnu=aarch64-linux-gnu processor=aarch64 ;;
    i386) gnu=i686-linux-gnu processor=i386 ;;
    riscv64) gnu=riscv64-linux-gnu processor=riscv64 suite=trixie ;;
    loong64) gnu=loongarch64-linux-gnu processor=loongarch64 suite=sid ;;
    *) gnu=$arch-linux-gnu processor=$arch ;;
    esac
    compiler=$gnu-gcc
    if ! command -v "$compiler" >/dev/null; then
        # The newest by its number, where there is no default one.
        compiler=$(ls /usr/bin/"$gnu"-gcc-[0-9]* 2>/dev/null | sort -V | tail -n 1)
        compiler=${compiler##*/}
    fi
    if [ -z "$compiler" ]; then echo "skip $arch (no $gnu-gcc)"; continue; fi
    if ! command -v apt-get >/dev/null; then echo "skip $arch (its libraries are fetched with apt-get)"; continue; fi
    dir=build/$arch-root
    if [ ! -e "$dir/complete" ] && ! tests/platforms/sysroot "$arch" "$dir" $suite 2>build/sysroot.err; then
        echo "skip $arch ($(tail -n 1 build/sysroot.err))"
        continue
    fi
    root=$(realpath "$dir/root")
    libraries=$(ls -d "$root"/usr/lib/*-linux-gnu* | head -n 1)
    names=$(basename -a -s .c tests/unit/*/test_*.c)
    case $arch-$(uname -m) in
    i386-x86_64 | arm64-aarch64)
        loader=$(ls "$root"/lib/ld-linux* | head -n 1)
        run="$loader --library-path $libraries:$root/lib/${libraries##*/}"
        ;;
    *)
        run="qemu-$processor -L $root"
        names=$(without "$not_emulated" $names)
        ;;
    esac
    [ -n "${PLATFORMS:-}" ] || names=$(without "$slow" $names)
    export PKG_CONFIG_SYSROOT_DIR="$root" PKG_CONFIG_LIBDIR="$libraries/pkgconfig:$root/usr/share/pkgconfig"
    tests=$(for name in $names; do echo tests/unit/*/"$name".c; done | sed "s,^,build/$compiler/,; s,\.c$,,")
    # shellcheck disable=SC2086 # the words are the tests
    if make -s -j "$jobs" CC="$compiler" CPPFLAGS="--sysroot=$root -I$root/usr/include/iniparser" \
        LDFLAGS="--sysroot=$root" WERROR=1 all house $tests >build/cross.err 2>&1; then
        echo "ok $arch: builds with $compiler"
    else
        echo "not ok $arch: builds with $compiler"
        cat build/cross.err
        continue
    fi
    if ! command -v "${run%% *}" >/dev/null; then
        echo "skip $arch: unit tests (no ${run%% *})"
        continue
    fi
    # shellcheck disable=SC2016 # for the inner shell
    printf '%s\n' $tests | GCONV_PATH=$libraries/gconv run=$run arch=$arch \
        xargs -P "$jobs" -n 1 sh -c 'if output=$(timeout 600 $run "$0" 2>&1 </dev/null); then echo "ok $arch: ${0##*/}"; else
            printf "not ok %s: %s\n%s\n" "$arch" "${0##*/}" "$(echo "$output" | grep -v "   OK \]\|RUN   ")"; fi'
done
