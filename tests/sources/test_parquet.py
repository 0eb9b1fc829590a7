"""Parquet."""

from __future__ import annotations

import gzip
import io
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from parley.model import Report
from parley.sources import Skipped

from .samples import BERN, read, report, skipped

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def table(path: Path, rows: list[dict[str, Any]]) -> Path:
    parquet.write_table(pa.Table.from_pylist(rows), path)
    return path


def test_a_row_is_a_report(tmp_path: Path) -> None:
    row = {"Headline": "Talks", "Body": BERN, "date": date(2015, 3, 9), "cost": Decimal("1.50"), "tags": ["a", None]}
    found = report(table(tmp_path / "march.parquet", [row]))
    assert (found.id, found.title, found.text, found.published) == ("march-1", "Talks", BERN, "2015-03-09")
    assert found.extra == {"cost": "1.50", "tags": ["a", None]}


def test_columns_are_mapped(tmp_path: Path) -> None:
    path = table(tmp_path / "t.parquet", [{"text": "short", "story": BERN}])
    assert report(path, mapping={"text": "story"}).text == BERN
    assert "no column 'body'" in skipped(path, mapping={"text": "body"}).reason


def test_a_bad_row_is_skipped_and_the_next_one_read(tmp_path: Path) -> None:
    path = table(tmp_path / "t.parquet", [{"id": "a", "text": None}, {"id": "b", "text": BERN}])
    first, second = read(path)
    assert isinstance(first, Skipped)
    assert first.source.endswith("t.parquet, row 1")
    assert isinstance(second, Report)
    assert second.id == "b"


def test_told_by_content_compressed_and_from_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = table(tmp_path / "t.parquet", [{"text": BERN}]).read_bytes()
    (tmp_path / "t.dat").write_bytes(data)
    (tmp_path / "t.parquet.gz").write_bytes(gzip.compress(data))
    assert report(tmp_path / "t.dat").text == report(tmp_path / "t.parquet.gz").text == BERN
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (found,) = read("-")
    assert isinstance(found, Report)
    assert found.text == BERN


def test_broken_and_empty_tables_are_skipped_in_words(tmp_path: Path) -> None:
    data = table(tmp_path / "t.parquet", [{"text": BERN}] * 3).read_bytes()
    (tmp_path / "broken.parquet").write_bytes(data[:-20])
    assert "cannot be read" in skipped(tmp_path / "broken.parquet").reason
    parquet.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "none.parquet")
    assert skipped(tmp_path / "none.parquet").reason == "a table without rows"


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table(tmp_path / "t.parquet", [{"text": BERN}])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert 'pip install "parley[tables]"' in skipped(path).reason
