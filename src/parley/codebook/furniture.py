"""Phrases that tell page furniture and bylines from the report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from parley.errors import CodebookError

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One known phrase: `how` is line, opening or anywhere; `strong` ones decide by themselves."""

    id: str
    how: str
    pattern: re.Pattern[str]
    strong: bool
    example: str
    words: frozenset[str] = frozenset()

    def matches(self, text: str) -> bool:
        """Whether the pattern holds of a line or sentence without white space at its ends."""
        if self.how == "line":
            return self.pattern.fullmatch(text) is not None
        if self.how == "opening":
            return self.pattern.match(text) is not None
        return self.pattern.search(text) is not None


def any_of(phrases: Iterable[Phrase]) -> re.Pattern[str]:
    """What matches at the start of a text that one of some line and opening phrases does: one look for all of them."""
    fold = {False: "(?s:{})", True: "(?is:{})"}
    ends = {"line": r"\Z", "opening": ""}
    each = [f"{fold[bool(p.pattern.flags & re.I)].format(p.pattern.pattern)}{ends[p.how]}" for p in phrases]
    # Without any, nothing matches.
    return re.compile("|".join(each) or "(?!)")


@cache
def furniture() -> tuple[Phrase, ...]:
    """The furniture phrases of the codebook, strong ones first.

    Raises:
        CodebookError: an entry has no pattern, or one that is no regular expression.
    """
    return tuple(sorted(_load(DATA / "furniture.yaml"), key=lambda phrase: not phrase.strong))


@cache
def bylines() -> tuple[Phrase, ...]:
    """The byline phrases of the codebook.

    Raises:
        CodebookError: as `furniture`.
    """
    return tuple(_load(DATA / "bylines.yaml"))


def _load(path: Path) -> list[Phrase]:
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    out = []
    for entry in entries:
        how = next((key for key in ("line", "opening", "anywhere") if key in entry), None)
        if how is None or "example" not in entry:
            raise CodebookError(
                f"{path.name}: entry {entry.get('id')!r} needs line, opening or anywhere, and an example"
            )
        flags = re.DOTALL if entry.get("case") else re.DOTALL | re.IGNORECASE
        try:
            pattern = re.compile(entry[how], flags)
        except re.error as error:
            raise CodebookError(
                f"{path.name}: the pattern of {entry['id']!r} is no regular expression: {error}"
            ) from error
        out.append(
            Phrase(
                entry["id"],
                how,
                pattern,
                bool(entry.get("strong")),
                entry["example"],
                frozenset(map(str, entry.get("words", ()))),
            )
        )
    return out
