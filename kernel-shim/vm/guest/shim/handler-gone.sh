# Devices whose handler died.
# shellcheck shell=bash

devices_are_closed() { shim count | awk '{split($3, flags, "="); open += flags[2] % 2} END {exit open != 0}'; }

devices_are_open() { shim count | awk '{split($3, flags, "="); closed += 1 - flags[2] % 2} END {exit closed != 0}'; }

# A device keeps its pages while no handler is there, until they are wanted: no one maps them. The next handler finds
# a device that works.
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
  expect "a closed device keeps its pages" [ "$(count "${MINORS[0]}" pages)" = "$pages" ]
  scan "${MINORS[0]}" 1000
  expect "until they are cut" [ "${SCAN%% *} $(said pages) $(said error)" = "freed $((pages - 1000)) none" ]
  closed=$SCAN
  start_runner
  expect "the next handler opens the devices" wait_until devices_are_open
  scan "${MINORS[0]}" 0
  expect "which can be truncated again" [ "${SCAN%% *} $(said pages) $(said error)" = "freed 1000 none" ]
  expect "and take commands" fill_areas "${DISKS[0]}"
  finish "closed: $closed; open again: $SCAN"
}
