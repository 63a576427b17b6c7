#!/bin/bash
# The agent as systemd runs it: the installed unit, with all of its hardening, on real LUNs. The first process of this
# guest is systemd (see session.sh). Writes one PASS or FAIL line per check of systemd.checks.
set -uo pipefail
for part in checks tcmu-host load watch shim/host shim/kernel; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

UNIT=tcmu-reclaim.service
SERVER=tcmu-reclaim-serve.service
SETTINGS=/etc/tcmu-reclaim/agent.yaml
LEASE=/run/tcmu-reclaim/stock.lease
USUAL_MB=1536
NAMES=(gold-01 silver-01 bronze-01)

property() { systemctl show -P "$1" $UNIT; }
unit_is() { [ "$(property ActiveState)" = "$1" ]; }

# What the journal has of the unit, since the last mark.
said() { journalctl -q -u $UNIT -o cat | tail -n +$((MARK + 1)); }
unit_said() { said | grep -qE "$1"; }
mark() { MARK=$(journalctl -q -u $UNIT -o cat | wc -l); }
parameter_is_usual() { [ "$(parameter)" = $USUAL_MB ]; }
lowered() { [ "$(parameter)" -lt $USUAL_MB ]; }

# settings MODE: the suite's configuration in the shipped one's place.
settings() {
  sed "s/^mode: .*/mode: $1/" "$GUEST/agent.yaml" >$SETTINGS
}

# Starts the unit and waits until it says that it runs.
start_unit() {
  mark
  systemctl restart $UNIT || return 1
  wait_until unit_said ' host, [0-9]+ devices?, mode ' || return 1
  AGENT_PID=$(property MainPID)
}

tell() { tcmu-reclaim "$@" --json 2>>"$OUT/commands.err"; }

# Prints the pages that the agent sees in all data areas.
seen_pages() { tell devices | tr '{' '\n' | sed -n 's/.*"resident_pages":\([0-9]*\).*/\1/p' | awk '{n += $1} END {print n + 0}'; }
sees_pages() { [ "$(seen_pages)" -ge "$1" ]; }

# As it comes: the shipped configuration, which observes.
check_observe() {
  begin observe
  local began=$SECONDS
  expect "the shipped configuration observes" grep -qx 'mode: observe' $SETTINGS
  expect "the unit starts" start_unit
  expect "and is active" unit_is active
  expect "it says that it observes" unit_said "linux host, ${#NAMES[@]} devices, mode observe"
  expect "it is enabled" systemctl -q is-enabled $UNIT
  fill_areas "${DISKS[@]}"
  expect "it sees what the handler has mapped" wait_until sees_pages 3000
  expect "the parameter is left alone" parameter_is_usual
  finish "$(property Type), $(said | grep -m1 ' host, '); sees $(seen_pages) pages; $((SECONDS - began)) s"
}

# What the sandbox must leave it, and what it must not.
check_hardening() {
  begin hardening
  local proc=/proc/$AGENT_PID locked triggers
  locked=$(awk '/^VmLck:/ {print $2}' "$proc/status")
  grep ^Vm "$proc/status" >"$OUT/memory.txt"
  triggers=$(find "$proc/fd" -lname '*pressure/memory' | wc -l)
  expect "it is locked in memory" [ "$locked" -gt 50000 ]
  expect "both PSI triggers are open, besides the file itself" [ "$triggers" -ge 3 ]
  expect "no warning" eval '! unit_said "^warning|denied|not permitted"'
  expect "seccomp is on" grep -qE '^Seccomp:[[:space:]]2' "$proc/status"
  expect "no new privileges" grep -qE '^NoNewPrivs:[[:space:]]1' "$proc/status"
  expect "it cannot write /usr" eval '! nsenter -t $AGENT_PID -m touch /usr/probe 2>/dev/null'
  expect "it sees no home folders" eval '[ -z "$(nsenter -t $AGENT_PID -m ls -A /root)" ]'
  expect "the OOM killer passes it by" [ "$(<"$proc/oom_score_adj")" = -900 ]
  expect "it may not swap" [ "$(<"/sys/fs/cgroup$(property ControlGroup)/memory.swap.max")" = 0 ]
  finish "$locked KiB of addresses locked, $(awk '/^VmRSS:/ {print $2}' "$proc/status") KiB resident, $triggers descriptors of pressure/memory," \
    "capabilities $(awk '/^CapEff:/ {print $2}' "$proc/status"), OOM $(<"$proc/oom_score_adj")"
}

