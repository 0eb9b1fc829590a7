"""Score the times and places of events: `python evaluation/times_places/events.py [--model MODEL] [--misses]`.

Of the gold events that the coder finds at all (evidence over the gold trigger), each has its own time and place or
none. Right is what overlaps the gold words; a value where the gold has none, or another, is a false one; a gold value
that is not given is missed. Precision, recall and F1, and how many gold events were found.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import parley
from parley.model import Event, Reading

GOLD = Path(__file__).with_suffix(".jsonl")
Spans = list[tuple[int, int]]


def at(reading: Reading, span: dict[str, int]) -> Event | None:
    """The event whose evidence holds the span; of several the one with the shortest evidence."""
    fitting = [
        (e.end - e.start, n)
        for n, event in enumerate(reading.events)
        for e in event.evidence
        if e.start < span["end"] and span["start"] < e.end
    ]
    return reading.events[min(fitting)[1]] if fitting else None


def time_spans(reading: Reading, event: Event) -> Spans:
    """Where the event's time stands."""
    return [(event.time.start, event.time.end)] if event.time else []


def place_spans(reading: Reading, event: Event) -> Spans:
    """Where the event's place is named."""
    if event.place is None:
        return []
    if event.place.entity is None:
        start = reading.report.text.find(event.place.name)
        return [(start, start + len(event.place.name))]
    return [(m.start, m.end) for m in reading.mentions if m.entity == event.place.entity]


def count(n: Counter[str], what: str, gold: dict[str, int] | None, spans: Spans) -> bool:
    """Add one comparison to the counts; whether it is right."""
    right = gold is not None and any(a < gold["end"] and gold["start"] < b for a, b in spans)
    n[f"{what} right"] += right
    n[f"{what} given"] += bool(spans)
    n[f"{what} gold"] += gold is not None
    return right or (gold is None and not spans)


def main() -> None:
    """Print the measures, a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model")
    parser.add_argument("--misses", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    coder = parley.load(model=options.model)
    n: Counter[str] = Counter()
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        item: dict[str, Any] = json.loads(line)
        reading = coder.read(parley.Report(id=item["id"], text=item["text"], language="en"))
        for gold in item["events"]:
            event = at(reading, gold["trigger"])
            n["events"] += 1
            if event is None:
                continue
            n["found"] += 1
            for what, spans in (("time", time_spans(reading, event)), ("place", place_spans(reading, event))):
                if not count(n, what, gold[what], spans) and options.misses:
                    given = [item["text"][a:b] for a, b in spans]
                    wanted = gold[what] and item["text"][gold[what]["start"] : gold[what]["end"]]
                    print(f"{item['id']} {what} {given} for {wanted!r}: {item['text']}")
    for what in ("time", "place"):
        right, given, gold_count = (n[f"{what} {k}"] for k in ("right", "given", "gold"))
        precision, recall = right / max(given, 1), right / max(gold_count, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"event {what} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} of {gold_count}")
    print(f"events found {n['found']} of {n['events']}")


if __name__ == "__main__":
    main()
