#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files that a software centre and a desktop read, as they were built."""
import json
import os
import re
import shutil
import subprocess
import tempfile

from tap import Skipped, main, read

BUILT = os.environ.get("DECKLE_BUILT_DATA", "")
ID = "io.github.deckle_app.Deckle"


def tool(name):
    if shutil.which(name) is None:
        raise Skipped(f"{name} is not installed")
    return name


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return [] if result.returncode == 0 else (result.stdout + result.stderr).strip().splitlines()


def test_metainfo():
    return run(tool("appstreamcli"), "validate", "--strict", "--pedantic", "--no-net",
               os.path.join(BUILT, ID + ".metainfo.xml"))


def test_desktop_file():
    return run(tool("desktop-file-validate"), os.path.join(BUILT, ID + ".desktop"))


def test_settings_schema():
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(os.path.join(BUILT, ID + ".gschema.xml"), folder)
        return run(tool("glib-compile-schemas"), "--strict", "--dry-run", folder)


def test_listing_quality():
    text = read("data/deckle.metainfo.xml.in.in")
    summary = re.search(r"<summary>(.*?)</summary>", text).group(1)
    captions = re.findall(r"<caption>(.*?)</caption>", text)
    problems = []
    if not 10 <= len(summary) <= 35 or summary.endswith("."):
        problems.append(f"summary: {summary!r}")
    problems += [f"caption ends with a full stop: {caption}" for caption in captions if caption.endswith(".")]
    if re.search("on flathub", text + read("README.md"), re.IGNORECASE):
        problems.append("claims a listing")
    return problems


def test_flatpak_permissions():
    manifest = json.loads(read(f"flatpak/{ID}.json"))
    wanted = {"--share=ipc", "--socket=fallback-x11", "--socket=wayland", "--device=dri"}
    problems = []
    if set(manifest["finish-args"]) != wanted:
        problems.append(f"finish-args: {manifest['finish-args']}")
    if (manifest["runtime"], manifest["runtime-version"]) != ("org.gnome.Platform", "51"):
        problems.append("runtime")
    return problems


if __name__ == "__main__":
    main([test_metainfo, test_desktop_file, test_settings_schema, test_listing_quality, test_flatpak_permissions])
