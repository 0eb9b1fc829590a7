"""Earlier rounds, and those to come, that a sentence tells beside the news."""

from __future__ import annotations

import pytest

import parley

DAY = "2016-03-10"
NEWS = (
    "GENEVA - The government of Chad and the rebels of the Northern Front ended four days of peace talks on Tuesday "
    "without an agreement. Mediator Ann Roe of Kenya said that the two sides were still far apart.\n\n"
)


@pytest.mark.parametrize(
    "more",
    [
        "The future of the army was deferred to a conference in Nairobi in April.",
        "The army's future will be taken up at a meeting of the two leaders in Nairobi in April.",
        "Another meeting, the envoy told reporters, is to be held in Nairobi in early April.",
        "Roe will call the delegations together again in Nairobi on April 4.",
        "Negotiations will continue in Nairobi next week, Roe said.",
        "Delegates gather again in Nairobi on April 4.",
        "Both sides are to continue in Nairobi next month.",
        "Generals of the two forces will gather in Nairobi within a week.",
    ],
)
def test_a_round_to_come(coder: parley.Coder, more: str) -> None:
    talks = coder.read(NEWS + more, published=DAY).talks
    assert [t.stage for t in talks] == ["stalled", "scheduled"]
    assert talks[1].venue is not None
    assert talks[1].venue.name == "Nairobi"


@pytest.mark.parametrize(
    "more",
    [
        "They last met in Nairobi in December.",
        "The two met in secret in Nairobi in December.",
        "Negotiators from both camps sat together in Nairobi in January.",
        "Roe had brought the two sides together in Nairobi in December.",
        "A truce agreed in Nairobi in December lasted three weeks.",
        "The peace accord of Nairobi, concluded in December, was never carried out.",
    ],
)
def test_an_earlier_round(coder: parley.Coder, more: str) -> None:
    talks = coder.read(NEWS + more, published=DAY).talks
    assert [t.stage for t in talks] == ["stalled", "concluded"]
    assert talks[1].venue is not None
    assert talks[1].venue.name == "Nairobi"


def test_who_agreed_on_a_text_elsewhere_is_not_taken_from_the_news(coder: parley.Coder) -> None:
    talks = coder.read(NEWS + "A truce agreed in Nairobi in December lasted three weeks.", published=DAY).talks
    assert talks[0].parties
    assert not talks[1].parties


def test_talks_that_are_adjourned_until_a_day_stand_still_and_come_again(coder: parley.Coder) -> None:
    talks = coder.read(NEWS + "The talks were adjourned until April 4.", published=DAY).talks
    assert [t.stage for t in talks] == ["stalled", "scheduled"]


@pytest.mark.parametrize(
    "more",
    [
        "Chad signed a fisheries treaty with Cameroon in Yaounde in December.",
        "The European Union foreign ministers will meet in Brussels on Monday.",
        "The Southern Union quit the negotiations a year ago.",
        "Chad suspended the talks last autumn and resumed them after Christmas.",
        "Roe met reporters in the lobby of a hotel in Geneva.",
    ],
)
def test_what_is_no_other_round(coder: parley.Coder, more: str) -> None:
    assert [t.stage for t in coder.read(NEWS + more, published=DAY).talks] == ["stalled"]
