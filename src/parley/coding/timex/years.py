"""Years, and what is longer than a month."""

from __future__ import annotations

from parley.coding.timex.calendar import Point
from parley.coding.timex.case import Case, Found, plural
from parley.coding.timex.lexicon import read_decade, read_span

# Four digits between these are a year without more ado.
_EARLIEST, _LATEST = 1900, 2035


def years(case: Case) -> list[Found]:
    """ "1892-94", "1939 to 1945": two years, the second of the first's century."""
    first = int(case.word("y"))
    last = case.word("z")
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    joint = case.scene.lower[case.match.parts["y"][1]]
    dashed = joint in case.classes["dash"]
    if len(last) == 2 and not (dashed and second > first):
        return year_alone(case, case.match.start, case.match.parts["y"][1])
    if not is_year(case, case.match.start, case.match.parts["y"][1]) and not dashed:
        return []
    if dashed and (second < first or is_counted(case, case.match.end)):
        return []
    out = [Found(case.match.start, case.match.parts["y"][1], "DATE", f"{first:04d}", Point(first), True)]
    if dashed or is_year(case, case.match.parts["z"][0], case.match.end):
        out.append(Found(case.match.parts["z"][0], case.match.end, "DATE", f"{second:04d}", Point(second), True))
    return out


def year_span(case: Case) -> list[Found]:
    """ "1998–2001" in one token: an interval as ISO 8601 writes it."""
    span = read_span(case.scene.words[case.match.start])
    return case.plain(f"{span[0]:04d}/{span[1]:04d}") if span else []


def year_alone(case: Case, start: int, end: int) -> list[Found]:
    """Four digits as a year of their own, or nothing."""
    if not is_year(case, start, end):
        return []
    year = int(case.scene.words[start])
    return [Found(start, end, "DATE", f"{year:04d}", Point(year), True)]


def year_of(case: Case) -> list[Found]:
    """ "2012", "the year 2012", "347 AD"."""
    year = int(case.word("y"))
    era = case.worth("era", "e")
    if era == "BC":
        return case.plain(f"BC{year:04d}")
    at = case.match.parts["y"][0]
    named = case.match.end - case.match.start > 1 and case.scene.lower[at - 1] == "year"
    if era is None and not named and not is_year(case, at, at + 1):
        return []
    return case.point(Point(year), explicit=True)


def early_year(case: Case) -> list[Found]:
    """ "c. 347": three digits."""
    at = case.match.parts["y"][0]
    before = case.scene.lower[at - 1] if at else ""
    circa = before in case.classes["circa"] and before != "about"
    if not (circa or case.scene.antique) or is_counted(case, at + 1):
        return []
    return case.point(Point(int(case.scene.words[at])), explicit=True)


def is_year(case: Case, start: int, end: int) -> bool:
    """Whether four digits are a year: what stands around them decides."""
    year = int(case.scene.words[start])
    before = case.scene.lower[start - 1] if start else ""
    after = case.scene.lower[end] if end < len(case.scene.lower) else ""
    if before in case.classes["not_after"] or after in case.classes["not_before"]:
        return False
    if after == "-" and end + 1 < len(case.scene.words):
        # "a 2000-strong crowd", but "the 1967-era lines".
        tail = case.scene.words[end + 1]
        if tail.islower() and not any(tail in case.classes[c] for c in ("joint", "dated", "after_year", "prep")):
            return False
    many = plural(after) and end < len(case.scene.words) and not case.scene.words[end][:1].isupper()
    if many and before in case.classes["counting"]:
        return False
    if _EARLIEST <= year <= _LATEST:
        return True
    noun = after.isalpha() and case.scene.words[end].islower()
    noun = noun and after not in case.classes["after_year"] and after not in case.classes["prep"]
    if noun and before in case.classes["weak_cue"]:
        return False
    return (before in case.classes["year_cue"] or after in (")", "-", "–")) and not many


def is_counted(case: Case, end: int) -> bool:
    """Whether what follows digits is what they count."""
    after = case.scene.lower[end] if end < len(case.scene.lower) else ""
    return after in case.classes["not_before"] or plural(after)


def decade(case: Case) -> list[Found]:
    """ "the 1990s", "the nineties"."""
    word = case.word("x")
    before = case.scene.lower[max(0, case.match.start - 1) : case.match.parts["x"][0]]
    if any(w in case.classes["owner"] for w in before):
        # "in her 80s" is an age.
        return []
    tens = case.lexicon.worth("decade_word", word)
    number = read_decade(word) if tens is None else 190 + int(tens)
    return case.plain(str(number) if number is not None else None)


def decade_possessive(case: Case) -> list[Found]:
    """ "the 1930's" is the decade, "the 2003's" the year."""
    year = int(case.word("y"))
    return case.plain(str(year // 10)) if year % 10 == 0 else case.point(Point(year), explicit=True)


def century(case: Case) -> list[Found]:
    """ "the 19th century"."""
    number = case.day("o")
    if not number or number > 30:
        return []
    era = case.worth("era", "e")
    value = f"BC{number - 1:02d}" if era == "BC" else f"{number - 1:02d}"
    # "a 17th-century writer" tells a style.
    return case.plain(value, plain=case.lower[-2] in case.classes["dash"])


def season(case: Case) -> list[Found]:
    """ "the spring of 2013", "last winter", "in the summer"."""
    part = str(case.worth("season", "x"))
    year = case.year("y")
    if case.match.rule.id == "season" and case.word("x")[:1].isupper():
        return []
    following = case.scene.lower[case.match.end : case.match.end + 1]
    if year is None and case.word("x") in case.classes["falling"] and following and following[0] in ("of", "in"):
        # "the fall of the enclave"
        return []
    if year is None:
        if case.scene.published is None:
            return case.plain(None)
        step = case.worth("step", "s")
        now = ["SP", "SU", "FA", "WI"].index(part) * 3 + 3
        year = case.scene.published.year
        if step is None:
            year -= now > case.scene.published.month and case.scene.tense(case.match.parts["x"][0]) <= 0
        elif int(step) < 0:
            year -= now + 2 >= case.scene.published.month
        elif int(step) > 0:
            year += now <= case.scene.published.month
    return case.plain(f"{year:04d}-{part}")


def quarter(case: Case) -> list[Found]:
    """ "the third quarter of 2014", "the first half of this year"."""
    number, unit = case.day("o"), case.worth("unit", "u")
    year = case.year("y")
    if year is None:
        step = int(case.worth("step", "s") or 0)
        year = case.scene.published.year + step if case.scene.published else None
    letter, most = ("Q", 4) if unit == "Q" else ("H", 2)
    if not number or number > most:
        return []
    return case.plain(f"{year:04d}-{letter}{number}" if year is not None else None)
