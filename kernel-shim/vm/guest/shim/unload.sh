# Loading, permissions, and no unloading under an open descriptor.
# shellcheck shell=bash

check_unload() {
  begin unload
  local fd opened
  expect "only root may open it" [ "$(stat -c '%a %u' /dev/tcmu-reclaim)" = "600 0" ]
  exec {fd}</dev/tcmu-reclaim
  opened=$(rmmod target_core_user 2>&1) && PROBLEMS+=("no unloading under an open descriptor")
  exec {fd}<&-
  expect "the module unloads" rmmod target_core_user
  expect "the node is gone" [ ! -e /dev/tcmu-reclaim ]
  expect "the module loads again" load_shim
  finish "with an open descriptor: $opened"
}
