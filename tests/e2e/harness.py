# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives Deckle as a person would: real keys, and the accessibility tree for eyes."""
import os
import signal
import subprocess
import sys
import time
import traceback

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

DEADLINE_S = 30.0
POLL_S = 0.02
BUTTON_ROLES = {Atspi.Role.BUTTON, Atspi.Role.TOGGLE_BUTTON}
SHOWING = Atspi.StateType.SHOWING
FOCUSED = Atspi.StateType.FOCUSED


class Failed(Exception):
    """What was expected did not happen."""


class Skipped(Exception):
    """The test cannot run here."""


def wait_for(what, predicate, deadline_s=DEADLINE_S):
    """Polls until predicate() is true and returns what it returned."""
    end = time.monotonic() + deadline_s
    while True:
        try:
            value = predicate()
        except gi.repository.GLib.Error:
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise Failed(f"waited {deadline_s:.0f} s for {what}")
        time.sleep(POLL_S)


def walk(accessible):
    """Every accessible below and with this one, as far as it is shown."""
    yield accessible
    for index in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(index)
        if child is not None:
            yield from walk(child)


def has_state(accessible, state):
    return accessible.get_state_set().contains(state)


class Deckle:
    """A running application."""

    def __init__(self, renderer="ngl", args=(), env=None):
        self.log_path = os.path.join(os.environ["DECKLE_E2E_WORK"], f"deckle-{time.monotonic_ns()}.log")
        self.log = open(self.log_path, "wb")
        environment = dict(os.environ, GSK_RENDERER=renderer, **(env or {}))
        self.process = subprocess.Popen([os.environ["DECKLE_BIN"], *args], env=environment,
                                        stdout=self.log, stderr=self.log)
        self.app = wait_for("the application on the accessibility bus", self._find_app)
        self.app.set_cache_mask(Atspi.Cache.NONE)
        self.focus_window()

    def _find_app(self):
        if self.process.poll() is not None:
            raise Failed(f"Deckle ended with status {self.process.returncode}: {self.read_log()}")
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(index)
            if app is not None and app.get_name() in ("deckle", "Deckle") and app.get_child_count() > 0 \
                    and app.get_process_id() == self.process.pid:
                return app
        return None

    def focus_window(self):
        """Bare X has no window manager, so the focus is set by hand."""
        window = wait_for("the window", lambda: subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
            capture_output=True, text=True, check=False).stdout.split())
        subprocess.run(["xdotool", "windowfocus", "--sync", window[-1]], check=True)

    def key(self, *keys):
        for key in keys:
            subprocess.run(["xdotool", "key", key], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "10", text], check=True)

    def shown(self):
        return [accessible for accessible in walk(self.app) if has_state(accessible, SHOWING)]

    def find(self, role, name):
        roles = role if isinstance(role, (set, frozenset)) else {role}
        for accessible in self.shown():
            if accessible.get_role() in roles and (name is None or name in (accessible.get_name() or "")):
                return accessible
        return None

    def wait(self, role, name):
        return wait_for(f"“{name}”", lambda: self.find(role, name))

    def wait_gone(self, role, name):
        wait_for(f"“{name}” to go", lambda: self.find(role, name) is None)

    def button(self, name):
        return self.wait(BUTTON_ROLES, name)

    def focused(self):
        for accessible in self.shown():
            if has_state(accessible, FOCUSED):
                return accessible
        return None

    def wait_focus(self, name):
        return wait_for(f"the focus on “{name}”", lambda: (
            (focused := self.focused()) is not None and name in (focused.get_name() or "")))

    def press(self, name):
        self.button(name).do_action(0)

    def hold(self, key):
        """Holds a key long enough for the display's auto-repeat, then lets it go."""
        subprocess.run(["xset", "r", "rate", "40", "50"], check=True)
        subprocess.run(["xdotool", "keydown", key], check=True)
        try:
            end = time.monotonic() + 0.6
            wait_for("the key to repeat", lambda: time.monotonic() > end)
        finally:
            subprocess.run(["xdotool", "keyup", key], check=True)

    def focus_dialog(self, title):
        """Focuses a window of the application by its title; false while there is none."""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"],
                               capture_output=True, text=True, check=False).stdout.split()
        if not found:
            return False
        subprocess.run(["xdotool", "windowfocus", "--sync", found[-1]], check=True)
        return True

    def sidebar_row(self, title):
        """Goes to a row of the sidebar by typing its title there."""
        self.key("F6")
        wait_for("the focus in the sidebar", lambda: (
            (focused := self.focused()) is not None and focused.get_role() == Atspi.Role.LIST_ITEM))
        self.type(title)
        self.wait_focus(title)

    def nameless(self):
        """What can have the focus and has no name."""
        containers = {Atspi.Role.FRAME, Atspi.Role.WINDOW, Atspi.Role.APPLICATION, Atspi.Role.FILLER, Atspi.Role.PANEL}
        return [accessible.get_role_name() for accessible in self.shown()
                if has_state(accessible, Atspi.StateType.FOCUSABLE) and not accessible.get_name()
                and accessible.get_role() not in containers]

    def read_log(self):
        self.log.flush()
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return log.read()

    def check_log(self):
        bad = [line for line in self.read_log().splitlines() if "WARNING" in line or "CRITICAL" in line]
        if bad:
            raise Failed("stderr: " + "\n".join(bad[:10]))

    def quit(self):
        self.key("ctrl+q")
        wait_for("Deckle to end", lambda: self.process.poll() is not None)
        if self.process.returncode != 0:
            raise Failed(f"Deckle ended with status {self.process.returncode}: {self.read_log()}")
        self.check_log()

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


def screenshot(name):
    """A picture of the whole display under the build folder."""
    folder = os.environ.get("DECKLE_SCREENSHOTS", os.environ["DECKLE_E2E_WORK"])
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, name + ".png")
    subprocess.run(["import", "-window", "root", path], check=True)
    return path


def command(*args, stdin=None):
    """Runs a subcommand and returns the finished process."""
    return subprocess.run([os.environ["DECKLE_BIN"], *args], input=stdin, capture_output=True, text=True, check=False)


def data_file(*path):
    """A file of the test data that is not ours; skips without it."""
    folder = os.environ.get("DECKLE_TEST_DATA", "")
    full = os.path.join(folder, *path)
    if not folder or not os.path.exists(full):
        raise Skipped("DECKLE_TEST_DATA is not there")
    return full


def own_file(*path):
    return os.path.join(os.environ["DECKLE_SOURCE"], "tests", "data", *path)


def main(tests):
    """Runs functions as TAP lines."""
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        name = test.__name__.removeprefix("test_").replace("_", "-")
        try:
            test()
            print(f"ok {number} {name}", flush=True)
        except Skipped as reason:
            print(f"ok {number} {name} # SKIP {reason}", flush=True)
        except Exception:  # every failure is a line of the report
            failed += 1
            traceback.print_exc()
            try:
                print("# picture:", screenshot(f"failed-{name}"), flush=True)
            except (OSError, subprocess.SubprocessError):
                pass
            print(f"not ok {number} {name}", flush=True)
    sys.exit(1 if failed else 0)
