"""Disagreements between reports that tell one event: counts, days, doers, and whether it happened at all.

The care is that of a single report. Copies of one wire do not disagree with themselves; a toll that rises from day to
day is news and no contradiction; who names a side's country does not contradict who names its army.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from parley.record.identity import digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.record.members import Member

# "about n" covers n give or take this share; "up to n" claims at least half of n.
_ABOUT, _UP_TO = 0.2, 0.5


def disagreements(event: str, members: Sequence[Member]) -> list[dict[str, Any]]:
    """What the tellings of one event disagree about, as rows without ids.

    Args:
        event: the event's key.
        members: its tellings with their figures, in order.
    """
    members = [m for m in members if not m.told.row["rejected"]]
    out = []
    for kind, about, values in (
        *_figures(members),
        *_days(members),
        *_doers(members),
        *_occurrence(members),
    ):
        days = [v["published"] for v in values if v["published"]]
        out.append(
            {
                "key": digest("between", event, kind, about),
                "kind": kind,
                "text": about,
                "day": max(days, default=None),
                "values": values,
            }
        )
    return out


def bounds(row: dict[str, Any]) -> tuple[float, float]:
    """The least and the most people that a figure allows."""
    low, best, high, qualifier = row["low"], row["best"], row["high"], row["qualifier"]
    n = next((x for x in (best, low, high) if x is not None), 0.0)
    if qualifier == "about":
        return n * (1 - _ABOUT), n * (1 + _ABOUT)
    if qualifier in ("at-least", "more-than"):
        return (n if low is None else low), math.inf
    if qualifier == "up-to":
        return n * _UP_TO, n
    if qualifier == "fewer-than":
        return 0.0, (n if high is None else high)
    return (n if low is None else low), (n if high is None else high)


def _value(member: Member, value: str, at: dict[str, Any], source: str) -> dict[str, Any]:
    return {
        "value": value,
        "source": source,
        "report": member.report_key,
        "published": member.told.published,
        "publisher": member.publisher,
        "start": at["start"],
        "end": at["end"],
        "sentence": None,
        "sentence_start": at["sentence_start"],
        "sentence_end": at["sentence_end"],
    }


def _figures(members: Sequence[Member]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    by: dict[tuple[str, str], list[tuple[Member, dict[str, Any]]]] = defaultdict(list)
    for member in members:
        for figure in member.figures:
            by[figure["measure"], (figure["who"] or "").lower()].append((member, figure))
    # "people" may be anybody's count, so what is counted without a name is held against each named count.
    out = []
    for (measure, who), told in sorted(by.items()):
        apart = [x for n, x in enumerate(told) if any(_clash(x, y) for m, y in enumerate(told) if m != n)]
        if apart:
            values = [_value(m, _number(f), f, f["source"]) for m, f in apart]
            out.append(("figure", f"{measure} {who}".strip(), values))
    return out


def _clash(a: tuple[Member, dict[str, Any]], b: tuple[Member, dict[str, Any]]) -> bool:
    (one, first), (other, second) = a, b
    if one.cluster == other.cluster:
        return False
    (low, high), (least, most) = bounds(first), bounds(second)
    if not (high < least or most < low):
        return False
    days = [m.told.published for m in (one, other)]
    if days[0] and days[1] and days[0] != days[1]:
        earlier, later = ((low, high), (least, most)) if days[0] < days[1] else ((least, most), (low, high))
        # A toll that rises with the days is news.
        return later[0] < earlier[0]
    return True


def _number(figure: dict[str, Any]) -> str:
    n = next((x for x in (figure["best"], figure["low"], figure["high"]) if x is not None), 0.0)
    qualifier = figure["qualifier"]
    return f"{n:g}" if qualifier in ("exact", "range") else f"{qualifier.replace('-', ' ')} {n:g}"


def _days(members: Sequence[Member]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    exact = [m for m in members if m.told.exact]
    if len({m.told.first for m in exact}) < 2 or len({m.cluster for m in exact}) < 2:
        return []
    return [("time", "day", [_value(m, m.told.first or "", m.told.row, m.told.row["source"]) for m in exact])]


def _doers(members: Sequence[Member]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    named = [m for m in members if m.told.actors and "negated" not in m.told.row["status"]]
    apart = [m for m in named if any(_other_doer(m, other) for other in named)]
    if not apart:
        return []
    return [
        (
            "responsibility",
            "actor",
            [_value(m, m.told.row["actor_names"].replace("|", ", "), m.told.row, m.told.row["source"]) for m in apart],
        )
    ]


def _other_doer(one: Member, other: Member) -> bool:
    if one.cluster == other.cluster:
        return False
    mine = {s for p in one.told.actors for s in p.stems}
    return all(p.stems.isdisjoint(mine) for p in other.told.actors)


def _occurrence(members: Sequence[Member]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    denied = [m for m in members if "negated" in m.told.row["status"].split("|")]
    if not denied or len(denied) == len(members):
        return []
    values = [
        _value(m, "did not happen" if m in denied else "happened", m.told.row, m.told.row["source"]) for m in members
    ]
    return [("occurrence", "whether it happened", values)]
