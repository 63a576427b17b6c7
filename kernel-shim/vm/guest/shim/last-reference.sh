# Devices that go while they are cut. The handler's file holds the last reference to a node of its own: it goes before the
# device, and the driver remembers an inode that is gone, or after it, and takes the device's pages along.
# shellcheck shell=bash

REFERENCE_ROUNDS=5 # of both orders
NODES=/run/nodes
TRACING=/sys/kernel/tracing

# A handler with a node of its own in place of /dev/uioMINOR, on a file system that is gone everywhere else.
with_own_node() {
  mkdir -p $NODES
  mount -t tmpfs nodes $NODES
  mknod "$NODES/uio$1" c "$(cut -d: -f1 "/sys/class/uio/uio$1/dev")" "$1"
  # shellcheck disable=SC2016  # expanded by that shell
  exec unshare --mount sh -c 'mount --bind "$1/uio$2" "/dev/uio$2"; exec "$3" "$2" "$4" 0' \
    sh $NODES "$1" "$MODULE/tcmu-reclaim-handler" "$2"
}

read_own_lun() { dd if="$OWN_DISK" of=/dev/null bs=512k count=4 iflag=direct status=none; }

# Kills the handler: its mapping, its file and, as the node is nowhere else, the inode go.
drop_node() {
  umount $NODES
  kill -KILL "$OWN_HANDLER"
  wait "$OWN_HANDLER" 2>/dev/null
}

start_tracing_unmaps() {
  echo 'p:tcmu_unmaps unmap_mapping_range' >$TRACING/kprobe_events
  echo 'comm ~ "tcmu-reclaim-*"' >$TRACING/events/kprobes/tcmu_unmaps/filter
  echo 1 >$TRACING/events/kprobes/tcmu_unmaps/enable
}

stop_tracing_unmaps() {
  echo 0 >$TRACING/events/kprobes/tcmu_unmaps/enable
  echo >$TRACING/kprobe_events
}

# How often a program of ours has had mappings of a device removed.
unmaps() { grep -c ' tcmu_unmaps: ' $TRACING/trace; }

no_pages() { [ "$(shim info | sed -n 's/.* pages=\([0-9]*\).*/\1/p')" = 0 ]; }

# The device has no handler any more: an inode that is gone would be looked at to unmap, and nothing is mapped.
cut_behind_the_handler() {
  local before
  before=$(unmaps)
  AREA_MB=4 add_own_lun last $STORM_FIRST with_own_node
  expect "it takes commands, round $1" read_own_lun
  scan "$OWN_MINOR" 64
  expect "with a handler its mappings are removed, round $1" [ "$(said error) $(unmaps)" = "none $((before + 1))" ]
  drop_node
  scan "$OWN_MINOR" 0
  expect "without one it is cut, round $1" [ "${SCAN%% *} $(said pages)" = "freed 64" ]
  expect "and no inode is looked at, round $1" [ "$(unmaps)" = $((before + 1)) ]
  remove_own_lun last $STORM_FIRST
}

# The device goes first, under cuts; the mapping of the handler keeps what is left of it.
remove_before_the_handler() {
  rm -f /run/stop-storm
  STORM_SLICE_SECONDS=1 STORM_PAUSE_MICROS=200 storm_slices &
  STORM=$!
  AREA_MB=4 add_own_lun last $STORM_FIRST with_own_node
  expect "it takes commands under cuts, round $1" read_own_lun
  kill -STOP "$OWN_HANDLER" # it would end when its device has gone
  remove_own_lun last $STORM_FIRST
  expect "the handler is there, round $1" kill -0 "$OWN_HANDLER"
  expect "nothing is to be cut, round $1" [ -z "$(count "$OWN_MINOR" pages)" ]
  drop_node
  touch /run/stop-storm
  expect "the storm went on to the end, round $1" wait "$STORM"
}

check_last_reference() {
  begin last-reference
  local round
  : >"$OUT/storm.log"
  dmesg -n 1
  start_tracing_unmaps
  for ((round = 1; round <= REFERENCE_ROUNDS && ${#PROBLEMS[@]} == 0; round++)); do
    cut_behind_the_handler $round
    remove_before_the_handler $round
    expect "all pages are given back, round $round" wait_until no_pages
  done
  finish "$REFERENCE_ROUNDS devices cut behind their handlers, $REFERENCE_ROUNDS removed before; $(storm_sum freed)" \
    "effective truncations of $(storm_sum pages) pages meanwhile; $(unmaps) unmapped"
  stop_tracing_unmaps
}
