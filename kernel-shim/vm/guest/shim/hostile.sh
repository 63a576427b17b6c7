# Handlers that write rubbish into their rings, beside LUNs that work: what they may break is their own device.
# shellcheck shell=bash

HOSTILE_SECONDS=60 # what is not over by then hangs
HOSTILE_RUNS=()    # with what in front, such as taskset

# within COMMAND...: succeeds if COMMAND ends in time. It runs in the background, so that one that hangs in the
# kernel, where no signal reaches it, does not take the suite with it. Its output and status are in $OUT/within*.
within() {
  local deadline=$((SECONDS + HOSTILE_SECONDS))
  rm -f "$OUT/within.status"
  { "$@" >"$OUT/within.said" 2>&1; echo $? >"$OUT/within.status"; } &
  until [ -s "$OUT/within.status" ]; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    pause 0.1
  done
}

# add_bare_device NAME: a device that no handler serves and that waits for none; leaves its minor in BARE.
add_bare_device() {
  local device=$TARGET/core/user_0/$1
  mkdir "$device"
  echo "dev_config=none/$1,dev_size=1048576,hw_block_size=512" >"$device/control"
  echo "max_data_area_mb=4,cmd_ring_size_mb=1" >"$device/control"
  echo -1 >"$device/attrib/nl_reply_supported"
  echo 1 >"$device/enable"
  BARE=$(minor_of_bare "$1")
}

minor_of_bare() {
  local name
  name=$(grep -l "^tcm-user/0/$1/" /sys/class/uio/uio*/name)
  name=${name%/name}
  echo "${name##*/uio}"
}

# reset_ring NAME: as after a handler that crashed.
reset_ring() {
  local actions=$TARGET/core/user_0/$1/action
  echo 1 >"$actions/block_dev"
  echo 1 >"$actions/reset_ring"
  echo 0 >"$actions/block_dev"
}

hostile_said() { grep -qx "$1" "$OUT/hostile.log"; }

# start_hostile KIND [TIMES]: on the bare device; what it says is in $OUT/hostile.log.
start_hostile() {
  "${HOSTILE_RUNS[@]}" "$MODULE/tcmu-reclaim-hostile" "$BARE" "$@" >"$OUT/hostile.log" 2>&1 &
  HOSTILE=$!
  expect "$1: the handler is ready" wait_until hostile_said ready
}

end_hostile() {
  kill -KILL "$HOSTILE"
  wait "$HOSTILE" 2>/dev/null
}

# Takes the tail of a LUN that has one: SCAN and COUNT work for all the others.
others_are_served() {
  expect "$1: the area of another device fills" fill_areas "${DISKS[0]}"
  expect "$1: another device can be scanned" within "$MODULE/tcmu-reclaim-example" scan "${MINORS[0]}" 0
  expect "$1: and gives its pages" grep -q '^freed .* error=none' "$OUT/within.said"
  expect "$1: COUNT answers" within "$MODULE/tcmu-reclaim-example" count
  expect "$1: and tells of all devices" [ "$(grep -c '^uio' "$OUT/within.said")" = $((${#NAMES[@]} + 1)) ]
}

scan_of_bare_says() {
  expect "$1: its own device can be scanned" within "$MODULE/tcmu-reclaim-example" scan "$BARE" 0
  expect "$1: which says $2" grep -q "^$2$" "$OUT/within.said"
}

# What the driver says about rings.
ring_lines() { dmesg | grep -cE 'ring is broken|ring broken'; }

ring_is_broken() { shim count | grep -q "^uio$BARE .* flags=5 "; }

# A LUN goes and comes, beside the hostile handler.
replace_healthy_one() {
  expect "$1: a healthy device can be removed" within remove_lun four 3
  expect "$1: and created" within create_lun four 3
  expect "$1: and has a disk" wait_until lun_has_disk 3
  prepare_disks
  MINORS[3]=$(minor_of four)
  DISKS[3]=$(disk_of_lun 3)
}

# The driver cuts all devices, and reads their rings before.
own_work_goes_on() {
  local usual
  usual=$(parameter)
  expect "$1: the area of another device fills again" fill_areas "${DISKS[1]}"
  echo 1 >$PARAMETER
  [ "$1" = chase ] || expect "$1: the driver's own work declares it broken" wait_until ring_is_broken
  expect "$1: and goes on to the others" wait_until eval "[ \$(count ${MINORS[1]} pages) = 0 ]"
  echo "$usual" >$PARAMETER
}

# The kernel is never told: nobody reads the ring, until the driver itself runs out of memory and does.
check_hostile_quiet() {
  begin hostile-quiet
  local kind said=() FILL_COMMANDS=8
  for kind in nolength chase; do
    add_bare_device hostile # fresh: with a stock driver even reset_ring would read the ring
    start_hostile $kind
    scan_of_bare_says $kind 'nothing pages=0 high_water=0 error=none'
    said+=("$kind: $(<"$OUT/within.said")")
    expect "$kind: the ring is not looked at" eval '! ring_is_broken'
    others_are_served $kind
    [ $kind = chase ] || replace_healthy_one $kind
    driver_is_stock || own_work_goes_on $kind
    end_hostile
    expect "$kind: the device itself can be removed" within rmdir "$TARGET/core/user_0/hostile"
  done
  finish "${said[*]}"
}

invalid_lines() { dmesg | grep -c 'Invalid addr to data page'; }

BREAKING=(nolength outside unaligned pasttail pastend unknown short nocommand)

# The kernel is told a hundred times: the first bad entry breaks the ring, and that is all.
check_hostile_notify() {
  begin hostile-notify
  local kind before lines=0 FILL_COMMANDS=8
  add_bare_device hostile
  for kind in "${BREAKING[@]}"; do
    before=$(ring_lines)
    start_hostile "$kind" 100
    expect "$kind: the handler's own write returns" wait_until hostile_said told
    expect "$kind: its ring is broken" wait_until ring_is_broken
    scan_of_bare_says "$kind" 'refused pages=0 high_water=0 error=EIO'
    lines=$(($(ring_lines) - before))
    expect "$kind: the log says why" [ "$lines" -ge 1 ]
    expect "$kind: and not for each write" [ "$lines" -le 25 ]
    end_hostile
    reset_ring hostile
  done
  # Whether a tail that moves is ever caught beyond what the ring holds is up to the scheduler; that it ends is not
  start_hostile chase 100
  expect "chase: the handler's own write returns" wait_until hostile_said told
  end_hostile
  reset_ring hostile
  others_are_served "after all"
  before=$(invalid_lines)
  start_hostile absent
  expect "absent: each touch fails" wait_until hostile_said told
  lines=$(($(invalid_lines) - before))
  expect "absent: the log says so" [ "$lines" -ge 1 ]
  expect "absent: in few lines for a thousand" [ "$lines" -le 25 ]
  end_hostile
  expect "the device itself can be removed" within rmdir "$TARGET/core/user_0/hostile"
  finish "${#BREAKING[@]} kinds and a chase: each breaks its own ring and nothing else"
}
