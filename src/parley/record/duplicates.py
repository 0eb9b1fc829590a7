"""Near copies: reports that are one text with small changes, such as a wire story in ten papers.

MinHash signatures over shingles of four words find candidates without a scan; a candidate is a copy when most of the
shorter text stands in the longer one. Copies gather about the first that was kept (their cluster), and no number of
them confirms anything.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import rensa
import sqlalchemy as sa

from parley.record import tables as t
from parley.record.days import ordinal
from parley.record.store import chunks, insert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

SHINGLE = 4
BANDS, ROWS = 24, 4
# A wire is copied within weeks: candidates are those published up to so many days before or after, and the undated.
DAYS = 30
# Least share of the shorter text's shingles in the longer one; and the most candidates compared word by word.
COPY, COMPARED = 0.6, 5
_SEED = 20150212
_BITS = 44
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Copy:
    """Of which report another is a copy (of itself where of none), and how much of the shorter one both hold."""

    cluster: int
    containment: float


def shingles(text: str) -> frozenset[str]:
    """All runs of four words, in lower case; the whole of a shorter text."""
    words = _WORD.findall(text.lower())
    if len(words) <= SHINGLE:
        return frozenset((" ".join(words),))
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set that the other holds too."""
    return len(one & other) / max(1, min(len(one), len(other)))


def bands(marks: Iterable[str]) -> list[int]:
    """The bands of the signature of a set of shingles, as numbers of 44 bits; the first is that of the whole set."""
    ordered = sorted(marks)
    signature = rensa.RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    signature.update(ordered)
    values: Sequence[int] = signature.digest()
    parts = [(i, *values[i * ROWS : (i + 1) * ROWS]) for i in range(BANDS)]
    return [_whole(ordered), *(_mark(part) for part in parts)]


def _whole(ordered: list[str]) -> int:
    raw = blake2b("|".join(ordered).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "big") >> (64 - _BITS)


def _mark(values: tuple[int, ...]) -> int:
    raw = blake2b(b"".join(v.to_bytes(4, "big") for v in values), digest_size=8).digest()
    return int.from_bytes(raw, "big") >> (64 - _BITS)


def _rows(marks: Sequence[int], day: str | None) -> list[int]:
    """The rows under which a report is found: the month leads, so that a record that grows in time grows at its end.

    The whole set stands without a month: the very same text is a copy whenever it comes.
    """
    month = ordinal(day) // DAYS if day else 0
    return [marks[0], *((month << _BITS) | mark for mark in marks[1:])]


def _probes(marks: Sequence[int], day: str | None) -> list[int]:
    months = (0,) if not day else (0, *(ordinal(day) // DAYS + near for near in (-1, 0, 1)))
    return [marks[0], *((month << _BITS) | mark for month in months for mark in marks[1:])]


class Copies:
    """Finds the copies in a batch of new reports."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index: dict[int, list[int]] = {}
        self._marks: dict[int, frozenset[str]] = {}
        self._new: list[dict[str, int]] = []

    def place(self, reports: Sequence[tuple[int, str, str | None]]) -> dict[int, Copy]:
        """For each new report (id, text, day of publication) the cluster that it belongs to.

        Reports are taken in order, so that the first of a story leads its cluster.
        """
        marks = {report: shingles(text) for report, text, _ in reports}
        own = {report: bands(marks[report]) for report, _, _ in reports}
        probes = {report: _probes(own[report], day) for report, _, day in reports}
        for some in chunks(sorted({b for bs in probes.values() for b in bs})):
            for hash_, report in self._connection.execute(sa.select(t.band).where(t.band.c.hash.in_(some))):
                self._index.setdefault(hash_, []).append(report)
        hits = [Counter(r for b in some for r in self._index.get(b, ())) for some in probes.values()]
        self._load({r for counted in hits for r, _ in _likeliest(counted)})
        out = {}
        for report, _, day in reports:
            counted = Counter(r for b in probes[report] for r in self._index.get(b, ()))
            out[report] = self._closest(report, marks[report], counted)
            if out[report].cluster == report:
                self._marks[report] = marks[report]
                for b in dict.fromkeys(_rows(own[report], day)):
                    self._index.setdefault(b, []).append(report)
                    self._new.append({"hash": b, "report": report})
        insert(self._connection, t.band, self._new)
        self._new = []
        return out

    def _closest(self, report: int, marks: frozenset[str], counted: Counter[int]) -> Copy:
        best = Copy(report, 1.0)
        found = 0.0
        for candidate, _ in _likeliest(counted):
            other = self._marks.get(candidate)
            if other is not None and (share := containment(marks, other)) >= COPY and share > found:
                best, found = Copy(candidate, round(share, 4)), share
        return best

    def _load(self, reports: set[int]) -> None:
        for some in chunks(sorted(reports - self._marks.keys())):
            for report, text in self._connection.execute(
                sa.select(t.report.c.id, t.report.c.text).where(t.report.c.id.in_(some))
            ):
                self._marks[report] = shingles(text)


def _likeliest(counted: Counter[int]) -> list[tuple[int, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:COMPARED]
