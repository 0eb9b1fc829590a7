"""Times that count from the publication date or from a date told before."""

from __future__ import annotations

from parley.coding.timex import calendar
from parley.coding.timex.calendar import Point
from parley.coding.timex.case import CLOCK_UNITS, Case, Found, closes, period


def weekday(case: Case) -> list[Found]:
    """ "Saturday", "last Friday", "the following Monday": of a report of that day, the day itself."""
    number = int(case.worth("weekday", "w") or 1)
    step, onward = case.worth("step", "s"), case.worth("onward", "o")
    base = case.scene.published
    if onward is not None:
        recent = case.recent(day=True)
        base = recent.exact if recent else None
        step = onward
    if base is None:
        return case.point(None)
    if "week" in case.lower:
        return case.point(calendar.of(base).days(7 * int(step or 0) + number - base.isoweekday()))
    back = (base.isoweekday() - number) % 7
    if step is not None and int(step) < 0:
        gap = -(back or 7)
    elif step is not None and int(step) > 0:
        gap = 7 - back
    elif back == 0:
        gap = 0
    else:
        gap = 7 - back if case.scene.tense(case.match.parts["w"][0]) > 0 else -back
    return case.point(calendar.of(base).days(gap))


def deictic(case: Case) -> list[Found]:
    """ "today", "yesterday afternoon", "tonight"."""
    word = case.word("x").lower()
    before = case.scene.lower[max(0, case.match.start - 6) : case.match.start]
    if word == "today" and (case.scene.narrative or any(w in case.classes["still"] for w in before)):
        # "still in use today": nowadays.
        return case.plain("PRESENT_REF", kind="DATE", plain=True)
    return case.point(_from_publication(case, int(case.lexicon.worth("deictic", word))))


def deictic_beyond(case: Case) -> list[Found]:
    """ "the day before yesterday"."""
    step = int(case.worth("deictic", "x") or 0)
    return case.point(_from_publication(case, step + (-1 if "before" in case.lower else 1)))


def this_part(case: Case) -> list[Found]:
    """ "this morning", "that night", "the following evening"."""
    step, onward = case.worth("step", "s"), case.worth("onward", "o")
    if onward is not None or "that" in case.lower or "same" in case.lower:
        recent = case.recent(day=True)
        return case.point(recent.days(int(onward or 0)) if recent else None)
    return case.point(_from_publication(case, int(step or 0)))


def _from_publication(case: Case, days: int) -> Point | None:
    published = case.scene.published
    return calendar.of(published).days(days) if published else None


def step(case: Case) -> list[Found]:
    """ "last week", "early this year", "next month"; "the past year" is a length."""
    unit, steps = str(case.worth("unit", "u")), int(case.worth("step", "s") or 0)
    if case.word("s").lower() == "past":
        return case.plain(period(1.0, unit), kind="DURATION", plain=True)
    if case.scene.published is None:
        return case.plain(None)
    return unit_from(case, calendar.of(case.scene.published), unit, steps)


def unit_from(case: Case, base: Point, unit: str, step: int) -> list[Found]:
    """The calendar unit `step` units from the one that holds the base."""
    if unit == "Y":
        return case.point(base.years(step))
    if unit == "MO":
        return case.point(base.months(step))
    if unit == "DE":
        return case.plain(str(base.year // 10 + step))
    if unit == "CE":
        return case.plain(str(base.year // 100 + step))
    if unit == "Q":
        if base.month is None:
            return case.plain(None)
        quarters = base.year * 4 + (base.month - 1) // 3 + step
        return case.plain(f"{quarters // 4:04d}-Q{quarters % 4 + 1}")
    if unit == "D":
        return case.point(base.days(step))
    moved = base.days(7 * step)
    day = moved.exact if moved else None
    tail = "-WE" if unit == "WE" else ""
    return case.plain(calendar.week(day) + tail if day else None)


def onward(case: Case) -> list[Found]:
    """ "the following month", "the previous day": from the last date of the text."""
    unit, steps = str(case.worth("unit", "u")), int(case.worth("onward", "s") or 0)
    recent = case.recent(month=unit in ("MO", "Q"), day=unit in ("D", "W", "WE"))
    return unit_from(case, recent, unit, steps) if recent else case.plain(None)


def same(case: Case) -> list[Found]:
    """ "that year", "the same day"."""
    unit = str(case.worth("unit", "u"))
    recent = case.recent(month=unit in ("MO", "Q"), day=unit in ("D", "W", "WE"))
    return unit_from(case, recent, unit, 0) if recent else case.plain(None)


def calendar_end(case: Case) -> list[Found]:
    """ "the end of the year", "year end", "later in the day"."""
    unit = str(case.worth("unit", "u"))
    base = calendar.of(case.scene.published) if case.scene.published else None
    if unit == "D":
        base = case.recent(day=True) or base
    return unit_from(case, base, unit, 0) if base else case.plain(None)


def ago(case: Case) -> list[Found]:
    """ "two years ago", as fine as its unit; a week is seven days."""
    number = case.number()
    if number is None:
        return case.plain("PAST_REF", kind="DATE", plain=True)
    if case.scene.published is None:
        return case.plain(None)
    return shift(case, calendar.of(case.scene.published), str(case.worth("unit", "u")), -number)


def year_before(case: Case) -> list[Found]:
    """ "the year before", "the night before"."""
    if not closes(case.scene.lower, case.match.end):
        return []
    unit = str(case.worth("unit", "u") or "D")
    recent = case.recent(month=unit in ("MO", "Q"), day=unit in ("D", "W", "WE"))
    return unit_from(case, recent, unit, -1) if recent else case.plain(None)


def later(case: Case) -> list[Found]:
    """ "two days later", "a year before"; a length alone where it counts from an act or from a moment of the day."""
    number = case.number()
    unit = str(case.worth("unit", "u"))
    way = 1 if "later" in case.match.parts else -1
    from_act = case.lower[-1] in ("after", "following", "before") and not closes(case.scene.lower, case.match.end)
    if number is None or unit in CLOCK_UNITS or from_act:
        return [Found(case.match.start, case.match.end - 1, "DURATION", period(number, unit), plain=True)]
    recent = case.recent(month=unit == "MO", day=unit in ("D", "W", "F"))
    return shift(case, recent, unit, way * number) if recent else case.plain(None)


def shift(case: Case, base: Point, unit: str, number: float) -> list[Found]:
    """The date that lies a number of units from a base, as fine as the unit."""
    whole = int(number)
    if unit == "Y":
        if base.year + number < 1:
            return case.plain("PAST_REF")
        return case.point(base.years(whole))
    if unit in ("DE", "CE"):
        size = 10 if unit == "DE" else 100
        return case.plain(str((base.year + whole * size) // size))
    if unit == "MO":
        return case.point(base.months(whole))
    days = {"D": 1, "W": 7, "F": 14, "WE": 7}.get(unit)
    if days is None:
        # Hours and minutes from a moment that no report gives.
        return case.plain("PAST_REF" if number < 0 else None, plain=True)
    return case.point(base.days(int(number * days)))
