"""Days as ISO dates, and what range of them a TIMEX3 value covers."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "AU": (9, 11), "WI": (12, 14), "Q1": (1, 3), "Q2": (4, 6)}
_SEASONS |= {"Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}
_VALUE = re.compile(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d)(?:T.*)?)?|W(\d\d)(?:-WE)?|(SP|SU|FA|AU|WI|Q[1-4]|H[12])))?")


@lru_cache(maxsize=50_000)
def day_range(value: str | None) -> tuple[str, str] | None:
    """First and last day that a TIMEX3 value may mean; None where it names no calendar time."""
    found = _VALUE.fullmatch(value) if value else None
    if found is None:
        return None
    year, month, day, week, season = found.groups()
    try:
        if day:
            first = last = date(int(year), int(month), int(day))
        elif month:
            first = date(int(year), int(month), 1)
            last = first.replace(day=monthrange(first.year, first.month)[1])
        elif week:
            first = date.fromisocalendar(int(year), int(week), 1)
            last = first + timedelta(days=6)
        elif season:
            start, end = _SEASONS[season]
            first = date(int(year), start, 1)
            last_year, last_month = (int(year), end) if end <= 12 else (int(year) + 1, end - 12)
            last = date(last_year, last_month, monthrange(last_year, last_month)[1])
        else:
            first, last = date(int(year), 1, 1), date(int(year), 12, 31)
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()


@lru_cache(maxsize=50_000)
def ordinal(day: str) -> int:
    """The number of a day, so that days can be counted between."""
    return date.fromisoformat(day[:10]).toordinal()


@lru_cache(maxsize=50_000)
def is_day(text: str | None) -> bool:
    """Whether the text starts with an ISO date."""
    try:
        return text is not None and bool(date.fromisoformat(text[:10]))
    except ValueError:
        return False


def shifted(day: str, by: int) -> str:
    """The day so many days later."""
    return date.fromordinal(ordinal(day) + by).isoformat()
