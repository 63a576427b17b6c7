#!/bin/bash
# tcmu-reclaim-load --self-test on a stock driver, beside LUNs that serve verified I/O. Writes one PASS or FAIL line per
# check of self-test.checks.
set -uo pipefail
for part in checks tcmu-host load shim/{host,ask,kernel,companion,self-test}; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

NAMES=(one two)

start_tcmu_host
create_luns
: >"$OUT/fio-verify.rounds"
: >"$OUT/fio-verify.err"
start_verifying "${DISKS[@]}"
run self-test wrong-flag wrong-offset unnoticed killed unserved
stop_verifying
run served kernel
log "end of the suite"
