"""A small linear model read by plain arithmetic: a weight for each named feature. Learned by `training/decider/`."""

from __future__ import annotations

import msgspec


class Linear(msgspec.Struct, frozen=True):
    """A logistic model: a weight by feature name."""

    weights: dict[str, float]

    def score(self, names: list[str]) -> float:
        """Log odds of the features that hold."""
        weights = self.weights
        return sum([weights[name] for name in names if name in weights])

    def heaviest(self, names: list[str], n: int = 6) -> list[tuple[str, float]]:
        """The features that decided, heaviest first, with their weights."""
        weighed = ((name, w) for name in names if (w := self.weights.get(name, 0.0)))
        return sorted(weighed, key=lambda x: -abs(x[1]))[:n]
