"""Sentences a second and peak memory, side by side in one run: tokenizer, bare parse, Parley, Parley with the screen.

    python benchmarks/table.py [--conflict FILE ...] [--general FILE ...] [--reports 400] [--processes 1 2]
                               [--growth 1000 10000 100000] [--repeat 1]

FILE is JSONL with `text`, CoNLL-U (a report a document) or plain text (a report a file). With PARLEY_GOLD and no files,
conflict news is the gold's bulletins, and the general mix is one of those to nine documents of the treebanks. Texts are
taken round and round with a number added where there are fewer than asked for.

Each line is a process of its own, which forks the processes that share the work once it has loaded. "sentences/s" is by
the clock and says what this machine gives beside what else it does; "per core" counts processor time only, all
processes together, and is what to compare on a busy machine. Memory is the proportional set size at its peak: pages
that processes share count once. "of the parse" is the processor time beside that of the bare parse of everything.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from long_run import memory

from parley.model import Report
from parley.settings import Settings

SHARE = 10
"""One report in so many of the general mix is political."""

TOKENIZER, PARSE, PLAIN, SCREEN = "spaCy blank tokenizer", "bare parse", "Parley, no screen", "Parley"
Work = Callable[[list[Report]], object]


@dataclass(frozen=True, slots=True)
class Line:
    """What one measurement gave."""

    seconds: float
    processor: float
    peak: int


def documents(path: Path) -> Iterator[str]:
    """The texts of a file, or of the files in a folder."""
    if path.is_dir():
        for inside in sorted(path.rglob("*")):
            if inside.is_file():
                yield from documents(inside)
        return
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        yield from (json.loads(line)["text"] for line in text.splitlines())
    elif path.suffix == ".conllu":
        for document in re.split(r"^# newdoc\b.*$", text, flags=re.MULTILINE):
            if sentences := re.findall(r"^# text = (.*)$", document, re.MULTILINE):
                yield " ".join(sentences)
    else:
        yield text


def reports_of(texts: Iterable[str], count: int) -> list[Report]:
    """So many reports, all different."""
    found = list(texts)
    again = (text if i < len(found) else f"{text}\n\nBulletin {i}." for i, text in enumerate(cycle(found)))
    return [
        Report(id=str(i), text=text, published="2010-05-03", language="en")
        for i, text in enumerate(islice(again, count))
    ]


def mixed(conflict: list[str], general: list[str]) -> list[str]:
    """One political text to nine others, while both last."""
    return [
        text
        for i, political in enumerate(conflict)
        for text in (political, *general[i * (SHARE - 1) : (i + 1) * (SHARE - 1)])
        if len(general) >= (i + 1) * (SHARE - 1)
    ]


def work_of(system: str) -> Work:
    """Load a system; what it does with reports."""
    if system == TOKENIZER:
        import spacy

        blank = spacy.blank("en")
        return lambda reports: [None for _ in blank.pipe(report.text for report in reports)]
    if system == PARSE:
        from parley.language.pipeline import load_pipeline

        nlp = load_pipeline()

        def parse(reports: list[Report]) -> int:
            sentences = 0
            for at in range(0, len(reports), 64):
                with nlp.memory_zone():
                    for doc in nlp.pipe((report.text for report in reports[at : at + 64]), batch_size=64):
                        sentences += sum(1 for _ in doc.sents)
            return sentences

        return parse
    import parley

    coder = parley.load(Settings(**({"screen": system == SCREEN} if has_screen() else {})))
    return lambda reports: [None for reading in coder.pipe(reports) if reading.to_json() is None]


def has_screen() -> bool:
    """Whether this version of Parley can screen."""
    return "screen" in Settings.__dataclass_fields__


def measure(system: str, path: Path, processes: int) -> None:
    """Do the work in so many processes and print what it took, loading left out."""
    reports = [Report(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    work = work_of(system)
    work(reports[:5])
    over = threading.Event()
    peak = memory("self")
    began, used = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    children = []
    for i in range(processes):
        if (child := os.fork()) == 0:
            work(reports[i::processes])
            os._exit(0)
        children.append(child)

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.5):
            peak = max(peak, memory("self"))

    watcher = threading.Thread(target=watch)
    watcher.start()
    failed = [status for child in children if (status := os.waitpid(child, 0)[1])]
    seconds = time.monotonic() - began
    over.set()
    watcher.join()
    if failed:
        raise SystemExit(f"{system}: a process failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    print(json.dumps({"seconds": seconds, "processor": processor, "peak": peak}))


def measured(system: str, reports: list[Report], processes: int, repeat: int) -> Line:
    """The best of the repeats, each in a fresh process."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        path.write_text(
            "".join(
                json.dumps({"id": r.id, "text": r.text, "published": r.published, "language": "en"}) + "\n"
                for r in reports
            )
        )
        for _ in range(repeat):
            done = subprocess.run(
                [sys.executable, __file__, "--measure", system, str(path), str(processes)],
                check=True, capture_output=True, text=True,
            )  # fmt: skip
            lines.append(Line(**json.loads(done.stdout)))
    return Line(*(min(getattr(line, name) for line in lines) for name in ("seconds", "processor", "peak")))


