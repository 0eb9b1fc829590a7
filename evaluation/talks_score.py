#!/usr/bin/env python3
"""Score Parley's talks against the project's own gold. Standard library only.

    talks_score.py evaluation/talks/reports.jsonl READINGS.jsonl [--half unseen] [--annotation FILE] [--errors]

Every talks object of a report is compared with the predicted one that shares most slots with it; each predicted one
serves once. A slot is one filled value:

* party, mediator: right when a mention of the predicted entity overlaps the quoted words, wherever in the report;
* venue: right when one of the two names holds the other, letter case aside;
* stage: right when equal;
* position: right when party and stance are right and the issue's name shares a word of content with the gold's name
  or one of its other wordings (`also`);
* document: right when one of the two names holds the other, articles and letter case aside.

READINGS may be what another annotator wrote, `{"report": {"id": ...}, "talks": [...]}` in the form of the gold: the
figures then tell how well the two agree. `--annotation` takes such a file for the gold, of the reports that it has
(`adjudicated.jsonl`).

Predicted slots that match nothing count against precision, those of talks that are not in the gold included; issues
without a position count neither way. The last line is the F1 over all slots.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scoring import Item, Span, Tally, by_report, lines

SLOTS = ("party", "mediator", "venue", "stage", "position", "document")
HALVES = ("development", "unseen", "second", "third", "fourth", "fourth-unseen", "fifth", "fifth-unseen")
Slot = tuple[str, Any]
EMPTY = frozenset((Path(__file__).parent / "talks" / "empty_words.txt").read_text(encoding="utf-8").split())


def places(text: str, quote: str) -> list[Span]:
    """Where the quoted words stand as whole words."""
    return [m.span() for m in re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", text)]


def stems(name: str) -> set[str]:
    """The words of content of a name, cut so that "troops" and "troop" are one."""
    return {w[:5] for w in re.findall(r"[^\W_]+", name.lower()) if w not in EMPTY and len(w) > 2}


def bare(name: str) -> str:
    return re.sub(r"^(the|a|an) ", "", name.lower().strip())


def predicted(reading: Item, talks: Item) -> list[Slot]:
    """The slots of a predicted talks object; parties as the spans of their mentions."""
    mentions: dict[str, list[Span]] = {}
    for m in reading["mentions"]:
        if m["entity"]:
            mentions.setdefault(m["entity"], []).append((m["start"], m["end"]))
    out: list[Slot] = [("party", mentions.get(e, [])) for e in talks["parties"]]
    out += [("mediator", mentions.get(e, [])) for e in talks["mediators"]]
    out.append(("stage", talks["stage"]))
    if talks["venue"]:
        out.append(("venue", talks["venue"]["name"]))
    for issue in talks["issues"]:
        out += [("position", (mentions.get(p["party"], []), p["stance"], [issue["name"]])) for p in issue["positions"]]
    out += [("document", d["name"]) for d in talks["documents"]]
    return out


def wanted(text: str, talks: Item) -> list[Slot]:
    """The slots of a gold talks object."""
    out: list[Slot] = [("party", places(text, q)) for q in talks["parties"]]
    out += [("mediator", places(text, q)) for q in talks["mediators"]]
    out.append(("stage", talks["stage"]))
    if talks["venue"]:
        out.append(("venue", talks["venue"]))
    for issue in talks["issues"]:
        names = [issue["name"], *issue["also"]]
        out += [("position", (places(text, p["party"]), p["stance"], names)) for p in issue["positions"]]
    out += [("document", d) for d in talks["documents"]]
    return out


def annotated(gold: list[Item], by: dict[str, Item]) -> list[Item]:
    """The reports that somebody else annotated, as they did."""
    return [{**g, "talks": by[g["id"]]["talks"]} for g in gold if g["id"] in by]


def touch(a: list[Span], b: list[Span]) -> bool:
    return any(x < d and c < y for x, y in a for c, d in b)


def same(got: Slot, want: Slot) -> bool:
    """Whether a predicted slot is right."""
    kind, a = got
    b = want[1]
    if kind != want[0]:
        return False
    if kind in ("party", "mediator"):
        return touch(a, b)
    if kind == "stage":
        return bool(a == b)
    if kind == "position":
        return a[1] == b[1] and touch(a[0], b[0]) and any(stems(x) & stems(y) for x in a[2] for y in b[2])
    return bare(a) in bare(b) or bare(b) in bare(a)


def pairs(got: list[Slot], want: list[Slot]) -> Iterator[tuple[int, int]]:
    """Indexes of predicted and gold slots that match, each used once."""
    used: set[int] = set()
    for j, w in enumerate(want):
        i = next((i for i, g in enumerate(got) if i not in used and same(g, w)), None)
        if i is not None:
            used.add(i)
            yield i, j


def score(gold: list[Item], readings: dict[str, Item], errors: bool) -> dict[str, Counter[str]]:
    """Counts of tp, fp and fn by slot."""
    counts = {kind: Counter[str]() for kind in SLOTS}
    for report in gold:
        reading = readings[report["id"]]
        by_hand = "mentions" not in reading
        left = [wanted(report["text"], t) if by_hand else predicted(reading, t) for t in reading["talks"]]
        for want in (wanted(report["text"], t) for t in report["talks"]):
            best = max(left, key=lambda got: sum(1 for _ in pairs(got, want)), default=[])
            found = list(pairs(best, want))
            if found:
                left.remove(best)
                for i, (kind, value) in enumerate(best):
                    hit = i in {a for a, _ in found}
                    counts[kind]["tp" if hit else "fp"] += 1
                    if errors and not hit:
                        print(report["id"], "extra", kind, show(report["text"], kind, value))
            for j, (kind, value) in enumerate(want):
                if j not in {b for _, b in found}:
                    counts[kind]["fn"] += 1
                    if errors:
                        print(report["id"], "missed", kind, show(report["text"], kind, value))
        for got in left:
            for kind, value in got:
                counts[kind]["fp"] += 1
                if errors:
                    print(report["id"], "extra talks", kind, show(report["text"], kind, value))
    return counts


def show(text: str, kind: str, value: Any) -> object:
    if kind in ("party", "mediator"):
        return text[slice(*value[0])] if value else None
    if kind == "position":
        return text[slice(*value[0][0])] if value[0] else None, value[1], value[2]
    return value


def figures(c: Counter[str]) -> str:
    return f"{c['tp'] + c['fn']:4}  {Tally(c['tp'], c['fp'], c['fn'])}"


def measures(gold: list[Item], readings: dict[str, Item]) -> dict[str, float]:
    """What the gate holds: the F1 over all slots of each half that the gold has."""
    out = {}
    for half in dict.fromkeys(g["half"] for g in gold):
        total = sum(score([g for g in gold if g["half"] == half], readings, False).values(), Counter[str]())
        out[f"slots F1, {half}"] = Tally(total["tp"], total["fp"], total["fn"]).f1
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("readings")
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--annotation", metavar="FILE")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    gold = [g for g in lines(args.gold) if args.half in (None, g["half"])]
    if args.annotation:
        gold = annotated(gold, by_report(lines(args.annotation)))
    readings = by_report(lines(args.readings))
    if missing := [g["id"] for g in gold if g["id"] not in readings]:
        raise SystemExit(f"{len(missing)} reports have no reading, {missing[0]} first")
    counts = score(gold, readings, args.errors)
    print(f"reports {len(gold)}  talks {sum(len(g['talks']) for g in gold)}")
    for kind in SLOTS:
        print(f"{kind:9}", figures(counts[kind]))
    print("slots    ", figures(sum(counts.values(), Counter())))


if __name__ == "__main__":
    main()
