"""Where talks are held: houses, places named by wider ones, datelines that tell of it or do not."""

from __future__ import annotations

import pytest

import parley

DAY = "2016-03-10"
SIDES = "the government of Chad and the rebels of the Northern Front"


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        (
            f"GENEVA - {SIDES.capitalize()} signed a peace accord at Leman University on Tuesday.",
            "Leman University, Geneva",
        ),
        (f"GENEVA - {SIDES.capitalize()} signed a peace accord at a hilltop villa on Tuesday.", "Geneva"),
        (f"VARNA, Bulgaria - {SIDES.capitalize()} ended peace talks at this Black Sea resort on Tuesday.", "Varna"),
        (f"{SIDES.capitalize()} opened peace talks on Tuesday in the Togolese capital, Lome.", "Lome"),
        (f"Geneva, 8 March 2016 -- {SIDES.capitalize()} signed a peace accord today.", "Geneva"),
    ],
)
def test_the_place(coder: parley.Coder, text: str, venue: str) -> None:
    talks = coder.read(text, published=DAY).talks
    assert [t.venue.name if t.venue else None for t in talks] == [venue]


def test_news_from_a_capital_tells_of_no_place(coder: parley.Coder) -> None:
    text = (
        "SANTIAGO - Chile and Bolivia settled a dispute over a river on Tuesday after months of negotiations between "
        "their foreign ministers. Bolivia had demanded a dam; Chile refused it."
    )
    talks = coder.read(text, published=DAY).talks
    assert [t.venue for t in talks] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Chad will send envoys to Rome for talks with the rebels, its foreign minister said.",
        "The government of Chad is willing to send a delegation to Rome for preliminary consultations with the rebels.",
    ],
)
def test_where_envoys_are_sent_for_talks_is_where_they_are_held(coder: parley.Coder, text: str) -> None:
    (talks,) = coder.read(text, published="2014-05-05").talks
    assert talks.venue is not None
    assert talks.venue.name == "Rome"
