# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives Deckle as a person would: real keys, and the accessibility tree for eyes."""
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import traceback

from gi.repository import Gio, GLib

from accessibility import Bus, Program, Role, State

APPLICATION_IDS = ("io.github.deckle_app.Deckle", "io.github.deckle_app.Deckle.Devel")
DEADLINE_S = 30.0
POLL_S = 0.03
BUTTON_ROLES = {Role.BUTTON, Role.TOGGLE_BUTTON}
# Parts of the toolkit's preferences pages, which name them no better.
PAGE_ROLES = {Role.SCROLL_PANE, Role.LIST}
CONTAINER_ROLES = {Role.FRAME, Role.WINDOW, Role.APPLICATION, Role.FILLER, Role.PANEL}


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
        except GLib.Error:
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise Failed(f"waited {deadline_s:.0f} s for {what}")
        time.sleep(POLL_S)


class Deckle:
    """A running application."""

    def __init__(self, renderer="cairo", args=(), env=None, focus=True):
        self.log_path = os.path.join(os.environ["DECKLE_E2E_WORK"], f"deckle-{time.monotonic_ns()}.log")
        self.log = open(self.log_path, "wb")
        self.bus = Bus()
        environment = dict(os.environ, GSK_RENDERER=renderer, **(env or {}))
        self.process = subprocess.Popen([os.environ["DECKLE_BIN"], *args], env=environment,
                                        stdout=self.log, stderr=self.log)
        try:
            self.program = Program(self.bus, wait_for("the application on the accessibility bus", self._find))
            wait_for("a window on the accessibility bus", self.program.children)
            if focus:
                self.focus_window()
        except Exception:
            self.kill()
            raise

    def _find(self):
        if self.process.poll() is not None:
            raise Failed(f"Deckle ended with status {self.process.returncode}: {self.read_log()}")
        return self.bus.find_process(self.process.pid)

    def __enter__(self):
        return self

    def __exit__(self, kind, _value, _trace):
        try:
            if kind is None and self.process.poll() is None:
                self.quit()
            elif kind is not None and kind is not Skipped:
                print("# picture:", screenshot(f"failed-{time.monotonic_ns()}"), flush=True)
        finally:
            self.kill()

    # Eyes

    def shown(self):
        """Everything that is shown. A dialog leaves what lies behind it in the list."""
        return list(self.program.snapshot().walk())

    def texts(self):
        """The names of everything that is shown."""
        return [node.name for node in self.shown()]

    def find(self, role, name):
        """The first thing that is shown with a role (or one of some; None for any) and a part of its name."""
        roles = role if role is None or isinstance(role, (set, frozenset)) else {role}
        for node in self.program.snapshot().walk():
            if (roles is None or node.role in roles) and (name is None or name in node.name):
                return node
        return None

    def wait(self, role, name):
        return wait_for(f"“{name}”", lambda: self.find(role, name))

    def wait_text(self, text):
        """Waits for something named so, whatever it is."""
        return self.wait(None, text)

    def wait_gone(self, role, name):
        wait_for(f"“{name}” to go", lambda: self.find(role, name) is None)

    def button(self, name):
        return self.wait(BUTTON_ROLES, name)

    def focused(self):
        for node in self.program.snapshot().walk():
            if node.has(State.FOCUSED):
                return node
        return None

    def wait_focus(self, name):
        wait_for(f"the focus on “{name}”", lambda: (focused := self.focused()) and name in focused.name)

    def wait_focus_role(self, role):
        return wait_for(f"the focus on {role}", lambda: (focused := self.focused()) and focused.role == role and focused)

    def expect_names(self):
        """Everything that can have the focus has a name, once what fades out is gone."""
        nameless = []

        def all_named():
            nameless[:] = [node.describe() for node in self.shown()
                           if node.has(State.FOCUSABLE) and not node.name and node.role not in CONTAINER_ROLES
                           and not (node.role in PAGE_ROLES and (node.is_in(Role.DIALOG) or node.parent.name))]
            return not nameless

        try:
            wait_for("names", all_named, deadline_s=3)
        except Failed:
            raise Failed(f"focusable without a name: {nameless}") from None

    # Hands

    def focus_window(self, title=None):
        """Bare X has no window manager, so the focus is set by hand. False while there is no such window."""
        by_title = ["--name", f"^{title}$"] if title else ["--pid", str(self.process.pid)]

        def find():
            return subprocess.run(["xdotool", "search", "--onlyvisible", *by_title],
                                  capture_output=True, text=True, check=False).stdout.split()

        window = wait_for(f"the window {title or ''}", find)
        subprocess.run(["xdotool", "windowfocus", "--sync", window[-1]], check=True)

    def key(self, *keys):
        subprocess.run(["xdotool", "key", *keys], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "5", text], check=True)

    def hold(self, key):
        """Holds a key until the display has repeated it for a while, then lets it go."""
        subprocess.run(["xset", "r", "rate", "40", "50"], check=True)
        subprocess.run(["xdotool", "keydown", key], check=True)
        try:
            end = time.monotonic() + 0.6
            wait_for("the key to repeat", lambda: time.monotonic() > end)
        finally:
            subprocess.run(["xdotool", "keyup", key], check=True)

    def press(self, name):
        """Presses a button as a screen reader does."""
        self.program.activate(self.button(name))

    def action(self, name, parameter=None):
        """Activates an action of the application (app.…) or of the main window (win.…)."""
        scope, action = name.split(".")
        application_id, bus = find_application()
        path = "/" + application_id.replace(".", "/") + ("/window/1" if scope == "win" else "")
        bus.call_sync(application_id, path, "org.gtk.Actions", "Activate",
                      GLib.Variant("(sava{sv})", (action, [parameter] if parameter else [], {})),
                      None, Gio.DBusCallFlags.NONE, -1, None)

    def sidebar_row(self, title):
        """Goes to a row of the sidebar by typing its title there."""
        self.key("F6")
        self.wait_focus_role(Role.LIST_ITEM)
        self.type(title)
        self.wait_focus(title)

    # The process

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
        self.wait_end()

    def wait_end(self):
        wait_for("Deckle to end", lambda: self.process.poll() is not None)
        if self.process.returncode != 0:
            raise Failed(f"Deckle ended with status {self.process.returncode}: {self.read_log()}")
        self.check_log()

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


