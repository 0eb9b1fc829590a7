"""A coder and sources that need no model: every report is read as the sample reading."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest

import parley.sources
from parley.coding.explain import Explanation, Turned, Why
from parley.errors import LanguageError, ParleyError
from parley.model import Reading, Report
from tests.cli.sample import sample


@dataclass
class Skipped:
    """As the sources give it."""

    source: str
    reason: str


class FakeCoder:
    """Reads the sample out of every report whose text does not begin with "french"."""

    def pipe(
        self,
        reports: Iterable[Report],
        *,
        on_error: Callable[[Report, ParleyError], None] | None = None,
        batch: int = 64,
    ) -> Iterator[Reading]:
        for report in reports:
            if report.text.startswith("french"):
                assert on_error is not None
                on_error(report, LanguageError("the report is not in English"))
                continue
            reading = sample()
            reading.report.id = report.id
            yield reading


@dataclass
class Seen:
    """What the command passed on."""

    settings: Any = None
    given: dict[str, Any] | None = None


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Put the fakes in place; inputs called "bad..." are skipped."""
    seen = Seen()

    def open_reports(inputs: list[str], **given: Any) -> Iterator[Report | Skipped]:
        seen.given = given
        for name in inputs:
            yield (
                Skipped(name, "binary data, not text")
                if name.startswith("bad")
                else Report(id=name, text=f"{name} text")
            )

    def load(settings: Any = None) -> FakeCoder:
        seen.settings = settings
        return FakeCoder()

    def explained(coder: FakeCoder, report: Report) -> Explanation:
        (reading,) = coder.pipe([report])
        first, second = reading.events[0].evidence[0], reading.events[1].evidence[0].sentence
        why = Why(["meet alone: it stands under agree"], [("entry=agree", 0.61), ("tag=VB", -0.2), ("new=x", 0.1)])
        reasons = {(first.start, first.end, first.rule): why}
        no = Turned(second, "THREATEN", "violence", "threaten(bombard)", 0.11, [("chain=threaten", -1.2)])
        return Explanation(reading, reasons, [no])

    explain = ModuleType("parley.coding.explain")
    explain.explained = explained  # type: ignore[attr-defined]
    coder = ModuleType("parley.coding.coder")
    coder.load = load  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "parley.coding.coder", coder)
    monkeypatch.setitem(sys.modules, "parley.coding.explain", explain)
    monkeypatch.setattr(parley.sources, "open_reports", open_reports, raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    return seen


@dataclass
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def parley_(seen: Seen, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command line as the `parley` script does."""
    from parley.cli import main

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["parley", *map(str, arguments)])
        try:
            main()
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return run
