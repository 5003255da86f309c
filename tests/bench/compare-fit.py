# SPDX-License-Identifier: GPL-3.0-or-later
"""compare-fit.py MAKE-LEARNERS BENCH-FIT [SEED]: our fit beside that of fsrs-rs, over invented learners and the log of the
test data. The npm package @open-spaced-repetition/binding is taken from DECKLE_NODE_FOLDER or the cache, or installed
there; where it cannot be had, its columns say “skipped”."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PACKAGE = '@open-spaced-repetition/binding'
INSTALL_SECONDS = 120
FIT_SECONDS = 300


def node_folder():
    """Folder in which the package lies, or None and why not."""
    cache = os.environ.get('XDG_CACHE_HOME') or os.path.join(os.path.expanduser('~'), '.cache')
    folder = pathlib.Path(os.environ.get('DECKLE_NODE_FOLDER') or os.path.join(cache, 'deckle', 'node'))
    if not shutil.which('node'):
        return None, 'no node'
    if not (folder / 'node_modules' / PACKAGE).is_dir():
        if not shutil.which('npm'):
            return None, 'no npm'
        try:
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run(['npm', 'install', '--silent', '--no-fund', '--no-audit', '--prefix', str(folder), PACKAGE],
                           check=True, capture_output=True, timeout=INSTALL_SECONDS)
        except (OSError, subprocess.SubprocessError):
            return None, f'npm could not install {PACKAGE}'
    return folder, ''


def peer_fits(folder, logs):
    """What the package makes of each log: parameters from the first 80 %, seconds for all; and why not."""
    script = pathlib.Path(__file__).with_name('fit-peer.cjs')
    environment = dict(os.environ, NODE_PATH=str(folder / 'node_modules'))
    try:
        run = subprocess.run(['node', str(script), *map(str, logs)], capture_output=True, text=True, check=True,
                             timeout=FIT_SECONDS, env=environment)
        return [json.loads(line) for line in run.stdout.splitlines()], ''
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        return None, f'{PACKAGE} failed: {error}'


def measure(bench_fit, log, *options):
    run = subprocess.run([bench_fit, str(log), '--json', *options], capture_output=True, text=True, check=True,
                         timeout=FIT_SECONDS)
    return json.loads(run.stdout)


def peer_loss(bench_fit, log, peer):
    return measure(bench_fit, log, '--parameters', ','.join(map(repr, peer['parameters'])))['test_log_loss']


def mean(values):
    return sum(values) / len(values)


def row(name, defaults, ours, theirs, seconds, peer_seconds):
    def number(value, digits):
        return 'skipped' if value is None else f'{value:.{digits}f}'
    print(f'{name:<20} {defaults:>9.5f} {ours:>9.5f} {number(theirs, 5):>9} {seconds:>9.4f} {number(peer_seconds, 4):>9}')


def main():
    make_learners, bench_fit = sys.argv[1:3]
    data = pathlib.Path(os.environ.get('DECKLE_TEST_DATA', ''), 'fsrs', 'revlog-synthetic.csv')
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([make_learners, folder, *sys.argv[3:]], check=True)
        logs = sorted(pathlib.Path(folder).glob('*.csv'), key=lambda log: log.stat().st_size)
        n_learners = len(logs)
        if os.environ.get('DECKLE_TEST_DATA') and data.is_file():
            logs.append(data)
        node, why = node_folder()
        peers = None
        if node:
            peers, why = peer_fits(node, logs)
        ours = [measure(bench_fit, log) for log in logs]
        theirs = [peer_loss(bench_fit, log, peer) for log, peer in zip(logs, peers)] if peers else [None] * len(logs)

    print('Log loss of the last 20 % of each log, fitted to the first 80 %; seconds to fit all of it')
    print(f'{"":<20} {"defaults":>9} {"Deckle":>9} {"fsrs-rs":>9} {"Deckle s":>9} {"fsrs-rs s":>9}')
    for i, (log, our) in enumerate(zip(logs, ours)):
        row(log.stem, our['test_defaults_log_loss'], our['test_log_loss'], theirs[i], our['seconds'],
            peers[i]['seconds'] if peers else None)
    learners = range(n_learners)
    row('mean of learners', mean([ours[i]['test_defaults_log_loss'] for i in learners]),
        mean([ours[i]['test_log_loss'] for i in learners]), mean([theirs[i] for i in learners]) if peers else None,
        mean([ours[i]['seconds'] for i in learners]), mean([peers[i]['seconds'] for i in learners]) if peers else None)
    worst = max(ours[i]['test_log_loss'] - ours[i]['test_defaults_log_loss'] for i in learners)
    print(f'worst excess of Deckle over the defaults: {worst:+.5f}', end='')
    if peers:
        print(f'; of fsrs-rs: {max(theirs[i] - ours[i]["test_defaults_log_loss"] for i in learners):+.5f}', end='')
    print()
    if n_learners < len(logs):
        print(f'{data.name}: five-fold {ours[-1]["five_fold_log_loss"]:.5f}, '
              f'defaults {ours[-1]["five_fold_defaults_log_loss"]:.5f}')
    if not peers:
        print(f'fsrs-rs skipped: {why}')


main()
