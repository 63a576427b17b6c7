# A handler that answers when the driver has given the commands up, while devices are cut: blocks of such a command are its
# own until the late answer.
# shellcheck shell=bash

TIMEOUT_SECONDS=3
TIMEOUT_ROUNDS=4

check_timeouts() {
  begin timeouts
  local round failed fewest late=0 name
  STORM_LUNS=(t0 t1)
  AREA_MB=4 COMMAND_SECONDS=$TIMEOUT_SECONDS start_verified
  for name in "${STORM_LUNS[@]}"; do echo $TIMEOUT_SECONDS >"$TARGET/core/user_0/$name/attrib/qfull_time_out"; done
  for ((round = 1; round <= TIMEOUT_ROUNDS && ${#PROBLEMS[@]} == 0; round++)); do
    failed=$(verified failed)
    kill -STOP "$RUNNER"
    expect "commands are given up, round $round" \
      wait_until eval "[ \$(verified failed) -ge $((failed + VERIFY_THREADS)) ]"
    late=$((late + $(storm_count commands)))
    kill -CONT "$RUNNER"
    fewest=$(verified fewest)
    expect "it goes on, round $round" wait_until goes_on "$fewest"
  done
  stop_verified
  expect "answers came late" [ $late -ge $((VERIFY_THREADS * TIMEOUT_ROUNDS)) ]
  finish "$late answers after $TIMEOUT_SECONDS s; $VERIFIED"
}
