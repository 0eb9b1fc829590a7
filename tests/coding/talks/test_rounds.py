"""Rounds to come, and how the talks of the news stand, in words that name no talks or that parsers read oddly."""

from __future__ import annotations

import pytest

import parley

DAY = "2016-03-10"


@pytest.mark.parametrize(
    "again",
    [
        "They will see each other again in Geneva in May.",
        "The two sides agreed to come together again in Geneva in May.",
        "The delegations will meet again in Geneva in May.",
        "Commanders of both sides will gather in Geneva in May.",
    ],
)
def test_a_round_to_come_that_a_verb_tells(coder: parley.Coder, again: str) -> None:
    text = f"Chad and the rebels ended four days of peace talks in Nairobi on Tuesday. {again}"
    talks = coder.read(text, published=DAY).talks
    assert [t.stage for t in talks] == ["concluded", "scheduled"]
    assert talks[1].venue is not None
    assert talks[1].venue.name == "Geneva"


def test_talks_that_may_be_held_some_day_are_none_beside_those_of_the_news(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Chad and the rebels were suspended in Nairobi on Tuesday. Kenya's envoy is trying to "
        "arrange a meeting of the leaders."
    )
    assert [t.stage for t in coder.read(text, published=DAY).talks] == ["stalled"]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Two days of peace talks between Chad and the rebels are over.", "concluded"),
        ("The envoy has brought the peace talks between Chad and the rebels to a close.", "concluded"),
        ("Chad said on Tuesday that it was ending its peace talks with the rebels.", "collapsed"),
        ("Chad and the rebels ended their peace talks with a communique.", "concluded"),
        ("Chad and the rebels signed a set of peace accords on Tuesday.", "concluded"),
    ],
)
def test_how_they_stand(coder: parley.Coder, text: str, stage: str) -> None:
    assert [t.stage for t in coder.read(text, published=DAY).talks] == [stage]


def test_a_question_or_a_greeting_opens_no_report(coder: parley.Coder) -> None:
    text = (
        "What happened? Chad and the rebels signed a peace agreement yesterday. Who brought it about? The talks had been "
        "suspended twice in the winter."
    )
    assert coder.read(text, published=DAY).talks[0].stage == "concluded"


@pytest.mark.parametrize("dateline", ["MUSCAT, March 9 (Agency) -- ", "MUSCAT. ", "MUSCAT - "])
def test_the_town_of_a_dateline(coder: parley.Coder, dateline: str) -> None:
    text = f"{dateline}Chad and the rebels signed a peace agreement on Tuesday."
    talks = coder.read(text, published=DAY).talks
    assert talks[0].venue is not None
    assert talks[0].venue.name.upper() == "MUSCAT"


@pytest.mark.parametrize(
    ("more", "stage"),
    [
        ("A third will open in Geneva in May.", "scheduled"),
        ("The parties could go back to Geneva in May.", "proposed"),
        ("A second meeting would follow in Geneva, he said.", "scheduled"),
    ],
)
def test_a_round_that_no_noun_of_talks_names(coder: parley.Coder, more: str, stage: str) -> None:
    text = f"A second round of peace talks between Chad and the rebels ended in Nairobi on Tuesday. {more}"
    talks = coder.read(text, published=DAY).talks
    assert [t.stage for t in talks] == ["concluded", stage]
    assert talks[1].venue is not None
    assert talks[1].venue.name == "Geneva"


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Chad will not attend the round of peace talks with the rebels in Nairobi, a minister said.", "stalled"),
        ("Chad and the rebels broke off their peace talks on Tuesday with no accord on the port.", "stalled"),
        (
            "Chad and the Northern Front signed the Act of Nairobi on Tuesday after two years of negotiations.",
            "concluded",
        ),
        ("Chad and the rebels have called it a day. Their peace talks had nearly failed in May.", "concluded"),
        ("The rebels failed to show up for peace talks with Chad in Nairobi on Tuesday.", "stalled"),
        ("The rebels suspended their participation in the peace talks with Chad on Tuesday.", "stalled"),
        ("Peace talks between Chad and the rebels will not resume this month.", "stalled"),
        ("The rebels declared the peace talks with Chad over on Tuesday.", "collapsed"),
        ("The rebels walked away from the negotiating table in Nairobi on Tuesday, Chad said.", "collapsed"),
        ("The peace talks between Chad and the rebels produced a deal on Tuesday.", "concluded"),
        ("A peace deal between Chad and the rebels was signed in Nairobi on Tuesday.", "concluded"),
        ("Peace talks between Chad and the rebels took place in Nairobi on Tuesday.", "concluded"),
        ("Chad and the rebels agreed on Tuesday to hold talks in Nairobi next month.", "scheduled"),
        ("Peace talks between Chad and the rebels open in Nairobi on Monday.", "scheduled"),
        ("The United Nations urged Chad and the rebels to open peace talks.", "proposed"),
        ("Chad and the rebels edged closer to a deal on Tuesday, the mediator said.", "under-way"),
        ("Peace talks between Chad and the rebels are to end on Friday.", "under-way"),
        ("Chad called a halt to its peace talks with the rebels on Tuesday.", "stalled"),
        ("Chad and the rebels left the peace talks without so much as a date for another round.", "stalled"),
        ("The envoy ended his tour with a proposal that Chad and the rebels return to peace talks.", "proposed"),
        ("The last attempt to save the peace talks between Chad and the rebels failed on Tuesday.", "collapsed"),
    ],
)
def test_stages_that_deeds_and_phrases_tell(coder: parley.Coder, text: str, stage: str) -> None:
    assert [t.stage for t in coder.read(text, published=DAY).talks] == [stage]


