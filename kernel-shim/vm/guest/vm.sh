#!/bin/bash
# A TCMU host to look around in: LUNs, the agent in the background, and a root shell on the console.
# Without a terminal it shows the host for DURATION seconds instead.
set -uo pipefail
# shellcheck source=/dev/null
. "$GUEST/host.sh"

dmesg --console-off
start_host gold-0{1,2} silver-0{1,2}
fill_areas "${DISKS[@]}"
start_agent vm || { echo "the agent did not start; see agent-vm.err in the output folder"; exit 1; }
host_line
if [ "$INTERACTIVE" = yes ]; then
  echo "Disks: ${DISKS[*]}. The agent's lines: $AGENT_LINES. Leave with exit."
  (cd "$REPO" && bash -i)
else
  pause "${DURATION:-20}"
  host_line
fi
stop_agent
tail -1 "$AGENT_LINES"
exit "$AGENT_STATUS"
