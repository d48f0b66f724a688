#!/bin/sh
# SPDX-License-Identifier: MIT
# What a login whose only command this is can and cannot do.
. tests/cli/lib.sh

if ! "$project/tests/support/with-conf" --works; then
    echo 'skip the restricted login (needs root or user namespaces, for an /etc/nianbao.conf of its own)'
    exit 0
fi

# The program with the file conf as /etc/nianbao.conf.
restricted() {
    "$project/tests/support/with-conf" "$dir/conf" "$nianbao" "$@" >out 2>err </dev/null
    status=$?
}
mkdir -p drafts elsewhere
cp "$sample" drafts/a.ini
cp "$sample" elsewhere/b.ini
ln -s ../elsewhere drafts/way-out
cd drafts || exit 1

# rows: a line of /etc/nianbao.conf, then the options of the command line
begin 'it does not start unless the drafts folder is certain'
while IFS='|' read -r conf options; do
    printf "$conf" >"$dir/conf"
    # shellcheck disable=SC2086
    restricted $options check a.ini
    [ "$status" -eq 4 ] || fail "$conf: exit code $status"
    want_no_out
    want_err '受限方式下不能启动'
done <<ROWS
|--restricted
[nianbao]\n|--restricted
[nianbao]\ndrafts = "."\n|--restricted
[nianbao]\ndrafts = "$dir/none"\n|--restricted
[nianbao]\ndrafts = "$dir/drafts/a.ini"\n|--restricted
[nianbao\ndrafts = "$dir/drafts"\n|--restricted
[nianbao]\nrestricted = "true"\ndrafts = "$dir/drafts"\n|--restricted
[nianbao]\nrestricted = "true"\ndrafts = "$dir/drafts"\n|
[nianbao\nrestricted = "yes"\ndrafts = "$dir/drafts"\n|
[nianbao]\nrestricted = "yes"\n|
[nianbao]\nrestricted = "yes"\ndraft = "$dir/drafts"\n|
ROWS
end

if [ "$(id -u)" -ne 0 ] || ! command -v setpriv >/dev/null; then
    echo 'skip a system file that only root may read (needs root and setpriv)'
else
    begin 'a system file that only root may read'
    chmod 755 "$dir" "$dir/drafts"
    chmod 644 a.ini
    printf '[nianbao]\ndrafts = "%s"\n' "$dir/drafts" >"$dir/conf"
    chmod 600 "$dir/conf"
    for option in '' --restricted; do
        # shellcheck disable=SC2086
        "$project/tests/support/with-conf" "$dir/conf" setpriv --reuid=65534 --clear-groups "$nianbao" $option \
            check a.ini >out 2>err </dev/null
        status=$?
        want_status 4
        want_no_out
        want_err '受限方式下不能启动'
    done
    end
fi
rm -f "$dir/conf"
printf '[nianbao]\ndrafts = "%s"\n' "$dir/drafts" >"$dir/conf"

begin 'the drafts folder is open'
restricted --restricted check a.ini
want_status 0
restricted check --restricted ./a.ini
want_status 0
for folder in . "$dir/drafts"; do
    restricted --restricted status "$folder"
    want_status 0
    want_out 'a.ini'
done
end

begin 'nothing else is'
for path in ../elsewhere/b.ini "$dir/elsewhere/b.ini" way-out/b.ini /etc/passwd; do
    restricted --restricted check "$path"
    want_status 4
    want_err '草稿文件夹'
done
for folder in .. ../elsewhere way-out; do
    restricted --restricted status "$folder"
    want_status 4
done
restricted --restricted new ../elsewhere/c.ini
want_status 4
restricted --restricted print a.ini -o ../elsewhere/report.txt
want_status 4
restricted --restricted print a.ini -o way-out/report.txt
want_status 4
restricted --restricted recover a.ini -o ../elsewhere/c.ini
want_status 4
restricted --restricted check a.ini --previous=../elsewhere/b.ini
want_status 4
want_no_file ../elsewhere/c.ini
want_no_file ../elsewhere/report.txt
end

begin 'reports become texts, web pages and tables, and nothing else'
for name in .bashrc .txt a.sh authorized_keys report.txt~ report.ini txt -x.txt; do
    restricted --restricted print --output="$name" a.ini
    [ "$status" -eq 4 ] || fail "$name: exit code $status"
    want_no_file "./$name"
done
for name in a.txt report a.ini~ .x.ini .bashrc; do
    for command in new edit 'recover a.ini --output'; do
        # shellcheck disable=SC2086
        restricted --restricted $command "$name"
        [ "$status" -eq 4 ] || fail "$command $name: exit code $status"
    done
done
restricted --restricted print a.ini -o report.txt
want_status 0
want_file report.txt
restricted --restricted new b.ini
want_status 0
end

begin 'stdout is fine'
restricted --restricted print a.ini -o -
want_status 0
want_out '总体情况'
end

begin "one's own settings open no other folder"
mkdir -p "$dir/.config/nianbao"
printf '[nianbao]\ndrafts = "%s"\n' "$dir" >"$dir/.config/nianbao/config.ini"
restricted --restricted check ../elsewhere/b.ini
want_status 4
restricted --restricted check a.ini
want_status 0
rm -r "$dir/.config"
end

begin 'the system file alone restricts'
printf '[nianbao]\ndrafts = "%s"\nrestricted = "yes"\n' "$dir/drafts" >"$dir/conf"
restricted check ../elsewhere/b.ini
want_status 4
restricted check a.ini
want_status 0
end

# What ssh gives a ForceCommand: the text in SSH_ORIGINAL_COMMAND, and the home folder as the present one.
mkdir -p "$dir/home/bin"
cp "$sample" "$dir/home/own.ini"
forced() {
    (cd "$dir/home" && SSH_ORIGINAL_COMMAND=$1 "$project/tests/support/with-conf" "$dir/conf" "$nianbao" --restricted \
        >"$dir/drafts/out" 2>"$dir/drafts/err" </dev/null)
    status=$?
}
printf '[nianbao]\ndrafts = "%s"\n' "$dir/drafts" >"$dir/conf"

begin 'a subcommand through ssh: files lie in the drafts folder, stdin and stdout are open'
rm -f report.txt report.csv x.ini
for command in 'check a.ini' 'nianbao check a.ini' "check '$dir/drafts/a.ini'" 'print a.ini' 'print a.ini -o -' 'print a.ini -o report.txt' \
    'status .' 'status --format=json a.ini' 'sum -o - a.ini' 'export . -o report.csv' 'export a.ini' 'diff a.ini a.ini' 'merge a.ini a.ini a.ini' 'import . -o imported' 'new x.ini' 'help' \
    'print --help' 'version' '"check"   a\.ini'; do
    forced "$command"
    [ "$status" -eq 0 ] || fail "$command: exit code $status: $(cat err)"
done
want_file report.txt
want_file report.csv
want_file x.ini
cp x.ini 'two words.ini'
forced "export 'two words.ini'"
want_status 0
forced 'print a.ini'
want_out 总体情况
(cd "$dir/home" && SSH_ORIGINAL_COMMAND='import - -o last.ini' "$project/tests/support/with-conf" "$dir/conf" "$nianbao" --restricted \
    >"$dir/drafts/out" 2>"$dir/drafts/err" <"$dir/drafts/report.txt")
status=$?
want_status 0
want_file last.ini
end

begin 'twenty tries to get out'
ln -s "$dir/home/own.ini" link.ini
ln -s "$dir/home" link
ln -s "$dir/home/bin" "$dir/drafts/bin"
n=0
cp -r "$dir/home" "$dir/home.before"
while IFS= read -r command; do
    n=$((n + 1))
    forced "$command"
    [ "$status" -ne 0 ] || fail "$command: is done"
    if grep -q 'root:\|云岫县自然资源局2023年' out; then fail "$command: shows something"; fi
done <<TRIES
check ../home/own.ini
check $dir/home/own.ini
print link.ini
print link/own.ini
check a.ini --previous=../home/own.ini
new y.ini --from=$dir/home/own.ini
status ..
status --roster=/etc/passwd .
sum -o /tmp/nianbao-try.ini a.ini
sum -o link/total.ini a.ini
sum --roster=../conf -o total.ini a.ini
export link.ini
export a.ini -o ../home/.bashrc
export a.ini -o .bashrc
print a.ini -o bin/ls
print a.ini -o ~/report.txt
print a.ini -o \$HOME/report.txt
import /etc/passwd -o passwd.ini
import ../conf -o -
import ../home -o new
import . -o ../home/new
import . -o link
import . -o .hidden
merge a.ini a.ini ../home/own.ini
merge link.ini a.ini a.ini
recover a.ini -o ../home/z.ini
doctor -o $dir/home/page.txt
print a.ini --printer=../../bin/sh
print a.ini --print-command=sh
sh -c id
/bin/sh
scp -t .
/usr/lib/openssh/sftp-server
check a.ini; id
check \$(id) a.ini
check a.ini >../home/out.txt
a.ini
check 'a.ini
TRIES
[ "$n" -ge 20 ] || fail "only $n tries"
diff -r "$dir/home" "$dir/home.before" >/dev/null || fail 'something was written into the home folder'
want_no_file /tmp/nianbao-try.ini
if grep -q 'uid=' out err; then fail 'id was run'; fi
end

begin 'the environment opens nothing'
for setting in "HOME=$dir/home XDG_CONFIG_HOME=$dir/home" "NIANBAO_DRAFTS=/" "drafts=/" "LD_LIBRARY_PATH=$dir" "GCONV_PATH=$dir/home" \
    "PATH=$dir/home/bin" "LANGUAGE=../../etc"; do
    mkdir -p "$dir/home/nianbao"
    printf '[nianbao]\ndrafts = "/"\nprint_command = "%s/home/bin/sh"\n' "$dir" >"$dir/home/nianbao/config.ini"
    (cd "$dir/home" && env $setting SSH_ORIGINAL_COMMAND='check ../home/own.ini' PATH="$PATH" \
        "$project/tests/support/with-conf" "$dir/conf" "$nianbao" --restricted >"$dir/drafts/out" 2>"$dir/drafts/err" </dev/null)
    status=$?
    [ "$status" -eq 4 ] || fail "$setting: exit code $status"
done
end

# Only root can make a program that has rights its user has not.
if [ "$(id -u)" -ne 0 ] || ! command -v setpriv >/dev/null || findmnt -no OPTIONS -T "$dir" 2>/dev/null | grep -q nosuid; then
    echo 'skip refuses to run setuid (needs root, setpriv and a file system that allows it)'
else
    begin 'refuses to run setuid'
    chmod 755 "$dir"
    cp "$nianbao" "$dir/setuid"
    chown 1 "$dir/setuid"
    chmod 4755 "$dir/setuid"
    setpriv --reuid=65534 --clear-groups "$dir/setuid" --version >out 2>err </dev/null
    status=$?
    [ "$status" -ne 0 ] || fail 'it runs'
    want_no_out
    want_err setuid
    end
fi
