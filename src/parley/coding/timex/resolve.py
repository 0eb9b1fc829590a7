"""From a rule's match to a TIMEX3 value.

What counts from the publication date ("Saturday", "last month") and what counts from a date in the text ("that year",
"a day earlier") are told apart by the rule. Where the date to count from is unknown, the value is None. The part of a
period ("late", "Sunday night") belongs to the words, not to the value, which is the day or period itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from parley.coding import numbers
from parley.coding.timex import calendar
from parley.coding.timex.calendar import Point
from parley.coding.timex.grammar import Match
from parley.coding.timex.lexicon import Lexicon, clock, decade, ordinal, slashed, year_span

# How many tokens back a full date still says which year a bare "4 July" is of.
_NEAR = 80
_EARLIEST, _LATEST = 1900, 2035


@dataclass(slots=True)
class Found:
    """A time in tokens [start, end) with its TIMEX3 type and value.

    Attributes:
        point: the value as a date, where it is one.
        explicit: the words themselves give the year.
        plain: the words name no time in particular: a length, a rate, "now".
    """

    start: int
    end: int
    type: str
    value: str | None
    point: Point | None = None
    explicit: bool = False
    plain: bool = False


@dataclass(slots=True)
class Scene:
    """What is known when a match is resolved.

    Attributes:
        words: the report's tokens as written.
        lower: the same in lower case.
        published: the publication date, or None.
        tense: +1, -1 or 0 for a token: its verb speaks of what is to come, of the past, or does not say.
        narrative: the report tells of other years than that of its publication.
        antique: the report counts years with an era, so that three digits may be one.
        found: the times resolved so far, in text order.
    """

    words: Sequence[str]
    lower: Sequence[str]
    published: date | None
    tense: Callable[[int], int]
    narrative: bool = False
    antique: bool = False
    found: list[Found] = field(default_factory=list)


class Resolver:
    """Makes the value of a match; one method for each `value` of the grammar."""

    def __init__(self, words: Lexicon) -> None:
        self._lexicon = words
        table = words.classes
        self._not_after = frozenset(table["not_after"])
        self._not_before = frozenset(table["not_before"])
        self._cue = frozenset(table["year_cue"])
        self._still = frozenset(table["still"])
        self._weak = frozenset(table["weak_cue"])
        self._function = frozenset(table["after_year"]) | frozenset(table["prep"])
        self._counting = frozenset(table["counting"])
        self._circa = frozenset(table["circa"])
        self._owners = frozenset(table["owner"])

    def resolve(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        """The times of a match: none where the words turn out to be no time, two for a range.

        Args:
            match: the words.
            scene: what is known so far.
            later: the match after it, which may lend its year ("from May to July 2013").
        """
        make: Callable[[Match, Scene, Match | None], list[Found]] = getattr(self, "_" + match.rule.value)
        found = make(match, scene, later)
        if match.rule.plain:
            for one in found:
                one.plain = one.point is None
        return found

    # Small helpers.

    def _worth(self, name: str, match: Match, part: str, scene: Scene) -> int | str | None:
        if part not in match.parts:
            return None
        value: int | str | None = self._lexicon.worth(name, scene.words[match.parts[part][0]])
        return value

    def _point(self, match: Match, point: Point | None, *, explicit: bool = False) -> list[Found]:
        value = point.value if point else None
        return [Found(match.start, match.end, match.rule.type, value, point, explicit and point is not None)]

    def _plain(self, match: Match, value: str | None) -> list[Found]:
        return [Found(match.start, match.end, match.rule.type, value)]

    def _day(self, match: Match, part: str, scene: Scene) -> int | None:
        if part not in match.parts:
            return None
        word = scene.lower[match.parts[part][0]]
        if word.isdigit():
            return int(word)
        number = ordinal(word) or self._lexicon.worth("ordinal", word)
        return int(number) if number else None

    def _year(self, match: Match, part: str, scene: Scene) -> int | None:
        return int(scene.words[match.parts[part][0]]) if part in match.parts else None

    def _number(self, match: Match, scene: Scene) -> float | None:
        """The number of a duration: "two", "24", "twenty-one", "two and a half", "a"; None where it is vague or absent."""
        if "n" not in match.parts:
            return None
        start = match.parts["n"][0]
        if scene.lower[start] in ("a", "an", "one"):
            value = 1.0
        elif scene.lower[start] == "half":
            value = 0.5
        else:
            read = numbers.read(scene.lower, start)
            if read is None:
                return None
            value = read[0]
        tail = scene.lower[match.start : match.end]
        if "half" in tail and "and" in tail and value == int(value):
            value += 0.5
        return value

    def _recent(self, scene: Scene, *, month: bool = False, day: bool = False, near: int | None = None) -> Point | None:
        """The last date of the text that is at least as fine as asked for."""
        for found in reversed(scene.found):
            if near is not None and found.end < near:
                return None
            point = found.point
            if point and (not month or point.month) and (not day or point.day):
                return point
        return None

    # Absolute dates.

    def _iso(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        year, month, day = (int(x) for x in scene.words[match.start].split("-"))
        return self._point(match, Point(year, month, day), explicit=True)

    def _written(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        year, month, day = (int(scene.words[match.parts[p][0]]) for p in "ymd")
        if not (1 <= month <= 12 and Point(year, month, day).exact):
            return []
        return self._point(match, Point(year, month, day), explicit=True)

    def _slashed(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        parts = slashed(scene.words[match.start])
        point = Point(*parts) if parts else None
        if point and not point.exact:
            return []
        return self._point(match, point, explicit=True)

    def _fixed(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        value = str(self._worth("fixed", match, "f", scene))
        return self._point(match, Point(*(int(x) for x in value.split("-"))))

    def _date(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        day, year = self._day(match, "d", scene), self._year(match, "y", scene)
        if "m" in match.parts:
            month = self._month(match, "m", scene)
        else:
            return self._point(match, self._day_of_month(day or 0, scene))
        end = match.end
        if day is not None and year is None and "d" in match.parts:
            # "In May 20 people ...": the number belongs to what follows.
            at = match.parts["d"][0]
            if at > match.parts["m"][0] and at + 1 < len(scene.lower) and scene.lower[at].isdigit():
                nxt = scene.lower[at + 1]
                if nxt in self._not_before or (match.start and scene.lower[match.start - 1] == "in" and _plural(nxt)):
                    day, end = None, at
        explicit = year is not None
        if year is None:
            year = self._borrowed(match, scene, later) or self._near_year(match, month, day, scene)
        point = Point(year, month, day) if year is not None else None
        if point and day is not None and not point.exact:
            point = Point(point.year, month)
        found = self._point(match, point, explicit=explicit)
        found[0].end = end
        return found

    def _month(self, match: Match, part: str, scene: Scene) -> int:
        return int(self._lexicon.worth("month", scene.words[match.parts[part][0]]))

    def _day_of_month(self, day: int, scene: Scene) -> Point | None:
        """ "Friday the 13th": the nearest month that has the day."""
        base = self._recent(scene, month=True) or (calendar.of(scene.published) if scene.published else None)
        return Point(base.year, base.month, day) if base and Point(base.year, base.month, day).exact else None

    def _borrowed(self, match: Match, scene: Scene, later: Match | None) -> int | None:
        """The year of the other end of a range: "January 23 - March 9, 2014", "between May and June in 1981"."""
        if later is None or "y" not in later.parts or later.start - match.end > 2:
            return None
        between = scene.lower[match.end : later.start]
        joint = self._lexicon.classes["joint"]
        if not between or not all(w in joint or w == "in" for w in between):
            return None
        return self._year(later, "y", scene)

    def _near_year(self, match: Match, month: int, day: int | None, scene: Scene) -> int | None:
        """The year of a date that does not give it."""
        anchor = self._anchor_year(match, scene)
        if anchor is not None and (scene.narrative or scene.tense(match.parts["m"][0]) <= 0):
            return anchor
        published = scene.published
        if published is None:
            return None
        # The far end of a range comes after its near end.
        if scene.found and 0 < match.start - scene.found[-1].end <= 2 and scene.found[-1].point:
            last = scene.found[-1].point
            between = scene.lower[scene.found[-1].end : match.start]
            if last.month and between[0] in self._lexicon.classes["until"]:
                return last.year + ((month, day or 31) < (last.month, last.day or 1))
        here = (published.month, published.day if day else 0)
        there = (month, day or 0)
        if there == here:
            return published.year
        tense = scene.tense(match.parts["m"][0])
        if tense == 0 and scene.found and match.start - scene.found[-1].end <= 12 and scene.found[-1].point:
            # In a list, what comes after a date to come is to come.
            last = scene.found[-1].point
            tense = (last.year, last.month or 0) > (published.year, published.month)
        if tense == 0:
            # Nobody says: the nearest one, and of months the past one.
            gap = (month - published.month) * 30 + ((day or 15) - published.day if day else 0)
            if gap > (183 if day else 150):
                return published.year - 1
            return published.year + 1 if gap < -270 else published.year
        if tense < 0:
            return published.year - (there > here)
        return published.year + (there < here)

    def _anchor_year(self, match: Match, scene: Scene) -> int | None:
        """The year that the text is telling of, where it is another one than that of publication."""
        for found in reversed(scene.found):
            if not found.explicit or found.point is None:
                continue
            point = found.point
            if scene.narrative:
                return point.year
            if match.start - found.end > _NEAR:
                return None
            if point.month and (scene.published is None or abs(point.year - scene.published.year) > 1):
                return point.year
            return None
        return None

    def _early_date(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        """ "30 September 420": three digits are the year where the report counts in such years."""
        month, day, at = self._month(match, "m", scene), self._day(match, "d", scene), match.parts["y"][0]
        if not scene.antique or self._is_counted(at + 1, scene):
            year = self._near_year(match, month, day, scene)
            point = Point(year, month, day) if year is not None else None
            return [Found(match.start, match.parts["m"][1], "DATE", point.value if point else None, point)]
        return self._point(match, Point(int(scene.words[at]), month, day), explicit=True)

    def _month_of_year(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        step = self._worth("step", match, "s", scene)
        words = scene.lower[match.start : match.end]
        base: int | None
        if "same" in words or "that" in words or step is None:
            recent = self._recent(scene)
            base = recent.year if recent else None
        else:
            base = scene.published.year + int(step) if scene.published else None
        point = Point(base, self._month(match, "m", scene)) if base is not None else None
        return self._point(match, point, explicit=True)

    def _month_step(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        month, step = self._month(match, "m", scene), int(self._worth("step", match, "s", scene) or 0)
        if scene.published is None:
            return self._point(match, None)
        year, here = scene.published.year, scene.published.month
        if step < 0:
            year -= month >= here
        elif step > 0:
            year += month <= here
        return self._point(match, Point(year, month))

    # Ranges: two times.

    def _days(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        """ "3 to 5 March", "March 3-5, 2014": each day is a time of its own."""
        month, year = self._month(match, "m", scene), self._year(match, "y", scene)
        first, second = self._day(match, "d", scene), self._day(match, "e", scene)
        explicit = year is not None
        if year is None:
            year = self._near_year(match, month, first, scene)
        one = Point(year, month, first) if year is not None else None
        two = Point(year, month, second) if year is not None else None
        split = match.parts["d"][1]
        return [
            Found(match.start, split, "DATE", one.value if one and one.exact else None, one, explicit),
            Found(match.parts["e"][0], match.end, "DATE", two.value if two and two.exact else None, two, explicit),
        ]

    def _years(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        """ "1892-94", "1939 to 1945": two years, the second of the first's century."""
        first = int(scene.words[match.parts["y"][0]])
        last = scene.words[match.parts["z"][0]]
        second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
        joint = scene.lower[match.parts["y"][1]]
        dashed = joint in self._lexicon.classes["dash"]
        if len(last) == 2 and not (dashed and second > first):
            return self._year_alone(match.start, match.parts["y"][1], scene)
        if not self._is_year(match.start, match.parts["y"][1], scene) and not dashed:
            return []
        if dashed and (second < first or self._is_counted(match.end, scene)):
            return []
        out = [Found(match.start, match.parts["y"][1], "DATE", f"{first:04d}", Point(first), True)]
        if dashed or self._is_year(match.parts["z"][0], match.end, scene):
            out.append(Found(match.parts["z"][0], match.end, "DATE", f"{second:04d}", Point(second), True))
        return out

    def _year_span(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        """ "1998–2001" in one token: an interval as ISO 8601 writes it."""
        span = year_span(scene.words[match.start])
        return self._plain(match, f"{span[0]:04d}/{span[1]:04d}") if span else []

    def _year_alone(self, start: int, end: int, scene: Scene) -> list[Found]:
        if not self._is_year(start, end, scene):
            return []
        year = int(scene.words[start])
        return [Found(start, end, "DATE", f"{year:04d}", Point(year), True)]

    # Years and longer.

    def _year_value(self, match: Match, scene: Scene) -> int:
        return int(scene.words[match.parts["y"][0]])

    def _year_of(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        year = self._year_value(match, scene)
        era = self._worth("era", match, "e", scene)
        if era == "BC":
            return self._plain(match, f"BC{year:04d}")
        at = match.parts["y"][0]
        named = match.end - match.start > 1 and scene.lower[at - 1] == "year"
        if era is None and not named and not self._is_year(at, at + 1, scene):
            return []
        return self._point(match, Point(year), explicit=True)

    def _early_year(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        at = match.parts["y"][0]
        before = scene.lower[at - 1] if at else ""
        circa = before in self._circa and before != "about"
        if not (circa or scene.antique) or self._is_counted(at + 1, scene):
            return []
        return self._point(match, Point(int(scene.words[at])), explicit=True)

    def _is_year(self, start: int, end: int, scene: Scene) -> bool:
        """Whether four digits are a year: what stands around them decides."""
        year = int(scene.words[start])
        before = scene.lower[start - 1] if start else ""
        after = scene.lower[end] if end < len(scene.lower) else ""
        if before in self._not_after or after in self._not_before:
            return False
        if after in ("-", "–") and end + 1 < len(scene.lower) and scene.lower[end + 1] in self._lexicon.classes["unit"]:
            return False
        plural = _plural(after) and end < len(scene.words) and not scene.words[end][:1].isupper()
        if plural and before in self._counting:
            return False
        if _EARLIEST <= year <= _LATEST:
            return True
        if before in self._weak and after.isalpha() and scene.words[end].islower() and after not in self._function:
            return False
        return (before in self._cue or after in (")", "-", "–")) and not plural

    def _is_counted(self, end: int, scene: Scene) -> bool:
        after = scene.lower[end] if end < len(scene.lower) else ""
        return after in self._not_before or _plural(after)

    def _decade(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        word = scene.words[match.parts["x"][0]]
        before = scene.lower[max(0, match.start - 1) : match.parts["x"][0]]
        if any(w in self._owners for w in before):
            # "in her 80s" is an age.
            return []
        tens = self._lexicon.worth("decade_word", word)
        number = decade(word) if tens is None else 190 + int(tens)
        return self._plain(match, str(number) if number is not None else None)

    def _decade_possessive(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        """ "the 1930's" is the decade, "the 2003's" the year."""
        year = self._year_value(match, scene)
        return self._plain(match, str(year // 10)) if year % 10 == 0 else self._point(match, Point(year), explicit=True)

    def _century(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        number = self._day(match, "o", scene)
        if not number or number > 30:
            return []
        era = self._worth("era", match, "e", scene)
        value = f"BC{number - 1:02d}" if era == "BC" else f"{number - 1:02d}"
        # "a 17th-century writer" tells a style.
        return [Found(match.start, match.end, "DATE", value, plain=scene.lower[match.end - 2] in self._lexicon.classes["dash"])]

    def _season(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        season = str(self._worth("season", match, "x", scene))
        year = self._year(match, "y", scene)
        if match.rule.id == "season" and scene.words[match.parts["x"][0]][:1].isupper():
            return []
        if year is None:
            if scene.published is None:
                return self._plain(match, None)
            step = self._worth("step", match, "s", scene)
            now = ["SP", "SU", "FA", "WI"].index(season) * 3 + 3
            year = scene.published.year
            if step is None:
                year -= now > scene.published.month and scene.tense(match.parts["x"][0]) <= 0
            elif int(step) < 0:
                year -= now + 2 >= scene.published.month
            elif int(step) > 0:
                year += now <= scene.published.month
        return self._plain(match, f"{year:04d}-{season}")

    def _quarter(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        number, unit = self._day(match, "o", scene), self._worth("unit", match, "u", scene)
        year = self._year(match, "y", scene)
        if year is None:
            step = int(self._worth("step", match, "s", scene) or 0)
            year = scene.published.year + step if scene.published else None
        letter, most = ("Q", 4) if unit == "Q" else ("H", 2)
        if not number or number > most:
            return []
        return self._plain(match, f"{year:04d}-{letter}{number}" if year is not None else None)

    def _holiday(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        if match.end < len(scene.words) and scene.words[match.end][:1].isupper():
            return []
        if match.start and scene.words[match.start - 1][:1].isupper() and scene.words[match.start - 1].isalpha():
            return []
        month, day = (int(x) for x in str(self._worth("holiday", match, "x", scene)).split("-"))
        year = self._year(match, "y", scene)
        if year is None and scene.published is not None:
            gap = (month - scene.published.month) * 30 + day - scene.published.day
            year = scene.published.year - (gap > 183) + (gap < -183)
        return self._point(match, Point(year, month, day) if year is not None else None)

    # Relative to publication.

    def _weekday(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        number = int(self._worth("weekday", match, "w", scene) or 1)
        step, onward = self._worth("step", match, "s", scene), self._worth("onward", match, "o", scene)
        base = scene.published
        if onward is not None:
            recent = self._recent(scene, day=True)
            base = recent.exact if recent else None
            step = onward
        if base is None:
            return self._point(match, None)
        if "week" in scene.lower[match.start : match.end]:
            monday = base - timedelta(days=base.weekday()) + timedelta(weeks=int(step or 0))
            return self._point(match, calendar.of(monday + timedelta(days=number - 1)))
        back = (base.isoweekday() - number) % 7
        if step is not None and int(step) < 0:
            gap = -(back or 7)
        elif step is not None and int(step) > 0:
            gap = 7 - back
        elif back == 0:
            gap = 0
        else:
            gap = 7 - back if scene.tense(match.parts["w"][0]) > 0 else -back
        return self._point(match, calendar.of(base + timedelta(days=gap)))

    def _deictic(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        word = scene.lower[match.parts["x"][0]]
        if word == "today" and (scene.narrative or self._still & set(scene.lower[max(0, match.start - 6) : match.start])):
            # "still in use today": nowadays.
            return [Found(match.start, match.end, "DATE", "PRESENT_REF", plain=True)]
        point = calendar.of(scene.published).days(int(self._lexicon.worth("deictic", word))) if scene.published else None
        return self._point(match, point)

    def _deictic_beyond(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        step = int(self._worth("deictic", match, "x", scene) or 0)
        if scene.published is None:
            return self._point(match, None)
        way = -1 if "before" in scene.lower[match.start : match.end] else 1
        return self._point(match, calendar.of(scene.published).days(step + way))

    def _this_part(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        words = scene.lower[match.start : match.end]
        step, onward = self._worth("step", match, "s", scene), self._worth("onward", match, "o", scene)
        if onward is not None or "that" in words or "same" in words:
            recent = self._recent(scene, day=True)
            return self._point(match, recent.days(int(onward or 0)) if recent else None)
        point = calendar.of(scene.published).days(int(step or 0)) if scene.published else None
        return self._point(match, point)

    def _step(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        unit, step = str(self._worth("unit", match, "u", scene)), int(self._worth("step", match, "s", scene) or 0)
        if scene.lower[match.parts["s"][0]] == "past":
            return [Found(match.start, match.end, "DURATION", _period(1.0, unit), plain=True)]
        if scene.published is None:
            return self._plain(match, None)
        return self._unit(match, calendar.of(scene.published), unit, step)

    def _unit(self, match: Match, base: Point, unit: str, step: int) -> list[Found]:
        """The calendar unit `step` units from the one that holds the base."""
        if unit == "Y":
            return self._point(match, base.years(step))
        if unit == "MO":
            return self._point(match, base.months(step))
        if unit == "DE":
            return self._plain(match, str(base.year // 10 + step))
        if unit == "CE":
            return self._plain(match, str(base.year // 100 + step))
        if unit == "Q":
            if base.month is None:
                return self._plain(match, None)
            quarters = base.year * 4 + (base.month - 1) // 3 + step
            return self._plain(match, f"{quarters // 4:04d}-Q{quarters % 4 + 1}")
        if unit == "D":
            return self._point(match, base.days(step))
        moved = base.days(7 * step)
        day = moved.exact if moved else None
        tail = "-WE" if unit == "WE" else ""
        return self._plain(match, calendar.week(day) + tail if day else None)

    # Relative to a date of the text.

    def _onward(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        unit, step = str(self._worth("unit", match, "u", scene)), int(self._worth("onward", match, "s", scene) or 0)
        recent = self._recent(scene, month=unit in ("MO", "Q"), day=unit in ("D", "W", "WE"))
        return self._unit(match, recent, unit, step) if recent else self._plain(match, None)

    def _same(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        unit = str(self._worth("unit", match, "u", scene))
        recent = self._recent(scene, month=unit in ("MO", "Q"), day=unit in ("D", "W", "WE"))
        return self._unit(match, recent, unit, 0) if recent else self._plain(match, None)

    def _calendar_end(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        """ "the end of the year", "year end", "later in the day"."""
        unit = str(self._worth("unit", match, "u", scene))
        base = calendar.of(scene.published) if scene.published else None
        if unit == "D":
            base = self._recent(scene, day=True) or base
        return self._unit(match, base, unit, 0) if base else self._plain(match, None)

    def _ago(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        number = self._number(match, scene)
        if number is None:
            return [Found(match.start, match.end, "DATE", "PAST_REF", plain=True)]
        if scene.published is None:
            return self._plain(match, None)
        return self._shift(match, calendar.of(scene.published), str(self._worth("unit", match, "u", scene)), -number)

    def _year_before(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        """ "the year before", "the night before"."""
        if not _closes(scene.lower, match.end):
            return []
        unit = str(self._worth("unit", match, "u", scene) or "D")
        recent = self._recent(scene, month=unit in ("MO", "Q"), day=unit in ("D", "W", "WE"))
        return self._unit(match, recent, unit, -1) if recent else self._plain(match, None)

    def _later(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        """ "two days later", "a year before"; a length alone where it counts from an act or from a moment of the day."""
        number = self._number(match, scene)
        unit = str(self._worth("unit", match, "u", scene))
        way = 1 if "later" in match.parts else -1
        from_act = scene.lower[match.end - 1] in ("after", "following", "before") and not _closes(scene.lower, match.end)
        if number is None or unit in _CLOCK_UNITS or from_act:
            return [Found(match.start, match.end - 1, "DURATION", _period(number, unit), plain=True)]
        recent = self._recent(scene, month=unit == "MO", day=unit in ("D", "W", "F"))
        return self._shift(match, recent, unit, way * number) if recent else self._plain(match, None)

    def _shift(self, match: Match, base: Point, unit: str, number: float) -> list[Found]:
        whole = int(number)
        if unit == "Y":
            if base.year + number < 1:
                return self._plain(match, "PAST_REF")
            return self._point(match, base.years(whole))
        if unit in ("DE", "CE"):
            size = 10 if unit == "DE" else 100
            return self._plain(match, str((base.year + whole * size) // size))
        if unit == "MO":
            return self._point(match, base.months(whole))
        days = {"D": 1, "W": 7, "F": 14, "WE": 7}.get(unit)
        if days is None:
            # Hours and minutes from a moment that no report gives.
            return [Found(match.start, match.end, match.rule.type, "PAST_REF" if number < 0 else None, plain=True)]
        return self._point(match, base.days(int(number * days)))

    # Durations and sets.

    def _duration(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        unit = str(self._worth("unit", match, "u", scene))
        following = scene.lower[match.end : match.end + 2]
        if following[:1] in (["-"], ["‑"]) and following[1:] == ["old"]:
            return []
        if unit == "Q" and following[:1] == ["of"]:
            return []
        number = self._number(match, scene)
        at = match.parts["n"][0] if "n" in match.parts else match.start
        if number and number >= 1000 and len(scene.words[at]) == 4 and scene.lower[match.end - 1] in self._lexicon.classes["singular"]:
            return self._year_alone(at, at + 1, scene)
        return self._plain(match, _period(number, unit))

    def _every(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        if number := self._worth("weekday", match, "w", scene) or self._worth("weekdays", match, "w", scene):
            return self._plain(match, f"XXXX-WXX-{number}")
        if part := self._worth("daypart", match, "p", scene):
            return self._plain(match, f"XXXX-XX-XXT{part}")
        count = 1.0
        if "q" in match.parts:
            read = numbers.read(scene.lower, match.parts["q"][0])
            count = read[0] if read else 1.0
        return self._plain(match, _period(count, str(self._worth("unit", match, "u", scene))))

    def _frequency(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        return self._plain(match, str(self._worth("frequency", match, "x", scene)))

    # Times of day; the component gives them their day.

    def _clock(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        read = clock(scene.words[match.parts["c"][0]])
        if read is None:
            return []
        hour, minute, known = read
        half = self._worth("meridiem", match, "meridiem", scene)
        if half is not None:
            hour = hour % 12 + int(half)
        elif not known and match.end - match.start == 1:
            # "3:10" may be a score or a verse.
            before = scene.lower[match.start - 1] if match.start else ""
            if before not in ("at", "by", "around", "about", "until", "till", "from", "to", "since", "before", "after", "of", "between", "and"):
                return []
        return self._plain(match, f"T{hour:02d}:{minute:02d}")

    def _hour(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        read = numbers.read(scene.lower, match.parts["h"][0])
        half = self._worth("meridiem", match, "meridiem", scene)
        if read is None or read[0] != int(read[0]) or not 0 < read[0] <= 12:
            return []
        hour = int(read[0]) % 12 + int(half) if half is not None else int(read[0])
        return self._plain(match, f"T{hour:02d}:00" if half is not None else f"T{hour:02d}")

    def _oclock(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        return self._plain(match, f"T{self._worth('oclock', match, 'x', scene)}")

    # Times without a date.

    def _named(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        word = scene.words[match.start]
        return self._plain(match, self._lexicon.worth("present", word) or self._lexicon.worth("bygone", word))

    def _vague_past(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        return self._plain(match, "PAST_REF")

    def _vague_present(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        return self._plain(match, "PRESENT_REF")

    def _vague_future(self, match: Match, scene: Scene, later: Match | None) -> list[Found]:
        return self._plain(match, "FUTURE_REF")


def _closes(lower: Sequence[str], i: int) -> bool:
    """Whether a phrase ends before token i: punctuation or the end of the report."""
    return i >= len(lower) or not lower[i][:1].isalnum()


def _plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word.isalpha()


_CLOCK_UNITS = frozenset({"H", "M", "S"})
_LETTERS = {"MO": "M", "F": "W"}


def _period(number: float | None, unit: str) -> str:
    """A TIMEX3 duration: P3Y, PT30M, P2W, PXM where the number is vague."""
    if number is not None and unit == "F":
        number *= 2
    count = "X" if number is None else f"{number:g}" if number < 1_000_000 else f"{number:.0f}"
    if unit == "H" and number == 0.5:
        return "PT30M"
    return f"P{'T' if unit in _CLOCK_UNITS else ''}{count}{_LETTERS.get(unit, unit)}"
