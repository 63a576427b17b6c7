# LUNs with handlers of our own.
# shellcheck shell=bash

# add_own_lun NAME NUMBER COMMAND...: a LUN that COMMAND serves, which gets MINOR and BLOCKS of 512 bytes behind its words;
# leaves OWN_MINOR, OWN_DISK and OWN_HANDLER. What it says is in $OUT/NAME.log.
add_own_lun() {
  local name=$1 number=$2 device=$TARGET/core/user_0/$1
  shift 2
  mkdir "$device"
  echo "dev_config=none/$name,dev_size=$((LUN_MB << 20)),hw_block_size=512" >"$device/control"
  echo "hw_max_sectors=$((COMMAND_KIB * 2)),max_data_area_mb=$AREA_MB,cmd_ring_size_mb=$RING_MB" >"$device/control"
  echo -1 >"$device/attrib/nl_reply_supported" # nobody waits for tcmu-runner, which serves no such device
  echo 1 >"$device/enable"
  echo 0 >"$device/attrib/cmd_time_out"
  echo 1 >"$device/attrib/tmr_notification"
  OWN_MINOR=$(minor_of "$name")
  "$@" "$OWN_MINOR" $((LUN_MB * 2048)) >"$OUT/$name.log" 2>&1 &
  OWN_HANDLER=$!
  export_own_lun "$name" "$number"
}

export_own_lun() {
  mkdir "$LOOPBACK/lun/lun_$2"
  ln -s "$TARGET/core/user_0/$1" "$LOOPBACK/lun/lun_$2/exported"
  wait_until lun_has_disk "$2" || die "LUN $1 has no disk"
  OWN_DISK=$(disk_of_lun "$2")
  prepare_disks
  settle_disks "$OWN_DISK"
}

remove_own_lun() {
  rm "$LOOPBACK/lun/lun_$2/exported"
  rmdir "$LOOPBACK/lun/lun_$2" "$TARGET/core/user_0/$1"
}

end_own_handler() {
  kill -TERM $OWN_HANDLER
  wait $OWN_HANDLER
}

# own_said NAME FIELD: prints a figure of the handler's last line.
own_said() { tail -n 1 "$OUT/$1.log" | sed -n "s/^\(.* \)\?$2=\([0-9]*\).*/\2/p"; }
