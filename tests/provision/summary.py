#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts test cases from a JSON log of meson: summary.py COUNTS LOG SUITE…

A TAP program counts each of its cases, any other program counts as one. Prints a line a suite
and the names of what failed or was skipped; writes “passed failed skipped” to COUNTS.
"""

import json
import re
import sys

POINT = re.compile(r'^(not ok|ok)\b\s*\d*\s*-?\s*([^#]*)(?:#\s*(\w+)\S*\s*(.*))?$')
GOOD, SKIPPED = ('OK', 'EXPECTEDFAIL'), ('SKIP', 'IGNORED')


def tap_cases(text):
    """Yields (name, verdict, reason) for each test point of a TAP output."""
    for line in text.splitlines():
        match = POINT.match(line)
        if not match:
            continue
        word, name, directive, reason = match.groups()
        directive = (directive or '').upper()
        if directive == 'SKIP':
            verdict = 'skipped'
        elif word == 'ok' or directive == 'TODO':
            verdict = 'passed'
        else:
            verdict = 'failed'
        yield name.strip(), verdict, (reason or '').strip()


def cases_of(test):
    """Yields the cases of one entry of meson's log."""
    result, program = test['result'], test['name'].split(' / ')[-1]
    points = list(tap_cases(test.get('stdout') or ''))
    for name, verdict, reason in points:
        yield f'{program}: {name}' if name else program, verdict, reason
    if result in GOOD or result in SKIPPED:
        if not points:
            yield program, 'passed' if result in GOOD else 'skipped', ''
    elif not any(verdict == 'failed' for _, verdict, _ in points):
        # It crashed, ran out of time or ended without finishing its plan.
        yield program, 'failed', result.lower()


def read_log(log):
    """Returns the entries of a log; one that is missing or empty has none."""
    try:
        with open(log, encoding='utf-8', errors='replace') as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except FileNotFoundError:
        return []


def seconds(tests):
    """From the first start to the last end."""
    if not tests:
        return 0
    return round(max(test['starttime'] + test['duration'] for test in tests) - min(test['starttime'] for test in tests))


def belongs(test, suite):
    """Entries are named “project:suite / name”; benchmarks may be in none."""
    return suite == 'bench' or test['name'].split(' / ')[0].split(':')[-1] == suite


def main():
    """Prints the summary of all suites and fails when a case failed or none ran."""
    totals = dict.fromkeys(('passed', 'failed', 'skipped'), 0)
    remarks = []
    log = read_log(sys.argv[2])
    for suite in sys.argv[3:]:
        tests = [test for test in log if belongs(test, suite)]
        cases = [case for test in tests for case in cases_of(test)] or [(suite, 'failed', 'the suite has no test')]
        counts = {verdict: sum(case[1] == verdict for case in cases) for verdict in totals}
        print(f"{suite:8} {counts['passed']:5} passed {counts['failed']:3} failed "
              f"{counts['skipped']:3} skipped {seconds(tests):5} s")
        for name, verdict, reason in cases:
            totals[verdict] += 1
            if verdict != 'passed':
                remarks.append(f"{verdict}: {suite}: {name}{' (' + reason + ')' if reason else ''}")
    print(*remarks, sep='\n', end='\n' if remarks else '')
    with open(sys.argv[1], 'w', encoding='utf-8') as counts_file:
        print(*totals.values(), file=counts_file)
    sys.exit(totals['failed'] > 0 or totals['passed'] == 0)


main()
