# Peaks, heat ladders, counters and poll(), against a load of which every block is known.
# shellcheck shell=bash

KNOWN_COMMANDS=8 # of COMMAND_KIB each, all in flight at once, on an idle device: its first blocks

# add_lun NAME NUMBER PAGES_PER_BLOCK: one more LUN; leaves its minor and disk in MINOR and DISK.
add_lun() {
  PAGES_PER_BLOCK=$3 create_lun "$1" "$2"
  expect "LUN $1 gets a disk" wait_until lun_has_disk "$2"
  MINOR=$(minor_of "$1")
  DISK=$(disk_of_lun "$2")
  prepare_disks
}

known_load_is_in_flight() { [ "$(count "$MINOR" commands)" -ge $KNOWN_COMMANDS ]; }
is_idle() { [ "$(count "$MINOR" commands)" = 0 ]; }

# The handler has stopped, and the commands of the known load hold the first blocks of the device.
start_known_load() {
  FILL_COMMANDS=$KNOWN_COMMANDS pin_areas "$DISK"
  expect "the known load is in flight" wait_until known_load_is_in_flight
}

end_known_load() {
  expect "the known load succeeds" release_areas
  expect "the device is idle" wait_until is_idle
}

# The peak as a reader sees it, then as the controller does, whose COUNT ends the interval.
peak() { count "$MINOR" peak; }
take_peak() { shim interval | sed -n "s/^uio$MINOR .* peak=\([0-9]*\).*/\1/p"; }

# judge_peaks BLOCKS: a command in flight over the end of an interval counts in both.
judge_peaks() {
  take_peak >/dev/null
  expect "an idle device has no peak" [ "$(take_peak)" = 0 ]
  start_known_load
  expect "a reader sees the peak" [ "$(peak)" = "$1" ]
  expect "and does not end the interval" [ "$(take_peak)" = "$1" ]
  expect "in flight, it counts in the next interval" [ "$(take_peak)" = "$1" ]
  end_known_load
  expect "ended, it counts where it ended" [ "$(take_peak)" = "$1" ]
  expect "and no longer" [ "$(take_peak)" = 0 ]
}

ladder() { shim ladder "$MINOR" | tr '=' ' '; }

# Reads the ladder before and the ladder after the known load; prints what is wrong with the difference.
# $1: blocks of a command. Rung 0 also has the read that settled the disk.
judge_rungs() {
  awk -v blocks="$1" -v commands=$KNOWN_COMMANDS '
    $1 == "rung" && !($2 in last) {first[$2] = $4; last[$2] = $8; times[$2] = $10; next}
    $1 == "rung" {
      due = 0
      for (i = 1; i <= commands; i++) due += i * blocks > first[$2]
      grown = $10 - times[$2]
      pages += $6
      if ($2 == 0 ? grown < due : grown != due) print "rung " $2 " reached " grown " times instead of " due
      if ((due > 0) != ($8 > last[$2])) print "rung " $2 " has a wrong time"
      rungs++
    }
    END {if (rungs != 32) print rungs " rungs"}'
}

judge_ladder() {
  local wrong before
  before=$(ladder)
  start_known_load
  end_known_load
  wrong=$(printf "%s\n" "$before" "$(ladder)" | judge_rungs "$1" | paste -sd, -)
  log "ladder of uio$MINOR: $(ladder | head -24 | awk '{printf "%s:%s/%s ", $4, $6, $10}')"
  expect "the ladder: $wrong" [ -z "$wrong" ]
}

# fields NAME...: prints these fields of the device in one line.
fields() {
  local name
  for name in "$@"; do printf '%s ' "$(count "$MINOR" "$name")"; done
}

# judge_counters PAGES: what the known load takes once everything was given back.
judge_counters() {
  local pages=$1 before after
  scan "$MINOR" 0
  expect "nothing is left" [ "$(count "$MINOR" pages)" = 0 ]
  read -ra before <<<"$(fields allocated released reallocated faults truncations held_nanos)"
  start_known_load
  end_known_load
  scan "$MINOR" 0
  read -ra after <<<"$(fields allocated released reallocated faults truncations held_nanos longest_held_nanos)"
  log "uio$MINOR: ${before[*]} -> ${after[*]}"
  expect "every page is allocated once" [ $((after[0] - before[0])) = "$pages" ]
  expect "and released once" [ $((after[1] - before[1])) = "$pages" ]
  expect "and all of them were known" [ $((after[2] - before[2])) = "$pages" ]
  expect "each had a page fault" [ $((after[3] - before[3])) -ge "$pages" ]
  expect "but not many more" [ $((after[3] - before[3])) -le $((pages * 2)) ]
  expect "one truncation" [ $((after[4] - before[4])) = 1 ]
  expect "which took its time" [ "${after[5]}" -gt "${before[5]}" ]
  expect "the longest hold is one of them" [ "${after[6]}" -gt 0 -a "${after[6]}" -le "${after[5]}" ]
  COUNTED="$pages pages allocated, released, known; $((after[3] - before[3])) faults"
}

