#!/bin/bash
# A host that takes signed modules only, as Secure Boot has it: boot with KERNEL_ARGS=module.sig_enforce=1. Its LUNs are
# served by the stock driver whatever is installed. Writes one PASS or FAIL line per check of signed.checks.
set -uo pipefail
for part in checks tcmu-host; do
  # shellcheck source=/dev/null
  . "$GUEST/$part.sh"
done

RELEASE=$(uname -r)
DKMS=$REPO/kernel-shim/module/dkms
OWN=/lib/modules/$RELEASE/updates/dkms/target_core_user.ko
RULE=/etc/modprobe.d/tcmu-reclaim.conf

# Which driver is loaded: ours has parameters that the stock one has not.
driver_is_ours() { [ -e /sys/module/target_core_user/parameters/reclaim_slice_pages ]; }
driver_is_loaded() { [ -d /sys/module/target_core_user ]; }
lun_serves() { dd if="$DISK" of=/dev/null bs=1M count=4 iflag=direct status=none; }

# Ends LUN and handler, and takes the driver out.
end_host() {
  remove_lun gold-01 0
  kill -TERM "$RUNNER"
  wait "$RUNNER"
  rmdir $TARGET/core/user_0
  rmmod target_core_user
  ! driver_is_loaded
}

begin_host() {
  start_tcmu_host
  create_lun gold-01 0
  wait_until lun_has_disk 0 || return 1
  DISK=$(disk_of_lun 0)
  prepare_disks
}

# A writable copy of the kernel's modules, as the guest's are shared.
own_modules() {
  mkdir -p /run/modules
  mount -t tmpfs tmpfs /run/modules
  mkdir -p /run/modules/upper /run/modules/work
  mount -t overlay -o lowerdir=/lib/modules,upperdir=/run/modules/upper,workdir=/run/modules/work overlay /lib/modules
}

check_enforced() {
  begin enforced
  expect "the kernel takes signed modules only" grep -qx Y /sys/module/module/parameters/sig_enforce
  expect "the stock driver is loaded, and a LUN is there" begin_host
  expect "it serves" lun_serves
  finish "stock $(modinfo -F signer target_core_user | head -1)"
}

check_refused() {
  begin refused
  local said
  expect "the module beside the driver is refused" refuses 'signed|signature|Key' "$MODULE/tcmu-reclaim-load" "$MODULE/tcmu_reclaim.ko"
  said=$(<"$OUT/refused.err")
  expect "in one line" [ "$(wc -l <<<"$said")" = 1 ]
  expect "the LUN serves on" lun_serves
  finish "$said"
}

check_doctor() {
  begin doctor
  "$REPO/bin/tcmu-reclaim" doctor >"$OUT/doctor.out" 2>&1
  expect "doctor says what the kernel takes" grep -qE 'signed modules only \(module.sig_enforce' "$OUT/doctor.out"
  expect "and what to do" grep -q 'Secure Boot' "$OUT/doctor.out"
  finish "$(grep -m1 'signed modules only' "$OUT/doctor.out")"
}

# What DKMS runs before it builds and before it installs.
check_dkms() {
  begin dkms
  mkdir -p /run/dkms-build /run/dkms-module
  cp -r "$DKMS"/{prepare,signatures,installable} "$REPO/kernel-shim/module/patches" /run/dkms-build/
  cp "$MODULE/target_core_user.ko" /run/dkms-module/
  expect "the build is refused" in_build refuses 'takes signed modules only \(module.sig_enforce is set\)' \
    ./prepare "$RELEASE" /run/none 1
  expect "so is the installation" in_build refuses 'target_core_user.ko, which is not signed' \
    ./installable /run/none /run/dkms-module
  finish "$(<"$OUT/refused.err")"
}

in_build() { (cd /run/dkms-build && "$@"); }

# What becomes of a host that has the module from before, without the rule that DKMS leaves with it.
check_no_rule() {
  begin no-rule
  expect "the host goes down" end_host
  mkdir -p "${OWN%/*}"
  cp "$MODULE/target_core_user.ko" "$OWN"
  depmod "$RELEASE"
  expect "modprobe takes ours" [ "$(modinfo -n target_core_user)" = "$OWN" ]
  expect "which the kernel refuses" refuses 'could not insert .*target_core_user.*(Key|key)' modprobe target_core_user
  expect "so that there is no driver at all" not driver_is_loaded
  finish "$(<"$OUT/refused.err")"
}

not() { ! "$@"; }

check_rule() {
  begin rule
  mkdir -p /run/dkms-tree/kernel-"$RELEASE"-x86_64
  "$DKMS/fallback" /run/dkms-tree
  echo 'options target_core_user global_max_data_area_mb=1537 shrinker=off' >>/etc/modprobe.d/options.conf
  expect "the rule is there" [ -s $RULE ]
  expect "the host comes up, and a LUN is there" begin_host
  expect "it serves" lun_serves
  expect "by the stock driver" not driver_is_ours
  expect "with its options" [ "$(parameter)" = 1537 ]
  expect "the log says so" grep -q 'the patched target_core_user was refused, so the stock one is loaded' <(dmesg)
  rmdir /run/dkms-tree/kernel-*
  "$DKMS/fallback" /run/dkms-tree
  expect "without the module the rule goes" [ ! -e $RULE ]
  finish "$(dmesg | grep -m1 'tcmu-reclaim:')"
}

own_modules
run enforced refused doctor dkms no-rule rule
log "end of the suite"
