# A LUN that goes away, and the next one in its place.
# shellcheck shell=bash

# A LUN is removed with its area full, and another takes its name and maybe its minor.
check_removed() {
  begin removed
  local minor=${MINORS[3]} generation before
  expect "the area fills" fill_areas "${DISKS[3]}"
  generation=$(count "$minor" generation)
  before=$(available_kib)
  remove_lun four 3
  scan "$minor" 0
  expect "a removed device is gone" [ "${SCAN%% *} $(said error)" = "gone ENODEV" ]
  expect "three devices are left" [ "$(shim count | wc -l)" = 3 ]
  expect "its pages come back" wait_until eval "[ \$((\$(available_kib) - $before)) -ge 20480 ]"
  before=$(($(available_kib) - before))
  create_lun four 3
  wait_until lun_has_disk 3
  prepare_disks # nothing of it may be in flight when the handler is killed
  minor=$(minor_of four)
  expect "the next one has another generation" [ "$(count "$minor" generation)" -gt "$generation" ]
  finish "$SCAN, MemAvailable +$before KiB; generation $generation, then $(count "$minor" generation) at uio$minor"
}
