# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by tests/run: which root the tests run in, making it, entering it.
# shellcheck shell=bash

. "$provision/packages.sh"

root_name () { # SUITE
  printf '%s-%s' "$1" "$({ root_packages "$1"; cat "$provision/make-root"; } | sha256sum | cut -c1-12)"
}

# Prints the folder of the root for SUITE, made first if the cache has none.
provide_root () { # SUITE
  local suite=$1 roots=$DECKLE_CACHE/roots root mirror start older
  root=$roots/$(root_name "$suite")
  [ -d "$root/usr" ] && { printf '%s\n' "$root"; return; }
  take_lock "$roots/$suite.lock" "the Debian $suite root"
  [ -d "$root/usr" ] && { printf '%s\n' "$root"; return; }

  mirror=$(debian_mirror) || die "this is not a Debian system, so no Debian $suite root can be made"
  say "Making a Debian $suite root in $roots (once, one to three minutes, 2 GB)"
  start=$SECONDS
  if root_packages "$suite" |
     as_root "Making the root (apt, mmdebstrap)" "$provision/make-root" "$suite" "$root" "$mirror" "$(id -u):$(id -g)"; then
    say "The root is ready ($(since "$start"))"
    forget_older_roots "$root"
    printf '%s\n' "$root"
    return
  fi
  older=$(ls -dt "$roots/$suite"-*/usr 2>/dev/null | grep -v '\.partial/' | head -n 1)
  [ -n "$older" ] || die "the Debian packages could not be installed (see above). Without a network the first run cannot work: nothing is in the cache yet. Run the command again when $mirror can be reached."
  say "Using an older root from the cache, since the new one could not be made (no network?)"
  printf '%s\n' "${older%/usr}"
}

