"""What each side is said to want, give and refuse, in the wordings of news."""

from __future__ import annotations

import pytest

import parley
from tests.coding.talks.told import stands


@pytest.mark.parametrize(
    ("text", "stance", "word"),
    [
        ("Chad would accept no foreign judges.", "refuses", "judges"),
        ("Chad would go no further than a change of the rules.", "offers", "change"),
        ("Chad would promise no more than a gradual reform.", "accepts", "reform"),
        ("Chad would settle for nothing less than a new map.", "demands", "map"),
        ("Chad said there would be no new vote in the north.", "refuses", "vote"),
        ("Chad would disarm its militia only after the mines have been cleared.", "demands", "mines"),
        ("Chad rejects any pardon before there are guarantees for the refugees.", "demands", "guarantees"),
        ("Chad answered that a vote must come first.", "demands", "vote"),
        ("Chad put an amnesty on the table.", "offers", "amnesty"),
        ("Chad gave assurances that the port would stay open.", "accepts", "port"),
        ("Chad said it could accept the map with small changes.", "accepts", "map"),
        ("Chad agreed to open the coastal road.", "accepts", "road"),
        ("Chad came with one request: disarm the militia.", "demands", "militia"),
        ("Chad had for weeks refused a vote in the north.", "refuses", "vote"),
        ("Chad wants the customs posts in the north to stay open.", "demands", "posts"),
        ("Chad wants the two mines merged into one company.", "demands", "merged"),
        ("Chad held out jobs for clearing the harbor.", "offers", "jobs"),
        ("Chad lays claim to the southern wells.", "demands", "wells"),
        ("Chad rules out becoming a province of Sudan.", "refuses", "province"),
        ("Chad was willing to grant an amnesty to the gunmen.", "offers", "amnesty"),
    ],
)
def test_a_side_takes_a_stance(coder: parley.Coder, text: str, stance: str, word: str) -> None:
    assert any(who == "Chad" and told == stance and word in what for who, told, what in stands(coder, text))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Chad would have none of it.", "refuses"),
        ("Chad said no.", "refuses"),
        ("Chad gave way on that point.", "accepts"),
        ("Chad did not budge.", "refuses"),
    ],
)
def test_an_answer_is_on_what_was_said_last(coder: parley.Coder, text: str, stance: str) -> None:
    found = stands(coder, "The rebels demanded a new map. " + text)
    assert any(who == "Chad" and told == stance and "map" in what for who, told, what in found)


def test_nobody_answers_himself(coder: parley.Coder) -> None:
    found = stands(coder, "Chad demanded a new map. Chad did not budge.")
    assert {told for who, told, _ in found if who == "Chad"} == {"demands"}


def test_sides_that_do_not_agree_refuse_nothing(coder: parley.Coder) -> None:
    assert not {told for _, told, _ in stands(coder, "The two sides did not agree on a new map.")} & {"refuses"}


def test_a_preposition_said_twice_parts_two_issues(coder: parley.Coder) -> None:
    found = stands(coder, "Chad demanded an end to the raids and to the blockade of the port.")
    assert len([what for who, told, what in found if who == "Chad" and told == "demands"]) == 2


@pytest.mark.parametrize(
    ("text", "stance", "word"),
    [
        ("Chad accepted a vote, but not an amnesty.", "refuses", "amnesty"),
        ("Chad said the map was not negotiable.", "refuses", "map"),
        ("Chad's army is opposed to a foreign force.", "refuses", "force"),
        ("Chad agreed in principle to a joint commission.", "accepts", "commission"),
        ("Chad was adamant that the camps be closed.", "demands", "camps"),
        ("Chad offered to accept foreign monitors.", "offers", "monitors"),
        ("Chad would have none of it.", "refuses", "schools"),
        ("Chad yielded on the question of language.", "accepts", "language"),
        ("Chad dropped its objection to a joint police force.", "accepts", "police"),
        ("Chad would not accept anything less than a new border.", "demands", "border"),
        ("Chad said it was ready for a truce if the rebels lifted the blockade.", "demands", "blockade"),
        ("Chad's main demands are a new law and an inquiry into the killings.", "demands", "law"),
        ("Chad countered with an offer of amnesty.", "offers", "amnesty"),
        ("The rebels proposed a vote, an idea Chad dismissed.", "refuses", "vote"),
        ("The rebels' refusal to disarm angered Chad. Chad rejected the demand.", "refuses", "schools"),
    ],
)
def test_what_is_named_and_what_is_not(coder: parley.Coder, text: str, stance: str, word: str) -> None:
    found = stands(coder, "The rebels demanded new schools. " + text)
    assert any("Chad" in who and told == stance and word in what for who, told, what in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Kenya hopes that Chad agrees to a new map.",
        "Kenya will wait until Chad accepts a new map.",
        "The army dismissed reports that Chad was ready to accept a new map.",
    ],
)
def test_what_is_hoped_for_or_denied_is_no_stance(coder: parley.Coder, text: str) -> None:
    assert not any(who == "Chad" and told in ("accepts", "offers") for who, told, _ in stands(coder, text))


def test_to_do_so_is_what_was_said_last(coder: parley.Coder) -> None:
    text = "Chad called on the Free Front to free its captives, and the rebels were unwilling to do so."
    assert any(told == "refuses" and "captives" in what for _, told, what in stands(coder, text))
