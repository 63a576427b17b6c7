#!/bin/bash
# The kernel shim: a stock kernel with the patched target_core_user in place of its own. Writes one PASS
# or FAIL line per check of shim.checks; each is a function of a file in shim/.
set -uo pipefail
for part in checks tcmu-host load shim/{host,ask,unload,one-device,in-flight,usage,abi,fuzz,hostile,bursts,storm,shrinker,removed,handler-gone,kernel}; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

AREA_MB=32
LUN_MB=48
FILL_COMMANDS=56 # 28 of the 32 MiB of each data area
NAMES=(one two three four)

# A CPU keeps pages that were freed on it in a list of its own, up to tens of MiB, and MemAvailable does not
# see those. As short as the kernel allows, so that what a truncation frees can be read there.
echo 1000000 >/proc/sys/vm/percpu_pagelist_high_fraction
load_shim || die "the module does not load"
run unload
start_tcmu_host
create_luns
run one-device keep in-flight usage waiters poll abi fuzz hostile-quiet hostile-notify storm shrinker removed
run handler-gone # the last one that needs the handler
run kernel
log "end of the suite"
