# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by flatpak/run: a stand-in for the GNOME runtime, for machines without Flathub.
# It has the ids and about the library versions of the real one and none of its guarantees:
# nothing built against it is ever published. It lives in an installation of its own.
# shellcheck shell=bash

stand_in_mark () {
  printf '%s/made-%s' "$FLATPAK_USER_DIR" "$(cat "$here/make-tree" "$provision/packages.sh" | sha256sum | cut -c1-12)"
}

provide_stand_in () {
  local mirror start=$SECONDS kind
  export FLATPAK_USER_DIR=$cache/stand-in
  [ -e "$(stand_in_mark)" ] && return
  mirror=$(debian_mirror) || die "Flathub cannot be reached, and a stand-in runtime can only be made on Debian. Run the command again with a network."
  say "Making the stand-in runtime from Debian packages (once, two to six minutes, 2 GB)"
  rm -rf "$FLATPAK_USER_DIR" "$cache/stand-in-repo"
  mkdir -p "$FLATPAK_USER_DIR"
  ostree --repo="$cache/stand-in-repo" init --mode=bare-user-only
  for kind in Platform Sdk; do export_runtime "$kind" "$mirror"; done
  flatpak build-update-repo "$cache/stand-in-repo" >&2
  flatpak --user remote-add --if-not-exists --no-gpg-verify stand-in "file://$cache/stand-in-repo"
  flatpak --user install -y --noninteractive stand-in "org.gnome.Platform//$branch" "org.gnome.Sdk//$branch" >&2
  : > "$(stand_in_mark)"
  say "The stand-in runtime is ready ($(since "$start"))"
}

export_runtime () { # KIND MIRROR
  local tree=$cache/tree-$1
  say "org.gnome.$1: fetching and unpacking Debian packages"
  as_root "Making the stand-in runtime (mmdebstrap)" \
    "$here/make-tree" "$1" "$tree" "$2" "$(id -u):$(id -g)" "$(flatpak --default-arch)" "$branch" ||
    die "org.gnome.$1 could not be made (see above). Without a network the first run cannot work; run the command again when $2 can be reached."
  say "org.gnome.$1: storing"
  logged "$cache/export-$1.log" flatpak build-export --runtime --arch="$(flatpak --default-arch)" \
    "$cache/stand-in-repo" "$tree" "$branch" || die "org.gnome.$1 could not be stored"
  rm -rf "$tree"
}
