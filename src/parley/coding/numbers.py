"""Quantities in words or digits, with any qualifier: "at least 12", "some 200,000", "between 30 and 40", "dozens".

Low, best and high follow one table: exact n is n n n; about n is - n -; at least n is n n -; more than n is n - -;
up to n and fewer than n are - - n; a to b is a - b; plurals such as "dozens" are at least twice their unit, no best.
The words are data (`codebook/data/numbers.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from parley.codebook.tables import table
from parley.coding.layers import Quantity

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m|mn|bn|b)?$")
_HYPHENS = frozenset({"-", "‑"})
_LONGEST = 15
"""Digits of the largest number: a longer run is an identifier, and a float would no longer hold it exactly."""


class Numerals:
    """The words of the numbers table in the shape that reading needs."""

    def __init__(self) -> None:
        data = table("numbers.yaml")
        self.units: dict[str, int] = data["units"]
        self.tens: dict[str, int] = data["tens"]
        self.hundreds: dict[str, int] = data["hundreds"]
        self.scales: dict[str, int] = data["scales"]
        self.dozens: dict[str, int] = data["dozens"]
        self.magnitudes = {**self.hundreds, **self.scales, **self.dozens}
        self.suffixes: dict[str, int] = data["suffixes"]
        self.vague: dict[str, int] = data["vague"]
        self.multiples: dict[str, int] = data["multiples"]
        self.multiplied: dict[str, int] = data["multiplied"]
        self.several = _phrases({"several": data["several"]})
        self.counted = frozenset(data["several_not_after"])
        self.before = _phrases(data["before"])
        self.after = _phrases(data["after"])
        self.range = frozenset(data["range"])
        self.symbols = frozenset(data["currency_symbols"])
        self.currencies = frozenset(data["currency_words"])
        self.adjectives = frozenset(data["currency_adjectives"])
        self.percent = _phrases({"percent": data["percent"]})
        self.words = frozenset().union(
            self.units, self.tens, self.hundreds, self.scales, self.dozens, self.vague, self.multiples,
            (phrase.split()[0] for phrase in data["several"]), ("half",),
        ) - {"a"}  # fmt: skip
        self.starting = self.words | {"a"}
        # How many tokens back a qualifier can start.
        self.reach = max(len(phrase) for phrase in self.before)


def _phrases(table_: dict[str, list[str]]) -> dict[tuple[str, ...], str]:
    return {tuple(str(phrase).split()): name for name, phrases in table_.items() for phrase in phrases}


@lru_cache(maxsize=1)
def numerals() -> Numerals:
    """The words of numbers, loaded once."""
    return Numerals()


def digits(word: str) -> float | None:
    """The value of a number written in digits ("12", "1,200", "1.2", "5bn"), or None."""
    match = _DIGITS.match(word)
    if match is None or len(match[1]) - match[1].count(",") > _LONGEST:
        return None
    value = float(match[1].replace(",", "") + (match[2] or ""))
    # Decimal fractions times a power of ten: round away what binary floats leave behind.
    return round(value * numerals().suffixes[match[3]], 6) if match[3] else value


def read(words: Sequence[str], i: int, *, joined: bool = True) -> tuple[float, int] | None:
    """The plain number that starts at token i: its value and the token just after it, or None.

    Args:
        words: lower-case words.
        i: token index.
        joined: whether "and" may join the parts of a number ("two hundred and five").
    """
    n = numerals()
    size = len(words)
    if i < size and words[i] == "half":
        return _half(words, i)
    total, current, last, scale = 0.0, None, "", float("inf")
    j = i
    if i + 1 < size and words[i] in ("a", "an"):
        if words[i + 1] not in n.magnitudes:
            return None
        current, j = 1.0, i + 1
    while j < size:
        word = words[j]
        if word in n.units and (last in ("", "hundred", "scale") or (last == "tens" and 0 < n.units[word] < 10)):
            current = (current or 0) + n.units[word]
            last = "unit"
        elif word in n.tens and last in ("", "hundred", "scale"):
            current = (current or 0) + n.tens[word]
            last = "tens"
        elif last == "" and current is None and (value := digits(word)) is not None:
            current, last = value, "digits"
        elif word in n.hundreds and current is not None and last != "hundred":
            current *= 100
            last = "hundred"
        elif word in n.dozens and current is not None and total == 0:
            return current * 12, j + 1
        elif word in n.scales and current is not None and n.scales[word] < scale:
            scale = n.scales[word]
            total += round(current * scale, 6)
            current, last = None, "scale"
        elif (word == "and" or word in _HYPHENS) and j > i and (end := _and_a_half(words, j)) is not None:
            if current is None:
                return total + 0.5 * scale, end
            current, last, j = current + 0.5, "digits", end
            continue
        elif word in _HYPHENS and j > i and j + 1 < size and last != "digits":
            part = words[j + 1]
            if not (part in n.magnitudes or (part in n.units and last == "tens")):
                break
        elif word == "and" and joined and last in ("hundred", "scale"):
            small = _small(words, j + 1)
            after = words[small] if small is not None and small < size else ""
            if small is None or after in n.hundreds or (last == "scale" and after in n.scales):
                break
        else:
            break
        j += 1
    if current is None and last != "scale":
        return None
    return total + (current or 0), j


def _half(words: Sequence[str], i: int) -> tuple[float, int] | None:
    n = numerals()
    k = i + 1 + (i + 1 < len(words) and words[i + 1] in ("a", "of"))
    size = n.magnitudes.get(words[k]) if k < len(words) else None
    return (0.5 * size, k + 1) if size else None


def _small(words: Sequence[str], i: int) -> int | None:
    """The token after a number word under a hundred at i, or None."""
    n = numerals()
    if i >= len(words) or not (words[i] in n.units or words[i] in n.tens):
        return None
    k = i + 1
    if words[i] in n.tens:
        k += k + 1 < len(words) and words[k] in _HYPHENS and words[k + 1] in n.units
        k += k < len(words) and words[k] in n.units
    return k


def _and_a_half(words: Sequence[str], i: int) -> int | None:
    """The token after "and a half" (hyphened or not) at i, or None."""
    rest = [k for k in range(i, min(i + 7, len(words))) if words[k] not in _HYPHENS]
    if [words[k] for k in rest[:3]] == ["and", "a", "half"]:
        end = rest[2] + 1
        return end + (end < len(words) and words[end] in _HYPHENS)
    return None


def find(words: Sequence[str], taken: Collection[int] = ()) -> list[Quantity]:
    """Every quantity in the words, in text order.

    Args:
        words: the lower-case words of a report.
        taken: tokens that belong to something else (dates) and start no quantity.
    """
    found: list[Quantity] = []
    starting = numerals().starting
    end = 0
    for i in [i for i, word in enumerate(words) if word in starting or word[:1].isdigit()]:
        if i < end or i in taken:
            continue
        # "no one" is nobody, "one another" each other.
        paired = words[i] == "one" and ((i and words[i - 1] == "no") or words[i + 1 : i + 2] == ["another"])
        quantity = None if paired else _quantity(words, i, end)
        if quantity is not None:
            found.append(quantity)
            end = quantity.end
    return found


def _quantity(words: Sequence[str], i: int, floor: int) -> Quantity | None:
    n = numerals()
    vague = _vague(words, i)
    if vague is not None:
        low, end = vague
        start, _ = _before(words, i, floor)
        return _with_unit(
            words, Quantity(start, end, low, None, None, "at-least" if low is not None else "about"), floor
        )
    one = read(words, i)
    if one is None:
        return None
    value, end = one
    symbol = i > floor and words[i - 1] in n.symbols
    start, qualifier = _before(words, i - symbol, floor)
    opener = words[start - 1] if start > floor else ""
    between = opener in ("between", "from")
    joint = "and" if opener == "between" else ""
    second = _second(words, end, joint)
    if second is None and joint:
        value, end = read(words, i, joined=False) or one
        second = _second(words, end, joint)
        if second is None:
            value, end = one
    if second is not None and value < second[0] and qualifier in (None, "about", "exact"):
        # "20 to 30 million": the unit belongs to both.
        unit = n.scales.get(words[second[1] - 1], 1) if end == i + 1 else 1
        if value * unit < second[0]:
            value *= unit
        high, end = second
        return _with_unit(words, Quantity(start - between, end, value, None, high, "range"), floor)
    if qualifier is None or qualifier == "exact":
        after, tail = _after(words, end)
        if after is not None:
            qualifier, end = after, tail
    return _with_unit(words, Quantity(start, end, *bounds(qualifier or "exact", value), qualifier or "exact"), floor)


def bounds(qualifier: str, n: float) -> tuple[float | None, float | None, float | None]:
    """Low, best and high of a qualified number. The table is the annotation guideline's."""
    return {
        "exact": (n, n, n),
        "about": (None, n, None),
        "at-least": (n, n, None),
        "more-than": (n, None, None),
        "up-to": (None, None, n),
        "fewer-than": (None, None, n),
    }[qualifier]


