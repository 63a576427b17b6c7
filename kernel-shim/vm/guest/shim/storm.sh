# Integrity while every device is truncated all the time, an adversary faults on idle blocks, the handler is
# restarted and a LUN is removed and created anew.
# shellcheck shell=bash

STORM_LUNS=(s0 s1 s2 s3 s4 s5 s6 s7)
STORM_FIRST=10 # number of the first of them
STORM_SECONDS=60
STORM_TRUNCATIONS=10000 # the storm goes on until there were as many,
STORM_MIB=64            # and as much was verified
ADVERSARIES=3

# start_storm DISK...: truncates and haunts until stop_storm.
start_storm() {
  dmesg -n 1 # the driver complains about each fault on a page that has just gone
  rm -f /run/stop-storm
  : >"$OUT/storm.log"
  storm_slices &
  STORM=$!
  "$MODULE/tcmu-reclaim-adversary" $ADVERSARIES "$@" >"$OUT/adversary.log" 2>&1 &
  ADVERSARY=$!
}

# In between the driver's own work cuts all devices, by the same code for a page that is being faulted in as stock.
storm_slices() {
  local usual
  usual=$(parameter)
  while [ ! -e /run/stop-storm ]; do
    "$MODULE/tcmu-reclaim-storm" "${STORM_SLICE_SECONDS:-3}" "${STORM_PAUSE_MICROS:-1000}" >>"$OUT/storm.log" 2>&1 || return
    driver_is_stock && continue
    echo 1 >$PARAMETER
    pause 0.1
    echo "$usual" >$PARAMETER
  done
}

# Succeeds if both went on until now.
stop_storm() {
  local good=0
  touch /run/stop-storm
  kill -TERM "$ADVERSARY"
  wait "$STORM" || good=1
  wait "$ADVERSARY" || good=1
  return $good
}

# Sums a field of the storm's lines.
storm_sum() { sed -n "s/.*$1=\([0-9]*\).*/\1/p" "$OUT/storm.log" | awk '{sum += $1} END {print sum + 0}'; }

haunts() { sed -n 's/.*probes=\([0-9]*\).*/\1/p' "$OUT/adversary.log" | awk '{sum += $1} END {print sum + 0}'; }

create_storm_luns() {
  local number name
  STORM_DISKS=()
  for number in "${!STORM_LUNS[@]}"; do create_lun "${STORM_LUNS[number]}" $((STORM_FIRST + number)); done
  for number in "${!STORM_LUNS[@]}"; do
    wait_until lun_has_disk $((STORM_FIRST + number)) || die "LUN ${STORM_LUNS[number]} has no disk"
    STORM_DISKS+=("$(disk_of_lun $((STORM_FIRST + number)))")
  done
  prepare_disks
  settle_disks "${STORM_DISKS[@]}"
}

remove_storm_luns() {
  local number
  for number in "${!STORM_LUNS[@]}"; do remove_lun "${STORM_LUNS[number]}" $((STORM_FIRST + number)); done
}

# The handler dies and comes back, as after a crash. Nothing but the adversary's commands is in flight.
restart_handler() {
  settle_disks "${STORM_DISKS[@]}" "${DISKS[@]}"
  kill -KILL "$RUNNER"
  wait "$RUNNER" 2>/dev/null
  wait_until devices_are_closed
  start_runner
  wait_until devices_are_open
}

# Succeeds if another device has taken the place of the last LUN, while the others are under load.
replace_last_lun() {
  local name=${STORM_LUNS[7]} number=$((STORM_FIRST + 7)) minor generation
  minor=$(minor_of "$name")
  generation=$(count "$minor" generation)
  remove_lun "$name" $number
  wait_until eval "[ -z \"\$(disk_of_lun $number)\" ]"
  create_lun "$name" $number
  wait_until lun_has_disk $number || return 1
  STORM_DISKS[7]=$(disk_of_lun $number)
  prepare_disks
  settle_disks "${STORM_DISKS[7]}"
  minor=$(minor_of "$name")
  [ "$(count "$minor" generation)" -gt "$generation" ]
}

verified_mib() { awk '{sum += $2} END {print int(sum / 1048576)}' "$OUT/fio-verify.rounds"; }

enough_storm() {
  [ $((SECONDS - CHECK_STARTED)) -ge $STORM_SECONDS ] && [ "$(storm_sum freed)" -ge $STORM_TRUNCATIONS ] &&
    [ "$(verified_mib)" -ge $STORM_MIB ]
}

check_storm() {
  begin storm
  local seconds rounds failed mib
  : >"$OUT/fio-verify.rounds"
  : >"$OUT/fio-verify.err"
  AREA_MB=8 create_storm_luns
  start_storm "${STORM_DISKS[@]}"
  expect "keepsakes are written" keepsakes write "${STORM_DISKS[@]}"
  start_bursts "${STORM_DISKS[@]}"
  wait_until eval "[ \$((SECONDS - CHECK_STARTED)) -ge $((STORM_SECONDS / 3)) ]"
  stop_bursts
  log "restarting the handler after $(storm_sum freed) effective truncations"
  expect "the handler comes back" restart_handler
  expect "what was written before the restart verifies" keepsakes verify "${STORM_DISKS[@]}"
  start_bursts "${STORM_DISKS[@]:0:7}"
  log "replacing a LUN after $(storm_sum freed) effective truncations"
  expect "a LUN is replaced" replace_last_lun
  wait_until eval "[ \$((SECONDS - CHECK_STARTED)) -ge $((STORM_SECONDS * 2 / 3)) ]"
  stop_bursts
  start_bursts "${STORM_DISKS[@]}"
  expect "enough of a storm" wait_until enough_storm
  stop_bursts
  expect "keepsakes still verify" keepsakes verify "${STORM_DISKS[@]:0:7}"
  expect "storm and adversary went on to the end" stop_storm
  seconds=$((SECONDS - CHECK_STARTED))
  remove_storm_luns
  read -r rounds failed mib <<<"$(awk '{n++; bad += $1 != 0; sum += $2} END {print n + 0, bad + 0, int(sum / 1048576)}' "$OUT/fio-verify.rounds")"
  expect "no verify: line" [ "$(verify_errors)" = 0 ]
  expect "every round exits with 0" [ "$failed" = 0 ]
  expect "fio says nothing else" [ ! -s "$OUT/fio-verify.err" ]
  expect "at least $STORM_MIB MiB verified" [ "$mib" -ge $STORM_MIB ]
  expect "at least a fifth of the truncations are of a whole tail" [ "$(storm_sum whole)" -ge $(($(storm_sum freed) / 5)) ]
  expect "at least 1000 faults tried by the adversary" [ "$(haunts)" -ge 1000 ]
  finish "$(storm_sum freed) effective truncations of $(storm_sum pages) pages in $seconds s, $(storm_sum whole) of a" \
    "whole tail ($(storm_sum nothing) freed nothing, $(storm_sum busy) busy); $(haunts) probes by the adversary;" \
    "$mib MiB verified in $rounds rounds, $(verify_errors) errors"
}
