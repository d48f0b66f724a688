#!/bin/sh
# SPDX-License-Identifier: MIT
# The exit status of check, sum and status, as scripts rely on it.
. tests/cli/lib.sh

mkdir fine wrong cut twice open mixed
cp "$sample" fine/a.ini
edited 's/^granted = .*/granted = "22, 5, 1, 0, 1, 1, 29"/' >wrong/a.ini
edited 's/^email = .*/email = ""/; s/^site = .*/site = ""/' >warned.ini
head -c 300 "$sample" >cut/a.ini
cp "$sample" twice/a.ini
cp "$sample" twice/b.ini
cp "$sample" open/a.ini
cp wrong/a.ini mixed/a.ini
sed 's/^unit = .*/unit = "云岫县教育局"/; /^keys = /d; /^crc = /d' "$sample" >mixed/b.ini
echo 云岫县财政局 >roster

# Holds the lock of a draft as a session does, until its stdin ends.
hold() {
    python3 -c '
import fcntl, struct, sys
lock = open(sys.argv[1], "w")
fcntl.fcntl(lock, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))  # F_OFD_SETLK
print("held", flush=True)
sys.stdin.read()' "$1"
}

# rows: wanted status, arguments
begin 'check, sum and status'
while read -r wanted arguments; do
    rm -f total.ini
    # shellcheck disable=SC2086
    run $arguments
    [ "$status" -eq "$wanted" ] || fail "$arguments: exit code $status, wanted $wanted"
done <<'ROWS'
0 check fine/a.ini
1 check wrong/a.ini
1 check fine/a.ini wrong/a.ini --strict
4 check cut/a.ini
4 check wrong/a.ini cut/a.ini
4 check nowhere.ini
2 check
2 check --format=xml fine/a.ini
0 sum -o total.ini fine
0 sum -o total.ini --roster=roster fine
1 sum -o total.ini twice
1 sum -o total.ini wrong
0 sum -o total.ini --force wrong
4 sum -o total.ini cut
4 sum -o total.ini fine/a.ini nowhere.ini
4 sum -o fine/a.ini mixed/b.ini
2 sum fine
2 sum -o total.ini --jobs=0 fine
0 status fine
0 status wrong
0 status cut
0 status --roster=roster --jobs=1 mixed
4 status nowhere
4 status --roster=nowhere fine
2 status
2 status --jobs=65 fine
2 status --format=xml fine
ROWS
end

if ! command -v python3 >/dev/null; then
    echo 'skip open drafts (no python3)'
    exit
fi

mkfifo stop
hold open/.a.ini.lock <stop >held &
exec 9>stop
while [ ! -s held ]; do sleep 0.05; done

begin 'drafts that are open'
run sum -o total.ini open
want_status 5
want_no_file total.ini
run sum -o total.ini open cut
want_status 4
run sum -o total.ini open wrong
want_status 1
run check open/a.ini
want_status 0
run status open
want_status 0
want_out '填写中'
run print open/a.ini -o open.txt
want_status 0
want_file open.txt
want_err '正在修改'
cmp -s open/a.ini "$sample" || fail 'the draft was written'
end
exec 9>&-
wait
