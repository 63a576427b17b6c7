#!/bin/bash
# The demonstration: LUNs under verifying load, data areas filled, a memory hog that comes and goes, and
# the agent on the console. Ends by itself after DURATION seconds, or by Ctrl-C.
set -uo pipefail
# shellcheck source=/dev/null
. "$GUEST/host.sh"

seconds=${DURATION:-120}

# Memory gets short for half a minute, then there is a pause in which the data areas fill again.
hog_and_rest() {
  trap 'stop_squeezing 2>/dev/null; exit' TERM
  while :; do
    fill_areas "${DISKS[@]}" >/dev/null 2>&1
    start_squeezing
    pause 30
    stop_squeezing 2>/dev/null
    pause 15
  done
}

trap 'echo' INT # Ctrl-C ends the agent; this script goes on to its last lines
dmesg --console-off
start_host gold-0{1,2} silver-0{1..3} bronze-0{1..3}
fill_areas "${DISKS[@]}"
(trap '' INT; start_verifying "${DISKS[@]:0:4}"; wait) &
echo "Before: $(host_line)"
(trap '' INT; hog_and_rest) &
hog=$!
echo "The agent, for $seconds s (Ctrl-C ends it):"
# shellcheck disable=SC2086  # AGENT is a command with its arguments
$AGENT --config "$CONFIG" --host linux --for "${seconds}s"
status=$?
kill -TERM $hog
wait $hog
touch /run/stop-verifying
echo "After:  $(host_line)"
echo "fio: $(awk '{n++; sum += $3} END {print int(sum / 1048576) " MiB verified in " n + 0 " rounds"}' "$OUT/fio-verify.rounds")," \
  "$(grep -c verify: "$OUT/fio-verify.err") errors"
exit $status
