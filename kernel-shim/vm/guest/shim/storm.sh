# Integrity while every device is truncated all the time.
# shellcheck shell=bash

STORM_SECONDS=20
STORM_TRUNCATIONS=100 # the storm goes on until there were as many

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
