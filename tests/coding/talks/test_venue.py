"""Where talks are held: datelines, bylines, ceremonies and the words of going there."""

from __future__ import annotations

import pytest

import parley

DAY = "2016-03-10"


def first_venue(coder: parley.Coder, text: str) -> str | None:
    venue = coder.read(text, published=DAY).talks[0].venue
    return venue.name if venue else None


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("QUERNHEIM, Germany - Peace talks between Chad and the rebels stalled on Tuesday.", "Quernheim"),
        ("By our own correspondent in Muscat\n\nPeace talks between Chad and the rebels stalled on Tuesday.", "Muscat"),
        ("Muscat (Own report) - Peace talks between Chad and the rebels stalled on Tuesday.", "Muscat"),
        (
            "Chad and the rebels signed a peace accord on Tuesday. The ceremony in Muscat lasted ten minutes.",
            "Muscat",
        ),
    ],
)
def test_the_town(coder: parley.Coder, text: str, town: str) -> None:
    assert first_venue(coder, text) == town


def test_what_a_process_is_about_is_no_venue(coder: parley.Coder) -> None:
    text = "The peace process in Chad has stalled, and both sides, the government and the rebels, blame each other."
    assert coder.read(text, published=DAY).talks[0].venue is None


def test_an_invitation_to_negotiators(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Chad and the rebels were suspended in Nairobi on Tuesday. The envoy of the United Nations "
        "has invited the two negotiators to Muscat in May."
    )
    talks = coder.read(text, published=DAY).talks
    assert [(t.stage, t.venue and t.venue.name) for t in talks] == [("stalled", "Nairobi"), ("proposed", "Muscat")]


@pytest.mark.parametrize(
    ("text", "house"),
    [
        (
            "MUSCAT, Oman - Chad and the rebels buried their quarrel when their envoys signed a peace treaty at the "
            "Duke Hotel on Tuesday.",
            "Duke Hotel, Muscat",
        ),
        (
            "MUSCAT, Oman - Peace talks between Chad and the rebels went on as both teams emerged from the Bello palace "
            "only to sleep.",
            "Bello palace, Muscat",
        ),
        (
            "NAIROBI - Chad and the rebels signed a peace treaty at the Duke Hotel in Muscat on Tuesday.",
            "Duke Hotel in Muscat",
        ),
        (
            "MUSCAT, Oman - Peace talks between Chad and the rebels stalled on Tuesday. A minister told reporters at the "
            "Duke Hotel that he was tired.",
            "Muscat",
        ),
    ],
)
def test_a_house_that_the_news_names(coder: parley.Coder, text: str, house: str) -> None:
    assert first_venue(coder, text) == house


def test_a_place_that_opens_the_clause(coder: parley.Coder) -> None:
    text = (
        "MUSCAT, Oman - At Nizwa, an old market town under brown hills, the Northern Front and the government of Chad "
        "signed a truce on Tuesday."
    )
    venue = coder.read(text, published=DAY).talks[0].venue
    assert venue is not None
    assert venue.name == "Nizwa"


def test_a_place_that_somebody_wants(coder: parley.Coder) -> None:
    text = (
        "MUSCAT, Oman - The envoy of the United Nations proposed on Tuesday that Chad and the rebels return to peace "
        "talks. He suggested Geneva as the venue."
    )
    talks = coder.read(text, published=DAY).talks
    assert [(t.stage, t.venue and t.venue.name) for t in talks] == [("proposed", "Geneva")]


def test_a_round_in_the_same_town(coder: parley.Coder) -> None:
    text = (
        "NAIROBI, Kenya - Peace talks between Chad and the rebels stalled on Tuesday. A first round in the same city "
        "ended in January with a truce."
    )
    talks = coder.read(text, published=DAY).talks
    assert [(t.stage, t.venue and t.venue.name) for t in talks] == [("stalled", "Nairobi"), ("concluded", "Nairobi")]


def test_where_fighting_stopped_is_not_where_it_was_agreed(coder: parley.Coder) -> None:
    text = "Chad and the rebels signed a cessation of hostilities in Muscat on Tuesday. The truce in Abeche holds."
    assert first_venue(coder, text) == "Muscat"
