# What the kernel's log has to say.
# shellcheck shell=bash

complaints() {
  dmesg | grep -cE 'WARNING: |Oops|BUG: |general protection|Bad page|blocked for more than|Buffer I/O error'
}

# Bad page, oops, warning, soft lockup: these stay when the log has lost them.
tainted() { echo $(($(</proc/sys/kernel/tainted) & (1 << 5 | 1 << 7 | 1 << 9 | 1 << 14))); }

check_kernel() {
  begin kernel
  expect "no complaint in the kernel's log" [ "$(complaints)" = 0 ]
  expect "no taint by a warning, an oops, a bad page or a lockup" [ "$(tainted)" = 0 ]
  finish "$(complaints) complaints, taint $(tainted)"
}
