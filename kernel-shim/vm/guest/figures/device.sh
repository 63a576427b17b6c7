# What is measured of one device under each variant.
# shellcheck shell=bash

# measure_commands READS: of 4 KiB, one at a time. What the fastest took is free of interrupts.
measure_commands() {
  local line
  line=$("$MODULE/tcmu-reclaim-reads" "$DISK" "$1") || die "no reads"
  log "$VARIANT commands: $line"
  record command_least_nanos "$(value_in "$line" min)"
  record command_p50_nanos "$(value_in "$line" p50)"
}

# measure_releases READS TIMES: reads with a release of the whole area amid them; what it does to them.
measure_releases() {
  local time line
  for ((time = 1; time <= $2; time++)); do
    fill_pages
    line=$("$MODULE/tcmu-reclaim-reads" "$DISK" "$1" $(($1 / 4)) /run/control) || die "no reads"
    await_answer
    log "$VARIANT release $time: $line; $ANSWER"
    [ "$(uio_kib "$MINOR")" -lt $((FAULT_PAGES * 4)) ] || die "nothing was released"
    record release_p999_nanos "$(value_in "$line" p999)"
    record release_p9999_nanos "$(value_in "$line" p9999)"
  done
}

# measure_holds TIMES: how long the device is locked, by slices of all releases together. Stock: for all of its pages at
# once, so many times.
measure_holds() {
  local time longest=0
  for ((time = 1; time <= $1; time++)); do
    fill_pages
    pause 1 # until what fio has left is done
    if [ "$VARIANT" = stock ]; then trace_stock_hold; else order slices; fi
    log "$VARIANT hold: $ANSWER"
    [ "$VARIANT" != stock ] || longest=$(most "$longest" "$(value_in "$ANSWER" max)")
  done
  [ "$VARIANT" != stock ] || ANSWER="p50=$longest p99=$longest max=$longest"
  record hold_p50_nanos "$(value_in "$ANSWER" p50)"
  record hold_p99_nanos "$(value_in "$ANSWER" p99)"
  record hold_longest_nanos "$(value_in "$ANSWER" max)"
}

most() { echo $(($1 > $2 ? $1 : $2)); }

# The driver's own work, which has one device to cut: from beginning to end of its function.
trace_stock_hold() {
  local tracing=/sys/kernel/tracing nanos
  echo tcmu_unmap_work_fn >$tracing/set_ftrace_filter
  echo function_graph >$tracing/current_tracer
  order release
  nanos=$(awk '/tcmu_unmap_work_fn/ {for (i = 2; i <= NF; i++) if ($i == "us" && $(i - 1) > most) most = $(i - 1)}
    END {printf "%.0f", most * 1000}' $tracing/trace)
  echo nop >$tracing/current_tracer
  echo >$tracing/set_ftrace_filter
  ANSWER="max=$nanos"
}

# record_faults NAME FIELD FIGURE: what the handler said last of these faults.
record_faults() { record "$3" "$(value_in "$(tail -1 "$OUT/faults-$VARIANT-$1")" "$2")"; }

check_measured() {
  begin measured
  local name
  for name in "${!MEASURED[@]}"; do expect_all_measured "$name" "${MEASURED[$name]}"; done
  finish "$(cat "$OUT"/*.figures | wc -l) figures of ${#VARIANTS[@]} variants"
}
