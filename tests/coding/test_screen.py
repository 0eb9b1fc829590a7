"""The screen skips what its words rule out, and nothing that tells a political act; skipped or not, readings are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parley
from parley.coding.screen import Screen
from parley.model import Report
from parley.settings import Settings

LOUD = (
    "Kenya accused Chad of arming rebels.",
    "Police arrested forty people.",
    "The rebels laid down their arms.",
    "It rained.\n\nTroops from Chad\nwere attacked at night.",
    "The prime minister called off the meeting.",
)
SILENT = (
    "The soup was cold and the waiter slow. We will not come back.",
    "Chad is hot in summer. My aunt attacked the cake at once.",
    "",
)


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen.load()


@pytest.mark.parametrize("text", LOUD)
def test_what_may_tell_an_act_is_read(screen: Screen, text: str) -> None:
    assert not screen.silent(text)


@pytest.mark.parametrize("text", SILENT)
def test_what_cannot_tell_an_act_is_silent(screen: Screen, text: str) -> None:
    assert screen.silent(text)


@given(st.text())
def test_any_text_is_told_one_or_the_other(text: str) -> None:
    assert Screen.load().silent(text) in (True, False)


@pytest.fixture(scope="module")
def coders() -> dict[str, parley.Coder]:
    return {how: parley.load(Settings(screen=how)) for how in ("on", "check")}  # type: ignore[arg-type]


def test_skipped_and_parsed_reports_leave_the_same_readings(coders: dict[str, parley.Coder]) -> None:
    reports = [Report(id=str(n), text=text) for n, text in enumerate(LOUD + SILENT)]
    on, check = ([r.to_json() for r in coders[how].pipe(reports)] for how in ("on", "check"))
    assert on == check
    assert on == [coders["on"].read(report).to_json() for report in reports]


def test_a_silent_reading_holds_the_report_alone(coders: dict[str, parley.Coder]) -> None:
    reading = coders["on"].read(Report(id="r", text=SILENT[1]))
    assert (reading.report.text, reading.mentions, reading.passages) == (SILENT[1], [], [])


def test_without_a_screen_everything_is_read(coder: parley.Coder) -> None:
    assert coder.read(SILENT[1]).mentions


def test_order_is_kept_where_reports_cannot_be_coded(coders: dict[str, parley.Coder]) -> None:
    bad = Report(id="bad", text="Kenya attacked Chad.", published="yesterday")
    reports = [Report(id="a", text=SILENT[0]), bad, Report(id="b", text=LOUD[0]), Report(id="c", text=SILENT[1])]
    lost: list[str] = []
    found = coders["on"].pipe(reports, on_error=lambda report, _: lost.append(report.id))
    assert [r.report.id for r in found] == ["a", "b", "c"]
    assert lost == ["bad"]
