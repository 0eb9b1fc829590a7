"""Talks of other sides than those of the news, told in the same report."""

from __future__ import annotations

import parley
from parley.model import Reading, Talks

DAY = "2016-03-10"
REPORT = (
    "GENEVA, March 9 - Peace talks between Ethiopia and Eritrea resumed in Geneva on Wednesday with Algeria as the "
    "mediator. Ethiopia demanded the return of the border town.\n\n"
    "Meanwhile in Oslo, talks between Colombia and the National Liberation Army ended without agreement. The "
    "guerrillas rejected a truce."
)


def names(reading: Reading, ids: list[str]) -> str:
    return " | ".join(reading.entity(i).name for i in ids)


def both(coder: parley.Coder) -> tuple[Reading, Talks, Talks]:
    reading = coder.read(REPORT, published=DAY)
    assert len(reading.talks) == 2, [t.name for t in reading.talks]
    news, others = sorted(reading.talks, key=lambda t: "Ethiopia" not in names(reading, t.parties))
    return reading, news, others


def test_each_process_has_its_own_sides_helpers_and_positions(coder: parley.Coder) -> None:
    reading, news, others = both(coder)
    assert names(reading, news.parties) == "Ethiopia | Eritrea"
    assert names(reading, news.mediators) == "Algeria"
    assert names(reading, others.parties) == "Colombia | National Liberation Army"
    assert others.mediators == []
    assert [i.name for i in others.issues] == ["truce"]


def test_talks_of_others_are_not_held_where_the_report_is_dated(coder: parley.Coder) -> None:
    _, news, others = both(coder)
    assert news.venue is not None
    assert news.venue.name.lower() == "geneva"
    assert others.venue is not None
    assert others.venue.name == "Oslo"
