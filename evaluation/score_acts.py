#!/usr/bin/env python3
"""Score readings against fully annotated sentences: events and figures. Standard library only.

    parley code evaluation/acts/sentences.jsonl -o acts.jsonl
    python evaluation/score_acts.py evaluation/acts/sentences.jsonl acts.jsonl [--errors N]

An event of the reading is right when a piece of its evidence lies in the sentence of a gold event whose type, or one
of whose `alt`, is its own. With actors it is right when, besides, an actor and a recipient of the gold are hit on each
side that the gold fills; in mutual acts both parties, on whatever side. Optional gold events count neither way, nor
do events that the reading itself calls negated or hypothetical, but such an event finds no required one. Every
sentence is annotated, so whatever else the reading holds is wrong. Figures are right when measure and words agree;
the three bounds are judged for those found.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from scoring import Item, Tally, by_report, lines, overlap

Error = tuple[str, str, str, str]

MUTUAL = {"CONSULT", "COOPERATE", "AGREE", "SUPPORT", "ASSAULT"}
SILENT = {"negated", "hypothetical"}
BOUNDS = ("low", "best", "high")


@dataclass
class EventScore:
    """What the comparison of all events gives.

    Attributes:
        event_class: events whose type is right.
        full: events whose type, actors and recipients are right.
        by_type: `event_class` apart for each type; what is superfluous stands under the type that was coded.
        modes: right and all of those found whose gold has a mode.
        traps: superfluous events and reports of each kind of trap.
        errors: kind, report id, type, words.
    """

    event_class: Tally = field(default_factory=Tally)
    full: Tally = field(default_factory=Tally)
    by_type: dict[str, Tally] = field(default_factory=dict)
    modes: list[int] = field(default_factory=lambda: [0, 0])
    traps: dict[str, list[int]] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)


def told(reading: Item) -> list[tuple[Item, Item]]:
    """Each event with one piece of evidence for each sentence that tells it."""
    out, seen = [], set()
    for event in reading.get("events", []):
        for evidence in event["evidence"]:
            key = (event["id"], (evidence.get("sentence") or evidence)["start"])
            if key not in seen:
                seen.add(key)
                out.append((event, evidence))
    return out


def hit(reading: Item, entities: Iterable[str], party: Item) -> bool:
    """Whether a mention of one of the entities shares words with the gold party."""
    wanted = set(entities)
    mentions = [m for m in reading.get("mentions", []) if m.get("entity") in wanted]
    return any(overlap(m, span) for m in mentions for span in party["spans"])


def sides_right(reading: Item, event: Item, gold: Item) -> bool:
    """Whether the event names who did it and to whom as the gold has it."""
    actors, recipients = event["actors"], event["recipients"]
    if gold["type"] in MUTUAL and not (gold["recipients"] and recipients):
        parties = gold["actors"] + gold["recipients"]
        return sum(hit(reading, [*actors, *recipients], p) for p in parties) >= min(2, len(parties))
    sides = ((actors, gold["actors"]), (recipients, gold["recipients"]))
    return all(not want or any(hit(reading, got, p) for p in want) for got, want in sides)


def pairs(reading: Item, predictions: list[tuple[Item, Item]], gold: list[Item]) -> dict[int, int]:
    """Index of the gold event of each prediction that has one; the surest pairs choose first."""
    candidates = []
    for i, (event, evidence) in enumerate(predictions):
        for j, want in enumerate(gold):
            if not overlap(evidence, want["sentence"]) or event["type"] not in (want["type"], *want["alt"]):
                continue
            if want["required"] and SILENT & set(event["status"]):
                continue
            trigger, sides = overlap(evidence, want["q"]), sides_right(reading, event, want)
            candidates.append((not trigger, not sides, event["type"] != want["type"], not want["required"], i, j))
    chosen: dict[int, int] = {}
    for *_, i, j in sorted(candidates):
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return chosen


def score_events(gold: Iterable[Item], readings: dict[str, Item]) -> EventScore:
    """Compare all events."""
    score = EventScore()
    for report in gold:
        reading = readings.get(report["id"], {})
        predictions, wanted = told(reading), report["events"]
        found = pairs(reading, predictions, wanted)
        for i, j in found.items():
            if wanted[j]["required"]:
                _found(score, report, reading, predictions[i][0], wanted[j])
        extra = [p for i, p in enumerate(predictions) if i not in found and not SILENT & set(p[0]["status"])]
        for event, evidence in extra:
            _count(score, event["type"], "fp")
            words = report["text"][evidence["start"] : evidence["end"]]
            score.errors.append(("extra", report["id"], event["type"], words))
        for j, want in enumerate(wanted):
            if want["required"] and j not in found.values():
                _count(score, want["type"], "fn")
                score.errors.append(("missed", report["id"], want["type"], want["words"]))
        if report.get("trap"):
            trap = score.traps.setdefault(report["trap"], [0, 0])
            trap[0] += len(extra)
            trap[1] += 1
    return score


def _count(score: EventScore, kind: str, what: str) -> None:
    for tally in (score.event_class, score.full, score.by_type.setdefault(kind, Tally())):
        setattr(tally, what, getattr(tally, what) + 1)


def _found(score: EventScore, report: Item, reading: Item, event: Item, want: Item) -> None:
    score.event_class.tp += 1
    score.by_type.setdefault(want["type"], Tally()).tp += 1
    if sides_right(reading, event, want):
        score.full.tp += 1
    else:
        score.full.fp += 1
        score.full.fn += 1
        score.errors.append(("sides", report["id"], want["type"], want["words"]))
    if want["mode"]:
        right = event.get("mode") in (want["mode"], *want.get("alt_modes", []))
        score.modes[0] += right
        score.modes[1] += 1
        if not right:
            score.errors.append(("mode", report["id"], f"{want['mode']} not {event.get('mode')}", want["words"]))


def score_figures(gold: Iterable[Item], readings: dict[str, Item]) -> tuple[Tally, int, list[Error]]:
    """Compare all figures: what was found, how many of those have all three bounds right, the errors."""
    tally, exact = Tally(), 0
    errors: list[Error] = []
    for report in gold:
        have = readings.get(report["id"], {}).get("figures", [])
        used: set[int] = set()
        for want in report["figures"]:
            words = report["text"][want["q"]["start"] : want["q"]["end"]]
            i = next((i for i, f in enumerate(have) if i not in used and _same(f, want)), None)
            if i is not None:
                used.add(i)
            if not want["required"]:
                continue
            if i is None:
                tally.fn += 1
                errors.append(("missed", report["id"], want["measure"], words))
                continue
            tally.tp += 1
            got, right = [have[i][b] for b in BOUNDS], [want[b] for b in BOUNDS]
            exact += got == right
            if got != right:
                errors.append(("bounds", report["id"], f"{right} not {got}", words))
        tally.fp += len(have) - len(used)
        for f in (f for i, f in enumerate(have) if i not in used):
            words = "; ".join(report["text"][e["start"] : e["end"]] for e in f["evidence"])
            errors.append(("extra", report["id"], f["measure"], words))
    return tally, exact, errors


def _same(figure: Item, want: Item) -> bool:
    return figure["measure"] == want["measure"] and any(overlap(e, want["q"]) for e in figure["evidence"])


def measures(gold: list[Item], readings: dict[str, Item]) -> dict[str, float]:
    """What the gate holds: of events, where the gold has any, and of figures."""
    out: dict[str, float] = {}
    if any(g["events"] for g in gold):
        score = score_events(gold, readings)
        out = {"event class F1": score.event_class.f1, "event class and actors F1": score.full.f1}
        out |= {"precision": score.event_class.precision, "recall": score.event_class.recall}
        out["mode"] = score.modes[0] / max(1, score.modes[1])
    figures, exact, _ = score_figures(gold, readings)
    if figures.tp + figures.fn:
        out |= {"figures F1": figures.f1, "low, best, high right": exact / max(1, figures.tp)}
    return out


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; the last line is the headline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("readings", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show so many errors of each sort")
    options = parser.parse_args(arguments)
    gold, readings = list(lines(options.gold)), by_report(lines(options.readings))
    if missing := sum(g["id"] not in readings for g in gold):
        print(f"{missing} of {len(gold)} reports have no reading", file=sys.stderr)
    figures, exact, figure_errors = score_figures(gold, readings)
    if any(g["events"] for g in gold):
        _print_events(score_events(gold, readings), len(gold), options.errors)
    _show(figure_errors, options.errors)
    print(f"figures {figures.tp + figures.fn}  {figures}")
    found, wanted = max(figures.tp, 1), max(figures.tp + figures.fn, 1)
    print(f"low, best and high right: {exact / found:.3f} of those found, {exact / wanted:.3f} of all")
    return 0


def _show(errors: list[Error], limit: int) -> None:
    shown: Counter[str] = Counter()
    for error in errors:
        shown[error[0]] += 1
        if shown[error[0]] <= limit:
            print("  ".join(error))


def _print_events(score: EventScore, reports: int, limit: int) -> None:
    for kind, tally in sorted(score.by_type.items()):
        print(f"{kind:10} gold {tally.tp + tally.fn:3}  {tally}")
    for trap, (extra, count) in sorted(score.traps.items()):
        print(f"trap {trap:13} reports {count:3}  superfluous events {extra}")
    _show(score.errors, limit)
    right, modes = score.modes
    wanted = score.event_class.tp + score.event_class.fn
    print(f"reports {reports}  events {wanted}  mode {right / max(modes, 1):.3f} of {modes}")
    print(f"event class             {score.event_class}")
    print(f"event class and actors  {score.full}")


if __name__ == "__main__":
    sys.exit(main())
