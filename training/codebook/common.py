"""What the steps of the build share: reading facts, writing tables, the names that are taken already."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from parley.codebook.names import key_of, word_key
from parley.codebook.table import ALIAS_COLUMNS, COLUMNS, DATA, write_rows

OWN = Path(__file__).parent / "own"
ACTORS = DATA / "actors"


def facts_of(path: Path) -> Iterator[dict[str, str]]:
    """The lines of a fact table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


# A name that starts in lower case starts with one of these; others describe ("official news agency").
_LOW = re.compile(
    r"(?:al|el|as|ad|ar|ash|at|an|de|da|do|dos|del|di|van|von|bin|ben|pro|ethnic|anti|ex|ultra|sub|northern|southern"
    r"|eastern|western|central|eSwatini|teleSUR|peshmerga)(?![^\W_])"
)


def is_latin(text: str) -> bool:
    """Whether an English report can spell it."""
    return re.fullmatch(r"[\x20-\u024f\u0259\u1e00-\u1eff\u2010-\u201f\u02bb-\u02bf]+", text) is not None


def _named(text: str) -> bool:
    if not text or not is_latin(text):
        return False
    return not text[0].islower() or (_LOW.match(text) is not None and text != text.lower()) or text == "peshmerga"


def row_of(**cells: str | Iterable[str]) -> list[str]:
    """A line of an actor table; lists are joined, values that repeat the name or each other left out."""
    unknown = set(cells) - set(COLUMNS)
    if unknown:
        raise ValueError(f"unknown columns {unknown}")
    seen = {cells["name"]} if "names" in cells else set()
    out = []
    for column in COLUMNS:
        value = cells.get(column, "")
        if not isinstance(value, str):
            kept = []
            for text in value:
                if (
                    (_named(text) if column in ALIAS_COLUMNS else text)
                    and text not in kept
                    and text not in (seen if column in ALIAS_COLUMNS else ())
                ):
                    kept.append(text.replace("|", "/"))
                    if column in ("names", "short"):
                        seen.add(text)
            value = "|".join(kept)
        out.append(value)
    return out


def slug(text: str) -> str:
    """A name as part of an id."""
    return "-".join(re.sub(r"[^a-z0-9 ]", "", key_of(text)).split())


def write(name: str, rows: Iterable[list[str]]) -> int:
    """Write one generated table; lines with the id of another table or line are an error of the build."""
    rows = list(rows)
    ids = [row[0] for row in rows]
    twice = {i for i in ids if ids.count(i) > 1} if len(set(ids)) < len(ids) else set()
    if twice:
        raise ValueError(f"{name}: ids used twice: {sorted(twice)[:10]}")
    write_rows(ACTORS / f"{name}.csv", rows)
    return len(rows)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Words that a text may hold without naming anybody."""
    return frozenset((OWN / "common_words.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def never_surnames() -> frozenset[str]:
    """Words that are somebody's surname, and never usefully so: weekdays, months, titles, the smallest words."""
    return frozenset((OWN / "never_surnames.txt").read_text(encoding="utf-8").split())


def is_common(text: str) -> bool:
    """Whether every word of the name is a common word."""
    return all(word_key(w) in common_words() for w in re.findall(r"[^\W\d_]+", text))


@lru_cache(maxsize=2)
def taken(tables: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """Country (or "" and "*" for any) and slug of every name in the project's own tables."""
    import own

    out: set[tuple[str, str]] = set()
    for table in tables:
        for row in own.rows_of(table):
            # All columns of names but the last, the weak ones.
            for text in (row[1], *(t for c in row[8 : 7 + len(ALIAS_COLUMNS)] for t in c.split("|") if t)):
                out.add((row[5], slug(text)))
                if (text.isupper() and len(text) > 2) or row[2] in ("igo", "group"):
                    out.add(("*", slug(text)))
    return frozenset(out)


def acronym_of(text: str, known: frozenset[tuple[str, str]], country: str) -> list[str]:
    """The text as a usable acronym: three to eight capitals, no word, nobody else's in the project's own tables."""
    if not re.fullmatch(r"[A-Z][A-Z/-]{1,6}[A-Z]", text) or is_common(text):
        return []
    if {("*", slug(text)), ("", slug(text)), (country, slug(text))} & known:
        return []
    return [text]