def test_talks_of_which_another_round_is_appointed_have_not_collapsed(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Chad and the rebels in Nairobi were cut short on Tuesday when the rebels walked out. The "
        "next round will be held in Geneva on May 4."
    )
    assert [t.stage for t in coder.read(text, published=DAY).talks] == ["stalled", "scheduled"]


@pytest.mark.parametrize(
    ("more", "stage"),
    [
        ("The next session is on May 20 in Geneva.", "scheduled"),
        ("The envoy plans to resume them in Geneva in May.", "scheduled"),
        ("At a first round in Geneva in January they had agreed to exchange prisoners.", "concluded"),
    ],
)
def test_rounds_that_follow_or_went_before(coder: parley.Coder, more: str, stage: str) -> None:
    text = f"Chad and the rebels suspended peace talks in Nairobi on Tuesday. {more}"
    assert [t.stage for t in coder.read(text, published=DAY).talks] == ["stalled", stage]


@pytest.mark.parametrize(
    ("more", "stage", "venue"),
    [
        ("When the same teams met in Geneva a fortnight ago, the meeting ended without result.", "stalled", "Geneva"),
        ("The adversaries had faced each other in Geneva on January 18 and 19.", "concluded", "Geneva"),
        ("The two delegations are to reassemble in Geneva on April 11.", "scheduled", "Geneva"),
    ],
)
def test_that_the_sides_met_or_are_to_meet_is_another_round(
    coder: parley.Coder, more: str, stage: str, venue: str
) -> None:
    text = f"Chad and the rebels opened peace talks in Nairobi on Tuesday. The army wants the port. {more}"
    talks = coder.read(text, published=DAY).talks
    assert [t.stage for t in talks] == ["under-way", stage]
    assert talks[1].venue is not None
    assert talks[1].venue.name == venue
    assert talks[1].parties == talks[0].parties


def test_a_meeting_of_long_ago_is_no_round(coder: parley.Coder) -> None:
    text = (
        "Chad and the rebels opened peace talks in Nairobi on Tuesday. The army wants the port. The two sides had met in "
        "Geneva in 1994, before the war."
    )
    assert len(coder.read(text, published=DAY).talks) <= 2


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("A ten-day push to reunite Cyprus fell apart on Friday amid shouting over soldiers.", "collapsed"),
        ("Norway will play host to the government of Chad and the rebels in May.", "scheduled"),
        ("The Liberal Party and the Labour Party of Chad have been closeted at a hotel since Monday.", "under-way"),
        ("Chad and the rebels parted on Tuesday with one modest agreement.", "concluded"),
    ],
)
def test_talks_that_no_noun_names(coder: parley.Coder, text: str, stage: str) -> None:
    assert [t.stage for t in coder.read(text, published=DAY).talks] == [stage]


@pytest.mark.parametrize(
    "more",
    [
        "In January the two delegations had settled on an agenda.",
        "The second meeting, which closed on Monday, was dry.",
    ],
)
def test_rounds_that_are_over(coder: parley.Coder, more: str) -> None:
    text = (
        "Chad and the rebels will see each other again in Geneva in May, the envoy said. Nobody smiled. They blamed each "
        f"other for the delay. {more}"
    )
    assert sorted(t.stage for t in coder.read(text, published=DAY).talks) == ["concluded", "scheduled"]


def test_that_round_is_the_one_just_told_of(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Chad and the rebels were suspended in Nairobi on Tuesday. Both sides blamed each other. They "
        "had met in Muscat in January. That round closed with a truce."
    )
    talks = coder.read(text, published=DAY).talks
    assert [t.stage for t in talks] == ["stalled", "concluded"]
    assert [t.venue and t.venue.name for t in talks] == ["Nairobi", "Muscat"]


def test_who_agrees_to_meet_again_after_days_of_talks_tells_of_two_rounds(coder: parley.Coder) -> None:
    reading = coder.read(
        "MANHASSET, New York - Morocco and the Polisario Front agreed on Tuesday to meet again in August, after two days of "
        "talks. Morocco presented a plan for autonomy.",
        published="2007-06-20",
    )
    assert [t.stage for t in reading.talks] == ["concluded", "scheduled"]
    assert reading.talks[1].time is not None
    assert reading.talks[1].time.value == "2007-08"


def test_a_cycle_is_a_round(coder: parley.Coder) -> None:
    reading = coder.read(
        "CARACAS - Colombia and the National Liberation Army opened a fourth cycle of peace talks on Monday. The previous "
        "cycle ended in Havana on June 9.",
        published="2023-08-15",
    )
    assert ("concluded", "Havana") in {(t.stage, t.venue.name) for t in reading.talks if t.venue}
