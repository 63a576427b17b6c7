# The module beside a running stock driver.
# shellcheck shell=bash

driver_build() { od -An -v -tx1 -j16 /sys/module/target_core_user/notes/.note.gnu.build-id | tr -d ' \n'; }

BTF=/sys/kernel/btf
DRIVER_BTF=$BTF/target_core_user
DRIVER_BUILD=/sys/module/target_core_user/notes/.note.gnu.build-id

# refused_with WHAT SENTENCE FILE: with what FILE holds in place of WHAT, loading is refused with that sentence.
refused_with() {
  local said
  mount --bind "$3" "$1"
  said=$(load_companion 2>&1) && PROBLEMS+=("loading with another $1")
  umount "$1"
  REFUSED=$((REFUSED + 1))
  expect "the sentence \"$2\", not \"$said\"" grep -qF -- "$2" <<<"$said"
}

# refused_edited WHAT SENTENCE EDIT: likewise, with WHAT as sed leaves it.
refused_edited() {
  LC_ALL=C sed "$3" "$1" >/run/edited
  expect "sed \"$3\" changes something" eval "! cmp -s $1 /run/edited"
  refused_with "$1" "$2" /run/edited
}

# refused_parameters WHAT EDIT: the module itself refuses parameters as sed leaves them.
refused_parameters() {
  local parameters
  parameters=$("$MODULE/tcmu-reclaim-load" --print)
  REFUSED=$((REFUSED + 1))
  expect "$1 is seen" [ "$(sed "$2" <<<"$parameters")" != "$parameters" ]
  # shellcheck disable=SC2046  # one word for each parameter
  expect "the module refuses $1" eval "! insmod $MODULE/tcmu_reclaim.ko $(sed "$2" <<<"$parameters") 2>/dev/null"
}

check_refused() {
  begin refused
  local said restrict
  REFUSED=2
  said=$(load_companion 2>&1) && PROBLEMS+=("no loading without the driver")
  expect "it says what is missing" grep -q 'target_core_user is not loaded' <<<"$said"
  modprobe target_core_user
  expect "without parameters it is not loaded" eval "! insmod $MODULE/tcmu_reclaim.ko 2>/dev/null"

  mkdir -p /run/nothing
  refused_with $BTF "no CONFIG_DEBUG_INFO_BTF" /run/nothing
  head -c 3000 $DRIVER_BTF >/run/half
  refused_with $DRIVER_BTF "no BTF that this program can read" /run/half
  refused_edited $DRIVER_BTF "has no tcmu_dev.dbi_thresh" 's/dbi_thresh/dbi_thresx/'
  refused_edited $DRIVER_BTF "no struct tcmu_dev" 's/tcmu_dev\x00/tcmu_dex\x00/'
  refused_edited $DRIVER_BTF "tcmu_dev.data_pages of the running kernel is" \
    's/\x00data_pages\x00/\x00these_page\x00/; s/\x00mmap_pages\x00/\x00data_pages\x00/'
  refused_edited $DRIVER_BTF "is the patched one" 's/\x00dbi_max\x00/\x00reclaim\x00/'
  refused_edited $DRIVER_BUILD "whose flags are not known" 's/^\(.\{16\}\)./\1x/'
  restrict=$(</proc/sys/kernel/kptr_restrict)
  echo 2 >/proc/sys/kernel/kptr_restrict
  said=$(load_companion 2>&1) && PROBLEMS+=("loading without addresses")
  echo "$restrict" >/proc/sys/kernel/kptr_restrict
  expect "it says why there are no addresses" grep -q 'kptr_restrict' <<<"$said"

  refused_parameters "the address of something else" 's/root_udev:/root_udev:1/'
  refused_parameters "an address within a variable" 's/\(root_udev_mutex:[0-9a-f]*\)./\18/'
  refused_parameters "a size of something else" 's/:4,/:8,/'
  refused_parameters "a place of something else" 's/uio_device.minor:/uio_device.minor:1/'
  refused_parameters "a layout with a hole" 's/dbi_max:[^,]*,//'
  expect "nothing is left of it" [ ! -d /sys/module/tcmu_reclaim ]
  expect "the driver can be unloaded" rmmod target_core_user
  finish "$((REFUSED + 1)) reasons, each with its sentence"
}

