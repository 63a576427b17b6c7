# The fuzzer of the ioctls, beside a load that verifies what it reads.
# shellcheck shell=bash

FUZZ_SECONDS=15
FUZZ_THREADS=4

check_fuzz() {
  begin fuzz
  local seed=${FUZZ_SEED:-$SRANDOM} said freed
  : >"$OUT/fio-verify.rounds"
  : >"$OUT/fio-verify.err"
  expect "the areas fill" fill_areas "${DISKS[@]}" # something to take
  start_verifying "${DISKS[@]}"
  expect "all goes by the rules" "$MODULE/tcmu-reclaim-fuzz" $FUZZ_SECONDS "$seed" $FUZZ_THREADS >"$OUT/fuzz.log" 2>&1
  stop_verifying
  said=$(tail -2 "$OUT/fuzz.log" | xargs)
  freed=$(sed -n 's/.*freed_pages=\([0-9]*\).*/\1/p' "$OUT/fuzz.log")
  log "$(cat "$OUT/fuzz.log")"
  expect "some of its requests free pages" [ "${freed:-0}" -gt 0 ]
  expect "fio verified something" [ "$(awk '{sum += $3} END {print sum + 0}' "$OUT/fio-verify.rounds")" -gt 0 ]
  expect "fio has nothing to complain about" [ ! -s "$OUT/fio-verify.err" ]
  expect "a controller is let in afterwards" eval 'shim interval | grep -q ^uio'
  finish "$said"
}
