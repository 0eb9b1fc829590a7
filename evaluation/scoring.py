"""What the scorers share: JSONL, spans, precision and recall, telling what was wrong. Standard library only."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Item = dict[str, Any]
Span = tuple[int, int]


def lines(path: str | Path) -> Iterator[Item]:
    """The objects of a JSONL file."""
    with Path(path).open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def by_report(readings: Iterable[Item]) -> dict[str, Item]:
    """Readings under the id of their report."""
    return {r["report"]["id"]: r for r in readings}


def overlap(a: Item, b: Item) -> bool:
    """Whether two spans share a character."""
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def touches(span: Span, gold: Item) -> bool:
    """Whether offsets and a span of the gold share a character."""
    return bool(span[0] < gold["end"] and gold["start"] < span[1])


@dataclass
class Tally:
    """Counts of right, superfluous and missed items."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}  recall {self.recall:.3f}  F1 {self.f1:.3f}"


class Misses:
    """What was wrong, in the order in which it was found: sort, report, and words that tell it."""

    def __init__(self) -> None:
        self.items: list[tuple[str, ...]] = []

    def add(self, sort: str, report: str, *words: object) -> None:
        """Note one."""
        self.items.append((sort, report, *map(str, words)))

    def show(self, limit: int | None = None) -> None:
        """Print them, of each sort `limit` at most."""
        shown: Counter[str] = Counter()
        for item in self.items:
            shown[item[0]] += 1
            if limit is None or shown[item[0]] <= limit:
                print("  ".join(item))
