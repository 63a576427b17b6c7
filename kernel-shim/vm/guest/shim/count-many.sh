# COUNT over many devices.
# shellcheck shell=bash

# create_backstores NUMBER: devices without a LUN, which is all that COUNT asks for. With no handler yet, none of
# them waits for one.
create_backstores() {
  local number device
  mountpoint -q /sys/kernel/config || mount -t configfs configfs /sys/kernel/config
  mkdir -p "$TARGET/core/user_0"
  for ((number = 0; number < $1; number++)); do
    device=$TARGET/core/user_0/many-$number
    mkdir "$device" || return
    echo "dev_config=none/many-$number,dev_size=1048576,hw_block_size=512" >"$device/control" || return
    echo "max_data_area_mb=4,cmd_ring_size_mb=1" >"$device/control" || return
    echo 1 >"$device/enable" || return
  done
}

# Without the folder itself the module can be unloaded.
remove_backstores() { rmdir "$TARGET"/core/user_0/many-* "$TARGET/core/user_0"; }

# check_count_many: DEVICES devices; the figures are printed, and only what does not depend on the machine's speed is
# judged: each device is there once, and its bytes are what the ABI says.
check_count_many() {
  begin count-many
  local devices=${COUNT_DEVICES:-256} plain ladders
  expect "$devices devices come up" create_backstores "$devices"
  "$MODULE/tcmu-reclaim-count" "${COUNT_ROUNDS:-51}" >"$OUT/count.log" 2>&1
  read -r _ plain <<<"$(grep '^plain ' "$OUT/count.log")"
  read -r _ ladders <<<"$(grep '^ladders ' "$OUT/count.log")"
  expect "one COUNT tells of all of them" [ "${plain%% min*}" = "devices=$devices bytes=$((devices * 144))" ]
  expect "and of their ladders" [ "${ladders%% min*}" = "devices=$devices bytes=$((devices * (144 + 768)))" ]
  expect "each has its own minor" [ "$(shim count | awk '/^uio/ {print $1}' | sort -u | wc -l)" = "$devices" ]
  expect "they go away" remove_backstores
  expect "and COUNT knows" [ "$(shim count | grep -c '^uio')" = 0 ]
  finish "plain $plain; with ladders $ladders"
}
