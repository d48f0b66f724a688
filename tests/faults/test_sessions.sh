#!/bin/sh
# SPDX-License-Identifier: MIT
# Whole sessions and verbs, killed before every call, and with every call failing: the file is always a whole draft, what
# was said to be saved is in it, and what was shown and not saved is found by the next start. NIANBAO_LONG=1: with every
# error number, from then on, in every kind of session, and at every call; the short form takes every third, in turn.
# One that is interrupted for ever ends, too.
# The driver and faults.so are built beside each other, without sanitizers where there is such a build.
set -u
build=$(dirname "$(realpath "${PLAIN:-${NIANBAO:-build/gcc/nianbao}}")")
driver=$build/tests/faults/session_driver faults=$build/tests/faults/faults.so nianbao=$build/nianbao
sample=$(realpath tests/drafts/sample-2023.ini)
[ -d /dev/shm ] && [ -w /dev/shm ] && base=/dev/shm || base=/tmp
dir=$(mktemp -d "$base/nianbao-sessions-XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
export HOME="$dir" XDG_STATE_HOME="$dir/state" ASAN_OPTIONS="${ASAN_OPTIONS:-}:verify_asan_link_order=0"

# faulty MODE AT ERRNO PROGRAM...: one run; what it said, and the call that was hit, is in the file said. None may go on
# for ever.
faulty() {
    mode=$1 at=$2 errnum=$3
    shift 3
    timeout 60 env LD_PRELOAD="$faults" FAULTS_MODE="$mode" FAULTS_AT="$at" FAULTS_ERRNO="$errnum" FAULTS_REPORT=1 \
        "$@" >said 2>/dev/null </dev/null
    status=$?
}

# What the run said last of each kind; a line that begins with a small letter is the call that was hit.
read_said() {
    saved='' shown='' hit='' behind=''
    while read -r word rest; do
        case $word in
        SAVED) saved=$rest ;;
        SHOWN) shown=$rest ;;
        BEHIND) behind=yes ;;
        [a-z]*) hit=$word ;;
        esac
    done <said
}
# Opens the file anew: whole or not, and what there is to read or to recover.
look() { # FILE
    whole='' text='' phone=''
    "$driver" show "$1" >now 2>/dev/null
    while read -r word rest; do
        case $word in
        OPEN) [ "$rest" = 0 ] && whole=yes ;;
        TEXT) text=$rest ;;
        PHONE) phone=$rest ;;
        esac
    done <now
}

complain() {
    if [ -n "$failed" ]; then return; fi
    failed="$mode $at, errno $errnum: $1
$(sed 's/^/    /' said)"
}
finish() { # NAME
    if [ -z "$failed" ]; then echo "ok $1"; else echo "not ok $1
$failed"; fi
}

# The file must be whole, and a new start must find what was shown last, or else saved last.
judge() { # FILE
    read_said
    [ "$status" -le 4 ] || [ "$status" -eq 137 ] || complain "ended with $status"
    look "$1"
    [ -n "$whole" ] || complain "$1 is not whole: $(cat now)"
    wanted=${shown:-$saved}
    [ -z "$wanted" ] || [ "$text" = "$wanted" ] || complain "shown $shown, saved $saved, but a new start has $text"
    [ -z "$behind" ] || [ "$phone" = 110 ] || complain "the other's change is lost"
}

prepare() {
    rm -rf state a.ini* .a.ini*
    cp old.ini a.ini
}

# The numbers of the calls to be hit: all of them, or every third from another one on each time.
turn=0
calls() {
    if [ -n "${NIANBAO_LONG:-}" ]; then seq 1 2000; else seq $((turn % 3 + 1)) 3 2000; fi
}

# sweep VERB MODE ERRNO: once for each call there is.
sweep() {
    verb=$1 turn=$((turn + 1))
    for n in $(calls); do
        prepare
        faulty "$2" "$n" "$3" "$driver" "$verb" a.ini typed
        file=a.ini
        # Saved under another name and killed before it could say so: then that file has it.
        [ -e a.ini2 ] && file=a.ini2
        judge $file
        if [ -n "$failed" ] || [ -z "$hit" ]; then break; fi
    done
}

sed -e '/^keys = /d' -e '/^crc = /d' -e '/^\[overview\]/,/^$/c [overview]\np0010 = "old"\n' "$sample" >old.ini
"$driver" recover old.ini >said

for verb in edit as merge; do
    failed=''
    sweep $verb kill 0
    finish "killed before every call: $verb"
done

errors=28 ways=once sessions=edit
[ -n "${NIANBAO_LONG:-}" ] && errors='28 5 4 13 122 30 116 24 37' ways='once from' sessions='edit as merge'
for verb in $sessions; do
    failed=''
    [ "$ways" = once ] && sweep "$verb" from 4 # EINTR: nothing may be repeated for ever
    for error in $errors; do
        for how in $ways; do
            [ -n "$failed" ] || sweep $verb $how "$error"
        done
    done
    finish "every call fails: $verb"
done

# The old session's text must survive whatever happens to the recovery.
failed=''
prepare
"$driver" edit a.ini typed >said
mkdir kept
cp -a a.ini state kept
for how in kill once; do
    turn=$((turn + 1))
    for n in $(calls); do
        rm -rf a.ini* .a.ini* state
        cp -a kept/a.ini kept/state .
        faulty $how "$n" 28 "$driver" recover a.ini
        read_said
        look a.ini
        [ "$text" = typed2 ] || complain "what was not saved is lost: $text"
        if [ -n "$failed" ] || [ -z "$hit" ]; then break; fi
    done
done
finish 'killed before every call, every call fails: recover'

# Verbs that write: the old file or the new one.
cp "$sample" sample.ini
for verb in print new; do
    failed=''
    for how in kill $ways; do
        turn=$((turn + 1))
        for n in $(calls); do
            rm -f made
            [ $verb = print ] && echo old >made
            case $verb in
            print) faulty $how "$n" 28 "$nianbao" print sample.ini -o made ;;
            new) faulty $how "$n" 28 "$nianbao" new made --unit=甲局 --year=2023 --zero ;;
            esac
            if [ "$how" != kill ] && [ "$status" -eq 0 ]; then # it says that all is well
                case $verb in
                print) tail -n 3 made | grep -q '2024年1月18日\|— . —' || complain 'fine, but not printed whole' ;;
                new) tail -n 4 made | grep -q '^\[end\]' || complain 'fine, but not written whole' ;;
                esac
            fi
            if [ -e made ] && [ "$(cat made)" != old ]; then
                case $verb in
                print) grep -q 六、其他需要报告的事项 made || complain 'half a report' ;;
                new) tail -n 4 made | grep -q '^\[end\]' || complain 'half a draft' ;;
                esac
            elif [ $verb = print ] && [ ! -e made ]; then
                complain 'the old file is gone'
            fi
            read_said
            if [ -n "$failed" ] || [ -z "$hit" ]; then break; fi
        done
    done
    finish "killed before every call, every call fails: $verb"
done
