"""Who is seated at the table: the names that the news joins."""

from __future__ import annotations

import pytest

import parley

DAY = "2016-03-10"


@pytest.mark.parametrize(
    "lead",
    [
        "Negotiators for Chad and the Northern Front ended three days of talks in Muscat on Tuesday.",
        "Chad and the Northern Front left Muscat on Tuesday after three days of talks.",
    ],
)
def test_the_state_that_the_news_joins_with_the_other_party(coder: parley.Coder, lead: str) -> None:
    text = f"{lead} N'Djamena's chief delegate, Jan Poe, rejected an amnesty."
    reading = coder.read(text, published=DAY)
    names = {reading.entity(e).name for e in reading.talks[0].parties}
    assert names == {"Chad", "Northern Front"}
