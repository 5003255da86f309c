# SPDX-License-Identifier: GPL-3.0-or-later
"""A test is a function that returns the list of what is wrong."""
import os
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))


class Skipped(Exception):
    """The test cannot run here; the message says why."""


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def files(*folders, ends=("",)):
    """Paths below the folders of the repository, relative to its root."""
    for folder in folders:
        for parent, _, names in os.walk(os.path.join(ROOT, folder)):
            for name in sorted(names):
                if name.endswith(tuple(ends)) and "__pycache__" not in parent:
                    yield os.path.relpath(os.path.join(parent, name), ROOT)


def main(tests):
    print(f"1..{len(tests)}")
    failed = 0
    for number, test in enumerate(tests, 1):
        name = test.__name__.removeprefix("test_").replace("_", "-")
        try:
            problems = test()
        except Skipped as reason:
            print(f"ok {number} {name} # SKIP {reason}")
            continue
        for problem in problems:
            print(f"# {problem}")
        failed += bool(problems)
        print(f"{'not ok' if problems else 'ok'} {number} {name}")
    sys.exit(1 if failed else 0)