check_doctor() {
  begin doctor
  local code=0
  tcmu-reclaim doctor >"$OUT/doctor.txt" 2>&1 || code=$?
  expect "this host is ready" [ $code = 0 ]
  tcmu-reclaim status >"$OUT/status.txt" 2>&1
  expect "status reads what the agent leaves" grep -q 'mode observe' "$OUT/status.txt"
  finish "$(grep -c '^OK' "$OUT/doctor.txt") OK, $(grep -c '^WARN' "$OUT/doctor.txt") WARN, exit $code"
}

server_property() { systemctl show -P "$1" $SERVER; }
# Has the server answer, at the address where it is or at the one of before it had a process of its own.
server_answers() { tcmu-reclaim status --api "unix:/run/$1/api.sock" 2>>"$OUT/commands.err" | grep -q 'mode observe'; }
AS_SERVER='setpriv --reuid=tcmu-reclaim --regid=tcmu-reclaim --init-groups'
ticks() { tell status | grep -o '"tick":[0-9]*' | head -1 | cut -d: -f2; }

# The server: another user, which can do nothing to the agent but read, and whose end it does not notice.
check_serve() {
  begin serve
  local first agent=$AGENT_PID folder before
  expect "it is started with the agent" wait_until eval '[ "$(server_property ActiveState)" = active ]'
  expect "it answers" wait_until server_answers tcmu-reclaim-serve
  expect "and where the API was before" server_answers tcmu-reclaim
  first=$(server_property MainPID)
  grep -E '^(Vm|Cap|Threads|Uid)' "/proc/$first/status" >"$OUT/server.txt"
  expect "its user is tcmu-reclaim" [ "$(stat -c %U "/proc/$first")" = tcmu-reclaim ]
  expect "it has no capabilities" grep -qE '^CapEff:[[:space:]]0+$' "$OUT/server.txt"
  expect "it goes first when memory is short" [ "$(<"/proc/$first/oom_score_adj")" = 500 ]
  expect "it is bounded" [ "$(<"/sys/fs/cgroup$(server_property ControlGroup)/memory.max")" = $((256 << 20)) ]
  for folder in /run/tcmu-reclaim /var/lib/tcmu-reclaim /etc/tcmu-reclaim; do
    expect "its user makes nothing in $folder" refuses 'Permission denied' $AS_SERVER touch "$folder/probe"
  done
  expect "and removes nothing" refuses 'Permission denied' $AS_SERVER rm -f /run/tcmu-reclaim/tick
  expect "it reads the image" $AS_SERVER test -r /run/tcmu-reclaim/tick
  expect "it may not give orders" refuses "may not pass on 'pause'" $AS_SERVER tcmu-reclaim pause
  before=$(ticks)
  kill -KILL "$first"
  expect "killed, it comes back" wait_until eval '[ "$(server_property MainPID)" != "$first" ] && server_answers tcmu-reclaim-serve'
  expect "the agent is the same" [ "$(property MainPID)" = "$agent" ]
  expect "and went on" [ "$(ticks)" -gt "$before" ]
  finish "$(awk '/^VmRSS:/ {print $2}' "$OUT/server.txt") KiB resident; $(tail -1 "$OUT/refused.err")"
}

check_reload() {
  begin reload
  local before bad
  before=$(property MainPID)
  mark
  printf 'customers:\n  - {name: gold, match: "user_0/gold-*", min: 1MiB}\n' >/etc/tcmu-reclaim/customers.d/10-gold.yaml
  expect "reload succeeds" systemctl reload $UNIT
  expect "the customer is known" wait_until eval 'tell customers | grep -q "\"customer\":\"gold\""'
  printf 'customers:\n  - {name: gold, mach: nothing}\n' >/etc/tcmu-reclaim/customers.d/10-gold.yaml
  systemctl reload $UNIT
  expect "a bad file is named, with its line" wait_until unit_said '10-gold.yaml:2'
  expect "and the agent goes on" [ "$(property MainPID)" = "$before" ]
  bad=$(said | grep -m1 -o '10-gold.yaml:2.*')
  rm /etc/tcmu-reclaim/customers.d/10-gold.yaml
  mark
  expect "it starts again" systemctl restart $UNIT
  expect "and is told to reload before it listens" systemctl reload $UNIT
  expect "which does not end it for good" wait_until unit_said ' host, [0-9]+ devices?, mode '
  finish "$bad; $(property NRestarts) restart for a reload at the start"
}

