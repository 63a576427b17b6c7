# Devices whose handler died.
# shellcheck shell=bash

devices_are_closed() { shim count | awk '{split($3, flags, "="); open += flags[2] % 2} END {exit open != 0}'; }

devices_are_open() { [ "$(shim count | grep -c ' flags=1 ')" = "$(shim count | wc -l)" ]; }

# A device keeps its pages while no handler is there, and the shim leaves it alone until the next one comes.
check_handler_gone() {
  begin handler-gone
  local cache pages closed
  for cache in /sys/class/scsi_disk/*/cache_type; do
    echo 'temporary write through' >"$cache" # or powering off would wait for the dead handler to flush
  done
  expect "the area fills" fill_areas "${DISKS[0]}"
  pages=$(count "${MINORS[0]}" pages)
  kill -KILL "$RUNNER"
  wait "$RUNNER" 2>/dev/null
  expect "the devices are closed" wait_until devices_are_closed
  scan "${MINORS[0]}" 0
  expect "a closed device is refused" [ "${SCAN%% *} $(said error)" = "refused ENOTCONN" ]
  expect "a closed device keeps its pages" [ "$(count "${MINORS[0]}" pages)" = "$pages" ]
  closed=$SCAN
  start_runner
  expect "the next handler opens the devices" wait_until devices_are_open
  scan "${MINORS[0]}" 0
  expect "and they can be truncated again" [ "${SCAN%% *} $(said pages) $(said error)" = "freed $pages none" ]
  finish "closed: $closed; open again: $SCAN"
}
