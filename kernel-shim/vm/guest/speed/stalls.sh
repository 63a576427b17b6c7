# What a truncation every 100 ms does to small reads.
# shellcheck shell=bash

STALL_SECONDS=${STALL_SECONDS:-3}
SLICE=/sys/module/target_core_user/parameters/reclaim_slice_pages

# The load of all conditions: one reader of 4 KiB, whose latency counts, and bursts of large writes that fill the data
# area and leave it to be truncated. The writes of a burst come one after the other, so that the reader waits for one at a
# time; the handler answers none of them before the last one came. stall_load NAME leaves fio's report in stalls-NAME-ROUND.json.
stall_load() {
  fio --direct=1 --filename="$DISK" --time_based --runtime="$STALL_SECONDS" --randseed="$round" --thread \
    --output-format=json+ --output="$OUT/stalls-$1-$round.json" \
    --name=probe --rw=randread --bs=4k --ioengine=psync \
    --name=burst --rw=write --bs=${COMMAND_KIB}k --ioengine=libaio --iodepth=$BURST --rate_iops=250 \
    --thinktime=100000 --thinktime_blocks=$BURST --rate_ignore_thinktime=1 2>>"$OUT/stalls.err"
}

# stall_round NAME HOW: the load while HOW (shim or stock) truncates; without HOW, while nobody does.
stall_round() {
  local truncating
  if [ $# = 1 ]; then
    stall_load "$1"
    return
  fi
  "$MODULE/tcmu-reclaim-truncate" "$2" 100 $((STALL_SECONDS + 1)) >>"$OUT/truncate-$1.log" 2>&1 &
  truncating=$!
  stall_load "$1"
  wait $truncating
}

measure_stalls() {
  case $MODULE_IN_USE in
    shim)
      stall_round none
      stall_round sliced shim
      echo 1048576 >$SLICE
      stall_round whole shim
      ;;
    stock)
      stall_round stock-none
      stall_round stock stock
      ;;
  esac
}

# Prints "nanoseconds count" of the reader's completion latencies in fio's reports FILE...
latency_bins() {
  awk '/"jobname" :/ {probe = /"probe"/} /"read" : \{/ {read = probe} /"write" : \{/ {read = 0}
    /"clat_ns" : \{/ {clat = read} /"lat_ns" : \{/ {if (!/"clat_ns"/) clat = 0}
    clat && /"bins" : \{/ {bins = 1; next} bins && /\}/ {bins = clat = 0}
    bins {gsub(/[",:]/, " "); print $1, $2}' "$@" | sort -n
}

# quantile FRACTION < BINS: prints microseconds.
quantile() {
  awk -v f="$1" '{ns[NR] = $1; n[NR] = $2; all += $2}
    END {for (i = 1; i <= NR; i++) {sum += n[i]; if (sum >= f * all) {printf "%d\n", ns[i] / 1000; exit}}}'
}

# Prints the p99.9 of every round, in µs.
per_round() {
  local file
  for file in "$OUT/stalls-$1-"*.json; do latency_bins "$file" | quantile 0.999; done | xargs
}

# summarize NAME: the bins of all rounds to stalls-NAME.bins; prints p50, p99.9 and p99.9 of each round.
summarize() {
  latency_bins "$OUT/stalls-$1-"*.json >"$OUT/stalls-$1.bins"
  echo "$1 p50=$(quantile 0.5 <"$OUT/stalls-$1.bins") p99.9=$(quantile 0.999 <"$OUT/stalls-$1.bins") rounds=$(per_round "$1" | tr ' ' ,)" \
    "reads=$(awk '{n += $2} END {print n + 0}' "$OUT/stalls-$1.bins")"
}

tail_of() { sed -n "s/^$1 .*p99.9=\([0-9]*\) .*/\1/p" "$OUT/stalls"; }

# Prints the longest hold of the device's lock in each round, in µs. The counter lives as long as the device, which was
# truncated in slices before it was at once.
longest_holds() { sed -n 's/.* longest_held_us=//p' "$OUT/truncate-$1.log" | xargs; }

ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", b ? a / b : 0}'; }

check_stalls() {
  begin stalls
  local name freed
  for name in none sliced whole stock-none stock; do summarize $name; done >"$OUT/stalls"
  freed=$(sed -n 's/^effective=\([0-9]*\) .*/\1/p' "$OUT/truncate-sliced.log" | awk '{n += $1} END {print n + 0}')
  expect "every condition was measured" [ "$(awk -F'reads=' '$2 >= 200' "$OUT/stalls" | wc -l)" = 5 ]
  expect "fio says nothing else" [ ! -s "$OUT/stalls.err" ]
  expect "every hold was measured" [ "$(longest_holds sliced | wc -w) $(longest_holds whole | wc -w)" = "$ROUNDS $ROUNDS" ]
  expect "there was something to truncate" [ "$freed" -ge $ROUNDS ]
  finish "p99.9 µs: none $(tail_of none), shim $(tail_of sliced), whole $(tail_of whole);" \
    "stock none $(tail_of stock-none), stock $(tail_of stock);" \
    "stock/shim $(ratio "$(tail_of stock)" "$(tail_of sliced)"), rounds $(per_round stock) against $(per_round sliced);" \
    "$freed effective truncations by the shim; longest hold of the lock in µs: sliced $(longest_holds sliced)," \
    "all at once $(longest_holds whole)"
}
