"""Where talks are held: datelines, bylines, ceremonies and the words of going there."""

from __future__ import annotations

import pytest

import parley

DAY = "2016-03-10"


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("QUERNHEIM, Germany - Peace talks between Chad and the rebels stalled on Tuesday.", "QUERNHEIM"),
        ("By our own correspondent in Muscat\n\nPeace talks between Chad and the rebels stalled on Tuesday.", "Muscat"),
        ("Muscat (Own report) - Peace talks between Chad and the rebels stalled on Tuesday.", "Muscat"),
        (
            "Chad and the rebels signed a peace accord on Tuesday. The ceremony in Muscat lasted ten minutes.",
            "Muscat",
        ),
    ],
)
def test_the_town(coder: parley.Coder, text: str, town: str) -> None:
    venue = coder.read(text, published=DAY).talks[0].venue
    assert venue is not None
    assert venue.name == town


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
