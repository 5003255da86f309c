#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows that the bank test finds every fault of faults.py and nothing else.  Prints TAP."""
import json
import pathlib
import sys
import tempfile

import bank_test
import bankfile
import faults
import gocheck
import goprogram
import gotools

SECTION = {'id': 'faults', 'title': 'Faults', 'short': 'Faults', 'order': 1, 'from': 1, 'to': 499,
           'colour': '#2E9E5B', 'icon': 'layers'}     # its cards stand in the bank file
META = {'schema': 1, 'id': 'faulty', 'title': 'Faulty', 'language': 'en', 'version': '1.0.0', 'go_version': '1.27',
        'licence': {'spdx': 'CC-BY-SA-4.0', 'url': 'https://example.org/', 'holder': 'Nobody', 'code': '0BSD'},
        'sections': [SECTION], 'cards': []}
# Changes to the bank file, words of the message.
BANKS = [
    ({}, None),
    ({'schema': 2}, 'schema'),
    ({'version': 'one'}, 'version'),
    ({'licence': {}}, 'lacks “spdx”'),
    ({'extra': 1}, 'unknown member'),
    ({'sections': [SECTION | {'colour': 'red'}]}, 'colour'),
    ({'sections': [SECTION | {'id': 'empty', 'from': 500, 'to': 501, 'order': 2}, SECTION]}, 'no cards'),
    ({'sections': [SECTION | {'file': 'absent.json'}]}, 'cannot be read'),
    ({'cards': [faults.CARD, faults.CARD]}, 'used by 2 cards'),
    ({'cards': [faults.CARD | {'id': 'go-002', 'number': 2}, faults.CARD]}, 'number order'),
]


def write_bank(folder, changes):
    """A bank with some changes, read back."""
    path = pathlib.Path(folder) / 'bank.json'
    path.write_text(json.dumps({**META, 'cards': [faults.CARD], **changes}), encoding='utf-8')
    return bankfile.Bank(path)


def verdict(problems, wanted):
    """Why the problems are not exactly the wanted one, or None."""
    if wanted is None:
        return f'is sound, but: {problems}' if problems else None
    if not any(wanted in problem for problem in problems):
        return f'“{wanted}” was not reported, but: {problems}'
    return None


def check_banks(folder):
    """(name, why it failed or None) of each bank."""
    for changes, wanted in BANKS:
        yield f'bank {changes and sorted(changes)}', verdict(bankfile.bank_problems(write_bank(folder, changes)), wanted)
    path = pathlib.Path(folder) / 'twice.json'
    path.write_text('{"schema": 1, "schema": 1}', encoding='utf-8')
    yield 'bank with a member twice', verdict(bankfile.Bank(path).problems, 'appears twice')


def check_cards(folder, table):
    """The same of each card with a fault of form or style."""
    bank = write_bank(folder, {'cards': faults.cards(table)})
    found, _ = bank_test.card_problems(bank, [faults.REFERENCE_TEXT])
    yield 'sound card', verdict(found['go-001'], None)
    for card, (_, wanted) in zip(bank.cards[1:], table):
        yield f'{card["id"]}: {wanted}', verdict(found[card['id']], wanted)


def check_programs(folder):
    """The same of each card with a wrong program; without Go only that they were skipped."""
    path, version = gotools.find_go()
    if not path:
        yield f'programs # SKIP {version}', None
        return
    bank = write_bank(folder, {'cards': faults.cards(faults.PROGRAMS)})
    checker = gocheck.Checker(path, version, gotools.cache_folder(), keep=False)
    found = checker.check(goprogram.programs(bank.cards, '1.27'))
    yield 'sound program', verdict(found['go-001'], None)
    for card, (_, wanted) in zip(bank.cards[1:], faults.PROGRAMS):
        yield f'{card["id"]}: {wanted}', verdict(found[card['id']], wanted)


def main():
    """Prints a line for each fault."""
    gotools.leave_network()
    number = failed = 0
    with tempfile.TemporaryDirectory(prefix='deckle-faults-') as folder:
        for source in (check_banks(folder), check_cards(folder, faults.STYLE), check_cards(folder, faults.FORM),
                       check_programs(folder)):
            for name, why in source:
                number += 1
                print(f'{"not ok" if why else "ok"} {number} - {name}')
                if why:
                    failed += 1
                    print(f'# {why}')
    print(f'1..{number}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
