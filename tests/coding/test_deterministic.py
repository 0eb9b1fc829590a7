"""The same reports give the same bytes: twice, in any order, in batches of any size, alone, and in another process."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

import parley
from parley.model import Report

ROOT = Path(__file__).parents[2]
SETS = (("examples/reports.jsonl", 6), ("evaluation/acts/sentences.jsonl", 60), ("evaluation/talks/reports.jsonl", 8))


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """Reports short and long, of several kinds."""
    found = []
    for name, most in SETS:
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()[:most]:
            item = json.loads(line)
            found.append(Report(id=item["id"], text=item["text"], published=item.get("published"), language="en"))
    return found


@pytest.fixture(scope="module")
def expected(coder: parley.Coder, reports: list[Report]) -> dict[str, str]:
    """The readings as one batch gives them."""
    return {reading.report.id: reading.to_json() for reading in coder.pipe(reports)}


def test_again(coder: parley.Coder, reports: list[Report], expected: dict[str, str]) -> None:
    assert {r.report.id: r.to_json() for r in coder.pipe(reports)} == expected


@pytest.mark.parametrize("batch", [1, 2, 7, 1000])
def test_batches_of_any_size_in_any_order(
    coder: parley.Coder, reports: list[Report], expected: dict[str, str], batch: int
) -> None:
    shuffled = random.Random(batch).sample(reports, len(reports))
    readings = list(coder.pipe(shuffled, batch=batch))
    assert [r.report.id for r in readings] == [r.id for r in shuffled]
    assert {r.report.id: r.to_json() for r in readings} == expected


def test_one_by_one(coder: parley.Coder, reports: list[Report], expected: dict[str, str]) -> None:
    assert {r.id: coder.read(r).to_json() for r in reports} == expected


def test_another_coder(reports: list[Report], expected: dict[str, str]) -> None:
    assert {r.report.id: r.to_json() for r in parley.load().pipe(reports[:20])} == dict(list(expected.items())[:20])


def test_other_processes_with_other_hashes(reports: list[Report], tmp_path: Path) -> None:
    """Python shuffles its sets anew in each process; nothing of that may show."""
    given = tmp_path / "given.jsonl"
    given.write_text("".join(f"{json.dumps({'id': r.id, 'text': r.text})}\n" for r in reports[::2]), encoding="utf-8")
    digests = set()
    for seed in ("0", "4242"):
        out = tmp_path / f"{seed}.jsonl"
        subprocess.run(
            [sys.executable, "-m", "parley.cli", "code", str(given), "-o", str(out)],
            env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True,
        )  # fmt: skip
        digests.add(sha256(out.read_bytes()).hexdigest())
    assert len(digests) == 1
