# action/block_dev under commands in flight: a blocked device is left alone, and nothing fails.
# shellcheck shell=bash

BLOCK_ROUNDS=4

block_all() {
  local name
  for name in "${STORM_LUNS[@]}"; do echo "$1" >"$TARGET/core/user_0/$name/action/block_dev"; done
}

more_refused() { [ "$(storm_sum refused)" -gt "$1" ]; }

check_block_dev() {
  begin block-dev
  local round fewest refused truncations
  STORM_LUNS=(k0 k1 k2)
  start_verified
  for ((round = 1; round <= BLOCK_ROUNDS && ${#PROBLEMS[@]} == 0; round++)); do
    [ $((round % 2)) = 0 ] || expect "commands are in flight, round $round" stop_with_commands # so that they are answered while it is blocked
    refused=$(storm_sum refused)
    block_all 1
    expect "a blocked device is refused, round $round" wait_until more_refused "$refused"
    truncations=$(storm_count truncations)
    kill -CONT "$RUNNER"
    refused=$(storm_sum refused)
    expect "again and again, round $round" wait_until more_refused "$refused"
    expect "and not cut, round $round" [ "$(storm_count truncations)" = "$truncations" ]
    fewest=$(verified fewest)
    block_all 0
    expect "it goes on, round $round" wait_until goes_on "$fewest"
  done
  kill -CONT "$RUNNER" # after a round that failed half way
  block_all 0
  stop_verified
  expect "no command fails" [ "$(verified failed)" = 0 ]
  finish "blocked $BLOCK_ROUNDS times, $(storm_sum refused) requests refused; $VERIFIED"
}
