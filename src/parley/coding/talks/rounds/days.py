"""The days that a TIMEX3 value names."""

from __future__ import annotations

from datetime import date, timedelta

# The last month of each season and quarter of TIMEX3.
_SEASONS = {"SP": 5, "SU": 8, "FA": 11, "WI": 2, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}


def day_range(value: str | None) -> tuple[date, date] | None:
    """The first and the last day of the time that a TIMEX3 date names, None for anything else."""
    first, last = day(value), day(value, last=True)
    if first is None or last is None:
        return None
    if (value or "")[5:7] not in _SEASONS:
        return first, last
    try:
        return first - timedelta(days=60), last + timedelta(days=31)
    except OverflowError:
        return first, last


def day(value: str | None, *, last: bool = False) -> date | None:
    """A day of a TIMEX3 value, the first of the time it spans or about the last."""
    if not value or not value[:4].isdigit():
        return None
    year = int(value[:4])
    parts = value.split("T")[0].split("-")
    try:
        if len(parts) >= 3 and parts[1].isdigit() and parts[2][:2].isdigit():
            return date(year, int(parts[1]), int(parts[2][:2]))
        if len(parts) >= 2 and parts[1].startswith("W"):
            return date.fromisocalendar(year, int(parts[1][1:3]), 7 if last else 1)
        if len(parts) >= 2 and parts[1][:2].isdigit():
            return date(year, int(parts[1][:2]), 28 if last else 1)
        if len(parts) >= 2 and parts[1][:2] in _SEASONS:
            return date(year, _SEASONS[parts[1][:2]], 28)
        return date(year, 12, 31) if last else date(year, 1, 1)
    except ValueError:
        return None
