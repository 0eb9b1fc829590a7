#!/usr/bin/env python3
"""How time grows with the length of a report: from 1 kB to 1 MB, of news and of what is made to overwhelm.

    python benchmarks/growth.py                        news, 1,000 to 1,000,000 characters
    python benchmarks/growth.py --hostile --to 100000  the bombs of the tests as well, up to 100,000
    python benchmarks/growth.py --check                exit status 1 if time grows faster than the length allows

The exponent is that of the power law between two sizes, ten times apart: 1 is linear, 2 the square. It is shown from
10,000 characters on, since below that the fixed cost of a report decides. A text that is not done after --limit
seconds is given up, and larger ones of its kind are not tried. Memory is the peak of the process so far.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.contract import TooSlowError, within  # noqa: E402
from tests.strategies import bombs  # noqa: E402

import parley  # noqa: E402

MOST = 1.3
"""The exponent over which growth is called faster than linear; caches and batches bend the line a little."""

AGAIN = "Rebels shelled the town of Homs on Monday, killing twelve. "


def news(size: int) -> str:
    """Sentences of the example reports in random order, in paragraphs of three to five."""
    dice = random.Random(1)
    paths = sorted((ROOT / "examples").glob("*.txt"))
    sentences = [s for p in paths for s in re.split(r"(?<=[.?!”])\s+", p.read_text("utf-8")) if len(s) > 30]
    parts: list[str] = []
    length = 0
    while length < size:
        paragraph = " ".join(dice.choices(sentences, k=dice.randint(3, 5)))
        parts.append(paragraph)
        length += len(paragraph) + 2
    return "\n\n".join(parts)[:size]


def shapes(hostile: bool) -> dict[str, Callable[[int], str]]:
    """Name and what makes a text of a size."""
    found: dict[str, Callable[[int], str]] = {
        "news": news,
        "news on one line": lambda size: news(size).replace("\n\n", " "),
        "one sentence again and again": lambda size: (AGAIN * (size // len(AGAIN) + 1))[:size],
    }
    if hostile:
        for name, bomb in bombs().items():
            found[name] = lambda size, bomb=bomb: (bomb * (size // len(bomb) + 1))[:size]  # type: ignore[misc]
    return found


def main() -> int:
    """Print a line for each text; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=int, default=1_000_000, metavar="N", help="characters of the largest text")
    parser.add_argument("--limit", type=float, default=600, metavar="S", help="seconds after which a text is given up")
    parser.add_argument("--hostile", action="store_true", help="texts made to overwhelm as well")
    parser.add_argument("--only", action="append", metavar="SHAPE")
    parser.add_argument("--check", action="store_true", help="fail when growth is faster than linear")
    args = parser.parse_args()
    coder = parley.load()
    coder.read(news(1000))
    failed = []
    print(f"{'text':30} {'characters':>10} {'seconds':>8} {'per 1,000':>9} {'exponent':>8} {'peak MB':>8}")
    for name, make in shapes(args.hostile).items():
        if args.only and name not in args.only:
            continue
        size, before = 1000, 0.0
        while size <= args.to:
            text = make(size)
            began = time.perf_counter()
            try:
                with within(args.limit):
                    coder.read(parley.Report(id=name, text=text, language="en"))
            except TooSlowError:
                print(f"{name:30} {size:10,} over {args.limit:g} s, given up", flush=True)
                failed.append(name)
                break
            took = time.perf_counter() - began
            exponent = math.log10(took / before) if before and size > 10_000 else None
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            shown = "" if exponent is None else f"{exponent:.2f}"
            print(f"{name:30} {size:10,} {took:8.2f} {1000 * took / size:9.4f} {shown:>8} {peak:8}", flush=True)
            if exponent is not None and exponent > MOST:
                failed.append(name)
            size, before = 10 * size, took
    for name in dict.fromkeys(failed):
        print(f"faster than linear, or given up: {name}")
    return 1 if failed and args.check else 0


if __name__ == "__main__":
    sys.exit(main())
