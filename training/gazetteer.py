"""What lists of places, persons and organizations say of a word form: flags, as features for the names.

A flag says that some place, person or organization of that name exists, and no more; the model weighs it against the
context.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from spacy.strings import hash_string

PLACE, WHOLE_PLACE, GIVEN, SURNAME, ORGANIZATION, COMMON, SHORT = (1 << bit for bit in range(7))

_PLACES = (
    ("places_cities1000.csv", ("place",)),
    ("conflict_places.csv", ("place",)),
    ("countries.csv", ("name", "capital")),
)
_PERSONS = (
    ("officeholders.csv", ("person",)),
    ("ministers.csv", ("person",)),
    ("leaders.csv", ("name", "wd_name")),
    ("phoenix_persons.csv", ("name",)),
)
_ORGANIZATIONS = (
    ("parties.csv", ("name_english",)),
    ("igos.csv", ("name",)),
    ("armed_groups.csv", ("name_english", "name_orig_full")),
    ("security_forces.csv", ("force",)),
)
_SHORT = (("parties.csv", ("name_short",)), ("igos.csv", ("acronym",)), ("armed_groups.csv", ("name",)))
_WORD = re.compile(r"[^\W\d_][\w'’.]*")
_ORGANIZATION_COUNT = 3


def build(facts: Path, counts: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """Returns sorted 32-bit keys of forms (the upper half of spaCy's string hash) and their flags.

    Args:
        facts: Folder of the CSV lists named above.
        counts: Form counts of free text: a form that is mostly written small is flagged as a common word.
    """
    flags: dict[str, int] = defaultdict(int)
    for name in _names(facts, _PLACES):
        for word in _WORD.findall(name):
            flags[word] |= PLACE
        flags[name] |= WHOLE_PLACE if _WORD.fullmatch(name) else 0
    for name in _names(facts, _PERSONS):
        parts = [part.capitalize() if part.isupper() else part for part in _WORD.findall(name)]
        for part in parts[:1]:
            flags[part] |= GIVEN
        for part in parts[1:]:
            flags[part] |= SURNAME
    organizations = Counter(word for name in _names(facts, _ORGANIZATIONS) for word in set(_WORD.findall(name)))
    for word, count in organizations.items():
        flags[word] |= ORGANIZATION if count >= _ORGANIZATION_COUNT else 0
    for name in _names(facts, _SHORT):
        flags[name] |= SHORT if _WORD.fullmatch(name) and name.isupper() else 0
    kept = {word: _common(word, counts) | flag for word, flag in flags.items() if flag and word[0].isupper()}
    keys = np.array([hash_string(word) >> 32 for word in kept], dtype=np.uint32)
    keys, first = np.unique(keys, return_index=True)
    return keys, np.array(list(kept.values()), dtype=np.uint8)[first]


def _common(word: str, counts: dict[str, int]) -> int:
    return COMMON if counts.get(word.lower(), 0) > counts.get(word, 0) else 0


def _names(facts: Path, tables: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    for name, columns in tables:
        with (facts / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                for column in columns:
                    yield from (part.strip() for part in row[column].split("|") if part.strip())
