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
        "The status of the north was put off until talks in April in Nairobi.",
        "The army's future will be taken up at a meeting of the two leaders in Nairobi in April.",
        "A further session, she announced, will be convened in Nairobi in the middle of April.",
        "Roe will call the delegations together again in Nairobi on April 4.",
        "Negotiations will continue in Nairobi next week, Roe said.",
        "Experts meet once more in Nairobi on April 4.",
        "The two are to resume in Nairobi next month.",
        "Commanders of the two armies will meet in Nairobi within five days.",
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
        "The pair first sat down in Nairobi in December.",
        "Envoys of the two sides met in Nairobi in the middle of February.",
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
        "The Southern Union walked out of the talks last autumn.",
        "The president called off the negotiations in September and took them up again in November.",
        "Roe met reporters in the lobby of a hotel in Geneva.",
    ],
)
def test_what_is_no_other_round(coder: parley.Coder, more: str) -> None:
    assert [t.stage for t in coder.read(NEWS + more, published=DAY).talks] == ["stalled"]
