#!/bin/sh
# SPDX-License-Identifier: MIT
# What is written replaces no draft, nothing that somebody is editing, and nothing that others wrote.
. tests/cli/lib.sh

edited 's/^unit = .*/unit = "云岫县教育局"/' >other.ini
cp "$sample" a.ini
run print a.ini -o - # recorded nowhere
cp a.ini a.before
cp other.ini other.before

# Expects a refusal, and the file as it was.
refused() {
    [ "$status" -eq 4 ] || fail "$1: exit code $status"
    cmp -s "$1" "$2" || fail "$1 was changed"
    want_no_out
}

begin 'no print over a draft'
for path in a.ini ./a.ini other.ini "$dir/other.ini"; do
    for option in '' --overwrite; do
        run print a.ini -o "$path" $option
        refused "$path" "$(basename "$path" .ini).before"
        want_err 草稿
    done
done
cp other.ini plain # a draft by its content
head -c 300 other.ini >cut.txt
printf '\357\273\277' | cat - other.ini >marked.txt
for path in plain cut.txt marked.txt; do
    cp "$path" before
    run print a.ini -o "$path" --overwrite
    refused "$path" before
    want_err 草稿
done
end

begin 'nor under a name of a draft, or one that is not the user'"'"'s'
for path in new.ini .a.ini.lock .hidden a.txt~; do
    run print a.ini -o "$path"
    want_status 4
    want_no_file "$path"
done
want_no_file a.ini~
end

begin 'the page of doctor, a sum, an import and a new draft neither'
for command in 'doctor --no-keys -o' 'sum a.ini -o' 'sum --force a.ini -o' 'new' 'import a.before -o'; do
    # shellcheck disable=SC2086
    run $command other.ini
    [ "$status" -eq 4 ] || fail "$command: exit code $status"
    cmp -s other.ini other.before || fail "$command changed other.ini"
done
for command in 'sum a.ini -o' 'new' 'import a.before -o' 'recover a.ini -o'; do
    for path in .x.ini x.ini~; do
        # shellcheck disable=SC2086
        run $command $path
        want_no_file $path
    done
done
end

# Holds the lock of a file as a session does, until its stdin ends.
cat >hold <<'PYTHON'
import fcntl, struct, sys
lock = open(sys.argv[1], "w")
fcntl.fcntl(lock, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))  # F_OFD_SETLK
print("held", flush=True)
sys.stdin.read()
PYTHON

begin 'nothing that is open in another process'
echo 'notes' >notes.txt
echo 'notes' >notes.before
mkfifo end
for path in other.ini notes.txt unborn.txt; do
    python3 hold ".$path.lock" <end >held &
    exec 3>end
    while ! grep -q held held 2>/dev/null; do sleep 0.05; done
    run print a.ini -o $path --overwrite
    want_status 4
    exec 3>&-
    wait
    rm held
done
cmp -s other.ini other.before || fail 'the draft was changed'
cmp -s notes.txt notes.before || fail 'the notes were changed'
want_no_file unborn.txt
end

begin 'a file of others only with --overwrite, and it stays as the version before'
run print a.ini -o notes.txt
refused notes.txt notes.before
want_err --overwrite
run doctor --no-keys -o notes.txt
refused notes.txt notes.before
run print a.ini -o notes.txt --overwrite
want_status 0
cmp -s notes.txt~ notes.before || fail 'the version before is lost'
end

begin 'its own file again and again'
run print a.ini -o notes.txt
want_status 0
run print a.ini -o notes.txt --width=96
want_status 0
cp notes.txt before
end

begin 'but not after somebody has worked on it'
echo 'by hand' >>notes.txt
cp notes.txt before
run print a.ini -o notes.txt
refused notes.txt before
end

begin 'what is no file is left alone'
ln -s notes.txt link
mkdir folder
mkfifo fifo
for path in link folder fifo; do
    run print a.ini -o $path --overwrite
    want_status 4
done
cmp -s notes.txt before || fail 'the file behind the link was changed'
run print a.ini -o /dev/null
want_status 0
end
