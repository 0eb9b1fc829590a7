"""What changed from one reading of a report to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from parley.record.anchors import items
from parley.record.views import View

if TYPE_CHECKING:
    from parley.model import Reading, Span

# What points into the text, and the numbers of items: another place of the same words is no change.
_POSITIONS = ("id", "evidence", "entity", "source", "event", "item", "start", "end")


class Change(View, frozen=True, kw_only=True):
    """One item that came, went or is read otherwise.

    Attributes:
        item: its id in the new reading (in the old one where it went).
        fields: for each field that changed, what it was and what it is.
        quote: the words that it comes from.
    """

    change: Literal["added", "removed", "changed"]
    kind: str
    item: str
    type: str
    quote: str
    fields: dict[str, tuple[Any, Any]] = msgspec.field(default_factory=dict)


def diff(old: Reading, new: Reading) -> list[Change]:
    """The changes in the order of the text; empty where both say the same."""
    was, now = _listed(old), _listed(new)
    out: list[tuple[int, Change]] = []
    paired: set[tuple[str, str]] = set()
    for (kind, item), (type_, spans, plain) in now.items():
        pair = _pair(kind, type_, spans, new, was, old, paired)
        at, quote = spans[0].start if spans else 0, new.quote(spans[0]) if spans else ""
        if pair is None:
            out.append((at, Change(change="added", kind=kind, item=item, type=type_, quote=quote)))
            continue
        paired.add(pair)
        before = was[pair][2]
        fields = {f: (before.get(f), plain.get(f)) for f in plain if before.get(f) != plain.get(f)}
        if fields:
            out.append((at, Change(change="changed", kind=kind, item=item, type=type_, quote=quote, fields=fields)))
    for (kind, item), (type_, spans, _) in was.items():
        if (kind, item) not in paired:
            at, quote = spans[0].start if spans else 0, old.quote(spans[0]) if spans else ""
            out.append((at, Change(change="removed", kind=kind, item=item, type=type_, quote=quote)))
    return [change for _, change in sorted(out, key=lambda x: (x[0], x[1].kind, x[1].item))]


_Listed = dict[tuple[str, str], tuple[str, list["Span"], dict[str, Any]]]


def _listed(reading: Reading) -> _Listed:
    names = {e.id: e.name for e in reading.entities}
    whole: dict[str, Any] = {e.id: e for e in reading.events}
    whole |= {f.id: f for f in reading.figures} | {k.id: k for k in reading.talks}
    whole |= {f"r{n + 1}": r for n, r in enumerate(reading.relations)}
    whole |= {f"d{n + 1}": d for n, d in enumerate(reading.disagreements)}
    return {
        (kind, item): (type_, [words for words, _ in evidence], _plain(msgspec.to_builtins(whole[item]), names))
        for kind, item, type_, evidence in items(reading)
    }


def _plain(value: Any, names: dict[str, str]) -> Any:
    """An item without positions, entities by their names."""
    if isinstance(value, dict):
        return {k: _plain(v, names) for k, v in value.items() if k not in _POSITIONS}
    if isinstance(value, list):
        return [_plain(v, names) for v in value]
    return names.get(value, value) if isinstance(value, str) else value


def _pair(
    kind: str,
    type_: str,
    spans: list[Span],
    new: Reading,
    was: _Listed,
    old: Reading,
    paired: set[tuple[str, str]],
) -> tuple[str, str] | None:
    """The item of the old reading that stands at the same words, one of the same type before any."""
    same = new.report.text == old.report.text
    words = {new.quote(s) for s in spans}
    best: tuple[tuple[int, bool], tuple[str, str]] | None = None
    for key, (other_type, others, _) in was.items():
        if key[0] != kind or key in paired:
            continue
        if same:
            over = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in spans for b in others)
        else:
            over = sum(len(w) for w in words & {old.quote(s) for s in others})
        if over and (best is None or (over, other_type == type_) > best[0]):
            best = ((over, other_type == type_), key)
    return best[1] if best else None
