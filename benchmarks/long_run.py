"""Memory over a long run: short reports through the local engine, parent and workers measured each second.

    python benchmarks/long_run.py [--reports 500000] [--workers 2] [--minutes M] [--text FILE]

The reports are sentences, all different; from FILE (a sentence a line) where it is given, otherwise made from a few
patterns. With --minutes the run is broken off after so long, and what was coded until then counts. Memory is the
proportional set size: pages that processes share count once. The goal is a peak, after the first 50,000 reports, of
less than 1.1 times the peak within them: by then all that is remembered of words is full.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import parley
from parley.batch.engines.local import LocalEngine
from parley.batch.run import Run
from parley.batch.store import Store
from parley.model import Report

GOAL = 1.1
SETTLED = 50_000
WHO = (
    "The army",
    "Government forces",
    "Rebels",
    "The foreign minister",
    "A United Nations envoy",
    "Militants",
    "Police",
)
DID = ("attacked", "met", "condemned", "accused", "freed", "expelled", "shelled", "urged a ceasefire with", "detained")
WHOM = ("soldiers", "the opposition", "the president", "protesters", "aid workers", "a delegation", "the rebels")


def reports(count: int, text: Path | None) -> Iterator[Report]:
    """So many short reports, no two alike and with names that occur once, as in the news."""
    if text:
        sentences = [line.strip() for line in text.read_text(encoding="utf-8").splitlines() if line.strip()]
    else:
        sentences = [" ".join(words) for words in itertools.product(WHO, DID, WHOM)]
    for i in range(count):
        sentence = sentences[i % len(sentences)].rstrip(".")
        yield Report(id=str(i), text=f"{sentence}, according to Tarek Nam{i:x}.", published="2020-03-02", language="en")


def memory(process: int | str) -> int:
    """Proportional set size in bytes of a process and of those that it forked."""
    total = 0
    waiting = [str(process)]
    while waiting:
        folder = Path("/proc") / waiting.pop()
        try:
            rollup = (folder / "smaps_rollup").read_text(encoding="ascii")
            waiting += [c for t in (folder / "task").iterdir() for c in (t / "children").read_text().split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += next(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
    return total


def main() -> None:
    """Runs and prints the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=500_000)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--minutes", type=float)
    options.add_argument("--text", type=Path)
    given = options.parse_args()

    samples: list[tuple[int, int]] = []
    over = threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        run = Run(["made"], lambda name, on_bytes: reports(given.reports, given.text), "long run")
        engine = LocalEngine(parley.load(), given.workers)
        began = time.monotonic()

        def watch() -> None:
            while not over.wait(1):
                samples.append((run.coded, memory("self")))

        watcher = threading.Thread(target=watch)
        coding = run.code(engine, Store(Path(folder)))
        next(coding)
        samples.append((0, memory("self")))
        watcher.start()
        try:
            for _ in coding:
                if given.minutes and time.monotonic() - began > 60 * given.minutes:
                    break
        finally:
            over.set()
            watcher.join()
            coding.close()
    took = time.monotonic() - began
    print(f"{run.coded:,} reports, {given.workers} workers, {took:,.0f} s, {run.coded / took:,.0f} reports/s")
    first = max(used for coded, used in samples if coded <= SETTLED)
    print(f"{'reports':>12}{'peak MB':>10}")
    for tenth in range(1, 11):
        within = [m for coded, m in samples if run.coded * (tenth - 1) / 10 < coded <= run.coded * tenth / 10]
        print(f"{run.coded * tenth // 10:>12,}{max(within, default=0) / 1e6:>10,.0f}")
    most = max((used for coded, used in samples if coded > SETTLED), default=first)
    print(f"peak {most / first:.3f} times that of the first {SETTLED:,} reports; goal under {GOAL}")


if __name__ == "__main__":
    main()
