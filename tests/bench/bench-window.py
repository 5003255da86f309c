#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the application with a bare window, and with itself on a library of a million cards, started in turns.

usage: bench-window.py BENCH-WINDOW [MAKE-LIBRARY LIBRARY]
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

RUNS = 5
LARGE_CARDS = 1000000
FIRST_S = 900


def run(program, kind, folder, timeout=60):
    """Each run studies from a copy of the same library, so that there are always cards left for today. The large one is
    used again and again: it has more than enough of them."""
    filled, used = os.path.join(folder, "filled"), os.path.join(folder, "data")
    if kind == "large":
        kind, used = "deckle", os.path.join(folder, "large")
    elif os.path.exists(filled):
        shutil.rmtree(used, ignore_errors=True)
        shutil.copytree(filled, used)
    environment = dict(os.environ, XDG_DATA_HOME=used, GSETTINGS_BACKEND="keyfile",
                       XDG_CONFIG_HOME=os.path.join(folder, "config"), GSK_RENDERER="ngl")
    output = subprocess.run([program, kind], env=environment, capture_output=True, text=True, check=True,
                            timeout=timeout).stdout
    return {name: (float(value), unit) for name, value, unit in (line.split() for line in output.splitlines())}


def link_large_library(make, library, folder):
    subprocess.run([make, str(LARGE_CARDS), library], check=True)
    os.makedirs(os.path.join(folder, "large", "deckle"))
    os.symlink(library, os.path.join(folder, "large", "deckle", "library.db"))


def main():
    program = sys.argv[1]
    results = {"bare": [], "deckle": []}
    with tempfile.TemporaryDirectory() as folder:
        keyfile = os.path.join(folder, "config", "glib-2.0", "settings", "keyfile")
        os.makedirs(os.path.dirname(keyfile))
        with open(keyfile, "w", encoding="utf-8") as file:
            file.write("[io/github/deckle_app/Deckle]\nfirst-run-done=true\n")
        run(program, "fill", folder)
        os.rename(os.path.join(folder, "data"), os.path.join(folder, "filled"))
        if len(sys.argv) > 3:
            link_large_library(*sys.argv[2:4], folder)
            results["large"] = []
        for kind in results:
            # So that the disk cache is warm; the first time the large library is also fitted and gets the bundled bank.
            run(program, kind, folder, FIRST_S)
        for _ in range(RUNS):
            for kind, rows in results.items():
                rows.append(run(program, kind, folder))
    median = {kind: {name: statistics.median(row[name][0] for row in rows) for name in rows[0]}
              for kind, rows in results.items()}
    for name, (_, unit) in results["deckle"][0].items():
        line = f"{name:18} deckle {median['deckle'][name]:8.1f} {unit}"
        if name in median["bare"]:
            line += f"   bare {median['bare'][name]:8.1f} {unit}"
        if name in median.get("large", {}):
            line += f"   a million cards {median['large'][name]:8.1f} {unit}"
        print(line)
    ratio = median["deckle"]["first-frame"] / median["bare"]["first-frame"]
    more = median["deckle"]["resident"] - median["bare"]["resident"]
    print(f"start: {ratio:.2f} × a bare window (target 1.25), memory: +{more:.1f} MB (target +25)")


if __name__ == "__main__":
    main()
