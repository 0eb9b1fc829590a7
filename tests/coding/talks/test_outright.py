"""Stances that no verb or noun of demanding, refusing or accepting tells."""

from __future__ import annotations

import pytest

import parley
from tests.coding.talks.told import DAY, TALKS, stands


@pytest.mark.parametrize(
    ("text", "stance", "word"),
    [
        ("Chad called a vote in May unacceptable.", "refuses", "vote"),
        ("Chad considers a vote in May premature.", "refuses", "vote"),
        ("Chad expressed readiness for a vote in May.", "offers", "vote"),
        ("Chad voiced opposition to a vote in May.", "refuses", "vote"),
        ("Chad would not give up the port.", "refuses", "port"),
        ("Chad said it would free its prisoners.", "accepts", "prisoners"),
        ("Chad was against a vote in May.", "refuses", "vote"),
        ("The rebels walked out because Chad would not lift the ban.", "refuses", "ban"),
        ("The rebels demanded a new army. Chad calls that impossible.", "refuses", "army"),
        ("The rebels demanded a new army. Chad won't do that.", "refuses", "army"),
        ("The rebels demanded a new army. Chad said that would not do.", "refuses", "army"),
        ("The rebels demanded a new army. Chad is against.", "refuses", "army"),
        (
            "The rebels demanded a guarantee of safe passage. Chad says it can give no such guarantee.",
            "refuses",
            "passage",
        ),
        ("Chad told the envoy that the camps would be closed.", "accepts", "camps"),
        ("Chad had made the release of its men a condition for a truce.", "demands", "release"),
        ("The rebels asked for security guarantees; Chad made no promise.", "refuses", "security guarantees"),
        ("The rebels want to keep Ann Roe as premier. Chad rejects her.", "refuses", "Ann Roe"),
        ("The rebels asked for help. Chad accepted 27 months.", "accepts", "27 months"),
        ("Chad wanted the rebels gone and the bases in the north closed.", "demands", "bases"),
    ],
)
def test_other_words_tell_a_stance(coder: parley.Coder, text: str, stance: str, word: str) -> None:
    assert any(who == "Chad" and told == stance and word in what for who, told, what in stands(coder, text))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The meeting ended with an agreement to release forty detainees.", "detainees"),
    ],
)
def test_what_a_meeting_ended_with_all_have_agreed_to(coder: parley.Coder, text: str, word: str) -> None:
    assert {who for who, told, what in stands(coder, text) if told == "accepts" and word in what} >= {"Chad"}


def test_a_second_clause_is_an_issue_of_its_own(coder: parley.Coder) -> None:
    found = stands(coder, "Chad consented to foreign schools and to foreign judges in the courts.")
    assert {what for _, told, what in found if told == "accepts"} >= {"foreign schools", "foreign judges in the courts"}


def test_the_text_that_it_means(coder: parley.Coder) -> None:
    found = stands(coder, "Kenya laid a plan for the north on the table. Chad accepted it.")
    assert any(who == "Chad" and told == "accepts" and "plan" in what for who, told, what in found)


def test_welcoming_an_outcome_seats_nobody(coder: parley.Coder) -> None:
    reading = coder.read(TALKS + "France welcomed the outcome.", published=DAY)
    assert all("France" not in [reading.entity(e).name for e in t.parties] for t in reading.talks)


def test_what_another_side_wants_is_refused_once(coder: parley.Coder) -> None:
    found = stands(coder, "Chad rejected a truce sought by the Free Front.")
    assert {(who, told) for who, told, what in found if "truce" in what} == {
        ("Chad", "refuses"),
        ("Free Front", "demands"),
    }


def test_the_other_way_round_names_nothing(coder: parley.Coder) -> None:
    found = stands(coder, "The rebels demanded a vote before a truce. Chad wants it the other way round.")
    assert not any(who == "Chad" and told == "demands" for who, told, _ in found)


def test_who_carries_a_plan_to_others_has_not_accepted_it(coder: parley.Coder) -> None:
    found = stands(coder, "An envoy of Chad, Ann Roe, will take the proposal to the rebels.")
    assert not any(told == "accepts" for _, told, _ in found)
