"""Whose stance it is where the subject stands apart from its verb, and what several stances are on."""

from __future__ import annotations

import pytest

import parley
from tests.coding.talks.told import stands


@pytest.mark.parametrize(
    ("text", "stance", "word"),
    [
        ("Chad, which guards the wells, turned down the new map.", "refuses", "map"),
        ("Chad, under pressure from Paris, has agreed to open the coastal road.", "accepts", "road"),
        ("Chad rejected the map as unfair and called for a vote in the north.", "demands", "vote"),
        ("Chad would sign only if the militia left the wells.", "demands", "militia"),
        ("Chad will not return until the militia has left the wells.", "demands", "militia"),
        ("Chad insists on keeping control of the wells.", "demands", "wells"),
        ("Chad insisted until the last hour that the militia leave the wells.", "demands", "militia"),
        ("Chad has no objection to foreign monitors.", "accepts", "monitors"),
        ("Chad did not object to foreign monitors.", "accepts", "monitors"),
        ("Chad no longer insists on a vote in the north.", "accepts", "vote"),
        ("Chad dropped its demand for a vote in the north.", "demands", "vote"),
        ("Chad has shown no willingness to open the coastal road.", "refuses", "road"),
        ("Chad remains opposed to a joint patrol.", "refuses", "patrol"),
        ("Chad stopped short of accepting a joint patrol.", "refuses", "patrol"),
        ("Chad came out in favor of a joint patrol.", "demands", "patrol"),
        ("Chad said it would consider a joint patrol.", "offers", "patrol"),
        ("Chad would hand over the wells if the militia freed its men.", "offers", "wells"),
        ("Chad would hand over the wells if the militia freed its men.", "demands", "militia"),
        ("Chad demanded that the militia leave the wells and that its men be freed.", "demands", "freed"),
        ("Chad accepted free trade and two posts on the river.", "accepts", "posts"),
        ("Chad refused to make any such promise; a key demand of Chad is a new vote.", "demands", "vote"),
    ],
)
def test_a_side_takes_a_stance(coder: parley.Coder, text: str, stance: str, word: str) -> None:
    assert any(who == "Chad" and told == stance and word in what for who, told, what in stands(coder, text))


@pytest.mark.parametrize(
    ("before", "answer", "stance"),
    [
        ("The rebels asked for ten years of free trade.", "Chad offered two.", "offers"),
        ("The rebels demanded a vote on the map.", "Chad made no such promise.", "refuses"),
        ("The rebels demanded a vote on the map.", "Chad refused to do so.", "refuses"),
    ],
)
def test_the_words_before_tell_on_what(coder: parley.Coder, before: str, answer: str, stance: str) -> None:
    found = stands(coder, f"{before} {answer}")
    on = {what for who, told, what in found if who == "Chad" and told == stance}
    assert on
    assert on <= {what for who, told, what in found if told == "demands"}


def test_both_are_two_issues(coder: parley.Coder) -> None:
    found = stands(coder, "The rebels demanded an amnesty and asked for a vote on the map. Chad rejected both.")
    assert len({what for who, told, what in found if who == "Chad" and told == "refuses"}) == 2


def test_what_another_is_to_do_is_no_stance_of_his(coder: parley.Coder) -> None:
    text = "The rebels demanded that Chad leave the wells, accept a vote and disarm its militia."
    assert not [told for who, told, _ in stands(coder, text) if who == "Chad"]


def test_sides_that_could_not_agree_refuse_nothing(coder: parley.Coder) -> None:
    assert not stands(coder, "Chad and the rebels could not agree on the wells.")
