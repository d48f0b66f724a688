# SPDX-License-Identifier: MIT
# Sourced by tests/cli/test_*.sh, which run in the project's folder. A test:
#
#     begin 'what a user would notice'
#     run check "$sample"         the program; its output is in the files out and err, its exit code in $status
#     want_status 0
#     want_out 'a fixed string'   want_err, want_no_out, want_no_err: the same
#     end
#
# Everything happens in a folder of its own, which is also HOME.
set -u
nianbao=$(realpath "${NIANBAO:-build/gcc/nianbao}")
project=$PWD
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/.sample" || exit 1
cp tests/drafts/sample-2023.ini "$dir/.sample" || exit 1 # a copy: printing it is recorded in it
sample=$dir/.sample/sample-2023.ini
cd "$dir" || exit 1
export HOME="$dir"
unset XDG_STATE_HOME XDG_CONFIG_HOME SSH_CONNECTION SSH_TTY NO_COLOR

begin() { name=$1 failed=''; }
fail() { failed="$failed
    $1"; }
end() {
    if [ -z "$failed" ]; then echo "ok $name"; return; fi
    echo "not ok $name$failed"
    echo "    exit code $status"
    sed 's/^/    out: /' out | head -n 20
    sed 's/^/    err: /' err | head -n 20
}
run() {
    "$nianbao" "$@" >out 2>err </dev/null
    status=$?
}
want_status() { [ "$status" -eq "$1" ] || fail "wanted exit code $1"; }
want_out() { grep -qF -- "$1" out || fail "wanted on stdout: $1"; }
want_err() { grep -qF -- "$1" err || fail "wanted on stderr: $1"; }
want_no_out() { if [ -s out ]; then fail 'wanted nothing on stdout'; fi; }
want_no_err() { if [ -s err ]; then fail 'wanted nothing on stderr'; fi; }
want_file() { [ -s "$1" ] || fail "wanted a file $1"; }
want_no_file() { if [ -e "$1" ]; then fail "wanted no file $1"; fi; }
want_in() { grep -qF -- "$2" "$1" || fail "wanted in $1: $2"; }
# The sample with sed applied, without the marks of our own writer: as if edited by hand.
edited() { sed -e '/^keys = /d' -e '/^crc = /d' -e "$1" "$sample"; }
