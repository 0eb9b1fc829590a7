"""What the coding components cost beside the parse, each by itself, on the same texts in the same run.

    python benchmarks/coding_share.py [TEXT ...] [--model PIPELINE] [--repeat N]

Texts are files of plain text or JSONL with `text`; without any, the project's examples. The goal is a ratio of coding
to parsing of 0.35 or less. Times are of the processor, so that other work on the machine does not count. The last line
says whether the components are compiled, as in a wheel, or plain Python, as in a checkout.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import parley
from parley.coding.reading import to_reading
from parley.coding.registry import COMPONENTS
from parley.model import Report

EXAMPLES = Path(__file__).parent.parent / "examples"
GOAL = 0.35


def reports_of(paths: Iterable[Path]) -> Iterator[Report]:
    """The reports of text and JSONL files."""
    for path in paths:
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".jsonl":
            yield Report(id=path.name, text=text)
            continue
        for number, line in enumerate(text.splitlines()):
            row = json.loads(line)
            report_id = str(row.get("id", number))
            yield Report(id=report_id, text=row["text"], published=row.get("published"))


def measure(coder: parley.Coder, reports: list[Report], repeat: int) -> tuple[Counter[str], int]:
    """Seconds by component, and tokens read. A first round that is not counted fills the caches."""
    spent: Counter[str] = Counter()
    tokens = 0
    for turn in range(repeat + 1):
        took: Counter[str] = Counter()
        start = time.process_time()
        docs = []
        for report in reports:
            doc = coder.nlp.make_doc(report.text)
            doc._.parley_report = report
            docs.append(doc)
        took["tokenizer"] = time.process_time() - start
        # Together, as `Coder.pipe` runs them: the parse is much dearer a report when each comes alone.
        for name, component in coder.nlp.pipeline:
            start = time.process_time()
            docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
            took[name] = time.process_time() - start
        start = time.process_time()
        for doc in docs:
            to_reading(doc, coder.ontology).to_json()
        took["reading"] = time.process_time() - start
        if turn:
            spent.update(took)
            tokens += sum(len(doc) for doc in docs)
    return spent, tokens


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("texts", nargs="*", type=Path)
    options.add_argument("--model")
    options.add_argument("--repeat", type=int, default=3)
    given = options.parse_args()

    tracemalloc.start()
    coder = parley.load(model=given.model)
    loaded, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    reports = list(reports_of(given.texts or [EXAMPLES / "reports.jsonl"]))
    spent, tokens = measure(coder, reports, given.repeat)

    coding = [*COMPONENTS, "reading"]
    parse = sum(seconds for name, seconds in spent.items() if name not in coding)
    code = sum(spent[name] for name in coding)
    print(f"{'component':<22}{'us a token':>12}{'of the parse':>14}")
    for name in spent:
        mark = "" if name in coding else "  (parse)"
        print(f"{name:<22}{1e6 * spent[name] / tokens:>12.2f}{spent[name] / parse:>14.3f}{mark}")
    print(f"{'all parsing':<22}{1e6 * parse / tokens:>12.2f}{1:>14.3f}")
    print(f"{'all coding':<22}{1e6 * code / tokens:>12.2f}{code / parse:>14.3f}  goal {GOAL}")
    print(f"{len(reports)} reports, {tokens // given.repeat:,} tokens; {tokens / (parse + code):,.0f} tokens a second")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"memory: {loaded:,} bytes of Python objects in the loaded coder, {peak:,} bytes of the process at its peak")


if __name__ == "__main__":
    main()
