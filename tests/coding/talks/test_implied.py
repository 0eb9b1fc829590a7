"""Talks that no word names: positions beside a table, those who sit there and the texts on it."""

from __future__ import annotations

import parley

DAY = "2016-03-10"
TABLE = (
    "NAIROBI - The two delegations sat facing each other for nine hours on Tuesday, a draft between them. The "
    "government of Chad demanded that the rebels disarm. The rebels of the Northern Front refused to disarm and insisted "
    "on a new constitution."
)


def test_a_table_with_positions_is_a_negotiation(coder: parley.Coder) -> None:
    talks = coder.read(TABLE, published=DAY).talks
    assert [t.stage for t in talks] == ["under-way"]
    assert talks[0].venue is not None
    assert talks[0].venue.name.upper() == "NAIROBI"


def test_a_round_to_come_leaves_the_one_of_the_news(coder: parley.Coder) -> None:
    text = f"{TABLE} The delegations are to reconvene in Lome on Monday."
    talks = coder.read(text, published=DAY).talks
    assert [t.stage for t in talks] == ["concluded", "scheduled"]


def test_positions_alone_are_none(coder: parley.Coder) -> None:
    text = (
        "NAIROBI - The government of Chad demanded on Tuesday that the rebels leave the town of Faya. The rebels of the "
        "Northern Front refused. A spokesman said that four people were killed there on Monday."
    )
    assert coder.read(text, published=DAY).talks == []
