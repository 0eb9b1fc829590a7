#!/usr/bin/env python3
"""Code the gold sets with one coder and print how right it is.

    PARLEY_GOLD=FOLDER python evaluation/gold.py [--only SET]... [--model NAME] [--json FILE]

FOLDER holds `gold/*.jsonl`, `seed/` and the scoring tools in `tools/`, which do the counting: they are run as
they are, each in a process of its own. Floors (`floors.json`) are the least that a measure may be; a measure under
its floor makes the exit status 1. Lower a floor only with a line in CHANGELOG.md that says why.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from parley.cli.job import Job
from parley.coding.coder import Coder, load
from parley.settings import Settings

HERE = Path(__file__).resolve().parent
NUMBER = r"(\d+(?:\.\d+)?)"


@dataclass(frozen=True)
class GoldSet:
    """A gold file, the tool that scores it, and the measures to read from what the tool prints.

    Attributes:
        tool: script and its leading arguments.
        measures: name and the pattern whose group 1 is its value.
    """

    name: str
    file: str
    tool: tuple[str, ...]
    measures: tuple[tuple[str, str], ...]


NEWS = (
    ("event class F1", rf"^event class  .*F1 {NUMBER}$"),
    ("event class and actors F1", rf"^event class and actors F1 {NUMBER}"),
    ("mode", rf"^mode {NUMBER}"),
    ("figures F1", rf"^figures .*?F1 {NUMBER}"),
    ("relations F1", rf"^relations .*F1 {NUMBER}"),
    ("talks slots F1", rf"^talks slots .*F1 {NUMBER}"),
)
SETS = (
    GoldSet("seed", "seed/report.txt", ("facts.py",), (("facts", rf"^facts {NUMBER} of"),)),
    GoldSet(
        "plover_dev", "gold/plover_dev.jsonl", ("score.py", "events"),
        (
            ("class", rf"^class {NUMBER}"),
            ("quad", rf"quad {NUMBER}"),
            ("class+source+target", rf"^class\+source\+target {NUMBER}"),
        ),
    ),
    GoldSet("news_dev", "gold/news_dev.jsonl", ("news.py",), NEWS),
    GoldSet("news_train", "gold/news_train.jsonl", ("news.py",), NEWS),
    GoldSet(
        "plv_dev", "gold/plv_dev.jsonl", ("score.py", "pairs"),
        (("root macro-F1", rf"^root macro-F1 {NUMBER}"), ("root accuracy", rf"^root accuracy {NUMBER}")),
    ),
    GoldSet(
        "re3d_dev mentions", "gold/re3d_dev.jsonl", ("score.py", "mentions"),
        (("person+organization+location F1", rf"^person\+organization\+location F1 {NUMBER}"),),
    ),
    GoldSet(
        "re3d_dev relations", "gold/re3d_dev.jsonl", ("score.py", "relations"),
        (("relations F1", rf"^relations F1 {NUMBER}"),),
    ),
    GoldSet(
        "times_dev", "gold/times_dev.jsonl", ("score.py", "times"),
        (("expressions F1", rf"^time expressions .*F1 {NUMBER}"), ("value F1", rf"^value F1 {NUMBER}")),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Score:
    """One measure of one set, and the least it may be where there is a floor."""

    set: str
    measure: str
    value: float
    floor: float | None

    @property
    def under(self) -> bool:
        """Whether it is lower than it may be."""
        return self.floor is not None and self.value < self.floor


def score(folder: Path, only: Sequence[str], coder: Coder) -> Iterator[Score]:
    """Code and score the sets, each file once.

    Args:
        folder: what PARLEY_GOLD names.
        only: names of sets; all without any.
    """
    floors: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        for gold in SETS:
            if only and gold.name not in only:
                continue
            readings = Path(scratch) / f"{Path(gold.file).stem}.json"
            if not readings.exists():
                code(coder, folder / gold.file, readings)
            printed = run_tool(gold, folder, readings)
            for measure, pattern in gold.measures:
                found = re.search(pattern, printed, re.MULTILINE)
                if not found:
                    raise SystemExit(f"{gold.name}: no {measure} in what {gold.tool[0]} printed:\n{printed}")
                yield Score(gold.name, measure, float(found[1]), floors.get(gold.name, {}).get(measure))


def code(coder: Coder, source: Path, out: Path) -> None:
    """Write the readings of one gold file, as `parley code` would."""
    published = None
    if source.suffix == ".txt":
        published = json.loads((source.parent / "facts.json").read_text(encoding="utf-8"))["published"]
    job, began = Job([str(source)], Settings(), published=published), time.monotonic()
    with out.open("w", encoding="utf-8") as file:
        for reading in job.readings(coder):
            file.write(f"{reading.to_json()}\n")
    seconds = time.monotonic() - began
    print(f"{source.name}: {job.coded} coded in {seconds:.1f} s, {len(job.skipped)} skipped", file=sys.stderr)
    for line in job.skipped[:5]:
        print(f"  {line}", file=sys.stderr)


def run_tool(gold: GoldSet, folder: Path, readings: Path) -> str:
    """What the scoring tool prints."""
    truth = folder / gold.file
    if gold.name == "seed":
        truth = truth.with_name("facts.json")
    script, *arguments = gold.tool
    command = [sys.executable, str(folder / "tools" / script), *arguments, str(truth), str(readings)]
    return subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def leaks(folder: Path) -> str:
    """Lines of the project that hold words of the gold; empty if there are none."""
    command = [sys.executable, str(folder / "tools" / "leaks.py"), str(HERE.parent)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", default=[], choices=[s.name for s in SETS], metavar="SET")
    parser.add_argument("--model", metavar="NAME", help="a spaCy pipeline in place of the one that ships")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the scores there too")
    args = parser.parse_args()
    if "PARLEY_GOLD" not in os.environ:
        parser.error("set PARLEY_GOLD to the folder that holds gold/, seed/ and tools/")
    folder = Path(os.environ["PARLEY_GOLD"]).resolve()
    scores = []
    for item in score(folder, args.only, load(model=args.model)):
        scores.append(item)
        floor = "" if item.floor is None else f"  {'UNDER' if item.under else 'floor'} {item.floor:g}"
        print(f"{item.set:20} {item.measure:34} {item.value:7g}{floor}", flush=True)
    leaked = leaks(folder)
    print(f"{'leaks':20} {'lines':34} {len(leaked.splitlines()):7}")
    if leaked:
        print(leaked)
    if args.json:
        content = [{"set": s.set, "measure": s.measure, "value": s.value, "floor": s.floor} for s in scores]
        args.json.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return 1 if leaked or any(item.under for item in scores) else 0


if __name__ == "__main__":
    sys.exit(main())
