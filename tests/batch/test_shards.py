from __future__ import annotations

import random
from pathlib import Path

import pytest

from parley.batch import shards
from parley.batch.shards import cut, fingerprint
from parley.model import Report
from parley.settings import Settings
from tests.batch.conftest import some


def test_every_report_is_in_one_shard() -> None:
    found = list(cut(some(25), "x", 10))
    assert [shard.size for shard in found] == [10, 10, 5]
    assert sorted(report.id for shard in found for report in shard.reports) == sorted(r.id for r in some(25))
    assert len({shard.name for shard in found}) == 3


def test_the_order_of_lines_makes_no_difference() -> None:
    reports = some(50)
    random.Random(1).shuffle(reports)
    assert list(cut(reports, "x", 7)) == list(cut(some(50), "x", 7))


def test_the_name_depends_on_reports_and_on_what_codes_them() -> None:
    (one,), (other,), (third,) = cut(some(2), "x"), cut(some(2), "y"), cut(some(3), "x")
    assert len({one.name, other.name, third.name}) == 3


def test_copies_stand_together_however_many() -> None:
    copies = [Report(id=f"copy{i}", text="The same words.") for i in range(30)]
    together = [s for s in cut([*some(20), *copies], "x", 5) if any("copy" in r.id for r in s.reports)]
    assert len(together) == 1


def test_long_reports_close_a_shard_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "CHARS", 100)
    reports = [Report(id=str(i), text=f"{i}" * 60) for i in range(4)]
    assert [shard.size for shard in cut(reports, "x", 10)] == [2, 2]


def test_no_more_than_a_window_is_read_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "WINDOW", 10)
    taken: list[str] = []

    def reports() -> object:
        for report in some(30):
            taken.append(report.id)
            yield report

    next(cut(reports(), "x", 5))  # type: ignore[arg-type]
    assert len(taken) == 10


def test_the_fingerprint_tells_settings_and_codebooks_apart(tmp_path: Path) -> None:
    plain, confident = fingerprint(Settings()), fingerprint(Settings(min_confidence=0.5))
    assert plain == fingerprint(Settings())
    folders = []
    for name, content in (("a", "one"), ("b", "two")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "acts.yaml").write_text(content)
        folders.append(fingerprint(Settings(codebook=str(tmp_path / name))))
    assert len({plain, confident, *folders}) == 4
