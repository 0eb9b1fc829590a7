"""For which party somebody speaks."""

from __future__ import annotations

import pytest

from parley.sides import side_of

SEATS = [("gov", "COLGOV"), ("rebels", "COLREB")]


@pytest.mark.parametrize(
    ("code", "party"),
    [
        ("COLGOV", "gov"),
        ("COLMIL", "gov"),
        ("COL", "gov"),
        ("COLREB", "rebels"),
        ("COLCVL", None),
        ("PER", None),
        (None, None),
    ],
)
def test_the_one_party_that_shares_a_side(code: str | None, party: str | None) -> None:
    assert side_of(code, SEATS) == party


def test_of_two_that_do_nobody_is_meant() -> None:
    assert side_of("COLREB", [("one", "COLREB"), ("two", "COLREB")]) is None


def test_organizations_of_states_share_no_side() -> None:
    assert side_of("IGOUNO", [("eu", "IGOEUR")]) is None
