from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from parley.batch.kernel import batch_of, code
from parley.batch.store import Store, readings, whole
from parley.errors import ParleyError
from tests.batch.conftest import some


def saved(store: Store, fake: Any, name: str, **named: str) -> None:
    reports = some(2, **named)
    store.save(name, reports, code(batch_of(reports), fake))


def test_a_shard_is_done_when_its_entry_is_there(tmp_path: Path, fake: Any) -> None:
    store = Store(tmp_path / "out")
    with store.opened(resume=False):
        assert store.entry("a") is None
        saved(store, fake, "a", bad="refuse this")
        entry = store.entry("a")
        assert entry is not None
        assert (entry.reports, entry.readings, entry.events) == (3, 2, 2)
        assert [(f.id, f.reason, f.report.text) for f in entry.failed] == [
            ("bad", "refused, as it should be", "refuse this")
        ]


def test_the_manifest_and_the_failures_are_written_at_the_end(tmp_path: Path, fake: Any) -> None:
    store = Store(tmp_path)
    with store.opened(resume=False):
        saved(store, fake, "b", bad="refuse this")
        saved(store, fake, "a")
        with pytest.raises(ParleyError, match="not finished"):
            list(readings(tmp_path))
        store.finish(["b", "a"], "print", [("z.jsonl, line 3", "broken"), ("b.pdf", "a PDF")])
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert [shard["name"] for shard in manifest["shards"]] == ["a", "b"]
    assert (manifest["reports"], manifest["readings"], manifest["failed"]) == (5, 4, 1)
    failed = [json.loads(line) for line in (tmp_path / "failed.jsonl").read_text().splitlines()]
    assert [f.get("id") or f["source"] for f in failed] == ["bad", "b.pdf", "z.jsonl, line 3"]
    assert failed[0]["report"]["text"] == "refuse this"
    assert [json.loads(r)["report"]["id"] for r in readings(tmp_path)] == ["r0", "r1"] * 2


def test_shards_of_another_run_are_put_aside(tmp_path: Path, fake: Any) -> None:
    store = Store(tmp_path)
    with store.opened(resume=False):
        saved(store, fake, "old")
        saved(store, fake, "new")
        (tmp_path / "readings" / ".x.parquet.1.part").write_bytes(b"half")
        store.finish(["new"], "print", [])
    assert [p.name for p in (tmp_path / "readings").iterdir()] == ["new.parquet"]
    assert (tmp_path / "stale" / "readings" / "old.parquet").exists()
    assert list(store.names()) == ["new"]


def test_a_folder_that_holds_a_run_is_refused_without_resume(tmp_path: Path, fake: Any) -> None:
    store = Store(tmp_path)
    with store.opened(resume=False):
        saved(store, fake, "a")
    with pytest.raises(ParleyError, match="--resume"), store.opened(resume=False):
        pass
    with store.opened(resume=True):
        pass


def test_a_broken_entry_counts_as_none(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.opened(resume=False):
        (tmp_path / "shards" / "a.json").write_text("{")
        assert store.entry("a") is None


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("older")
    with pytest.raises(ZeroDivisionError), whole(tmp_path / "a") as file:  # noqa: PT012
        file.write(b"half" * 10)
        raise ZeroDivisionError
    assert (tmp_path / "a").read_text() == "older"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_a_place_that_cannot_be_written_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ParleyError, match="cannot be written"), Store(tmp_path / "file").opened(resume=False):
        pass
