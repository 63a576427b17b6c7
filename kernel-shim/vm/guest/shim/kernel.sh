# What the kernel's log has to say.
# shellcheck shell=bash

complaints() {
  dmesg | grep -cE 'WARNING: |Oops|BUG: |general protection|Bad page|blocked for more than|Buffer I/O error'
}

check_kernel() {
  begin kernel
  expect "no complaint in the kernel's log" [ "$(complaints)" = 0 ]
  finish "$(complaints) complaints"
}
