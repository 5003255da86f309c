# SPDX-License-Identifier: GPL-3.0-or-later
"""Formats, vets, compiles and runs the programs of many cards in a few batches; remembers those that passed."""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import tempfile

import gotools

WORKERS = 2
PART = 50       # programs checked together
SECONDS, RACE_SECONDS = 30, 60
SHOWN = 6       # lines of a tool's message


class Checker:
    """Checks programs with one Go; results of sound programs are kept in the cache folder."""

    def __init__(self, go_path, go_version, cache, keep=True):
        self.go = gotools.Go(go_path, cache)
        self.store = cache / 'passed.json'
        self.keep = keep
        here = pathlib.Path(__file__).parent
        parts = [(here / name).read_bytes() for name in ('gocheck.py', 'goprogram.py', 'gotools.py')]
        self.salt = hashlib.sha256(b'\0'.join(parts) + go_version.encode()).hexdigest()

    def check(self, programs):
        """Program name -> list of problems."""
        passed = self._passed()
        keys = {p.name: self._key(p) for p in programs}
        found = {p.name: [] for p in programs}
        todo = [p for p in programs if keys[p.name] not in passed]
        for version, part in _parts(todo):
            with tempfile.TemporaryDirectory(prefix='deckle-bank-') as folder:
                result = Batch(self.go, pathlib.Path(folder), version, part).check()
            found.update(result)
            passed |= {keys[name] for name, problems in result.items() if not problems}
            self._remember(passed)
        return found

    def _key(self, program):
        parts = [self.salt, program.kind, program.go, program.source(), repr(program.output), repr(program.fails),
                 repr(program.with_stderr), repr(program.runs), repr(program.external)]
        return hashlib.sha256('\0'.join(parts).encode()).hexdigest()

    def _passed(self):
        try:
            return set(json.loads(self.store.read_text(encoding='ascii'))) if self.keep else set()
        except (OSError, ValueError):
            return set()

    def _remember(self, keys):
        if self.keep:
            fresh = self.store.with_suffix('.new')
            fresh.write_text(json.dumps(sorted(keys)), encoding='ascii')
            os.replace(fresh, self.store)


def _parts(programs):
    """Programs in parts of one language version each, so that an interrupted run keeps most results."""
    for version in sorted({p.go for p in programs}):
        same = [p for p in programs if p.go == version]
        for start in range(0, len(same), PART):
            yield version, same[start:start + PART]


class Batch:
    """One module with a package for every program of the same language version."""

    def __init__(self, go, folder, version, programs):
        self.go, self.folder, self.programs = go, folder, programs
        self.found = {p.name: [] for p in programs}
        (folder / 'go.mod').write_text(f'module card\n\ngo {version}\n', encoding='ascii')
        for program in programs:
            place = folder / program.name
            place.mkdir()
            (place / program.file).write_text(program.source(), encoding='utf-8')

    def check(self):
        """Program name -> list of problems."""
        unformatted = self.go.unformatted(self.folder)
        for program in self.programs:
            if f'{program.name}/{program.file}' in unformatted:
                self.found[program.name].append('the code is not formatted with gofmt')
        ours = [p for p in self.programs if not p.external]
        if ours:
            self._go(ours, 'vet')
            sound = [p for p in ours if not self.found[p.name]]
            self._build_and_run(sound, race=False)
            self._build_and_run([p for p in sound if p.concurrent and not self.found[p.name]], race=True)
        return self.found

    def _go(self, programs, *arguments):
        """Runs a go command on programs, again without those it blames: one bad import stops it for all."""
        while programs:
            status, text = self.go.command(self.folder, *arguments, *(f'./{p.name}' for p in programs))
            if not status:
                return
            programs = self._blame(programs, text, f'go {arguments[0]}')

    def _blame(self, programs, text, tool):
        """Gives each line of a message to the program whose file it names; the programs it does not name."""
        lines, unnamed = text.splitlines(), []
        for program in programs:
            mine = [line for line in lines if re.search(rf'(^|[\s/]){re.escape(program.name)}/\w+\.go', line)]
            if mine:
                self.found[program.name].append(f'{tool}: ' + ' / '.join(line.strip() for line in mine[:SHOWN]))
            else:
                unnamed.append(program)
        if len(unnamed) < len(programs):
            return unnamed
        for program in programs:
            self.found[program.name].append(f'{tool}: ' + ' / '.join(lines[-SHOWN:]))
        return []

    def _build_and_run(self, programs, race):
        place = self.folder / ('race' if race else 'plain')
        flags = ['-ldflags=-s -w'] + (['-race'] if race else [])   # linking takes most of the time
        for kind, verb in (('main', ['build']), ('test', ['test', '-c'])):
            group = [p for p in programs if (p.kind == 'test') == (kind == 'test')]
            if group:
                target = place / kind
                target.mkdir(parents=True)
                self._go(group, *verb, *flags, '-o', f'{target}/')
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            runnable = [p for p in programs if p.runs and not self.found[p.name]]
            for program, problems in zip(runnable, pool.map(lambda p: self._run(p, place, race), runnable)):
                self.found[program.name] += problems

    @staticmethod
    def _run(program, place, race):
        binary = place / ('test' if program.kind == 'test' else 'main') / program.name
        if program.kind == 'test':
            binary = binary.with_name(program.name + '.test')
        problems = []
        for processors in (1, 2):
            limit = RACE_SECONDS if race else SECONDS
            how = f'with GOMAXPROCS={processors}' + (' under -race' if race else '')
            status, out, err = gotools.run_program(binary, processors, limit)
            problems += [f'{problem} ({how})' for problem in _judge(program, status, out, err)]
        return problems


def _judge(program, status, out, err):
    """What is wrong with one run of a program."""
    if status is None:
        return ['the program did not end in time']
    if 'WARNING: DATA RACE' in err:
        return ['data race: ' + ' / '.join(line.strip() for line in err.splitlines()[1:SHOWN])]
    if program.fails != (status != 0):
        tail = ' / '.join((out + err).strip().splitlines()[:SHOWN])
        return [f'exit status {status}, ' + ('a failure was announced' if program.fails else tail)]
    got = program.got(status, out, err)
    if program.output is not None and got != program.output:
        return [f'printed {got!r}, the card says {program.output!r}']
    return []