def show(name: str, reports: list[Report], systems: list[str], processes: Iterable[int], repeat: int) -> None:
    """Print the lines of a set of reports."""
    sentences = int(work_of(PARSE)(reports))  # type: ignore[call-overload]
    words = sum(len(report.text.split()) for report in reports)
    print(f"\n{name}: {len(reports):,} reports, {sentences:,} sentences, {words:,} words")
    print(f"{'':24}{'processes':>10}{'sentences/s':>13}{'per core':>10}{'of the parse':>14}{'peak MB':>9}", flush=True)
    parse = None
    for count in processes:
        for system in systems:
            line = measured(system, reports, count, repeat)
            if system == PARSE and parse is None:
                parse = line
            share = f"{line.processor / parse.processor:>14.2f}" if parse else f"{'':14}"
            print(
                f"{system:24}{count:>10}{sentences / line.seconds:>13,.0f}{sentences / line.processor:>10,.0f}"
                f"{share}{line.peak / 1e6:>9,.0f}",
                flush=True,
            )


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--conflict", nargs="*", type=Path)
    options.add_argument("--general", nargs="*", type=Path)
    options.add_argument("--reports", type=int, default=400)
    options.add_argument("--processes", nargs="*", type=int, default=[1, 2])
    options.add_argument("--growth", nargs="*", type=int, default=[])
    options.add_argument("--repeat", type=int, default=1)
    options.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.measure:
        system, path, processes = given.measure
        measure(system, Path(path), int(processes))
        return
    home = os.environ.get("PARLEY_GOLD")
    examples = Path(__file__).parent.parent / "examples"
    conflict_files = given.conflict or (
        [Path(home) / "gold" / f"news_{part}.jsonl" for part in ("dev", "train")]
        if home
        else [examples / "reports.jsonl"]
    )
    general_files = given.general or (
        [Path(home) / "treebank" / "gum", Path(home) / "treebank" / "ewt"] if home else []
    )
    conflict = [text for path in conflict_files for text in documents(path)]
    general = [text for path in general_files for text in documents(path)]
    systems = [PARSE, TOKENIZER, PLAIN, *([SCREEN] if has_screen() else [])]
    show("Conflict news", reports_of(conflict, given.reports), systems, given.processes, given.repeat)
    if general:
        mix = mixed(conflict, general)
        show("General mix", reports_of(mix, given.reports), systems, given.processes, given.repeat)
    for size in given.growth:
        show(f"Growth, {size:,}", reports_of(conflict, size), systems[-1:], given.processes[-1:], given.repeat)
    if not has_screen():
        print("\nThis version of Parley has no screen.")


if __name__ == "__main__":
    main()