# The folder of the run goes under a running agent, which sees /run as read-only.
check_removed() {
  begin removed
  local before
  expect "the unit starts" start_unit
  before=$AGENT_PID
  mark
  rm -r /run/tcmu-reclaim
  expect "the agent says so" wait_until unit_said 'was removed under the agent; it ends'
  expect "another one is started" wait_until eval 'unit_is active && [ "$(property MainPID)" != "$before" ]'
  expect "and runs" wait_until unit_said ' host, [0-9]+ devices?, mode '
  expect "after the code for that" eval 'dmesg | grep -q "$UNIT: Main process exited, .*status=71"' # systemd logs there
  expect "status finds it" wait_until eval 'tell status | grep -q "\"tick\""'
  expect "and orders" wait_until eval 'tcmu-reclaim pause >/dev/null 2>&1 && tcmu-reclaim resume >/dev/null'
  expect "a second agent is kept away" refuses "another agent" tcmu-reclaim agent --config $SETTINGS
  expect "the API is where it was" [ -L /run/tcmu-reclaim/api.sock ]
  finish "$(said | grep -m1 -o 'was removed under.*it ends.*')"
}

ADDRESS=127.0.0.1:8731
TOKEN=/etc/tcmu-reclaim/api.token
JOURNAL=/var/lib/tcmu-reclaim/decisions

# Leaves this host as the last release with one process would: its unit, no server and no user for one, an API at addresses
# of its own, and what root alone can read. The agent in it is today's, which runs as root:root then.
lay_one_process() {
  local release library=/usr/lib/tcmu-reclaim unit=lib/systemd/system/tcmu-reclaim.service
  systemctl -q disable --now $SERVER
  systemctl stop $UNIT
  sed -i '/^Wants=/d; /^Group=/d; /^ExecStartPre=/d; /^RestartForceExitStatus=/d; s/^\(.*DirectoryMode\)=0750/\1=0700/
    s/^UMask=.*/UMask=0077/; s/^RestrictAddressFamilies=.*/& AF_INET AF_INET6/' /usr/$unit
  rm -r /usr/lib/systemd/system/$SERVER /usr/lib/sysusers.d/tcmu-reclaim.conf
  sed -i "/$SERVER/d; /sysusers/d; s|^[0-9a-f]*  $unit|$(sha256sum </usr/$unit | cut -c 1-64)  $unit|" $library/FILES
  release=$(readlink -f $library/bin/..)
  rm -r "$release/engine/server"
  sed -i '/ engine.server/d' "$release/FILES"
  chown -R root:root /var/lib/tcmu-reclaim
  chmod -R go= /var/lib/tcmu-reclaim
  rm -rf /run/tcmu-reclaim $JOURNAL
  userdel tcmu-reclaim
  (umask 077 && echo 0123456789abcdef0123456789abcdef >$TOKEN)
  sed -i "s|^  listen: unix$|  listen: unix:/run/tcmu-reclaim/api.sock,$ADDRESS|; s|^  # *\(token_file: $TOKEN\)|  \1|" $SETTINGS
  systemctl daemon-reload
}

# Whether a process listens at a TCP port.
listens() {
  local ports
  ports=$(awk '$4 == "0A" {print "socket:[" $10 "]"}' /proc/net/tcp /proc/net/tcp6)
  find "/proc/$1/fd" -lname 'socket:*' -printf '%l\n' | grep -qxF -f <(echo "$ports")
}
mode_of() { stat -c '%U:%G %a' "$1"; }

