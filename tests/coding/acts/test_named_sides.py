"""A common noun's group is a side of the act where the words name it."""

from __future__ import annotations

import pytest

from parley.coding.coder import Coder


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Kenyan jets bombed fighters from al-Shabaab near Gedo.", "Shabaab"),
        ("Army units attacked armed groups such as Boko Haram near the lake.", "Boko Haram"),
    ],
)
def test_the_group_that_is_named_is_a_recipient(coder: Coder, text: str, named: str) -> None:
    reading = coder.read(text)
    names = [reading.entity(i).name for e in reading.events if e.type == "ASSAULT" for i in e.recipients]
    assert any(named.lower() in name.lower().replace("al-shabab", "shabaab") for name in names), names
