#!/usr/bin/env python3
"""Score the disagreements that Parley finds inside reports against the project's own gold. Standard library only.

    disagreements_score.py evaluation/disagreements/pairs.jsonl READINGS.jsonl [--half development|unseen] [--errors]

A predicted disagreement is right when the gold has one of its kind in that report and every value of the gold's stands
in one of the predicted values: in its own words or in those of its evidence. Everything else predicted counts against
precision; what the gold has besides counts against recall.
"""

from __future__ import annotations

import argparse

from scoring import Item, Misses, Tally, by_report, lines

HALVES = ("development", "unseen", "second")


def words(reading: Item, value: Item) -> str:
    """A predicted value and its evidence as one text."""
    text = reading["report"]["text"]
    return " | ".join([value["value"], *(text[e["start"] : e["end"]] for e in value["evidence"])]).lower()


def right(reading: Item, got: Item, want: Item) -> bool:
    """Whether a predicted disagreement is the gold's."""
    if got["about"]["kind"] != want["kind"]:
        return False
    values = [words(reading, v) for v in got["values"]]
    return all(any(w.lower() in v or w.replace(",", "") in v for v in values) for w in want["values"])


def score(gold: list[Item], readings: dict[str, Item]) -> tuple[Tally, Misses]:
    """Disagreements found, and what is wrong."""
    tally, misses = Tally(), Misses()
    for g in gold:
        reading = readings[g["id"]]
        left = list(reading["disagreements"])
        for want in g["disagreements"]:
            hit = next((d for d in left if right(reading, d, want)), None)
            if hit is None:
                tally.fn += 1
                misses.add("missed", g["id"], want["kind"], want["values"])
                continue
            left.remove(hit)
            tally.tp += 1
        tally.fp += len(left)
        for d in left:
            misses.add("extra", g["id"], d["about"]["kind"], [v["value"] for v in d["values"]])
    return tally, misses


def measures(gold: list[Item], readings: dict[str, Item]) -> dict[str, float]:
    """What the gate holds: precision and recall of each half that the gold has."""
    out: dict[str, float] = {}
    for half in dict.fromkeys(g["half"] for g in gold):
        tally, _ = score([g for g in gold if g["half"] == half], readings)
        out |= {f"precision, {half}": tally.precision, f"recall, {half}": tally.recall}
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("readings")
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    gold = [g for g in lines(args.gold) if args.half in (None, g["half"])]
    tally, misses = score(gold, by_report(lines(args.readings)))
    if args.errors:
        misses.show()
    print(f"texts {len(gold)}  disagreements {tally.tp + tally.fn}")
    print(f"precision {tally.precision:.3f}  recall {tally.recall:.3f}")


if __name__ == "__main__":
    main()
