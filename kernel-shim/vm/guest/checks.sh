# Waiting for conditions and recording results. Sourced by the scripts of this folder.
# shellcheck shell=bash

RESULTS=$OUT/results

# pass|fail ID FIGURES...: appends the result of one check.
pass() { printf 'PASS %-18s %s\n' "$1" "${*:2} ($(since_last) s)" >>"$RESULTS"; }
fail() { printf 'FAIL %-18s %s\n' "$1" "${*:2} ($(since_last) s)" >>"$RESULTS"; }

# verdict ID CONDITION FIGURES...: CONDITION is 0 for pass, as in $?.
verdict() { if [ "$2" = 0 ]; then pass "$1" "${@:3}"; else fail "$1" "${@:3}"; fi; }

LAST_RESULT_SECONDS=$SECONDS
since_last() { echo $((SECONDS - LAST_RESULT_SECONDS)); }

# wait_until SECONDS WHAT COMMAND...: polls COMMAND until it succeeds; 1 and a log line after SECONDS.
wait_until() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      log "gave up waiting for $what"
      return 1
    fi
    pause 0.1
  done
}

log() { echo "[$(cut -d' ' -f1 /proc/uptime)] $*"; }

# Sleeps without a process: a fork costs milliseconds under emulation.
exec {PAUSE_FD}<> <(:)
pause() { read -rt "$1" -u "$PAUSE_FD" _ || true; }
