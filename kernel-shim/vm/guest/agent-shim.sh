#!/bin/bash
# The agent on a kernel with the shim: which means it takes and why, who may control the shim, and devices
# cut one by one under memory pressure, judged by what can be read outside of the agent. Writes one PASS
# or FAIL line per check of agent-shim.checks.
set -uo pipefail
for part in checks tcmu-host load agent shim/{host,ask,shrinker,kernel}; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

MODULE=$REPO/target/module
AREA_MB=16
FILL_COMMANDS=28 # 14 of the 16 MiB of each data area
NAMES=(gold-idle silver-idle bronze-idle gold-busy silver-verified)
IDLE=(0 1 2)
BUSY=3
VERIFIED=4
BUSY_DEPTH=8    # commands that the busy LUN always has in flight: 4 MiB of its data area
CUT_KIB=4096    # what a cut device may still have mapped, its ring of 1 MiB included

# Takes the controller's seat, in the agent's place.
control_shim() {
  rm -f "$OUT/control.log" # what an earlier one wrote would end the wait before this one takes signals
  "$MODULE/tcmu-reclaim-example" control >"$OUT/control.log" 2>&1 &
  CONTROLLER=$!
  wait_until [ -s "$OUT/control.log" ]
}

end_control() {
  kill "$CONTROLLER" 2>/dev/null
  wait "$CONTROLLER" 2>/dev/null
}

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

keep_busy() {
  fio --name=busy --filename="$1" --rw=randread --bs=${COMMAND_KIB}k --direct=1 --ioengine=libaio \
    --iodepth=$BUSY_DEPTH --thread --size=32M --time_based --runtime=3600 >"$OUT/fio-busy.log" 2>&1 &
  BUSY_LOAD=$!
  wait_until reads_in_flight $((BUSY_DEPTH / 2)) "$1"
}

# Prints the KiB that are mapped of each idle device.
idle_kib() { local number; for number in "${IDLE[@]}"; do uio_kib "${MINORS[number]}"; done | xargs; }

idle_are_cut() {
  local kib
  for kib in $(idle_kib); do [ "$kib" -le $CUT_KIB ] || return 1; done
}

# Says both values: one that differs is either a limit that somebody has lowered or one that was read wrong.
expect_usual() {
  local now
  now=$(parameter)
  expect "$1: '$now' for '$USUAL_MB'" [ "$now" = "$USUAL_MB" ]
}

check_per_device() {
  begin per-device
  local before after busy stalled
  expect "the areas fill" fill_areas "${DISKS[@]:0:3}"
  keep_busy "${DISKS[BUSY]}"
  expect "the agent starts" start_agent act
  expect "it takes the shim" agent_said '"event":"started"' '"truncator":"shim"' "\"devices\":${#NAMES[@]}"
  expect "and says why" agent_said '"event":"started"' 'the kernel shim is loaded'
  timeout 5 "$MODULE/tcmu-reclaim-example" control >"$OUT/second.log" 2>&1
  expect "nobody else may control the shim" grep -q 'resource busy' "$OUT/second.log"
  before=$(idle_kib)
  busy=$(uio_kib "${MINORS[BUSY]}")
  stalled=$(stalled_micros)
  start_squeezing
  expect "every idle device is cut" wait_until idle_are_cut
  after=$(idle_kib)
  busy="$busy $(uio_kib "${MINORS[BUSY]}")"
  stop_squeezing
  stalled=$(($(stalled_micros) - stalled))
  expect "the busy device keeps its pages" eval "set -- $busy; [ \$((\$2 * 4)) -ge \$((\$1 * 3)) ]"
  expect "there was a busy device to keep" eval "set -- $busy; [ \$1 -ge $((BUSY_DEPTH * COMMAND_KIB / 2)) ]"
  expect "tasks stalled on memory" [ "$stalled" -gt 0 ]
  expect "the agent reports it" wait_until agent_said '"type":"decision"' '"result":"freed"'
  expect "a PSI event led to it" agent_said '"result":"freed"' '"trigger":"psi_'
  expect_usual "the parameter was left alone"
  finish "idle devices ${before// /, } -> ${after// /, } KiB mapped, busy one ${busy// / -> } KiB," \
    "stalled $((stalled / 1000)) ms, trigger" \
    "$(agent_lines '"result":"freed"' | sed -n '1s/.*"trigger":"\([^"]*\)".*/\1/p')"
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
  kill -KILL -- "-$AGENT_PID"
  wait "$AGENT_PID"
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

# What the agents of this run recorded, the last one until it was killed. vm/vm.mk has it replayed outside.
check_recording() {
  begin recording
  local from=/var/lib/tcmu-reclaim/recording
  expect "there is a recording" eval "cp -r $from '$OUT/recording'"
  expect "of the agent that was killed, too" grep -ql '"truncator" *: *"shim"' "$OUT"/recording/*/manifest.json
  finish "$(du -sk "$OUT/recording" | cut -f1) KiB in $(find "$OUT/recording" -name manifest.json | wc -l) recordings"
}

check_fio_verify() {
  begin fio-verify
  local rounds failed mib errors
  kill "$BUSY_LOAD"
  wait "$BUSY_LOAD"
  stop_verifying
  read -r rounds failed mib <<<"$(awk '{n++; bad += $2 != 0; sum += $3} END {print n + 0, bad + 0, int(sum / 1048576)}' "$OUT/fio-verify.rounds")"
  errors=$(grep -c 'verify:' "$OUT/fio-verify.err")
  expect "no verify: line" [ "$errors" = 0 ]
  expect "every round exits with 0" [ "$failed" = 0 ]
  expect "at least 4 MiB verified" [ "$mib" -ge 4 ]
  finish "$mib MiB verified in $rounds rounds, $errors errors"
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
