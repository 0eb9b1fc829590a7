"""From a rule's match to its times: the rule's `value` names the function that makes them.

What counts from the publication date ("Saturday", "last month") and what counts from a date in the text ("that year",
"a day earlier") are told apart by the rule. Where the date to count from is unknown, the value is None. The part of a
period ("late", "Sunday night") belongs to the words, not to the value, which is the day or period itself.
"""

from __future__ import annotations

from collections.abc import Callable

from parley.coding.timex import dates, lengths, relative, years
from parley.coding.timex.case import Case, Found, Scene
from parley.coding.timex.grammar import Match
from parley.coding.timex.lexicon import Lexicon

Maker = Callable[[Case], list[Found]]

MAKERS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        dates.iso, dates.written, dates.slashed, dates.fixed, dates.date, dates.attribute, dates.early_date,
        dates.month_of_year, dates.month_step, dates.days, dates.holiday,
        years.years, years.year_span, years.year_of, years.early_year, years.decade, years.decade_possessive,
        years.century, years.season, years.quarter,
        relative.weekday, relative.deictic, relative.deictic_beyond, relative.this_part, relative.step, relative.onward,
        relative.same, relative.calendar_end, relative.ago, relative.year_before, relative.later,
        lengths.duration, lengths.every, lengths.frequency, lengths.clock, lengths.hour, lengths.oclock, lengths.named,
        lengths.vague_past, lengths.vague_present, lengths.vague_future,
    )
}  # fmt: skip


def resolve(match: Match, scene: Scene, later: Match | None, words: Lexicon) -> list[Found]:
    """The times of a match: none where the words turn out to be no time, two for a range.

    Args:
        match: the words.
        scene: what is known so far.
        later: the match after it.
        words: the classes of words.
    """
    found = MAKERS[match.rule.value](Case(match, scene, later, words))
    if match.rule.plain:
        for one in found:
            one.plain = one.point is None
    return found
