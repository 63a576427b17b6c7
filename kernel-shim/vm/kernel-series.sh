# Which kernel KERNEL_SERIES names, and where its packages are. Sourced by packages and by module/build; leaves
# series, suite, flavour and apt_options.
#
#   6.1, 6.12            the newest of that series in the machine's own suite
#   6.12-trixie          the newest of that series in another suite of Debian: SERIES-SUITE
#   7                    short for 7-trixie-backports
#   6.1-rt               Debian's real-time flavour (PREEMPT_RT) of any of these: NAME-rt
#
# Another suite is read with an apt state of its own in the cache, signed by the keys that Debian installs. Nothing of it
# is installed, and nothing is looked up in what the machine has installed.
# shellcheck shell=bash

debian_keys=/usr/share/keyrings/debian-archive-keyring.gpg

# read_kernel_series NAME CACHE
read_kernel_series() {
  local name=${1%-rt}
  flavour=
  [ "$name" = "$1" ] || flavour=rt
  [ "$name" != 7 ] || name=7-trixie-backports
  series=${name%%-*}
  suite=
  apt_options=()
  case $name in
    *-*)
      suite=${name#*-}
      apt_state=$2/apt/$suite
      apt_options=(-o "Dir::Etc::sourcelist=$apt_state/sources.list" -o Dir::Etc::sourceparts=/dev/null
        -o "Dir::State::lists=$apt_state/lists" -o "Dir::State::status=$apt_state/status" -o "Dir::Cache=$apt_state/cache"
        -o APT::Sandbox::User=root)
      [ -d "$apt_state/lists/partial" ] || write_apt_state
      ;;
  esac
}

# A suite, what came out for it since, and its backports.
write_apt_state() {
  local base=${suite%-backports} line="deb [signed-by=$debian_keys] http://deb.debian.org"
  mkdir -p "$apt_state"/{lists,cache/archives}
  : >"$apt_state/status"
  {
    echo "$line/debian $base main"
    echo "$line/debian-security $base-security main"
    [ "$base" = "$suite" ] || echo "$line/debian $suite main"
  } >"$apt_state/sources.list"
  apt-get "${apt_options[@]}" -q=2 update >&2 && mkdir -p "$apt_state/lists/partial"
}

# Another suite is refreshed by whoever runs this, the machine's own only by root.
may_refresh() { [ -n "$suite" ] || [ "$(id -u)" = 0 ]; }
