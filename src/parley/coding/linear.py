"""A small linear model read by plain arithmetic: a weight for each named feature. Learned by `training/decider/`.

Features come in parts: a function that names them, and the values that it names them by. Most combinations of values
come again and again, so what the names of one weigh together is worked out once and kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

# A function from values to names of features, followed by the values.
Part = tuple[Any, ...]
_KEPT = 20_000


def names(parts: Iterable[Part]) -> list[str]:
    """The features' names, spelled out."""
    return [name for part in parts for name in part[0](*part[1:])]


class Linear(msgspec.Struct, frozen=True):
    """A logistic model: a weight by feature name."""

    weights: dict[str, float]

    def heaviest(self, features: list[str], n: int = 6) -> list[tuple[str, float]]:
        """The features that decided, heaviest first, with their weights."""
        weighed = ((name, w) for name in features if (w := self.weights.get(name, 0.0)))
        return sorted(weighed, key=lambda x: -abs(x[1]))[:n]


class Scorer:
    """Log odds of what holds, by one model or by two that weigh the same features.

    The two weights of a feature are kept as one complex number: one addition makes both sums.
    """

    def __init__(self, first: Linear, second: Linear | None = None) -> None:
        one, two = first.weights, second.weights if second is not None else {}
        self._weights = {name: complex(one.get(name, 0.0), two.get(name, 0.0)) for name in (one | two)}
        self._known: dict[Part, complex] = {}

    def score(self, parts: list[Part]) -> tuple[float, float]:
        """The log odds by each model, 0 where there is none. A part's sum does not depend on what was asked before."""
        try:
            both = sum(map(self._known.__getitem__, parts), 0j)
        except KeyError:
            both = sum(map(self._weighed, parts), 0j)
        return both.real, both.imag

    def _weighed(self, part: Part) -> complex:
        found = self._known.get(part)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            weights = self._weights
            found = sum([weights[name] for name in part[0](*part[1:]) if name in weights], 0j)
            self._known[part] = found
        return found
