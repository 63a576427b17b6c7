#!/bin/bash
# What the agent does about handlers: the first LUN of one is cut alone, and one that ends by SIGSEGV soon after a cut
# gets no more of them. Writes one PASS or FAIL line per check of handler-end.checks.
set -uo pipefail
for part in checks tcmu-host load agent shim/{host,ask,handler-gone}; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

MODULE=$REPO/target/module
NAMES=(gold-01 silver-01 bronze-01)
CUT_KIB=2048 # what a cut LUN may still hold

# Its parent takes no note of its end: how a process ended can be seen until that has happened, and a shell or systemd is
# often faster than the agent. Then an end counts as unexpected.
start_runner() {
  rm -f /run/runner.pid
  sh -c 'setsid tcmu-runner --tcmu-log-dir "$1" >>"$1/tcmu-runner.out" 2>&1 & echo $! >/run/runner.pid; exec sleep infinity' sh "$OUT" &
  wait_until [ -s /run/runner.pid ]
  RUNNER=$(</run/runner.pid)
  protect_from_oom "$RUNNER"
  wait_until runner_answers || die "tcmu-runner did not come up"
}

ask() { "$REPO/bin/tcmu-reclaim" "$@" --json 2>>"$OUT/commands.err"; }

# Prints the KiB that each LUN holds.
held_kib() { local minor; for minor in "${MINORS[@]}"; do echo $(($(count "$minor" pages) * 4)); done | xargs; }
cut_luns() { local kib n=0; for kib in $(held_kib); do [ "$kib" -gt $CUT_KIB ] || n=$((n + 1)); done; echo $n; }
any_is_cut() { [ "$(cut_luns)" -gt 0 ]; }
all_are_cut() { [ "$(cut_luns)" = ${#NAMES[@]} ]; }
verdicts() { ask devices | tr '{' '\n' | sed -n 's/.*"rule" *: *"\([^"]*\)".*/\1/p' | sort | uniq -c | xargs; }
rule_is() { verdicts | grep -q "$1"; }
braked() { ask status | tr ',' '\n' | sed -n 's/.*"braked_devices" *: *\([0-9]*\).*/\1/p'; }
tick() { ask status | tr ',' '\n' | sed -n 's/.*"tick" *: *\([0-9]*\).*/\1/p'; }
ticked() { [ "$(tick)" -ge "$1" ]; }

check_careful() {
  begin careful
  expect "the areas fill" fill_areas "${DISKS[@]}"
  expect "the agent starts" start_agent act
  expect "a LUN is cut" wait_until any_is_cut
  expect "the others are left alone meanwhile" wait_until rule_is 'careful mode'
  local cut held
  cut=$(cut_luns) held=$(held_kib) rules=$(verdicts)
  expect "it was one" [ "$cut" = 1 ]
  expect "the others follow" wait_until all_are_cut
  finish "held ${held// /, } KiB with: $rules; then $(held_kib) KiB"
}

check_fault() {
  begin fault
  local cache
  for cache in /sys/class/scsi_disk/*/cache_type; do
    echo 'temporary write through' >"$cache" # or powering off would wait for the dead handler to flush
  done
  expect "the areas fill again" fill_areas "${DISKS[@]}"
  expect "and are cut" wait_until any_is_cut
  kill -SEGV "$RUNNER"
  expect "the agent has seen it" wait_until agent_said 'ended by SIGBUS or SIGSEGV within a minute of a cut'
  expect "its LUNs are held back" wait_until eval '[ "$(braked)" = 3 ]'
  finish "$(agent_lines 'ended by SIGBUS' | head -1)"
}

# The next process runs the same program.
check_held() {
  begin held
  local refused
  start_runner
  expect "the next handler opens the devices" wait_until devices_are_open
  expect "the areas fill" fill_areas "${DISKS[@]}"
  expect "ticks go by" wait_until ticked $(($(tick) + 40))
  expect "nothing is cut" [ "$(cut_luns)" = 0 ]
  expect "for that reason" rule_is '3 handler brake'
  refused=$("$REPO/bin/tcmu-reclaim" shrink gold-01 --keep 1MiB 2>&1)
  expect "an order is refused too" grep -q 'gets no cuts for an hour' <<<"$refused"
  expect "status says so" grep -q 'HELD BACK' <("$REPO/bin/tcmu-reclaim" status 2>&1)
  finish "$(held_kib) KiB held with: $(verdicts); an order: $refused"
}

check_orderly() {
  begin orderly
  local times
  for times in 1 2; do
    kill -TERM "$RUNNER"
      expect "the devices are closed" wait_until devices_are_closed
    start_runner
    expect "the next handler opens the devices" wait_until devices_are_open
    expect "and was seen" wait_until ticked $(($(tick) + 30))
  done
  stop_agent
  expect "nothing was held for that" [ "$(agent_count 'get no cuts for an hour')" = 1 ]
  finish "the agent said it $(agent_count 'get no cuts for an hour') time"
}

check_recording() {
  begin recording
  expect "there is a recording" eval "cp -r /var/lib/tcmu-reclaim/recording '$OUT/recording'"
  zcat "$OUT"/recording/*/event-*.csv.gz | grep handler_ended >"$OUT/ends"
  expect "with a fault" [ "$(grep -c 'fault .*tcmu-runner' "$OUT/ends")" = 1 ]
  expect "and two orderly ends" [ "$(grep -c 'orderly .*tcmu-runner' "$OUT/ends")" = 2 ]
  finish "$(cut -d, -f9 "$OUT/ends" | sort | uniq -c | xargs)"
}

load_shim || die "the module does not load"
start_tcmu_host
create_luns
sed 's/^policy: .*/policy: {name: watermark, high: 1MiB, low: 256KiB, idle: 1s}/; s/^mode: .*/mode: act/' "$CONFIG" >/run/careful.yaml
CONFIG=/run/careful.yaml
run careful fault held orderly recording
log "end of the suite"
