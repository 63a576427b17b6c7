#!/bin/bash
# First light: the agent against real LUNs, judged only by what can be read from outside it. Writes one
# PASS or FAIL line per check of first-light.checks.
set -uo pipefail
for part in checks tcmu-host load agent watch; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

USUAL_MB=1536 # not the module's default: restoring must mean this value, not that one
NAMES=(gold-0{1..4} silver-0{1..6} bronze-0{1..6})
LAST=$((${#NAMES[@]} - 1)) # the LUN that gets removed; it carries no load
VERIFIED=8 # disks under verifying load; the others only hold pages

create_luns() {
  local number
  for number in "${!NAMES[@]}"; do create_lun "${NAMES[number]}" "$number"; done
  mkdir "$TARGET/core/user_0/half-made" # no control, never enabled
  DISKS=()
  for number in "${!NAMES[@]}"; do
    wait_until lun_has_disk "$number" || die "LUN $number has no disk"
    [ "$number" = $LAST ] || DISKS+=("$(disk_of_lun "$number")")
  done
  prepare_disks
  echo $USUAL_MB >$PARAMETER
}

parameter_is_usual() { [ "$(parameter)" = $USUAL_MB ]; }

device_event() { agent_said '"type":"device"' "\"event\":\"$1\"" "\"device\":\"user_0/$2\""; }

customer_devices() { agent_count '"type":"device"' '"event":"added"' "\"customer\":\"$1\""; }

check_no_module() {
  begin no-module
  run_refused no-module
  expect "it ends as for a host that is not ready" [ $AGENT_STATUS = $HOST_NOT_READY ]
  expect "one clear line about target_core_user" refusal_is_clear target_core_user
  finish "exit $AGENT_STATUS, says: $REFUSAL"
}

check_observe() {
  begin observe
  local before after
  fill_areas "${DISKS[@]}"
  before=$(resident_kib)
  start_watching observe
  echo $USUAL_MB >$PARAMETER # the watch has to see this one
  expect "the watch sees a write" wait_until eval '[ "$(parameter_writes)" -gt 0 ]'
  : >"$WRITES"
  expect "the agent starts in observe mode" start_agent observe --observe
  start_squeezing
  expect "decisions are reported" wait_until agent_said '"type":"decision"' '"result":"observed"'
  # as long again as a release may take in act mode
  expect "a second decision is reported" wait_until eval \
    '[ "$(agent_count "\"type\":\"decision\"" "\"result\":\"observed\"")" -ge 2 ]'
  after=$(resident_kib)
  stop_squeezing
  stop_agent
  stop_watching
  expect "at least 64 MiB resident to lose" [ "$before" -ge 65536 ]
  expect "resident pages fell by at most 10 %" [ $((after * 10)) -ge $((before * 9)) ]
  expect "the parameter is never written" [ "$(parameter_writes)" = 0 ]
  expect "the parameter never changes" [ "$(parameter_values)" = $USUAL_MB ]
  expect "exit status 0" [ $AGENT_STATUS = 0 ]
  finish "$(agent_count '"type":"decision"') decisions observed, parameter $(parameter_values) in" \
    "$(parameter_samples) samples, $(parameter_writes) writes, resident $before -> $after KiB"
}

check_discover() {
  begin discover
  expect "the agent starts" start_agent act
  expect "16 devices at the start" agent_said '"event":"started"' '"devices":16'
  expect "4 of gold, 6 of silver, 6 of bronze" \
    [ "$(customer_devices gold) $(customer_devices silver) $(customer_devices bronze)" = "4 6 6" ]
  create_lun bronze-07 16
  expect "the added LUN is reported" wait_until device_event added bronze-07
  wait_until lun_has_disk 16
  prepare_disks
  remove_lun "${NAMES[LAST]}" $LAST
  expect "the removed LUN is reported" wait_until device_event removed "${NAMES[LAST]}"
  finish "$(agent_count '"type":"device"' '"event":"added"') added," \
    "$(agent_count '"type":"device"' '"event":"removed"') removed"
}

check_half_configured() {
  begin half-configured
  expect "the half-made device is not reported as a device" \
    [ "$(agent_count '"type":"device"' half-made)" = 0 ]
  expect "the agent lives" agent_alive
  finish "user_0/half-made exists, never enabled; the agent runs"
}

check_second_agent() {
  begin second-agent
  run_refused second
  expect "it ends as for another agent" [ $AGENT_STATUS = $ANOTHER_AGENT ]
  expect "one clear line" refusal_is_clear .
  expect "the first agent lives" agent_alive
  finish "exit $AGENT_STATUS, says: $REFUSAL"
}

# Orders of root, and of another user: the kernel keeps it from the socket, and where the modes let it in by mistake,
# the agent does, which knows its number and not its name.
check_orders() {
  begin orders
  local root copy nobody socket=/run/tcmu-reclaim/orders modes
  root=${AGENT% agent}
  mapfile -t modes < <(stat -c %a "$socket" "${socket%/*}")
  copy=$(copy_agent)
  nobody="$AS_NOBODY $copy/bin/tcmu-reclaim"
  expect "root may pause" $root pause
  expect "the kernel keeps another user away" refuses 'ermission denied' $nobody resume
  chmod 755 "${socket%/*}"
  chmod 666 "$socket"
  expect "the agent refuses it by its number" \
    refuses "user $NOBODY may not give orders to this agent; root may" $nobody resume
  chmod "${modes[0]}" "$socket"
  chmod "${modes[1]}" "${socket%/*}"
  rm -r "$copy" # of memory
  expect "it is still paused" eval "$root status | grep -qi paused"
  expect "root may resume" $root resume
  expect "the agent lives" agent_alive
  finish "as user $NOBODY: $(tail -1 "$OUT/refused.err")"
}

# By the mappings as a whole: counting ring pages takes too long to do it in a loop.
mapped_at_most() { [ "$(mapped_kib)" -le "$1" ]; }

check_release() {
  begin release
  local before after stalled rings
  fill_areas "${DISKS[@]}"
  before=$(resident_kib)
  rings=$(ring_kib)
  stalled=$(stalled_micros)
  start_watching release
  start_squeezing
  expect "the mappings shrink" wait_until mapped_at_most $((before / 5 + rings))
  after=$(resident_kib)
  expect "resident data-area pages fell by 80 %" [ $((after * 5)) -le "$before" ]
  expect "the agent reports a release" wait_until agent_said '"type":"decision"' '"result":"freed"'
  expect "a PSI event led to it" agent_said '"result":"freed"' '"trigger":"psi_'
  stalled=$(($(stalled_micros) - stalled))
  stop_squeezing
  expect "the parameter is back" wait_until parameter_is_usual
  stop_agent
  stop_watching
  expect "the parameter is back at the end" parameter_is_usual
  expect "at least 64 MiB resident to lose" [ "$before" -ge 65536 ]
  expect "tasks stalled on memory" [ "$stalled" -gt 0 ]
  expect "exit status 0" [ $AGENT_STATUS = 0 ]
  finish "resident $before -> $after KiB of data areas ($rings KiB of rings beside them)," \
    "stalled $((stalled / 1000)) ms, parameter $(parameter_values) in $(parameter_writes) writes," \
    "trigger $(agent_lines '"result":"freed"' | sed -n '1s/.*"trigger":"\([^"]*\)".*/\1/p')"
}

# Starts the agent on areas that cannot be cut, so that a release lasts, and stops it inside one.
stop_agent_in_a_release() {
  echo $USUAL_MB >$PARAMETER # whatever an earlier check has left
  fill_areas "${DISKS[@]}"
  pin_areas "${DISKS[@]}" # before the agent starts: it must not find anything it could cut
  expect "the agent starts" start_agent "$1"
  start_squeezing
  expect "the agent is caught with the parameter lowered" catch_release
  expect "the lease is on disk" [ -s "$LEASE" ]
}

end_release() {
  stop_squeezing
  expect "the commands in flight succeed" release_areas
}

check_kill() {
  begin kill
  stop_agent_in_a_release killed
  kill -KILL -- "-$AGENT_PID"
  wait "$AGENT_PID"
  local left_mb
  left_mb=$(parameter)
  expect "the dead agent left the parameter lowered" [ "$left_mb" -lt $USUAL_MB ]
  end_release
  expect "the next agent starts" start_agent after-kill
  expect "the next start restores the parameter" wait_until parameter_is_usual
  stop_agent
  expect "the parameter stays restored" parameter_is_usual
  expect "the lease is gone" [ ! -e "$LEASE" ]
  finish "lowered to $left_mb when killed, $(parameter) after the next start"
}

check_term() {
  begin term
  stop_agent_in_a_release terminated
  kill -TERM "$AGENT_PID"
  kill -CONT -- "-$AGENT_PID"
  await_agent
  expect "exit status 0" [ $AGENT_STATUS = 0 ]
  expect "the parameter is restored" parameter_is_usual
  expect "the lease is gone" [ ! -e "$LEASE" ]
  end_release
  finish "lowered to $CAUGHT_MB at SIGTERM, $(parameter) after the exit, exit $AGENT_STATUS"
}

check_fio_verify() {
  begin fio-verify
  local rounds failed mib errors
  stop_verifying
  read -r rounds failed mib <<<"$(awk '{n++; bad += $2 != 0; sum += $3} END {print n + 0, bad + 0, int(sum / 1048576)}' "$OUT/fio-verify.rounds")"
  errors=$(grep -c 'verify:' "$OUT/fio-verify.err")
  expect "no verify: line" [ "$errors" = 0 ]
  expect "every round exits with 0" [ "$failed" = 0 ]
  expect "at least 64 MiB verified" [ "$mib" -ge 64 ]
  expect "fio says nothing else" [ ! -s "$OUT/fio-verify.err" ]
  finish "$mib MiB verified on $VERIFIED disks in $rounds rounds, $errors errors"
}

check_kernel() {
  begin kernel
  local complaints
  complaints=$(dmesg | grep -cE 'WARNING: CPU|Oops|BUG: (KASAN|unable|kernel|scheduling|sleeping)|general protection|Buffer I/O error|oom-kill.*(tcmu-runner|java|fio)')
  expect "no complaint in the kernel's log" [ "$complaints" = 0 ]
  finish "$complaints complaints"
}

run no-module
start_tcmu_host
create_luns
add_swap
start_verifying "${DISKS[@]:0:VERIFIED}"
run observe discover half-configured second-agent orders release kill term fio-verify kernel
log "end of the suite"
