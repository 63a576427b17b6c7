#!/bin/bash
# A handler that writes a bad ring and tells a stock driver of it spins there for good: what that may break, beside the
# module, is its own device. A suite of its own, for no other could run in this guest afterwards. It has a CPU to lose, and
# a kernel that takes CPUs away from tasks in the kernel (preempt=full, see vm/vm.mk): without that the kernel itself waits
# for the spinning task in many places, such as the closing of a PSI trigger.
set -uo pipefail
for part in checks tcmu-host load agent shim/{host,ask,hostile,spinning}; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

HOSTILE_SECONDS=$PATIENCE
LUN_MB=24
FILL_COMMANDS=8
NAMES=(one two three four)

start_tcmu_host
create_luns
load_companion || die "the module does not load"
leave_a_cpu_alone
add_bare_device hostile
start_hostile nolength 1
run spinning agent unload-refused list-locked
log "end of the suite"
