"""Disagreements: values that cannot both be true, each with its words and its source; and what is none."""

from __future__ import annotations

import pytest

import parley
from parley.model import Disagreement, Reading

DAY = "2016-10-20"


def find(coder: parley.Coder, text: str) -> tuple[Reading, list[Disagreement]]:
    reading = coder.read(text, published=DAY)
    return reading, reading.disagreements


def test_two_counts_of_one_attack(coder: parley.Coder) -> None:
    text = (
        "A bomb went off in Kano. The police said that 12 people were "
        "killed. Doctors said that 30 people had been killed."
    )
    reading, (found,) = find(coder, text)
    assert found.about.kind == "figure"
    assert [v.value for v in found.values] == ["12", "30"]
    assert ["police" in v.attribution[0].text for v in found.values] == [True, False]
    assert all(v.value in reading.quote(e) for v in found.values for e in v.evidence)


def test_two_are_blamed_for_one_deed(coder: parley.Coder) -> None:
    text = (
        "Shells hit a market in Juba. The army blamed the rebels for the "
        "shelling. The rebels blamed the army for the attack."
    )
    _, (found,) = find(coder, text)
    assert found.about.kind == "responsibility"
    assert [v.value.lower() for v in found.values] == ["the rebels", "the army"]


def test_what_one_says_happened_another_denies(coder: parley.Coder) -> None:
    text = "The army said that it had captured the town of Bama. The rebels denied that the army had captured the town."
    _, (found,) = find(coder, text)
    assert found.about.kind == "occurrence"
    assert found.values[1].value.startswith("denied")


def test_two_times_for_the_end_of_one_round(coder: parley.Coder) -> None:
    text = (
        "The opposition wants to revive peace talks that collapsed in Lome in June. "
        "The last round of talks between the government and the opposition broke down in May."
    )
    reading, (found,) = find(coder, text)
    assert found.about.kind == "time"
    assert [v.value for v in found.values] == ["2016-06", "2016-05"]
    assert found.about.item in [t.id for t in reading.talks]


@pytest.mark.parametrize(
    "text",
    [
        # A toll that rose, a count that holds the other, counts of different people or of different events.
        "The police said that 12 people were killed. Doctors said that the toll had risen to 30 people killed.",
        "The police said that at least 12 people were killed. Doctors said that 30 people had been killed.",
        "The police said that about 28 people were killed. Doctors said that 30 people had been killed.",
        "The army said that 12 soldiers were killed. Doctors said that 30 nurses had been killed.",
        "The police said that 12 people were killed in Kano. Doctors said that another 30 people were killed in Jos.",
        # Two who blame the same.
        "The army blamed the rebels for the shelling. The police also blamed the rebels for the attack.",
        # A coarser date.
        "The peace talks in Lome collapsed in May. The last round of the Lome talks broke down on May 3.",
        # What is denied is not what was said.
        "The army captured the town of Bama. The rebels denied that their leader was ill.",
    ],
)
def test_what_can_both_be_true_is_no_disagreement(coder: parley.Coder, text: str) -> None:
    assert find(coder, text)[1] == []
