"""What the recipes of the deciders share: rows, folds and the fit of a linear model."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from parley.coding.linear import Linear

Gold = dict[str, Any]
Row = tuple[list[str], int]


def overlap(a: tuple[int, int], b: Gold) -> int:
    return max(0, min(a[1], b["end"]) - max(a[0], b["start"]))


def fit(rows: Iterable[Row], strength: float) -> Linear:
    names, labels = zip(*rows, strict=True)
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([dict.fromkeys(n, 1.0) for n in names])
    # A name seen once can teach nothing but that row.
    counts = np.asarray((table > 0).sum(axis=0)).ravel()
    keep = counts > 1
    model = LogisticRegression(C=strength, solver="liblinear", fit_intercept=False, max_iter=400)
    model.fit(table[:, keep], labels)
    kept = [n for n, k in zip(vectorizer.get_feature_names_out(), keep, strict=True) if k]
    weights = {n: round(float(w), 3) for n, w in zip(kept, model.coef_[0], strict=True) if abs(w) >= 0.004}
    return Linear(weights)


def block(report: str) -> str:
    return re.match(r"[A-Za-z]*", report)[0] or report  # type: ignore[index]


def folds(reports: Iterable[str], n: int) -> list[set[str]]:
    """Reports in n groups; a block stays together, unless there are fewer blocks than groups."""
    blocks = defaultdict(list)
    for report in reports:
        blocks[block(report)].append(report)
    if len(blocks) < n:
        blocks = {r: [r] for r in reports}  # type: ignore[assignment]
    out: list[set[str]] = [set() for _ in range(n)]
    for members in sorted(blocks.values(), key=lambda m: (-len(m), m)):
        min(out, key=len).update(members)
    return out
