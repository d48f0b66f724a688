#!/bin/sh
# SPDX-License-Identifier: MIT
# The README of each folder names each of its files, and no others; README.md shows the screens of the goldens.
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

begin 'the picture of README.md is the golden screen'
picture=$(sed -n 's/^!\[.*\](\(.*\.svg\))$/\1/p' "$project/README.md")
python3 "$project/tests/support/picture.py" "$project/${picture%.svg}.txt" >picture.svg || fail 'no picture'
cmp -s picture.svg "$project/$picture" || fail "make pictures makes another $picture"
end

begin 'README.md shows the screens as they are'
for screen in table3 problem findings; do
    # What follows the 24 lines in the file tells of cursor and styles.
    head -n 24 "$project/tests/screens/golden/$screen-80x24.txt" | cat "$project/README.md" - | sed 's/ *$//' |
        awk -v n_lines="$(wc -l <"$project/README.md")" '
            NR <= n_lines { readme = readme $0 "\n"; next }
            { screen = screen $0 "\n" }
            END { exit !screen || !index(readme, screen) }' || fail "another screen: $screen"
done
end
