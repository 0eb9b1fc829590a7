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


def test_each_item_of_a_round_up_has_its_own_town_and_sides(coder: parley.Coder) -> None:
    reading = coder.read(
        "ASTANA: Thailand and the Barisan Revolusi Nasional held a second round of peace talks on Tuesday. Thailand "
        "refused an amnesty. The rebels were told so.\n\n"
        "MYITKYINA: The Myanmar government and the Kachin Independence Organisation signed a truce on Monday after "
        "three days of talks.",
        published=DAY,
    )
    other = next(t for t in reading.talks if "Kachin" in names(reading, t.parties))
    assert "Thailand" not in names(reading, other.parties)
    assert other.venue is not None
    assert other.venue.name == "Myitkyina"


def test_a_separate_matter_is_no_round_of_the_talks_of_the_news(coder: parley.Coder) -> None:
    reading = coder.read(
        "KINSHASA - Talks between Egypt, Ethiopia and Sudan over the dam broke down on Tuesday. Egypt wants a treaty.\n\n"
        "In a separate matter, Sudan and Ethiopia agreed to hold talks in Muscat on their border. Sudan will insist that "
        "the frontier of 1902 be marked.",
        published=DAY,
    )
    border = next(t for t in reading.talks if "Egypt" not in names(reading, t.parties))
    assert names(reading, border.parties) == "Sudan | Ethiopia"
    assert any("frontier" in i.name for i in border.issues)


def test_who_takes_part_in_the_talks_of_the_news_sits_there(coder: parley.Coder) -> None:
    reading = coder.read(
        "VIENNA - Talks with Iran on its reactors were adjourned on Tuesday. Iran demands an end to sanctions.\n\n"
        "Britain, France and Russia take part in the talks.",
        published=DAY,
    )
    assert len(reading.talks) == 1
    assert {"Iran", "France", "Russia"} <= {reading.entity(e).name for e in reading.talks[0].parties}


def test_firms_that_deal_with_firms_are_no_talks(coder: parley.Coder) -> None:
    reading = coder.read(
        "PARIS - Kenya Airways and Boeing agreed on a contract on Tuesday. The deal follows months of negotiations over "
        "prices. The airline demanded a discount, and Boeing accepted.",
        published=DAY,
    )
    assert reading.talks == []
