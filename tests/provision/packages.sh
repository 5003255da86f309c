# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian packages of the test root. The root's name holds a hash of these lists.
# shellcheck shell=bash

build_packages=(
  build-essential ccache meson ninja-build pkgconf gettext itstool git
  libgtk-4-dev libadwaita-1-dev libjson-glib-dev libsqlite3-dev libarchive-dev libxml2-dev
  libgtksourceview-5-dev libportal-gtk4-dev
)
check_packages=(
  desktop-file-utils appstream libxml2-utils shared-mime-info gtk-update-icon-cache libgtk-4-bin
  libglib2.0-bin sqlite3 libasan8 libtsan2 libubsan1 gdb procps
)
display_packages=(
  xvfb xauth xdotool x11-utils x11-xserver-utils x11-xkb-utils imagemagick weston
  dbus dbus-x11 at-spi2-core python3-gi gir1.2-atspi-2.0
  gsettings-desktop-schemas dconf-gsettings-backend adwaita-icon-theme librsvg2-common
  libgl1-mesa-dri libegl1 libgl1
  fonts-cantarell fonts-dejavu-core fonts-inter fonts-jetbrains-mono fonts-noto-core
)
system_packages=(apt ca-certificates locales)

# Checks the Go code on the cards; Debian 13 has it in its backports.
go_package=golang-1.27-go

# Languages of the translation, plural and right-to-left tests.
root_locales=(en_US de_DE pl_PL ar_EG he_IL ja_JP)

root_packages () { # SUITE
  printf '%s\n' "${system_packages[@]}" "${build_packages[@]}" "${check_packages[@]}" "${display_packages[@]}"
  [ "$1" = bookworm ] || printf '%s\n' "$go_package"
}
