# A cut while a fault holds a page that it has found and not yet installed. The order is fixed by hand, by a module
# whose faults wait (test/sabotage/hold.patch): in a storm of chance this case is met once in thousands of cuts.
# shellcheck shell=bash

HOLD=/sys/module/target_core_user/parameters
HELD_PAGE=512 # of the data area: far from what single commands use, within what a fill uses

# An area full of idle pages that its handler, which is a new one, has not touched.
fill_for_next_handler() {
  fill_areas "${DISKS[0]}" && restart_only_handler
}

restart_only_handler() {
  kill -KILL "$RUNNER"
  wait "$RUNNER" 2>/dev/null
  wait_until devices_are_closed
  start_runner
  wait_until devices_are_open
}

# A fault on HELD_PAGE in the handler's mapping, by another process; returns once it has the page.
hold_fault() {
  local end
  end=$(awk -v node="/dev/uio${MINORS[0]}" '$NF == node {split($1, range, "-"); end = range[2]} END {print end}' \
    "/proc/$RUNNER/maps")
  echo 1 >$HOLD/hold_faults
  dd if="/proc/$RUNNER/mem" bs=4096 count=1 of=/dev/null status=none \
    skip=$((0x$end / 4096 - AREA_MB * 256 + HELD_PAGE)) &
  FAULT=$!
  wait_until eval "[ \"\$(<$HOLD/held_faults)\" = 1 ]"
}

# The fault goes on, with the page that it had found.
let_fault_go() {
  echo 0 >$HOLD/hold_faults
  wait "$FAULT"
}

# Whether the driver's own work waits for the fault, with the locks of the device.
work_waits_for_fault() { grep -qs tcmu_blocks_release /proc/[0-9]*/stack; }

# Every block of a fill is written at once, so HELD_PAGE is among the pages that carry it. The next handler, which has
# no old mapping, says what has reached the image.
written_data_is_right() {
  local job=("--name=${DISKS[0]}" "--filename=${DISKS[0]}" --rw=write --bs=${COMMAND_KIB}k --direct=1 --ioengine=libaio
    --iodepth=$FILL_COMMANDS --thread "--size=$((FILL_COMMANDS * COMMAND_KIB))k" --verify=crc32c --verify_fatal=0
    "--randseed=$(next_seed)") write
  settle_disks "${DISKS[0]}"
  kill -STOP "$RUNNER"
  fio "${job[@]}" --do_verify=0 >"$OUT/fio-held-write.log" 2>&1 &
  write=$!
  wait_until writes_in_flight $FILL_COMMANDS "${DISKS[0]}" || return
  kill -CONT "$RUNNER"
  wait $write || return
  restart_only_handler
  fio "${job[@]}" --verify_only >"$OUT/fio-held-verify.log" 2>>"$OUT/fio-verify.err"
  [ "$(verify_errors)" = 0 ]
}

writes_in_flight() {
  local writes
  read -r _ writes <"/sys/block/${2#/dev/}/inflight"
  [ "$writes" -ge "$1" ]
}
