"""The floors on the small gold sets, and what a reading may never do. Skipped without PARLEY_GOLD."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif("PARLEY_GOLD" not in os.environ, reason="PARLEY_GOLD names no folder of gold sets")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder() -> Path:
    return Path(os.environ["PARLEY_GOLD"])


@pytest.fixture(scope="module")
def coder():
    import parley

    return parley.load()


@pytest.fixture(scope="module")
def gold():
    sys.path.insert(0, str(ROOT / "evaluation"))
    try:
        import gold
    finally:
        sys.path.pop(0)
    return gold


@pytest.mark.parametrize("name", ["seed", "plover_dev", "news_dev"])
def test_no_measure_is_under_its_floor(gold, coder, folder: Path, name: str) -> None:
    scores = list(gold.score(folder, [name], coder))
    assert any(s.floor is not None for s in scores)
    assert [f"{s.measure} {s.value} < {s.floor}" for s in scores if s.under] == []


def test_no_words_of_the_gold_stand_in_the_project(gold, folder: Path) -> None:
    assert gold.leaks(folder) == ""


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
