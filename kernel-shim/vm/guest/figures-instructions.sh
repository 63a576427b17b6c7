#!/bin/bash
# Measures the four variants in turns in a guest with one CPU whose clock counts instructions: a nanosecond is one of
# them. See ../figures.
set -uo pipefail
for part in checks tcmu-host load shim/{host,ask,kernel} speed/{modules,faults} figures/{variants,device}; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

AREA_MB=48
LUN_MB=64
BURST=56
LARGE_DELAY=250000
FAULT_PAGES=4096
FAULT_MILLIS=30
round=1

start_target
for variant in "${VARIANTS[@]}"; do
  use_variant "$variant"
  measure_commands 2000
  measure_faults
  record_faults 1 p50_us fault_p50_micros
  for threads in 1 2 4; do record fault_of_${threads}_threads_nanos $((1000000000 / $(value_in "$(tail -1 "$OUT/faults-$variant-$threads")" per_second))); done
  record_faults busy p50_us fault_behind_writes_p50_micros
  record_faults busy p99_us fault_behind_writes_p99_micros
  measure_holds 4
  measure_releases 5000 1
  leave_variant
done
declare -A MEASURED=([command_]=2 [fault_]=6 [hold_]=3 [release_]=2)
run measured kernel
log "end of the suite"
