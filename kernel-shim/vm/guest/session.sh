#!/bin/bash
# First process of the guest once its root is mounted: finishes the boot, runs the script that was
# asked for, leaves its status and the guest's logs in the output folder, and powers off.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
OUT=/run/out
exec </dev/null >>"$OUT/session.log" 2>&1
set -a
# shellcheck source=/dev/null
. "$OUT/session.env"
set +a
export OUT
export GUEST=$REPO/kernel-shim/vm/guest

# What systemd has done already where it is the first process.
mount_the_rest() {
  mount -t devpts devpts /dev/pts
  mount -t tmpfs tmpfs /dev/shm
  mount -t cgroup2 cgroup2 /sys/fs/cgroup
  mount -t tracefs tracefs /sys/kernel/tracing
  ip link set lo up
  hostname tcmu-vm
}

# Makes systemd the first process, and the rest of this script the one unit that it starts, with a journal. Nothing of
# what the machine's own systemd would start is: it would take minutes here.
become_systemd() {
  local units=/etc/systemd/system unit
  mkdir -p "$units"
  for unit in {/usr/lib,/etc}/systemd/system/{sysinit,basic,local-fs,sockets,timers,multi-user}.target.wants/*; do
    case ${unit##*/} in
      systemd-journald.* | \*) ;;
      *) ln -sfn /dev/null "$units/${unit##*/}" ;;
    esac
  done
  ln -sfn "$units/session.target" "$units/default.target"
  printf '[Unit]\nAllowIsolate=yes\nDefaultDependencies=no\nWants=session.service systemd-journald.service\n' \
    >"$units/session.target"
  printf '[Unit]\nDefaultDependencies=no\nAfter=systemd-journald.service\n[Service]\nType=simple\nExecStart=%s\n' \
    "/bin/bash $GUEST/session.sh" >"$units/session.service"
  : >/etc/machine-id # makes systemd choose one
  exec /lib/systemd/systemd --log-target=kmsg --show-status=no
}

finish_boot() {
  mkdir -p /dev/pts /dev/shm /run/lock /var/log /root
  [ -d /run/systemd/system ] || mount_the_rest
  ln -sfn /proc/self/fd /dev/fd # devtmpfs leaves this to udev, and bash wants it
  ulimit -n 65536
  dmesg --follow >"$OUT/dmesg.log" 2>/dev/null &
}

run_script() {
  if [ "${CONSOLE:-}" = tty ]; then
    stty -F /dev/ttyS0 rows "$ROWS" cols "$COLS"
    setsid --ctty --wait bash "$GUEST/$SCRIPT" </dev/ttyS0 >/dev/ttyS0 2>&1
    local status=$?
    stty -F /dev/ttyS0 sane # waits until the last lines have left
    return $status
  else
    timeout -k 10 "$GUEST_TIMEOUT" bash "$GUEST/$SCRIPT" >"$OUT/script.log" 2>&1
  fi
}

# What the script left running goes first: a memory hog or a stopped handler would keep the logs from being
# written in time.
leave_logs() {
  { free -m; cat /proc/pressure/memory /proc/meminfo; ps -eo pid,ppid,stat,rss,etimes,args; } >"$OUT/state.txt"
  kill -KILL -1
  dmesg >"$OUT/dmesg.log"
}

# At once: an orderly end would flush the disks, and nobody serves them any more.
power_off() {
  echo b >/proc/sysrq-trigger
  while :; do sleep 1; done
}

if [ "$SCRIPT" = systemd.sh ] && [ $$ = 1 ]; then become_systemd; fi
finish_boot
echo "booted in $(cut -d' ' -f1 /proc/uptime) s" >"$OUT/booted"
run_script
status=$?
[ "$status" != 124 ] || echo "the script overran its $GUEST_TIMEOUT s" >&2
leave_logs
echo "$status" >"$OUT/status.new" && mv "$OUT/status.new" "$OUT/status"
power_off
