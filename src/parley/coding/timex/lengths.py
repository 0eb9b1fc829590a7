"""Lengths, rates, times of day, and times without a date."""

from __future__ import annotations

from parley.coding import numbers
from parley.coding.timex.case import Case, Found, period
from parley.coding.timex.lexicon import read_clock
from parley.coding.timex.years import year_alone


def duration(case: Case) -> list[Found]:
    """ "two years", "a 24-hour curfew", "several weeks"; ages are none."""
    unit = str(case.worth("unit", "u"))
    following = case.scene.lower[case.match.end : case.match.end + 2]
    if following[:1] in (["-"], ["‑"]) and following[1:] == ["old"]:
        return []
    if unit == "Q" and following[:1] == ["of"]:
        return []
    number = case.number()
    at = case.match.parts["n"][0] if "n" in case.match.parts else case.match.start
    if number and number >= 1000 and len(case.scene.words[at]) == 4 and case.lower[-1] in case.classes["singular"]:
        return year_alone(case, at, at + 1)
    return case.plain(period(number, unit))


def every(case: Case) -> list[Found]:
    """ "every two weeks", "Mondays", "twice a year"."""
    if number := case.worth("weekday", "w") or case.worth("weekdays", "w"):
        return case.plain(f"XXXX-WXX-{number}")
    if part := case.worth("daypart", "p"):
        return case.plain(f"XXXX-XX-XXT{part}")
    count = 1.0
    if "q" in case.match.parts:
        read = numbers.read(case.scene.lower, case.match.parts["q"][0])
        count = read[0] if read else 1.0
    return case.plain(period(count, str(case.worth("unit", "u"))))


def frequency(case: Case) -> list[Found]:
    """ "daily"."""
    return case.plain(str(case.worth("frequency", "x")))


def clock(case: Case) -> list[Found]:
    """ "22:30", "10:30 p.m."; the component gives it its day."""
    read = read_clock(case.word("c"))
    if read is None:
        return []
    hour, minute, known = read
    half = case.worth("meridiem", "meridiem")
    if half is not None:
        hour = hour % 12 + int(half)
    elif not known and case.match.end - case.match.start == 1 and case.before not in case.classes["clock_cue"]:
        # "3:10" may be a score or a verse.
        return []
    return case.plain(f"T{hour:02d}:{minute:02d}")


def hour(case: Case) -> list[Found]:
    """ "10 a.m.", "ten o'clock"."""
    read = numbers.read(case.scene.lower, case.match.parts["h"][0])
    half = case.worth("meridiem", "meridiem")
    if read is None or read[0] != int(read[0]) or not 0 < read[0] <= 12:
        return []
    if half is None:
        return case.plain(f"T{int(read[0]):02d}")
    return case.plain(f"T{int(read[0]) % 12 + int(half):02d}:00")


def oclock(case: Case) -> list[Found]:
    """ "noon", "midnight"."""
    return case.plain(f"T{case.worth('oclock', 'x')}")


def named(case: Case) -> list[Found]:
    """ "now", "recently"."""
    return case.plain(case.worth("present", "x") or case.worth("bygone", "x"))


def vague_past(case: Case) -> list[Found]:
    """ "recent months"."""
    return case.plain("PAST_REF")


def vague_present(case: Case) -> list[Found]:
    """ "these days", "at the moment"."""
    return case.plain("PRESENT_REF")


def vague_future(case: Case) -> list[Found]:
    """ "the coming weeks", "in the future"."""
    return case.plain("FUTURE_REF")
