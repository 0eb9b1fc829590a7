"""A coder that needs no model: it finds an event in every report, and some words make it misbehave."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from parley.errors import ParleyError
from parley.model import Entity, Event, Evidence, Reading, Report, Span

pytest.importorskip("pyarrow")


class FakeCoder:
    """Finds one event a report; `seen` counts the texts that it was given."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def pipe(
        self,
        reports: Iterable[Report],
        *,
        on_error: Callable[[Report, ParleyError], None] | None = None,
        batch: int = 64,
    ) -> Iterator[Reading]:
        for report in reports:
            self.seen.append(report.text)
            if "hang" in report.text:
                while True:
                    pass
            if "crash" in report.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "hoard" in report.text:
                bytearray(2_000_000_000)
            if "refuse" in report.text:
                assert on_error is not None
                on_error(report, ParleyError(f"{report.id}: refused,\nas it should be"))
                continue
            end = len(report.text)
            evidence = Evidence(start=0, end=end, sentence=Span(start=0, end=end))
            yield Reading(
                report=report,
                entities=[Entity(id="e1", name="Zubara", type="location")],
                events=[Event(id="v1", type="CONSULT", quad=1, score=1.0, actors=["e1"], evidence=[evidence])],
            )


@pytest.fixture
def fake() -> Any:
    return FakeCoder()


def some(count: int, **named: str) -> list[Report]:
    """Reports with texts of their own, then one for each text that is named."""
    plain = [Report(id=f"r{i}", text=f"Zubara met envoy number {i}.") for i in range(count)]
    return plain + [Report(id=name, text=text) for name, text in named.items()]
