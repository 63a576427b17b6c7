# The host under test: the patched module in place of the stock one, and LUNs on it.
# shellcheck shell=bash

# load_shim [FILE]: loads the module, or another build of it.
load_shim() {
  modprobe -a target_core_mod uio
  insmod "$MODULE/${1:-target_core_user.ko}"
  [ -c /dev/tcmu-reclaim ]
}

create_luns() {
  local number
  DISKS=()
  MINORS=()
  for number in "${!NAMES[@]}"; do
    create_lun "${NAMES[number]}" "$number"
    wait_until lun_has_disk "$number" || die "LUN $number has no disk"
    DISKS+=("$(disk_of_lun "$number")")
    MINORS+=("$(minor_of "${NAMES[number]}")")
  done
  prepare_disks
}

# Prints the N of the /dev/uioN of device $1.
minor_of() {
  local name
  for name in /sys/class/uio/uio*/name; do
    case $(<"$name") in
      tcm-user/0/"$1"/*) name=${name%/name}; echo "${name##*/uio}" ;;
    esac
  done
}
