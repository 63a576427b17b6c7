#!/bin/bash
# The series for the mainline kernel: its module in place of the stock one, and its own self-tests. Writes one PASS or FAIL
# line per check of upstream.checks. ../../upstream/check builds what it runs.
set -uo pipefail
for part in checks shim/kernel; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

run_selftest() { bash "$MODULE/target/tcmu_storm.sh" >"$OUT/selftest.ktap" 2>&1; }

check_selftest() {
  begin selftest
  expect "the self-tests pass" run_selftest
  expect "none is left out" [ "$(grep -c '^ok ' "$OUT/selftest.ktap")" = 5 ]
  finish "$(grep -oE '[0-9]+ truncations by .*|pages counted .*' "$OUT/selftest.ktap" | paste -sd ';')"
}

modprobe -a target_core_mod uio
insmod "$MODULE/target_core_user.ko" || die "the module does not load"
SECONDS_EACH=${DURATION:-30}
export SECONDS_EACH
run selftest kernel
log "end of the suite"