# While fio writes and verifies.
check_loaded() {
  begin loaded
  local busy
  : >"$OUT/fio-verify.rounds"
  : >"$OUT/fio-verify.err"
  start_verifying "${DISKS[@]}"
  wait_until [ -s "$OUT/fio-verify.rounds" ]
  expect "it loads" load_companion
  expect "all devices are seen" [ "$(shim count | grep -c '^uio')" = ${#NAMES[@]} ]
  expect "a second one is refused" eval "! load_companion 2>/dev/null"
  expect "it says what it can do" capabilities_are_as_said
  busy=$(rmmod target_core_user 2>&1) && PROBLEMS+=("the driver stays")
  expect "it is said to hold the driver" grep -q 'cannot be unloaded before this module' <<<"$(dmesg)"
  stop_verifying
  expect "fio verified something" [ "$(awk '{sum += $3} END {print sum + 0}' "$OUT/fio-verify.rounds")" -gt 0 ]
  expect "fio has nothing to complain about" [ ! -s "$OUT/fio-verify.err" ]
  finish "build $(driver_build); $busy"
}

CUTS=200   # the cuts go on until there were as many,
CUTS_MIB=4 # and as much was verified

enough_cuts() { [ "$(storm_sum freed)" -ge $CUTS ] && [ "$(verified_mib)" -ge $CUTS_MIB ]; }

# Bursts that verify, cut all the time, with the adversary on idle blocks.
check_cuts() {
  begin cuts
  local errors
  : >"$OUT/fio-verify.rounds"
  : >"$OUT/fio-verify.err"
  start_storm "${DISKS[@]}"
  start_bursts "${DISKS[@]}"
  expect "at least $CUTS effective truncations, with $CUTS_MIB MiB verified" wait_until enough_cuts
  stop_bursts
  expect "storm and adversary went on to the end" stop_storm
  errors=$(verify_errors)
  expect "no verify: line" [ "$errors" = 0 ]
  expect "fio says nothing else" [ ! -s "$OUT/fio-verify.err" ]
  expect "the adversary faulted" [ "$(haunts)" -ge 100 ]
  finish "$(storm_sum freed) effective truncations of $(storm_sum pages) pages, $(storm_sum busy) busy; $(haunts) probes;" \
    "$(verified_mib) MiB verified, $errors errors"
}

# Unloaded and loaded again under I/O; nothing of the driver changes.
check_reload() {
  begin reload
  local try
  : >"$OUT/fio-verify.rounds"
  : >"$OUT/fio-verify.err"
  start_verifying "${DISKS[@]}"
  for try in {1..5}; do
    expect "it unloads, try $try" wait_until rmmod tcmu_reclaim 2>/dev/null
    expect "the node is gone, try $try" [ ! -e /dev/tcmu-reclaim ]
    expect "it loads, try $try" load_companion
    scan "${MINORS[try % 4]}" 0
    expect "and cuts, try $try" eval '[[ $SCAN == freed* || $SCAN == nothing* ]]'
  done
  wait_until eval "[ \$(wc -l <'$OUT/fio-verify.rounds') -ge 3 ]"
  stop_verifying
  expect "fio verified something" [ "$(awk '{sum += $3} END {print sum + 0}' "$OUT/fio-verify.rounds")" -gt 0 ]
  expect "fio has nothing to complain about" [ ! -s "$OUT/fio-verify.err" ]
  finish "5 times; $(awk '{sum += $3} END {print int(sum / 1048576)}' "$OUT/fio-verify.rounds") MiB verified meanwhile"
}

# start_listening: a controller that counts every second, and so has peaks and heat counted.
start_listening() {
  "$MODULE/tcmu-reclaim-example" control >"$OUT/control" 2>&1 &
  CONTROL=$!
  settle_disks "${DISKS[0]}"
  expect "heat is counted while a controller listens" wait_until heat_is_counted
}

# How many devices have commands that are not counted: flag 16.
uncounted() { shim count | awk '{split($3, flag, "="); n += int(flag[2] / 16) % 2} END {print n + 0}'; }

stop_listening() {
  kill "$CONTROL"
  wait "$CONTROL" 2>/dev/null
}

heat_is_counted() {
  settle_disks "${DISKS[0]}"
  [ "$(count "${MINORS[0]}" last_command)" -gt 0 ]
}

# The ladder beside a stock driver, rung by rung; nothing is counted any more when the controller has gone.
check_heat() {
  begin heat
  local before
  build_tells_heat || { finish "not with this build: $(<$VERDICTS)"; return; }
  before=$(count "${MINORS[0]}" last_command)
  settle_disks "${DISKS[0]}"
  expect "nothing is counted without a controller" [ "$(count "${MINORS[0]}" last_command)" = "$before" ]
  expect "and no device said to be" [ "$(uncounted)" = ${#NAMES[@]} ]
  start_listening
  expect "with one all are, from its second COUNT on" wait_until eval '[ "$(uncounted)" = 0 ]'
  add_lun single 10 1
  judge_ladder $((COMMAND_KIB / 4))
  expect "nor can ftrace be switched off" eval "! echo 0 2>/dev/null >/proc/sys/kernel/ftrace_enabled"
  expect "no unloading while a controller listens" eval "! rmmod tcmu_reclaim 2>/dev/null"
  stop_listening
  before=$(count "${MINORS[0]}" last_command)
  settle_disks "${DISKS[0]}"
  expect "nothing is counted any more" [ "$(count "${MINORS[0]}" last_command)" = "$before" ]
  expect "it unloads when the hook is gone" wait_until rmmod tcmu_reclaim
  expect "no hook is left" eval '! grep -q tcmu_cmd_free_data /sys/kernel/tracing/enabled_functions'
  expect "it loads" load_companion
  remove_lun single 10
  finish "32 rungs, $KNOWN_COMMANDS commands"
}
