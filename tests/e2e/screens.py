#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every screen in every dress, under the build folder: to be looked at."""
import os
import shutil
import subprocess

from harness import Deckle, Failed, Role, Skipped, library_path, main, screenshot, wait_for

WORK = os.environ["DECKLE_E2E_WORK"]
DATA = os.path.dirname(library_path())
YEAR = os.path.join(WORK, "year.db")
SETTINGS = "io.github.deckle_app.Deckle"
FEWEST_COLOURS = 24


def take(name, dress):
    """A picture that is not blank."""
    # Nothing is hovered.
    subprocess.run(["xdotool", "mousemove", "1270", "1010"], check=True)
    path = screenshot(f"{dress}-{name}")
    colours = int(subprocess.run(["convert", path, "-format", "%k", "info:"], capture_output=True, text=True,
                                 check=True).stdout)
    if colours < FEWEST_COLOURS:
        raise Failed(f"{path} is blank: {colours} colours")


def use_library(path):
    """Starts from a copy of a library, or from none."""
    shutil.rmtree(DATA, ignore_errors=True)
    if path is not None:
        os.makedirs(DATA)
        shutil.copy(path, library_path())


def year_library():
    if not os.path.exists(YEAR):
        subprocess.run([os.environ["DECKLE_FILL"], YEAR, "365"], check=True)
    return YEAR


def first_run_screens(dress, env):
    use_library(None)
    subprocess.run(["gsettings", "reset-recursively", SETTINGS], check=True)
    with Deckle(env=env) as deckle:
        deckle.wait_text("all of them seen")
        take("welcome", dress)
        deckle.action("win.progress")
        deckle.focus_window("Progress")
        deckle.wait_focus_role(Role.BUTTON)
        take("progress-empty", dress)


def dialog_screens(deckle, dress):
    deckle.key("ctrl+comma")
    deckle.wait(Role.DIALOG, None)
    take("preferences-study", dress)
    deckle.key("Escape")
    deckle.wait_gone(Role.DIALOG, None)
    deckle.key("ctrl+question")
    deckle.wait(Role.DIALOG, None)
    take("shortcuts", dress)
    deckle.key("Escape")
    deckle.wait_gone(Role.DIALOG, None)
    deckle.action("app.about")
    deckle.wait(Role.DIALOG, None)
    take("about", dress)
    deckle.key("Escape")
    deckle.wait_gone(Role.DIALOG, None)


def year_screens(dress, env):
    use_library(year_library())
    subprocess.run(["gsettings", "set", SETTINGS, "first-run-done", "true"], check=True)
    with Deckle(env=env) as deckle:
        deckle.wait_focus_role(Role.BUTTON)
        deckle.wait(Role.LABEL, None)
        take("question", dress)
        deckle.key("space")
        deckle.wait_focus("Good")
        take("answer", dress)
        deckle.key("ctrl+f")
        deckle.wait_focus_role(Role.ENTRY)
        take("browse", dress)
        deckle.type("zzzz")
        wait_for("no result", lambda: "0 cards" in deckle.texts())
        take("search-without-result", dress)
        deckle.key("ctrl+a")
        deckle.type("slice")
        wait_for("results", lambda: "0 cards" not in deckle.texts())
        deckle.key("Return")
        deckle.wait_focus("Show Answer")
        deckle.key("space")
        deckle.wait_focus("Show Question")
        take("card", dress)
        deckle.key("Escape", "Escape", "Escape")
        dialog_screens(deckle, dress)
        deckle.action("win.progress")
        deckle.focus_window("Progress")
        deckle.wait_text("days in a row")
        take("progress", dress)


def problem_screen(dress, env):
    with open(library_path(), "r+b") as library:
        library.truncate(os.path.getsize(library_path()) // 2)
    with Deckle(env=env) as deckle:
        deckle.wait_text("Your Library Was Damaged")
        take("problem", dress)


def show_all(dress, **env):
    first_run_screens(dress, env)
    problem_screen(dress, env)
    year_screens(dress, env)


def test_light():
    show_all("light")


def test_dark():
    show_all("dark", ADW_DEBUG_COLOR_SCHEME="prefer-dark")


def test_high_contrast():
    show_all("contrast", ADW_DEBUG_HIGH_CONTRAST="1")


def test_right_to_left():
    folder = os.path.join(WORK, "locale")
    os.makedirs(folder, exist_ok=True)
    made = subprocess.run(["localedef", "-i", "ar_EG", "-f", "UTF-8", os.path.join(folder, "ar_EG.UTF-8")],
                          capture_output=True, check=False)
    if made.returncode not in (0, 1):
        raise Skipped("the Arabic locale cannot be made")
    show_all("rtl", LOCPATH=folder, LC_ALL="ar_EG.UTF-8", LANGUAGE="ar")


def test_narrow():
    # Without a window manager the window has a border of 5 px on each side.
    for key, value in (("window-width", 370), ("window-height", 660)):
        subprocess.run(["gsettings", "set", SETTINGS, key, str(value)], check=True)
    year_screens("narrow", {})


if __name__ == "__main__":
    main([test_light, test_dark, test_high_contrast, test_right_to_left, test_narrow])
