from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from parley.cli.export import exporting, harmless
from parley.errors import ParleyError
from parley.model import EVENT_COLUMNS, from_json
from tests.cli.conftest import Ran
from tests.cli.sample import sample

Run = Callable[..., Ran]


def test_jsonl_holds_a_valid_reading_a_line(parley_: Run, tmp_path: Path) -> None:
    out = tmp_path / "readings.jsonl"
    ran = parley_("code", "a", "b", "-o", out)
    assert ran.status == 0
    assert [from_json(line).report.id for line in out.read_text("utf-8").splitlines()] == ["a", "b"]
    assert "2 reports coded, 16 events" in ran.err
    assert ran.out == ""


def test_csv_holds_an_event_a_row(parley_: Run, tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    assert parley_("code", "a", "-o", out).status == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == EVENT_COLUMNS
    assert len(rows) == 8
    assert rows[2]["actor_codes"] == "ZUBMIL"
    assert rows[2]["score"] == "-10.0"


def test_parquet_types_its_columns(parley_: Run, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "events.parquet"
    assert parley_("code", "a", "b", "-o", out).status == 0
    table = parquet.read_table(out)
    assert table.num_rows == 16
    assert tuple(table.column_names) == EVENT_COLUMNS
    assert str(table.schema.field("score").type) == "double"
    assert str(table.schema.field("type").type) == "string"
    assert table["latitude"].to_pylist()[1] is None


def test_parquet_without_its_package_says_what_to_install(
    parley_: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ran = parley_("code", "a", "-o", tmp_path / "events.parquet")
    assert ran.status == 1
    assert ran.err.splitlines() == [
        'parley: writing .parquet needs pyarrow; install it with: pip install "parley[tables]"'
    ]


def test_standard_output(parley_: Run) -> None:
    ran = parley_("code", "a", "-o", "-")
    assert from_json(ran.out).report.id == "a"
    assert ran.err == ""


def test_skipped_inputs_are_listed_at_the_end(parley_: Run, tmp_path: Path) -> None:
    ran = parley_("code", *(f"bad{i}" for i in range(30)), "a", "-o", tmp_path / "out.jsonl")
    assert ran.status == 3
    assert ran.err.splitlines()[1] == "parley: skipped bad0: binary data, not text"
    assert ran.err.splitlines()[-1] == "parley: skipped 10 more"


def test_when_nothing_is_coded_an_older_file_stays(parley_: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("older")
    assert parley_("code", "bad", "-o", out).status == 1
    assert out.read_text() == "older"
    assert list(tmp_path.iterdir()) == [out]


def test_broken_off_work_leaves_no_file(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with pytest.raises(KeyboardInterrupt), exporting(out) as write:  # noqa: PT012
        write(sample())
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_ending_is_refused_before_any_work(parley_: Run, tmp_path: Path) -> None:
    ran = parley_("code", "a", "-o", tmp_path / "out.xlsx")
    assert ran.status == 1
    assert ".jsonl, .csv, .parquet" in ran.err


def test_a_folder_that_is_not_there_is_one_line(parley_: Run, tmp_path: Path) -> None:
    ran = parley_("code", "a", "-o", tmp_path / "nowhere" / "out.csv")
    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1
    assert "No such file or directory" in ran.err


def test_the_output_must_not_be_an_input(parley_: Run, tmp_path: Path) -> None:
    same = tmp_path / "reports.jsonl"
    same.write_text("{}")
    ran = parley_("code", same, "-o", same)
    assert ran.status == 2
    assert same.read_text() == "{}"


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2", "@SUM", "\tx", "\rx"])
def test_cells_that_a_spreadsheet_would_run_get_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Aleppo", "", -10.0, None, "a=b"])
def test_other_cells_stay_as_they_are(cell: object) -> None:
    assert harmless(cell) == cell


def test_a_formula_in_a_report_is_disarmed_in_csv(tmp_path: Path) -> None:
    reading = sample()
    reading.report.publisher = '=HYPERLINK("http://example.org")'
    out = tmp_path / "events.csv"
    with exporting(out) as write:
        write(reading)
    with out.open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["publisher"].startswith("'=")


def test_a_full_disk_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(ParleyError, match="cannot be written"), exporting(tmp_path / "out.csv"):
        raise OSError(28, "No space left on device")
