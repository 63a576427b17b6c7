# The host under test: the patched module in place of the stock one, and LUNs on it.
# shellcheck shell=bash

# load_shim [FILE]: loads the module, or another build of it.
load_shim() {
  modprobe -a target_core_mod uio
  insmod "$MODULE/${1:-target_core_user.ko}"
  [ -c /dev/tcmu-reclaim ]
}

# load_companion [FILE]: loads the module beside the stock driver, which is running.
load_companion() { "$MODULE/tcmu-reclaim-load" "$MODULE/${1:-tcmu_reclaim.ko}"; }

# Whether the driver is the stock one. Its own work reads rings as they are, and looks at inodes that may be gone.
driver_is_stock() { [ -d /sys/module/tcmu_reclaim ]; }

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
