#!/bin/bash
# Measures the four variants in turns by the clock: what depends on CPUs that run beside each other. See ../figures.
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
round=1

start_target
for variant in "${VARIANTS[@]}"; do
  use_variant "$variant"
  measure_faults
  for threads in 1 2 4; do record_faults $threads per_second faults_of_${threads}_threads_per_second; done
  record_faults busy p50_us fault_behind_writes_p50_micros
  record_faults busy p99_us fault_behind_writes_p99_micros
  measure_releases 10000 2
  leave_variant
done
declare -A MEASURED=([faults_]=3 [fault_]=2 [release_]=4)
run measured kernel
log "end of the suite"
