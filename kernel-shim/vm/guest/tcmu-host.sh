# A TCMU host inside the guest: tcmu-runner, LUNs on tmpfs images, the loopback fabric, and what can be
# read about data areas from outside. Sourced after checks.sh by the scripts of this folder.
# shellcheck shell=bash

TARGET=/sys/kernel/config/target
PARAMETER=/sys/module/target_core_user/parameters/global_max_data_area_mb
LOOPBACK=$TARGET/loopback/naa.5001405000000001/tpgt_1
AREA_MB=8 # data area of each LUN
PAGES_PER_BLOCK=1
RING_MB=1 # command ring in front of it, mapped by the handler as well
LUN_MB=32
COMMAND_KIB=512 # largest command of the LUNs
COMMAND_SECONDS=0 # until the driver gives a command up; 0: never, so that a stopped handler is slow, not broken

# Loads the target, starts tcmu-runner out of reach of Ctrl-C and waits until it answers on D-Bus.
start_tcmu_host() {
  mkdir -p /etc/target/pr /etc/target/alua /run/img
  modprobe -a target_core_user tcm_loop sd_mod
  mountpoint -q /sys/kernel/config || mount -t configfs configfs /sys/kernel/config
  mkdir -p $TARGET/core/user_0
  [ -e /run/dbus/pid ] || start_system_bus
  sed -i 's/^#* *log_level *=.*/log_level = 3/' /etc/tcmu/tcmu.conf
  start_runner
  [ -d $LOOPBACK ] || { mkdir -p $LOOPBACK; echo naa.5001405000000002 >$LOOPBACK/nexus; }
}

start_runner() {
  setsid tcmu-runner --tcmu-log-dir "$OUT" >>"$OUT/tcmu-runner.out" 2>&1 &
  RUNNER=$!
  protect_from_oom $RUNNER
  wait_until runner_answers || die "tcmu-runner did not come up"
}

# The hog is what an out-of-memory kill should take, never the host under test.
protect_from_oom() { echo -1000 >"/proc/$1/oom_score_adj"; }

start_system_bus() {
  getent passwd messagebus >/dev/null || echo 'messagebus:x:499:499::/nonexistent:/bin/false' >>/etc/passwd
  getent group messagebus >/dev/null || echo 'messagebus:x:499:' >>/etc/group
  mkdir -p /run/dbus
  dbus-daemon --system --fork
}

runner_answers() {
  dbus-send --system --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.NameHasOwner string:org.kernel.TCMUService1 2>/dev/null | grep -q 'true$'
}

# create_lun NAME NUMBER: creates user_0/NAME and exports it as LUN NUMBER of the loopback target.
create_lun() {
  local device=$TARGET/core/user_0/$1 image=/run/img/$1.img
  truncate -s ${LUN_MB}M "$image"
  mkdir "$device"
  echo "dev_config=qcow/$image,dev_size=$((LUN_MB << 20)),hw_block_size=512" >"$device/control"
  echo "hw_max_sectors=$((COMMAND_KIB * 2)),max_data_area_mb=$AREA_MB,cmd_ring_size_mb=$RING_MB" \
    >"$device/control"
  echo "data_pages_per_blk=$PAGES_PER_BLOCK" >"$device/control"
  echo 1 >"$device/enable"
  echo $COMMAND_SECONDS >"$device/attrib/cmd_time_out"
  mkdir "$LOOPBACK/lun/lun_$2"
  ln -s "$device" "$LOOPBACK/lun/lun_$2/exported"
}

# remove_lun NAME NUMBER: takes back what create_lun did.
remove_lun() {
  rm "$LOOPBACK/lun/lun_$2/exported"
  rmdir "$LOOPBACK/lun/lun_$2" "$TARGET/core/user_0/$1"
  rm "/run/img/$1.img"
}

# Prints the /dev/sdX of LUN number $1, or nothing while it has none.
disk_of_lun() {
  local block
  for block in /sys/class/scsi_device/*:"$1"/device/block/*; do
    if [ -b "/dev/${block##*/}" ]; then echo "/dev/${block##*/}"; fi
  done
}

lun_has_disk() { [ -n "$(disk_of_lun "$1")" ]; }

# Gives commands of every disk ten minutes before the SCSI layer aborts them, and keeps requests whole.
prepare_disks() {
  local disk
  for disk in /sys/block/sd*; do
    echo 600 >"$disk/device/timeout"
    echo 2 >"$disk/queue/nomerges"
    echo $COMMAND_KIB >"$disk/queue/max_sectors_kb"
  done
}

# Gets out of the way what would keep DISK... from taking commands while the handler is stopped: a scan for
# partitions, which an open waits for; and the news of a change of LUNs, which a disk gets with its next
# command. That command is tried again, but only once those in flight have ended.
settle_disks() {
  local disk
  for disk in "$@"; do dd if="$disk" of=/dev/null bs=4k count=1 iflag=direct status=none; done
}

parameter() { local value; read -r value <$PARAMETER; echo "$value"; }

# Prints the resident KiB of all /dev/uioN mappings of tcmu-runner: command rings and data areas.
mapped_kib() {
  awk '/\/dev\/uio/ {uio = 1} uio && /^Rss:/ {sum += $2; uio = 0} END {print sum + 0}' \
    "/proc/$RUNNER/smaps"
}

# Prints the resident KiB of the command rings alone, page by page from pagemap.
ring_kib() {
  local pages=$((RING_MB * 256)) start
  awk '/\/dev\/uio/ {print $1}' "/proc/$RUNNER/maps" | while IFS=- read -r start _; do
    dd if="/proc/$RUNNER/pagemap" bs=8 skip=$((0x$start / 4096)) count=$pages status=none
  done | od -An -v -tx8 -w8 | awk '$1 ~ /^[89a-f]/ {n++} END {print n * 4}'
}

# Prints the resident KiB of the data areas.
resident_kib() {
  local rings
  rings=$(ring_kib) # first: rings only grow, so this never counts more than the mappings hold
  echo $(($(mapped_kib) - rings))
}
