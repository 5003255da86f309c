#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Studies one card in the installed Flatpak, from outside the sandbox: smoke.py APP REPOSITORY PICTURE

Runs in a session of its own (display, bus, empty home), which flatpak/run sets up. Prints a line
a check; the last one is “N passed, N failed, N skipped”.
"""

import configparser
import os
import subprocess
import sys
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

APP, REPOSITORY, PICTURE = sys.argv[1:]
DEADLINE_SECONDS = 60
POLL_SECONDS = 0.1
BUTTON_ROLES = (Atspi.Role.PUSH_BUTTON,)
RIGHTS = {
    'shared': {'ipc'},
    'sockets': {'wayland', 'fallback-x11'},
    'devices': {'dri'},
}
DATA = os.path.expanduser(f'~/.var/app/{APP}/data')

counts = {'passed': 0, 'failed': 0, 'skipped': 0}


def report(verdict, name, detail=''):
    """Prints and counts one check."""
    counts[verdict] += 1
    word = {'passed': 'ok', 'failed': 'not ok', 'skipped': 'skipped'}[verdict]
    print(f"{word} - {name}{': ' + detail if detail else ''}", flush=True)


def check(condition, name, detail=''):
    """Reports a check that passes when condition holds, and returns the condition."""
    report('passed' if condition else 'failed', name, '' if condition else detail)
    return condition


def poll(look):
    """Calls look until it returns something true, or the deadline passes; returns the last result."""
    end = time.monotonic() + DEADLINE_SECONDS
    while True:
        try:
            found = look()
        except GLib.Error:  # the tree changed while it was read
            found = None
        if found or time.monotonic() > end:
            return found
        time.sleep(POLL_SECONDS)


def descendants(node):
    """Yields node and everything below it."""
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield from descendants(child)


def application():
    """Returns the accessible application, or None."""
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        if child is not None and (child.get_name() or '').lower() in ('deckle', APP.lower()):
            return child
    return None


def showing(node):
    """Tells whether a person sees and can use node."""
    states = node.get_state_set()
    return states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.SENSITIVE)


def button(*names):
    """Returns the first usable button whose accessible name begins with one of names."""
    root = application()
    for node in descendants(root) if root is not None else ():
        if node.get_role() in BUTTON_ROLES and showing(node) and (node.get_name() or '').startswith(names):
            return node
    return None


def press(*names):
    """Waits for a button and presses it."""
    found = poll(lambda: button(*names))
    return found is not None and found.do_action(0)


def seen():
    """Returns what can be seen now, for messages."""
    root = application()
    if root is None:
        return 'no application on the accessibility bus'
    return ', '.join(sorted({n.get_name() for n in descendants(root) if n.get_name() and showing(n)}))[:600]


def study_one_card():
    """Leaves the first-run page if it is there, then flips a card and grades it."""
    if not check(poll(application) is not None, 'the window appears on the accessibility bus'):
        return
    first = poll(lambda: button('Show Answer', 'Start'))
    if first is not None and not first.get_name().startswith('Show Answer'):
        check(first.do_action(0), 'the first-run page starts studying')
    if not check(press('Show Answer'), 'Show Answer can be pressed', seen()):
        return
    if not check(poll(lambda: button('Good')) is not None, 'the answer shows the grades', seen()):
        return
    take_picture()
    check(press('Good'), 'Good can be pressed', seen())
    check(poll(lambda: button('Good') is None and button('Show Answer')) is not None,
          'the next card comes', seen())


def take_picture():
    """Saves the display; a picture of one colour shows no window."""
    subprocess.run(['import', '-window', 'root', PICTURE], check=False)
    answer = subprocess.run(['identify', '-format', '%k', PICTURE], capture_output=True, text=True, check=False)
    check(answer.stdout.isdigit() and int(answer.stdout) > 16, 'the picture shows more than a background',
          answer.stdout + answer.stderr)


def check_rights():
    """Compares what the sandbox may do with the manifest's list."""
    text = subprocess.run(['flatpak', 'info', '--show-permissions', APP],
                          capture_output=True, text=True, check=False).stdout
    parser = configparser.ConfigParser(strict=False)
    parser.optionxform = str
    parser.read_string(text)
    granted = {key: set(filter(None, value.split(';')))
               for key, value in (parser['Context'].items() if 'Context' in parser else ())}
    # fallback-x11 is listed together with the x11 it stands in for.
    granted.get('sockets', set()).discard('x11')
    check(granted == RIGHTS and set(parser.sections()) <= {'Context'},
          'the sandbox has the four rights and no others', text)


def run_headless(*arguments, stdin=None):
    """Runs a subcommand in the sandbox."""
    return subprocess.run(['flatpak', 'run', APP, *arguments], stdin=stdin or subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=DEADLINE_SECONDS, check=False)


def import_document():
    """Imports a question list through standard input, the sandbox's way."""
    name = 'a question list is imported through standard input'
    path = os.path.join(REPOSITORY, 'tests', 'data', 'markdown', 'look-alike.md')
    if not os.path.exists(path):
        report('skipped', name, 'no ' + path)
        return
    with open(path, encoding='utf-8') as document:
        result = run_headless('import', '-', stdin=document)
    check(result.returncode == 0 and any(c.isdigit() for c in result.stdout), name,
          f'exit {result.returncode}: {result.stdout}{result.stderr}')
    result = run_headless('doctor')
    check(result.returncode == 0, 'the library is sound afterwards', result.stdout + result.stderr)


def main():
    """Runs all checks in order and ends with their counts."""
    with open(PICTURE + '.log', 'w+', encoding='utf-8') as log:
        with subprocess.Popen(['flatpak', 'run', '--env=GSK_RENDERER=cairo', APP], stderr=log) as process:
            try:
                study_one_card()
                check(process.poll() is None, 'the application is still running')
            finally:
                subprocess.run(['flatpak', 'kill', APP], check=False)
        log.seek(0)
        complaints = [line for line in log if 'CRITICAL' in line or 'WARNING' in line]
    check(not complaints, 'the application complains about nothing', ''.join(complaints))
    library = os.path.join(DATA, 'deckle', 'library.db')
    check(os.path.exists(library), 'the library lies in the sandbox’s data folder', library)
    check_rights()
    import_document()
    print('{passed} passed, {failed} failed, {skipped} skipped'.format(**counts), flush=True)
    return 1 if counts['failed'] or not counts['passed'] else 0


sys.exit(main())
