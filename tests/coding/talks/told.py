"""What a report tells of talks, as the tests of the room ask it."""

from __future__ import annotations

import parley
from parley.model import Reading, Talks

DAY = "2016-03-10"
TALKS = "Peace talks between Chad and the rebels of the Free Front opened in Nairobi on Tuesday. "


def stands(coder: parley.Coder, text: str) -> set[tuple[str, str, str]]:
    """Who takes which stance on what."""
    reading = coder.read(TALKS + text, published=DAY)
    return {
        (reading.entity(p.party).name if p.party else "", p.stance, issue.name)
        for t in reading.talks
        for issue in t.issues
        for p in issue.positions
    }


def only(coder: parley.Coder, text: str) -> tuple[Reading, Talks]:
    """The reading of a text and its one negotiation."""
    reading = coder.read(text, published=DAY)
    assert len(reading.talks) == 1, [t.name for t in reading.talks]
    return reading, reading.talks[0]


def names(reading: Reading, ids: list[str]) -> str:
    return " | ".join(reading.entity(i).name for i in ids)
