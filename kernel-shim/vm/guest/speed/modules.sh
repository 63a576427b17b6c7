# One device with a handler of our own, on the patched module or on the stock one.
# shellcheck shell=bash

# No tcmu-runner: what its one thread does with a burst would hide what the kernel does.
start_target() {
  modprobe -a target_core_mod uio tcm_loop sd_mod
  mountpoint -q /sys/kernel/config || mount -t configfs configfs /sys/kernel/config
  mkdir -p "$LOOPBACK"
  echo naa.5001405000000002 >"$LOOPBACK/nexus"
  MODULE_IN_USE=none
}

# use_module shim|stock: loads it with a fresh device; DISK, MINOR and RUNNER are the device's.
use_module() {
  [ $MODULE_IN_USE = none ] || { drop_device; rmmod target_core_user; } || die "cannot unload $MODULE_IN_USE"
  if [ "$1" = shim ]; then insmod "$MODULE/target_core_user.ko"; else modprobe target_core_user; fi || die "no $1 module"
  MODULE_IN_USE=$1
  make_device
  log "the $1 module serves $DISK"
}

make_device() {
  local device=$TARGET/core/user_0/fast
  mkdir -p "$device"
  echo "dev_config=none/fast,dev_size=$((LUN_MB << 20)),hw_block_size=512" >"$device/control"
  echo "hw_max_sectors=$((COMMAND_KIB * 2)),max_data_area_mb=$AREA_MB,cmd_ring_size_mb=$RING_MB" >"$device/control"
  echo "data_pages_per_blk=$PAGES_PER_BLOCK" >"$device/control"
  echo 1 >"$device/enable"
  echo 0 >"$device/attrib/cmd_time_out"
  MINOR=$(minor_of fast)
  start_handler
  mkdir "$LOOPBACK/lun/lun_0"
  ln -s "$device" "$LOOPBACK/lun/lun_0/exported"
  wait_until lun_has_disk 0 || die "no disk"
  DISK=$(disk_of_lun 0)
  prepare_disks
  settle_disks "$DISK"
}

# Its orders go through ORDERS, its answers to handler.log.
start_handler() {
  rm -f /run/orders
  mkfifo /run/orders
  "$MODULE/tcmu-reclaim-handler" "$MINOR" $((LUN_MB * 2048)) $LARGE_DELAY </run/orders >>"$OUT/handler.log" 2>&1 &
  RUNNER=$!
  exec {ORDERS}>/run/orders
}

drop_device() {
  rm "$LOOPBACK/lun/lun_0/exported"
  rmdir "$LOOPBACK/lun/lun_0"
  kill $RUNNER
  wait $RUNNER 2>/dev/null
  exec {ORDERS}>&-
  rmdir "$TARGET/core/user_0/fast" "$TARGET/core/user_0"
  pause 1 # the stock module does not wait for the RCU callback that frees a device, and would be gone when it runs
}
