#!/bin/bash
# The kernel shim: a stock kernel with the patched target_core_user in place of its own. Writes one PASS
# or FAIL line per check of shim.checks.
set -uo pipefail
for part in checks tcmu-host load; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

MODULE=$REPO/target/module
AREA_MB=32
LUN_MB=48
FILL_COMMANDS=56 # 28 of the 32 MiB of each data area
NAMES=(one two three four)
STORM_SECONDS=20
STORM_TRUNCATIONS=100 # the storm goes on until there were as many

load_shim() {
  modprobe -a target_core_mod uio
  insmod "$MODULE/target_core_user.ko"
  [ -c /dev/tcmu-reclaim ]
}

create_luns() {
  local number
  DISKS=()
  MINORS=()
  for number in "${!NAMES[@]}"; do
    create_lun "${NAMES[number]}" "$number"
    wait_until lun_has_disk "$number" || die "LUN $number has no disk"
    DISKS+=("$(disk_of_lun "$number")")
    MINORS+=("$(minor_of "${NAMES[number]}")")
  done
  prepare_disks
}

# Prints the N of the /dev/uioN of device $1.
minor_of() {
  local name
  for name in /sys/class/uio/uio*/name; do
    case $(<"$name") in
      tcm-user/0/"$1"/*) name=${name%/name}; echo "${name##*/uio}" ;;
    esac
  done
}

shim() { "$MODULE/tcmu-reclaim-example" "$@" 2>&1; }

# count MINOR FIELD: prints what the shim counts.
count() { shim count | sed -n "s/^uio$1 \(.* \)\?$2=\([0-9]*\).*/\2/p"; }

# scan MINOR KEEP: truncates; its line is left in SCAN.
scan() { SCAN=$(shim scan "$1" "$2"); log "scan $1 $2: $SCAN"; }

# Prints a field of SCAN.
said() { sed -n "s/.* $1=\([^ ]*\).*/\1/p" <<<"$SCAN"; }

# Prints the resident KiB of the handler's mapping of /dev/uioN, ring included.
uio_kib() {
  awk -v node="/dev/uio$1" '$NF == node {uio = 1} uio && /^Rss:/ {sum += $2; uio = 0} END {print sum + 0}' \
    "/proc/$RUNNER/smaps"
}

available_kib() { awk '/^MemAvailable:/ {print $2}' /proc/meminfo; }

complaints() {
  dmesg | grep -cE 'WARNING: |Oops|BUG: |general protection|Bad page|blocked for more than|Buffer I/O error'
}

check_unload() {
  begin unload
  local fd opened
  expect "the module loads" load_shim
  expect "only root may open it" [ "$(stat -c '%a %u' /dev/tcmu-reclaim)" = "600 0" ]
  exec {fd}</dev/tcmu-reclaim
  opened=$(rmmod target_core_user 2>&1) && PROBLEMS+=("no unloading under an open descriptor")
  exec {fd}<&-
  expect "the module unloads" rmmod target_core_user
  expect "the node is gone" [ ! -e /dev/tcmu-reclaim ]
  expect "the module loads again" load_shim
  finish "with an open descriptor: $opened"
}

check_one_device() {
  begin one-device
  local before=() after=() number available freed fell
  expect "the areas fill" fill_areas "${DISKS[@]}"
  shim count
  for number in "${!MINORS[@]}"; do before+=("$(uio_kib "${MINORS[number]}")"); done
  available=$(available_kib)
  scan "${MINORS[1]}" 0
  available=$(($(available_kib) - available))
  for number in "${!MINORS[@]}"; do after+=("$(uio_kib "${MINORS[number]}")"); done
  freed=$(($(said pages) * 4))
  fell=$((before[1] - after[1]))
  expect "the shim frees at least 20 MiB" [ $freed -ge 20480 ]
  expect "and no error" [ "$(said error)" = none ]
  expect "the mapping shrinks by what was freed" [ $fell -ge $((freed * 9 / 10)) ]
  expect "and by no more" [ $fell -le $freed ]
  for number in 0 2 3; do
    expect "device ${NAMES[number]} keeps its pages" [ "${before[number]}" = "${after[number]}" ]
  done
  expect "MemAvailable rises by most of it" [ $available -ge $((freed * 3 / 4)) ]
  expect "the shim counts no page any more" [ "$(count "${MINORS[1]}" pages)" = 0 ]
  finish "freed $freed KiB; mappings ${before[*]} -> ${after[*]} KiB, MemAvailable +$available KiB"
}

check_keep() {
  begin keep
  local minor=${MINORS[2]} pages kib
  pages=$(count "$minor" pages)
  kib=$(uio_kib "$minor")
  scan "$minor" 1000
  kib=$((kib - $(uio_kib "$minor")))
  expect "1000 blocks are kept" [ "$(said high_water) $(count "$minor" pages)" = "1000 1000" ]
  expect "the others are freed" [ "$(said pages)" = $((pages - 1000)) ]
  expect "the mapping shrinks by as much" [ $kib -ge $(((pages - 1000) * 36 / 10)) ]
  expect "and by no more" [ $kib -le $(((pages - 1000) * 4)) ]
  scan "$minor" 1000
  expect "nothing more at the same mark" [ "${SCAN%% *}" = nothing ]
  finish "$pages -> $(count "$minor" pages) pages, mapping -$kib KiB; again: ${SCAN%% *}"
}

