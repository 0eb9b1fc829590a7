"""Each event gets the time and the place that belong to it, or none."""

from __future__ import annotations

import pytest

import parley
from parley.model import Event, Reading


def event(reading: Reading, word: str) -> Event:
    """The event whose evidence holds the word, the one with the shortest evidence."""
    at = reading.report.text.index(word)
    spans = [(v.end - v.start, n) for n, e in enumerate(reading.events) for v in e.evidence if v.start <= at < v.end]
    return reading.events[min(spans)[1]]


def when(reading: Reading, word: str) -> str | None:
    time = event(reading, word).time
    return time.text if time else None


def where(reading: Reading, word: str) -> str | None:
    place = event(reading, word).place
    return place.name if place else None


@pytest.mark.parametrize(
    ("text", "word", "time", "place"),
    [
        ("Gunmen attacked a convoy near Mosul on Tuesday.", "attacked", "Tuesday", "Mosul"),
        ("On Sunday, rebels shelled the airport in Aleppo.", "shelled", "Sunday", "Aleppo"),
        ("Thousands protested in the streets of Tunis on Friday.", "protested", "Friday", "Tunis"),
        ("The bombing in Kabul on Monday killed nine policemen.", "killed", "Monday", "Kabul"),
        ("A spokesman in London said rebels attacked a base in Mali.", "attacked", None, "Mali"),
        ("The court sentenced the colonel to ten years in prison on Friday.", "sentenced", "Friday", None),
        ("In Basra, police say gunmen killed a judge.", "killed", None, "Basra"),
        ("The general, wounded at Homs in 2013, condemned the raid on Monday.", "condemned", "Monday", None),
    ],
)
def test_time_and_place_belong_to_the_event(
    coder: parley.Coder, text: str, word: str, time: str | None, place: str | None
) -> None:
    reading = coder.read(text)
    assert when(reading, word) == time
    assert where(reading, word) == place


def test_two_events_of_a_sentence_have_each_their_own(coder: parley.Coder) -> None:
    reading = coder.read("Militants kidnapped an engineer in Marib on Monday and released him on Thursday.")
    assert when(reading, "kidnapped") == "Monday"
    assert when(reading, "released") == "Thursday"


def test_what_is_agreed_to_does_not_date_the_agreeing(coder: parley.Coder) -> None:
    reading = coder.read(
        "The rebels said Saturday they were willing to meet the government next year.", published="2014-12-27"
    )
    assert when(reading, "willing") == "Saturday"


def test_the_place_that_a_demand_speaks_of_is_not_where_it_is_made(coder: parley.Coder) -> None:
    reading = coder.read("The union called on Monday for a strike in Dhaka.")
    assert where(reading, "called") is None
