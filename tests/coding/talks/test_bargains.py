"""What sides do under a bargain, set as its condition, or would have others do."""

from __future__ import annotations

import pytest

import parley
from tests.coding.talks.told import stands


@pytest.mark.parametrize(
    ("text", "stance", "word"),
    [
        ("Under the deal Chad will repair the bridges of the north and clear the canal.", "accepts", "bridges"),
        ("Under the deal Chad will repair the bridges of the north and clear the canal.", "accepts", "canal"),
        ("In exchange Chad will return the two islands to its neighbor.", "accepts", "islands"),
        ("Chad would not strip the governor of his office.", "refuses", "governor"),
        ("Chad would have the ban run on for ten years.", "demands", "run on"),
        ("The harbor will be dredged first, as Chad had always insisted.", "demands", "harbor"),
        ("Chad accepted the map on condition that the mines be cleared.", "demands", "mines"),
        ("Chad accepted the map on condition that the mines be cleared.", "accepts", "map"),
        ("Chad is prepared to free the sailors if the blockade ends.", "demands", "blockade"),
        ("Chad insists that there can be no treaty before the wells are shared.", "demands", "wells"),
        ("Chad called the map a mockery.", "refuses", "map"),
        ("Chad refused to open the road and to stick to the old map.", "refuses", "road"),
    ],
)
def test_a_side_bargains(coder: parley.Coder, text: str, stance: str, word: str) -> None:
    assert any(who == "Chad" and told == stance and word in what for who, told, what in stands(coder, text))


def test_they_are_those_at_the_table(coder: parley.Coder) -> None:
    found = stands(coder, "By dawn they had agreed to share the water of the lake.")
    assert {who for who, told, what in found if told == "accepts" and "water" in what} == {
        "Chad",
        "rebels of the Free Front",
    }


@pytest.mark.parametrize(
    "text", ["Chad called for a general strike.", "They agreed on a treaty.", "They agreed on an accord about wells."]
)
def test_no_matter_at_issue(coder: parley.Coder, text: str) -> None:
    assert not stands(coder, text)
