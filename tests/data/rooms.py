#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom: the folders below src/ are rooms, and this table is their architecture."""
import re

from tap import files, main, read

ROOMS = {
    "model": [],
    "schedule": ["model"],
    "bank": ["model"],
    "formats": ["model"],
    "library": ["model", "schedule"],
    "study": ["model", "schedule", "library"],
    "progress": ["model", "schedule", "library"],
    "cli": ["model", "schedule", "bank", "formats", "library", "study", "progress"],
    "shell": ["model", "library"],
    "ui": ["model", "schedule", "bank", "formats", "library", "study", "progress", "cli"],
}
# Headers of other projects and the rooms that may see them; what is not listed here is the C library and GLib.
OUTSIDE = {
    "json-glib/": {"bank", "formats", "cli"},
    "sqlite3.h": {"library", "formats"},
    "archive": {"formats"},
    "libxml/": {"formats"},
    "gtk/": {"ui"},
    "gdk/": {"ui"},
    "gsk/": {"ui"},
    "adwaita.h": {"ui"},
    "gtksourceview/": {"ui"},
    "libportal": {"ui"},
    "cairo": {"ui"},
    "pango/": {"ui"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def room_of(path):
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else None


def wrong_include(room, header):
    first = header.split("/")[0]
    if first in ROOMS:
        return first != room and first not in ROOMS[room]
    return any(header.startswith(prefix) and room not in rooms for prefix, rooms in OUTSIDE.items())


def problems_of(room, path, text):
    return [f"{path} includes {header}" for header in INCLUDE.findall(text) if wrong_include(room, header)]


def test_every_include_is_allowed():
    problems = []
    for path in files("src", ends=(".c", ".h")):
        if (room := room_of(path)) is not None:
            problems += problems_of(room, path, read(path))
    return problems


def test_every_room_is_in_the_table():
    return [f"src/{room} is not in the table" for room in
            {room_of(path) for path in files("src", ends=(".c", ".h"))} - {None} - set(ROOMS)]


def test_a_wrong_include_is_found():
    wrong = [("model", '#include "library/deckle-library.h"\n'), ("library", "#include <gtk/gtk.h>\n"),
             ("schedule", "#include <sqlite3.h>\n"), ("study", "# include <json-glib/json-glib.h>\n"),
             ("bank", '#include "formats/deckle-format.h"\n')]
    return [f"not found: {text!r} in {room}" for room, text in wrong if not problems_of(room, "sample", text)]


def test_gsettings_only_in_ui():
    return [f"{path} uses GSettings" for path in files("src", ends=(".c",))
            if room_of(path) not in ("ui", None) and re.search(r"\bg_settings_", read(path))]


def test_only_the_clock_asks_for_the_time():
    asks = re.compile(r"\b(g_get_real_time|g_date_time_new_now\w*|time \(NULL\)|gettimeofday)\b")
    return [f"{path} asks for the time" for path in files("src", ends=(".c",))
            if not path.endswith("schedule/deckle-clock.c") and asks.search(read(path))]


if __name__ == "__main__":
    main([test_every_include_is_allowed, test_every_room_is_in_the_table, test_a_wrong_include_is_found,
          test_gsettings_only_in_ui, test_only_the_clock_asks_for_the_time])
