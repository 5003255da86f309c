#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Licences, sizes, and what the texts that people read look like."""
import os
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree

from tap import ROOT, Skipped, files, main, read

CAN_CARRY_A_COMMENT = (".c", ".h", ".ui", ".css", ".py", ".sh", ".build", ".options", ".in", ".po", ".svg")
LINES_MAX = 700


def test_every_file_names_its_licence():
    problems = []
    for path in files("src", "resources", "tests", "data", "flatpak", "po", ends=CAN_CARRY_A_COMMENT):
        if "SPDX-License-Identifier" not in read(path)[:600]:
            problems.append(path)
    return problems


def test_no_file_is_longer_than_it_should_be():
    problems = []
    for path in files("src", ends=(".c", ".h")):
        lines = read(path).count("\n")
        if lines > LINES_MAX:
            problems.append(f"{path}: {lines} lines")
    return problems


def translated_files():
    marked = re.compile(r'\b_ \(|\b_\(|\bN_\(|\bngettext \(|translatable="yes"')
    for path in files("src", "resources", ends=(".c", ".h", ".ui")):
        if marked.search(read(path)):
            yield path


def test_potfiles_is_complete():
    listed = {line for line in read("po/POTFILES.in").splitlines() if line and not line.startswith("#")}
    problems = [f"not in po/POTFILES.in: {path}" for path in translated_files() if path not in listed]
    return problems + [f"listed, but not there: {path}" for path in listed if not os.path.exists(os.path.join(ROOT, path))]


def extract():
    """The template of all strings, made as the translators' tool makes it."""
    listed = [line for line in read("po/POTFILES.in").splitlines() if line and not line.startswith("#")]
    with tempfile.TemporaryDirectory() as folder:
        pot = os.path.join(folder, "deckle.pot")
        subprocess.run(["xgettext", "--from-code=UTF-8", "--add-comments", "--keyword=_", "--keyword=N_",
                        "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--output", pot,
                        *[path for path in listed if path.endswith((".c", ".h", ".ui"))]], cwd=ROOT, check=True)
        with open(pot, encoding="utf-8") as file:
            return file.read()


def messages(catalogue):
    return ["".join(re.findall(r'"((?:[^"\\]|\\.)*)"', block))
            for block in re.findall(r'^msgid(?:_plural)? ((?:"(?:[^"\\]|\\.)*"\s*)+)', catalogue, re.MULTILINE)]


def test_strings_use_typographic_signs():
    problems = []
    for message in messages(extract()):
        if "..." in message or re.search(r"\w'\w", message) or '\\"' in re.sub(r'<a href=\\"[^"]*\\">', "", message):
            problems.append(message)
    return problems


def languages():
    return [line for line in read("po/LINGUAS").split("\n") if line and not line.startswith("#")]


def test_translations_are_sound_and_complete():
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        pot = os.path.join(folder, "deckle.pot")
        with open(pot, "w", encoding="utf-8") as file:
            file.write(extract())
        for language in languages():
            po = os.path.join(ROOT, "po", language + ".po")
            check = subprocess.run(["msgfmt", "--check", "-o", os.devnull, po], capture_output=True, text=True, check=False)
            if check.returncode != 0:
                problems.append(check.stderr.strip())
            merged = os.path.join(folder, language + ".po")
            subprocess.run(["msgmerge", "--quiet", "--no-fuzzy-matching", "-o", merged, po, pot], check=True)
            left = subprocess.run(["msgattrib", "--untranslated", "--no-obsolete", merged],
                                  capture_output=True, text=True, check=True).stdout
            problems += [f"{language}: not translated: {message}" for message in messages(left) if message]
    return problems


def test_templates_are_well_formed_and_in_the_resource():
    listed = read("resources/deckle.gresource.xml")
    problems = []
    for path in files("resources/ui", ends=(".ui",)):
        try:
            ElementTree.fromstring(read(path))
        except ElementTree.ParseError as error:
            problems.append(f"{path}: {error}")
        if os.path.relpath(path, "resources") not in listed:
            problems.append(f"{path} is not in the resource")
    return problems


def tracked():
    result = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise Skipped("not a git checkout")
    return [path for path in result.stdout.split("\0") if path]


def test_no_package_mirror_is_named():
    # Written in pieces, so that this file does not name one either.
    hosts = re.compile("|".join([r"\bdeb\.deb" + r"ian\.org", r"security\.deb" + r"ian\.org", r"registry\.np" + r"mjs",
                                 r"pypi\.o" + r"rg", r"pythonhost" + r"ed"]))
    problems = []
    for path in tracked():
        try:
            if hosts.search(read(path)):
                problems.append(path)
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return problems


if __name__ == "__main__":
    main([test_every_file_names_its_licence, test_no_file_is_longer_than_it_should_be, test_potfiles_is_complete,
          test_strings_use_typographic_signs, test_translations_are_sound_and_complete,
          test_templates_are_well_formed_and_in_the_resource, test_no_package_mirror_is_named])
