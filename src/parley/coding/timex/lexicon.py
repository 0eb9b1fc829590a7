"""Each token as one character: the set of word classes that it is in, so that a grammar is a regular expression.

A report becomes a string with a character a token; tokens that no rule speaks of are ".". Patterns over classes compile
to character sets, and ambiguous words ("second", "May") need no special care: their character is in several sets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from parley.codebook.tables import table

NOTHING = "."
_KEPT = 20_000
_FIRST_CODE = 0x4E00  # any block of plain characters that no regular expression reads as a sign

_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)$")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.h]([0-5]\d)(?::[0-5]\d)?$")
_MERIDIEM = re.compile(r"(\d{1,2})(?:[:.]([0-5]\d))?(a\.?m\.?|p\.?m\.?)$")
_ISO = re.compile(r"(1\d{3}|20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)$")
_YEARSPAN = re.compile(r"(1\d{3}|20\d\d)[-–—/](1\d{3}|20\d\d|\d\d)$")
_PREFIXED = re.compile(r"(?:mid|early|late|pre|post)-(\d\S*)$", re.IGNORECASE)
_DECADE = re.compile(r"['’]?((?:1\d|20)?\d0)['’]?s$")


class Lexicon:
    """The classes of words, and of numbers by their look.

    Attributes:
        classes: class name to word to value.
        names: class names, without the leading capital that some need.
    """

    def __init__(self, folder: Path | None = None) -> None:
        data = table("times/words.yaml", folder)
        plain = {k: v for k, v in data.items() if k != "capital"}
        self.classes = {name: _as_map(words) for name, words in {**plain, **data["capital"]}.items()}
        self._capital = frozenset(data["capital"])
        self._of_word: dict[str, frozenset[str]] = {}
        for name, words in self.classes.items():
            for word in words:
                self._of_word[word] = self._of_word.get(word, frozenset()) | {name}
        self._chars: dict[str, str] = {}
        self._sets: dict[frozenset[str], str] = {frozenset(): NOTHING}
        # Every set that a word can have is given its character now, so that patterns compile to closed sets.
        for classes in self._of_word.values():
            self._char(classes)
            self._char(classes - self._capital)
        for look in _SHAPES:
            self._char(look)

    def _char(self, classes: frozenset[str]) -> str:
        return self._sets.setdefault(classes, chr(_FIRST_CODE + len(self._sets)))

    def encode(self, words: Sequence[str]) -> str:
        """One character a token.

        Args:
            words: the tokens as written.
        """
        chars = self._chars
        try:
            return "".join([chars[word] for word in words])
        except KeyError:
            known = {word: chars.get(word) or self._sets[self.classes_of(word)] for word in set(words)}
            # A long run over many reports meets endless new words: forget them all now and then.
            if len(chars) > _KEPT:
                chars.clear()
            chars.update(known)
            return "".join([known[word] for word in words])

    def classes_of(self, word: str) -> frozenset[str]:
        """The classes of a word as written."""
        word = core(word)
        lower = word.lower()
        classes = self._of_word.get(lower)
        if classes is not None:
            return classes if word[:1].isupper() else classes - self._capital
        return shape(lower)

    def chars(self, name: str) -> str:
        """Every character whose set holds the class.

        Raises:
            KeyError: no class of that name.
        """
        if name not in self.classes and not any(name in s for s in _SHAPES):
            raise KeyError(name)
        return "".join(char for classes, char in self._sets.items() if name in classes)

    def worth(self, name: str, word: str) -> Any:
        """What a word of a class stands for: a month's number, a unit's code."""
        return self.classes[name].get(word.lower())


def _as_map(words: dict[str, Any] | list[str]) -> dict[str, Any]:
    return words if isinstance(words, dict) else {str(word): str(word) for word in words}


_SHAPES = [
    frozenset(s.split())
    for s in (
        "digits number day yy", "digits number yy", "digits number", "digits number year3", "digits number year",
        "dayord ordinal", "ordinal", "clock", "stamp", "iso", "slashed", "decade", "yearspan",
    )
]  # fmt: skip
_DAY, _YY, _NUMBER, _YEAR3, _YEAR, _DAYORD, _ORD, _TIME, _STAMP, _ISODATE, _SLASH, _DECADES, _SPAN = _SHAPES
_NONE: frozenset[str] = frozenset()
_LOOKS = (
    (_CLOCK, _TIME),
    (_MERIDIEM, _STAMP),
    (_ISO, _ISODATE),
    (_SLASHED, _SLASH),
    (_DECADE, _DECADES),
    (_YEARSPAN, _SPAN),
)


def shape(word: str) -> frozenset[str]:
    """The classes of a token by its look: day, year, clock time, ordinal, decade, ..."""
    first = word[:1]
    if not (first.isdigit() or first in "'’"):
        return _NONE
    if word.isascii() and word.isdigit():
        if len(word) <= 2:
            return _DAY if 1 <= int(word) <= 31 else _YY
        if len(word) == 3:
            return _YEAR3
        return _YEAR if len(word) == 4 and "1000" <= word <= "2199" else _NUMBER
    if match := _ORDINAL.match(word):
        return _DAYORD if 1 <= int(match[1]) <= 31 else _ORD
    for pattern, classes in _LOOKS:
        if pattern.match(word):
            return classes
    if re.fullmatch(r"\d+(st|nd|rd|th)", word):
        return _ORD
    if re.fullmatch(r"\d{1,3}(,\d{3})+|\d+\.\d+", word):
        return _NUMBER
    return _NONE


def core(word: str) -> str:
    """The date in a token that tokenizers leave whole: "1967" of "pre-1967", "15th" of "mid-15th"."""
    if "-" in word and (match := _PREFIXED.match(word)):
        return match[1]
    return word


def read_clock(word: str) -> tuple[int, int, bool] | None:
    """Hour, minute and whether it is past noon by its own letters, of "22:30" or "10:30pm"; or None."""
    word = word.lower()
    if match := _MERIDIEM.match(word):
        hour = int(match[1]) % 12 + (12 if match[3][0] == "p" else 0)
        return hour, int(match[2] or 0), True
    if match := _CLOCK.match(word):
        return int(match[1]), int(match[2]), False
    return None


def read_ordinal(word: str) -> int | None:
    """The number of "21st"; words are in the lexicon's class."""
    match = re.match(r"(\d+)(?:st|nd|rd|th)$", word.lower())
    return int(match[1]) if match else None


def read_decade(word: str) -> int | None:
    """The decade of "1990s" or "'90s" as its first digits: 199. Two digits are of the twentieth century."""
    match = _DECADE.match(word.lower())
    if match is None:
        return None
    digits = match[1]
    return int(digits[:-1]) if len(digits) == 4 else 190 + int(digits[0])


def read_span(word: str) -> tuple[int, int] | None:
    """First and last year of "1998–2001" or "1992-95" in one token, or None where the second is not the later."""
    match = _YEARSPAN.match(word)
    if match is None:
        return None
    first, last = int(match[1]), match[2]
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return (first, second) if second > first else None


def read_slashed(word: str) -> tuple[int, int, int] | None:
    """Year, month, day of "27/12/2014" or "12/27/2014"; None where both readings are possible."""
    match = _SLASHED.match(word)
    if match is None:
        return None
    one, two, year = int(match[1]), int(match[2]), int(match[3])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    if one > 12 >= two:
        return year, two, one
    if two > 12 >= one or one == two:
        return year, one, two
    return None


@lru_cache(maxsize=4)
def lexicon(folder: Path | None = None) -> Lexicon:
    """The lexicon, loaded once; `folder` extends the shipped one."""
    return Lexicon(folder)
