# What releasing a full data area does to small reads.
# shellcheck shell=bash

STALL_REPEATS=${STALL_REPEATS:-3} # releases in each round and condition
OFTEN_SECONDS=4
SLICE=/sys/module/target_core_user/parameters/reclaim_slice_pages

# stall_round NAME [HOW]: a burst of large writes fills the data area and ends. Then one reader of 4 KiB, whose latency
# counts, for a second; amid it HOW (shim or stock) releases everything, once. Without HOW nobody does. So all that
# release anything release the same pages, and none pays here for allocating them anew.
stall_round() {
  local repeat truncating
  for ((repeat = 1; repeat <= STALL_REPEATS; repeat++)); do
    fill_pages
    [ $# = 1 ] || {
      release_amid_reads "$2" "$(reads_done)" >>"$OUT/truncate-$1.log" 2>&1 &
      truncating=$!
    }
    fio --name=probe --direct=1 --filename="$DISK" --time_based --runtime=1 --randseed="$repeat" --thread \
      --rw=randread --bs=4k --ioengine=psync --output-format=json+ \
      --output="$OUT/stalls-$1-$round.$repeat.json" 2>>"$OUT/stalls.err"
    [ $# = 1 ] || wait $truncating
  done
}

reads_done() { local reads; read -r reads _ <"/sys/block/${DISK#/dev/}/stat"; echo "$reads"; }

# release_amid_reads HOW READS: once a hundred reads beyond READS are done. A tenth of a second later again, when there is
# nothing left but the figures.
release_amid_reads() {
  until [ "$(reads_done)" -ge $(($2 + 100)) ]; do pause 0.01; done
  "$MODULE/tcmu-reclaim-truncate" "$1" 100 0.15
}

# often_round NAME [HOW]: ten times a second a burst of large writes fills 8 MiB, what a LUN of the default settings can hold.
# When it has ended HOW releases everything. The reader's latency counts throughout, that of refilling included.
often_round() {
  local truncating
  [ $# = 1 ] || {
    nice -n -15 "$MODULE/tcmu-reclaim-truncate" "$2" 10 $OFTEN_SECONDS "${DISK#/dev/}" >>"$OUT/truncate-$1.log" 2>&1 &
    truncating=$!
  }
  fio --direct=1 --filename="$DISK" --time_based --runtime=$OFTEN_SECONDS --thread --output-format=json+ \
    --name=fill --rw=write --bs=${COMMAND_KIB}k --size=8M --ioengine=libaio --iodepth=16 --iodepth_batch=16 \
    --thinktime=50ms --thinktime_blocks=16 --name=probe --rw=randread --bs=4k --ioengine=psync --randseed="$round" \
    --output="$OUT/stalls-$1-$round.1.json" 2>>"$OUT/stalls.err"
  [ $# = 1 ] || wait $truncating
}

# With a backend that answers in 20 ms: a burst is in flight as a whole, and ten a second fit.
measure_often() {
  echo "delay 20000" >&"$ORDERS"
  often_round often-none-$MODULE_IN_USE
  often_round often-$MODULE_IN_USE $MODULE_IN_USE
  echo "delay $LARGE_DELAY" >&"$ORDERS"
}

measure_stalls() {
  case $MODULE_IN_USE in
    shim)
      stall_round none-shim
      stall_round sliced shim
      echo 1048576 >$SLICE
      stall_round whole shim
      ;;
    stock)
      stall_round none-stock
      stall_round stock stock
      ;;
  esac
  measure_often
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
  local number
  for ((number = 1; number <= ROUNDS; number++)); do latency_bins "$OUT/stalls-$1-$number."*.json | quantile 0.999; done | xargs
}

