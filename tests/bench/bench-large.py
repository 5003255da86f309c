#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the large library unless it is there, and runs a benchmark with it.

usage: bench-large.py MAKE-LIBRARY LIBRARY PROGRAM [ARG…]
"""
import os
import subprocess
import sys

CARDS = 1000000


def main():
    make, library, program, *rest = sys.argv[1:]
    subprocess.run([make, str(CARDS), library], check=True)
    environment = dict(os.environ, GSK_RENDERER="ngl", GSETTINGS_BACKEND="memory")
    sys.exit(subprocess.run([program, library, *rest], env=environment, check=False).returncode)


if __name__ == "__main__":
    main()
