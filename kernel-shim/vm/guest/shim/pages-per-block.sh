# Cuts of areas whose blocks have several pages, the last one of a command partly used.
# shellcheck shell=bash

BLOCK_CUTS=300   # the cuts go on until there were as many,
BLOCK_CUTS_MIB=8 # and as much was verified

check_pages_per_block_2() { cut_blocks_of 2; }

check_pages_per_block_16() { cut_blocks_of 16; }

enough_block_cuts() { [ "$(storm_sum freed)" -ge $BLOCK_CUTS ] && [ "$(verified_mib)" -ge $BLOCK_CUTS_MIB ]; }

cut_blocks_of() {
  begin "pages-per-block-$1"
  STORM_LUNS=(b0 b1 b2 b3)
  BURST_SHAPES=(4k:32 20k:8 12k:16 64k:16)
  : >"$OUT/fio-verify.rounds"
  : >"$OUT/fio-verify.err"
  PAGES_PER_BLOCK=$1 create_storm_luns
  expect "blocks have $1 pages" [ "$(count "$(minor_of b0)" pages_per_block)" = "$1" ]
  start_storm "${STORM_DISKS[@]}"
  start_bursts "${STORM_DISKS[@]}"
  expect "at least $BLOCK_CUTS effective truncations, with $BLOCK_CUTS_MIB MiB verified" wait_until enough_block_cuts
  stop_bursts
  expect "storm and adversary went on to the end" stop_storm
  judge_bursts
  remove_storm_luns
}

# What holds when fio wrote and verified while devices were cut.
judge_bursts() {
  expect "no verify: line" [ "$(verify_errors)" = 0 ]
  expect "fio says nothing else" [ ! -s "$OUT/fio-verify.err" ]
  expect "every round exits with 0" eval "! grep -qv '^0 ' '$OUT/fio-verify.rounds'"
  expect "the adversary faulted" [ "$(haunts)" -ge 100 ]
  finish "$(storm_sum freed) effective truncations of $(storm_sum pages) pages, $(storm_sum whole) of a whole tail;" \
    "$(haunts) probes; $(verified_mib) MiB verified, $(verify_errors) errors${*:+; $*}"
}
