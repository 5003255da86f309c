#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a bank: form, house style and every program.  Prints TAP, one line a card.

usage: bank_test.py BANK.json [CARD-ID…]
"""
import os
import pathlib
import sys

import bankfile
import gocheck
import goprogram
import gotools
import style


def reference_texts():
    """Texts that the cards must not repeat, from the folder of further test data."""
    folder = pathlib.Path(os.environ.get('DECKLE_TEST_DATA') or '/nonexistent') / 'seed'
    return [path.read_text(encoding='utf-8') for path in sorted(folder.glob('*.txt'))]


def card_problems(bank, texts):
    """Card id -> problems of form, links and style, and the cards whose form is sound."""
    sections = {section.get('id'): section for section in bank.meta.get('sections', [])}
    foreign = style.foreign_runs(texts)
    found = {card['id']: bankfile.form_problems(card, sections) for card in bank.cards}
    sound = [card for card in bank.cards if not found[card['id']]]
    for name, problems in style.link_problems(sound).items():
        found[name] += problems
    for card in sound:
        found[card['id']] += style.style_problems(card, foreign)
    return found, sound


def program_problems(cards, go_version):
    """Card id -> problems of its program; with them why the programs were not run, or None."""
    path, version = gotools.find_go()
    if not path:
        return {}, version
    checker = gocheck.Checker(path, version, gotools.cache_folder())
    return checker.check(goprogram.programs(cards, go_version)), None


def report(bank, cards, found, skipped, texts):
    """Prints the TAP lines; the exit status."""
    whole = bankfile.bank_problems(bank)
    print(f'1..{len(cards) + 2}')
    failed = bool(whole)
    print(f'{"not ok" if whole else "ok"} 1 - {bank.path.name} and its sections')
    for problem in whole:
        print(f'# {problem}')
    print('ok 2 - reference text' + ('' if texts else ' # SKIP DECKLE_TEST_DATA has none'))
    for number, card in enumerate(cards, 3):
        name = card['id']
        problems = found[name]
        failed = failed or bool(problems)
        skip = f' # SKIP {skipped}' if skipped and 'code' in card and not problems else ''
        print(f'{"not ok" if problems else "ok"} {number} - {name} ({bank.file_of[name]}){skip}')
        for problem in problems:
            print(f'# {name}: {problem}')
    return 1 if failed else 0


def main(arguments):
    """Checks the bank that the command line names."""
    if not arguments:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    if not gotools.leave_network():
        print('# this system does not let the programs be cut off from the network')
    bank = bankfile.Bank(arguments[0])
    cards = [card for card in bank.cards if not arguments[1:] or card['id'] in arguments[1:]]
    if not cards:
        print('Bail out! no such cards')
        return 1
    texts = reference_texts()
    found, sound = card_problems(bank, texts)
    wrong, skipped = program_problems([card for card in sound if card in cards], bank.meta.get('go_version', '1.27'))
    for name, problems in wrong.items():
        found[name] += problems
    return report(bank, cards, found, skipped, texts)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
