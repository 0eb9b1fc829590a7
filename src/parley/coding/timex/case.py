"""One match of a rule in its report: what the parts of the words are worth, and what the text has said before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parley.coding import numbers
from parley.coding.timex.calendar import Point
from parley.coding.timex.grammar import Match
from parley.coding.timex.lexicon import Lexicon, read_ordinal


@dataclass(slots=True)
class Found:
    """A time in tokens [start, end) with its TIMEX3 type and value.

    Attributes:
        point: the value as a date, where it is one.
        explicit: the words themselves give the year.
        plain: the words name no time in particular: a length, a rate, "now".
    """

    start: int
    end: int
    type: str
    value: str | None
    point: Point | None = None
    explicit: bool = False
    plain: bool = False


@dataclass(slots=True)
class Scene:
    """What is known of a report while its times are resolved.

    Attributes:
        words: the report's tokens as written.
        lower: the same in lower case.
        published: the publication date, or None.
        tense: +1, -1 or 0 for a token: its verb speaks of what is to come, of the past, or does not say.
        narrative: the report tells of other years than that of its publication.
        antique: the report counts years with an era, so that three digits may be one.
        found: the times resolved so far, in text order.
    """

    words: Sequence[str]
    lower: Sequence[str]
    published: date | None
    tense: Callable[[int], int]
    narrative: bool = False
    antique: bool = False
    found: list[Found] = field(default_factory=list)


@dataclass(slots=True)
class Case:
    """A match to be resolved.

    Attributes:
        match: the rule and its parts.
        scene: the report.
        later: the match after it, which may lend its year ("from May to July 2013").
        lexicon: the classes of words.
    """

    match: Match
    scene: Scene
    later: Match | None
    lexicon: Lexicon

    @property
    def classes(self) -> dict[str, dict[str, Any]]:
        """The lexicon's classes, each a map of lower-case words."""
        return self.lexicon.classes

    @property
    def lower(self) -> Sequence[str]:
        """The match's tokens in lower case."""
        return self.scene.lower[self.match.start : self.match.end]

    @property
    def before(self) -> str:
        """The lower-case word before the match, or ""."""
        return self.scene.lower[self.match.start - 1] if self.match.start else ""

    def word(self, part: str) -> str:
        """The first word of a part, as written."""
        return self.scene.words[self.match.parts[part][0]]

    def worth(self, name: str, part: str) -> Any:
        """What a part is worth as a word of a class, or None where the part or the word is not there."""
        return self.lexicon.worth(name, self.word(part)) if part in self.match.parts else None

    def point(self, point: Point | None, *, explicit: bool = False) -> list[Found]:
        """A date as the value."""
        value = point.value if point else None
        return [
            Found(self.match.start, self.match.end, self.match.rule.type, value, point, explicit and point is not None)
        ]

    def plain(self, value: str | None, *, kind: str = "", plain: bool = False) -> list[Found]:
        """A value that is no date; `kind` replaces the rule's TIMEX3 type."""
        return [Found(self.match.start, self.match.end, kind or self.match.rule.type, value, plain=plain)]

    def day(self, part: str) -> int | None:
        """A day or ordinal in digits or words, as a number."""
        if part not in self.match.parts:
            return None
        word = self.word(part).lower()
        if word.isdigit():
            return int(word)
        return read_ordinal(word) or self.lexicon.worth("ordinal", word)

    def month(self, part: str) -> int:
        """The number of a month's name."""
        return int(self.worth("month", part))

    def year(self, part: str) -> int | None:
        """A year in digits."""
        return int(self.word(part)) if part in self.match.parts else None

    def number(self) -> float | None:
        """The number of a length: "two", "24", "two and a half", "a"; None where it is vague or absent."""
        if "n" not in self.match.parts:
            return None
        start = self.match.parts["n"][0]
        word = self.scene.lower[start]
        if word in self.classes["a"]:
            value = 1.0
        elif word == "half":
            value = 0.5
        else:
            read = numbers.read(self.scene.lower, start)
            if read is None:
                return None
            value = read[0]
        halved = "and" in self.lower and "half" in self.lower and value == int(value)
        return value + 0.5 if halved else value

    def recent(self, *, month: bool = False, day: bool = False) -> Point | None:
        """The last date of the text that is at least as fine as asked for."""
        for found in reversed(self.scene.found):
            point = found.point
            if point and (not month or point.month) and (not day or point.day):
                return point
        return None


def closes(lower: Sequence[str], i: int) -> bool:
    """Whether a phrase ends before token i: punctuation or the end of the report."""
    return i >= len(lower) or not lower[i][:1].isalnum()


def plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural."""
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word.isalpha()


CLOCK_UNITS = frozenset({"H", "M", "S"})
_LETTERS = {"MO": "M", "F": "W"}


def period(number: float | None, unit: str) -> str:
    """A TIMEX3 duration: P3Y, PT30M, P2W, PXM where the number is vague."""
    if number is not None and unit == "F":
        number *= 2
    count = "X" if number is None else f"{number:g}" if number < 1_000_000 else f"{number:.0f}"
    if unit == "H" and number == 0.5:
        return "PT30M"
    return f"P{'T' if unit in CLOCK_UNITS else ''}{count}{_LETTERS.get(unit, unit)}"
