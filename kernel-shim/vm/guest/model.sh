#!/bin/bash
# Drives a device of the patched module step by step, at random, and leaves what the shim counted after each step.
# What the model of the simulated host makes of the same steps is compared outside: make vm-model.
set -uo pipefail
for part in checks tcmu-host load shim/{host,ask,kernel} speed/modules; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

STEPS=${STEPS:-2000}
AREA_MB=8
LUN_MB=16
LARGE_DELAY=0

check_steps_1() { PAGES_PER_BLOCK=1 judge_steps; }
check_steps_4() { PAGES_PER_BLOCK=4 judge_steps; }

take_steps() { "$MODULE/tcmu-reclaim-steps" "$MINOR" "$DISK" /run/orders "$1" "$STEPS" >"$2"; }

judge_steps() {
  begin "steps-$PAGES_PER_BLOCK"
  local seed=${STEPS_SEED:-$SRANDOM} file=$OUT/steps-$PAGES_PER_BLOCK.txt
  use_module shim
  shim scan "$MINOR" 0 >/dev/null
  echo hold >&"$ORDERS"
  expect "every step was taken" take_steps "$seed" "$file"
  expect "every step was written" [ "$(wc -l <"$file")" = $((STEPS + 1)) ]
  finish "$(awk -v steps="$STEPS" 'NR > 1 {n[$2]++; if ($6 > most) most = $6; reallocated = $10}
    END {print n["submit"], "commands,", n["truncate"], "truncations; up to", most, "blocks;", reallocated, "pages allocated again"}' "$file"), seed $seed"
}

start_target
run steps-1 steps-4 kernel
log "end of the suite"
