#!/bin/bash
# The agent beside a stock driver that goes on: the module is loaded while LUNs serve verified I/O, the agent cuts idle LUNs
# one by one under memory pressure, both are upgraded, and the module is unloaded, without one failed or wrong request.
# Writes one PASS or FAIL line per check of agent-companion.checks.
set -uo pipefail
for part in checks tcmu-host load agent shim/{host,ask,bursts,agent,kernel}; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

LUN_MB=24 # the fill ends at 18 MiB; the keepsakes begin at 20

# ask_agent NAME: what doctor and status say, in files of that name.
ask_agent() {
  "$REPO/bin/tcmu-reclaim" doctor --config "$CONFIG" >"$OUT/doctor-$1.txt" 2>&1
  "$REPO/bin/tcmu-reclaim" status >"$OUT/status-$1.txt" 2>&1
}

agent_runs() { [ -n "${AGENT_PID:-}" ] && agent_alive; }
end_agent() { ! agent_runs || stop_agent; }

fill_idle() {
  local disks
  mapfile -t disks < <(idle_disks)
  expect "the areas fill" fill_areas "${disks[@]}"
}

module_version() { cat /sys/module/tcmu_reclaim/version; }

# The LUNs serve, and nothing of them changes when the module and the agent come.
check_started() {
  begin started
  wait_until [ -s "$OUT/fio-verify.rounds" ]
  expect "the module loads" load_companion
  expect "the agent starts" start_agent first
  expect "it takes the shim" agent_said '"event":"started"' '"truncator":"shim"' "\"devices\":${#NAMES[@]}"
  expect "and says which" agent_said '"event":"started"' 'beside the stock driver'
  ask_agent first
  expect "doctor says which module, and what it lacks" grep -q 'beside the stock driver.*does not shrink' "$OUT/doctor-first.txt"
  expect "doctor finds nothing that would stop an agent" eval "! grep -q '^FAIL' '$OUT/doctor-first.txt'"
  expect "status says so, too" grep -q 'beside the stock driver' "$OUT/status-first.txt"
  expect "the agent ends" stop_agent
  expect "with status 0" [ "$AGENT_STATUS" = 0 ]
  finish "version $(module_version); $(grep -c . "$OUT/fio-verify.rounds") rounds of fio before"
}

# The agent is killed and started anew, then asked to end and started anew; I/O goes on.
check_agent_upgrade() {
  begin agent-upgrade
  local before
  agent_runs || expect "an agent starts" start_agent killed
  fill_idle
  kill_agent
  expect "no lease is left" [ ! -e "$LEASE" ]
  expect "another one starts" start_agent second
  expect "on the shim" agent_said '"event":"started"' '"truncator":"shim"'
  judge_cuts
  before=$CUT_FIGURES
  fill_idle
  stop_agent
  expect "it ends when it is asked to" [ "$AGENT_STATUS" = 0 ]
  expect "a third one starts" start_agent third
  judge_cuts
  finish "killed: $before; asked to end: $CUT_FIGURES"
}

# ftrace refuses: no peaks and no heat. The agent says so, and what its policy does with less, and cuts idle LUNs.
check_no_heat() {
  begin no-heat
  end_agent
  expect "the module goes" wait_until rmmod tcmu_reclaim
  echo 0 >/proc/sys/kernel/ftrace_enabled
  expect "the module loads" load_companion
  fill_idle
  expect "the agent starts" start_agent heatless
  expect "on the shim" agent_said '"event":"started"' '"truncator":"shim"'
  expect "it says that there is no heat" wait_until agent_told 'tells neither peaks nor heat'
  judge_cuts
  stop_agent
  expect "a later agent is told at once" start_agent again
  expect "that there is no heat" agent_said '"event":"started"' 'neither peaks nor heat'
  expect "and what its policy does with less" agent_told 'neither peaks nor heat.*policy lru'
  ask_agent heatless
  expect "doctor says so, too" grep -q 'neither peaks nor heat' "$OUT/doctor-heatless.txt"
  echo 1 >/proc/sys/kernel/ftrace_enabled
  finish "$CUT_FIGURES; $(grep -ho 'policy lru: [^"]*' "$OUT"/agent-again.* | head -1)"
}

# agent_told TEXT: among its lines and complaints.
agent_told() { cat "$AGENT_LINES" "$OUT/agent-$AGENT_NAME.err" | grep -q "$1"; }

# Another build of the module takes the place of the one that runs. An agent has it: until that has ended it stays. What an
# agent does that comes too early, before there is a module again, is said and changes nothing.
check_module_upgrade() {
  begin module-upgrade
  local old held
  agent_runs || expect "an agent starts" start_agent old
  old=$(module_version)
  held=$(rmmod tcmu_reclaim 2>&1) && PROBLEMS+=("it stays while an agent has it")
  expect "the agent goes on" agent_alive
  stop_agent
  expect "it unloads when the agent has ended" wait_until rmmod tcmu_reclaim
  expect "an agent without it starts" start_agent between
  expect "and only observes" agent_said '"event":"started"' '"truncator":"observe"'
  expect "and says why" agent_said '"event":"started"' 'was used on this host'
  stop_agent
  expect "another build loads" load_companion tcmu_reclaim-next.ko
  expect "it is another one" [ "$(module_version)" != "$old" ]
  expect "its heat is told again" grep -q 'capabilities=0x43 ' <<<"$(shim info)"
  fill_idle
  expect "the agent comes back to it" start_agent fourth
  expect "on the shim" agent_said '"event":"started"' '"truncator":"shim"'
  judge_cuts
  expect "heat is counted again" wait_until heat_is_counted
  finish "$old -> $(module_version); $held; $CUT_FIGURES"
}

# The agent has the node: as a reader, no device is UNCOUNTED (16) after the agent's second COUNT.
heat_is_counted() { ! shim count | grep -qE 'flags=(1[6-9]|2[0-9]|3[01]) '; }

check_unload() {
  begin unload
  local rounds
  agent_runs || expect "an agent starts" start_agent last
  stop_agent
  expect "the agent ends" [ "$AGENT_STATUS" = 0 ]
  expect "the module goes" wait_until rmmod tcmu_reclaim
  expect "no hook is left" eval '! grep -q tcmu_cmd_free_data /sys/kernel/tracing/enabled_functions'
  rounds=$(grep -c . "$OUT/fio-verify.rounds")
  expect "the LUNs serve on" wait_until eval "[ \$(grep -c . '$OUT/fio-verify.rounds') -gt $((rounds + 1)) ]"
  expect "what was written before all of it verifies" keepsakes verify "${DISKS[@]:0:3}"
  expect "fio has nothing to complain about" [ ! -s "$OUT/fio-verify.err" ]
  finish "$(grep -c . "$OUT/fio-verify.rounds") rounds of fio by then"
}

start_tcmu_host
create_luns
add_swap
USUAL_MB=$(parameter)
: >"$OUT/fio-verify.err"
keepsakes write "${DISKS[@]:0:3}" || die "no keepsakes"
start_verifying "${DISKS[VERIFIED]}"
keep_busy "${DISKS[BUSY]}"
run started
[ -c /dev/tcmu-reclaim ] || load_companion || die "the module does not load"
run per-device agent-upgrade no-heat module-upgrade unload
run recording fio-verify kernel
log "end of the suite"