# An area that was filled, then 8 of its 56 commands in flight.
check_in_flight() {
  begin in-flight
  local minor=${MINORS[3]} disk=${DISKS[3]} before floor try blocks least=$((8 * COMMAND_KIB / 4))
  expect "the area fills" fill_areas "$disk"
  before=$(count "$minor" pages)
  FILL_COMMANDS=8 pin_areas "$disk"
  wait_until eval "[ \"\$(count $minor commands)\" -ge 8 ]"
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
  wait_until eval "[ \"\$(count $minor commands)\" = 0 ]"
  scan "$minor" 0
  expect "everything goes afterwards" [ "${SCAN%% *} $(count "$minor" pages)" = "freed 0" ]
  finish "$before pages, floor $floor with $blocks blocks in use; 10 more tries freed nothing"
}

check_abi() {
  begin abi
  local said
  expect "every bad input gets its errno" "$MODULE/tcmu-reclaim-abi" "${MINORS[0]}" >"$OUT/abi.log"
  said=$(tail -1 "$OUT/abi.log")
  echo 1 >"$TARGET/core/user_0/one/action/block_dev"
  scan "${MINORS[0]}" 0
  expect "a blocked device is refused" [ "${SCAN%% *} $(said error)" = "refused EPERM" ]
  echo 0 >"$TARGET/core/user_0/one/action/block_dev"
  scan "${MINORS[0]}" 0
  expect "and taken again when it is not" [ "$(said error)" = none ]
  finish "$said"
}

# Writes and verifies in bursts, so that the devices go idle in between. A new seed for each round: what
# an earlier one left in a stale page does not verify.
burst_rounds() {
  local round=0 status disk jobs=()
  for disk in "${DISKS[@]}"; do jobs+=("--name=$disk" "--filename=$disk"); done
  while [ ! -e /run/stop-verifying ]; do
    round=$((round + 1))
    status=0
    fio --rw=randwrite --bs=64k --direct=1 --ioengine=libaio --iodepth=16 --thread --size=8M --io_size=4M \
      --thinktime=6000 --thinktime_blocks=16 --verify=crc32c --verify_backlog=64 --verify_fatal=0 \
      --randseed=$round --group_reporting --output-format=json "${jobs[@]}" \
      >/run/verify-round.json 2>>"$OUT/fio-verify.err" || status=$?
    echo "$round $status $(verified_bytes </run/verify-round.json)" >>"$OUT/fio-verify.rounds"
  done
}

# Sums a field of the storm's lines.
storm_sum() { sed -n "s/.*$1=\([0-9]*\).*/\1/p" "$OUT/storm.log" | awk '{sum += $1} END {print sum + 0}'; }

check_storm() {
  begin storm
  local started=$SECONDS rounds failed mib errors
  : >"$OUT/fio-verify.rounds"
  : >"$OUT/storm.log"
  rm -f /run/stop-verifying
  burst_rounds &
  VERIFYING=$!
  while [ $((SECONDS - started)) -lt $STORM_SECONDS ] || [ "$(storm_sum freed)" -lt $STORM_TRUNCATIONS ]; do
    "$MODULE/tcmu-reclaim-storm" 5 "${STORM_PAUSE_MICROS:-500}" >>"$OUT/storm.log" 2>&1 || { PROBLEMS+=("the storm goes on"); break; }
    [ $((SECONDS - started)) -lt "$PATIENCE" ] || break
  done
  started=$((SECONDS - started))
  stop_verifying
  read -r rounds failed mib <<<"$(awk '{n++; bad += $2 != 0; sum += $3} END {print n + 0, bad + 0, int(sum / 1048576)}' "$OUT/fio-verify.rounds")"
  errors=$(grep -c 'verify:' "$OUT/fio-verify.err")
  expect "no verify: line" [ "$errors" = 0 ]
  expect "every round exits with 0" [ "$failed" = 0 ]
  expect "fio says nothing else" [ ! -s "$OUT/fio-verify.err" ]
  expect "at least 16 MiB verified" [ "$mib" -ge 16 ]
  expect "at least $STORM_TRUNCATIONS effective truncations" [ "$(storm_sum freed)" -ge $STORM_TRUNCATIONS ]
  finish "$(storm_sum freed) effective truncations of $(storm_sum pages) pages in $started s" \
    "($(storm_sum nothing) freed nothing, $(storm_sum busy) busy);" \
    "$mib MiB verified in $rounds rounds, $errors errors"
}

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

check_kernel() {
  begin kernel
  expect "no complaint in the kernel's log" [ "$(complaints)" = 0 ]
  finish "$(complaints) complaints"
}

# A CPU keeps pages that were freed on it in a list of its own, up to tens of MiB, and MemAvailable does not
# see those. As short as the kernel allows, so that what a truncation frees can be read there.
echo 1000000 >/proc/sys/vm/percpu_pagelist_high_fraction
check_unload
start_tcmu_host
create_luns
check_one_device
check_keep
check_in_flight
check_abi
check_storm
check_removed
check_handler_gone
check_kernel
log "end of the suite"
