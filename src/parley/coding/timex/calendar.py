"""Dates that may lack their day or month, and steps between them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple


class Point(NamedTuple):
    """A year, a month of it, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def value(self) -> str:
        """As TIMEX3 writes it."""
        out = f"{self.year:04d}"
        if self.month is not None:
            out += f"-{self.month:02d}"
            if self.day is not None:
                out += f"-{self.day:02d}"
        return out

    @property
    def exact(self) -> date | None:
        """The day, or None where the point is coarser or no day of any calendar."""
        if self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except (ValueError, OverflowError):
            return None

    def years(self, n: int) -> Point | None:
        """The year n years on, or None outside years 1 to 9999."""
        return Point(self.year + n) if 1 <= self.year + n <= 9999 else None

    def months(self, n: int) -> Point | None:
        """The month n months on; None where this point has no month."""
        if self.month is None:
            return None
        months = self.year * 12 + self.month - 1 + n
        return Point(months // 12, months % 12 + 1) if 12 <= months < 120_000 else None

    def days(self, n: int) -> Point | None:
        """The day n days on; None where this point has no day."""
        start = self.exact
        if start is None:
            return None
        try:
            return of(start + timedelta(days=n))
        except OverflowError:
            return None


def of(day: date) -> Point:
    """The point of a day."""
    return Point(day.year, day.month, day.day)


def week(day: date) -> str:
    """The ISO week as TIMEX3 writes it."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def parse(text: str | None) -> date | None:
    """The day that a report's `published` gives (the first ten characters of an ISO date or time), or None."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
