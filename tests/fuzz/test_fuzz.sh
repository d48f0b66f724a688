#!/bin/sh
# SPDX-License-Identifier: MIT
# Each fuzz target for FUZZ_SECONDS, from its seeds and from what earlier runs found worth keeping: for `make fuzz` and
# `make test-long`. Prints ok or not ok for each, and how many inputs were tried; a finding is left beside the targets.
set -u
build=${FUZZ_BUILD:-build/clang-fuzz}
# What was freed is kept out of use for a while, but not for 256 MB, which the caches would not hold; where memory came
# from is told by a second run of a finding without these.
export ASAN_OPTIONS=malloc_context_size=1:quarantine_size_mb=4:thread_local_quarantine_size_kb=64
n_failed=0
for source in tests/fuzz/fuzz_*.c; do
    name=${source##*/fuzz_} name=${name%.c}
    target=$build/tests/fuzz/fuzz_$name corpus=$build/corpus/$name
    if [ ! -x "$target" ]; then
        echo "skip fuzz_$name (not built: make CC=clang FUZZ=1 fuzzers)"
        continue
    fi
    mkdir -p "$corpus"
    if "$target" -max_total_time="${FUZZ_SECONDS:-30}" -timeout=10 -rss_limit_mb=2048 -entropic=0 -print_final_stats=1 \
        -artifact_prefix="$build/finding-$name-" "$corpus" "tests/fuzz/seeds/$name" >"$target.log" 2>&1; then
        echo "ok fuzz_$name"
    else
        echo "not ok fuzz_$name"
        tail -n 40 "$target.log"
        n_failed=$((n_failed + 1))
    fi
    echo "# fuzz_$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$target.log") inputs"
done
exit $((n_failed > 0))
