"""The linter of the actor tables: what would make an actor wrong or an alias fire where nobody is named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from parley.codebook.actors import sectors_of
from parley.codebook.names import key_of
from parley.codebook.table import ALIAS_COLUMNS, COLUMNS, DATA, offices, read_rows
from parley.errors import CodebookError

KINDS = ("state", "region", "organ", "person", "igo", "group", "party", "media", "ngo", "people", "company")
TYPES = ("person", "organization", "location")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_CODE = re.compile(r"(?:[A-Z0-9]{3})+")
_AT = {column: i for i, column in enumerate(COLUMNS)}


def check_actors(*folders: Path) -> list[str]:
    """Problems in the shipped tables and in those of the folders, one line each; empty where all is well.

    Args:
        folders: codebook folders (each with an `actors` folder inside) to check beside the shipped ones.
    """
    problems: list[str] = []
    seen: dict[str, str] = {}
    countries, common = _countries(), _common()
    for base in (DATA, *folders):
        for path in sorted((base / "actors").glob("*.csv")):
            try:
                rows = list(read_rows(path))
            except CodebookError as error:
                problems.append(str(error))
                continue
            for row in rows:
                where = f"{path.name}: {row[0]}"
                if seen.get(row[0]) == str(base):
                    problems.append(f"{where}: the id is used twice")
                seen[row[0]] = str(base)
                problems += [f"{where}: {p}" for p in _row(row, countries, common)]
    return problems


def check_row(row: Sequence[str]) -> list[str]:
    """Problems of one line of an actor table, whichever file it is to stand in."""
    return list(_row(row, _countries(), _common()))


def check_alias(text: str, column: str) -> list[str]:
    """Problems of a name in a column of an actor table, such as a common word that would be found everywhere."""
    return list(_alias(text, column, _common()))


@cache
def _common() -> frozenset[str]:
    return frozenset((DATA / "loud_words.txt").read_text(encoding="utf-8").split())


@cache
def _countries() -> frozenset[str]:
    return frozenset(row[_AT["country"]] for row in read_rows(DATA / "actors" / "states.csv")) | {""}


def _row(row: Sequence[str], countries: frozenset[str], common: frozenset[str]) -> Iterator[str]:
    cells = dict(zip(COLUMNS, row, strict=True))
    if not re.fullmatch(r"[a-z0-9-]+", cells["id"]):
        yield "an id has only lower-case letters, digits and hyphens"
    if not cells["name"].strip():
        yield "no name"
    if cells["kind"] not in KINDS:
        yield f"unknown kind {cells['kind']!r}; kinds are {', '.join(KINDS)}"
    if cells["type"] not in TYPES:
        yield f"unknown type {cells['type']!r}; types are {', '.join(TYPES)}"
    if cells["country"] not in countries:
        yield f"unknown country {cells['country']!r}"
    if cells["code"] and not _CODE.fullmatch(cells["code"]):
        yield f"code {cells['code']!r} is not made of three-letter parts"
    if cells["kind"] in ("organ", "group", "party") and cells["code"] and not sectors_of(cells["code"]):
        yield f"code {cells['code']!r} has no sector"
    yield from _dates(cells["since"], cells["until"])
    for cell in cells["offices"].split("|") if cells["offices"] else ():
        yield from _office(cell, countries)
    for column in ALIAS_COLUMNS:
        for text in cells[column].split("|") if cells[column] else ():
            yield from _alias(text, column, common)


def _dates(since: str, until: str) -> Iterator[str]:
    for date in (since, until):
        if date and not _DATE.fullmatch(date):
            yield f"{date!r} is no ISO date"
    if since and until and until[: len(since)] < since[: len(until)]:
        yield f"until {until} is before since {since}"


def _office(cell: str, countries: frozenset[str]) -> Iterator[str]:
    parts = cell.split(";")
    if len(parts) != 5:
        yield f"office {cell!r} is not title;country;since;until;code"
        return
    title, country, since, until, code = parts
    if title not in offices():
        yield f"unknown office {title!r} (offices.csv has the normal titles)"
    if country not in countries:
        yield f"unknown country {country!r} of the office {title}"
    if not country and not code:
        yield f"the office {title} has neither country nor code"
    yield from _dates(since, until)


def _alias(text: str, column: str, common: frozenset[str]) -> Iterator[str]:
    key = key_of(text)
    if text != text.strip() or not key:
        yield f"alias {text!r} is empty or has spaces around it"
    elif len(key) < 2:
        yield f"alias {text!r} is too short"
    elif column not in ("acronyms", "surnames", "weak") and (key in common or len(key) < 3):
        yield f"alias {text!r} is a common word or too short: put it under weak or surnames"
    elif column == "acronyms" and not any(c.isupper() for c in text):
        yield f"acronym {text!r} has no capitals"
