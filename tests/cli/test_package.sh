#!/bin/sh
# SPDX-License-Identifier: MIT
# make install and the Debian package: what they put where, that it works there, that nothing is left after removal.
. tests/cli/lib.sh

unset MAKEFLAGS MAKELEVEL DESTDIR PREFIX
binary=$(cd "$project" && realpath "${PLAIN:-$nianbao}") # the build that would be shipped

# The program, the manual pages and the completion below a folder that is as /usr.
want_installed() {
    nianbao=$1/bin/nianbao run print "$sample"
    want_status 0
    want_out '三、收到和处理政府信息公开申请情况'
    [ "$(nianbao=$1/bin/nianbao run --version; cat out)" = "$(nianbao=$binary run --version; cat out)" ] || fail 'another version'
    for page in man1 zh_CN/man1; do
        [ -e "$1/share/man/$page/nianbao.1" ] || [ -e "$1/share/man/$page/nianbao.1.gz" ] || fail "wanted a page in $page"
    done
    if command -v man >/dev/null; then
        LC_ALL=C.UTF-8 man -M "$1/share/man" -P cat nianbao >page 2>&1
        want_in page '--page-length'
    fi
    bash -n "$1/share/bash-completion/completions/nianbao" || fail 'the completion is no shell'
    want_file "$1/share/doc/nianbao/README.md"
    want_file "$1/share/doc/nianbao/nianbao.conf"
}
want_nothing_in() {
    left=$(find "$1" -type f)
    [ -z "$left" ] || fail "left over: $left"
}

begin 'make install, make uninstall'
make -s -C "$project" install DESTDIR="$dir/dest dir" PREFIX=/opt/nb BINARY="$binary" >out 2>err
status=$?
want_status 0
want_installed "$dir/dest dir/opt/nb"
make -s -C "$project" uninstall DESTDIR="$dir/dest dir" PREFIX=/opt/nb >out 2>err
want_nothing_in "dest dir"
end

command -v dpkg-deb >/dev/null || { echo 'skip the Debian package (no dpkg-deb)'; exit 0; }

begin 'make deb builds a package that says what it needs'
make -s -C "$project" deb DEB_DIR="$dir" BINARY="$binary" >out 2>err
status=$?
want_status 0
want_no_err
deb=$(cat out)
want_file "$deb"
dpkg-deb -f "$deb" >control
want_in control 'Package: nianbao'
for library in libc6 libncursesw6 libiniparser1; do want_in control "$library"; done
mkdir unpacked
dpkg-deb -R "$deb" unpacked 2>err || fail 'cannot be unpacked'
(cd unpacked && md5sum --quiet -c DEBIAN/md5sums) >>err 2>&1 || fail 'a checksum is wrong'
want_installed "$dir/unpacked/usr"
end

title='the package installs into a clean root and leaves nothing there'
if [ "$(id -u)" -ne 0 ]; then echo "skip $title (not root)"; exit 0; fi
begin "$title"
mkdir -p root/var/lib/dpkg/info root/var/lib/dpkg/updates root/var/lib/dpkg/triggers root/etc
: >root/var/lib/dpkg/status
# The root holds nothing but the package: what it depends on is this system's.
PATH=/usr/sbin:/sbin:$PATH dpkg --root="$dir/root" --force-depends --log=/dev/null -i "$deb" >out 2>err
status=$?
want_status 0
dpkg --root="$dir/root" -s nianbao >out 2>err
want_out 'Status: install ok installed'
want_installed "$dir/root/usr"
PATH=/usr/sbin:/sbin:$PATH dpkg --root="$dir/root" --log=/dev/null --purge nianbao >out 2>err
status=$?
want_status 0
if [ -e root/usr ]; then want_nothing_in root/usr; fi
if dpkg --root="$dir/root" -s nianbao >/dev/null 2>&1; then fail 'still known to dpkg'; fi
end
