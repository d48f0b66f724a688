#!/bin/sh
# SPDX-License-Identifier: MIT
# The manual pages say what --help says: each subcommand, each of its options, the exit codes, the settings.
. tests/cli/lib.sh

pages="locale/man/nianbao.1 locale/man/nianbao.zh_CN.1"

# The options that stand in the text on stdin, each once.
options() { grep -oE -- '(^|[^-a-zA-Z0-9])--[a-z][a-z-]*' | grep -oE -- '--[a-z-]+' | sort -u; }
# Those of a subcommand, as its help lists them.
listed_options() { grep -oE -- '^  (-[a-zA-Z], |    )--[a-z-]+' out | grep -oE -- '--[a-z-]+' | sort -u; }
# A page as text, \- being -.
page_text() { sed 's/\\-/-/g' "$project/$1"; }
# What stands about a subcommand: from its heading to the next one.
section() {
    case $1 in
    *.1) page_text "$1" | awk -v head="nianbao $2" '/^\.S[SH]/ { on = index($0, head) } on' ;;
    *) awk -v head="nianbao $2" '/^##/ { on = index($0, head) } on' "$project/$1" ;;
    esac
}

run --help
sed -n '/^命令：/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p' out >subcommands
[ -s subcommands ] || { echo 'not ok manual: --help lists no subcommands'; exit 1; }
listed_options >common
while read -r subcommand; do
    run "$subcommand" --help
    listed_options | grep -vxFf common >"options-$subcommand"
done <subcommands

for page in $pages; do
    begin "$page has every subcommand with its options, and no others"
    for option in $(cat common); do
        page_text "$page" | grep -qF -- "$option" || fail "$option is missing"
    done
    while read -r subcommand; do
        section "$page" "$subcommand" >text
        [ -s text ] || fail "nianbao $subcommand has no section"
        wanted=$(cat "options-$subcommand")
        # A section may mention options of the others: only those of its list count, which begin a line or its cell.
        case $page in
        *.1) grep -E '^\.BR? ' text | options | grep -vxFf common >listed ;;
        *) grep -E '^\| `' text | cut -d'|' -f2 | options | grep -vxFf common >listed ;;
        esac
        [ "$wanted" = "$(cat listed)" ] || fail "nianbao $subcommand: --help has $wanted; the page has $(cat listed)"
    done <subcommands
    end

    begin "$page has every setting and exit code"
    for key in $(sed -n 's/^    {"\([a-z_]*\)", KIND_.*/\1/p' "$project/forms/settings/settings.c") lock; do
        page_text "$page" | grep -qE "(^|[|\` ])$key([|\` ]|$)" || fail "the setting $key is missing"
    done
    for code in 0 1 2 3 4 5; do
        case $page in
        *.1) grep -qxF ".B $code" "$project/$page" ;;
        *) grep -qF "| $code |" "$project/$page" ;;
        esac || fail "the exit code $code is missing"
    done
    end
done

begin 'the example of settings has every setting, and the program takes it'
mkdir -p .config/nianbao
echo '按装 安装' >words.txt
sed -e 's/^# \([a-z_]* = \)/\1/' -e "s,/srv/nianbao/words.txt,$dir/words.txt," \
    "$project/forms/settings/nianbao.conf" >.config/nianbao/config.ini
for key in $(sed -n 's/^    {"\([a-z_]*\)", KIND_.*/\1/p' "$project/forms/settings/settings.c") lock; do
    grep -q "^$key = " .config/nianbao/config.ini || fail "the setting $key is missing"
done
run check "$sample"
want_status 0
# The two that only the administrator may set are refused here, all others are taken.
if grep -v -e ' restricted ' -e ' lock ' err | grep -q .; then fail 'the program does not take some of them'; fi
rm -r .config
end

for page in $pages; do
    name="$page is formatted without a warning"
    if ! command -v groff >/dev/null; then echo "skip $name (no groff)"; continue; fi
    begin "$name"
    LC_ALL=C.UTF-8 groff -t -man -Tutf8 -K utf8 -ww "$project/$page" >out 2>err
    status=$?
    want_status 0
    want_no_err
    if command -v man >/dev/null; then
        LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings=w -l "$project/$page" >out 2>err </dev/null
        want_no_err
    fi
    end
done