# summarize NAME: the bins of all rounds to stalls-NAME.bins; prints p50, p99.9 and p99.9 of each round.
summarize() {
  latency_bins "$OUT/stalls-$1-"[0-9]*.json >"$OUT/stalls-$1.bins"
  echo "$1 p50=$(quantile 0.5 <"$OUT/stalls-$1.bins") p99.9=$(quantile 0.999 <"$OUT/stalls-$1.bins") rounds=$(per_round "$1" | tr ' ' ,)" \
    "reads=$(awk '{n += $2} END {print n + 0}' "$OUT/stalls-$1.bins")"
}

tail_of() { sed -n "s/^$1 .*p99.9=\([0-9]*\) .*/\1/p" "$OUT/stalls"; }

# One release a second meets about one read in a thousand, so p99.9 is where it begins to show.
far_tail_of() { quantile 0.9999 <"$OUT/stalls-$1.bins"; }

# Prints the longest hold of the device's lock after each release, in µs. The counter lives as long as the device, which was
# truncated in slices before it was at once.
longest_holds() { sed -n 's/.* longest_held_us=\([0-9]*\).*/\1/p' "$OUT/truncate-$1.log" | xargs; }

ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", b ? a / b : 0}'; }

check_stalls() {
  begin stalls
  local name freed
  for name in none-shim sliced whole none-stock stock; do summarize $name; done >"$OUT/stalls"
  freed=$(sed -n 's/^effective=\([0-9]*\) .*/\1/p' "$OUT/truncate-sliced.log" | awk '{n += $1} END {print n + 0}')
  expect "every condition was measured" [ "$(awk -F'reads=' '$2 >= 200' "$OUT/stalls" | wc -l)" = 5 ]
  expect "fio says nothing else" [ ! -s "$OUT/stalls.err" ]
  expect "every hold was measured" [ "$(longest_holds sliced | wc -w) $(longest_holds whole | wc -w)" = "$((ROUNDS * STALL_REPEATS)) $((ROUNDS * STALL_REPEATS))" ]
  expect "there was something to truncate" [ "$freed" -ge $((ROUNDS * STALL_REPEATS)) ]
  finish "p99.9 µs: none $(tail_of none-shim), shim $(tail_of sliced), whole $(tail_of whole);" \
    "stock none $(tail_of none-stock), stock $(tail_of stock);" \
    "stock/shim $(ratio "$(tail_of stock)" "$(tail_of sliced)"), at p99.99 $(ratio "$(far_tail_of stock)" "$(far_tail_of sliced)"), rounds $(per_round stock) against $(per_round sliced);" \
    "$freed effective truncations by the shim; longest hold of the lock in µs: sliced $(longest_holds sliced)," \
    "all at once $(longest_holds whole)"
}

check_stalls_often() {
  begin stalls-often
  local name freed released
  for name in often-{none-shim,shim,none-stock,stock}; do summarize $name; done >"$OUT/stalls"
  released=$(sed -n 's/.*releases=//p' "$OUT"/truncate-often-{shim,stock}.log | xargs)
  freed=$(sed -n 's/.* pages=\([0-9]*\) .*/\1/p' "$OUT/truncate-often-shim.log" | xargs)
  expect "every condition was measured" [ "$(awk -F'reads=' '$2 >= 200' "$OUT/stalls" | wc -l)" = 4 ]
  expect "fio says nothing else" [ ! -s "$OUT/stalls.err" ]
  expect "every round released" \
    [ "$(xargs -n 1 <<<"$released" | awk '$1 > 0' | wc -l)" = $((2 * ROUNDS)) ]
  finish "p99.9 µs, 8 MiB refilled and released again and again: shim $(tail_of often-shim), stock $(tail_of often-stock)," \
    "stock/shim $(ratio "$(tail_of often-stock)" "$(tail_of often-shim)"), rounds $(per_round often-stock) against $(per_round often-shim);" \
    "refilled only: $(tail_of often-none-shim), $(tail_of often-none-stock); releases in $OFTEN_SECONDS s, shim then stock: $released; pages by the shim: $freed"
}
