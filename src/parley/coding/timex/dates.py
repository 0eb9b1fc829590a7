"""Dates with a month or a day."""

from __future__ import annotations

from parley.coding.timex import calendar
from parley.coding.timex.calendar import Point
from parley.coding.timex.case import Case, Found, plural
from parley.coding.timex.lexicon import read_slashed
from parley.coding.timex.relative import weekday
from parley.coding.timex.years import is_counted

# How many tokens back a full date still says which year a bare "4 July" is of, and how far apart a list may stand.
_NEAR, _LIST = 80, 12
# How far after a date its verb stands.
_SOON = 10


def iso(case: Case) -> list[Found]:
    """ "2014-12-27" in one token."""
    year, month, day = (int(x) for x in case.scene.words[case.match.start].split("-"))
    return case.point(Point(year, month, day), explicit=True)


def written(case: Case) -> list[Found]:
    """ "2014 - 12 - 27" in several."""
    year, month, day = (int(case.scene.words[case.match.parts[p][0]]) for p in "ymd")
    if not (1 <= month <= 12 and Point(year, month, day).exact):
        return []
    return case.point(Point(year, month, day), explicit=True)


def slashed(case: Case) -> list[Found]:
    """ "27/12/2014"; no value where day and month could change places."""
    parts = read_slashed(case.scene.words[case.match.start])
    point = Point(*parts) if parts else None
    if point and not point.exact:
        return []
    return case.point(point, explicit=True)


def fixed(case: Case) -> list[Found]:
    """ "9/11"."""
    value = str(case.worth("fixed", "f"))
    return case.point(Point(*(int(x) for x in value.split("-"))))


def date(case: Case) -> list[Found]:
    """ "5 March 2013", "March 5", "mid-October": what it leaves out comes from around it."""
    day, year = case.day("d"), case.year("y")
    if "m" not in case.match.parts:
        return case.point(_day_of_month(case, day or 0))
    month, end = case.month("m"), case.match.end
    if day is not None and year is None and "d" in case.match.parts:
        # "In May 20 people ...": the number belongs to what follows.
        at = case.match.parts["d"][0]
        if at > case.match.parts["m"][0] and at + 1 < len(case.scene.lower) and case.scene.lower[at].isdigit():
            counted = case.scene.lower[at + 1]
            if counted in case.classes["not_before"] or (case.before == "in" and plural(counted)):
                day, end = None, at
    explicit = year is not None
    if year is None:
        year = _borrowed(case) or near_year(case, month, day)
    point = Point(year, month, day) if year is not None else None
    if point and day is not None and not point.exact:
        point = Point(point.year, month)
    found = case.point(point, explicit=explicit)
    found[0].end = end
    return found


def attribute(case: Case) -> list[Found]:
    """ "a Thursday report", "the May elections", but not "on a Monday": a noun in lower case must follow."""
    after = case.scene.words[case.match.end] if case.match.end < len(case.scene.words) else ""
    function = after in case.classes["prep"] or after in case.classes["after_year"]
    if function or after.endswith("ing") or not (after.islower() and after.isalpha()):
        return []
    return date(case) if "m" in case.match.parts else weekday(case)


def _day_of_month(case: Case, day: int) -> Point | None:
    """ "Friday the 13th": the nearest month that has the day."""
    base = case.recent(month=True) or (calendar.of(case.scene.published) if case.scene.published else None)
    return Point(base.year, base.month, day) if base and Point(base.year, base.month, day).exact else None


def _borrowed(case: Case) -> int | None:
    """The year of the other end of a range: "January 23 - March 9, 2014", "between May and June in 1981"."""
    if case.later is None or "y" not in case.later.parts or case.later.start - case.match.end > 2:
        return None
    between = case.scene.lower[case.match.end : case.later.start]
    joint = case.classes["joint"]
    if not between or not all(w in joint or w == "in" for w in between):
        return None
    return int(case.scene.words[case.later.parts["y"][0]])


def near_year(case: Case, month: int, day: int | None) -> int | None:
    """The year of a date that does not give it."""
    anchor = _anchor_year(case, month)
    if anchor is not None and (case.scene.narrative or case.scene.tense(case.match.parts["m"][0]) <= 0):
        return anchor
    published = case.scene.published
    if published is None:
        return None
    last = case.scene.found[-1] if case.scene.found else None
    gap = case.match.start - last.end if last else 0
    # The far end of a range comes after its near end.
    ranged = last and 0 < gap <= 2 and case.scene.lower[last.end] in case.classes["until"]
    if ranged and last and last.point and last.point.month:
        return last.point.year + ((month, day or 31) < (last.point.month, last.point.day or 1))
    here = (published.month, published.day if day else 0)
    there = (month, day or 0)
    if there == here:
        return published.year
    tense = case.scene.tense(case.match.parts["m"][0])
    if tense == 0 and last and last.point and gap <= _LIST:
        # In a list, what comes after a date to come is to come.
        tense = (last.point.year, last.point.month or 0) > (published.year, published.month)
    if tense == 0:
        # Nobody says: the nearest one, and rather a past month.
        ahead = (month - published.month) * 30 + (day - published.day if day else 0)
        if ahead > (183 if day else 150):
            return published.year - 1
        return published.year + 1 if ahead < -270 else published.year
    if tense < 0:
        return published.year - (there > here)
    return published.year + (there < here)


