#!/bin/bash
# The kernel shim on a kernel with lockdep, KASAN, DEBUG_ATOMIC_SLEEP and PROVE_RCU: checks of the shim's suite in
# a smaller size, then a lock-order inversion that was planted and has to be reported.
set -uo pipefail
for part in checks tcmu-host load shim/{host,ask,unload,count-many,one-device,in-flight,usage,abi,fuzz,hostile,bursts,storm,shrinker,removed,handler-gone,kernel,planted}; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

AREA_MB=32
LUN_MB=48
FILL_COMMANDS=56 # 28 of the 32 MiB of each data area
NAMES=(one two three four)
COUNT_DEVICES=64
COUNT_ROUNDS=11
STORM_SECONDS=30
STORM_TRUNCATIONS=1000
STORM_MIB=8
BURST_BLOCKS=64

echo 1000000 >/proc/sys/vm/percpu_pagelist_high_fraction
load_shim || die "the module does not load"
run debug-kernel
run count-many
run unload
start_tcmu_host
create_luns
run one-device keep in-flight abi fuzz hostile-quiet hostile-notify storm shrinker removed
run kernel
run planted # the last one: lockdep reports once and then stays silent
log "end of the suite"
