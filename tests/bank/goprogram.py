# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a complete Go source file of the code on a card."""
import json
import re

# Code that may run on more than one goroutine is also built with the race detector.
CONCURRENT = re.compile(r'\bgo\s+(func\b|[\w.]+\()|\.Go\(|AfterFunc\(|\bchan\b|synctest|NewServer\(|NewTestServer\('
                        r'|Parallel\(|\bsync\.|\batomic\.|errgroup|\.Serve\(|http\.Get\(')


class Program:
    """The code of one card: name of its folder, its source, and what is expected of it."""

    def __init__(self, card, go_version):
        code = card['code']
        self.name = card['id']
        self.kind = code['kind']
        self.go = code.get('go', go_version)
        self.text = code['text'].rstrip('\n') + '\n'
        self.imports = code.get('imports', [])
        self.external = code.get('external', False)
        self.fails = code.get('fails', False)
        self.with_stderr = code.get('stderr', False)
        self.runs = self.kind in ('body', 'program', 'test') and code.get('run', True)
        self.output = _tidy(code['output']) if 'output' in code else None
        self.concurrent = bool(CONCURRENT.search(self.text))
        self.file = 'card_test.go' if self.kind == 'test' else 'main.go'

    def source(self):
        """The whole file."""
        if self.kind in ('program', 'test'):
            return self.text
        head = 'package main\n\n' + ''.join(f'import {json.dumps(path)}\n' for path in self.imports)
        if self.imports:
            head += '\n'
        if self.kind == 'decls':
            return head + self.text + '\nfunc main() {}\n'
        body = ''.join('\t' + line if line.strip() else line for line in self.text.splitlines(True))
        return f'{head}func main() {{\n{body}}}\n'

    def got(self, status, stdout, stderr):
        """What the program printed, as a card states it."""
        if self.kind != 'test':
            return _tidy(stdout + (stderr if self.with_stderr else ''))
        if status == 0:
            return 'ok  \tcard'
        return _tidy(re.sub(r' \(\d+\.\d+s\)', '', stdout))


def _tidy(text):
    return '\n'.join(line.rstrip() for line in text.rstrip().split('\n'))


def programs(cards, go_version):
    """Programs of all cards that have Go code."""
    return [Program(card, go_version) for card in cards
            if 'code' in card and card['code'].get('kind') in ('body', 'decls', 'program', 'test')]