# Over the release before the server had a process of its own.
check_upgrade() {
  begin upgrade
  local first go_over
  expect "the shipped configuration is there" cp "$REPO/configs/agent.yaml" $SETTINGS
  lay_one_process
  expect "there is no user for a server" eval '! getent passwd tcmu-reclaim'
  expect "the release before starts" start_unit
  tcmu-reclaim pause >/dev/null && tcmu-reclaim resume >/dev/null
  first=$AGENT_PID
  expect "its journal is root's alone" eval '[ -z "$(find $JOURNAL -perm /077)" ]'
  cp $SETTINGS "$OUT/settings-before-upgrade.yaml"
  expect "today's release is installed" eval '"$REPO/bin/install-into" "" /usr >"$OUT/upgrade.log" 2>&1'
  expect "the agent goes on meanwhile" [ "$(property MainPID)" = "$first" ]
  expect "a unit of its own is told of" grep -q 'have a unit of their own, tcmu-reclaim-serve' "$OUT/upgrade.log"
  go_over=$(sed -n 's/^the agent, process .* To go over to this one: //p' "$OUT/upgrade.log")
  mark
  expect "it says how to go over" eval "$go_over"
  expect "the agent of today runs" wait_until unit_said ' host, [0-9]+ devices?, mode '
  AGENT_PID=$(property MainPID)
  expect "and is another process" [ "$AGENT_PID" != "$first" ]
  expect "the server is enabled" systemctl -q is-enabled $SERVER
  expect "and active" wait_until eval '[ "$(server_property ActiveState)" = active ]'
  expect "the configuration is as it was" cmp -s $SETTINGS "$OUT/settings-before-upgrade.yaml"
  expect "the server may read the token, and not change it" [ "$(mode_of $TOKEN)" = 'root:tcmu-reclaim 640' ]
  expect "it answers at the socket of before" wait_until server_answers tcmu-reclaim
  expect "and at the port" eval 'tcmu-reclaim status --api $ADDRESS | grep -q "mode observe"'
  expect "without the token none pauses" refuses . tcmu-reclaim pause --api $ADDRESS
  expect "with it one does" tcmu-reclaim pause --api $ADDRESS --token-file $TOKEN
  expect "which the agent has heard" eval 'tell status | grep -q "\"paused\":true"'
  expect "and ends it" tcmu-reclaim resume --api $ADDRESS --token-file $TOKEN
  expect "decisions are read from the journal of before" tcmu-reclaim decisions --api $ADDRESS
  expect "it has a file of before, and one of now" [ "$(find $JOURNAL -type f | wc -l)" = 2 ]
  expect "and the server reads both" eval '[ "$($AS_SERVER find $JOURNAL -type f -readable | wc -l)" = 2 ]'
  expect "the server listens at the port" listens "$(server_property MainPID)"
  expect "and the agent at none" eval '! listens $AGENT_PID'
  finish "$(grep -m1 -o 'To go over.*' "$OUT/upgrade.log"); token $(mode_of $TOKEN), journal $(mode_of $JOURNAL)"
}

# The thread that decides: the JVM's own first one has the number of the process.
loop_thread() {
  local thread
  for thread in "/proc/$AGENT_PID/task"/*; do
    [ "$(<"$thread/comm")" != java ] || [ "${thread##*/}" = "$AGENT_PID" ] || echo "$thread"
  done | head -1
}
# How often it has waited for a page from a disk.
major_faults() { sed 's/.*) //' "$(loop_thread)/stat" | cut -d' ' -f10; }

check_act() {
  begin act
  local before faults tick
  settings act
  fill_areas "${DISKS[@]}"
  before=$(resident_kib)
  expect "the unit starts" start_unit
  expect "it acts" unit_said 'mode act, .*truncator stock'
  faults=$(major_faults)
  tick=$(ticks)
  start_squeezing
  expect "it frees" wait_until unit_said 'freed [0-9.]+ [KM]iB'
  faults=$(($(major_faults) - faults))
  tick=$(($(ticks) - tick))
  stop_squeezing
  expect "it ticks meanwhile" [ "$tick" -gt 0 ]
  expect "the thread that decides waits for no disk" [ "$faults" = 0 ]
  expect "the parameter is back" wait_until parameter_is_usual
  expect "the lease is gone" wait_until [ ! -e $LEASE ]
  finish "$before -> $(resident_kib) KiB; $(said | grep -m1 -o 'freed [0-9.]* [KM]iB in [0-9.]* *m*s');" \
    "$tick ticks and $faults major faults of the thread that decides while memory was short"
}

# Stops the agent inside a release, on areas that cannot be cut.
catch_agent() {
  settings act
  fill_areas "${DISKS[@]}"
  pin_areas "${DISKS[@]}"
  expect "the unit starts" start_unit
  start_squeezing
  expect "the agent is caught with the parameter lowered" catch_release
}

let_go() {
  stop_squeezing
  expect "the commands in flight succeed" release_areas
}

check_stop() {
  begin stop
  local began
  catch_agent
  began=$(cut -d. -f1 /proc/uptime)
  expect "systemctl stop succeeds" systemctl stop $UNIT
  began=$(($(cut -d. -f1 /proc/uptime) - began))
  expect "the unit is inactive" unit_is inactive
  expect "its end was a good one" [ "$(property Result) $(property ExecMainStatus)" = "success 0" ]
  expect "well before systemd would have killed it" [ "$began" -lt 60 ]
  expect "the parameter is restored" parameter_is_usual
  expect "the lease is gone" [ ! -e $LEASE ]
  let_go
  finish "parameter at $CAUGHT_MB, stopped after $began s, parameter $(parameter)"
}

