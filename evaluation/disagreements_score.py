#!/usr/bin/env python3
"""Score the disagreements that Parley finds inside reports against the project's own gold. Standard library only.

    disagreements_score.py evaluation/disagreements/pairs.jsonl READINGS.jsonl [--half development|unseen] [--errors]

A predicted disagreement is right when the gold has one of its kind in that report and every value of the gold's stands
in one of the predicted values: in its own words or in those of its evidence. Everything else predicted counts against
precision; what the gold has besides counts against recall.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any


def load(path: str) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def words(reading: dict[str, Any], value: dict[str, Any]) -> str:
    """A predicted value and its evidence as one text."""
    text = reading["report"]["text"]
    return " | ".join([value["value"], *(text[e["start"] : e["end"]] for e in value["evidence"])]).lower()


def right(reading: dict[str, Any], got: dict[str, Any], want: dict[str, Any]) -> bool:
    """Whether a predicted disagreement is the gold's."""
    if got["about"]["kind"] != want["kind"]:
        return False
    values = [words(reading, v) for v in got["values"]]
    return all(any(w.lower() in v or w.replace(",", "") in v for v in values) for w in want["values"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("readings")
    parser.add_argument("--half", choices=("development", "unseen"))
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    gold = [g for g in load(args.gold) if args.half in (None, g["half"])]
    readings = {r["report"]["id"]: r for r in load(args.readings)}
    tp = fp = fn = 0
    for g in gold:
        reading = readings[g["id"]]
        left = list(reading["disagreements"])
        for want in g["disagreements"]:
            hit = next((d for d in left if right(reading, d, want)), None)
            if hit is None:
                fn += 1
                if args.errors:
                    print(g["id"], "missed", want["kind"], want["values"])
                continue
            left.remove(hit)
            tp += 1
        fp += len(left)
        if args.errors:
            for d in left:
                print(g["id"], "extra", d["about"]["kind"], [v["value"] for v in d["values"]])
    print(f"texts {len(gold)}  disagreements {tp + fn}")
    print(f"precision {tp / max(tp + fp, 1):.3f}  recall {tp / max(tp + fn, 1):.3f}")


if __name__ == "__main__":
    main()
