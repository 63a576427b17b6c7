# Starting, stopping and reading the agent. Sourced after checks.sh by the scripts of this folder.
# shellcheck shell=bash

CONFIG=$GUEST/agent.yaml
LEASE=/run/tcmu-reclaim/stock.lease # as in agent.yaml

NOBODY=65534
AS_NOBODY="setpriv --reuid=$NOBODY --regid=$NOBODY --clear-groups"

# An agent and its command line that anybody may read and run, wherever the repository is. Prints their folder.
copy_agent() {
  local copy=/run/agent-for-anybody module
  mkdir -p "$copy/bin"
  for module in agent command; do
    mkdir -p "$copy/engine/$module/target"
    cp -r "$REPO/engine/$module"/target/{*.jar,lib} "$copy/engine/$module/target/"
  done
  cp -r "$REPO/engine/agent/target/native" "$copy/engine/agent/target/"
  cp "$REPO/bin/tcmu-reclaim" "$copy/bin/"
  cp "$CONFIG" "$copy/agent.yaml"
  chmod -R a+rX "$copy"
  echo "$copy"
}

# start_agent NAME ARGUMENTS...: starts the agent in its own process group and waits until it says it
# has started. Its lines are in agent-NAME.json, its complaints in agent-NAME.err.
start_agent() {
  AGENT_NAME=$1
  shift
  AGENT_LINES=$OUT/agent-$AGENT_NAME.json
  : >"$AGENT_LINES"
  # shellcheck disable=SC2086  # AGENT is a command with its arguments
  setsid $AGENT --config "$CONFIG" --host linux --json "$@" >"$AGENT_LINES" 2>"$OUT/agent-$AGENT_NAME.err" &
  AGENT_PID=$!
  wait_until agent_started_or_gone
  agent_said '"type":"agent"' '"event":"started"'
}

agent_started_or_gone() { agent_said '"type":"agent"' '"event":"started"' || ! agent_alive; }

# Not kill -0: it also finds a process that has ended but was not yet waited for.
agent_alive() {
  local key state
  while read -r key state _; do
    if [ "$key" = State: ]; then [ "$state" != Z ]; return; fi
  done 2>/dev/null <"/proc/$AGENT_PID/status"
  return 1
}

agent_gone() { ! agent_alive; }

# stop_agent: asks the agent to end; its exit status is left in AGENT_STATUS (124: it did not end).
stop_agent() {
  kill -TERM "$AGENT_PID" 2>/dev/null
  await_agent
}

await_agent() {
  AGENT_STATUS=124
  if wait_until agent_gone; then
    AGENT_STATUS=0
    wait "$AGENT_PID" || AGENT_STATUS=$?
  else
    kill -KILL -- "-$AGENT_PID"
  fi
}

# agent_lines TEXT...: prints the agent's lines that contain every TEXT.
agent_lines() { awk 'BEGIN {for (i = 1; i < ARGC; i++) want[i] = ARGV[i]; n = ARGC; ARGC = 1}
  {gsub(/": +/, "\":"); for (i = 1; i < n; i++) if (!index($0, want[i])) next; print}' "$@" <"$AGENT_LINES"; }

agent_said() { [ -n "$(agent_lines "$@")" ]; }

# agent_count TEXT...: how many of the agent's lines contain every TEXT.
agent_count() { agent_lines "$@" | wc -l; }

# run_refused NAME ARGUMENTS...: runs an agent that should refuse to start; leaves its exit status in
# AGENT_STATUS and its message in REFUSAL.
run_refused() {
  local name=$1
  shift
  AGENT_STATUS=0
  # shellcheck disable=SC2086  # AGENT is a command with its arguments
  timeout "$PATIENCE" $AGENT --config "$CONFIG" --host linux --json "$@" >"$OUT/agent-$name.json" \
    2>"$OUT/agent-$name.err" || AGENT_STATUS=$?
  REFUSAL=$(<"$OUT/agent-$name.err")
}

# One line for an operator: no stack trace, and it names what $1 matches.
refusal_is_clear() {
  [ "$(wc -l <<<"$REFUSAL")" = 1 ] && grep -qE "$1" <<<"$REFUSAL" &&
    ! grep -qE 'Exception|^[[:space:]]+at ' <<<"$REFUSAL"
}
