# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessibility tree of a program. One call reads all of it, which asking for one property at a time would make slow."""
import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ROOT_PATH = "/org/a11y/atspi/accessible/root"
CACHE_PATH = "/org/a11y/atspi/cache"
ROUNDS = 40
TURNING = "Card"
Role = Atspi.Role
State = Atspi.StateType


class Node:
    """An accessible as it was at the moment of a snapshot."""

    def __init__(self, item):
        (_, self.path), _, (_, self.parent_path), self.index, self.n_children, _, self.name, role, _, states = item
        self.role = Role(role)
        self.states = states[0] | states[1] << 32
        self.parent = None
        self.children = []

    def has(self, state):
        return bool(self.states >> int(state) & 1)

    def is_in(self, role):
        node = self.parent
        while node is not None and node.role != role:
            node = node.parent
        return node is not None

    def walk(self):
        """Every accessible that is shown, with this one; what is hidden is not entered."""
        yield self
        for child in self.children:
            if child.has(State.SHOWING):
                yield from child.walk()

    def describe(self):
        """Role and name, and what it is in."""
        path, node = [], self
        while node is not None:
            if node.name or node is self:
                path.append(f"{Atspi.role_get_name(node.role)} “{node.name}”")
            node = node.parent
        return " in ".join(path)


class Bus:
    """The accessibility bus."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                    Gio.DBusCallFlags.NONE, -1, None).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def call(self, name, path, method, parameters=None):
        interface, _, member = method.rpartition(".")
        return self.connection.call_sync(name, path, interface, member, parameters, None, Gio.DBusCallFlags.NONE,
                                         20000, None).unpack()

    def find_process(self, pid):
        """The name of a program on the bus, None until it has registered: GTK minds being asked before."""
        for name, _ in self.call("org.a11y.atspi.Registry", ROOT_PATH, "org.a11y.atspi.Accessible.GetChildren")[0]:
            if pid == self.call("org.freedesktop.DBus", "/org/freedesktop/DBus",
                                "org.freedesktop.DBus.GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)))[0]:
                return name
        return None


class Program:
    """A program on the bus."""

    def __init__(self, bus, name):
        self.bus = bus
        self.name = name
        self.asked = {}

    def children(self, path=ROOT_PATH):
        return self.bus.call(self.name, path, "org.a11y.atspi.Accessible.GetChildren")[0]

    def snapshot(self):
        """The root of the tree as it is now."""
        for _ in range(ROUNDS):
            nodes = self._read()
            if self._settle(nodes, nodes[ROOT_PATH]):
                break
        return nodes[ROOT_PATH]

    def _read(self):
        """All accessibles by their path, children in their parents."""
        items = self.bus.call(self.name, CACHE_PATH, "org.a11y.atspi.Cache.GetItems")[0]
        nodes = {node.path: node for node in map(Node, items)}
        for node in sorted(nodes.values(), key=lambda node: node.index):
            node.parent = nodes.get(node.parent_path)
            if node.parent is not None:
                node.parent.children.append(node)
        return nodes

    def _settle(self, nodes, node):
        """Asks for the children where their number is not what it should be: the program's cache keeps what was hidden and
        lacks what nobody has asked for. The card has always one child, the face that is seen. False when a child was not in the cache; it is from then on."""
        complete = True
        if node.path == ROOT_PATH or node.n_children != len(node.children) or node.name == TURNING:
            paths = [path for _, path in self.children(node.path)]
            complete = all(path in nodes for path in paths)
            node.children = [nodes[path] for path in paths if path in nodes]
        for child in node.children:
            if child.has(State.SHOWING):
                if not child.name and child.n_children == 0:
                    self._ask(child)
                complete = self._settle(nodes, child) and complete
        return complete

    def _ask(self, node):
        """The cache knows nothing of what was hidden when it was first listed, until somebody asks."""
        if node.path not in self.asked:
            role = self.bus.call(self.name, node.path, "org.a11y.atspi.Accessible.GetRole")[0]
            name = self.bus.call(self.name, node.path, "org.freedesktop.DBus.Properties.Get",
                                 GLib.Variant("(ss)", ("org.a11y.atspi.Accessible", "Name")))[0]
            self.asked[node.path] = Role(role), name
        node.role, node.name = self.asked[node.path]

    def activate(self, node):
        self.bus.call(self.name, node.path, "org.a11y.atspi.Action.DoAction", GLib.Variant("(i)", (0,)))

    def set_text(self, node, text):
        self.bus.call(self.name, node.path, "org.a11y.atspi.EditableText.SetTextContents", GLib.Variant("(s)", (text,)))

    def text(self, node):
        """What stands in a text."""
        count = self.bus.call(self.name, node.path, "org.freedesktop.DBus.Properties.Get",
                              GLib.Variant("(ss)", ("org.a11y.atspi.Text", "CharacterCount")))[0]
        return self.bus.call(self.name, node.path, "org.a11y.atspi.Text.GetText", GLib.Variant("(ii)", (0, count)))[0]

    def text_lines(self, node):
        """What stands in a text, as a screen reader gets it line by line."""
        lines, offset, length = [], 0, len(self.text(node))
        while offset < length:
            line, _, end = self.bus.call(self.name, node.path, "org.a11y.atspi.Text.GetStringAtOffset",
                                         GLib.Variant("(iu)", (offset, 3)))
            lines.append(line.rstrip("\n"))
            offset = max(end, offset) + (0 if line.endswith("\n") else 1)
        return lines

    def extents(self, node):
        """x, y, width and height in the window."""
        return self.bus.call(self.name, node.path, "org.a11y.atspi.Component.GetExtents", GLib.Variant("(u)", (1,)))[0]
