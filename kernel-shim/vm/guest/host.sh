# The ordinary guest of vm.sh and demo.sh: a TCMU host with a few customers' LUNs and swap.
# shellcheck shell=bash

for part in checks tcmu-host load agent; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

# start_host NAME...: brings the host up with one LUN per NAME; their disks are left in DISKS.
start_host() {
  local number=0 name
  echo "Starting tcmu-runner and $# LUNs ..."
  start_tcmu_host
  DISKS=()
  for name in "$@"; do
    create_lun "$name" $number
    wait_until lun_has_disk $number || die "$name has no disk"
    DISKS+=("$(disk_of_lun $number)")
    number=$((number + 1))
  done
  prepare_disks
  add_swap
}

# One line on the state of the host, from outside the agent.
host_line() {
  echo "data areas $(($(resident_kib) / 1024)) MiB resident," \
    "$PARAMETER_NAME $(parameter), available $(awk '/^MemAvailable:/ {print int($2 / 1024)}' /proc/meminfo) MiB," \
    "stalled on memory $(($(stalled_micros) / 1000)) ms since boot"
}

PARAMETER_NAME=${PARAMETER##*/}
