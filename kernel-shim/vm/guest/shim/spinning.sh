# A handler that spins in the stock driver's own write(), beside the module.
# shellcheck shell=bash

STUCK_FLAGS='flags=(41|57)' # opened, stuck and locked; counted or not

# Milliseconds that a process has spent in the kernel.
kernel_millis() { awk '{sub(/^.*\) /, ""); print $13 * 10}' "/proc/$1/stat"; }

bare_is_stuck() { shim count | grep -qE "^uio$BARE .* $STUCK_FLAGS "; }
said_to_stay() { dmesg | grep -q "uio$BARE: its handler keeps it locked"; }
list_is_locked() { [[ $(shim scan "${MINORS[1]}" 0) == busy* ]]; }

# The last CPU is the hostile handler's: a task that spins in the kernel may keep it for good, and what came in there stays.
leave_a_cpu_alone() {
  local last
  last=$(($(nproc) - 1))
  HOSTILE_RUNS=(taskset -c $last)
  taskset -a -p -c 0-$((last - 1)) "$RUNNER" >/dev/null
  taskset -p -c 0-$((last - 1)) $$ >/dev/null
}

# The stock driver follows a bad ring for good, with the locks of its device. Everything else answers, and COUNT says which
# device it is.
check_spinning() {
  begin spinning
  local named
  expect "its own task hangs in the kernel" wait_until eval "[ \$(kernel_millis $HOSTILE) -ge 3000 ]"
  expect "COUNT says so" wait_until bare_is_stuck
  named=$(shim count | grep -cE " $STUCK_FLAGS ")
  expect "and of no other device" [ "$named" = 1 ]
  scan_of_bare_says spinning 'busy pages=0 high_water=0 error=EAGAIN'
  others_are_served spinning
  finish "own device: busy; COUNT and SCAN serve ${#NAMES[@]} others"
}

# The agent beside it: it starts, cuts others, and ends; doctor names the LUN.
check_agent() {
  begin agent
  local before
  expect "the agent starts" start_agent spinning
  expect "on the shim" agent_said '"event":"started"' '"truncator":"shim"' "\"devices\":${#NAMES[@]}"
  expect "doctor ends" within "$REPO/bin/tcmu-reclaim" doctor --config "$CONFIG"
  cp "$OUT/within.said" "$OUT/doctor.txt"
  expect "and names the LUN" grep -q "^WARN devices .*user_0/hostile (uio$BARE): its handler wrote a bad ring" "$OUT/doctor.txt"
  expect "and no other" [ "$(grep -c 'wrote a bad ring' "$OUT/doctor.txt")" = 1 ]
  expect "the area of another device fills" fill_areas "${DISKS[2]}"
  before=$(count "${MINORS[2]}" pages)
  expect "an order to cut it is carried out" within "$REPO/bin/tcmu-reclaim" shrink user_0/three --keep 0B
  expect "its pages are gone" [ "$(count "${MINORS[2]}" pages)" = 0 ]
  stop_agent
  expect "the agent ends when it is asked to" [ "$AGENT_STATUS" = 0 ]
  finish "$(grep -m1 'wrote a bad ring' "$OUT/doctor.txt" | cut -c1-90); another LUN $before -> $(count "${MINORS[2]}" pages) pages; exit $AGENT_STATUS"
}

# The hook that an agent had in place stays, for taking it away would wait for that handler with ftrace's lock held.
check_unload_refused() {
  begin unload-refused
  local said
  expect "an agent starts" start_agent before
  expect "the hook is in place" wait_until grep -q tcmu_cmd_free_data /sys/kernel/tracing/enabled_functions
  stop_agent
  expect "it ends" [ "$AGENT_STATUS" = 0 ]
  expect "the hook is left in place, and said to be" wait_until said_to_stay
  said=$(rmmod tcmu_reclaim 2>&1) && PROBLEMS+=("the module stays")
  expect "because it is in use" grep -qi 'in use' <<<"$said"
  finish "rmmod: $said"
}

# Then the driver's own work waits for that device, with the list of all devices locked: nothing can be cut any more, but
# nothing hangs, and COUNT tells what it knew.
check_list_locked() {
  begin list-locked
  local busy count
  expect "an area fills" fill_areas "${DISKS[1]}"
  echo 1 >$PARAMETER
  expect "the driver's own work waits for it, with the list locked" wait_until list_is_locked
  expect "SCAN of another device answers" within "$MODULE/tcmu-reclaim-example" scan "${MINORS[1]}" 0
  busy=$(<"$OUT/within.said")
  expect "that it is busy" grep -q '^busy ' <<<"$busy"
  expect "COUNT answers" within "$MODULE/tcmu-reclaim-example" count
  count=$(grep -c '^uio' "$OUT/within.said")
  expect "with all devices" [ "$count" = $((${#NAMES[@]} + 1)) ]
  expect "an agent starts" start_agent locked
  stop_agent
  expect "and ends" [ "$AGENT_STATUS" = 0 ]
  expect "the handler still hangs" eval '! hostile_said told'
  finish "$busy, $count devices told; the agent ends with $AGENT_STATUS"
}
