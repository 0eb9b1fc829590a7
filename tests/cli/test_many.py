"""`parley code` into a folder."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from parley.batch.run import Run
from parley.cli import progress
from parley.model import from_json
from tests.cli.conftest import Ran, Seen

pytest.importorskip("pyarrow")
Parley = Callable[..., Ran]


@pytest.fixture(autouse=True)
def one_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parley.batch.shards.fingerprint", lambda settings: "fingerprint")


def test_a_name_without_an_ending_is_a_folder(parley_: Parley, tmp_path: Path) -> None:
    from parley.batch.store import readings

    ran = parley_("code", "a", "b", "-o", tmp_path / "out", "--workers", "2")
    assert ran.status == 0
    assert ran.err.splitlines() == [f"parley: 2 reports coded, 16 events, in {tmp_path / 'out'}"]
    assert sorted(from_json(line).report.id for line in readings(tmp_path / "out")) == ["a", "b"]
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        ".lock", "readings", "events", "shards", "failed.jsonl", "manifest.json",
    }  # fmt: skip


def test_the_options_reach_the_sources(parley_: Parley, seen: Seen, tmp_path: Path) -> None:
    arguments = ("--published", "2014-12-28", "--column", "text=body", "--workers", "1")
    assert parley_("code", "a", "-o", tmp_path / "out", *arguments).status == 0
    assert seen.given is not None
    assert (seen.given["published"], seen.given["mapping"]) == ("2014-12-28", {"text": "body"})


def test_a_folder_that_holds_a_run_needs_resume(parley_: Parley, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert parley_("code", "a", "-o", out).status == 0
    again = parley_("code", "a", "-o", out)
    assert again.status == 1
    assert "--resume" in again.err
    more = parley_("code", "a", "b", "-o", out, "--resume", "--workers", "1")
    assert more.status == 0
    assert "2 reports coded, 1 of them before, 16 events" in more.err


def test_what_is_skipped_or_fails_is_told_and_listed(parley_: Parley, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = parley_("code", "a", "bad", "french", "-o", out, "--workers", "1")
    assert ran.status == 3
    assert ran.err.splitlines()[1:] == [
        f"parley: skipped 1 report that could not be coded; see {out / 'failed.jsonl'}",
        "parley: skipped bad: binary data, not text",
    ]
    reasons = [json.loads(line)["reason"] for line in (out / "failed.jsonl").read_text("utf-8").splitlines()]
    assert reasons == ["the report is not in English", "binary data, not text"]


def test_nothing_coded_is_an_error(parley_: Parley, tmp_path: Path) -> None:
    ran = parley_("code", "bad", "-o", tmp_path / "out", "--workers", "1")
    assert ran.status == 1
    assert ran.err.splitlines()[-1] == "parley: nothing could be coded"


@pytest.mark.parametrize("option", [["--resume"], ["--workers", "2"], ["--engine", "ray"]])
def test_options_of_a_folder_are_refused_for_a_file(parley_: Parley, tmp_path: Path, option: list[str]) -> None:
    ran = parley_("code", "a", "-o", tmp_path / "out.jsonl", *option)
    assert ran.status == 2
    assert "name without an ending" in " ".join(ran.err.replace("│", " ").split())


def test_without_pyarrow_it_says_what_to_install(
    parley_: Parley, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ran = parley_("code", "a", "-o", tmp_path / "out")
    assert ran.status == 1
    assert 'pip install "parley[tables]"' in ran.err
    assert "ends in .jsonl" in ran.err
    assert not (tmp_path / "out").exists()


class Terminal:
    """Standard error as a terminal has it."""

    def __init__(self) -> None:
        self.said = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.said += text
        return len(text)

    def flush(self) -> None:
        pass


def test_progress_tells_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, clock = Terminal(), iter([0.0, *[10.0] * 1000])
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    monkeypatch.setenv("COLUMNS", "200")
    run = Run([], lambda name, on_bytes: iter(()), "x", read=1000, coded=300, events=50, kept=100, whole=True)
    with progress.of_run(run) as advance:
        advance()
    assert "300 reports, 50 events, 20.0 reports/s, 0:35 min left" in terminal.said


def test_progress_is_quiet_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.of_run(Run([], lambda name, on_bytes: iter(()), "x")) as advance:
        advance()
    assert capsys.readouterr() == ("", "")


def test_how_many_there_will_be_is_judged_by_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * 1000)
    run: Any = Run([str(file)], lambda name, on_bytes: iter(()), "x")
    assert run.expected is None
    run.read = 5
    run._at(100)
    assert run.expected == 50
    run.whole = True
    assert run.expected == 5


def test_hours() -> None:
    assert [progress._hours(s) for s in (5, 600, 7260)] == ["0:05 min", "10:00 min", "2:01 h"]