# judge_usage NAME NUMBER PAGES_PER_BLOCK, on a LUN of its own: nothing was ever there but its first blocks.
judge_usage() {
  local command_blocks=$((COMMAND_KIB / 4 / $3)) fresh
  add_lun "$@"
  expect "blocks of $3 pages" [ "$(fields pages_per_block max)" = "$3 $((AREA_MB * 256 / $3)) " ]
  judge_peaks $((KNOWN_COMMANDS * command_blocks))
  fresh=$(count "$MINOR" reallocated)
  [ "$3" -gt 1 ] || expect "nothing was needed again so far" [ "$fresh" = 0 ]
  judge_ladder $command_blocks
  judge_counters $((KNOWN_COMMANDS * COMMAND_KIB / 4))
  remove_lun "$1" "$2"
}

check_usage() {
  begin usage
  local figures
  judge_usage single 10 1
  figures="a page per block: $COUNTED"
  judge_usage quad 11 4
  finish "$figures; four pages per block: $COUNTED; peaks of $((KNOWN_COMMANDS * COMMAND_KIB / 4)) and $((KNOWN_COMMANDS * COMMAND_KIB / 16)) blocks"
}

# An area of 256 blocks and commands of 96, with the handler stopped: two are in flight, and the third waits. What it
# wanted is no use.
check_waiters() {
  begin waiters
  local AREA_MB=1 COMMAND_KIB=384 MINOR DISK waiting
  add_lun narrow 13 1
  take_peak >/dev/null
  expect "an idle device has no peak" [ "$(take_peak)" = 0 ]
  FILL_COMMANDS=3 pin_areas "$DISK"
  expect "the third command waits" wait_until eval "[ \"\$(count $MINOR waiters)\" = 1 ]"
  expect "two are on the ring" [ "$(fields commands in_use high_water)" = "2 192 192 " ]
  expect "the peak is theirs" [ "$(take_peak)" = 192 ]
  waiting=$(shim count | grep "^uio$MINOR ")
  expect "all three succeed" release_areas
  expect "nobody waits any more" wait_until eval "[ \"\$(count $MINOR waiters) \$(count $MINOR commands)\" = '0 0' ]"
  expect "the peak of the end is theirs as well" [ "$(take_peak)" -le 192 ]
  remove_lun narrow 13
  finish "${waiting%% allocated*}"
}

# watch LIMIT_PAGES NAME: one line in $OUT/watch-NAME for each thing that poll() says.
watch_in_background() {
  "$MODULE/tcmu-reclaim-example" watch "$1" >"$OUT/watch-$2" 2>&1 &
  WATCHES+=($!)
}

watch_said() { grep -qx "$2" "$OUT/watch-$1"; }

check_poll() {
  begin poll
  local WATCHES=() MINOR=${MINORS[0]} DISK=${DISKS[0]} before pages luns
  scan "$MINOR" 0
  before=$(sed -n 's/.* pages=\([0-9]*\) .*/\1/p' <<<"$(shim info)")
  luns=$(shim count | wc -l)
  watch_in_background $((before + 512)) near
  watch_in_background $((before + 100000)) far
  pause 0.5
  expect "nobody says anything before" [ ! -s "$OUT/watch-near" ]
  start_known_load
  pages=$(count "$MINOR" pages)
  expect "the I/O path tells of the limit" wait_until watch_said near "limit crossed"
  end_known_load
  create_lun extra 12
  expect "a device that came is told" wait_until watch_said far "devices=$((luns + 1))"
  remove_lun extra 12
  expect "and one that went" wait_until watch_said far "devices=$luns"
  expect "the limit was told once" [ "$(grep -c limit "$OUT/watch-near")" = 1 ]
  expect "a limit that was not crossed was not told" [ "$(grep -c limit "$OUT/watch-far")" = 0 ]
  kill "${WATCHES[@]}"
  wait "${WATCHES[@]}" 2>/dev/null
  finish "limit of $((before + 512)) pages crossed at $((before + pages)); devices $luns, $((luns + 1)), $luns"
}