def _anchor_year(case: Case, month: int) -> int | None:
    """The year that the text is telling of, where it is another one than that of publication."""
    for found in reversed(case.scene.found):
        if not found.explicit or found.point is None:
            continue
        point = found.point
        if case.scene.narrative:
            return point.year
        between = case.scene.words[found.end : case.match.start]
        # A story of another year is told on in the same paragraph, and not for long.
        if len(between) > _NEAR or any("\n" in w or not w for w in between) or between.count(".") > 1:
            return None
        if _beside_the_story(case, found) or (point.month and month < point.month and not _before_that(case)):
            return None
        if point.month and (case.scene.published is None or abs(point.year - case.scene.published.year) > 1):
            return point.year
        return None
    return None


def _before_that(case: Case) -> bool:
    """Whether the pluperfect goes back from the date told before: "in August he had left"."""
    return "had" in case.scene.lower[case.match.end : case.match.end + _SOON]


def _beside_the_story(case: Case, found: Found) -> bool:
    """ "Since March 2015 the coalition has ...", "rebels, who signed in March 2015, ...": beside what is told."""
    lower = case.scene.lower
    before = lower[found.start - 1] if found.start else ""
    if before in case.classes["beside"]:
        return True
    start = next((i + 1 for i in range(found.start - 1, -1, -1) if lower[i] in (".", "\n")), 0)
    aside = any(w in case.classes["relative"] for w in lower[start : found.start])
    return aside and "," in lower[found.end : case.match.start] and "." not in lower[found.end : case.match.start]


def early_date(case: Case) -> list[Found]:
    """ "30 September 420": three digits are the year where the report counts in such years."""
    month, day, at = case.month("m"), case.day("d"), case.match.parts["y"][0]
    if not case.scene.antique or is_counted(case, at + 1):
        year = near_year(case, month, day)
        point = Point(year, month, day) if year is not None else None
        return [Found(case.match.start, case.match.parts["m"][1], "DATE", point.value if point else None, point)]
    return case.point(Point(int(case.scene.words[at]), month, day), explicit=True)


def month_of_year(case: Case) -> list[Found]:
    """ "March the same year", "April of last year"."""
    step = case.worth("step", "s")
    if "same" in case.lower or "that" in case.lower or step is None:
        recent = case.recent()
        base = recent.year if recent else None
    else:
        base = case.scene.published.year + int(step) if case.scene.published else None
    point = Point(base, case.month("m")) if base is not None else None
    return case.point(point, explicit=True)


def month_step(case: Case) -> list[Found]:
    """ "last August", "next May"."""
    month, step = case.month("m"), int(case.worth("step", "s") or 0)
    if case.scene.published is None:
        return case.point(None)
    year, here = case.scene.published.year, case.scene.published.month
    if step < 0:
        year -= month >= here
    elif step > 0:
        year += month <= here
    return case.point(Point(year, month))


def days(case: Case) -> list[Found]:
    """ "3 to 5 March", "March 3-5, 2014": each day is a time of its own."""
    month, year = case.month("m"), case.year("y")
    first, second = case.day("d"), case.day("e")
    explicit = year is not None
    if year is None:
        year = near_year(case, month, first)
    one = Point(year, month, first) if year is not None else None
    two = Point(year, month, second) if year is not None else None
    split = case.match.parts["d"][1]
    return [
        Found(case.match.start, split, "DATE", one.value if one and one.exact else None, one, explicit),
        Found(
            case.match.parts["e"][0], case.match.end, "DATE", two.value if two and two.exact else None, two, explicit
        ),
    ]


def holiday(case: Case) -> list[Found]:
    """ "Christmas": the nearest one; part of a name where a capital stands beside it."""
    if case.match.end < len(case.scene.words) and case.scene.words[case.match.end][:1].isupper():
        return []
    before = case.scene.words[case.match.start - 1] if case.match.start else ""
    if before[:1].isupper() and before.isalpha():
        return []
    month, day = (int(x) for x in str(case.worth("holiday", "x")).split("-"))
    year = case.year("y")
    if year is None and case.scene.published is not None:
        gap = (month - case.scene.published.month) * 30 + day - case.scene.published.day
        year = case.scene.published.year - (gap > 183) + (gap < -183)
    return case.point(Point(year, month, day) if year is not None else None)
