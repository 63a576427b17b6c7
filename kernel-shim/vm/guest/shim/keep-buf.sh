# A handler that keeps buffers of commands it has answered, and one that is told which commands are aborted.
# shellcheck shell=bash

KEPT_BUFFERS=1000
ABORTED_COMMANDS=6
HOLD_EVERY=300 # commands, one is answered only when it is aborted
ABORT_SECONDS=2

# keeper HOLD_EVERY NAME MINOR BLOCKS: keeps buffers; holds one in HOLD_EVERY commands.
keeper() {
  exec "$MODULE/tcmu-reclaim-keeper" "$3" "$4" "$TARGET/core/user_0/$2/action/free_kept_buf" "$1"
}

enough_kept() { [ "$(own_said "$1" freed)" -ge "$2" ]; }

enough_aborted() { [ "$(own_said "$1" aborted)" -ge "$2" ]; }

# serve_with_keeper NAME HOLD_EVERY SECONDS: a LUN whose commands are given up after SECONDS.
serve_with_keeper() {
  STORM_LUNS=("$1")
  add_own_lun "$1" $STORM_FIRST keeper "$2" "$1"
  echo "$3" >"/sys/block/${OWN_DISK#/dev/}/device/timeout"
  STORM_DISKS=("$OWN_DISK")
  verify_luns
}

# What a keeper has to say at the end.
judge_keeper() {
  local RUNNER=$OWN_HANDLER
  end_verified
  expect "the handler ends well" end_own_handler
  expect "no kept buffer has changed" [ "$(own_said "$1" changed)" = 0 ]
  remove_own_lun "$1" $STORM_FIRST
  expect "no command fails" [ "$(verified failed)" = 0 ]
}

check_keep_buf() {
  begin keep-buf
  serve_with_keeper kept 0 600
  expect "$KEPT_BUFFERS buffers are kept" wait_until enough_kept kept $KEPT_BUFFERS
  judge_keeper kept
  finish "$(own_said kept freed) buffers kept after the answer, $(own_said kept changed) changed; $VERIFIED"
}

# The SCSI layer gives a command up, has it aborted, and sends it again.
check_tmr() {
  begin tmr
  serve_with_keeper aborted $HOLD_EVERY $ABORT_SECONDS
  expect "$ABORTED_COMMANDS commands are aborted" wait_until enough_aborted aborted $ABORTED_COMMANDS
  judge_keeper aborted
  finish "$(own_said aborted notices) notices, $(own_said aborted aborted) commands aborted; $VERIFIED"
}
