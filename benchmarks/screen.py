"""What full coding costs beside the bare parse of everything, without and with the screen, in one run on one core.

    python benchmarks/screen.py --political TEXT [...] --general TEXT [...] [--share 0.1] [--reports 1000]

Texts are JSONL with `text`, or plain text with a report a blank line. Two sets are measured: the political reports
alone, and a mix in which `share` of the reports are political. Times are of the processor.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path

import parley
from parley.coding.coder import tokenized
from parley.coding.registry import COMPONENTS
from parley.model import Report
from parley.settings import Settings


def texts_of(paths: Iterable[Path]) -> list[str]:
    """The texts of the files' reports."""
    out = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            out += [json.loads(line)["text"] for line in text.splitlines()]
        else:
            out += [part.strip() for part in text.split("\n\n") if part.strip()]
    return out


def bare(coder: parley.Coder, texts: list[str]) -> tuple[float, int]:
    """Seconds that the parse of all texts takes, and their tokens."""
    start, tokens = time.process_time(), 0
    for k in range(0, len(texts), 64):
        docs = [tokenized(coder.nlp, text) for text in texts[k : k + 64]]
        tokens += sum(len(doc) for doc in coder.nlp.pipe(docs, batch_size=64, disable=COMPONENTS))
    return time.process_time() - start, tokens


def full(coder: parley.Coder, texts: list[str]) -> tuple[float, list[bytes | str]]:
    """Seconds that coding all texts takes, and the readings."""
    reports = [Report(id=str(n), text=text, language="en") for n, text in enumerate(texts)]
    start = time.process_time()
    readings = [reading.to_json() for reading in coder.pipe(reports)]
    return time.process_time() - start, readings


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--political", nargs="+", type=Path, required=True)
    options.add_argument("--general", nargs="+", type=Path, required=True)
    options.add_argument("--share", type=float, default=0.1)
    options.add_argument("--reports", type=int, default=1000)
    given = options.parse_args()

    plain, screened, checked = (parley.load(Settings(screen=how)) for how in ("off", "on", "check"))
    political, general = texts_of(given.political), texts_of(given.general)
    few = round(given.reports * given.share)
    mix = [*islice(cycle(political), few), *islice(cycle(general), given.reports - few)]
    for coder in (plain, screened, checked):
        full(coder, political[:64])
    print(f"{'set':<12}{'reports':>8}{'skipped':>9}{'tokens':>9}{'parse s':>9}{'full':>7}{'screen':>8}{'same':>6}")
    for name, texts in (("political", political[: given.reports]), ("mix", mix)):
        parse, tokens = bare(plain, texts)
        without, _ = full(plain, texts)
        with_, readings = full(screened, texts)
        _, proof = full(checked, texts)
        assert screened.screen is not None
        skipped = sum(screened.screen.silent(text) for text in texts)
        print(
            f"{name:<12}{len(texts):>8}{skipped:>9}{tokens:>9}{parse:>9.2f}{without / parse:>7.2f}"
            f"{with_ / parse:>8.2f}{readings == proof!s:>6}",
            flush=True,
        )


if __name__ == "__main__":
    main()
