#!/bin/bash
# tcmu_reclaim.ko beside a stock driver: LUNs are cut all the time while they serve verified I/O and something else goes
# on as well. Writes one PASS or FAIL line per check of companion-storms.checks.
set -uo pipefail
for part in checks tcmu-host load shim/{host,ask,bursts,storm,handler-gone,kernel,verified,pages-per-block,queue-full,timeouts,reset-ring,block-dev,killed,own-handler,keep-buf,last-reference}; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

AREA_MB=8
DISKS=()

echo 1000000 >/proc/sys/vm/percpu_pagelist_high_fraction
start_tcmu_host
load_companion || die "the module does not load"
run pages-per-block-2 pages-per-block-16 reset-ring block-dev killed queue-full timeouts keep-buf tmr last-reference
run kernel
log "end of the suite"
