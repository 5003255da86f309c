# SPDX-License-Identifier: GPL-3.0-or-later
"""A sound card, and deliberate faults with words of the message that must name each."""
import copy

CODE = {'kind': 'body', 'imports': ['fmt'], 'text': 'fmt.Println("hello")\n', 'output': 'hello'}
CARD = {
    'id': 'go-001', 'number': 1, 'section': 'faults', 'level': 'basic', 'tags': ['testing'],
    'question': 'Which card of this bank is sound in every way?',
    'answer': 'The first one: its text keeps to the `house style`, and **its program** prints exactly what the card says.',
    'points': ['keeps to the house style', 'prints what it says'],
    'detail': 'All others differ from it in one respect, which the test program has to find and to name.',
    'code': CODE, 'references': [{'title': 'Go spec', 'url': 'https://go.dev/ref/spec'}], 'see_also': [],
}
REFERENCE_TEXT = 'One two three four five six seven eight nine ten, and so it goes on.'


def _code(text, output=None, **members):
    code = {'kind': 'program', 'text': text, **members}
    if output is not None:
        code['output'] = output
    return code


def _main(imports, body):
    return 'package main\n\nimport (\n' + ''.join(f'\t"{i}"\n' for i in imports) + f')\n\nfunc main() {{\n{body}}}\n'


RACE = _main(['fmt', 'sync'], '\tvar wg sync.WaitGroup\n\tn := 0\n\tfor range 2 {\n\t\twg.Go(func() { n++ })\n\t}\n'
             '\twg.Wait()\n\tfmt.Println(n > 0)\n')
PROCESSORS = _main(['fmt', 'runtime'], '\tfmt.Println(runtime.GOMAXPROCS(0))\n')
NETWORK = _main(['fmt', 'net', 'time'], '\t_, err := net.DialTimeout("tcp", "192.0.2.1:80", time.Second)\n'
                '\tfmt.Println(err)\n')
FAILING_TEST = 'package card\n\nimport "testing"\n\nfunc TestIt(t *testing.T) {\n\tt.Error("wrong")\n}\n'
PANIC = 'package main\n\nfunc main() {\n\tpanic("boom")\n}\n'

