"""Explanation on demand: the report is read again, and what decided is told in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from parley import words

if TYPE_CHECKING:
    from parley.desk.state import Desk
    from parley.model import Event, Reading


def explanation(desk: Desk, key: str, reading: Reading, event: Event) -> dict[str, Any]:
    """Why an event stands, as rows of a label and words; and what in its sentence was looked at and turned down."""
    from parley.coding.explain import explained

    found = desk.cache.get(("why", key), lambda: desk.coding(lambda coder: explained(coder, reading.report)))
    here = {(v.start, v.end) for v in event.evidence}
    again = next((e for e in found.reading.events if here & {(v.start, v.end) for v in e.evidence}), None)
    rows: list[dict[str, Any]] = []
    if again is None:
        rows.append({"label": "now", "words": "this version of Parley does not code this event; the reading is older"})
    for evidence in event.evidence:
        rows.append({"label": "words", "words": words.quote(reading.quote(evidence), most=200)})
        if evidence.rule:
            rows.append({"label": "rule", "words": f"{evidence.rule}: {chain(evidence.rule)}"})
        why = found.why(evidence)
        rows += _weights(why.weighed)
        rows += [{"label": "dropped", "words": other} for other in why.dropped]
    sure = "rules alone decided" if event.confidence is None else f"{event.confidence:.0%}"
    rows.append({"label": "confidence", "words": sure})
    sentences = [(v.sentence.start, v.sentence.end) for v in event.evidence]
    turned = [
        {
            "type": no.type,
            "mode": no.mode,
            "words": words.quote(reading.quote(no.words), most=200),
            "rule": f"{no.rule}: {chain(no.rule)}",
            "confidence": no.confidence,
            "weighed": _weights(no.weighed),
        }
        for no in found.turned
        if any(a <= no.words.start < b for a, b in sentences)
    ]
    return {"rows": rows, "turned": turned}


def chain(rule: str) -> str:
    """A rule in words: "refuse(meet)" is operator refuse on the entry meet."""
    *operators, entry = re.split(r"[()]+", rule.rstrip(")")) if rule else [""]
    return " on ".join([*(f"operator {name}" for name in operators), f"the entry {entry}"])


def _weights(weighed: list[tuple[str, float]]) -> list[dict[str, Any]]:
    out = []
    for label, some in (("for", [f for f in weighed if f[1] > 0]), ("against", [f for f in weighed if f[1] < 0])):
        if some:
            text = "; ".join(f"{words.feature(name)} ({weight:+.2f})" for name, weight in some)
            out.append({"label": label, "words": text})
    return out
