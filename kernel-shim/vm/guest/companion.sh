#!/bin/bash
# tcmu_reclaim.ko beside a stock driver that goes on: loaded, used and unloaded while LUNs serve verified I/O. Writes one
# PASS or FAIL line per check of companion.checks.
set -uo pipefail
for part in checks tcmu-host load shim/{host,ask,one-device,in-flight,usage,abi,hostile,bursts,storm,handler-gone,kernel,companion,self-test}; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

AREA_MB=32
LUN_MB=48
FILL_COMMANDS=56 # 28 of the 32 MiB of each data area
NAMES=(one two three four)

echo 1000000 >/proc/sys/vm/percpu_pagelist_high_fraction
know_driver
run refused
start_tcmu_host
create_luns
run loaded
[ -c /dev/tcmu-reclaim ] || load_companion || die "the module does not load"
run one-device in-flight heat cuts hostile-quiet abi reload handler-gone
run kernel
log "end of the suite"
