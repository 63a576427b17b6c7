#!/bin/bash
# The same as figures-count.sh, with 4,096 devices: each has a ring of 1 MiB.
DEVICES=4096
# shellcheck source=/dev/null
. "$GUEST/figures-count.sh"
