# SPDX-License-Identifier: GPL-3.0-or-later
"""House style of a card: length, markup, words, links.  data/bank/README.md is the short form."""
import re
import unicodedata

LONGEST = {'question': 140, 'answer': 420, 'detail': 900}
SHORTEST = {'question': 20, 'answer': 80, 'detail': 60}
ANSWER_WORDS = 75
POINT = range(3, 71)
CODE_LINES, CODE_COLUMNS, OUTPUT_LINES = 28, 76, 12
COUNTS = {'points': range(2, 5), 'tags': range(1, 7), 'references': range(1, 5), 'see_also': range(0, 7)}
RUN = 8     # so many words in a row taken from elsewhere are a copy

# One reference of every card must lie with those who answer for its subject.
OFFICIAL = re.compile(r'^https://(go\.dev|pkg\.go\.dev|github\.com/golang|www\.rfc-editor\.org|www\.w3\.org'
                      r'|kubernetes\.io|docs\.docker\.com|docs\.github\.com|www\.postgresql\.org|grpc\.io'
                      r'|protobuf\.dev|opentelemetry\.io|prometheus\.io|kafka\.apache\.org|www\.rabbitmq\.com'
                      r'|docs\.nats\.io|redis\.io|etcd\.io|12factor\.net|owasp\.org|sre\.google)/')
PLACEHOLDER = re.compile(r'\b(TODO|TBD|FIXME|XXX|lorem ipsum)\b', re.I)
FILLER = re.compile(r'^(In Go\b|It is important to\b|Note that\b)|\b(recently|modern Go|nowadays|very powerful)\b')
BRITISH = re.compile(
    r'\b(\w*(?:behaviour|colour|favour|neighbour|honour)\w*|licences?|catalogues?|grey|centre\w*|for ever'
    r'|cancell(?:ed|ing|able)|label(?:led|ling)|travell\w+|model(?:led|ling)|whilst|defence'
    r'|\w*(?:initial|synchron|serial|organ|optim|recogn|normal|general|special|minim|maxim|real|summar|author'
    r'|custom|categor|util|random|final|visual|central|token|parallel|memor|capital|standard|polymorph)'
    r'is(?:e|ed|es|ing|ation|ations|er|ers))\b', re.I)
# What a card may name only where the history is the subject.
STALE = {
    r'\bgolint\b': {98}, r'// ?\+build': {95, 184}, r'\bioutil\.': {228, 238}, r'dgrijalva': {264},
    r'streadway': {340}, r'Shopify/sarama': {248, 339}, r'\bgrpc\.Dial\(': {239}, r'\btc := tc\b': {85, 286},
    r'rand\.Seed\(': set(), r'SetFinalizer': {209, 231, 414}, r'x/exp/(slices|maps)': set(),
}


def words(text):
    """Lower-case words of card text, markup left out."""
    return re.findall(r'[a-z0-9]+', re.sub(r'[`*_]', '', text).lower())


def runs(text):
    """All runs of RUN words of a text."""
    found = words(text)
    return {tuple(found[i:i + RUN]) for i in range(len(found) - RUN + 1)}


def foreign_runs(texts):
    """Runs of words of texts that the cards must not repeat."""
    found = set()
    for text in texts:
        for line in text.splitlines():
            found |= runs(line)
    return found


def style_problems(card, foreign):
    """What the house style has against a card whose form is sound."""
    found = _lengths(card)
    for part in ('question', 'answer', 'detail'):
        found += _text_problems(part, card.get(part, ''))
        found += _markup_problems(part, card.get(part, ''))
    for point in card['points']:
        found += _text_problems(f'point “{point}”', point)
        if '`' in point or '**' in point:
            found.append(f'point “{point}” is plain text, without markup')
    if not card['question'].endswith('?') or '?' in card['question'][:-1]:
        found.append('the question is not one sentence that ends with “?”')
    found += _repeats(card, foreign) + _references(card) + _stale(card)
    if 'code' in card:
        found += _code_look(card['code'])
    return found


def _lengths(card):
    found = []
    for part, most in LONGEST.items():
        length = len(card.get(part, ''))
        if part in card and not SHORTEST[part] <= length <= most:
            found.append(f'{part} of {length} characters, allowed are {SHORTEST[part]} to {most}')
    count = len(words(card['answer']))
    if count > ANSWER_WORDS:
        found.append(f'answer of {count} words, allowed are {ANSWER_WORDS}')
    for part, allowed in COUNTS.items():
        if len(card[part]) not in allowed:
            found.append(f'{len(card[part])} {part}, allowed are {allowed.start} to {allowed.stop - 1}')
        keys = [str(item) for item in card[part]]
        if len(set(keys)) < len(keys):
            found.append(f'the same entry twice in {part}')
    for point in card['points']:
        if len(point) not in POINT or point.endswith('.'):
            found.append(f'point “{point}”: 3 to 70 characters without a full stop')
    return found


