# What the shim says about a device, and what can be seen of it from outside.
# shellcheck shell=bash

shim() { "$MODULE/tcmu-reclaim-example" "$@" 2>&1; }

# count MINOR FIELD: prints what the shim counts.
count() { shim count | sed -n "s/^uio$1 \(.* \)\?$2=\([0-9]*\).*/\2/p"; }

# scan MINOR KEEP: truncates; its line is left in SCAN.
scan() { SCAN=$(shim scan "$1" "$2"); log "scan $1 $2: $SCAN"; }

# Prints a field of SCAN.
said() { sed -n "s/.* $1=\([^ ]*\).*/\1/p" <<<"$SCAN"; }

# Prints the resident KiB of the handler's mapping of /dev/uioN, ring included.
uio_kib() {
  awk -v node="/dev/uio$1" '$NF == node {uio = 1} uio && /^Rss:/ {sum += $2; uio = 0} END {print sum + 0}' \
    "/proc/$RUNNER/smaps"
}

available_kib() { awk '/^MemAvailable:/ {print $2}' /proc/meminfo; }
