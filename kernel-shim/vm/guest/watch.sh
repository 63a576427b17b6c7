# Watching the module parameter from outside. Sourced after tcmu-host.sh by the scripts of this folder.
# shellcheck shell=bash

# start_watching NAME: notes every write to the parameter (inotify misses none) and samples its value
# now and then (which shows what was written).
start_watching() {
  WRITES=$OUT/parameter-$1.writes
  SAMPLES=$OUT/parameter-$1.samples
  : >"$WRITES"
  inotifywait -m -e modify --timefmt %s --format '%T written' $PARAMETER >"$WRITES" 2>"$WRITES.err" &
  WRITE_WATCH=$!
  wait_until grep -q 'Watches established' "$WRITES.err"
  sample_parameter >"$SAMPLES" &
  SAMPLER=$!
}

# Prints the value whenever it changed, and the number of samples at the end.
sample_parameter() {
  local value last='' samples=0 ended=
  trap 'ended=yes' TERM
  while [ -z "$ended" ]; do
    read -r value <$PARAMETER
    samples=$((samples + 1))
    if [ "$value" != "$last" ]; then echo "value $value"; last=$value; fi
    pause 0.02
  done
  echo "samples $samples"
}

stop_watching() {
  kill -TERM "$SAMPLER" "$WRITE_WATCH"
  wait "$SAMPLER" "$WRITE_WATCH" || true
}

parameter_writes() { wc -l <"$WRITES"; }

# Prints the values seen, in order.
parameter_values() { awk '/^value/ {printf "%s%s", sep, $2; sep = ","}' "$SAMPLES"; }

parameter_samples() { awk '/^samples/ {print $2}' "$SAMPLES"; }

# catch_release: waits for the parameter to be below USUAL_MB and stops the agent's processes
# there. Succeeds only if the value is still lowered with the agent stopped, so that what happens next
# happens in the middle of a release.
catch_release() {
  local deadline=$((SECONDS + PATIENCE)) value
  while [ "$SECONDS" -lt "$deadline" ]; do
    read -r value <$PARAMETER
    if [ "$value" -lt "$USUAL_MB" ]; then
      kill -STOP -- "-$AGENT_PID"
      read -r CAUGHT_MB <$PARAMETER
      [ "$CAUGHT_MB" -ge "$USUAL_MB" ] || return 0
      kill -CONT -- "-$AGENT_PID"
    fi
    pause 0.001
  done
  CAUGHT_MB=$(parameter)
  return 1
}
