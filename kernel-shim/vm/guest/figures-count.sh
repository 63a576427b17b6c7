#!/bin/bash
# Measures COUNT of many devices, and what they cost while nothing happens, for the four variants in turns, in a guest
# with one CPU whose clock counts instructions. Devices without handler and LUN: 256, or DEVICES. See ../figures.
set -uo pipefail
for part in checks tcmu-host load shim/{host,ask,count-many,kernel} speed/modules figures/variants; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

IDLE_SECONDS=8

# Prints nanoseconds since the boot, and those of them that the CPU was idle.
clock_and_idle() {
  awk '/^now at/ {now = $3} /\.idle_sleeptime/ {idle += $3} END {printf "%.0f %.0f\n", now, idle}' /proc/timer_list
}

# What runs while nothing is asked for; this script itself sleeps.
measure_idle() {
  local now idle later idle_later
  pause 2
  read -r now idle < <(clock_and_idle)
  pause $IDLE_SECONDS
  read -r later idle_later < <(clock_and_idle)
  record "idle_${1}_devices_nanos_per_second" $(((later - now - idle_later + idle) / IDLE_SECONDS))
}

measure_count() {
  "$MODULE/tcmu-reclaim-count" 11 >"$OUT/count.log" 2>&1 || die "no COUNT: $(<"$OUT/count.log")"
  log "$VARIANT of $1: $(paste -sd' ' "$OUT/count.log")"
  grep -q "^plain devices=$1 " "$OUT/count.log" || die "not $1 devices"
  record "count_${1}_devices_micros" "$(value_in "$(grep ^plain "$OUT/count.log")" median_us)"
  record "count_${1}_devices_with_ladders_micros" "$(value_in "$(grep ^ladders "$OUT/count.log")" median_us)"
}

# With a controller where something is observed; a module that nobody uses costs what it costs.
measure_many() {
  [ "$VARIANT" != observed ] || start_controller
  measure_idle "$1"
  [ "$VARIANT" = stock ] || measure_count "$1"
  [ "$VARIANT" != observed ] || stop_controller
}

measure_devices() {
  load_variant stock
  create_backstores "$1" || die "$1 devices do not come up"
  measure_many "$1"
  for VARIANT in companion observed; do
    load_beside
    measure_many "$1"
    unload_beside
  done
  remove_backstores
  unload_variant
  load_variant patched
  create_backstores "$1" || die "$1 devices do not come up"
  measure_many "$1"
  remove_backstores
  unload_variant
}

# Stock has no COUNT.
check_measured() {
  begin measured
  expect_all_measured idle_ 1
  VARIANTS=(companion observed patched)
  expect_all_measured count_ 2
  finish "$(cat "$OUT"/*.figures | wc -l) figures"
}

modprobe -a target_core_mod uio
measure_devices "${DEVICES:-256}"
run measured kernel
log "end of the suite"
