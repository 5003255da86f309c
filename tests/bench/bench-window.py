#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the application with a bare window, started in turns on the same display."""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

RUNS = 5


def run(program, kind, folder):
    """Each run studies from a copy of the same library, so that there are always cards left for today."""
    filled, used = os.path.join(folder, "filled"), os.path.join(folder, "data")
    if os.path.exists(filled):
        shutil.rmtree(used, ignore_errors=True)
        shutil.copytree(filled, used)
    environment = dict(os.environ, XDG_DATA_HOME=used, GSETTINGS_BACKEND="keyfile",
                       XDG_CONFIG_HOME=os.path.join(folder, "config"), GSK_RENDERER="ngl")
    output = subprocess.run([program, kind], env=environment, capture_output=True, text=True, check=True,
                            timeout=60).stdout
    return {name: (float(value), unit) for name, value, unit in (line.split() for line in output.splitlines())}


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
        run(program, "deckle", folder)  # so that the disk cache is warm
        for _ in range(RUNS):
            for kind, rows in results.items():
                rows.append(run(program, kind, folder))
    median = {kind: {name: statistics.median(row[name][0] for row in rows) for name in rows[0]}
              for kind, rows in results.items()}
    for name, (_, unit) in results["deckle"][0].items():
        line = f"{name:18} deckle {median['deckle'][name]:8.1f} {unit}"
        if name in median["bare"]:
            line += f"   bare {median['bare'][name]:8.1f} {unit}"
        print(line)
    ratio = median["deckle"]["first-frame"] / median["bare"]["first-frame"]
    more = median["deckle"]["resident"] - median["bare"]["resident"]
    print(f"start: {ratio:.2f} × a bare window (target 1.25), memory: +{more:.1f} MB (target +25)")


if __name__ == "__main__":
    main()
