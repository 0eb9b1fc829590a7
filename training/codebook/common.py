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


def _named(text: str) -> bool:
    if not text or not re.fullmatch(r"[\x20-\u024f\u1e00-\u1eff\u2010-\u201f\u02bc\u02bb]+", text):
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
                if (_named(text) if column in ALIAS_COLUMNS else text) and text not in kept and text not in (seen if column in ALIAS_COLUMNS else ()):
                    kept.append(text.replace("|", "/"))
                    if column in ("names", "short"):
                        seen.add(text)
            value = "|".join(kept)
        out.append(value)
    return out


def slug(text: str) -> str:
    """A name as part of an id."""
    return "-".join(key_of(text).split())


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


def is_common(text: str) -> bool:
    """Whether every word of the name is a common word."""
    return all(word_key(w) in common_words() for w in re.findall(r"[^\W\d_]+", text))
