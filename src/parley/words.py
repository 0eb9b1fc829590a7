"""What the codes of a reading are called in a brief (`words.yaml`)."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.model import Attribution, Entity, Event, Figure, Place, Span, Time

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "AU": "autumn", "WI": "winter"}


@cache
def tables() -> dict[str, Any]:
    """The content of `words.yaml`, read once."""
    from parley.codebook.safe_yaml import parse

    text = (files("parley") / "words.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = parse(text)
    return content


def word(table: str, key: str) -> str:
    """What a key is called; a key that the table lacks is its own word."""
    found: str = tables()[table].get(key) or key.replace("-", " ")
    return found


def feature(name: str) -> str:
    """What a feature of the decider says; one without words is shown by its own name."""
    kind, _, values = name.partition("=")
    template: str | None = tables()["features"].get(kind)
    parts = [tables()["values"].get(value, value) for value in values.split("|")]
    if template is None or template.count("{") > len(parts):
        return name
    return template.format(*parts)


def act(event: Event) -> str:
    """An event's type and mode as a noun phrase."""
    name = word("types", event.type)
    if event.mode is None:
        return name
    found: str | None = tables()["modes"].get(event.type, {}).get(event.mode)
    return found or f"{name} ({event.mode.replace('-', ' ')})"


def date(value: str) -> str | None:
    """A TIMEX3 value in words (27 Dec 2014); None for one that names no calendar date."""
    if day := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?", value):
        return f"{int(day[3])} {_month(day[2])} {day[1]}"
    if month := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return f"{_month(month[2])} {month[1]}"
    if week := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        return f"week {int(week[2])} of {week[1]}"
    if season := re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI)", value):
        return f"{SEASONS[season[2]]} {season[1]}"
    if decade := re.fullmatch(r"(\d{3})X?", value):
        return f"{decade[1]}0s"
    return value if re.fullmatch(r"\d{4}", value) else None


def _month(digits: str) -> str:
    number = int(digits)
    return MONTHS[number - 1] if 1 <= number <= 12 else digits


def when(time: Time | None) -> str | None:
    """The date of a time expression, or its own words where it has none."""
    if time is None:
        return None
    return (date(time.value) if time.value else None) or f"“{squeeze(time.text)}”"


def where(place: Place | None) -> str | None:
    """A place with what the words leave open."""
    if place is None:
        return None
    return f"{place.name} ({place.note})" if place.note else place.name


def number(value: float | None) -> str:
    """A number with its thousands apart."""
    if value is None:
        return "?"
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def amount(figure: Figure) -> str:
    """A figure's number with its qualifier, whom it counts and its measure: "at least 30 civilians killed"."""
    first = next((n for n in (figure.best, figure.low, figure.high) if n is not None), None)
    parts = {
        name: number(first if value is None else value)
        for name, value in (("low", figure.low), ("best", figure.best), ("high", figure.high))
    }
    measure, who = word("measures", figure.measure), squeeze(figure.who or "")
    if who.lower().endswith(measure):
        # "2,000 Ukrainian troops" says what it counts.
        measure = ""
    return " ".join(filter(None, (word("qualifiers", figure.qualifier).format(**parts), who, measure)))


def source(chain: Sequence[Attribution], entities: dict[str, Entity]) -> str | None:
    """Who says so, innermost first: "the ministry, via state television"; None where the report itself does."""
    said = dict.fromkeys(entities[link.source].name for link in chain if link.source)
    words = dict.fromkeys(f"“{squeeze(link.text)}”" for link in chain if not link.source)
    return ", ".join(filter(None, (", via ".join(map(short, said)), *words))) or None


def short(name: str, most: int = 48) -> str:
    """A name cut at a word where it is long."""
    return name if len(name) <= most else f"{name[:most].rsplit(' ', 1)[0].rstrip(',')} …"


def names(ids: Sequence[str], entities: dict[str, Entity], *, most: int = 4) -> str:
    """Entities by name, the first few of many."""
    listed = [short(entities[i].name) for i in ids]
    if len(listed) > most:
        listed[most - 1 :] = [f"{len(listed) - most + 1} others"]
    return listing(listed)


def listing(items: Sequence[str]) -> str:
    """Items as a sentence lists them: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""


def count(n: int, thing: str) -> str:
    """A number of things: "1 event", "2 events"; "entity" makes "entities"."""
    plural = thing if n == 1 else thing[:-1] + "ies" if thing.endswith("y") else thing + "s"
    return f"{n:,} {plural}"


def squeeze(text: str) -> str:
    """One line of it."""
    return " ".join(text.split())


def in_context(text: str, start: int, end: int, sentence: Span, *, least: int = 72) -> str:
    """The words at [start, end) in quotation marks, with words of their sentence around them where they are few."""
    room = max(0, least - (end - start)) // 2
    left, right = max(sentence.start, start - room), min(sentence.end, end + room)
    if left > sentence.start:
        left = min(text.find(" ", left, start) + 1 or start, start)
    if right < sentence.end:
        right = max(text.rfind(" ", end, right), end)
    before = "… " if left > sentence.start else ""
    after = " …" if right < sentence.end else ""
    return f"“{before}{cut(squeeze(text[left:right]), 2 * least)}{after}”"


def cut(words: str, most: int) -> str:
    """Words without their middle where they are too many."""
    if len(words) <= most:
        return words
    return f"{words[: most * 2 // 3].rsplit(' ', 1)[0]} … {words[-(most // 3) :].split(' ', 1)[-1]}"


def quote(text: str, *, most: int = 90) -> str:
    """Words of the report in quotation marks, cut in the middle where they are too many."""
    return f"“{cut(squeeze(text), most)}”"
