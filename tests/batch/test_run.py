from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from parley.batch.engines.local import LocalEngine
from parley.batch.limits import Limits
from parley.batch.run import Run
from parley.batch.store import Store, readings
from parley.model import Report
from parley.sources import Skipped
from tests.batch.conftest import some

Input = dict[str, list[Report | Skipped]]


def run(
    inputs: Input, out: Path, coder: Any, *, workers: int = 1, limits: Limits | None = None, resume: bool = False
) -> Run:
    def opened(name: str, on_bytes: Callable[[int], None]) -> Iterator[Report | Skipped]:
        yield from inputs[name]

    done = Run(list(inputs), opened, "fingerprint", size=5)
    for _ in done.code(LocalEngine(coder, workers, limits or Limits(seconds=1)), Store(out), resume=resume):
        pass
    return done


def told(out: Path) -> Counter[str]:
    return Counter(json.loads(line)["report"]["id"] for line in readings(out))


def bytes_of(out: Path) -> dict[str, str]:
    """Every file that a run leaves, with the hash of its bytes."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def test_what_is_read_is_coded_once_or_listed(tmp_path: Path, fake: Any) -> None:
    bad = Skipped("a.jsonl, line 4", "broken JSON")
    done = run({"a": [*some(12, no="refuse this"), bad], "b": [Report(id="b", text="B met C.")]}, tmp_path, fake)
    assert told(tmp_path) == Counter([*(f"r{i}" for i in range(12)), "b"])
    failed = [json.loads(line) for line in (tmp_path / "failed.jsonl").read_text().splitlines()]
    assert [f.get("id") or f["source"] for f in failed] == ["no", "a.jsonl, line 4"]
    assert (done.read, done.coded, done.events, done.failed) == (14, 13, 13, 1)
    assert done.expected == 14


def test_workers_and_the_order_of_inputs_make_no_difference(tmp_path: Path, fake: Any) -> None:
    a, b = some(33), [Report(id=f"b{i}", text=f"Envoy {i} left.") for i in range(8)]
    run({"a": [*a], "b": [*b]}, tmp_path / "one", fake)
    run({"b": [*b[::-1]], "a": [*a[::-1]]}, tmp_path / "three", fake, workers=3)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "three")


def test_a_file_given_twice_is_coded_once(tmp_path: Path, fake: Any) -> None:
    done = run({"a": [*some(7)], "a again": [*some(7)]}, tmp_path, fake)
    assert told(tmp_path) == Counter(f"r{i}" for i in range(7))
    assert done.coded == done.expected == 7


def test_resuming_codes_only_what_is_not_there(tmp_path: Path, fake: Any) -> None:
    run({"a": [*some(20)]}, tmp_path, fake)
    before = bytes_of(tmp_path)
    entry = min((tmp_path / "shards").iterdir())
    entry.unlink()
    done = run({"a": [*some(20)]}, tmp_path, fake, resume=True)
    assert (done.coded, done.kept) == (20, 15)
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("hang", "more than 0.3 seconds of processor time"),
        ("crash", "SIGKILL"),
        ("hoard", "more memory than a worker may have"),
    ],
)
def test_a_report_that_does_harm_costs_only_itself(tmp_path: Path, fake: Any, word: str, reason: str) -> None:
    if word == "hoard":
        pytest.importorskip("resource")
        fake = Cautious()
    limits = Limits(seconds=0.3, megabytes=500)
    run({"a": [*some(12, poison=f"This will {word}.", next="And on.")]}, tmp_path, fake, workers=2, limits=limits)
    assert told(tmp_path) == Counter([*(f"r{i}" for i in range(12)), "next"])
    (failed,) = [json.loads(line) for line in (tmp_path / "failed.jsonl").read_text().splitlines()]
    assert failed["id"] == "poison"
    assert reason in failed["reason"]


class Cautious:
    """As Parley's own coder, it turns an exception into a failure."""

    def pipe(self, reports: Any, *, on_error: Any, batch: int) -> Iterator[Any]:
        from parley.errors import ParleyError
        from tests.batch.conftest import FakeCoder

        for report in reports:
            try:
                yield from FakeCoder().pipe([report], on_error=on_error)
            except MemoryError as fault:
                on_error(report, ParleyError(f"a fault ({fault!r})"))


SCRIPT = """
import sys, time
from pathlib import Path
from parley.batch.engines.local import LocalEngine
from parley.batch.run import Run
from parley.batch.store import Store
from tests.batch.conftest import FakeCoder, some

class Slow(FakeCoder):
    def pipe(self, reports, **given):
        for reading in super().pipe(reports, **given):
            time.sleep(float(sys.argv[2]) if len(sys.argv) > 2 else 0.004)
            yield reading

run = Run(["a"], lambda name, on_bytes: iter(some(120)), "fingerprint", size=5)
for _ in run.code(LocalEngine(Slow(), 2), Store(Path(sys.argv[1])), resume=True):
    pass
"""


@pytest.mark.parametrize("group", [True, False])
def test_killed_at_any_point_and_resumed_nothing_is_doubled_or_lost(tmp_path: Path, fake: Any, group: bool) -> None:
    """With its workers, or alone so that they go on for a while beside the next run."""
    run({"a": [*some(120)]}, tmp_path / "whole", fake)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "killed")]
    chance = random.Random(7)
    for _ in range(4):
        started = subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.DEVNULL)
        shards = tmp_path / "killed" / "shards"
        until = time.monotonic() + 20
        had = len(list(shards.glob("*.json")))
        while time.monotonic() < until and started.poll() is None and len(list(shards.glob("*.json"))) == had:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.05)
        if started.poll() is None:
            (os.killpg if group else os.kill)(started.pid, signal.SIGKILL)
        started.wait()
    subprocess.run(command, env=environment, check=True)
    assert bytes_of(tmp_path / "killed") == bytes_of(tmp_path / "whole")


def test_two_runs_do_not_write_into_one_folder(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    # Slow enough to be still at it when the second has started up.
    first = subprocess.Popen([*command, "0.1"], env=environment)
    while not list((tmp_path / "shards").glob("*.json")) and first.poll() is None:
        time.sleep(0.002)
    second = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert first.wait() == 0
    assert "another run is writing" in second.stderr
