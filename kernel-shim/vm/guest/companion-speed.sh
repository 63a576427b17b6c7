#!/bin/bash
# How often tcmu_reclaim.ko cuts, beside the plainest module that can (test/plain), in turns on one running stock driver
# under the same verifying bursts. The check judges the ratio of all rounds, which says what tries, slices and pauses cost.
set -uo pipefail
for part in checks tcmu-host load shim/{host,ask,bursts,cut-rate,kernel}; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

ROUNDS=${ROUNDS:-3}
AREA_MB=32
LUN_MB=48
NAMES=(one two three four)

start_tcmu_host
create_luns
settle_disks "${DISKS[@]}"
run cut-rate kernel
log "end of the suite"
