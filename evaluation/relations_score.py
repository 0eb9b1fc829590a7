"""Score the relations that Parley finds in sentences against the project's own gold.

    python evaluation/relations_score.py [--gold evaluation/relations/sentences.jsonl] [--model NAME] [--errors]

A relation is right when its type is, its evidence overlaps the gold's words at both ends, and its direction is that of
the gold (fights and allied-with have none). Each prediction and each gold relation count once. Over those that are
right, `status` and `since` say how many have the gold's status and date. The last line is the headline F1 over all
types but located-in, which is printed apart.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

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


def overlaps(span: Any, words: dict[str, int]) -> bool:
    return bool(span.start < words["end"] and words["start"] < span.end)


def same(have: Found, want: dict[str, Any]) -> bool:
    if have["type"] != want["type"]:
        return False
    straight = overlaps(have["from"], want["from"]) and overlaps(have["to"], want["to"])
    turned = overlaps(have["from"], want["to"]) and overlaps(have["to"], want["from"])
    return straight or (turned and want["type"] in SYMMETRIC)


def prf(c: Counter[str]) -> str:
    p = c["right"] / max(1, c["right"] + c["wrong"])
    r = c["right"] / max(1, c["right"] + c["missed"])
    return f"precision {p:.3f}  recall {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--model")
    parser.add_argument("--errors", action="store_true", help="print what is missed and what is wrong")
    args = parser.parse_args()
    coder = parley.load(model=args.model)
    by: dict[str, Counter[str]] = {kind: Counter() for kind in TYPES}
    said: Counter[str] = Counter()
    for line in args.gold.open(encoding="utf-8"):
        gold = json.loads(line)
        have = found_in(coder.read(Report(id=gold["id"], text=gold["text"], language="en")))
        # What has nothing to find is a trap: silence is right.
        said["traps"] += not gold["relations"]
        said["silent"] += not gold["relations"] and not have
        left = list(have)
        for want in gold["relations"]:
            hit = next((x for x in left if same(x, want)), None)
            by[want["type"]]["missed" if hit is None else "right"] += 1
            if hit is None:
                if args.errors:
                    print("missed", want["type"], want["from"]["text"], ">", want["to"]["text"], "|", gold["text"])
                continue
            left.remove(hit)
            for key in ("status", "since"):
                said[key] += hit[key] == want[key]
            said["right"] += 1
        for x in left:
            by[x["type"]]["wrong"] += 1
            if args.errors:
                ends = (gold["text"][x[end].start : x[end].end] for end in ("from", "to"))
                print("wrong", x["type"], " > ".join(ends), "|", gold["text"])
    for kind, c in by.items():
        print(f"{kind:12} gold {c['right'] + c['missed']:3}  {prf(c)}")
    status, since = (said[key] / max(1, said["right"]) for key in ("status", "since"))
    print(f"status right {status:.3f}, since right {since:.3f} of those found")
    print(f"silent on {said['silent']} of {said['traps']} traps")
    total = sum((c for kind, c in by.items() if kind != APART), Counter())
    print(f"relations {prf(total)}")


if __name__ == "__main__":
    main()
