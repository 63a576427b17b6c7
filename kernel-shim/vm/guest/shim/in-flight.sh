# Blocks of commands in flight stay, whatever is asked.
# shellcheck shell=bash

# An area that was filled, then 8 of its 56 commands in flight.
check_in_flight() {
  begin in-flight
  local minor=${MINORS[3]} disk=${DISKS[3]} before floor try blocks least=$((8 * COMMAND_KIB / 4))
  expect "the area fills" fill_areas "$disk"
  before=$(count "$minor" pages)
  FILL_COMMANDS=8 pin_areas "$disk"
  wait_until eval "[ \"\$(count $minor in_use)\" -ge $least ]"
  floor=$(count "$minor" floor)
  blocks=$(count "$minor" in_use)
  scan "$minor" 0
  expect "what lies above is freed" [ "$(said pages)" = $((before - floor)) ]
  expect "and no more" [ "$(said high_water) $(count "$minor" pages)" = "$floor $floor" ]
  for try in {1..10}; do
    scan "$minor" 0
    expect "nothing more, try $try" [ "${SCAN%% *}" = nothing ]
  done
  expect "at least the blocks of 8 commands stay" [ "$(count "$minor" pages)" -ge $least ]
  expect "no block was lost" [ "$(count "$minor" in_use)" = "$blocks" ]
  expect "the commands in flight succeed" release_areas
  wait_until eval "[ \"\$(count $minor in_use)\" = 0 ]"
  scan "$minor" 0
  expect "everything goes afterwards" [ "${SCAN%% *} $(count "$minor" pages)" = "freed 0" ]
  finish "$before pages, floor $floor with $blocks blocks in use; 10 more tries freed nothing"
}
