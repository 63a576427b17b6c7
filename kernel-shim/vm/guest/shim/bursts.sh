# Verifying load in bursts, so that the devices go idle in between, at mixed block sizes and queue depths.
# shellcheck shell=bash

BURST_BLOCKS=256 # of each disk in one round
BURST_SHAPES=(4k:32 4k:8 8k:16 16k:16 16k:4 32k:8 64k:8 64k:16) # block size and queue depth, disk by disk
KEEPSAKE_MB=20   # where the keepsakes begin, behind what the rounds write

# Prints what shape number $1 adds to a job of fio.
burst_shape() {
  local shape=${BURST_SHAPES[$1 % ${#BURST_SHAPES[@]}]}
  local bs=${shape%:*} depth=${shape#*:}
  echo "--bs=$bs --iodepth=$depth --thinktime_blocks=$depth --size=$((${bs%k} * BURST_BLOCKS))k"
}

# start_bursts DISK...: rounds until stop_bursts. A new seed for each round: what an earlier one left in a stale
# page does not verify.
start_bursts() {
  local number=0 disk
  BURST_JOBS=()
  for disk in "$@"; do
    # shellcheck disable=SC2207  # words on purpose
    BURST_JOBS+=("--name=$disk" "--filename=$disk" $(burst_shape $number))
    number=$((number + 1))
  done
  rm -f /run/stop-bursts
  burst_rounds &
  BURSTS=$!
}

burst_rounds() {
  local status
  while [ ! -e /run/stop-bursts ]; do
    status=0
    fio --rw=randwrite --direct=1 --ioengine=libaio --thread --thinktime=6000 --runtime=10 \
      --verify=crc32c --verify_backlog=32 --verify_fatal=0 --randseed="$(next_seed)" \
      --group_reporting --output-format=json "${BURST_JOBS[@]}" \
      >/run/burst.json 2>>"$OUT/fio-verify.err" || status=$?
    echo "$status $(verified_bytes </run/burst.json)" >>"$OUT/fio-verify.rounds"
  done
}

next_seed() {
  local seed=0
  [ ! -e /run/burst-seed ] || seed=$(</run/burst-seed)
  echo $((seed + 1)) | tee /run/burst-seed
}

stop_bursts() { touch /run/stop-bursts; wait "$BURSTS"; }

verify_errors() { grep -c 'verify:' "$OUT/fio-verify.err"; }

# keepsakes write|verify DISK...: data at the end of each disk, written once and verified whenever asked.
keepsakes() {
  local how=$1 disk jobs=() options=(--do_verify=0)
  shift
  [ "$how" = write ] || options=(--verify_only)
  for disk in "$@"; do jobs+=("--name=$disk" "--filename=$disk"); done
  fio --rw=randwrite --bs=16k --iodepth=8 --offset=${KEEPSAKE_MB}M --size=1M --direct=1 --ioengine=libaio --thread \
    --verify=crc32c --verify_fatal=0 --randseed=4711 "${options[@]}" --group_reporting "${jobs[@]}" \
    >>"$OUT/fio-keepsakes.log" 2>>"$OUT/fio-verify.err"
}
