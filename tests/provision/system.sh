# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by tests/run: does this system have by itself what building and testing needs?
# shellcheck shell=bash

# What is needed | how it is recognized | the package in apt, dnf, pacman, zypper, apk
requirements='
GTK ≥ 4.18          |pc gtk4 4.18            |libgtk-4-dev        |gtk4-devel          |gtk4            |gtk4-devel            |gtk4.0-dev
libadwaita ≥ 1.7    |pc libadwaita-1 1.7     |libadwaita-1-dev    |libadwaita-devel    |libadwaita      |libadwaita-devel      |libadwaita-dev
GLib ≥ 2.84         |pc glib-2.0 2.84        |libglib2.0-dev      |glib2-devel         |glib2-devel     |glib2-devel           |glib-dev
json-glib ≥ 1.10    |pc json-glib-1.0 1.10   |libjson-glib-dev    |json-glib-devel     |json-glib       |json-glib-devel       |json-glib-dev
SQLite              |pc sqlite3 3.40         |libsqlite3-dev      |sqlite-devel        |sqlite          |sqlite3-devel         |sqlite-dev
GtkSourceView 5     |pc gtksourceview-5 5.16 |libgtksourceview-5-dev|gtksourceview5-devel|gtksourceview5|gtksourceview5-devel  |gtksourceview5-dev
libarchive          |pc libarchive 3.6       |libarchive-dev      |libarchive-devel    |libarchive      |libarchive-devel      |libarchive-dev
libxml2             |pc libxml-2.0 2.9       |libxml2-dev         |libxml2-devel       |libxml2         |libxml2-devel         |libxml2-dev
a C compiler        |cmd gcc                 |build-essential     |gcc                 |gcc             |gcc                   |build-base
pkg-config          |cmd pkg-config          |pkgconf             |pkgconf-pkg-config  |pkgconf         |pkgconf-pkg-config    |pkgconf
meson               |cmd meson               |meson               |meson               |meson           |meson                 |meson
ninja               |cmd ninja               |ninja-build         |ninja-build         |ninja           |ninja                 |samurai
gettext             |cmd msgfmt              |gettext             |gettext             |gettext         |gettext-tools         |gettext-dev
desktop file checker|cmd desktop-file-validate|desktop-file-utils |desktop-file-utils  |desktop-file-utils|desktop-file-utils  |desktop-file-utils
AppStream           |cmd appstreamcli        |appstream           |appstream           |appstream       |AppStream             |appstream
xmllint             |cmd xmllint             |libxml2-utils       |libxml2             |libxml2         |libxml2-tools         |libxml2-utils
sqlite3             |cmd sqlite3             |sqlite3             |sqlite              |sqlite          |sqlite3               |sqlite
Xvfb                |cmd xvfb-run            |xvfb xauth          |xorg-x11-server-Xvfb|xorg-server-xvfb|xvfb-run              |xvfb-run
D-Bus               |cmd dbus-run-session    |dbus                |dbus-daemon         |dbus            |dbus-1                |dbus
AT-SPI for Python   |atspi                   |python3-gi gir1.2-atspi-2.0 at-spi2-core|python3-gobject at-spi2-core|python-gobject at-spi2-core|python3-gobject typelib-1_0-Atspi-2_0|py3-gobject3 at-spi2-core
xdotool             |cmd xdotool             |xdotool             |xdotool             |xdotool         |xdotool               |xdotool
ImageMagick         |cmd import              |imagemagick         |ImageMagick         |imagemagick     |ImageMagick           |imagemagick
'

trim () { sed 's/^ *//; s/ *$//' <<< "$1"; }

requirement_met () { # CHECK, for example “pc gtk4 4.18” or “cmd meson”
  local -a check
  read -ra check <<< "$1"
  case ${check[0]} in
    pc) have pkg-config && pkg-config --exists "${check[1]} >= ${check[2]}" ;;
    cmd) have "${check[1]}" ;;
    atspi) /usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0"); from gi.repository import Atspi' 2>/dev/null ;;
  esac
}

# Fills “missing” (what) and “missing_packages” (in this distribution's words).
look_at_system () {
  local what check apt dnf pacman zypper apk
  missing=() missing_packages=()
  while IFS='|' read -r what check apt dnf pacman zypper apk; do
    [ -n "$what" ] || continue
    requirement_met "$check" && continue
    missing+=("$(trim "$what")")
    case $(package_manager) in
      apt-get) missing_packages+=("$(trim "$apt")") ;;
      dnf) missing_packages+=("$(trim "$dnf")") ;;
      pacman) missing_packages+=("$(trim "$pacman")") ;;
      zypper) missing_packages+=("$(trim "$zypper")") ;;
      apk) missing_packages+=("$(trim "$apk")") ;;
    esac
  done <<< "$requirements"
}

package_manager () {
  local name
  for name in apt-get dnf pacman zypper apk; do
    if have "$name"; then printf '%s\n' "$name"; return; fi
  done
}

# Says what to install, with this distribution's own command, and ends.
name_missing_packages () {
  local command
  case $(package_manager) in
    apt-get) command='apt-get install' ;;
    dnf) command='dnf install' ;;
    pacman) command='pacman -S --needed' ;;
    zypper) command='zypper install' ;;
    apk) command='apk add' ;;
    *) command='install with your package manager:' ;;
  esac
  is_root || command="sudo $command"
  printf 'error: %s\n' "this system lacks: $(printf '%s, ' "${missing[@]}" | sed 's/, $//')." >&2
  printf '%s\n' "Install what is missing, then run the command again:" "    $command ${missing_packages[*]}" \
    "Where a version stays too old, this system is too old to build Deckle; ./flatpak/run does not need it." >&2
  exit 1
}

# Run CMD on this system itself, with the environment of the array “settings”.
enter_system () { # CMD ARG…
  (cd "$workdir" && exec /usr/bin/env "${settings[@]}" "$@")
}
