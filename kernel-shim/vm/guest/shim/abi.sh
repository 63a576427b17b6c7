# Bad input, and devices that must be left alone.
# shellcheck shell=bash

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
  finish "$said"
}