def find_application():
    """The application's name on the session bus, and the bus."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    for application_id in APPLICATION_IDS:
        owned = bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                              GLib.Variant("(s)", (application_id,)), None, Gio.DBusCallFlags.NONE, -1, None)
        if owned.unpack()[0]:
            return application_id, bus
    raise Failed("the application has no name on the session bus")


def start_studying(deckle):
    """To the question, from the first-run page where there is one."""
    wait_for("a button to begin with", lambda: (focused := deckle.focused()) and
             focused.name in ("Start Studying", "Show Answer"))
    if deckle.focused().name == "Start Studying":
        deckle.key("space")
    deckle.wait_focus("Show Answer")


def study_cards(deckle, count):
    for _ in range(count):
        deckle.wait_focus("Show Answer")
        deckle.key("space")
        deckle.wait_focus("Good")
        deckle.key("3")


def library_path():
    return os.path.join(os.environ["XDG_DATA_HOME"], "deckle", "library.db")


def query(sql, *values):
    """Rows of the library, read beside the application."""
    connection = sqlite3.connect(f"file:{library_path()}?mode=ro", uri=True, timeout=10)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def stats():
    """What “deckle stats --json” says."""
    return json.loads(command("stats", "--json").stdout)


def answers_today():
    return stats()["today"]["answers"]


def expect(actual, wanted, what):
    if actual != wanted:
        raise Failed(f"{what}: {actual!r} instead of {wanted!r}")


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
    """Runs functions as TAP lines; arguments of the program pick some by name."""
    wanted = sys.argv[1:]
    tests = [test for test in tests if not wanted or any(word in test.__name__ for word in wanted)]
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        name = test.__name__.removeprefix("test_").replace("_", "-")
        start = time.monotonic()
        try:
            test()
            print(f"# {time.monotonic() - start:.1f} s\nok {number} {name}", flush=True)
        except Skipped as reason:
            print(f"ok {number} {name} # SKIP {reason}", flush=True)
        except Exception:  # every failure is a line of the report
            failed += 1
            traceback.print_exc()
            print(f"not ok {number} {name}", flush=True)
    sys.exit(1 if failed else 0)
