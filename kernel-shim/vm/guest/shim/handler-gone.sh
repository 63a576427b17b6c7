# Devices whose handler died.
# shellcheck shell=bash

devices_are_closed() { shim count | awk '{split($3, flags, "="); open += flags[2] % 2} END {exit open != 0}'; }

# A device keeps its pages while no handler is there, and the shim leaves it alone.
check_handler_gone() {
  begin handler-gone
  local cache
  for cache in /sys/class/scsi_disk/*/cache_type; do
    echo 'temporary write through' >"$cache" # or powering off would wait for the dead handler to flush
  done
  expect "the area fills" fill_areas "${DISKS[0]}"
  kill -KILL "$RUNNER"
  wait "$RUNNER" 2>/dev/null
  expect "the devices are closed" wait_until devices_are_closed
  scan "${MINORS[0]}" 0
  expect "a closed device is refused" [ "${SCAN%% *} $(said error)" = "refused ENOTCONN" ]
  finish "$SCAN"
}
