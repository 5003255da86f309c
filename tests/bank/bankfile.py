# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a bank file and the section files beside it, and checks their form."""
import json
import pathlib
import re

BANK_KEYS = {'schema', 'id', 'title', 'description', 'language', 'version', 'updated', 'go_version', 'licence',
             'sections', 'cards'}
SECTION_KEYS = {'id', 'title', 'short', 'order', 'from', 'to', 'colour', 'icon', 'emoji', 'file'}
CARD_KEYS = {'id', 'number', 'section', 'level', 'tags', 'question', 'answer', 'points', 'detail', 'code',
             'references', 'see_also'}
CODE_KEYS = {'kind', 'imports', 'text', 'output', 'go', 'lang', 'run', 'fails', 'stderr', 'external'}
REQUIRED = CARD_KEYS - {'detail', 'code'}
LEVELS = {'basic', 'intermediate', 'advanced'}
KINDS = {'body', 'decls', 'program', 'test', 'text'}
STRINGS = ('id', 'section', 'level', 'question', 'answer', 'detail')
LISTS = ('tags', 'points', 'see_also', 'references')


class Bank:
    """The members of the bank file, its cards in order, and what is wrong with its files."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.problems = []      # sentences about the bank as a whole
        self.file_of = {}       # card id -> name of its file
        self.meta = self._read(self.path)
        self.cards = []
        self._take(self.meta.get('cards', []), self.path.name, None)
        for section in self.meta.get('sections', []):
            if 'file' in section:
                content = self._read(self.path.parent / section['file'])
                self._take(content.get('cards', []), section['file'], section['id'])

    def _read(self, path):
        def pairs(items):
            names = [name for name, _ in items]
            for name in sorted({n for n in names if names.count(n) > 1}):
                self.problems.append(f'{path.name}: member “{name}” appears twice')
            return dict(items)
        try:
            value = json.loads(path.read_text(encoding='utf-8'), object_pairs_hook=pairs)
        except (OSError, ValueError) as error:
            self.problems.append(f'{path.name} cannot be read: {error}')
            return {}
        if not isinstance(value, dict):
            self.problems.append(f'{path.name} must hold an object')
            return {}
        return value

    def _take(self, cards, name, section):
        for index, card in enumerate(cards):
            if not isinstance(card, dict) or not isinstance(card.get('id'), str):
                self.problems.append(f'{name}: card {index + 1} has no id')
                continue
            if section and card.get('section') != section:
                self.problems.append(f'{name}: {card["id"]} belongs to “{card.get("section")}”, not “{section}”')
            self.cards.append(card)
            self.file_of.setdefault(card['id'], name)


def bank_problems(bank):
    """What is wrong with the bank as a whole."""
    meta, found = bank.meta, list(bank.problems)
    for name in sorted(BANK_KEYS - {'description', 'updated'} - meta.keys()):
        found.append(f'{bank.path.name} lacks “{name}”')
    for name in sorted(meta.keys() - BANK_KEYS):
        found.append(f'{bank.path.name} has the unknown member “{name}”')
    if meta.get('schema') != 1:
        found.append('“schema” must be 1')
    if not re.fullmatch(r'\d+\.\d+\.\d+', str(meta.get('version'))):
        found.append(f'“version” is {meta.get("version")!r}, not three numbers')
    if not re.fullmatch(r'1\.\d+', str(meta.get('go_version'))):
        found.append(f'“go_version” is {meta.get("go_version")!r}')
    for name in ('spdx', 'url', 'holder', 'code'):
        if not meta.get('licence', {}).get(name):
            found.append(f'“licence” lacks “{name}”')
    return found + _section_problems(bank) + _card_list_problems(bank)


def _section_problems(bank):
    found, sections = [], bank.meta.get('sections', [])
    for section in sections:
        where = f'section {section.get("id")}'
        for name in sorted(SECTION_KEYS - {'emoji', 'file'} - section.keys()):
            found.append(f'{where} lacks “{name}”')
        for name in sorted(section.keys() - SECTION_KEYS):
            found.append(f'{where} has the unknown member “{name}”')
        if not re.fullmatch(r'#[0-9A-Fa-f]{6}', str(section.get('colour'))):
            found.append(f'{where}: colour {section.get("colour")!r}')
        if len(section.get('short', '')) > 24:
            found.append(f'{where}: “short” is longer than 24 characters')
        if not any(card.get('section') == section.get('id') for card in bank.cards):
            found.append(f'{where} has no cards')
    orders = [section.get('order', 0) for section in sections]
    if orders != sorted(set(orders)):
        found.append('sections are not in their order')
    return found


def _card_list_problems(bank):
    found = []
    for what in ('id', 'number'):
        seen = {}
        for card in bank.cards:
            seen.setdefault(card.get(what), []).append(card['id'])
        found += [f'{what} {key} is used by {len(ids)} cards' for key, ids in seen.items() if len(ids) > 1]
    for section in bank.meta.get('sections', []):
        numbers = [c.get('number') for c in bank.cards if c.get('section') == section.get('id')]
        if all(isinstance(n, int) for n in numbers) and numbers != sorted(numbers):
            found.append(f'section {section["id"]}: cards are not in number order')
    return found


def form_problems(card, sections):
    """What is wrong with the members of one card, whatever they say."""
    found = [f'lacks “{name}”' for name in sorted(REQUIRED - card.keys())]
    found += [f'unknown member “{name}”' for name in sorted(card.keys() - CARD_KEYS)]
    found += [f'“{name}” must be text' for name in STRINGS if not isinstance(card.get(name, ''), str)]
    found += [f'“{name}” must be a list' for name in LISTS if not isinstance(card.get(name, []), list)]
    if not isinstance(card.get('number'), int) or card['id'] != f'go-{card["number"]:03d}':
        found.append(f'id {card["id"]} does not follow from number {card.get("number")}')
    section = sections.get(card.get('section'))
    if section is None:
        found.append(f'unknown section “{card.get("section")}”')
    elif isinstance(card.get('number'), int) and not section['from'] <= card['number'] <= section['to']:
        found.append(f'number {card["number"]} is outside section “{section["id"]}”')
    if card.get('level') not in LEVELS:
        found.append(f'level {card.get("level")!r}')
    for tag in card.get('tags', []):
        if not re.fullmatch(r'[a-z0-9-]+', str(tag)):
            found.append(f'tag {tag!r}')
    if 'code' in card:
        found += _code_form_problems(card['code'])
    return found


def _code_form_problems(code):
    if not isinstance(code, dict) or not isinstance(code.get('text'), str) or not code['text'].strip():
        return ['code without “text”']
    found = [f'code has the unknown member “{name}”' for name in sorted(code.keys() - CODE_KEYS)]
    kind = code.get('kind')
    if kind not in KINDS:
        found.append(f'code of kind {kind!r}')
    if 'imports' in code and kind not in ('body', 'decls'):
        found.append(f'“imports” has no meaning in code of kind “{kind}”')
    if kind == 'text' and not code.get('lang'):
        found.append('code of kind “text” needs “lang”')
    if kind in ('body', 'program') and not code.get('external') and code.get('run', True) and 'output' not in code:
        found.append('a program without “output”')
    if 'go' in code and not re.fullmatch(r'1\.\d+', str(code['go'])):
        found.append(f'code for Go {code["go"]!r}')
    return found
