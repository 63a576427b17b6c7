# The kernel's own shrinker: off, idle beside an agent, and alone under pressure.
# shellcheck shell=bash

SHRINKER=/sys/module/target_core_user/parameters/shrinker
SWAPPED_PAGES=10000 # that a hog must have driven out before "nothing was taken" means anything

# Pages that are in swap. (What was ever written there would say more, but zram counts it on some kernels only, and
# vmstat counts it on others.)
swapped() { awk '$1 == "/dev/zram0" {print int($4 / 4)}' /proc/swaps; }

# Has the kernel try hard to get memory back. With a hog of its own each time: what an earlier one drove out for good
# (files of the tmpfs, say) is room that the next one has to fill as well.
let_kernel_reclaim() {
  local before
  before=$(swapped)
  start_squeezing
  expect "the hog drives pages out" wait_until eval "[ \$((\$(swapped) - $before)) -ge $SWAPPED_PAGES ]"
  stop_squeezing
}

pages_of_all() { shim info | sed -n 's/.* pages=\([0-9]*\) .*/\1/p'; }
tails_of_all() { shim count | sed -n 's/.* tail=\([0-9]*\) .*/\1/p' | awk '{sum += $1} END {print sum + 0}'; }
tails_are_gone() { [ "$(tails_of_all)" -le $((TAILS / 20)) ]; }

check_shrinker() {
  begin shrinker
  local full off agent alone floor controller started truncations
  grep -q zram /proc/swaps || add_swap
  expect "the areas fill" fill_areas "${DISKS[@]}"
  FILL_COMMANDS=8 pin_areas "${DISKS[3]}"
  full=$(pages_of_all)
  TAILS=$(tails_of_all)
  floor=$(count "${MINORS[3]}" floor)
  truncations=$(count "${MINORS[0]}" truncations)
  expect "it is off by default" [ "$(<$SHRINKER) $(shim info | grep -c shrinker=off)" = "off 1" ]
  expect "nonsense is refused" eval "! echo all >$SHRINKER 2>/dev/null"
  let_kernel_reclaim
  off=$(pages_of_all)
  expect "off, it takes nothing" [ "$off" = "$full" ]
  rm -f "$OUT/control.log"
  "$MODULE/tcmu-reclaim-example" control >"$OUT/control.log" 2>&1 &
  controller=$!
  wait_until [ -s "$OUT/control.log" ]
  echo tail >$SHRINKER
  let_kernel_reclaim
  agent=$(pages_of_all)
  expect "beside a controller it takes nothing" [ "$agent" = "$full" ]
  kill $controller
  wait $controller 2>/dev/null
  started=$SECONDS
  start_squeezing
  expect "alone it takes the tails" wait_until tails_are_gone
  stop_squeezing
  echo off >$SHRINKER
  alone=$(pages_of_all)
  shim count
  expect "of $floor blocks in use every page stays" [ "$(count "${MINORS[3]}" pages)" -ge "$floor" ]
  expect "that is no truncation by SCAN" [ "$(count "${MINORS[0]}" truncations)" = "$truncations" ]
  expect "the commands in flight succeed" release_areas
  finish "$full pages, $TAILS in tails; off: $off, with a controller: $agent, alone: $alone after $((SECONDS - started)) s"
}
