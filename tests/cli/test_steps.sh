#!/bin/sh
# SPDX-License-Identifier: MIT
# Twice the text, twice the drafts: at most 2.3 times the steps, over all kinds of text and all commands. valgrind counts
# the instructions, so that a busy machine changes nothing. NIANBAO_LONG=1 looks at each kind of text by itself.
. tests/cli/lib.sh

if ! command -v valgrind >/dev/null || grep -q __asan_init "$nianbao"; then
    echo 'skip steps are counted: no valgrind, or a program that it cannot run'
    exit 0
fi

steps() { # ARGUMENTS: the instructions that the program takes
    valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null --log-file=counted "$nianbao" "$@" \
        >out 2>err </dev/null
    sed -n 's/,//g; s/.*I *refs: *//p' counted
}

status=0 # is not looked at
kinds='plain list same again figures dates phones quotes open words requests pages nth stops references blanks'
unit_of() {
    case $1 in
    plain) echo '依法公开政府信息，接受监督' ;;
    list) echo '一是补短板；二是强弱项。' ;;
    same) echo '二是，' ;;
    again) echo '（一）改进。（一）改进。' ;;
    figures) echo '共3件，收到12件，' ;;
    dates) echo '2023年3月5日，2023-03-05，' ;;
    phones) echo '电话0517-83660517；' ;;
    quotes) echo '“公开”《条例》（' ;;
    open) echo '（“《' ;;
    words) echo 'open data a@b.example ' ;;
    requests) echo '收到政府信息公开申请5件，上年结转2件，' ;;
    pages) echo 'http://a.example/b/c.html ' ;;
    nth) echo '第一，第二，' ;;
    stops) echo '。。，，' ;;
    references) echo '{requests.received.total}件，' ;;
    blanks) echo ' 　 、' ;;
    esac
}

# paragraph NUMBER REPETITIONS KIND: one paragraph of a narrative, cut into lines as the program cuts it
paragraph() {
    unit_of "$3" | awk -v number="$1" -v n="$2" '{
        for (i = 0; i < n; i++) {
            if (i % 10 == 0)
                printf i ? "\"\np%04d.%02d = \"" : "p%04d = \"", number * 10, i / 10 + 1
            printf "%s", $0
        }
        print "\""
    }'
}

draft() { # REPETITIONS KIND...
    n=$1 number=0
    shift
    sed '/^\[overview\]/,/^$/d; /^\[end\]/,$d' "$sample"
    echo '[overview]'
    for kind; do
        number=$((number + 1))
        paragraph $number "$n" "$kind"
    done
    printf '[end]\ncomplete = "1"\n'
}

# grows_evenly WHAT SMALL LARGE: the steps
grows_evenly() {
    [ "$2" -gt 0 ] && [ "$(($3 * 10))" -le "$(($2 * 23))" ] || fail "$1: $2 steps, then $3"
}

look_at() { # KIND...
    draft "$n_times" "$@" >small.ini
    draft "$((2 * n_times))" "$@" >large.ini
    for command in check 'print --draft' 'print --draft --format=html' export "diff $sample"; do
        # shellcheck disable=SC2086 # words of the command
        grows_evenly "$command, $*" "$(steps $command small.ini)" "$(steps $command large.ini)"
    done
    for size in small large; do
        "$nianbao" print --draft --ambiguous=1 $size.ini 2>/dev/null | sed 's/　//g' >$size.txt
    done
    grows_evenly "import, $*" "$(steps import small.txt -o -)" "$(steps import large.txt -o -)"
}

begin 'twice the text takes twice the steps'
if [ -n "${NIANBAO_LONG:-}" ]; then
    n_times=2000
    for kind in $kinds; do look_at "$kind"; done
else
    n_times=250
    # shellcheck disable=SC2086 # one by one
    look_at $kinds
fi
end

begin 'twice the drafts take twice the steps'
units() { # FOLDER NUMBER
    mkdir "$1"
    for i in $(seq "$2"); do edited "s/^unit = .*/unit = \"第$i单位\"/" >"$1/$i.ini"; done
}
n_units=$([ -n "${NIANBAO_LONG:-}" ] && echo 500 || echo 40)
units few "$n_units"
units many $((2 * n_units))
grows_evenly status "$(steps status -j1 few)" "$(steps status -j1 many)"
grows_evenly sum "$(steps sum -j1 -o few.ini few)" "$(steps sum -j1 -o many.ini many)"
end

begin 'a sum of twice the units is read with twice the steps'
sum_of() { # NUMBER: a sum whose units are only named
    sed "/^units = /s/.*/units = \"$1\"/; /^file_/d; /^unit_/d; /^\\[end\\]/,\$d" few.ini
    seq "$1" | awk '{ printf "file_%05d = \"%d.ini\"\nunit_%05d = \"第%d单位\"\n", $1, $1, $1, $1 }'
    printf '[end]\ncomplete = "1"\n'
}
sum_of 2500 >few-units.ini
sum_of 5000 >many-units.ini
grows_evenly 'export of a sum' "$(steps export few-units.ini)" "$(steps export many-units.ini)"
end
