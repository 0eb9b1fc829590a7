"""Whether a side is read to want, give or refuse something: what the tests of positions ask."""

from __future__ import annotations

import parley

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