check_kill() {
  begin kill
  local first
  catch_agent
  first=$AGENT_PID
  kill -KILL "$first"
  expect "the parameter is restored" wait_until parameter_is_usual
  expect "without Java: by the unit's own command" wait_until unit_said 'restore-limit: .* is 1536 again'
  let_go
  expect "the unit comes back" wait_until eval 'unit_is active && [ "$(property MainPID)" != "$first" ]'
  expect "by itself" [ "$(property NRestarts)" -ge 1 ]
  expect "and runs" wait_until eval '[ "$(said | grep -c " host, ")" -ge 2 ]'
  finish "$(said | grep -m1 -o 'restore-limit.*'), $(property NRestarts) restart"
}

# An agent that runs out of memory is started again, however often: this one cannot even start. The code is the JVM's own.
# A heap that is too small would be refused before, by name; of metaspace nobody knows how much it takes.
check_heap() {
  begin heap
  local dropin=/run/systemd/system/$UNIT.d restarts release archive
  mkdir -p "$dropin"
  release=$(dirname "$(dirname "$(readlink -f "$(command -v tcmu-reclaim)")")")
  archive=$release/engine/agent/target/agent.jsa
  # From the archive of the agent's classes they would take no metaspace. Without that of the JVM's own it would end
  # before it had noted its start.
  mv "$archive.origin" "$archive.aside"
  printf '[Service]\nEnvironment="TCMU_RECLAIM_JVM_OPTIONS=-XX:MaxMetaspaceSize=7m"\n' >"$dropin/heap.conf"
  systemctl daemon-reload
  mark
  systemctl restart --no-block $UNIT
  expect "it is started again" wait_until eval '[ "$(property NRestarts)" -ge 2 ]'
  expect "after the JVM's code" unit_said 'status=3|OutOfMemoryError'
  restarts=$(property NRestarts)
  rm -r "$dropin"
  mv "$archive.aside" "$archive.origin"
  systemctl daemon-reload
  expect "with enough heap it runs, without a command" wait_until unit_said ' host, [0-9]+ devices?, mode '
  AGENT_PID=$(property MainPID)
  tcmu-reclaim status >"$OUT/status-after-heap.txt" 2>>"$OUT/commands.err"
  expect "status tells of it" grep -q '^RESTARTED .*out of memory' "$OUT/status-after-heap.txt"
  finish "$restarts restarts; $(grep -m1 '^RESTARTED' "$OUT/status-after-heap.txt")"
}

# What no second try mends is not tried again.
check_refused() {
  begin refused
  echo 'mood: act' >$SETTINGS
  mark
  systemctl restart $UNIT
  expect "the unit fails" wait_until unit_is failed
  expect "as a configuration" [ "$(property ExecMainStatus)" = $CONFIGURATION ]
  expect "the journal has file, line and key" wait_until unit_said 'agent.yaml:1.*mood'
  sleep 7 # longer than RestartSec
  expect "it is not started again" [ "$(property NRestarts) $(property ActiveState)" = "0 failed" ]
  settings act
  systemctl reset-failed $UNIT
  finish "$(said | grep -m1 'agent.yaml:1')"
}

# The same unit on the kernel module: its ioctls pass DevicePolicy=closed and the system call filter.
to_shim() {
  local number
  systemctl stop $UNIT
  for number in "${!NAMES[@]}"; do remove_lun "${NAMES[number]}" "$number"; done
  kill "$RUNNER"
  wait "$RUNNER"
  rmdir $TARGET/core/user_0
  rmmod target_core_user && load_shim && mkdir -p $TARGET/core/user_0 && start_runner && create_luns
}

check_shim() {
  begin shim
  settings act
  expect "the stock module goes, the shim comes" to_shim
  fill_areas "${DISKS[@]}"
  expect "the unit starts" start_unit
  expect "it takes the shim" unit_said 'mode act, .*truncator shim'
  tell shrink gold-01 --keep 0B >"$OUT/shrink.json"
  expect "it cuts one LUN" grep -q '"result":"freed"' "$OUT/shrink.json"
  finish "$(sed -n 's/.*"freed_pages":\([0-9]*\).*/\1/p' "$OUT/shrink.json") pages of gold-01 freed;" \
    "$(said | grep -m1 -o 'truncator shim.*')"
}

"$REPO/bin/install-into" '' /usr >"$OUT/install.log" 2>&1 || die "cannot be installed; see install.log"
systemctl daemon-reload
systemctl -q enable $UNIT
start_tcmu_host
create_luns
add_swap
echo $USUAL_MB >$PARAMETER
systemd-analyze --no-pager security $UNIT >"$OUT/security.txt" 2>&1
journalctl -q -f -n all -u $UNIT -o short-precise >"$OUT/journal.txt" &
run observe hardening doctor serve reload removed upgrade act stop kill heap refused shim kernel
log "end of the suite"
