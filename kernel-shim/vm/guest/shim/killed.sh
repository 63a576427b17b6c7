# A handler that is killed under commands in flight. The next one has the driver send them again.
# shellcheck shell=bash

KILLED_ROUNDS=4

check_killed() {
  begin killed
  local round fewest commands=0
  STORM_LUNS=(d0 d1 d2)
  start_verified
  for ((round = 1; round <= KILLED_ROUNDS && ${#PROBLEMS[@]} == 0; round++)); do
    [ $((round % 2)) = 0 ] || expect "commands are in flight, round $round" stop_with_commands # else wherever it is
    fewest=$(verified fewest)
    kill -KILL "$RUNNER"
    wait "$RUNNER" 2>/dev/null
    expect "the devices are closed, round $round" wait_until devices_are_closed
    commands=$((commands + $(storm_count commands)))
    start_runner
    expect "the next handler opens them, round $round" wait_until devices_are_open
    expect "it goes on, round $round" wait_until goes_on "$fewest"
  done
  stop_verified
  expect "no command fails" [ "$(verified failed)" = 0 ]
  finish "killed $KILLED_ROUNDS times, with $commands commands in flight; $VERIFIED"
}
