# LUNs that are cut all the time while a program writes and verifies them, whose commands may fail.
# shellcheck shell=bash

VERIFY_THREADS=12 # commands in flight on each disk
VERIFY_CUTS=100   # effective ones, at least

# start_verified: on new LUNs of the names in STORM_LUNS, until stop_verified.
start_verified() {
  create_storm_luns
  verify_luns
}

# verify_luns: on the LUNs that are there, until end_verified.
verify_luns() {
  STORM_MINORS=()
  local name
  for name in "${STORM_LUNS[@]}"; do STORM_MINORS+=("$(minor_of "$name")"); done
  VERIFY_SEED=${FUZZ_SEED:-$RANDOM}
  log "seed $VERIFY_SEED"
  STORM_SLICE_SECONDS=1 start_storm "${STORM_DISKS[@]}"
  "$MODULE/tcmu-reclaim-verify" "$VERIFY_SEED" $VERIFY_THREADS "${STORM_DISKS[@]}" >"$OUT/verify-$CHECK.log" 2>"$OUT/verify-$CHECK.err" &
  VERIFIER=$!
  expect "it begins" wait_until goes_on 0
}

# Prints a sum of the verifier's last line.
verified() { tail -n 1 "$OUT/verify-$CHECK.log" | sed -n "s/^\(.* \)\?$1=\([0-9]*\).*/\2/p"; }

# goes_on COMMANDS: succeeds when every disk has served two bursts more, beyond what the one with the fewest had.
goes_on() { [ $(($(verified fewest) + 0)) -ge $(($1 + VERIFY_THREADS * 2)) ]; }

verifier_is_gone() { ! kill -0 $VERIFIER 2>/dev/null; }

# Sums a figure of COUNT over the LUNs.
storm_count() {
  local minor sum=0
  for minor in "${STORM_MINORS[@]}"; do sum=$((sum + $(count "$minor" "$1"))); done
  echo $sum
}

# Stops the handler with commands of every LUN in flight.
stop_with_commands() {
  kill -STOP "$RUNNER"
  wait_until all_have_commands
}

all_have_commands() {
  local minor
  for minor in "${STORM_MINORS[@]}"; do [ "$(count "$minor" commands)" -gt 0 ] || return 1; done
}

all_is_given_back() { [ "$(storm_count in_use) $(storm_count commands) $(storm_count waiters)" = '0 0 0' ]; }

stop_verified() {
  end_verified
  remove_storm_luns
}

# What holds for every storm, at its end.
end_verified() {
  expect "at least $VERIFY_CUTS effective truncations" wait_until eval "[ \$(storm_sum freed) -ge $VERIFY_CUTS ]"
  kill -TERM $VERIFIER
  expect "every command ends" wait_until verifier_is_gone
  verifier_is_gone || kill -KILL $VERIFIER
  wait $VERIFIER
  expect "what was read is what was written" [ $? = 0 ]
  expect "storm and adversary went on to the end" stop_storm
  expect "no wrong data" [ "$(verified wrong)" = 0 ]
  expect "the handler lives" kill -0 "$RUNNER"
  expect "all blocks are given back" wait_until all_is_given_back
  VERIFIED="$(storm_sum freed) effective truncations of $(storm_sum pages) pages; $(haunts) probes;"
  VERIFIED+=" $(($(verified bytes) >> 20)) MiB verified, $(verified wrong) wrong, $(verified failed) commands failed; seed $VERIFY_SEED"
}
