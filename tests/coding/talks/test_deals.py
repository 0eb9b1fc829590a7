"""Talks that are told of by what came of them: deals reached, quarrels buried, meetings left, sides near a deal."""

from __future__ import annotations

import pytest

import parley

DAY = "2016-03-10"


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        (
            "LONDON - Rail workers will return to work on Thursday under a deal struck overnight between the RMT union "
            "and Network Rail, officials said. The union had demanded a raise of eight percent. The company refused.",
            "concluded",
        ),
        (
            "PARIS - Striking pilots walked out of a meeting with the management of Air France on Monday. The SNPL union "
            "demands a raise of ten percent. The airline offered five and rejected any guarantee on jobs.",
            "collapsed",
        ),
        (
            "BOGOTA - Colombia and the ELN rebels are close to a truce, the government said on Monday. The rebels demand "
            "the release of prisoners. The government rejects this.",
            "under-way",
        ),
        (
            "BERLIN - After three weeks of horse-trading the Social Democrats and the Greens put their names to a pact on "
            "Friday. The Greens had demanded a speed limit. The Social Democrats refused.",
            "concluded",
        ),
    ],
)
def test_what_came_of_them(coder: parley.Coder, text: str, stage: str) -> None:
    talks = coder.read(text, published=DAY).talks
    assert [t.stage for t in talks] == [stage]


@pytest.mark.parametrize(
    "text",
    [
        "PARIS - Workers struck across France on Tuesday against the pension law. The CGT union demanded its withdrawal. "
        "The government refused and said that the law would be adopted in May.",
        "LONDON - The club is close to a deal for the striker, its chairman said on Monday. Real Madrid demanded 40 "
        "million pounds. The club refused to pay more than 30 million.",
        "NAIROBI - The High Court rejected the demand of the opposition for a recount on Friday. The government accepted "
        "the ruling. The opposition refused to accept it and asked voters to stay at home.",
    ],
)
def test_demands_alone_are_none(coder: parley.Coder, text: str) -> None:
    assert coder.read(text, published=DAY).talks == []
