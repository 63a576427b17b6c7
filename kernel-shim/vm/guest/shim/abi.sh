# Bad input, and devices that must be left alone.
# shellcheck shell=bash

# Of the module that has the node.
slice_pages_parameter() { ls /sys/module/{tcmu_reclaim,target_core_user}/parameters/reclaim_slice_pages 2>/dev/null; }

check_abi() {
  begin abi
  local said slice_pages
  slice_pages=$(slice_pages_parameter)
  expect "every bad input gets its errno" "$MODULE/tcmu-reclaim-abi" "${MINORS[0]}" >"$OUT/abi.log"
  said=$(tail -1 "$OUT/abi.log")
  echo 1 >"$TARGET/core/user_0/one/action/block_dev"
  scan "${MINORS[0]}" 0
  expect "a blocked device is refused" [ "${SCAN%% *} $(said error)" = "refused EPERM" ]
  echo 0 >"$TARGET/core/user_0/one/action/block_dev"
  scan "${MINORS[0]}" 0
  expect "and taken again when it is not" [ "$(said error)" = none ]
  expect "a slice cannot be larger than 64 MiB" eval "! echo 16385 >$slice_pages 2>/dev/null"
  expect "but as large" eval "echo 16384 >$slice_pages && echo 256 >$slice_pages"
  finish "$said"
}