def _markup_problems(part, text):
    found = []
    prose = re.sub(r'`[^`]*`', 'code', text)
    if text.count('`') % 2 or text.count('**') % 2 or prose.replace('**', '').count('*') % 2:
        found.append(f'{part}: unbalanced markup')
    if re.search(r'</?[a-z]+[ />]|&[a-z]+;|\]\(|^#|^\||\n(#|\|)', prose):
        found.append(f'{part}: markup that the card does not know')
    if re.search(r'[^\n]\n(?!\n|- )', text):
        found.append(f'{part}: a line break inside a paragraph')
    return found


def _text_problems(part, text):
    found = []
    prose = re.sub(r'`[^`]*`', 'code', text)
    if text != text.strip():
        found.append(f'{part} begins or ends with white space')
    if re.search(r'  |\t', text):
        found.append(f'{part}: more than one blank in a row')
    if any(unicodedata.category(c) in ('So', 'Co', 'Cn', 'Cs') or c == '\ufffd' or '\u3400' <= c <= '\ud7ff'
           for c in text):
        found.append(f'{part}: emoji or a damaged character')
    for pattern, what in ((PLACEHOLDER, 'placeholder'), (FILLER, 'filler'), (BRITISH, 'American spelling wanted')):
        hit = pattern.search(prose)
        if hit:
            found.append(f'{part}: “{hit[0]}” ({what})')
    return found


def _repeats(card, foreign):
    found = []
    for part in ('answer', 'detail'):
        hit = sorted(runs(card.get(part, '')) & foreign)
        if hit:
            found.append(f'{part}: {RUN} words in a row from the reference text: “{" ".join(hit[0])}”')
    same = sorted(runs(card['answer']) & runs(card.get('detail', '')))
    if same:
        found.append(f'detail repeats the answer: “{" ".join(same[0])}”')
    return found


def _references(card):
    found = []
    for reference in card['references']:
        if set(reference) != {'title', 'url'} or not all(isinstance(v, str) and v for v in reference.values()):
            found.append('a reference needs “title” and “url”, nothing else')
        elif not re.fullmatch(r'https://[^\s]+', reference['url']):
            found.append(f'reference {reference["url"]!r} is no https address')
    if not found and not any(OFFICIAL.match(reference['url']) for reference in card['references']):
        found.append('no reference to an official page')
    return found


def _stale(card):
    code = card.get('code', {})
    text = '\n'.join((card['answer'], card.get('detail', ''), code.get('text', ''), code.get('output', '')))
    return [f'outdated: {pattern}' for pattern, allowed in STALE.items()
            if card['number'] not in allowed and re.search(pattern, text)]


def _code_look(code):
    found, lines = [], code['text'].rstrip('\n').split('\n')
    if len(lines) > CODE_LINES:
        found.append(f'code of {len(lines)} lines, allowed are {CODE_LINES}')
    widest = max(len(line.expandtabs(4)) for line in lines)
    if widest > CODE_COLUMNS:
        found.append(f'a code line of {widest} columns, allowed are {CODE_COLUMNS}')
    if any(line != line.rstrip() for line in lines):
        found.append('code with white space at the end of a line')
    count = len(code.get('output', '').rstrip().split('\n'))
    if count > OUTPUT_LINES:
        found.append(f'output of {count} lines, allowed are {OUTPUT_LINES}')
    return found


def link_problems(cards):
    """Card id -> what is wrong with its links, and with questions that were asked before."""
    by_id, asked, found = {card['id']: card for card in cards}, {}, {}
    for card in cards:
        mine = found.setdefault(card['id'], [])
        for target in card['see_also']:
            if target == card['id']:
                mine.append('see_also points at the card itself')
            elif target not in by_id:
                mine.append(f'see_also names {target}, which is not there')
            elif card['id'] not in by_id[target]['see_also'] and len(by_id[target]['see_also']) < 6:
                mine.append(f'see_also names {target}, which does not link back')
        question = ' '.join(words(card['question']))
        if question in asked:
            mine.append(f'asks the same as {asked[question]}')
        asked.setdefault(question, card['id'])
    return found
