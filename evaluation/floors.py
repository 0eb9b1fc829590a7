"""Floors: the least that each figure may be, pinned to the gold that it was measured on.

`floors.json` holds for every set the SHA-256 of its gold files and a floor for every measure (a ceiling where less is
better), and the list of floors that were ever lowered, each with its reason.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

State = Literal["held", "under", "above", "new", "gone", "other gold"]

SLACK = 0.005
"""How far a figure may lie under its floor: processors round differently, and a parse may tip over by that."""

PLACES = 3


def digest(paths: Iterable[Path]) -> dict[str, str]:
    """The SHA-256 of each file; of a folder, over the names and contents of its files in order."""
    return {path.name: _digest(path) for path in paths}


def _digest(path: Path) -> str:
    if path.is_file():
        return sha256(path.read_bytes()).hexdigest()
    total = sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        total.update(f"{file.relative_to(path).as_posix()} {_digest(file)}\n".encode())
    return total.hexdigest()


@dataclass(frozen=True)
class Verdict:
    """One figure beside its floor.

    Attributes:
        state: `held`; `under` the floor; `above` it, so that `--update` may raise it; `new`, without a floor; `gone`, a
            floor whose figure was not measured; `other gold`, a floor measured on other files, which says nothing here.
    """

    set: str
    measure: str
    value: float | None
    floor: float | None
    state: State


class Floors:
    """The floors file."""

    def __init__(self, path: Path) -> None:
        """Read it; a file that is not there holds no floors."""
        self.path = path
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self.sets: dict[str, dict[str, Any]] = data.get("sets", {})
        self.lowered: list[dict[str, Any]] = data.get("lowered", [])

    def changed(self, name: str, gold: Mapping[str, str]) -> list[str]:
        """Which gold files of the set are not those that its floors were measured on."""
        pinned: dict[str, str] = self.sets.get(name, {}).get("sha256", {})
        return sorted(f for f in {*pinned, *gold} if pinned.get(f) != gold.get(f)) if name in self.sets else []

    def judge(
        self, name: str, figures: Mapping[str, float], gold: Mapping[str, str], less: frozenset[str] = frozenset()
    ) -> Iterator[Verdict]:
        """Every figure of a set beside its floor."""
        floors: dict[str, float] = self.sets.get(name, {}).get("floors", {})
        other = bool(self.changed(name, gold))
        for measure in [*figures, *(m for m in floors if m not in figures)]:
            value, floor = figures.get(measure), floors.get(measure)
            yield Verdict(name, measure, value, floor, _state(value, floor, measure in less, other))

    def update(
        self,
        name: str,
        figures: Mapping[str, float],
        gold: Mapping[str, str],
        less: frozenset[str] = frozenset(),
        *,
        reason: str | None = None,
        today: date | None = None,
    ) -> None:
        """Raise the floors to the figures and pin the gold; lower those that are too high only for a reason.

        Args:
            reason: why a floor may be lowered; kept in the file with the date and both values.
        """
        entry = self.sets.setdefault(name, {})
        entry["sha256"] = dict(gold)
        floors: dict[str, float] = entry.setdefault("floors", {})
        for measure, value in figures.items():
            floor, down = floors.get(measure), measure in less
            new = _rounded(value, down)
            if floor is None or new == floor or ((new < floor) if down else (new > floor)):
                floors[measure] = new
            elif reason and _state(value, floor, down, False) == "under":
                floors[measure] = new
                day = (today or date.today()).isoformat()
                self.lowered.append(
                    {"date": day, "set": name, "measure": measure, "from": floor, "to": new, "reason": reason}
                )
        if reason:
            for measure in [m for m in floors if m not in figures]:
                self.lowered.append(
                    {"date": (today or date.today()).isoformat(), "set": name, "measure": measure,
                     "from": floors.pop(measure), "to": None, "reason": reason}
                )  # fmt: skip

    def save(self) -> None:
        """Write the file."""
        data = {"sets": self.sets, "lowered": self.lowered}
        self.path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _state(value: float | None, floor: float | None, less: bool, other: bool) -> State:
    if floor is None:
        return "new"
    if other:
        return "other gold"
    if value is None:
        return "gone"
    gain = floor - value if less else value - floor
    if gain < -SLACK - 1e-9:
        return "under"
    better = _rounded(value, less)
    return "above" if (better < floor if less else better > floor) else "held"


def _rounded(value: float, up: bool) -> float:
    factor = int(10**PLACES)
    # Of 0.1 + 0.2 the tail that binary fractions leave must not cost a place.
    scaled = round(value * factor, 6)
    whole: int = math.ceil(scaled) if up else math.floor(scaled)
    return whole / factor
