"""Phrases that give away how talks stand."""

from __future__ import annotations

import pytest

import parley
from parley.coding.talks.signs import Signs
from parley.coding.talks.words import load_words

DAY = "2016-03-10"
PEACE = "GENEVA - The government of Chad and the rebels of the Northern Front "


def test_words_may_stand_between() -> None:
    signs = Signs({"stalled": ["failed * to agree"]})
    assert signs.of("they failed for a second time to agree on a map") == "stalled"
    assert signs.of("they failed, and it was up to the envoy to agree with them") is None


def test_a_phrase_begins_with_a_word() -> None:
    signs = Signs({"stalled": ["on hold"]})
    assert signs.of("the talks are on hold") == "stalled"
    assert signs.of("london holds out for more") is None


@pytest.mark.parametrize("start", ["came without having ", "will not have ", "made a bid to "])
def test_what_is_denied_has_not_been_done(start: str) -> None:
    assert "concluded" in set(load_words().signs.stages("they struck a bargain"))
    assert "concluded" not in set(load_words().signs.stages(f"the general {start}struck a bargain"))


@pytest.mark.parametrize(
    ("told", "stage"),
    [
        ("came out of two days of peace talks on Tuesday with nothing signed.", "stalled"),
        ("failed once again on Tuesday to bridge their differences in peace talks.", "stalled"),
        ("went into recess on Tuesday after three days of peace talks.", "stalled"),
        ("moved to within reach of a settlement on Tuesday at the end of a day of peace talks.", "under-way"),
    ],
)
def test_the_stage_of_the_news(coder: parley.Coder, told: str, stage: str) -> None:
    assert [t.stage for t in coder.read(PEACE + told, published=DAY).talks] == [stage]


def test_who_signs_has_come_to_terms(coder: parley.Coder) -> None:
    text = (
        "GENEVA - Mediator Ann Roe carried messages between the government of Chad and the rebels of the Northern Front "
        "for three days. General Jan Poe signed for the rebels on Tuesday."
    )
    assert [t.stage for t in coder.read(text, published=DAY).talks] == ["concluded"]


def test_what_was_planned_was_not_held(coder: parley.Coder) -> None:
    text = (
        "The president of Chad suspended peace talks with the Northern Front on Tuesday. The second round of the talks "
        "was to have opened in Lome last week."
    )
    assert [t.stage for t in coder.read(text, published=DAY).talks] == ["stalled"]


def test_an_invitation_that_was_accepted(coder: parley.Coder) -> None:
    text = PEACE + "ended peace talks on Tuesday. Both sides accepted an invitation to meet again in Lome in May."
    assert [t.stage for t in coder.read(text, published=DAY).talks] == ["concluded", "scheduled"]
