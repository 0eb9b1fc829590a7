#!/usr/bin/env python3
"""Measure every figure and hold it against its floor.

    python evaluation/gate.py                          the project's own gold
    PARLEY_GOLD=FOLDER python evaluation/gate.py       and the gold that is kept apart in FOLDER
    ... --only talks --only news_dev                   some sets
    ... --update                                       raise floors, pin new figures and the gold's hashes
    ... --update --allow-regression "REASON"           lower floors too; the reason stays in floors.json
    ... --report                                       write scores.json and REPORT.md from this run

FOLDER holds `gold/`, `seed/`, `treebank/` and the scoring tools in `tools/`, which do their own counting. The exit
status is 1 when a figure is under its floor, when one is gone, when gold of our own is not the gold that its floors
were measured on, or when words of the gold that is kept apart stand in the project. Other gold in FOLDER than the
floors were measured on is said, and its floors are not held against it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import report  # noqa: E402
from floors import Floors, digest  # noqa: E402
from sets import SETS, Bench, GoldSet, leaks  # noqa: E402

FAILS = ("under", "gone")


def main(
    arguments: Sequence[str] | None = None, sets: Sequence[GoldSet] = SETS, path: Path = HERE / "floors.json"
) -> int:
    """Print a line for each figure; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only", action="append", choices=[s.name for s in sets], metavar="SET", help="may be repeated"
    )
    parser.add_argument("--model", metavar="NAME", help="a spaCy pipeline in place of the one that ships")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--update", action="store_true", help="raise the floors to what was measured")
    parser.add_argument("--allow-regression", metavar="REASON", help="with --update: lower floors as well")
    parser.add_argument("--report", action="store_true", help="write scores.json and REPORT.md")
    args = parser.parse_args(arguments)
    if args.allow_regression is not None and not (args.update and args.allow_regression.strip()):
        parser.error("--allow-regression goes with --update, and with a reason")
    if (args.update or args.report) and args.model:
        parser.error("--update and --report are for the model that ships")
    if args.report and args.only:
        parser.error("a report is made of all sets")

    gold = os.environ.get("PARLEY_GOLD")
    bench = Bench(Path(gold).resolve() if gold else None, args.model)
    if args.report and bench.folder is None:
        parser.error("a report is made of all sets: set PARLEY_GOLD")
    chosen = [s for s in sets if (not args.only or s.name in args.only) and (s.own or bench.folder)]
    floors, figures, faults, changed = Floors(path), {}, [], []
    began = time.monotonic()
    for item in chosen:
        pinned = digest(item.paths(bench))
        figures[item.name] = item.score(bench)
        held = {measure: value for measure, value in figures[item.name].items() if measure not in item.beside}
        if args.update:
            floors.update(item.name, held, pinned, item.less, reason=args.allow_regression)
        for file in floors.changed(item.name, pinned):
            changed.append(f"{item.name}: {file} is not the gold that the floors were measured on")
            if item.own:
                faults.append(f"{changed[-1]}; record the change with --update")
        for measure in sorted(figures[item.name].keys() - held.keys()):
            print(f"{item.name:24} {measure:34} {figures[item.name][measure]:8.3f}  beside")
        for v in floors.judge(item.name, held, pinned, item.less):
            value = "-" if v.value is None else f"{v.value:.3f}"
            floor = "" if v.floor is None else f"floor {v.floor:g}"
            state = "" if v.state == "held" else v.state.upper() if v.state in FAILS else v.state
            print(f"{v.set:24} {v.measure:34} {value:>8}  {floor:12} {state}".rstrip(), flush=True)
            if v.state in FAILS:
                faults.append(f"{v.set}: {v.measure} {value}, {v.state} {floor}".strip())
    if not args.only and bench.folder and (leaked := leaks(bench.folder)):
        faults.append(f"{len(leaked)} lines hold words of the gold that is kept apart: {leaked[0]}")
    print(f"{sum(map(len, figures.values()))} figures of {len(figures)} sets in {time.monotonic() - began:.0f} s")
    if bench.folder is None:
        print("the gold that is kept apart was not scored: PARLEY_GOLD names no folder")
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if args.update:
        floors.save()
    if args.report:
        report.write(figures, bench.coder)
    for line in changed:
        print(f"changed: {line}")
    for fault in faults:
        print(f"FAILED: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
