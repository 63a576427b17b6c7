# Load on the LUNs and on memory. Sourced after tcmu-host.sh by the scripts of this folder.
# shellcheck shell=bash

FILL_COMMANDS=14 # of COMMAND_KIB each, per LUN: 7 of the 8 MiB of its data area
VERIFY_MB=4      # start of each disk that the verifying load owns; the fill reads behind it

# A compressed swap in memory, so that pressure stalls tasks instead of killing them.
add_swap() {
  modprobe zram num_devices=1
  # 6.12 has only the default one
  ! grep -q lzo-rle /sys/block/zram0/comp_algorithm || echo lzo-rle >/sys/block/zram0/comp_algorithm
  echo 1G >/sys/block/zram0/disksize
  mkswap /dev/zram0 >/dev/null
  swapon -p 100 /dev/zram0
}

# pin_areas DISK...: stops the handler with FILL_COMMANDS reads in flight on every disk, so that no
# data area can be cut below them until release_areas.
pin_areas() {
  local disk jobs=()
  for disk in "$@"; do jobs+=("--name=$disk" "--filename=$disk"); done
  settle_disks "$@"
  kill -STOP "$RUNNER"
  fio --rw=randread --bs=${COMMAND_KIB}k --direct=1 --ioengine=libaio --iodepth=$FILL_COMMANDS \
    --thread --offset=${VERIFY_MB}M --size=$((FILL_COMMANDS * COMMAND_KIB))k "${jobs[@]}" \
    >"$OUT/fio-fill.log" 2>&1 &
  FILL=$!
  wait_until reads_in_flight $FILL_COMMANDS "$@"
}

# The handler goes on; every page of the commands in flight gets touched. Succeeds if all commands did.
release_areas() {
  kill -CONT "$RUNNER"
  wait "$FILL"
}

# Makes the data areas of DISK... resident: at least three quarters of what the commands of one fill take.
# A fill falls short when the handler went on before the last command had reached its ring.
fill_areas() {
  local try goal=$(($# * FILL_COMMANDS * COMMAND_KIB * 3 / 4))
  for try in {1..10}; do
    pin_areas "$@"
    release_areas
    [ "$(resident_kib)" -lt "$goal" ] || return 0
    log "fill $try reached $(resident_kib) of $goal KiB"
  done
  return 1
}

reads_in_flight() {
  local least=$1 disk reads
  shift
  for disk in "$@"; do
    read -r reads _ <"/sys/block/${disk#/dev/}/inflight"
    [ "$reads" -ge "$least" ] || return 1
  done
}

# start_verifying DISK...: writes and verifies in rounds until stop_verifying. Each round has its own
# seed, so that what an earlier round left in a stale page does not pass.
start_verifying() {
  rm -f /run/stop-verifying
  verify_rounds "$@" &
  VERIFYING=$!
}

verify_rounds() {
  local round=0 status disk jobs=()
  for disk in "$@"; do jobs+=("--name=$disk" "--filename=$disk"); done
  while [ ! -e /run/stop-verifying ]; do
    round=$((round + 1))
    status=0
    fio --rw=randwrite --bs=16k --direct=1 --ioengine=libaio --iodepth=4 --thread \
      --size=${VERIFY_MB}M --io_size=1M --verify=crc32c --verify_backlog=16 --verify_fatal=0 \
      --randseed=$round --group_reporting --output-format=json "${jobs[@]}" \
      >/run/verify-round.json 2>>"$OUT/fio-verify.err" || status=$?
    echo "$round $status $(verified_bytes </run/verify-round.json)" >>"$OUT/fio-verify.rounds"
    pause 0.5 # the devices go idle between rounds, as bursty tenants do
  done
}

# Prints what fio read back and compared in one round.
verified_bytes() {
  awk '/"read" : {/ {read = 1} read && /"io_bytes"/ {gsub(/[^0-9]/, ""); sum += $0; read = 0}
    END {print sum + 0}'
}

stop_verifying() { touch /run/stop-verifying; wait "$VERIFYING"; }

# Squeezes memory to the point where tasks stall, until stop_squeezing.
start_squeezing() {
  local mib
  mib=$(squeeze_mib)
  log "squeezing with $mib MiB"
  setsid stress-ng --vm 1 --vm-bytes "${mib}m" --vm-method write64 --vm-keep \
    >>"$OUT/stress-ng.log" 2>&1 &
  SQUEEZE=$!
  wait_until squeezing # the process group to kill exists only after a moment
}

squeezing() { kill -0 -- "-$SQUEEZE" 2>/dev/null; }

# A fifth more than is available; swap absorbs it.
squeeze_mib() { awk '/^MemAvailable:/ {print int($2 / 1024 * 1.2)}' /proc/meminfo; }

# Kills the whole group: asked nicely, a hog ends its pass over swapped memory first. Returns when its memory is
# free: the size of the next hog is taken from what is available then, and one that finds room squeezes nobody.
stop_squeezing() {
  kill -KILL -- "-$SQUEEZE"
  wait "$SQUEEZE" || true
  wait_until hogs_are_gone
}

# A zombie has given its memory back. Fields behind the name: state, parent, process group.
hogs_are_gone() {
  cat /proc/[0-9]*/stat 2>/dev/null |
    awk -v group="$SQUEEZE" '{sub(/^.*\) /, "")} $3 == group && $1 != "Z" {left = 1} END {exit left}'
}

# Prints the microseconds that some task has stalled on memory since boot.
stalled_micros() { sed -n 's/^some.*total=//p' /proc/pressure/memory; }
