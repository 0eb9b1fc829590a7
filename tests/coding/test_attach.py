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


@pytest.mark.parametrize(
    ("text", "trigger", "when"),
    [
        ("Two marines were killed when the enemy fired shells at the island on Tuesday.", "killed", "Tuesday"),
        ("The war broke out on the night of 7 May, when Georgia launched an offensive.", "launched", "7 May"),
        ("Suicide bombers drove into three compounds late on Monday, killing 20 people.", "killing", "late on Monday"),
        ("Donald Trump promised to halt drills with Seoul after his summit with Kim on Tuesday.", "summit", "Tuesday"),
        ("Donald Trump promised to halt drills with Seoul after his summit with Kim on Tuesday.", "promised", None),
        ("The assembly is in recess until Friday, but Russia accused Poland of espionage.", "accused", None),
        ("London had warned Moscow on 7 May, and Putin rejected the warning.", "rejected", None),
        ("The president urged the unions to join a strike on Friday.", "urged", None),
        ("Kigali called on the rebels to resume talks under the accord of August 1993.", "called", None),
    ],
)
def test_a_time_is_the_acts_own_or_none(coder: parley.Coder, text: str, trigger: str, when: str | None) -> None:
    reading = coder.read(text, published="2016-05-18")
    found = [e for e in reading.events if trigger in reading.quote(e.evidence[0])]
    assert found, [reading.quote(e.evidence[0]) for e in reading.events]
    assert (found[0].time and found[0].time.text) == when


@pytest.mark.parametrize("words", ["in the past 24 hours", "shortly after midnight", "recently"])
def test_an_events_date_is_a_date_or_nothing(coder: parley.Coder, words: str) -> None:
    reading = coder.read(f"Three young men were killed {words} near the border.", published="2016-05-18")
    assert [e.time and e.time.value for e in reading.events] == [None]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("In May 2015 the two sides signed an accord. In August rebels attacked a convoy.", "2015-08"),
        ("In October 2015 the two sides signed an accord. In August rebels attacked a convoy.", "2018-08"),
        ("In October 2015 the two sides signed an accord. In August rebels had attacked a convoy.", "2015-08"),
        ("Since March 2015 jets have bombed Yemen. In August rebels attacked a convoy.", "2018-08"),
        ("Rebels, who signed a truce in March 2015, attacked a convoy in August.", "2018-08"),
    ],
)
def test_a_month_is_of_the_year_that_the_report_tells_of(coder: parley.Coder, text: str, when: str) -> None:
    reading = coder.read(text, published="2018-09-10")
    (attack,) = (e for e in reading.events if "attacked" in reading.quote(e.evidence[0]))
    assert attack.time is not None
    assert attack.time.value == when
