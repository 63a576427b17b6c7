# Areas that are smaller than what is asked of them, so that commands wait for blocks while tails are cut.
# shellcheck shell=bash

QUEUE_FULL_LOOKS=100 # of the storm, that find commands waiting

enough_waiting() { enough_block_cuts && [ "$(storm_sum waiting)" -ge $QUEUE_FULL_LOOKS ]; }

nobody_waits() {
  shim count | awk '{for (i = 1; i <= NF; i++) if ($i ~ /^(waiters|commands|in_use)=[^0]/) bad = 1} END {exit bad}'
}

check_queue_full() {
  begin queue-full
  STORM_LUNS=(q0 q1 q2 q3)
  BURST_SHAPES=(64k:32 64k:24 32k:64 20k:64)
  : >"$OUT/fio-verify.rounds"
  : >"$OUT/fio-verify.err"
  AREA_MB=1 create_storm_luns
  start_storm "${STORM_DISKS[@]}"
  start_bursts "${STORM_DISKS[@]}"
  expect "commands wait in $QUEUE_FULL_LOOKS looks, with $BLOCK_CUTS effective truncations and $BLOCK_CUTS_MIB MiB verified" \
    wait_until enough_waiting
  stop_bursts
  expect "storm and adversary went on to the end" stop_storm
  expect "nobody waits any more" wait_until nobody_waits
  judge_bursts "commands waited in $(storm_sum waiting) looks of $(storm_sum rounds) at 4 LUNs"
  remove_storm_luns
}
