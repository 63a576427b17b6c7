# Bad input, and devices that must be left alone.
# shellcheck shell=bash

SLICE_PAGES=/sys/module/target_core_user/parameters/reclaim_slice_pages

check_abi() {
  begin abi
  local said
  expect "every bad input gets its errno" "$MODULE/tcmu-reclaim-abi" "${MINORS[0]}" >"$OUT/abi.log"
  said=$(tail -1 "$OUT/abi.log")
  echo 1 >"$TARGET/core/user_0/one/action/block_dev"
  scan "${MINORS[0]}" 0
  expect "a blocked device is refused" [ "${SCAN%% *} $(said error)" = "refused EPERM" ]
  echo 0 >"$TARGET/core/user_0/one/action/block_dev"
  scan "${MINORS[0]}" 0
  expect "and taken again when it is not" [ "$(said error)" = none ]
  expect "a slice cannot be larger than 64 MiB" eval "! echo 16385 >$SLICE_PAGES 2>/dev/null"
  expect "but as large" eval "echo 16384 >$SLICE_PAGES && echo 256 >$SLICE_PAGES"
  finish "$said"
}
