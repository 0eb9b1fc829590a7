"""What an act is done with tells its mode."""

from __future__ import annotations

import pytest

from parley.coding.coder import Coder


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Government warplanes bombarded two towns in the north.", "aerial"),
        ("Army howitzers bombarded two towns in the north.", "heavy-weapons"),
        ("Soldiers bombarded two towns in the north.", "heavy-weapons"),
    ],
)
def test_the_means_decide_the_mode(coder: Coder, text: str, mode: str) -> None:
    (event,) = coder.read(text).events
    assert (event.type, event.mode) == ("ASSAULT", mode)


def test_who_says_that_it_is_willing_is_willing(coder: Coder) -> None:
    reading = coder.read("Chad's government said Monday it is ready to hold talks with the herders.")
    actors = [reading.entity(i).code for e in reading.events if e.type == "AGREE" for i in e.actors]
    assert actors == ["TCDGOV"]
