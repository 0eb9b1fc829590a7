#!/usr/bin/env python3
"""Fuzz for as long as you like, beyond what the tests can afford, and keep what fails.

    python benchmarks/fuzz.py sources --minutes 60
    python benchmarks/fuzz.py coder --minutes 60 --found /tmp/found
    python benchmarks/fuzz.py desk --minutes 60
    python benchmarks/fuzz.py coder --replay /tmp/found/coder-3f2a....bin

The properties are those of the tests (`tests/*/test_fuzz.py`), fed with bytes instead of Hypothesis's own choices: with
`pip install atheris` a coverage-guided search over Parley's code, without it, or with `--plain`, random bytes.
A failure does not end the run. Each new one (by the kind of error and the line of ours that it left from) is told and
its bytes are kept; a time that is too long is a failure. The last lines say how many inputs were tried and what was
found; the exit status is 1 if anything was.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LONGEST = 8192
"""Bytes of choices that make one input."""


def targets() -> dict[str, Callable[[], Callable[[bytes], Any]]]:
    """Name and what makes the function to be fed."""

    def sources() -> Callable[[bytes], Any]:
        from tests.sources.test_fuzz import test_files_of_every_kind

        return test_files_of_every_kind.hypothesis.fuzz_one_input  # type: ignore[attr-defined, no-any-return]

    def coder() -> Callable[[bytes], Any]:
        from hypothesis import HealthCheck, given, settings
        from tests.contract import reads_or_refuses
        from tests.strategies import dates, reports

        import parley

        coder = parley.load()
        checks = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))

        @checks
        @given(text=reports, published=dates)
        def read(text: str, published: str | None) -> None:
            reads_or_refuses(coder, text, published, seconds=10)

        return read.hypothesis.fuzz_one_input  # type: ignore[attr-defined, no-any-return]

    def desk() -> Callable[[bytes], Any]:
        from hypothesis import HealthCheck, given, settings
        from starlette.testclient import TestClient
        from tests.desk.test_fuzz import BASE, check, keys_of, requests, send

        import parley
        from parley.desk import Desk, build
        from parley.desk.demo import demo_record

        made = Desk(demo_record(Path(tempfile.mkdtemp(prefix="fuzz-desk-")) / "record.db"), name="mina")
        made.__dict__["_coder"] = parley.load()
        client = TestClient(build(made), base_url=BASE, follow_redirects=False, raise_server_exceptions=False)
        known = keys_of(made)
        checks = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))

        @checks
        @given(asked=requests())
        def ask(asked: dict[str, Any]) -> None:
            check(send(client, known, asked))

        return ask.hypothesis.fuzz_one_input  # type: ignore[attr-defined, no-any-return]

    return {"sources": sources, "coder": coder, "desk": desk}


class Run:
    """One run: what was tried, what was found, and when it ends."""

    def __init__(self, name: str, function: Callable[[bytes], Any], minutes: float, found: Path) -> None:
        self.name, self.function, self.found = name, function, found
        self.began = time.monotonic()
        self.ends = self.began + 60 * minutes
        self.told = self.began
        self.tried = self.whole = 0
        self.slowest = 0.0
        self.failures: Counter[str] = Counter()

    def one(self, data: bytes) -> None:
        """Try one input; the run's last ends the process, as libFuzzer knows no other end."""
        began = time.monotonic()
        try:
            # None: the bytes ran out before they made an input.
            self.whole += self.function(data) is not None
        except KeyboardInterrupt:
            self.finish()
        except BaseException as fault:
            self.whole += 1
            self.failed(data, fault)
        self.tried += 1
        now = time.monotonic()
        self.slowest = max(self.slowest, now - began)
        if now - self.told > 300:
            self.told = now
            self.say()
        if now > self.ends:
            self.finish()

    def failed(self, data: bytes, fault: BaseException) -> None:
        """Tell a failure of a new kind and keep its bytes."""
        frames = [f for f in traceback.extract_tb(fault.__traceback__) if str(ROOT) in f.filename]
        kind = (
            f"{type(fault).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else repr(fault)
        )
        self.failures[kind] += 1
        if self.failures[kind] > 1:
            return
        self.found.mkdir(parents=True, exist_ok=True)
        path = self.found / f"{self.name}-{sha256(data).hexdigest()[:16]}.bin"
        path.write_bytes(data)
        print(f"FOUND {kind}: {path}", *traceback.format_exception(fault)[-6:], sep="\n", flush=True)

    def say(self) -> None:
        """One line on how far it is."""
        minutes = (time.monotonic() - self.began) / 60
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{self.name}: {self.whole:,} inputs ({self.tried:,} tries) in {minutes:.1f} min, "
            f"slowest {self.slowest:.2f} s, {len(self.failures)} kinds of failure, peak {peak} MB",
            flush=True,
        )

    def finish(self) -> None:
        """The summary, and the end of the process."""
        self.say()
        for kind, times in self.failures.most_common():
            print(f"  {times:6} {kind}")
        sys.stdout.flush()
        os._exit(1 if self.failures else 0)


def main() -> None:
    """Fuzz one target until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=sorted(targets()))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0, help="of the random bytes")
    parser.add_argument("--plain", action="store_true", help="random bytes even where atheris is installed")
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"), metavar="DIR", help="where failures are kept")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="try the bytes of one failure again")
    args = parser.parse_args()
    if args.replay:
        targets()[args.target]()(args.replay.read_bytes())
        return
    atheris = None
    if not args.plain:
        try:
            import atheris
        except ImportError:
            print("atheris is not installed: random bytes", flush=True)
    if atheris is None:
        run = Run(args.target, targets()[args.target](), args.minutes, args.found)
        dice = random.Random(args.seed)
        while True:
            run.one(dice.randbytes(dice.choice((64, 512, LONGEST))))
    with atheris.instrument_imports(include=["parley"]):
        function = targets()[args.target]()
    run = Run(args.target, function, args.minutes, args.found)
    # libFuzzer begins with one byte and goes up slowly; a few bytes make no report, so it gets a corpus to begin with.
    corpus = Path(tempfile.mkdtemp(prefix="fuzz-corpus-"))
    dice = random.Random(args.seed)
    for n in range(200):
        (corpus / str(n)).write_bytes(dice.randbytes(dice.choice((256, 1024, LONGEST))))
    # Failures are caught here, so libFuzzer's own limits on time and memory stay out of the way.
    limits = ["-len_control=0", f"-max_len={LONGEST}", "-handle_alrm=0", "-rss_limit_mb=0", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *limits, f"-seed={args.seed + 1}", str(corpus)], run.one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
