#!/bin/bash
# Measures the kernel shim against the stock module, in turns, on one kernel. The figures are what this is for; the
# checks judge only ratios with a wide margin, never times.
set -uo pipefail
for part in checks tcmu-host load shim/{host,ask,count-many,kernel} speed/{modules,stalls,faults}; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

ROUNDS=${ROUNDS:-1}
AREA_MB=48
LUN_MB=64
BURST=56             # commands of COMMAND_KIB: 28 of the 48 MiB of the data area
LARGE_DELAY=250000   # µs until the handler answers a large command: a burst is in flight as a whole
FAULT_PAGES=4096     # of the 7168 that a burst allocates
COUNT_DEVICES=256

start_target
for ((round = 1; round <= ROUNDS; round++)); do
  for module in shim stock; do
    use_module $module
    measure_faults
    measure_stalls
  done
done
use_module shim
drop_device
run stalls stalls-often faults faults-busy count-many kernel
log "end of the suite"
