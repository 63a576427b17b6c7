# Waiting for conditions and recording results. Sourced by the scripts of this folder.
# shellcheck shell=bash

RESULTS=$OUT/results
CHECK_STARTED=$SECONDS

# run ID...: runs the function check_ID for each, unless CHECKS names others only.
run() {
  local id
  for id in "$@"; do
    case " ${CHECKS:-$id} " in *" $id "*) "check_${id//-/_}" ;; esac
  done
}

# begin ID: starts the clock of one check.
begin() {
  CHECK=$1
  CHECK_STARTED=$SECONDS
  PROBLEMS=()
  log "== $CHECK"
}

# expect WHAT COMMAND...: notes WHAT as a problem of the current check unless COMMAND succeeds.
expect() {
  local what=$1
  shift
  "$@" || { PROBLEMS+=("$what"); log "$CHECK: not so: $what"; }
}

# finish FIGURES...: records the current check as one line of results.
finish() {
  local word=PASS figures=$*
  if [ ${#PROBLEMS[@]} -gt 0 ]; then
    word=FAIL
    figures="NOT: $(printf '%s; ' "${PROBLEMS[@]}")MEASURED: $figures"
  fi
  printf '%s %-15s %s (%d s)\n' $word "$CHECK" "$figures" $((SECONDS - CHECK_STARTED)) >>"$RESULTS"
}

# How long to wait for anything, in seconds. Generous: a busy machine emulates ten times slower than an
# idle one, and only a failure costs the whole wait.
PATIENCE=${PATIENCE:-300}

# wait_until COMMAND...: polls COMMAND until it succeeds; fails after PATIENCE.
wait_until() {
  local deadline=$((SECONDS + PATIENCE))
  until "$@"; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      log "gave up waiting for: $*"
      return 1
    fi
    pause 0.25
  done
}

# refuses TEXT COMMAND...: succeeds if the command fails and says TEXT on a line of its errors.
refuses() {
  local text=$1
  shift
  ! "$@" >"$OUT/refused.out" 2>"$OUT/refused.err" && grep -qE -- "$text" "$OUT/refused.err"
}

log() { echo "[$(cut -d' ' -f1 /proc/uptime)] $*"; }

# Exit codes of the agent, as in ExitCode.java.
# shellcheck disable=SC2034 # used by the suites
HOST_NOT_READY=69 ANOTHER_AGENT=75 CONFIGURATION=78

die() { log "fatal: $*"; exit 1; }

# Sleeps without a process: a fork costs milliseconds under emulation.
exec {PAUSE_FD}<> <(:)
pause() { read -rt "$1" -u "$PAUSE_FD" _ || true; }