# Each: changes to CARD (None removes a member), words the report must contain.
STYLE = [
    ({'question': 'Short?'}, 'question of 6 characters'),
    ({'question': 'This is a statement about the bank.'}, 'ends with “?”'),
    ({'question': 'Is this one thing? Or is it another one?'}, 'ends with “?”'),
    ({'answer': 'Too thin to grade.'}, 'answer of 18 characters'),
    ({'answer': 'This sentence is not bad in itself, but it comes again. ' * 8}, 'allowed are 80 to 420'),
    ({'answer': 'a b c d e f g h ' * 10 + 'is what these many very short words say.'}, 'words, allowed are 75'),
    ({'detail': 'word ' * 190 + 'end.'}, 'allowed are 60 to 900'),
    ({'answer': 'The `code quote is never closed in this answer, so the rest of the line would show as code.'},
     'unbalanced'),
    ({'detail': 'A **bold word that never ends would make all that follows it bold, which nobody wants.'}, 'unbalanced'),
    ({'detail': 'A paragraph with <b>markup of the web</b> in it, which the card view shows as it stands.'},
     'markup that the card'),
    ({'detail': 'A paragraph with a [link](https://go.dev), which belongs into the references of a card.'},
     'markup that the card'),
    ({'detail': 'A paragraph that is broken into two lines by hand, where the\nview should break it by itself.'},
     'line break'),
    ({'answer': 'In Go, every answer may start like this, which is why none of them should start like this at all.'},
     'filler'),
    ({'detail': 'This paragraph is still a TODO, but somebody will surely write it in the days to come.'},
     'placeholder'),
    ({'detail': 'The behaviour of this paragraph is right, but its spelling is that of the other shore.'}, 'American'),
    ({'detail': 'A party popper 🎉 does not belong into the text of a card, however good its news may be.'}, 'emoji'),
    ({'detail': 'The seven dwarfs counted one two three four five six seven eight and then lost the thread.'},
     'reference text'),
    ({'detail': 'Its text keeps to the house style, and its program prints the very same thing as above.'},
     'repeats the answer'),
    ({'detail': 'Run golint on the package; it was the usual way to look for mistakes of style in old times.'},
     'outdated'),
    ({'points': ['only one']}, '1 points'),
    ({'points': ['a full stop.', 'another one']}, 'full stop'),
    ({'points': ['the same', 'the same']}, 'same entry twice'),
    ({'points': ['with `markup`', 'without']}, 'plain text'),
    ({'references': []}, '0 references'),
    ({'references': [{'title': 'Web log', 'url': 'https://example.org/'}]}, 'official'),
    ({'references': [{'title': 'Spec', 'url': 'http://go.dev/ref/spec'}]}, 'no https address'),
    ({'see_also': ['go-999']}, 'not there'),
    ({'see_also': ['go-001']}, 'link back'),
    ({'question': CARD['question']}, 'asks the same'),
    ({'code': {**CODE, 'text': 'fmt.Println("hello")\n' * 29}}, 'code of 29 lines'),
    ({'code': {**CODE, 'text': f'fmt.Println("{"x" * 80}")\n', 'output': 'x' * 80}}, 'columns'),
    ({'code': {**CODE, 'text': 'for range 13 {\n\tfmt.Println()\n}\nfmt.Println("end")\n',
               'output': '\n' * 13 + 'end'}}, 'output of 14 lines'),
]
FORM = [
    ({'tags': None}, 'lacks “tags”'),
    ({'hint': 'x'}, 'unknown member “hint”'),
    ({'level': 'easy'}, 'level'),
    ({'section': 'elsewhere'}, 'unknown section'),
    ({'tags': ['Two Words']}, 'tag'),
    ({'answer': 7}, 'must be text'),
    ({'code': {**CODE, 'kind': 'script'}}, 'kind'),
    ({'code': {'kind': 'body', 'text': 'x := 1\n'}}, 'without “output”'),
    ({'code': {'kind': 'text', 'text': 'FROM scratch\n'}}, 'needs “lang”'),
    ({'code': {**CODE, 'ouput': 'hello'}}, 'unknown member “ouput”'),
]
PROGRAMS = [
    ({'code': {**CODE, 'text': 'fmt.Println( "hello" )\n'}}, 'gofmt'),
    ({'code': {**CODE, 'text': 'x := 1\nfmt.Println("hello")\n'}}, 'declared and not used'),
    ({'code': {**CODE, 'text': 'fmt.Printf("%d\\n", "hello")\n', 'output': '%!d(string=hello)'}}, 'go vet'),
    ({'code': {**CODE, 'output': 'good day'}}, 'printed \'hello\''),
    ({'code': {**CODE, 'text': 'p := new(42)\nfmt.Println(*p)\n', 'output': '42', 'go': '1.25'}}, 'go1.26'),
    ({'code': {**CODE, 'imports': ['fmt', 'example.org/nowhere'], 'text': 'fmt.Println(nowhere.X)\n'}}, 'nowhere'),
    ({'code': {'kind': 'decls', 'text': 'type T struct{ X Y }\n'}}, 'undefined: Y'),
    ({'code': _code(RACE, 'true')}, 'data race'),
    ({'code': _code(PROCESSORS, '2')}, 'GOMAXPROCS=1'),
    ({'code': _code(NETWORK, 'reached')}, 'printed'),
    ({'code': _code(PANIC, '')}, 'exit status 2'),
    ({'code': {**CODE, 'fails': True}}, 'failure was announced'),
    ({'code': {'kind': 'test', 'text': FAILING_TEST}}, 'exit status 1'),
]


def cards(faults):
    """CARD and one card for each fault, numbered after it."""
    made = [copy.deepcopy(CARD)]
    for number, (changes, _) in enumerate(faults, 2):
        card = copy.deepcopy(CARD) | {'id': f'go-{number:03d}', 'number': number}
        card['question'] = f'Which fault has card number {number} of this bank?'
        card |= {name: value for name, value in changes.items() if value is not None}
        for name in (name for name, value in changes.items() if value is None):
            del card[name]
        made.append(card)
    return made
