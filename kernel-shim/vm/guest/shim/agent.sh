# The agent on a kernel that can cut single devices: idle LUNs, one that is always busy, and one that verifies.
# shellcheck shell=bash

# Read by the suites.
# shellcheck disable=SC2034
AREA_MB=16 FILL_COMMANDS=28 # 14 of the 16 MiB of each data area
NAMES=(gold-idle silver-idle bronze-idle gold-busy silver-verified)
IDLE=(0 1 2)
BUSY=3
# shellcheck disable=SC2034
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

idle_disks() { local number; for number in "${IDLE[@]}"; do echo "${DISKS[number]}"; done; }

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

# Squeezes memory until the agent has cut every idle device, and judges that nothing else was. The areas are full.
# What it measured is left in CUT_FIGURES.
judge_cuts() {
  local before after busy stalled
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
  CUT_FIGURES="idle devices ${before// /, } -> ${after// /, } KiB mapped, busy one ${busy// / -> } KiB, stalled $((stalled / 1000)) ms,"
  CUT_FIGURES+=" trigger $(agent_lines '"result":"freed"' | sed -n '1s/.*"trigger":"\([^"]*\)".*/\1/p')"
}

# The shim is in the agent's hands, and in nobody else's.
expect_controlled() {
  timeout 5 "$MODULE/tcmu-reclaim-example" control >"$OUT/second.log" 2>&1
  expect "nobody else may control the shim" grep -q 'resource busy' "$OUT/second.log"
}

check_per_device() {
  begin per-device
  local disks
  mapfile -t disks < <(idle_disks)
  expect "the areas fill" fill_areas "${disks[@]}"
  [ -n "${BUSY_LOAD:-}" ] || keep_busy "${DISKS[BUSY]}"
  expect "the agent starts" start_agent act
  expect "it takes the shim" agent_said '"event":"started"' '"truncator":"shim"' "\"devices\":${#NAMES[@]}"
  expect "and says why" agent_said '"event":"started"' 'the kernel shim is loaded'
  expect_controlled
  judge_cuts
  finish "$CUT_FIGURES"
}

# kill_agent: as an out-of-memory kill would end it.
kill_agent() {
  kill -KILL -- "-$AGENT_PID"
  wait "$AGENT_PID"
}

# What the agents of this run recorded, those that were killed too. vm/vm.mk has it replayed outside.
check_recording() {
  begin recording
  local from=/var/lib/tcmu-reclaim/recording
  expect "there is a recording" eval "cp -r $from '$OUT/recording'"
  expect "of an agent on the shim" grep -ql '"truncator" *: *"shim"' "$OUT"/recording/*/manifest.json
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
  expect "no read of the busy load failed" grep -q 'err= 0' "$OUT/fio-busy.log"
  expect "no request failed" [ "$(dmesg | grep -cE 'I/O error, dev|critical .* error, dev')" = 0 ]
  finish "$mib MiB verified in $rounds rounds, $errors errors"
}
