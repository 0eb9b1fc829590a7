"""The linear model: what parts weigh is their names' weights, whatever was asked before."""

from __future__ import annotations

import pytest

from parley.coding import linear
from parley.coding.linear import Linear, Part, Scorer, names


def _pair(a: str, b: int) -> list[str]:
    return [f"a={a}", f"a|b={a}|{b}"]


PARTS: list[Part] = [(_pair, "x", 1), (_pair, "y", 2)]
FIRST = Linear({"a=x": 1.0, "a|b=y|2": 0.5, "other": 9.0})
SECOND = Linear({"a=y": -2.0})


def test_names_are_spelled_out_in_order() -> None:
    assert names(PARTS) == ["a=x", "a|b=x|1", "a=y", "a|b=y|2"]


def test_each_model_sums_its_own_weights() -> None:
    assert Scorer(FIRST, SECOND).score(PARTS) == (1.5, -2.0)


def test_nothing_that_holds_weighs_nothing() -> None:
    assert Scorer(FIRST).score([(_pair, "z", 3)]) == (0.0, 0.0)


def test_a_full_memory_is_emptied_and_the_score_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "_KEPT", 1)
    scorer = Scorer(FIRST)
    assert [scorer.score(PARTS), scorer.score(PARTS)] == [(1.5, 0.0), (1.5, 0.0)]


def test_heaviest_first_and_no_zeros() -> None:
    model = Linear({"a": 0.5, "b": -2.0, "c": 0.0})
    assert model.heaviest(["a", "b", "c", "d"]) == [("b", -2.0), ("a", 0.5)]