# Roots of older package lists, and the build folders made in them, only take space.
forget_older_roots () { # ROOT
  local old suite
  suite=$(basename "$1")
  suite=${suite%-*}
  for old in "$DECKLE_CACHE/roots/$suite"-*; do
    [ -d "$old" ] && [ "$old" != "$1" ] || continue
    note "removing the older $(basename "$old")"
    rm -rf "$old" "$DECKLE_CACHE"/build/*-"$(basename "$old")"-* 2>/dev/null || true
  done
}

# How a root can be entered here: bwrap, chroot, or nothing.
entrance () { # ROOT
  if have bwrap && bwrap --ro-bind "$1/usr" /usr --symlink usr/lib /lib --symlink usr/lib64 /lib64 \
       --proc /proc --dev /dev -- /usr/bin/true 2>/dev/null; then
    echo bwrap
  elif is_root && unshare --mount --propagation private -- mount -t tmpfs tmpfs "$1/tmp" 2>/dev/null; then
    echo chroot
  fi
}

cannot_enter () {
  local hint="Run it outside the container, or give the container the right to mount (for Docker: --privileged)."
  is_root || hint="Let plain users make namespaces (sysctl kernel.unprivileged_userns_clone=1; on Ubuntu also kernel.apparmor_restrict_unprivileged_userns=0), or run it as root."
  printf 'error: %s\n' \
    "the root cannot be entered: bwrap says “$(bwrap --ro-bind / / true 2>&1 | head -n 1)”$(is_root && echo ', and mount is refused as well'). $hint" \
    "On Debian 13 or later it also works without a root: apt-get install $(root_packages trixie | grep -v golang | paste -sd' ')" >&2
  exit 1
}

# The folders that the command inside sees under their own paths, as “MODE PATH” lines.
# A test run sees the repository read-only; --exec sees its parent folder and /tmp as they are.
visible_folders () {
  local parent
  parent=$(dirname "$repo")
  if [ "$purpose" = exec ]; then
    [ "$parent" = / ] && parent=$repo
    printf '%s\n' "rw /tmp" "rw $parent"
    case $PWD/ in
      //|/tmp/*|"$parent"/*|/usr/*|/etc/*|/proc/*|/dev/*|/run/*) ;;
      /var/tmp/*) printf 'rw %s\n' "$PWD" ;;
      /var/*) ;;
      *) printf 'rw %s\n' "$PWD" ;;
    esac
    [ -d "$data" ] && case $data/ in "$parent"/*|/tmp/*) ;; *) printf 'ro %s\n' "$data" ;; esac
  else
    printf 'ro %s\n' "$repo"
    [ -d "$data" ] && printf 'ro %s\n' "$data"
    [ -d "${DECKLE_NODE_FOLDER:-}" ] && printf 'ro %s\n' "$DECKLE_NODE_FOLDER"
  fi
  printf 'rw %s\n' "$build" "$prefix" "$DECKLE_CACHE/ccache" "$DECKLE_CACHE/go" "$DECKLE_CACHE/home"
}

# Run CMD in ROOT with the environment of the array “settings”.
enter_root () { # ROOT CMD ARG…
  local root=$1
  shift
  case $(entrance "$root") in
    bwrap) enter_by_bwrap "$root" "$@" ;;
    chroot) enter_by_chroot "$root" "$@" ;;
    *) cannot_enter ;;
  esac
}

enter_by_bwrap () { # ROOT CMD ARG…
  local root=$1 mode folder name
  local -a args
  shift
  # An empty root of tmpfs with the Debian folders in it: mount points can be made anywhere.
  args=(--die-with-parent --ro-bind "$root/usr" /usr --ro-bind "$root/etc" /etc --ro-bind "$root/var" /var)
  for name in bin sbin lib lib64; do args+=(--symlink "usr/$name" "/$name"); done
  args+=(--proc /proc --dev /dev --tmpfs /run --perms 0700 --dir /run/user/deckle --tmpfs /var/tmp --tmpfs /var/lib/xkb)
  [ -d /dev/dri ] && args+=(--dev-bind /dev/dri /dev/dri)
  if [ "$purpose" = test ]; then
    # The same rights for root and user: nobody may write where the mode bits forbid it.
    args+=(--tmpfs /tmp --perms 1777 --dir /tmp/.X11-unix --perms 0700 --tmpfs /home/deckle
           --unshare-pid --unshare-net --unshare-ipc)
    unshare --user true 2>/dev/null && args+=(--unshare-user --uid 1000 --gid 1000)
  fi
  while read -r mode folder; do
    case $mode in ro) args+=(--ro-bind "$folder" "$folder") ;; rw) args+=(--bind "$folder" "$folder") ;; esac
  done < <(visible_folders)
  if [ "$purpose" = exec ] && [ -S "${XDG_RUNTIME_DIR:-/none}/${WAYLAND_DISPLAY:-none}" ]; then
    args+=(--ro-bind "$XDG_RUNTIME_DIR/$WAYLAND_DISPLAY" "/run/user/deckle/$WAYLAND_DISPLAY")
  fi
  args+=(--chdir "$workdir")
  bwrap "${args[@]}" -- /usr/bin/env "${settings[@]}" "$@"
}

# The same by hand, where bwrap is refused (for example inside another chroot) but root may mount.
enter_by_chroot () { # ROOT CMD ARG…
  local root=$1
  shift
  say "bwrap is refused here; entering the root with chroot"
  { visible_folders | unshare --mount --propagation private -- bash -c '
    set -eu
    root=$1 workdir=$2
    shift 2
    inner=$(mktemp -d)
    mount -t tmpfs tmpfs "$inner"
    mkdir -p "$inner"/{usr,etc,var,proc,dev,tmp,run/user/deckle,home/deckle}
    chmod 1777 "$inner/tmp"
    chmod 0700 "$inner/run/user/deckle"
    for name in usr etc var; do mount --bind "$root/$name" "$inner/$name"; done
    for name in bin sbin lib lib64; do ln -s "usr/$name" "$inner/$name"; done
    mount --rbind /dev "$inner/dev"
    mount -t proc proc "$inner/proc" 2>/dev/null || mount --rbind /proc "$inner/proc"
    while read -r mode folder; do
      mkdir -p "$inner$folder"
      mount --bind "$folder" "$inner$folder"
      [ "$mode" = rw ] || mount -o remount,bind,ro "$inner$folder"
    done
    exec chroot "$inner" /usr/bin/env --chdir="$workdir" "$@" <&3
  ' bash "$root" "$workdir" "${settings[@]}" "$@"; } 3<&0
}
