"""What words mean that name no issue: pronouns, "such a vote", nouns that sum up, clefts; and who "the other side" is."""

from __future__ import annotations

import pytest

import parley
from tests.coding.talks.told import stands


def told(coder: parley.Coder, text: str, who: str, stance: str, word: str) -> bool:
    return any(e == who and s == stance and word in what for e, s, what in stands(coder, text))


@pytest.mark.parametrize(
    ("text", "stance", "word"),
    [
        ("The rebels asked for 40 tanks, a figure that Chad found absurd.", "refuses", "tanks"),
        ("The rebels demanded a vote in May, a step resisted by Chad.", "refuses", "vote"),
        ("The rebels demanded a new map. Chad would hear of no such thing.", "refuses", "map"),
        ("Chad spurned what it called the last offer of the rebels.", "refuses", "offer"),
        ("Aid workers wanted the road reopened. Chad refused.", "refuses", "road"),
        ("The rebels demanded a new map. A pardon will be harder. It is wanted by Chad.", "demands", "pardon"),
        ("The stumbling block is the port. It is claimed by Chad.", "demands", "port"),
    ],
)
def test_words_that_point_back(coder: parley.Coder, text: str, stance: str, word: str) -> None:
    assert told(coder, text, "Chad", stance, word)


def test_the_other_side_is_who_has_not_just_spoken(coder: parley.Coder) -> None:
    text = "Chad asked for a pardon. The rebels of the Free Front demanded a new map, which the other side refused."
    assert told(coder, text, "Chad", "refuses", "map")


def test_the_same_is_said_of_others(coder: parley.Coder) -> None:
    assert told(coder, "The rebels rejected the plan for a vote, as did Chad.", "Chad", "refuses", "vote")
