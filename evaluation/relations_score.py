"""Score the relations that Parley finds in sentences against the project's own gold.

    python evaluation/relations_score.py [--gold evaluation/relations/sentences.jsonl] [--model NAME] [--errors]

A relation is right when its type is, its evidence overlaps the gold's words at both ends, and its direction is that of
the gold (fights and allied-with have none). Each prediction and each gold relation count once. Over those that are
right, `status` and `since` say how many have the gold's status and date. The last line is the headline F1 over all
types but located-in, which is printed apart.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from scoring import Item, Misses, Tally, lines, touches

import parley
from parley.codebook.relations import SYMMETRIC, TYPES
from parley.model import Report

GOLD = Path(__file__).parent / "relations" / "sentences.jsonl"
APART = "located-in"
Found = dict[str, Any]


def found_in(reading: parley.Reading) -> list[Found]:
    """One item for each piece of evidence."""
    return [
        {"type": r.type, "from": e.from_, "to": e.to, "status": r.status, "since": r.since}
        for r in reading.relations
        for e in r.evidence
    ]


def overlaps(span: Any, words: Item) -> bool:
    return touches((span.start, span.end), words)


def same(have: Found, want: Item) -> bool:
    if have["type"] != want["type"]:
        return False
    straight = overlaps(have["from"], want["from"]) and overlaps(have["to"], want["to"])
    turned = overlaps(have["from"], want["to"]) and overlaps(have["to"], want["from"])
    return straight or (turned and want["type"] in SYMMETRIC)


def score(coder: parley.Coder, path: Path = GOLD) -> tuple[dict[str, Tally], Counter[str], Misses]:
    """Relations found, by type; status and date of those found, and silence on traps; what is wrong."""
    by: dict[str, Tally] = {kind: Tally() for kind in TYPES}
    said, misses = Counter[str](), Misses()
    for gold in lines(path):
        have = found_in(coder.read(Report(id=gold["id"], text=gold["text"], language="en")))
        # What has nothing to find is a trap: silence is right.
        said["traps"] += not gold["relations"]
        said["silent"] += not gold["relations"] and not have
        left = list(have)
        for want in gold["relations"]:
            hit = next((x for x in left if same(x, want)), None)
            if hit is None:
                by[want["type"]].fn += 1
                misses.add("missed", want["type"], want["from"]["text"], ">", want["to"]["text"], "|", gold["text"])
                continue
            left.remove(hit)
            by[want["type"]].tp += 1
            for key in ("status", "since"):
                said[key] += hit[key] == want[key]
            said["right"] += 1
        for x in left:
            by[x["type"]].fp += 1
            ends = (gold["text"][x[end].start : x[end].end] for end in ("from", "to"))
            misses.add("wrong", x["type"], " > ".join(ends), "|", gold["text"])
    return by, said, misses


def total(by: dict[str, Tally]) -> Tally:
    """All types but the one that stands apart."""
    return sum((tally for kind, tally in by.items() if kind != APART), Tally())


def measures(coder: parley.Coder) -> dict[str, float]:
    """What the gate holds."""
    by, said, _ = score(coder)
    return {"relations F1": total(by).f1, "silent on traps": said["silent"] / max(1, said["traps"])}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--model")
    parser.add_argument("--errors", action="store_true", help="print what is missed and what is wrong")
    args = parser.parse_args()
    by, said, misses = score(parley.load(model=args.model), args.gold)
    if args.errors:
        misses.show()
    for kind, tally in by.items():
        print(f"{kind:12} gold {tally.tp + tally.fn:3}  {tally}")
    status, since = (said[key] / max(1, said["right"]) for key in ("status", "since"))
    print(f"status right {status:.3f}, since right {since:.3f} of those found")
    print(f"silent on {said['silent']} of {said['traps']} traps")
    print(f"relations {total(by)}")


if __name__ == "__main__":
    main()
