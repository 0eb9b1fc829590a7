"""What a reading of the gold may never do; the floors are held by `evaluation/gate.py`. Skipped without PARLEY_GOLD."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import sets

pytestmark = pytest.mark.skipif("PARLEY_GOLD" not in os.environ, reason="PARLEY_GOLD names no folder of gold sets")


@pytest.fixture(scope="module")
def folder() -> Path:
    return Path(os.environ["PARLEY_GOLD"])


@pytest.fixture(scope="module")
def coder():
    import parley

    return parley.load()


def test_no_words_of_the_gold_stand_in_the_project(folder: Path) -> None:
    assert sets.leaks(folder) == []


def test_without_a_publication_date_no_date_is_invented(coder, folder: Path) -> None:
    text = (folder / "seed" / "report.txt").read_text(encoding="utf-8")
    reading = coder.read(text)
    assert reading.report.published is None
    years = [str(m.value)[:4] for m in reading.mentions if m.type == "time" and isinstance(m.value, str)]
    assert [y for y in years if y.isdigit() and y not in text] == []


def test_furniture_tells_no_events(coder, folder: Path) -> None:
    text = (folder / "seed" / "report.txt").read_text(encoding="utf-8")
    reading = coder.read(text, published="2014-12-27")
    furniture = [p for p in reading.passages if p.kind == "furniture"]
    assert furniture
    inside = [
        e.id for e in reading.events for v in e.evidence for p in furniture if p.start < v.end and v.start < p.end
    ]
    assert inside == []
