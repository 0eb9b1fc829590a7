"""Word lists that the coding components share: what common nouns name, pronouns, and the words around names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from parley.errors import CodebookError

DATA = Path(__file__).parent / "data"
KINDS = ("person", "group", "vehicle", "platform", "weapon", "place")


@dataclass(frozen=True, slots=True)
class Nouns:
    """Common nouns by what they name.

    Attributes:
        kind: lemma -> person, group, vehicle, platform, weapon or place; the first list that has it counts.
        gender: lemma -> "m" or "f", as far as the noun says it.
        partitive: nouns and numerals that only measure what follows with "of".
        adjectival: adjectives that name people after "the" ("the wounded").
    """

    kind: Mapping[str, str]
    gender: Mapping[str, str]
    partitive: frozenset[str]
    adjectival: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pronoun:
    """What a pronoun may stand for: contract type, number s, p or any, gender m, f, n or any."""

    type: str
    number: str
    gender: str
    kind: str


@cache
def nouns() -> Nouns:
    """The nouns of the codebook.

    Raises:
        CodebookError: the file lacks one of its lists.
    """
    data = _load("nouns.yaml")
    missing = [key for key in (*KINDS, "female", "male", "partitive", "adjectival") if key not in data]
    if missing:
        raise CodebookError(f"nouns.yaml: the lists {', '.join(missing)} are missing")
    kind: dict[str, str] = {}
    for name in KINDS:
        for word in data[name]:
            kind.setdefault(str(word), name)
    gender = {str(word): "f" for word in data["female"]} | {str(word): "m" for word in data["male"]}
    return Nouns(kind, gender, frozenset(map(str, data["partitive"])), frozenset(map(str, data["adjectival"])))


@cache
def pronouns() -> Mapping[str, Pronoun]:
    """The pronouns of the codebook, by lower-case form."""
    out: dict[str, Pronoun] = {}
    for entry in _load("pronouns.yaml"):
        what = Pronoun(entry["type"], entry["number"], entry["gender"], entry.get("kind", "personal"))
        out |= {str(word): what for word in entry["words"]}
    return out


@cache
def given_names() -> Mapping[str, str]:
    """Given names, in lower case, that say their bearer's gender: m or f."""
    data = _load("given_names.yaml")
    return {str(name): gender for gender, key in (("f", "female"), ("m", "male")) for name in data[key]}


@cache
def nicknames() -> Mapping[str, Sequence[str]]:
    """The given names, in lower case, that a short form may stand for."""
    return dict(_load("given_names.yaml")["nicknames"])


@cache
def context(name: str) -> frozenset[str]:
    """One list of `contexts.yaml`, such as the prepositions that make a name a place.

    Raises:
        CodebookError: there is no list of this name.
    """
    lists = _contexts()
    if name not in lists:
        raise CodebookError(f"contexts.yaml: there is no list {name!r}")
    return lists[name]


@cache
def _contexts() -> dict[str, frozenset[str]]:
    return {key: frozenset(str(word) for word in words) for key, words in _load("contexts.yaml").items()}


@lru_cache(maxsize=20_000)
def singulars(word: str) -> tuple[str, ...]:
    """A lower-case noun and what its singular may be, likeliest first ("companies" -> company)."""
    out = [word]
    if word.endswith("men"):
        out.append(word[:-3] + "man")
    elif word.endswith("ies"):
        out.append(word[:-3] + "y")
    elif word in ("children", "schoolchildren"):
        out.append(word[:-3])
    elif word.endswith("ves"):
        out += [word[:-3] + "f", word[:-3] + "fe"]
    if word.endswith("es"):
        out.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss"):
        out.append(word[:-1])
    return tuple(out)


def noun_kind(word: str, lemma: str = "") -> str | None:
    """What a noun names, by its form or its lemma: person, group, vehicle, platform, weapon, place or None."""
    kind = nouns().kind
    found = kind.get(lemma) if lemma else None
    if found is None:
        for form in singulars(word):
            found = kind.get(form)
            if found is not None:
                break
    return found


def _load(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
