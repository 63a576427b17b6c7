# The self-test of the module beside the driver: what it says, and what it leaves.
# shellcheck shell=bash

VERDICTS=/var/lib/tcmu-reclaim/driver-builds
SCRATCH=$TARGET/core/user_9477162/tcmu-reclaim-self-test
PORTAL=$TARGET/loopback/naa.3746376d75726563/tpgt_1

# self_test [PROGRAM]: its output is left in SAID.
self_test() {
  SAID=$("$MODULE/${1:-tcmu-reclaim-load}" --self-test "$MODULE/tcmu_reclaim_self_test.ko" 2>&1)
  local status=$?
  SAID_FIRST=${SAID%%$'\n'*}
  log "self-test: $SAID"
  return $status
}

# Lets the self-test look at a driver whose build is in no list. Nothing is loaded before or after.
know_driver() {
  modprobe -a target_core_user tcm_loop
  mountpoint -q /sys/kernel/config || mount -t configfs configfs /sys/kernel/config
  if load_companion 2>/dev/null; then rmmod tcmu_reclaim; else self_test || die "$SAID"; fi
  rmmod tcm_loop target_core_user
}

# Whether the driver of this build tells when a command gives its blocks back.
build_tells_heat() { ! grep -qs no-heat $VERDICTS; }

nothing_is_left() {
  [ ! -e "${SCRATCH%/*}" ] && [ ! -e "${PORTAL%/*}" ] && [ ! -e /sys/module/tcmu_reclaim_self_test ] &&
    ! grep -qs tcmu-reclaim-self-test /sys/class/uio/uio*/name
}

# The driver with the build id of another, which no list knows.
hide_build() {
  LC_ALL=C sed 's/^\(.\{16\}\)./\1x/' "$DRIVER_BUILD" >/run/build
  mount --bind /run/build "$DRIVER_BUILD"
}

show_build() { umount "$DRIVER_BUILD"; }

# refused_self_test SENTENCE [PROGRAM]: it fails, says so, and leaves neither verdict nor device.
refused_self_test() {
  local before
  before=$(cat $VERDICTS 2>/dev/null)
  expect "it fails" eval "! self_test ${2:-}"
  expect "the sentence \"$1\", not \"$SAID\"" grep -qF -- "$1" <<<"$SAID"
  expect "it leaves no verdict" [ "$(cat $VERDICTS 2>/dev/null)" = "$before" ]
  expect "and nothing else" nothing_is_left
}

