"""Score the times and places of events: `python evaluation/event_times_score.py [--model MODEL] [--misses]`.

Of the gold events that the coder finds at all (evidence over the gold trigger), each has its own time and place or
none. Right is what overlaps the gold words; a value where the gold has none, or another, is a false one; a gold value
that is not given is missed. Precision, recall and F1, and how many gold events were found.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from scoring import Item, Misses, Span, Tally, lines, touches

import parley
from parley.model import Event, Reading

GOLD = Path(__file__).parent / "times_places" / "events.jsonl"
WHAT = ("time", "place")


def at(reading: Reading, span: Item) -> Event | None:
    """The event whose evidence holds the span; of several the one with the shortest evidence."""
    fitting = [
        (e.end - e.start, n)
        for n, event in enumerate(reading.events)
        for e in event.evidence
        if touches((e.start, e.end), span)
    ]
    return reading.events[min(fitting)[1]] if fitting else None


def time_spans(reading: Reading, event: Event) -> list[Span]:
    """Where the event's time stands."""
    return [(event.time.start, event.time.end)] if event.time else []


def place_spans(reading: Reading, event: Event) -> list[Span]:
    """Where the event's place is named."""
    if event.place is None:
        return []
    if event.place.entity is None:
        start = reading.report.text.find(event.place.name)
        return [(start, start + len(event.place.name))]
    return [(m.start, m.end) for m in reading.mentions if m.entity == event.place.entity]


def count(tally: Tally, gold: Item | None, spans: list[Span]) -> bool:
    """Add one comparison to the counts; whether it is right."""
    right = gold is not None and any(touches(span, gold) for span in spans)
    tally.tp += right
    tally.fp += bool(spans) and not right
    tally.fn += gold is not None and not right
    return right or (gold is None and not spans)


def score(coder: parley.Coder) -> tuple[dict[str, Tally], Tally, Misses]:
    """Times and places of the events found; the events found; what is wrong."""
    tallies, found, misses = {what: Tally() for what in WHAT}, Tally(), Misses()
    for item in lines(GOLD):
        reading = coder.read(parley.Report(id=item["id"], text=item["text"], language="en"))
        for gold in item["events"]:
            event = at(reading, gold["trigger"])
            if event is None:
                found.fn += 1
                continue
            found.tp += 1
            for what, spans in zip(WHAT, (time_spans(reading, event), place_spans(reading, event)), strict=True):
                if not count(tallies[what], gold[what], spans):
                    given = [item["text"][a:b] for a, b in spans]
                    wanted = gold[what] and item["text"][gold[what]["start"] : gold[what]["end"]]
                    misses.add(what, item["id"], given, f"for {wanted!r} in", item["text"])
    return tallies, found, misses


def measures(coder: parley.Coder) -> dict[str, float]:
    """What the gate holds."""
    tallies, found, _ = score(coder)
    return {f"event {what} F1": tallies[what].f1 for what in WHAT} | {"events found": found.recall}


def main() -> None:
    """Print the measures, a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model")
    parser.add_argument("--misses", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    tallies, found, misses = score(parley.load(model=options.model))
    if options.misses:
        misses.show()
    for what, tally in tallies.items():
        print(f"event {what} {tally} of {tally.tp + tally.fn}")
    print(f"events found {found.tp} of {found.tp + found.fn}")


if __name__ == "__main__":
    main()
