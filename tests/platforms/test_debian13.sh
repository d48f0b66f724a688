#!/bin/sh
# SPDX-License-Identifier: MIT
# The whole of `make test` of a clean clone in a root of Debian 13, with its compilers and libraries. Needs root,
# debootstrap, unshare, the network, and 4 GB in build/debian13. What is mounted in there is seen by this test only.
set -u
skip() { echo "skip Debian 13 ($1)"; exit 0; }
[ "$(id -u)" -eq 0 ] || skip 'debootstrap needs root'
for program in debootstrap unshare git; do command -v $program >/dev/null || skip "no $program"; done
unshare --mount true 2>/dev/null || skip 'no mount namespace can be had'
mkdir -p build
root=$PWD/build/debian13
if [ ! -e "$root.complete" ]; then
    rm -rf --one-file-system "$root"
    debootstrap --variant=minbase --include=ca-certificates,git,make trixie "$root" http://deb.debian.org/debian \
        >build/debian13.log 2>&1 || skip "debootstrap: $(tail -n 1 build/debian13.log)"
    touch "$root.complete"
fi
rm -rf "$root/src"
git clone -q . "$root/src" || skip 'no clone'
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null
# The root is a mount of its own, as tests in there take it to be.
# shellcheck disable=SC2016 # for the inner shell
unshare --mount sh -c 'mount --bind "$1" "$1" && mount --rbind /dev "$1/dev" && mount -t proc proc "$1/proc" &&
    exec chroot "$1" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin CI=1 make -C /src test' sh "$root" \
    >build/debian13.log 2>&1 </dev/null
status=$?
echo "# Debian 13: $(tail -n 1 build/debian13.log)"
if [ "$status" -eq 0 ]; then echo 'ok Debian 13'; else echo 'not ok Debian 13'; cat build/debian13.log; fi
