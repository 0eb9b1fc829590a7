"""The linter of the whole codebook, a user's folder included; acts have `check.py`, actors `actor_check.py`."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

from parley import model
from parley.codebook.actor_check import check_actors
from parley.codebook.acts import DATA, read_merged, read_yaml
from parley.codebook.check import check_acts
from parley.codebook.furniture import bylines, furniture
from parley.codebook.load import not_extended
from parley.codebook.ontology import load_ontology
from parley.codebook.relations import load_relations
from parley.codebook.roles import TYPES, Roles
from parley.codebook.tables import table
from parley.errors import CodebookError

# Files whose lists and keys are words of the language, where YAML's `no`, `on` and `yes` would turn into truth values.
WORD_FILES = (
    "attribution.yaml", "classes*.yaml", "contexts.yaml", "disagreements.yaml", "figures.yaml", "nouns.yaml",
    "numbers.yaml", "places.yaml", "pronouns.yaml", "relations.yaml", "talks.yaml", "times/tense.yaml",
    "times/words.yaml",
)  # fmt: skip


def check_codebook(folder: Path | None = None) -> list[str]:
    """Check the shipped codebook, and a folder that extends it.

    Returns:
        One problem a string, beginning with the file; empty when all is well.
    """
    extra = () if folder is None else (folder,)
    problems = [*check_acts(DATA, *extra), *check_actors(*extra)]
    for check in (_ontology, _furniture):
        problems += _told(check)
    if folder is not None:
        problems += [*not_extended(folder), *_told(lambda: _unknown_keys(folder))]
    for base in (DATA, *extra):
        for check_in in (_roles, _relations, _talks, _times):
            problems += _told(lambda base=base, check_in=check_in: check_in(base))  # type: ignore[misc]
        for pattern in WORD_FILES:
            for path in sorted(base.glob(pattern)):
                problems += _told(lambda path=path: _words(path))  # type: ignore[misc]
    return problems


def _told(check: Callable[[], Iterator[str]]) -> list[str]:
    """The problems that a check finds; an error that a loader raises is one."""
    found: list[str] = []
    try:
        found.extend(check())
    except CodebookError as error:
        found.append(str(error))
    return found


def _ontology() -> Iterator[str]:
    ontology = load_ontology()
    contract = set(get_args(model.EventType))
    for name in sorted(contract ^ set(ontology.kinds)):
        yield f"ontology.yaml: {name} stands in the contract or in the file, not in both"
    for name, kind in ontology.kinds.items():
        if kind.quad not in (1, 2, 3, 4):
            yield f"ontology.yaml: {name}: quad {kind.quad} is none of 1 to 4"
        for mode in (None, *kind.modes):
            where = f"ontology.yaml: {name} {mode or ''}".rstrip()
            if not -10 <= ontology.score(name, mode) <= 10:
                yield f"{where}: the score {ontology.score(name, mode)} is not from -10 to 10"
            if not ontology.cameo(name, mode).isdigit():
                yield f"{where}: the CAMEO code {ontology.cameo(name, mode)!r} is no quoted digits"


def _relations(base: Path) -> Iterator[str]:
    load_relations(*([] if base == DATA else [base]))
    for section, entries in (read_yaml(base / "relations.yaml") or {}).items():
        if not isinstance(entries, list) or not isinstance(entries[0], dict):
            continue
        ids = [entry["id"] for entry in entries]
        for entry in entries:
            where = f"relations.yaml: {section}: {entry['id']}"
            if ids.count(entry["id"]) > 1:
                yield f"{where}: the id is used twice"
            if "example" in entry:
                text, *ends = entry["example"]
                yield from (f"{where}: {end!r} does not stand in its example" for end in ends if end not in text)
            elif "act" not in entry:
                yield f"{where}: has no example"


def _talks(base: Path) -> Iterator[str]:
    body = read_merged("talks.yaml", (base,) if base == DATA else (DATA, base))
    for key, label, known in (("stages", "stage", model.Stage), ("stances", "stance", model.Stance)):
        for number, entry in enumerate(body[key], 1):
            where = f"talks.yaml: {key} {entry.get('id', number)}"
            if entry.get(label) not in get_args(known):
                yield f"{where}: unknown {label} {entry.get(label)!r}"
            if not entry.get("example"):
                yield f"{where}: has no example"


def _furniture() -> Iterator[str]:
    for name, phrases in (("furniture.yaml", furniture()), ("bylines.yaml", bylines())):
        seen: set[str] = set()
        for phrase in phrases:
            if phrase.id in seen:
                yield f"{name}: {phrase.id}: the id is used twice"
            seen.add(phrase.id)
            if not phrase.matches(phrase.example):
                yield f"{name}: {phrase.id}: its pattern does not match its example"


def _unknown_keys(folder: Path) -> Iterator[str]:
    """Lists that nothing asks for, since Parley's own file has none of the name."""
    for name in ("attribution.yaml", "disagreements.yaml", "figures.yaml", "times/tense.yaml"):
        known = table(name)
        for key in read_merged(name, [folder]):
            if key not in known:
                yield f"{name}: {key}: Parley's own file has no such list; they are {', '.join(sorted(known))}"


def _times(base: Path) -> Iterator[str]:
    rules = [rule["id"] for rule in read_merged("times/grammar.yaml", [base]).get("rules", ())]
    yield from (
        f"times/grammar.yaml: {r}: the id is used twice" for r in sorted({r for r in rules if rules.count(r) > 1})
    )
    tried = set()
    for rule, _, sentence, words, _ in read_merged("times/examples.yaml", [base]).get("examples", ()):
        tried.add(rule)
        if rule not in rules:
            yield f"times/examples.yaml: {rule}: the grammar has no such rule"
        if str(words) not in sentence:
            yield f"times/examples.yaml: {rule}: {str(words)!r} does not stand in its sentence"
    yield from (f"times/grammar.yaml: {rule}: has no example" for rule in rules if rule not in tried)


def _roles(base: Path) -> Iterator[str]:
    """Whether every role has a sector where its kind needs one, and no noun stands in two roles of a file."""
    Roles((base,))
    for path in sorted((base / "roles").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        seen: set[str] = set()
        for row in rows:
            for lemma in (row.get("lemmas") or "").split("|"):
                if lemma and lemma in seen:
                    yield f"roles/{path.name}: {lemma!r} stands twice"
                if lemma and row["type"] not in TYPES:
                    yield f"roles/{path.name}: {lemma!r}: unknown type {row['type']!r}; types are {', '.join(TYPES)}"
                if lemma != lemma.strip():
                    yield f"roles/{path.name}: {lemma!r} has spaces around it"
                seen.add(lemma)


def _words(path: Path) -> Iterator[str]:
    """What YAML reads as a truth value or nothing where a word must be meant; alone after its key it is a switch."""
    for where, value in _members(read_yaml(path), ""):
        if value is None or isinstance(value, bool):
            yield f"{path.name}: {where}: YAML reads a word there as {value}; quote it"


def _members(body: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Every key and every member of a list, with the keys that lead to it."""
    if isinstance(body, dict):
        for key, value in body.items():
            yield f"{where} keys".strip(), key
            yield from _members(value, f"{where} {key}".strip())
    elif isinstance(body, list):
        for value in body:
            if isinstance(value, dict | list):
                yield from _members(value, where)
            else:
                yield where, value
