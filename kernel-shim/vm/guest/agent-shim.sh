#!/bin/bash
# The agent on a kernel with the shim: which means it takes and why, who may control the shim, and devices
# cut one by one under memory pressure, judged by what can be read outside of the agent. Writes one PASS
# or FAIL line per check of agent-shim.checks.
set -uo pipefail
for part in checks tcmu-host load agent shim/{host,ask,shrinker,agent,kernel}; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

MODULE=$REPO/target/module

# Without the shim: the stock module is the one that is loaded.
check_fallback() {
  begin fallback
  modprobe target_core_user
  mountpoint -q /sys/kernel/config || mount -t configfs configfs /sys/kernel/config
  expect "the agent starts" start_agent stock
  expect "it takes the stock way" agent_said '"event":"started"' '"truncator":"stock"'
  expect "and says why" agent_said '"event":"started"' 'the kernel shim is not loaded'
  stop_agent
  sed '1i truncator: shim' "$CONFIG" >/run/shim-only.yaml
  CONFIG=/run/shim-only.yaml run_refused shim-only
  expect "refused where nothing but the shim will do" [ $AGENT_STATUS = $HOST_NOT_READY ]
  expect "one clear line about /dev/tcmu-reclaim" refusal_is_clear /dev/tcmu-reclaim
  expect "the stock module goes" rmmod target_core_user
  finish "stock without the shim; asked for it: exit $AGENT_STATUS, says: $REFUSAL"
}

check_controllers() {
  begin controllers
  local refused
  control_shim
  run_refused controlled
  refused=$AGENT_STATUS
  end_control
  expect "refused while another process controls the shim" [ "$refused" = $ANOTHER_AGENT ]
  expect "one clear line" refusal_is_clear 'another process controls it'
  expect "the agent starts in observe mode" start_agent looking --observe
  control_shim
  expect "an observing agent leaves the seat free" kill -0 "$CONTROLLER"
  end_control
  stop_agent
  expect "it observed" agent_said '"event":"started"' '"truncator":"observe"' "\"devices\":${#NAMES[@]}"
  finish "refused with $refused: $REFUSAL"
}

# A device that comes while the agent runs is known to it at once, and gone with its removal.
check_churn() {
  begin churn
  create_lun bronze-new 9
  expect "the added LUN is reported" wait_until agent_said '"type":"device"' '"event":"added"' bronze-new
  wait_until lun_has_disk 9
  prepare_disks
  remove_lun bronze-new 9
  expect "the removed LUN is reported" wait_until agent_said '"type":"device"' '"event":"removed"' bronze-new
  expect "the agent lives" agent_alive
  finish "$(agent_count '"type":"device"') changes reported"
}

# A killed agent leaves nothing to put back, and the kernel's shrinker takes over.
check_killed() {
  begin killed
  expect "the areas fill" fill_areas "${DISKS[@]:0:3}"
  kill_agent
  expect "no lease is left" [ ! -e "$LEASE" ]
  expect_usual "the parameter is what it was"
  control_shim
  expect "the seat is free" kill -0 "$CONTROLLER"
  end_control
  local before
  before=$(idle_kib)
  echo tail >"$SHRINKER"
  start_squeezing
  expect "the kernel's shrinker takes the tails" wait_until idle_are_cut
  stop_squeezing
  echo off >"$SHRINKER"
  finish "idle devices ${before// /, } -> $(idle_kib | sed 's/ /, /g') KiB mapped without an agent"
}

run fallback
load_shim || die "the module does not load"
start_tcmu_host
create_luns
add_swap
USUAL_MB=$(parameter)
start_verifying "${DISKS[VERIFIED]}"
run controllers
run per-device churn killed # one agent for all three
run recording
run fio-verify kernel
log "end of the suite"
