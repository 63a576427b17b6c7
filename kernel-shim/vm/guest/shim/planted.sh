# What the debug kernel is there for: it has to be one, and it has to notice.
# shellcheck shell=bash

# A tool that is switched off would pass everything. Lockdep is off after its first report.
check_debug_kernel() {
  begin debug-kernel
  expect "lockdep is there" grep -q '^ lock-classes:' /proc/lockdep_stats
  expect "and on" lockdep_is_on
  expect "KASAN is there" [ "$(dmesg | grep -c 'KernelAddressSanitizer initialized')" = 1 ]
  finish "$(uname -r); $(sed -n 's/^ lock-classes: *\([0-9]*\) .*/\1 lock classes/p' /proc/lockdep_stats)"
}

lockdep_is_on() { grep -q '^ debug_locks: *1$' /proc/lockdep_stats; }

# The module with test/sabotage/lock-order.patch in place of the sound one, with fresh devices and a fresh handler.
load_planted() {
  local number
  for number in "${!NAMES[@]}"; do remove_lun "${NAMES[number]}" "$number" || return; done
  rmdir "$TARGET/core/user_0"
  kill "$RUNNER"
  wait "$RUNNER" 2>/dev/null
  rmmod target_core_user && insmod "$MODULE/planted/target_core_user.ko"
  mkdir "$TARGET/core/user_0"
}

inversions() { dmesg | grep -c 'possible circular locking dependency detected'; }

# One fill, whose pages the handler touches, and one truncation by the driver's own work: SCAN waits for no lock, and
# whoever only tries cannot be part of an inversion.
check_planted() {
  begin planted
  local before
  expect "lockdep is still on" lockdep_is_on
  before=$(inversions)
  expect "the module with the inversion loads" load_planted
  NAMES=(five)
  setsid tcmu-runner --tcmu-log-dir "$OUT" >"$OUT/tcmu-runner-planted.out" 2>&1 &
  RUNNER=$!
  expect "the handler comes up" wait_until runner_answers
  create_luns
  expect "the area fills" fill_areas "${DISKS[0]}"
  echo 1 >$PARAMETER
  expect "lockdep reports the inversion" wait_until eval "[ \$(inversions) = $((before + 1)) ]"
  finish "$(dmesg | sed -n '/possible circular/,/existing dependency/ s/.*(\(.*\)){.*, at: \([a-z_]*\).*/\1 in \2;/p' | xargs)"
}
