# action/reset_ring under commands in flight, which gives their blocks back while the handler still has them. So that
# handler must not go on: it is stopped before and killed afterwards, and the next one begins with an empty ring.
# shellcheck shell=bash

RESET_ROUNDS=4

# next_handler: kills this one and has another serve.
next_handler() {
  kill -KILL "$RUNNER"
  wait "$RUNNER" 2>/dev/null
  wait_until devices_are_closed
  start_runner
  wait_until devices_are_open
}

# With 1 the driver says busy, and the commands are sent again; with 2 they fail.
check_reset_ring() {
  begin reset-ring
  local round level name before failed fewest commands sum=0
  STORM_LUNS=(r0 r1 r2)
  start_verified
  for ((round = 0; round < RESET_ROUNDS && ${#PROBLEMS[@]} == 0; round++)); do
    level=$((1 + round % 2))
    expect "commands are in flight, round $round" stop_with_commands
    commands=$(storm_count commands)
    before=$(verified failed)
    for name in "${STORM_LUNS[@]}"; do echo $level >"$TARGET/core/user_0/$name/action/reset_ring"; done
    fewest=$(verified fewest)
    expect "the next handler opens the devices, round $round" next_handler
    expect "it goes on, round $round" wait_until goes_on "$fewest"
    failed=$(($(verified failed) - before))
    [ $level = 2 ] || expect "no command fails, round $round" [ $failed = 0 ]
    [ $level = 1 ] || expect "commands in flight fail, round $round" [ $failed -gt 0 ]
    expect "and no other, round $round: $failed of $commands" [ $failed -le "$commands" ]
    sum=$((sum + commands))
  done
  stop_verified
  finish "$RESET_ROUNDS resets under $sum commands; $VERIFIED"
}
