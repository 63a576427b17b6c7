# The four that are compared: the stock driver, the module beside it without and with observation, the patched driver.
# shellcheck shell=bash

VARIANTS=(stock companion observed patched)
VARIANT=none

# record NAME VALUE: a figure of the variant in use. Its name ends with its unit.
record() { echo "$1 $2" >>"$OUT/$VARIANT.figures"; }

load_variant() {
  VARIANT=$1
  case $1 in
    patched) insmod "$MODULE/target_core_user.ko" ;;
    *) modprobe target_core_user ;;
  esac || die "no driver for $1"
  load_beside
}

load_beside() {
  case $VARIANT in
    companion) load_without_heat ;;
    observed) load_companion ;;
  esac || die "$VARIANT does not load"
}

# As it is beside a driver that gives blocks back unnoticed: nothing is hooked.
load_without_heat() {
  # shellcheck disable=SC2046  # one word for each parameter
  insmod "$MODULE/tcmu_reclaim.ko" $("$MODULE/tcmu-reclaim-load" --print) heat=0
}

unload_beside() { [ ! -d /sys/module/tcmu_reclaim ] || wait_until rmmod tcmu_reclaim || die "$VARIANT does not unload"; }

unload_variant() {
  unload_beside
  rmmod target_core_user || die "the driver of $VARIANT does not unload"
  VARIANT=none
}

# What an agent is to the kernel: it counts every second, and releases when it is told to. Orders and answers go through
# FIFOs: whoever looked for an answer again and again would be measured with it.
start_controller() {
  rm -f /run/control /run/answers
  mkfifo /run/control /run/answers
  exec {ANSWERS}<>/run/answers
  if [ "$VARIANT" = stock ]; then
    control_stock <>/run/control >/run/answers 2>>"$OUT/controller.err" &
  else
    "$MODULE/tcmu-reclaim-controller" <>/run/control >/run/answers 2>>"$OUT/controller.err" &
  fi
  CONTROLLER=$!
  [ "$VARIANT" != observed ] || wait_until hook_is_in_place || die "nothing is observed"
}

hook_is_in_place() { grep -q tcmu_cmd_free_data /sys/kernel/tracing/enabled_functions; }

# All that the stock driver offers: its limit, lowered for a moment.
control_stock() {
  while read -r _; do
    echo 1 >"$PARAMETER"
    pause 0.05
    echo 2048 >"$PARAMETER"
    echo "released"
  done
}

stop_controller() {
  kill "$CONTROLLER"
  wait "$CONTROLLER" 2>/dev/null
  exec {ANSWERS}<&-
}

# order WHAT: leaves the controller's answer in ANSWER.
order() { echo "$1" >/run/control; await_answer; }

await_answer() { read -rt "$PATIENCE" -u "$ANSWERS" ANSWER || die "no answer from the controller"; }

# value_in LINE FIELD
value_in() { sed -n "s/\(.* \)\?$2=\([0-9.]*\).*/\2/p" <<<"$1"; }

# use_variant VARIANT, until leave_variant: with a device that a handler serves, and a controller.
use_variant() {
  load_variant "$1"
  MODULE_IN_USE=$1
  make_device
  start_controller
  log "$1 serves $DISK"
}

leave_variant() {
  stop_controller
  drop_device
  unload_variant
}

# Each variant has the same figures.
expect_all_measured() {
  local variant
  for variant in "${VARIANTS[@]}"; do
    expect "$1 of $variant" [ "$(grep -c "^$1.* [0-9.]*[1-9]" "$OUT/$variant.figures")" = "$2" ]
  done
}
