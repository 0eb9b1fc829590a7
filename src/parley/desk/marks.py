"""A report's text cut where anything begins or ends, so that marks may overlap and none is nested in another."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parley.model import Reading, Span
    from parley.record import Note

NAMED = frozenset({"person", "organization", "location", "nationality"})


def paragraphs(reading: Reading, notes: Iterable[Note] = ()) -> list[dict[str, Any]]:
    """The paragraphs of a report, each with its sentences, and these with their pieces.

    A piece holds `start` and `text` and, where it is marked, `entity` (id), `mention` (type), `event` (id), `figure`
    (id) and `notes` (ids).
    """
    text = reading.report.text
    spans: list[tuple[int, int, str, Any]] = []
    names = {e.id: e for e in reading.entities}
    for m in reading.mentions:
        if m.type in NAMED and m.entity in names and m.form == "name":
            spans.append((m.start, m.end, "entity", m.entity))
        elif m.type == "time":
            spans.append((m.start, m.end, "time", m.value or True))
    for e in reading.events:
        spans += [(v.start, v.end, "event", e.id) for v in e.evidence]
    for f in reading.figures:
        spans += [(v.start, v.end, "figure", f.id) for v in f.evidence]
    for n in notes:
        if n.start is not None and n.end is not None and n.target.kind == "span" and not n.deleted:
            spans.append((n.start, n.end, "note", n.id))
    passages = sorted(reading.passages, key=lambda p: p.start) or _whole(text)
    out: list[dict[str, Any]] = []
    at, number = 0, 0
    for p in passages:
        # Passages may hold the blanks around them; a line's end in these is where a paragraph ends.
        words = text[p.start : p.end]
        start, end = p.start + len(words) - len(words.lstrip()), p.start + len(words.rstrip())
        if start >= end:
            continue
        gap, at = text[at:start], end
        if p.kind != "furniture":
            number += 1
        sentence = {
            "start": start,
            "end": end,
            "kind": p.kind,
            "number": number if p.kind != "furniture" else None,
            "pieces": _pieces(text, start, end, spans),
        }
        if not out or "\n" in gap or out[-1]["kind"] != p.kind:
            out.append({"kind": p.kind, "sentences": []})
        elif gap:
            sentence["before"] = gap
        out[-1]["sentences"].append(sentence)
    return out


def _whole(text: str) -> list[Any]:
    from parley.model import Passage

    return [Passage(start=0, end=len(text), kind="body")] if text else []


def _pieces(text: str, start: int, end: int, spans: list[tuple[int, int, str, Any]]) -> list[dict[str, Any]]:
    here = [s for s in spans if s[0] < end and s[1] > start]
    cuts = sorted({start, end, *(max(start, a) for a, *_ in here), *(min(end, b) for _, b, *_ in here)})
    out = []
    for a, b in pairwise(cuts):
        over: dict[str, list[Any]] = defaultdict(list)
        for s, e, what, value in here:
            if s <= a and e >= b:
                over[what].append(value)
        piece: dict[str, Any] = {"start": a, "text": text[a:b]}
        for what in ("entity", "event", "figure", "time"):
            if over[what]:
                piece[what] = over[what][0]
        if over["note"]:
            piece["notes"] = over["note"]
        out.append(piece)
    return out


def beside(reading: Reading, paragraph: dict[str, Any], items: Iterable[Any]) -> list[Any]:
    """The items (events, figures) whose first evidence stands in a paragraph."""
    spans = [(s["start"], s["end"]) for s in paragraph["sentences"]]
    return [i for i in items if any(a <= i.evidence[0].start < b for a, b in spans)]


def sentence_number(reading: Reading, span: Span) -> int | None:
    """The number of the sentence in which a span begins, furniture not counted; as the brief counts."""
    number = 0
    for p in sorted(reading.passages, key=lambda p: p.start):
        if p.kind != "furniture":
            number += 1
        if p.start <= span.start < p.end:
            return number if p.kind != "furniture" else None
    return None
