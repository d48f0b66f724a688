#!/bin/sh
# What a login whose only command this is can and cannot do.
. tests/cli/lib.sh

mkdir -p drafts elsewhere
cp "$sample" drafts/a.ini
cp "$sample" elsewhere/b.ini
ln -s ../elsewhere drafts/way-out
cd drafts || exit 1

begin 'the drafts folder is open'
run --restricted check a.ini
want_status 0
run check --restricted ./a.ini
want_status 0
for folder in . "$dir/drafts"; do
    run --restricted status "$folder"
    want_status 0
    want_out 'a.ini'
done
end

begin 'nothing else is'
for path in ../elsewhere/b.ini "$dir/elsewhere/b.ini" way-out/b.ini /etc/passwd; do
    run --restricted check "$path"
    want_status 4
    want_err '草稿文件夹'
done
for folder in .. ../elsewhere way-out; do
    run --restricted status "$folder"
    want_status 4
done
run --restricted new ../elsewhere/c.ini
want_status 4
run --restricted print a.ini -o ../elsewhere/report.txt
want_status 4
run --restricted recover a.ini -o ../elsewhere/c.ini
want_status 4
run --restricted check a.ini --previous=../elsewhere/b.ini
want_status 4
want_no_file ../elsewhere/c.ini
want_no_file ../elsewhere/report.txt
end

begin 'stdout is fine'
run --restricted print a.ini -o -
want_status 0
want_out '总体情况'
end

begin "one's own settings open no other folder"
mkdir -p "$dir/.config/nianbao"
printf '[nianbao]\ndrafts = "%s"\n' "$dir" >"$dir/.config/nianbao/config.ini"
run --restricted check ../elsewhere/b.ini
want_status 4
run --restricted check a.ini
want_status 0
rm -r "$dir/.config"
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
