#!/bin/sh
# The README of each folder names each of its files, and no others.
. tests/cli/lib.sh

status=0
: >out >err
for folder in forms locale tui tests; do
    begin "$folder/README.md names each file"
    # The first cells of the table, a name a line.
    sed -n 's/^| \([^|]*\) |.*/\1/p' "$project/$folder/README.md" | tr -d ' ' | tr ',' '\n' | grep -vxE 'file|-+' >names
    (cd "$project/$folder" && git ls-files 2>/dev/null || ls) | cut -d/ -f1 | grep -vx README.md | sort -u >files
    while read -r file; do
        found=''
        while read -r module; do
            # shellcheck disable=SC2254 # a name may be a pattern, sheet*
            case $file in $module | $module.*) found=1 ;; esac
        done <names
        [ "$found" ] || fail "$file is not named"
    done <files
    while read -r module; do
        # shellcheck disable=SC2086
        [ -n "$(cd "$project/$folder" && ls -d $module $module.* 2>/dev/null)" ] || fail "there is no $module"
    done <names
    end
done