def _vague(words: Sequence[str], i: int) -> tuple[float | None, int] | None:
    """ "dozens", "tens of thousands", "several hundred", "several": the least it means, and the token after it."""
    n = numerals()
    word = words[i]
    if word in n.multiples and i + 2 < len(words) and words[i + 1] == "of" and words[i + 2] in n.multiplied:
        return float(n.multiples[word] * n.multiplied[words[i + 2]]), i + 3
    if word in n.vague:
        return float(n.vague[word]), i + 1
    for length in (2, 1):
        phrase = tuple(words[i : i + length])
        if phrase in n.several and not (i and words[i - 1] in n.counted):
            end = i + len(phrase)
            unit = n.magnitudes.get(words[end]) if end < len(words) else None
            return (2.0 * unit, end + 1) if unit else (None, end)
    return None


def _second(words: Sequence[str], end: int, joint: str) -> tuple[float, int] | None:
    """The upper number of a range whose lower one ends at `end`."""
    if end + 1 >= len(words) or not (words[end] == joint if joint else words[end] in numerals().range):
        return None
    k = end + 1 + (words[end + 1] in numerals().symbols)
    return read(words, k)


def _before(words: Sequence[str], i: int, floor: int) -> tuple[int, str | None]:
    """Where the qualifier before token i starts and what it says; the outermost of several decides."""
    n = numerals()
    start, qualifier = i, None
    if (
        start > floor
        and words[start - 1] in ("a", "an", "the")
        and start >= 2
        and words[start - 2] in ("than", "least")
    ):
        start -= 1
    while True:
        for length in range(min(n.reach, start - floor), 0, -1):
            found = n.before.get(tuple(words[start - length : start]))
            if found is not None:
                start -= length
                qualifier = found if qualifier is None or found != "exact" else qualifier
                break
        else:
            return (start, qualifier) if qualifier else (i, None)


def _after(words: Sequence[str], end: int) -> tuple[str | None, int]:
    n = numerals()
    for length in (3, 2, 1):
        phrase = tuple(words[end : end + length])
        found = n.after.get(phrase)
        if found is not None:
            return found, end + len(phrase)
    return None, end


def _with_unit(words: Sequence[str], quantity: Quantity, floor: int) -> Quantity:
    """Money and percentages: take the sign or word in, and say the kind."""
    n = numerals()
    end = quantity.end
    for length in (2, 1):
        phrase = tuple(words[end : end + length])
        if phrase in n.percent:
            quantity.end = end + len(phrase)
            return quantity
    symbol = quantity.start > floor and words[quantity.start - 1] in n.symbols
    if symbol or any(word in n.symbols for word in words[quantity.start : end]):
        quantity.start -= symbol
        quantity.kind = "money"
        return quantity
    skip = end < len(words) and words[end] in n.adjectives
    if end + skip < len(words) and words[end + skip] in n.currencies:
        quantity.end = end + skip + 1
        quantity.kind = "money"
    return quantity
