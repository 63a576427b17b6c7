# How many truncations are effective in a given time, beside a running stock driver.
# shellcheck shell=bash

RATE_SECONDS=20    # of each turn
LEAST_PERCENT=80   # of the effective cuts of the plain module

# take_turn NAME [--plain]: adds a line to $OUT/rate-NAME.log.
take_turn() {
  local name=$1
  shift
  "$MODULE/tcmu-reclaim-cuts" $RATE_SECONDS "$@" "${MINORS[@]}" >>"$OUT/rate-$name.log" 2>"$OUT/rate-$name.err"
}

# rate_sum NAME FIELD: of all turns.
rate_sum() { sed -n "s/.*$2=\([0-9]*\).*/\1/p" "$OUT/rate-$1.log" | awk '{sum += $1} END {print sum + 0}'; }

# rate_list NAME FIELD: turn by turn.
rate_list() { sed -n "s/.*$2=\([0-9]*\).*/\1/p" "$OUT/rate-$1.log" | paste -sd' '; }

check_cut_rate() {
  begin cut-rate
  local round plain shim
  : >"$OUT/fio-verify.rounds"
  : >"$OUT/fio-verify.err"
  expect "the module beside the driver loads" load_companion
  expect "and the plain one" load_companion tcmu_plain_cut.ko
  dmesg -n 1
  start_bursts "${DISKS[@]}"
  wait_until [ -s "$OUT/fio-verify.rounds" ]
  for ((round = 1; round <= ROUNDS; round++)); do
    expect "turn $round of the plain module" take_turn plain --plain
    expect "turn $round of the module" take_turn shim
  done
  stop_bursts
  plain=$(rate_sum plain freed)
  shim=$(rate_sum shim freed)
  expect "there was something to cut" [ "$plain" -ge $((ROUNDS * 50)) ]
  expect "at least $LEAST_PERCENT % of the plain module's effective cuts" \
    [ $((shim * 100)) -ge $((plain * LEAST_PERCENT)) ]
  expect "fio has nothing to complain about" [ ! -s "$OUT/fio-verify.err" ]
  expect "the plain one unloads" rmmod tcmu_plain_cut
  expect "the other one, too" wait_until rmmod tcmu_reclaim
  finish "$ROUNDS turns of $RATE_SECONDS s each: effective $(rate_list shim freed) ($((shim * 100 / (plain + 1))) %" \
    "of the plain module's $(rate_list plain freed)); pages $(rate_list shim pages), plain $(rate_list plain pages);" \
    "busy $(rate_list shim busy), plain $(rate_list plain busy)"
}
