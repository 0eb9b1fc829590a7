"""Where a note belongs: the words themselves (W3C text selectors), so that it finds its place in a later reading.

A span is anchored by the hash of its text, its position, and its words with those before and after. In the same text
the position holds; in another text of the report the words are looked for, and of several places that hold them the
one with the likest surroundings is taken. An item (an event, a figure ...) is found by the words that it came from.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from parley.record.identity import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.model import Reading, Span

AROUND = 32
_LIKE = 0.5
TargetKind = Literal["report", "span", "event", "figure", "relation", "talks", "disagreement", "entity"]
State = Literal["attached", "moved", "orphan"]


class Target(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a note is on.

    Attributes:
        report: key of the report; None for an entity of the whole record.
        item: the item's id in the reading (`e3`, `f1`, `t1`, `r2`, `d1`) when the note was made.
        of: key of what the note is on in the record: a telling, talks, a relation, an entity, a disagreement.
        type: the item's type at that time, by which one of two items of the same words is chosen.
        hash: SHA-256 of the text.
        start: first code point (TextPositionSelector), with `end` exclusive.
        exact: the words (TextQuoteSelector), with `prefix` and `suffix`, the text on both sides.
    """

    kind: TargetKind
    report: str | None = None
    item: str | None = None
    of: str | None = None
    type: str | None = None
    hash: str | None = None
    start: int | None = None
    end: int | None = None
    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """Where a target stands in a reading; `reason` says why it moved or was lost."""

    state: State
    item: str | None = None
    start: int | None = None
    end: int | None = None
    reason: str = ""


def selectors(text: str, start: int, end: int) -> dict[str, Any]:
    """The anchor of a span of a text."""
    return {
        "hash": text_hash(text),
        "start": start,
        "end": end,
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }


def locate(target: Target, text: str) -> tuple[int, int, State] | None:
    """Where the words of a target stand in a text; None where they are not to be found."""
    if target.start is None or target.end is None:
        return None
    exact = target.exact or ""
    if target.hash == text_hash(text) or (exact and text[target.start : target.end] == exact and not target.hash):
        return target.start, target.end, "attached"
    if not exact:
        return None
    best: tuple[float, int] | None = None
    at = text.find(exact)
    while at >= 0:
        before = text[max(0, at - AROUND) : at]
        after = text[at + len(exact) : at + len(exact) + AROUND]
        points = _like(before, target.prefix or "") + _like(after, target.suffix or "")
        points -= abs(at - target.start) / (1 + len(text))
        if best is None or points > best[0]:
            best = (points, at)
        at = text.find(exact, at + 1)
    # A short word that stands anywhere is no place: it needs its surroundings.
    if best is None or (len(exact) < 12 and best[0] < _LIKE):
        return None
    return best[1], best[1] + len(exact), "moved"


def _like(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0


def items(reading: Reading) -> Iterator[tuple[str, str, str, list[tuple[Span, Span]]]]:
    """Kind, id, type and evidence (words and sentence) of every item that a note may be on."""
    for event in reading.events:
        yield "event", event.id, event.type, [(e, e.sentence) for e in event.evidence]
    for figure in reading.figures:
        yield "figure", figure.id, figure.measure, [(e, e.sentence) for e in figure.evidence]
    for talks in reading.talks:
        yield "talks", talks.id, talks.stage, [(e, e.sentence) for e in talks.evidence]
    for n, relation in enumerate(reading.relations):
        yield "relation", f"r{n + 1}", relation.type, [(r, r.sentence) for r in relation.evidence]
    for n, item in enumerate(reading.disagreements):
        evidence: list[tuple[Span, Span]] = [(e, e.sentence) for value in item.values for e in value.evidence]
        yield "disagreement", f"d{n + 1}", item.about.kind, evidence


def attach(target: Target, reading: Reading) -> Anchor:
    """Find a target in a reading of its report, or of a later text of it."""
    if target.kind == "report" or (target.start is None and target.item is None):
        return Anchor(state="attached")
    found = locate(target, reading.report.text)
    if found is None:
        return Anchor(state="orphan", reason="its words are not in the text any more")
    start, end, state = found
    if target.kind == "span":
        return Anchor(state=state, start=start, end=end, reason="found by its words" if state == "moved" else "")
    best: tuple[tuple[bool, int, bool, bool], str] | None = None
    for kind, item, type_, evidence in items(reading):
        if kind != target.kind:
            continue
        over = max((_overlap(start, end, words) for words, _ in evidence), default=0)
        inside = any(_overlap(start, end, sentence) for _, sentence in evidence)
        alike = target.type is None or type_ == target.type
        # In the words themselves any item of the kind will do; elsewhere in the sentence only one of the same type.
        if over or (inside and alike):
            rank = (bool(over), over, alike, item == target.item)
            if best is None or rank > best[0]:
                best = (rank, item)
    if best is None:
        reason = f"the reading has no {target.kind} at its words any more"
        return Anchor(state="orphan", start=start, end=end, reason=reason)
    moved = state == "moved" or best[1] != target.item
    return Anchor(
        state="moved" if moved else "attached",
        item=best[1],
        start=start,
        end=end,
        reason=f"{target.item} is {best[1]} now" if best[1] != target.item else "",
    )


def _overlap(start: int, end: int, span: Span) -> int:
    return max(0, min(end, span.end) - max(start, span.start))
