"""Publication dates as ISO dates, from the forms that data come with; a date that is not stated in full is None."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from parley.errors import SourceError

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = "(?P<m>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<y>(?:1[89]|2[01])\d\d)"
FORMS: Final = tuple(
    re.compile(rf"(?<![\w/.-]){form}(?![\w/-])(?!\.\d)", re.IGNORECASE)
    for form in (
        rf"{YEAR}-(?P<m>\d\d)-(?P<d>\d\d)(?:[T_ ]?\d\d:?\d\d\S*)?",  # ISO date and datetime
        rf"{YEAR}(?P<s>[/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})",
        rf"{YEAR}(?P<m>\d\d)(?P<d>\d\d)(?:T?\d{{6}}Z?)?",  # basic form, also of GDELT
        rf"{DAY}[\s-]+(?:of\s+)?{MONTH},?[\s-]+{YEAR}",  # RFC 2822 and British
        rf"{MONTH}[\s-]+{DAY}(?:,\s*|\s+){YEAR}",  # American
        rf"{MONTH}\s+{DAY}\s+\d\d:\d\d:\d\d\s+(?:[A-Z]{{3,4}}\s+)?{YEAR}",  # ctime
        rf"{YEAR}\s+{MONTH}\s+{DAY}",
        rf"(?P<a>\d{{1,2}})(?P<s>[/.-])(?P<b>\d{{1,2}})(?P=s){YEAR}",
    )
)


def published_date(value: str | None) -> str | None:
    """The ISO date that a value states, or None if it states none, or could be read as two.

    The day is the one written: a time zone does not move it. "03/04/2014" is two dates and so is none;
    "27/12/2014" can only be one.
    """
    if not value:
        return None
    value = value.strip()[:200]
    for form in FORMS:
        if found := form.search(value):
            return from_match(found)
    return None


def from_match(found: re.Match[str]) -> str | None:
    """The ISO date of one match, or None where there is no such day or it could be two."""
    parts = found.groupdict()
    year = int(parts["y"])
    if "a" in parts:
        a, b = int(parts["a"]), int(parts["b"])
        if parts["s"] == ".":  # dotted dates are day first wherever they are written
            pairs = {(b, a)}
        else:
            pairs = {(a, b), (b, a)}
    else:
        month = parts["m"].lower()
        pairs = {(MONTHS[month] if month in MONTHS else int(month), int(parts["d"]))}
    days = {day for month_number, day_number in pairs if (day := iso(year, month_number, day_number))}
    return days.pop() if len(days) == 1 else None


def iso(year: int, month: int, day: int) -> str | None:
    """The day as YYYY-MM-DD, or None if there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def checked_date(value: str) -> str:
    """A date that a person gave, which must be an ISO date.

    Raises:
        SourceError: it is not; the message says what to write.
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value) and iso(*(int(part) for part in value.split("-"))):
        return value
    meant = published_date(value)
    hint = f"; you may mean {meant}" if meant else ""
    raise SourceError(f"{value!r} is no publication date; write it as YYYY-MM-DD, such as 2014-12-27{hint}")
