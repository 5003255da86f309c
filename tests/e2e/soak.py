#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Studies many cards by keys, five a second, and asserts what each key did; then the memory must be what it was after the
first tenth. With an argument so many cards: 2,000 take about a quarter of an hour, which is what the suite “soak” does."""
import os
import sqlite3
import sys
import time

from harness import Deckle, command, expect, library_path, main, query, start_studying, wait_for

CARDS = int(sys.argv.pop(1)) if len(sys.argv) > 1 else 60
KEYS_A_SECOND = 5
LIMIT_KIB = 5 * 1024
RATINGS = (3, 3, 4, 3, 1, 4, 2, 3, 4, 4)


def memory_kib(pid):
    """What the process holds in memory, shared pages by their share."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as lines:
        return {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith(" kB\n")}


def make_library():
    """The bundled questions and enough others, all of them for today."""
    code = "```go\nfunc add(a, b int) int {\n\treturn a + b // {n}\n}\n```"
    cards = "\n\n".join(f"### {n}. What is question {n} about?\n\nIt is about **{n}** and `x := {n}`.\n\n"
                        + code.replace("{n}", str(n)) for n in range(1, CARDS + 1))
    path = os.path.join(os.environ["DECKLE_E2E_WORK"], "soak.md")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"# Soak\n\n## Many Questions\n\n{cards}\n")
    done = command("import", path)
    expect((done.returncode, done.stderr), (0, ""), "the import")
    # The first start asks for the minutes of a day and stores what follows from them.
    with Deckle() as deckle:
        start_studying(deckle)
    connection = sqlite3.connect(library_path())
    with connection:
        for name in ("new-per-day", "reviews-per-day"):
            connection.execute("INSERT OR REPLACE INTO setting (name, position, value) VALUES (?, 0, 9999)", (name,))
    connection.close()


class Pace:
    """So many keys a second, less where the machine cannot."""

    def __init__(self):
        self.start = self.due = time.monotonic()
        self.keys = 0

    def key(self, deckle, *keys):
        for key in keys:
            self.due = max(self.due + 1 / KEYS_A_SECOND, time.monotonic() - 1)
            wait_for("the next key", lambda: time.monotonic() >= self.due)
            deckle.key(key)
            self.keys += 1

    def describe(self):
        seconds = time.monotonic() - self.start
        return f"{self.keys} keys in {seconds:.0f} s, {self.keys / seconds:.1f} a second"


def answers():
    return query("SELECT count(*) FROM review WHERE undone = 0")[0][0]


def flags():
    return query("SELECT count(*) FROM card WHERE flag = 2")[0][0]


def study_one(deckle, pace, number):
    before = answers()
    pace.key(deckle, "space")
    deckle.wait_focus("Good")
    if number % 20 == 0:
        marked = flags()
        pace.key(deckle, "ctrl+2")
        wait_for("a flag", lambda: flags() == marked + 1)
        pace.key(deckle, "u")
        wait_for("no flag", lambda: flags() == marked)
        pace.key(deckle, "f")
        deckle.wait_focus("Show Answer")
        pace.key(deckle, "f")
        deckle.wait_focus("Good")
    rating = RATINGS[number % len(RATINGS)]
    pace.key(deckle, str(rating))
    # The next card is there before this answer is stored.
    wait_for("an answer", lambda: answers() == before + 1)
    expect(query("SELECT rating FROM review WHERE undone = 0 ORDER BY time_ms DESC, ordinal DESC LIMIT 1")[0][0], rating,
           f"rating of card {number}")


def test_memory():
    make_library()
    with Deckle() as deckle:
        start_studying(deckle)
        pace = Pace()
        early = None
        for number in range(1, CARDS + 1):
            study_one(deckle, pace, number)
            if number in (CARDS // 10, CARDS // 2, CARDS):
                now = memory_kib(deckle.process.pid)
                print(f"# {number} cards: Rss {now['Rss']} KiB, Pss {now['Pss']} KiB, private {now['Private_Dirty']} KiB; "
                      + pace.describe(), flush=True)
                early = early or now
        grown = now["Rss"] - early["Rss"]
        print(f"# grown by {grown} KiB", flush=True)
        if CARDS >= 1000:
            expect(grown < LIMIT_KIB, True, f"{grown} KiB more memory stay below {LIMIT_KIB}")
        deckle.quit()
        expect(deckle.read_log(), "", "what the application wrote")


if __name__ == "__main__":
    main([test_memory])
