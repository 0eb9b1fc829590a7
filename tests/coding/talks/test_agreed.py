"""What sides accept without a verb of accepting, and refuse or demand without one of refusing or demanding."""

from __future__ import annotations

import pytest

import parley
from tests.coding.talks.told import stands


@pytest.mark.parametrize(
    ("text", "stance", "word"),
    [
        ("The rebels will free their captives. Chad, in return, is to open the road.", "accepts", "road"),
        ("Chad prolonged its truce with the rebels until June.", "accepts", "truce"),
        ("A consensus was reached on a council of elders.", "accepts", "council"),
        ("Both sides favoured more visits.", "accepts", "visits"),
        ("Chad dropped its refusal to free the captives.", "accepts", "captives"),
        ("Chad made clear that a partition was out of the question.", "refuses", "partition"),
        ("A partition remains taboo for Chad.", "refuses", "partition"),
        ("Chad would not be bullied into a vote.", "refuses", "vote"),
        ("Chad said no judge would be freed.", "refuses", "judge"),
        ("Chad named a pullout as the price of peace.", "demands", "pullout"),
        ("Chad, for its part, wants a new map.", "demands", "map"),
    ],
)
def test_a_side_takes_a_stance(coder: parley.Coder, text: str, stance: str, word: str) -> None:
    assert any(who == "Chad" and told == stance and word in what for who, told, what in stands(coder, text))


@pytest.mark.parametrize(
    "text",
    [
        "The rebels will free their captives. Chad, in return, will get seats in the cabinet.",
        "No consensus was reached on a council of elders.",
        "A consensus might be reached on a council of elders.",
    ],
)
def test_nothing_has_been_accepted(coder: parley.Coder, text: str) -> None:
    assert not any(who == "Chad" and told == "accepts" for who, told, _ in stands(coder, text))
