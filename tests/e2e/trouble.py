#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong outside: damaged, newer and read-only libraries, two programs at once, and a sudden end."""
import os
import shutil
import signal
import sqlite3
import subprocess

from harness import (Deckle, Failed, Skipped, answers_today, command, expect, library_path, main, query, start_studying,
                     study_cards, wait_for)

DATA = os.path.dirname(library_path())


def fresh_library(answers=0):
    """A library of its own, first run done, with so many answers."""
    shutil.rmtree(DATA, ignore_errors=True)
    with Deckle() as deckle:
        start_studying(deckle)
        study_cards(deckle, answers)
        wait_for("the answers", lambda: query("SELECT count(*) FROM review") == [(answers,)])


def test_a_damaged_library_is_saved_and_its_backup_restored():
    fresh_library(2)
    expect(command("backup", os.path.join(DATA, "copy.db")).returncode, 0, "backup by hand")
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
    size = os.path.getsize(library_path())
    with open(library_path(), "r+b") as library:
        library.truncate(size // 2)
    with Deckle() as deckle:
        deckle.wait_text("Your Library Was Damaged")
        message = deckle.wait_text("could be read from it")
        if "moved aside unharmed" not in message.name:
            raise Failed(message.name)
        deckle.expect_names()
        deckle.press("Restore the Backup of")
        deckle.wait_text("The backup was restored")
        deckle.wait_focus("Show Answer")
    aside = [name for name in os.listdir(DATA) if os.path.getsize(os.path.join(DATA, name)) == size // 2]
    expect(len(aside), 1, "damaged files kept aside")
    expect(command("doctor").returncode, 0, "status of deckle doctor")


def test_a_newer_library_is_left_alone():
    fresh_library()
    connection = sqlite3.connect(library_path())
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    with open(library_path(), "rb") as library:
        before = library.read()
    with Deckle() as deckle:
        deckle.wait_text("Your Library Cannot Be Opened")
        deckle.wait_text("newer")
    with open(library_path(), "rb") as library:
        expect(library.read() == before, True, "the newer library is unchanged")
    connection = sqlite3.connect(library_path())
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def test_a_folder_that_cannot_be_written():
    if os.geteuid() == 0:
        raise Skipped("root may write everywhere")
    fresh_library()
    os.chmod(DATA, 0o500)
    try:
        with Deckle() as deckle:
            deckle.wait_text("Your Library Cannot Be Opened")
    finally:
        os.chmod(DATA, 0o700)


def test_a_file_in_place_of_the_folder():
    shutil.rmtree(DATA, ignore_errors=True)
    with open(DATA, "w", encoding="ascii") as file:
        file.write("not a folder\n")
    try:
        with Deckle() as deckle:
            deckle.wait_text("Your Library Cannot Be Opened")
            os.unlink(DATA)
            deckle.press("Try Again")
            deckle.wait_focus("Show Answer")
    finally:
        if os.path.isfile(DATA):
            os.unlink(DATA)


def test_a_second_instance_presents_the_first_window():
    fresh_library()
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        second = subprocess.run([os.environ["DECKLE_BIN"]], capture_output=True, text=True, timeout=30, check=False)
        expect((second.returncode, second.stderr), (0, ""), "status and messages of the second instance")
        windows = deckle.program.children()
        expect(len(windows), 1, "windows")


def test_a_change_by_another_program_shows():
    fresh_library(1)
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        path = os.path.join(os.environ["DECKLE_SOURCE"], "tests", "data", "markdown", "look-alike.md")
        expect(command("import", path).returncode, 0, "status of deckle import")
        title = query("SELECT title FROM deck ORDER BY id DESC LIMIT 1")[0][0]
        deckle.wait_text(title)


def test_a_sudden_end_loses_nothing_acknowledged():
    fresh_library()
    deckle = Deckle()
    try:
        deckle.wait_focus("Show Answer")
        study_cards(deckle, 3)
        # The undo button lights up when the commit returned.
        wait_for("three answers", lambda: query("SELECT count(*) FROM review") == [(3,)])
        deckle.key("space", "1")
        os.kill(deckle.process.pid, signal.SIGKILL)
        deckle.process.wait()
    finally:
        deckle.kill()
    if answers_today() not in (3, 4):
        raise Failed(f"{answers_today()} answers after the end")
    expect(command("doctor").returncode, 0, "status of deckle doctor")
    with Deckle() as again:
        again.wait_focus("Show Answer")


if __name__ == "__main__":
    main([
        test_a_damaged_library_is_saved_and_its_backup_restored,
        test_a_newer_library_is_left_alone,
        test_a_folder_that_cannot_be_written,
        test_a_file_in_place_of_the_folder,
        test_a_second_instance_presents_the_first_window,
        test_a_change_by_another_program_shows,
        test_a_sudden_end_loses_nothing_acknowledged,
    ])
