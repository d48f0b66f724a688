#!/bin/sh
# A draft is what libiniparser returns.
. tests/cli/lib.sh
other_unit=$(dirname "$nianbao")/tests/faults/otherunit.so

interposed() {
    LD_PRELOAD=$other_unit ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 "$nianbao" "$@" >out 2>err </dev/null
    status=$?
}

begin 'a library that answers another unit is heard in print'
run print "$sample" -o -
want_status 0
if grep -q 换了的局 out; then fail 'the unit is there without the library'; fi
interposed print "$sample" -o -
want_status 0
want_out 换了的局
end
