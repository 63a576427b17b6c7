# One device is truncated and no other, as far as the mark to keep.
# shellcheck shell=bash

check_one_device() {
  begin one-device
  local before=() after=() number available freed fell
  expect "the areas fill" fill_areas "${DISKS[@]}"
  shim count
  for number in "${!MINORS[@]}"; do before+=("$(uio_kib "${MINORS[number]}")"); done
  available=$(available_kib)
  scan "${MINORS[1]}" 0
  available=$(($(available_kib) - available))
  for number in "${!MINORS[@]}"; do after+=("$(uio_kib "${MINORS[number]}")"); done
  freed=$(($(said pages) * 4))
  fell=$((before[1] - after[1]))
  expect "the shim frees at least 20 MiB" [ $freed -ge 20480 ]
  expect "and no error" [ "$(said error)" = none ]
  expect "the mapping shrinks by what was freed" [ $fell -ge $((freed * 9 / 10)) ]
  expect "and by no more" [ $fell -le $freed ]
  for number in 0 2 3; do
    expect "device ${NAMES[number]} keeps its pages" [ "${before[number]}" = "${after[number]}" ]
  done
  expect "MemAvailable rises by most of it" [ $available -ge $((freed * 3 / 4)) ]
  expect "the shim counts no page any more" [ "$(count "${MINORS[1]}" pages)" = 0 ]
  finish "freed $freed KiB; mappings ${before[*]} -> ${after[*]} KiB, MemAvailable +$available KiB"
}

check_keep() {
  begin keep
  local minor=${MINORS[2]} pages kib
  expect "the area fills" fill_areas "${DISKS[2]}"
  pages=$(count "$minor" pages)
  kib=$(uio_kib "$minor")
  scan "$minor" 1000
  kib=$((kib - $(uio_kib "$minor")))
  expect "1000 blocks are kept" [ "$(said high_water) $(count "$minor" pages)" = "1000 1000" ]
  expect "the others are freed" [ "$(said pages)" = $((pages - 1000)) ]
  expect "the mapping shrinks by as much" [ $kib -ge $(((pages - 1000) * 36 / 10)) ]
  expect "and by no more" [ $kib -le $(((pages - 1000) * 4)) ]
  scan "$minor" 1000
  expect "nothing more at the same mark" [ "${SCAN%% *}" = nothing ]
  finish "$pages -> $(count "$minor" pages) pages, mapping -$kib KiB; again: ${SCAN%% *}"
}
