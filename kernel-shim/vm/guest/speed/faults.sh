# How fast a handler's threads fault in one device's pages.
# shellcheck shell=bash

FAULT_MILLIS=${FAULT_MILLIS:-500}

# Writes one burst, so that its pages are there. Those that are mapped can be counted, and are the lowest.
fill_pages() {
  local try
  for try in {1..10}; do
    fio --name=fill --direct=1 --filename="$DISK" --rw=write --bs=${COMMAND_KIB}k --size=$((BURST * COMMAND_KIB))k \
      --ioengine=libaio --iodepth=$BURST --iodepth_batch=$BURST --thread >"$OUT/fio-fill.log" 2>&1
    [ "$(uio_kib "$MINOR")" -lt $(((FAULT_PAGES + 512) * 4)) ] || return 0
  done
  die "the data area does not fill: $(uio_kib "$MINOR") KiB"
}

# faults NAME THREADS: has the handler fault; its line goes to faults-NAME.
faults() {
  local lines
  lines=$(wc -l <"$OUT/handler.log")
  echo "faults $2 $FAULT_MILLIS $FAULT_PAGES" >&"$ORDERS"
  wait_until eval "[ \$(wc -l <'$OUT/handler.log') -gt $lines ]"
  echo "round=$round $(tail -1 "$OUT/handler.log")" >>"$OUT/faults-$1"
}

measure_faults() {
  local threads writing
  fill_pages
  for threads in 1 2 4; do faults "$MODULE_IN_USE-$threads" $threads; done
  fio --name=busy --direct=1 --filename="$DISK" --rw=write --bs=${COMMAND_KIB}k --time_based --runtime=30 \
    --ioengine=libaio --iodepth=$BURST --thread >"$OUT/fio-busy.log" 2>&1 &
  writing=$!
  wait_until large_writes_in_flight
  faults "$MODULE_IN_USE-busy" 1
  kill $writing
  wait $writing
}

large_writes_in_flight() { local writes; read -r _ writes <"/sys/block/${DISK#/dev/}/inflight"; [ "$writes" -ge 8 ]; }

# field NAME FIELD: prints the values of all rounds.
field() { sed -n "s/.* $2=\([0-9]*\).*/\1/p" "$OUT/faults-$1" | xargs; }

median() { xargs -n 1 <<<"$*" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

check_faults() {
  begin faults
  local threads text='' shim stock
  for threads in 1 2 4; do
    shim=$(field shim-$threads per_second)
    stock=$(field stock-$threads per_second)
    expect "every round of $threads threads" [ "$(wc -w <<<"$shim $stock")" = $((2 * ROUNDS)) ]
    text+="$threads: shim $(median "$shim") ($shim), stock $(median "$stock") ($stock); "
  done
  finish "faults/s by threads: $text$(nproc) CPUs"
}

check_faults_busy() {
  begin faults-busy
  local module text=''
  for module in shim stock; do
    expect "every round of $module" [ "$(field $module-busy p50_us | wc -w)" = $ROUNDS ]
    text+="$module p50 $(median "$(field $module-busy p50_us)") p99 $(median "$(field $module-busy p99_us)") ($(field $module-busy p99_us)) max $(median "$(field $module-busy max_us)"); "
  done
  finish "fault latency in µs while large writes are queued: $text"
}
