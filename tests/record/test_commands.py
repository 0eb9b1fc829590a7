"""`parley keep --readings` and `parley record`, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.cli import main
from tests.record.made import Writer


class _Ran:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> object:
    def run(*arguments: str) -> _Ran:
        monkeypatch.setattr("sys.argv", ["parley", *arguments])
        status = 0
        try:
            main()
        except SystemExit as stop:
            status = int(stop.code or 0)
        said = capsys.readouterr()
        return _Ran(status, said.out, said.err)

    return run


@pytest.fixture
def kept(ran: object, tmp_path: Path) -> str:
    readings = [
        Writer("a", title="A raid").event("Planes struck the Front in Tesk.", day="2023-05-03", place="Tesk").fill(0, 1).done(),
        Writer("b", publisher="Courier").event("Jets hit the Front at Tesk.", day="2023-05-03", place="Tesk").fill(2, 3).done(),
    ]  # fmt: skip
    lines = tmp_path / "readings.jsonl"
    lines.write_text("".join(f"{r.to_json()}\n" for r in readings) + "no reading\n", encoding="utf-8")
    record = str(tmp_path / "record.db")
    done = ran("keep", "--readings", str(lines), "--record", record)  # type: ignore[operator]
    assert done.status == 3
    assert "readings.jsonl:3" in done.err
    assert "2 reports kept" in done.err
    again = ran("keep", "--readings", str(lines), "--record", record)  # type: ignore[operator]
    assert "0 reports kept" in again.err
    assert "2 there before" in again.err
    return record


def test_show_search_split_join_verify(ran, kept: str) -> None:  # type: ignore[no-untyped-def]
    shown = ran("record", "show", "--record", kept)
    assert "1 event that fit" in shown.out
    key = shown.out.splitlines()[-1].split()[0]
    event = ran("record", "show", key, "--record", kept).out
    assert "2 independent of 2" in event
    assert "same place" in event
    other = event.splitlines()[3].split()[0]
    assert ran("record", "split", key, other, "--author", "mina", "--record", kept).status == 0
    assert "2 events that fit" in ran("record", "show", "--record", kept).out
    assert ran("record", "join", key, other, "--author", "mina", "--record", kept).status == 0
    assert "1 event that fit" in ran("record", "show", "--record", kept, "--party", "front").out
    assert "split on" in ran("record", "notes", "--record", kept).out
    assert "A raid" in ran("record", "search", "planes", "--record", kept).out
    assert "is whole: 2 reports" in ran("record", "verify", "--record", kept).out
    assert ran("record", "merge", "--record", kept).status == 0


def test_backup_restore_export(ran, kept: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert ran("record", "backup", str(tmp_path / "b.db"), "--record", kept).status == 0
    restored = ran("record", "restore", str(tmp_path / "b.db"), "--record", str(tmp_path / "new.db"))
    assert "2 reports, 2 readings and 0 revisions" in restored.err
    assert ran("record", "export", str(tmp_path / "out"), "--record", kept).status == 0
    assert (tmp_path / "out" / "events.csv").is_file()
    assert ran("record", "export", str(tmp_path / "out"), "--record", kept).status == 1


def test_a_record_that_is_not_there_is_an_error_in_words(ran, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = ran("record", "show", "--record", str(tmp_path / "no.db"))
    assert done.status == 1
    assert "there is no record" in done.err
    assert not (tmp_path / "no.db").exists()
