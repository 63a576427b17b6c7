#!/bin/bash
# Builds of the shim with one safety left out: each must lead to wrong data, or the suite shim proves nothing. Two get
# the storm, and their control has the same delays and every safety; the third and its control get one cut at the very
# moment that matters. Writes one PASS or FAIL line per check of
# shim-sabotage.checks.
set -uo pipefail
for part in checks tcmu-host load shim/{host,ask,bursts,storm,hostile,handler-gone,held-fault}; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

MODULE=$REPO/target/module
AREA_MB=8
LUN_MB=24
STORM_LUNS=(s0 s1 s2 s3)
BURST_SHAPES=(32k:8 64k:4 64k:8 16k:16)
ADVERSARIES=8 # they sleep most of the time
CONTROL_SECONDS=20
CONTROL_TRUNCATIONS=200
CAUGHT_SECONDS=${CAUGHT_SECONDS:-$PATIENCE} # a sabotage that shows nothing for so long is not caught
DISKS=()

# Everything fresh: stale mappings outlive what made them.
load_variant() {
  load_shim "sabotage/$1/target_core_user.ko" || die "the module $1 does not load"
  start_tcmu_host
  : >"$OUT/fio-verify.err"
  : >"$OUT/fio-verify.rounds"
}

unload_variant() {
  local log
  kill -KILL "$RUNNER"
  wait "$RUNNER" 2>/dev/null
  rmdir "$TARGET/core/user_0"
  rmmod target_core_user || die "the module does not unload"
  for log in fio-verify.err storm.log adversary.log; do
    [ ! -e "$OUT/$log" ] || mv "$OUT/$log" "$OUT/$CHECK-$log"
  done
}

start_variant() {
  load_variant "$1"
  create_storm_luns
  start_storm "${STORM_DISKS[@]}"
  start_bursts "${STORM_DISKS[@]}"
  STARTED=$SECONDS
  log "variant $1 runs"
}

# Wrong data is no reason to wait for the end of a round.
end_variant() {
  log "ending $1"
  touch /run/stop-bursts
  pkill -TERM -x fio
  wait "$BURSTS"
  stop_storm
  remove_storm_luns
  unload_variant
}

caught_or_late() { [ "$(verify_errors)" -gt 0 ] || [ $((SECONDS - STARTED)) -ge "$CAUGHT_SECONDS" ]; }

control_over() {
  [ "$(verify_errors)" -gt 0 ] ||
    { [ $((SECONDS - STARTED)) -ge $CONTROL_SECONDS ] && [ -s "$OUT/fio-verify.rounds" ] && [ "$(storm_sum freed)" -ge $CONTROL_TRUNCATIONS ]; }
}

check_control() {
  begin control
  local errors freed seconds mib
  start_variant control
  wait_until control_over
  errors=$(verify_errors)
  freed=$(storm_sum freed)
  mib=$(awk '{sum += $2} END {print int(sum / 1048576)}' "$OUT/fio-verify.rounds")
  expect "no verify: line with every safety" [ "$errors" = 0 ]
  expect "fio says nothing else" [ ! -s "$OUT/fio-verify.err" ]
  expect "fio verified something" [ "$mib" -ge 1 ]
  expect "at least $CONTROL_TRUNCATIONS effective truncations" [ "$freed" -ge $CONTROL_TRUNCATIONS ]
  seconds=$((SECONDS - STARTED))
  end_variant "$CHECK"
  finish "$freed effective truncations in $seconds s, $mib MiB verified, $errors errors"
}

check_sabotage() {
  begin "$1"
  local errors seconds
  start_variant "$1"
  wait_until caught_or_late
  errors=$(verify_errors)
  expect "wrong data within $CAUGHT_SECONDS s" [ "$errors" -gt 0 ]
  seconds=$((SECONDS - STARTED))
  end_variant "$CHECK"
  finish "$errors errors after $seconds s and $(storm_sum_of "$1" freed) effective truncations"
}

storm_sum_of() { cp "$OUT/$1-storm.log" "$OUT/storm.log"; storm_sum "$2"; }

check_unmap() { check_sabotage unmap; }
check_lock_dropped() { check_sabotage lock-dropped; }

# With every safety a cut stops at the page of a fault, or waits for it: SCAN the one, the driver's own work the other.
check_held_fault() {
  begin held-fault
  local scanned usual
  load_variant held-fault
  NAMES=(one)
  create_luns
  expect "the area fills" fill_for_next_handler
  expect "a fault holds a page" hold_fault
  scan "${MINORS[0]}" 0
  scanned=$SCAN
  expect "SCAN stops at that page" [ "$(said high_water)" = $((HELD_PAGE + 1)) ]
  expect "the fault ends" let_fault_go
  expect "the data is right after SCAN" written_data_is_right
  expect "the area fills again" fill_for_next_handler
  usual=$(parameter)
  expect "a fault holds a page again" hold_fault
  echo 1 >$PARAMETER
  expect "the driver's own work waits for it" wait_until work_waits_for_fault
  expect "the fault ends again" let_fault_go
  expect "the work goes on" wait_until eval "[ \"\$(count ${MINORS[0]} pages)\" = 0 ]"
  echo "$usual" >$PARAMETER
  expect "the data is right after the driver's own work" written_data_is_right
  remove_lun one 0
  unload_variant
  finish "SCAN beside a fault on page $HELD_PAGE: $scanned"
}

# Without it the page goes, and the fault installs it afterwards: a mapping of a page that is not the area's any more.
check_handshake() {
  begin handshake
  local scanned errors
  load_variant handshake
  NAMES=(one)
  create_luns
  expect "the area fills" fill_for_next_handler
  expect "a fault holds a page" hold_fault
  scan "${MINORS[0]}" 0
  scanned=$SCAN
  expect "SCAN takes that page too" [ "$(said high_water)" = 0 ]
  expect "the fault ends" let_fault_go
  expect "wrong data" eval '! written_data_is_right'
  errors=$(verify_errors)
  expect "and fio says so" [ "$errors" -ge 1 ]
  remove_lun one 0
  unload_variant
  finish "$errors errors; SCAN beside a fault on page $HELD_PAGE: $scanned"
}

# Milliseconds that a process has spent in the kernel.
kernel_millis() { awk '{sub(/^.*\) /, ""); print $13 * 10}' "/proc/$1/stat"; }

# A build that follows the ring as the stock driver does: the hostile handler hangs in its own write(), with its
# device's locks, and holds nothing else. The last check: nothing ends that task.
check_ring() {
  begin ring
  load_shim sabotage/ring/target_core_user.ko || die "the module ring does not load"
  start_tcmu_host
  NAMES=(one)
  create_luns
  add_bare_device hostile
  start_hostile nolength 1
  expect "its own task hangs in the kernel" wait_until eval "[ \$(kernel_millis $HOSTILE) -ge 3000 ]"
  scan_of_bare_says ring 'busy pages=0 high_water=0 error=EAGAIN'
  others_are_served ring
  expect "it still hangs" eval '! hostile_said told'
  finish "SCAN of it: $(shim scan "$BARE" 0); $(kernel_millis $HOSTILE) ms in its own write()"
}

# ring is left out until it has been seen to pass: on two emulated CPUs it gave no verdict within three minutes.
run control unmap lock-dropped held-fault handshake
log "end of the suite"
