# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds Go and runs commands and programs, cut off from the network where the system allows it."""
import ctypes
import fcntl
import os
import pathlib
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile

LEAST = (1, 27)
FALLBACK = '/usr/lib/go-1.27/bin/go'
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1


def find_go():
    """Path of a Go that is new enough and its version, or (None, why not)."""
    seen = []
    for path in (shutil.which('go'), FALLBACK):
        if path and os.path.exists(path):
            env = dict(os.environ, GOTOOLCHAIN='local')
            text = subprocess.run([path, 'version'], capture_output=True, text=True, env=env, check=False).stdout
            match = re.search(r'go(\d+)\.(\d+)\S*', text)
            if match and (int(match[1]), int(match[2])) >= LEAST:
                return path, match[0]
            seen.append(match[0] if match else path)
    return None, f'needs Go {LEAST[0]}.{LEAST[1]} or newer, found ' + (', '.join(seen) or 'none')


def leave_network():
    """Moves this process into a network that has only the loopback device.  Call before any thread starts."""
    libc = ctypes.CDLL(None, use_errno=True)
    uid, gid = os.geteuid(), os.getegid()
    if libc.unshare(CLONE_NEWUSER | CLONE_NEWNET):
        return False
    try:
        pathlib.Path('/proc/self/setgroups').write_text('deny', encoding='ascii')
        pathlib.Path('/proc/self/uid_map').write_text(f'{uid} {uid} 1', encoding='ascii')
        pathlib.Path('/proc/self/gid_map').write_text(f'{gid} {gid} 1', encoding='ascii')
    except OSError:
        pass    # the files still belong to us, only their owner shows as nobody
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack('16sh22x', b'lo', 0)
        flags = struct.unpack('16sh22x', fcntl.ioctl(control, SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack('16sh22x', b'lo', flags | IFF_UP))
    return True


def cache_folder():
    """Where results and compiled packages are kept."""
    base = os.environ.get('XDG_CACHE_HOME') or os.path.join(os.path.expanduser('~'), '.cache')
    folder = pathlib.Path(base) / 'deckle' / 'bank-test'
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Go:
    """The go command with an environment that downloads nothing and ignores the user's settings."""

    def __init__(self, path, cache):
        self.path = os.path.realpath(path)
        self.gofmt = os.path.join(os.path.dirname(self.path), 'gofmt')
        self.env = {
            'PATH': os.environ.get('PATH', '/usr/bin:/bin'), 'HOME': str(cache),
            'GOCACHE': os.environ.get('GOCACHE') or str(cache / 'go'),
            'GOPATH': str(cache / 'path'), 'GOENV': 'off', 'GOPROXY': 'off', 'GOSUMDB': 'off',
            'GOTOOLCHAIN': 'local', 'GOFLAGS': '-mod=mod', 'GOWORK': 'off', 'CGO_ENABLED': '1', 'LANG': 'C.UTF-8',
        }

    def command(self, folder, *arguments):
        """Runs `go ARGUMENTS` in a folder: (status, everything it said)."""
        done = subprocess.run([self.path, *arguments], cwd=folder, env=self.env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return done.returncode, done.stdout

    def unformatted(self, folder):
        """Paths that gofmt would change, relative to the folder; what it cannot parse is for the compiler."""
        done = subprocess.run([self.gofmt, '-l', '.'], cwd=folder, env=self.env, capture_output=True, text=True,
                              check=False)
        return set(done.stdout.split())


def run_program(binary, processors, seconds):
    """Runs a program in an empty folder: (status or None after the time limit, stdout, stderr)."""
    with tempfile.TemporaryDirectory(prefix='deckle-card-') as folder:
        env = {'PATH': '/usr/bin:/bin', 'HOME': folder, 'TMPDIR': folder, 'TZ': 'UTC', 'LANG': 'C.UTF-8',
               'GOMAXPROCS': str(processors), 'GORACE': 'halt_on_error=0 exitcode=66'}
        with subprocess.Popen([str(binary)], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, start_new_session=True) as process:
            try:
                out, err = process.communicate(timeout=seconds)
                status = process.returncode
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                out, err = process.communicate()
                status = None
    return status, out.decode('utf-8', 'replace'), err.decode('utf-8', 'replace')
