#!/bin/bash
# Hosts on which the agent cannot work, and what it says there. Boot with KERNEL_ARGS=psi=0. Writes one
# PASS or FAIL line per check of refusals.checks.
set -uo pipefail
for part in checks tcmu-host agent; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

check_no_permission() {
  begin no-permission
  local copy
  copy=$(copy_agent)
  AGENT="$AS_NOBODY $copy/bin/tcmu-reclaim agent" \
    CONFIG=$copy/agent.yaml run_refused no-permission
  expect "it ends as for a host that is not ready" [ $AGENT_STATUS = $HOST_NOT_READY ]
  expect "one clear line that says what to do" refusal_is_clear 'permission denied; run as root'
  finish "exit $AGENT_STATUS, says: $REFUSAL"
}

check_no_psi() {
  begin no-psi
  run_refused no-psi
  expect "it ends as for a host that is not ready" [ $AGENT_STATUS = $HOST_NOT_READY ]
  expect "one clear line that says what to do" refusal_is_clear 'pressure/memory.*psi=1'
  finish "exit $AGENT_STATUS, says: $REFUSAL"
}

start_tcmu_host
run no-permission no-psi
log "end of the suite"
