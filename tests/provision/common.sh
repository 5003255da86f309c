# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by tests/run and flatpak/run: messages, the cache, locks, the host's distribution.
# Everything said goes to standard error, so that the output of --exec stays clean.
# shellcheck shell=bash

[ -n "${HOME:-}" ] || { HOME=$(getent passwd "$(id -u)" | cut -d: -f6); export HOME; }
DECKLE_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/deckle

say () { printf '==> %s\n' "$*" >&2; }
note () { printf '    %s\n' "$*" >&2; }
die () { printf 'error: %s\n' "$*" >&2; exit 1; }
have () { command -v "$1" >/dev/null 2>&1; }
is_root () { [ "$(id -u)" -eq 0 ]; }

# Value of one key of os-release, for example ID or ID_LIKE.
os_release () {
  (
    . /etc/os-release 2>/dev/null || . /usr/lib/os-release 2>/dev/null || true
    eval "printf '%s' \"\${$1:-}\""
  )
}

# Take the lock FILE until the script ends; say so when another run holds it.
take_lock () { # FILE WHAT
  local fd
  mkdir -p "$(dirname "$1")"
  exec {fd}> "$1"
  flock --nonblock "$fd" && return 0
  say "Another run is using $2; waiting for it to end"
  flock "$fd"
}

# Run a command whose long output belongs in a log; show the end of the log if it fails.
logged () { # LOG CMD ARG…
  local log=$1 status=0
  shift
  mkdir -p "$(dirname "$log")"
  "$@" > "$log" 2>&1 || status=$?
  [ "$status" -eq 0 ] && return 0
  printf '%s\n' "--- the last lines of $log" >&2
  tail -n 60 "$log" >&2
  return "$status"
}

# Run a command as root: as it is, or through sudo, which is announced first.
as_root () { # WHY CMD ARG…
  local why=$1
  shift
  if is_root; then "$@"; return; fi
  have sudo || die "$why needs root, and sudo is not installed. As root, run: $*"
  say "$why needs root: sudo may ask for your password"
  sudo -- "$@"
}

# The Debian archive that this system's apt already uses; fails on anything but Debian.
# Other sources (security, backports, third parties) may be configured beside it.
debian_mirror () {
  local sites
  have apt-get || return 1
  sites=$(apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(COMPONENT)|$(SITE)' \
            'Created-By: Packages' 2>/dev/null) || return 1
  sites=$(awk -F'|' '$1 == "Debian" && $2 == "Debian" && $3 == "main" { print $4 }' <<< "$sites")
  if [ -z "$sites" ] && [ "$(os_release ID)" = debian ]; then
    # Before the first "apt-get update" apt knows only what its sources say.
    sites=$(apt-get indextargets --format '$(RELEASE)|$(COMPONENT)|$(SITE)' 'Created-By: Packages')
    sites=$(awk -F'|' -v code="$(os_release VERSION_CODENAME)" '
      $2 == "main" && $1 ~ "^(" code "|oldstable|stable|testing|unstable|sid)$" { print $3 }' <<< "$sites")
  fi
  sites=$(grep -v '^cdrom:' <<< "$sites" | head -n 1)
  [ -n "$sites" ] && printf '%s\n' "$sites"
}

# Seconds since START (a value of $SECONDS).
since () { printf '%d s' $((SECONDS - $1)); }