# Of a build that nobody knows; then it is known, with this driver and with no other.
check_self_test() {
  begin self-test
  local disks verdict
  rm -f $VERDICTS
  disks=$(ls /sys/block)
  hide_build
  expect "an unknown build is refused" eval "! load_companion 2>/dev/null"
  expect "the self-test passes" self_test
  expect "nothing is left of it" nothing_is_left
  expect "no disk came of it" [ "$(ls /sys/block)" = "$disks" ]
  verdict=$(cat $VERDICTS 2>&1)
  expect "one line for this build" grep -qx "[0-9a-f]* 1 \(no-\)\?heat $(uname -r)" <<<"$verdict"
  expect "again, it adds no second one" self_test
  expect "which is there once" [ "$(cat $VERDICTS)" = "$verdict" ]
  chmod 666 $VERDICTS
  expect "what others may have written is not believed" eval "! load_companion 2>/dev/null"
  chmod 644 $VERDICTS
  expect "the build is loaded now" load_companion
  expect "and counts" [ "$(shim count | grep -c '^uio')" = ${#NAMES[@]} ]
  expect "with or without heat, as the self-test said" capabilities_are_as_said
  expect "and unloads" wait_until rmmod tcmu_reclaim
  sed -i 's/ 1 / 0 /' $VERDICTS
  expect "what an older self-test said is not believed" eval "! load_companion 2>/dev/null"
  rm -f $VERDICTS
  show_build
  finish "$verdict"
}

capabilities_are_as_said() { grep -q "capabilities=$(build_tells_heat && echo 0x43 || echo 0x41) " <<<"$(shim info)"; }

# wrong SENTENCE NAME=VALUE: with another member, or another meaning of a flag, in place of NAME.
wrong() {
  export "$2"
  refused_self_test "$1" tcmu-reclaim-load-wrong
  unset "${2%=*}"
  WRONG=$((WRONG + 1))
}

check_wrong_flag() {
  begin wrong-flag
  WRONG=0
  wrong "opened: the driver's flags went" COMPANION_BIT_OPEN=2
  wrong "blocked: the driver's flags went" COMPANION_BIT_BLOCKED=3
  wrong "its ring broken: the driver's flags went" COMPANION_BIT_BROKEN=4
  finish "$WRONG flags; $SAID_FIRST"
}

# Members of the same type in place of those that are wanted.
check_wrong_offset() {
  begin wrong-offset
  WRONG=0
  wrong "opened: the driver's flags went" flags=mmap_pages
  wrong "the area begins at" data_off=dev_size
  wrong "an area of 1 MiB has" max_blocks=cmdr_size
  wrong "the scratch device is not one: its block size" data_blk_size=cmdr_size
  wrong "the scratch device is not one: its block size" data_pages_per_blk=cmd_time_out
  wrong "with one block in use the marks are" dbi_max=dbi_thresh
  wrong "with one block in use the marks are" dbi_thresh=dbi_max
  wrong "waits for room as well" qfull_queue=inflight_queue
  wrong "the command has not ended" commands=data_pages
  wrong "the first page of the area is not" data_pages=commands
  wrong "the driver's list has no such device" node=qfull_queue
  finish "$WRONG members; $SAID_FIRST"
}

# With ftrace switched off meanwhile the hook is never called: as where the function is inlined.
check_unnoticed() {
  begin unnoticed
  rm -f $VERDICTS
  start_self_test /sys/module/tcmu_reclaim_self_test
  echo 0 >/proc/sys/kernel/ftrace_enabled
  kill -CONT "$TESTER"
  expect "the self-test passes" wait "$TESTER"
  expect "but not for heat" grep -q 'no-heat' $VERDICTS
  expect "and says why" grep -q 'without tcmu_cmd_free_data()' "$OUT/killed.log"
  expect "nothing is left of it" nothing_is_left
  finish "$(cat $VERDICTS)"
  rm -f $VERDICTS
  echo 1 >/proc/sys/kernel/ftrace_enabled
}

# start_self_test THING: stopped once THING is there.
start_self_test() {
  "$MODULE/tcmu-reclaim-load" --self-test "$MODULE/tcmu_reclaim_self_test.ko" >"$OUT/killed.log" 2>&1 &
  TESTER=$!
  until [ -e "$1" ] || ! kill -0 $TESTER 2>/dev/null; do :; done
  kill -STOP $TESTER
  REMOVER=$(pgrep -o -P $TESTER)
}

check_killed() {
  begin killed
  local thing
  for thing in "$SCRATCH" "/sys/module/tcmu_reclaim_self_test" "$PORTAL/lun/lun_0"; do
    start_self_test "$thing"
    expect "it was there: ${thing##*/}" [ -e "$thing" ]
    kill -KILL "$TESTER"
    wait "$TESTER" 2>/dev/null
    expect "killed at ${thing##*/}, it leaves nothing" wait_until nothing_is_left
    wait_until eval "! kill -0 $REMOVER 2>/dev/null"
  done
  start_self_test "$SCRATCH"
  kill -KILL "$REMOVER"
  kill -CONT "$TESTER"
  expect "without its remover it ends as usual" wait "$TESTER"
  expect "and removes everything itself" nothing_is_left
  start_self_test "$SCRATCH"
  kill -KILL "$TESTER" "$REMOVER"
  wait "$TESTER" 2>/dev/null
  expect "killed with its remover, it leaves something" eval "! nothing_is_left"
  expect "which the next one takes back, and passes" self_test
  expect "nothing is left of both" nothing_is_left
  rm -f $VERDICTS
  finish "$SAID_FIRST"
}

# What it needs is not there.
check_unserved() {
  begin unserved
  exec {LOCK}<>/run/tcmu-reclaim-self-test.lock
  flock "$LOCK"
  refused_self_test "another self-test is running"
  exec {LOCK}<&-
  echo 0 >/proc/sys/kernel/ftrace_enabled
  refused_self_test "ftrace_enabled is not 1"
  echo 1 >/proc/sys/kernel/ftrace_enabled
  mkdir -p /run/nothing
  mount --bind /run/nothing /sys/kernel/config
  refused_self_test "configfs is not mounted"
  umount /sys/kernel/config
  finish "$SAID_FIRST"
}

# All of that beside LUNs that served verified I/O.
check_served() {
  begin served
  expect "fio verified something" [ "$(awk '{sum += $3} END {print sum + 0}' "$OUT/fio-verify.rounds")" -gt 0 ]
  expect "fio has nothing to complain about" [ ! -s "$OUT/fio-verify.err" ]
  finish "$(awk '{sum += $3} END {print int(sum / 1048576)}' "$OUT/fio-verify.rounds") MiB verified meanwhile"
}
